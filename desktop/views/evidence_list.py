# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of evidence as grid, timeline, table and map: one choice and one selection."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.model.evidence import EvidenceCard
from desktop.models.evidence_table import CARD_ROLE, Column, EvidenceTable
from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.filter_bar import Choice, FilterBar
from desktop.views.flow import FlowView
from desktop.views.forms import Spoken
from desktop.views.labels import Text
from desktop.views.map_view import MapView
from desktop.views.panels import EmptyState, MessagePanel
from desktop.views.theme import UNIT
from desktop.views.thumbnails import Thumbnails
from desktop.views.tile import TILE, TileDelegate

WIDTHS = (64, 210, 124, 202, 196, 88, 186, 200, 160)


class EvidenceList(Spoken):
    """Shows cards and says what the person wants.  `zone_minutes`: the laptop's zone."""

    choice_changed = Signal()  # search, filters, or the order that a look brings with it
    selection_changed = Signal()
    opened = Signal(object)  # EvidenceCard
    export_requested = Signal(object)  # tuple[EvidenceCard, ...]
    import_requested = Signal()
    more_wanted = Signal(object)  # the last EvidenceCard there is
    thumbnails_wanted = Signal(object)  # tuple of item numbers
    places_wanted = Signal()  # the map is in sight, for another choice than before
    cards_wanted = Signal(object)  # tuple of item numbers chosen on the map
    paper_wanted = Signal(object)  # id of a paper on the map

    def __init__(
        self,
        *,
        zone_minutes: int,
        may_export: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone, self._may_export = zone_minutes, may_export
        self._elsewhere: tuple[EvidenceCard, ...] = ()  # chosen on the map, not in the list yet
        self.model = EvidenceTable(self._cell)
        self.model.setParent(self)
        self.model.more_wanted.connect(self.more_wanted)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.wanted.connect(self.thumbnails_wanted)
        self._selection = QItemSelectionModel(self.model, self)
        self._selection.selectionChanged.connect(self._on_selected)
        self.filters = FilterBar()
        self.filters.choice_changed.connect(self._on_choice)
        self.filters.look_changed.connect(self._on_look)
        self.choice = Choice()
        self.message = MessagePanel()
        self._stack = QStackedWidget()
        self.map = MapView()
        self._build_looks()
        self._build_states()
        self._join()
        self.retranslate()

    # -- building -----------------------------------------------------------------------------

    def _build_looks(self) -> None:
        self.grid = FlowView(TILE)
        self.timeline = FlowView(TILE, group=self._day_of, title=self._day_title)
        self.table = QTableView()
        self._looks: dict[str, QAbstractItemView | MapView] = {
            "grid": self.grid,
            "timeline": self.timeline,
            "table": self.table,
            "map": self.map,
        }
        self._look: QAbstractItemView | MapView = self.grid
        for view in (self.grid, self.timeline, self.table):
            view.setModel(self.model)
            view.setDragEnabled(True)
            view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
            stale = view.selectionModel()
            view.setSelectionModel(self._selection)
            stale.deleteLater()
            self._stack.addWidget(view)
        for flow in (self.grid, self.timeline):
            flow.setItemDelegate(TileDelegate(self._thumbnails, flow))
            flow.opened.connect(self.opened)
            self._thumbnails.delivered.connect(flow.viewport().update)
        self._stack.addWidget(self.map)
        self.map.chosen.connect(self._on_map_chosen)
        self.map.opened.connect(self._on_map_opened)
        self.map.paper_wanted.connect(self.paper_wanted)
        self._dress_table()

    def _dress_table(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setProperty("edged", False)  # noqa: FBT003 - a property of the style sheet
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(56)
        for column, wide in zip(Column, WIDTHS, strict=True):
            table.setColumnWidth(column, wide)
        head.setStretchLastSection(True)
        table.activated.connect(self._on_table_activated)

    def _build_states(self) -> None:
        self._empty = EmptyState("evidence")
        self._none_found = EmptyState("search")
        self._add = primary("import")
        self._add.clicked.connect(self.import_requested)
        self._empty.add(self._add)
        self._clear = secondary("close")
        self._clear.clicked.connect(self.filters.clear)
        self._none_found.add(self._clear)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._none_found)

    def _join(self) -> None:
        self._count = Text("small")
        self._export = quiet("export")
        self._export.clicked.connect(lambda: self.export_requested.emit(self.cards))
        self._export.setVisible(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * UNIT, 2, UNIT, 2)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    # -- what the window tells ----------------------------------------------------------------

    def show_first(self, cards: Sequence[EvidenceCard], *, count: int, more: bool) -> None:
        """Show the first page of `count` items."""
        self.model.begin()
        self.model.append(cards, more=more)
        self.show_count(count)
        self._on_selected()  # a new list has nothing chosen, and Qt does not say so
        if self._look is self.map:
            self.places_wanted.emit()

    def show_count(self, count: int) -> None:
        """Say how many items match, and what stands there when none does."""
        self._count.setText(self._items(speech.number(count)))
        if count:
            self._stack.setCurrentWidget(self._look)
        elif self.choice == Choice(order=self.choice.order):
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self._none_found)

    def show_thumbnails(self, pictures: Mapping[int, QImage | None]) -> None:
        """Take thumbnails in that were wanted."""
        self._thumbnails.deliver(pictures)

    def choose_row(self, row: int) -> None:
        """Choose the item in a row, and it alone."""
        index = self.model.index(row, 0)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self._selection.setCurrentIndex(index, flags)
        self._look.scrollTo(index)

    def show_chosen(self, cards: Sequence[EvidenceCard]) -> None:
        """Choose items, whether the list holds them yet or not."""
        rows = [self.model.row_of(card.number) for card in cards]
        if len(rows) == 1 and rows[0] is not None:
            self.choose_row(rows[0])
            return
        self._selection.clearSelection()
        self._elsewhere = tuple(cards)
        self._say_chosen()

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self._look.setFocus()

    @property
    def cards(self) -> tuple[EvidenceCard, ...]:
        """Return the chosen items in the order of the list."""
        rows = sorted(index.row() for index in self._selection.selectedRows())
        found = (self.model.card_at(row) for row in rows)
        return self._elsewhere or tuple(card for card in found if card is not None)

    @property
    def order(self) -> str:
        """Return the order in which the present look shows items."""
        return "captured" if self._look is self.timeline else self.choice.order

    # -- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.model.set_heads(
            (
                self.tr("No."),
                self.tr("Name"),
                self.tr("Kind"),
                self.tr("Taken"),
                self.tr("Sealed"),
                self.tr("Size"),
                self.tr("Origin"),
                self.tr("Condition"),
                self.tr("Findings"),
            )
        )
        names = (self.tr("Grid"), self.tr("Timeline"), self.tr("Table"))
        for view, name in zip((self.grid, self.timeline, self.table), names, strict=True):
            view.setAccessibleName(self.tr("Evidence: {look}").format(look=name))
        self._empty.say(
            self.tr("No evidence yet"),
            self.tr("Drop photos, videos or a whole folder onto this window, or add them here."),
        )
        self._none_found.say(
            self.tr("Nothing matches"),
            self.tr("No item matches all of these words and filters."),
        )
        self._add.say(self.tr("Add evidence"))
        self._clear.say(self.tr("Show everything"))
        self._say_export()

    def _say_export(self) -> None:
        count = len(self.cards)
        self._export.setVisible(bool(count) and self._may_export)
        if count > 1:
            self._export.say(self.tr("Export {count} chosen").format(count=speech.number(count)))
        else:
            self._export.say(self.tr("Export chosen"))

    def _items(self, count: str) -> str:
        if count == "1":
            return self.tr("1 item")
        return self.tr("{count} items").format(count=count)

    def _cell(self, card: EvidenceCard, column: Column) -> str:
        text = str(card.number)
        match column:
            case Column.NAME:
                text = card.name
            case Column.KIND:
                text = speech.word(card.kind, "kind")
            case Column.CAPTURED:
                text = "" if card.captured is None else speech.captured(card.captured)
            case Column.SEALED:
                text = speech.moment(card.sealed_us, self._zone)
            case Column.SIZE:
                text = speech.size(card.size)
            case Column.ROAD:
                text = speech.word(card.road, "road")
            case Column.HEALTH:
                text = speech.word(card.health, "health")
            case Column.FINDINGS if card.loudest is None:
                text = ""
            case Column.FINDINGS if card.loudest is not None:
                text = f"{speech.word(card.loudest, 'level')} · {card.finding_count}"
            case _:
                pass
        return text

    def _day_of(self, card: object) -> object:
        if not isinstance(card, EvidenceCard):
            return None
        when = card.sealed_us if card.captured_us is None else card.captured_us
        zone = self._zone
        if card.captured is not None and card.captured.offset_minutes is not None:
            zone = card.captured.offset_minutes
        return speech.utc_day(when, zone)

    def _day_title(self, day: object, count: int, more: bool) -> tuple[str, str]:  # noqa: FBT001
        if not isinstance(day, int):
            return "", ""
        shown = f"{speech.number(count)}+" if more else speech.number(count)
        return speech.long_date(speech.day_of(day)), self._items(shown)

    # -- what the person does -----------------------------------------------------------------

    @Slot(object)
    def _on_choice(self, choice: Choice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.choice_changed.emit()

    @Slot(str)
    def _on_look(self, look: str) -> None:
        before = self.order
        self._look = self._looks[look]
        self.filters.offer_order(offered=self._look is not self.timeline)
        if self._stack.currentWidget() in self._looks.values():
            self._stack.setCurrentWidget(self._look)
        if self._look is self.map:
            self.places_wanted.emit()
        if self.order != before:
            self.choice_changed.emit()
        elif self._selection.currentIndex().isValid():
            self._look.scrollTo(self._selection.currentIndex())

    @Slot()
    def _on_selected(self) -> None:
        self._elsewhere = ()
        self._say_chosen()

    def _say_chosen(self) -> None:
        self._say_export()
        self.map.show_chosen(self.cards)
        self.selection_changed.emit()

    @Slot(object)
    def _on_map_chosen(self, numbers: tuple[int, ...]) -> None:
        self.cards_wanted.emit(numbers)

    @Slot(object)
    def _on_map_opened(self, number: int) -> None:
        card = next((one for one in self.cards if one.number == number), None)
        if card is not None:
            self.opened.emit(card)

    @Slot(QModelIndex)
    def _on_table_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(CARD_ROLE))
