# SPDX-License-Identifier: GPL-3.0-or-later
"""Bukti: one selection seen as grid, timeline or table, with everything known about it beside."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from typing import Final

from PySide6.QtCore import QDate, QItemSelectionModel, QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.errors import SegelError
from db.intake import wording
from db.model.evidence import EvidenceCard
from db.model.finding import Level
from db.model.moment import to_microseconds
from db.model.people import Right
from db.store import browse
from db.store.browse import Filter, Order
from db.store.vault import Vault
from desktop.actions.pages import Known, known_of
from desktop.models.evidence_table import CARD_ROLE, Column, EvidenceTable
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.evidence_details import EvidenceDetails
from desktop.views.filter_bar import Choice, FilterBar
from desktop.views.flow import FlowView
from desktop.views.forms import Spoken
from desktop.views.labels import Text
from desktop.views.panels import EmptyState, MessagePanel
from desktop.views.theme import UNIT
from desktop.views.thumbnails import Thumbnails
from desktop.views.tile import TILE, TileDelegate
from desktop.windows.item_deeds import ItemDeeds
from desktop.windows.showing import decode, details_of

PAGE: Final = 200
SETTLE_MS: Final = 60
"""Time a selection must rest before its details are read: arrow keys pass many items."""


class EvidencePage(Spoken):
    """The page of all evidence."""

    open_requested = Signal(object)  # EvidenceCard
    export_requested = Signal(object)  # tuple[EvidenceCard, ...]
    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._zone = session.desk.now().zone_minutes
        self._reading: Errand[_FirstPage] | Errand[tuple[EvidenceCard, ...]] | None = None
        self._choice = Choice()
        self._fresh = False
        self._total = -1
        self._wanted: int | None = None
        self._model = EvidenceTable(self._cell)
        self._model.setParent(self)
        self._model.more_wanted.connect(self._on_more_wanted)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.wanted.connect(self._on_thumbnails_wanted)
        self._selection = QItemSelectionModel(self._model, self)
        self._selection.selectionChanged.connect(self._on_selected)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._read_details)
        self._build()
        self.retranslate()
        session.changed.connect(self.refresh)

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.filters = FilterBar()
        self.filters.choice_changed.connect(self._on_choice)
        self.filters.look_changed.connect(self._on_look)
        self.grid = FlowView(TILE)
        self.timeline = FlowView(TILE, group=self._day_of, title=self._day_title)
        self.table = QTableView()
        self._views: tuple[QAbstractItemView, ...] = (self.grid, self.timeline, self.table)
        self._look_view: QWidget = self.grid
        self._stack = QStackedWidget()
        for view in self._views:
            view.setModel(self._model)
            stale = view.selectionModel()
            view.setSelectionModel(self._selection)
            stale.deleteLater()
            self._stack.addWidget(view)
        for flow in (self.grid, self.timeline):
            flow.setItemDelegate(TileDelegate(self._thumbnails, flow))
            flow.opened.connect(self.open_requested)
            self._thumbnails.delivered.connect(flow.viewport().update)
        self._dress_table()
        self._build_states()
        self._join()

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
        self.message = MessagePanel()
        self._count = Text("small")
        self._export = quiet("export")
        self._export.clicked.connect(self._on_export)
        self._export.setVisible(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * UNIT, 2, UNIT, 2)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._export)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.details = EvidenceDetails()
        self.details.open_requested.connect(self.open_requested)
        ItemDeeds(self._session, self.details).done.connect(self._session.changed)
        self.details.card_requested.connect(self.show_card)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([700, 348])
        splitter.setCollapsible(0, False)  # noqa: FBT003 - Qt's signature
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self._bind_keys()

    def _bind_keys(self) -> None:
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filters.search.setFocus)
        for place, look in enumerate(("grid", "timeline", "table"), start=1):
            keys = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            keys.activated.connect(lambda look=look: self.filters.set_look(look))

    def _dress_table(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(56)
        widths = (64, 210, 124, 202, 196, 88, 186, 200, 160)
        for column, wide in zip(Column, widths, strict=True):
            table.setColumnWidth(column, wide)
        head.setStretchLastSection(True)
        table.activated.connect(self._on_table_activated)

    # -- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._model.set_heads(
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
        for view, name in zip(
            self._views, (self.tr("Grid"), self.tr("Timeline"), self.tr("Table")), strict=True
        ):
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
        self._export.say(self.tr("Export chosen"))

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
            case Column.FINDINGS:
                text = self._finding_words(card)
            case Column.NUMBER:
                pass
        return text

    def _finding_words(self, card: EvidenceCard) -> str:
        if card.loudest is None:
            return ""
        return f"{speech.word(card.loudest, 'level')} · {card.finding_count}"

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

    def _items(self, count: str) -> str:
        if count == "1":
            return self.tr("1 item")
        return self.tr("{count} items").format(count=count)

    # -- reading ------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read the list again, keeping what is chosen."""
        if not self.isVisible():
            self._fresh = False
            return
        self._read_first()

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight and is not up to date."""
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's QShowEvent
        if not self._fresh:
            self._read_first()

    def show_choice(self, choice: Choice) -> None:
        """Show what a link elsewhere points at."""
        self.filters.set_choice(choice)

    @Slot(object)
    def show_card(self, card: EvidenceCard) -> None:
        """Choose one item, searching for it by name when it is not loaded."""
        row = self._model.row_of(card.number)
        if row is None:
            self._wanted = card.number
            self.filters.set_choice(Choice(text=card.name))
            return
        self.choose_row(row)

    @property
    def loaded(self) -> int:
        """Return how many items are loaded."""
        return self._model.rowCount()

    def choose_row(self, row: int) -> None:
        """Choose the item in a row, and it alone."""
        index = self._model.index(row, 0)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self._selection.setCurrentIndex(index, flags)
        view = self._stack.currentWidget()
        if isinstance(view, QAbstractItemView):
            view.scrollTo(index)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self._look_view.setFocus()

    @property
    def cards(self) -> tuple[EvidenceCard, ...]:
        """Return the chosen items in the order of the list."""
        rows = sorted(index.row() for index in self._selection.selectedRows())
        found = (self._model.card_at(row) for row in rows)
        return tuple(card for card in found if card is not None)

    def neighbour(self, card: EvidenceCard, step: int) -> EvidenceCard | None:
        """Return the item before or after `card` in the list, choosing it; None at an end."""
        row = self._model.row_of(card.number)
        if row is None:
            return None
        other = self._model.card_at(row + step)
        if other is not None:
            self.choose_row(row + step)
        elif self._model.canFetchMore(QModelIndex()):
            self._model.fetchMore(QModelIndex())
        return other

    def _read_first(self) -> None:
        self._fresh = True
        if self._reading is not None:
            self._reading.abandon()
        wanted, order = self._filter(), self._order()

        def work(vault: Vault) -> _FirstPage:
            cards = browse.page(vault, wanted, order, limit=PAGE)
            codes = browse.codes(vault)
            return _FirstPage(cards, browse.count(vault, wanted), codes)

        errand = self._session.on_vault(work)
        errand.succeeded.connect(self._on_first_page)
        errand.failed.connect(self._on_failed)
        self._reading = errand

    @Slot(object)
    def _on_first_page(self, page: "_FirstPage") -> None:
        chosen = self._wanted or next((card.number for card in self.cards), None)
        self._wanted = None
        shown = tuple(self._model.card_at(row) for row in range(len(page.cards)))
        same = self._total == page.count and [card.number for card in page.cards] == [
            card.number for card in shown if card is not None
        ]
        self._total = page.count
        if same:  # nothing came or went: keep the place in the list
            for card in page.cards:
                self._model.renew(card)
        else:
            self._model.begin()
            self._model.append(page.cards, more=len(page.cards) == PAGE)
        self.filters.show_codes(_titles(page.codes))
        self._show_right_view(page.count)
        self._count.setText(self._items(speech.number(page.count)))
        row = None if chosen is None else self._model.row_of(chosen)
        if row is not None and not same:
            self.choose_row(row)
        self._on_selected()

    @Slot(object)
    def _on_more_wanted(self, last: EvidenceCard | None) -> None:
        wanted, order = self._filter(), self._order()
        errand = self._session.on_vault(
            lambda vault: browse.page(vault, wanted, order, after=last, limit=PAGE)
        )
        self._reading = errand
        errand.succeeded.connect(self._on_page)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_page(self, cards: Sequence[EvidenceCard]) -> None:
        self._model.append(cards, more=len(cards) == PAGE)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.message.show_error(error)

    def _filter(self) -> Filter:
        chosen = self._choice
        since, until = chosen.since, chosen.until
        return Filter(
            text=chosen.text,
            kinds=frozenset({chosen.kind} if chosen.kind else ()),
            roads=frozenset({chosen.road} if chosen.road else ()),
            health=frozenset({chosen.health} if chosen.health else ()),
            loudest=Level.LOOK if chosen.look else None,
            code=chosen.code,
            since_us=None if since is None else self._midnight(since),
            until_us=None if until is None else self._midnight(until.addDays(1)),
        )

    def _order(self) -> Order:
        timeline = self._look_view is self.timeline
        return Order.CAPTURED if timeline else Order(self._choice.order)

    def _midnight(self, day: QDate) -> int:
        zone = timezone(timedelta(minutes=self._zone))
        date = datetime(day.year(), day.month(), day.day(), tzinfo=zone).date()
        return to_microseconds(datetime.combine(date, time(), zone))

    def _show_right_view(self, count: int) -> None:
        if count:
            self._stack.setCurrentWidget(self._look_view)
        elif self._choice == Choice(order=self._choice.order):
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self._none_found)

    # -- what the person does -----------------------------------------------------------------

    @Slot(object)
    def _on_choice(self, choice: Choice) -> None:
        if choice != self._choice:
            self._choice = choice
            self._read_first()

    @Slot(str)
    def _on_look(self, look: str) -> None:
        view = {"grid": self.grid, "timeline": self.timeline, "table": self.table}[look]
        before = self._order()
        self._look_view = view
        self.filters.offer_order(offered=view is not self.timeline)
        if isinstance(self._stack.currentWidget(), QAbstractItemView):
            self._stack.setCurrentWidget(view)
        if self._order() is not before:
            self._read_first()
        elif self._selection.currentIndex().isValid():
            view.scrollTo(self._selection.currentIndex())

    @Slot()
    def _on_selected(self) -> None:
        count = len(self._selection.selectedRows())
        may = self._session.account.may(Right.EXPORT)
        self._export.setVisible(bool(count) and may)
        if count > 1:
            self._export.say(self.tr("Export {count} chosen").format(count=speech.number(count)))
        else:
            self._export.say(self.tr("Export chosen"))
        self._settle.start()

    @Slot()
    def _read_details(self) -> None:
        cards = self.cards
        if len(cards) != 1:
            self.details.show_nothing(len(cards))
            return
        item = cards[0].id
        errand = self._session.on_vault(lambda vault: known_of(vault, item))
        errand.succeeded.connect(self._on_known)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_known(self, known: Known) -> None:
        cards = self.cards
        if len(cards) != 1 or cards[0].id != known.sheet.card.id:
            return
        self._model.renew(known.sheet.card)
        may_note = self._session.account.may(Right.SEAL)
        self.details.show_details(details_of(known, zone_minutes=self._zone, may_note=may_note))

    @Slot(QModelIndex)
    def _on_table_activated(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(CARD_ROLE))

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.cards)

    # -- thumbnails ---------------------------------------------------------------------------

    @Slot(object)
    def _on_thumbnails_wanted(self, numbers: tuple[int, ...]) -> None:
        desk = self._session.desk
        errand = self._session.bench(lambda token: decode(desk, numbers, token))
        errand.succeeded.connect(self._thumbnails.deliver)


class _FirstPage:
    """The beginning of a list, how long it is, and which findings occur."""

    def __init__(self, cards: tuple[EvidenceCard, ...], count: int, codes: dict[str, int]) -> None:
        self.cards, self.count, self.codes = cards, count, codes


def _titles(codes: dict[str, int]) -> dict[str, tuple[str, int]]:
    indonesian = speech.language() == "id"
    titles = {}
    for code, count in codes.items():
        words = wording.WORDINGS.get(code)
        if words is not None:
            titles[code] = (words.title_id if indonesian else words.title_en, count)
    return dict(sorted(titles.items(), key=lambda pair: pair[1][0]))
