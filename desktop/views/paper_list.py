# SPDX-License-Identifier: GPL-3.0-or-later
"""Pengawasan: drafts to go on with, every Form A, and the other papers, found by what is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QWidget,
)

from db.casework.form import Choice
from db.casework.paper import PaperCard
from desktop.models.paper_table import Column, PaperTable
from desktop.views import icons, speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.draft_rows import DraftRow, DraftRows
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text
from desktop.views.panels import Card, EmptyState, MessagePanel

PAUSE_MS: Final = 200
WIDTHS: Final = (112, 260, 180, 130, 130, 104, 130, 64)
OUTCOMES: Final = {
    "TIDAK_ADA_DUGAAN": ("tick", "good"),
    "SARAN_PERBAIKAN": ("note", "accent"),
    "DUGAAN_PELANGGARAN": ("warning", "warn"),
    "POTENSI_SENGKETA": ("info", "accent"),
}
"""Drawing and colour of an outcome; the word stands beside it."""
NARROW: Final = 1120
"""Below this width the stage and the writer are left out."""
WEEKS: Final = ("", "week", "last-week", "month")


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """What is to be shown.  `week`: one of WEEKS; `kind`: code of the kind of paper."""

    kind: str
    text: str = ""
    outcome: str = ""
    stage: str = ""
    region: str = ""
    week: str = ""

    @property
    def narrow(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.text or self.outcome or self.stage or self.region or self.week)


@dataclass(frozen=True, slots=True)
class Lists:
    """What can be chosen: kinds of papers, outcomes, stages, villages (code and words)."""

    kinds: Sequence[Choice]
    outcomes: Sequence[Choice]
    stages: Sequence[Choice]
    villages: Sequence[Choice]


class PaperList(Spoken):
    """Shows papers and says what the person wants.  `words`: what a cell shows."""

    choice_changed = Signal(object)  # PaperChoice
    opened = Signal(object)  # PaperCard
    draft_chosen = Signal(str)
    new_requested = Signal(str)  # code of a kind
    blank_requested = Signal()
    scan_requested = Signal()
    more_wanted = Signal(object)

    def __init__(
        self,
        lists: Lists,
        words: Callable[[PaperCard, Column], str],
        *,
        may_write: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lists, self._may_write = lists, may_write
        self.choice = PaperChoice(lists.kinds[0].code)
        self.model = PaperTable(words, _mark)
        self.model.setParent(self)
        self.model.more_wanted.connect(self.more_wanted)
        self._title, self._count = Text("display"), Text("soft")
        self.new, self.others = primary("plus"), secondary("document")
        self.blank, self.scan = quiet("printer"), quiet("screen")
        self.new.clicked.connect(lambda: self.new_requested.emit(lists.kinds[0].code))
        self.blank.clicked.connect(self.blank_requested)
        self.scan.clicked.connect(self.scan_requested)
        self._menu = QMenu(self)
        self.others.setMenu(self._menu)
        self.others.setProperty("menu", "true")
        for button in (self.new, self.others, self.blank, self.scan):
            button.setVisible(may_write)
        self.message = MessagePanel()
        self.drafts_title, self.drafts = Text("section"), DraftRows()
        self.drafts.chosen.connect(self.draft_chosen)
        self._drafts = Card(margin=12)
        self._drafts.inside.addWidget(self.drafts_title)
        self._drafts.inside.addWidget(self.drafts)
        self._drafts.hide()
        self._build_filters()
        self._build_table()
        head = row(
            column(self._title, self._count, spacing=0),
            0,
            self.scan,
            self.blank,
            self.others,
            self.new,
        )
        inside = column(head, self.message, self._drafts, self._filters, self._stack, spacing=12)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setStretch(4, 1)
        self.setLayout(inside)
        self.retranslate()

    def _build_filters(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._timer.start)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.kind, self.outcome, self.stage, self.village, self.week = (
            QComboBox() for _ in range(5)
        )
        self._boxes = (self.kind, self.outcome, self.stage, self.village, self.week)
        for box in self._boxes:
            box.setMinimumWidth(90)
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(13 if box is self.kind else 9)
            box.currentIndexChanged.connect(self._tell)
        self._filters = QFrame()
        line = row(self.kind, self.search, *self._boxes[1:], spacing=8)
        line.setStretch(1, 1)
        self._filters.setLayout(line)

    def _build_table(self) -> None:
        table = self.table = QTableView()
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setIconSize(QSize(16, 16))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(40)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)
        for place, wide in zip(Column, WIDTHS, strict=True):
            table.setColumnWidth(place, wide)
        head.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._on_activated)
        table.clicked.connect(self._on_activated)
        self._empty, self._none = EmptyState("document"), EmptyState("search")
        self._first = primary("plus")
        self._first.clicked.connect(self.new.click)
        self._empty.add(self._first)
        self._clear = secondary("close")
        self._clear.clicked.connect(self.clear)
        self._none.add(self._clear)
        self._stack = QStackedWidget()
        for page in (table, self._empty, self._none):
            self._stack.addWidget(page)

    # -- what the window tells ------------------------------------------------------------------

    def show_first(self, cards: Sequence[PaperCard], *, count: int, more: bool) -> None:
        """Show the first page of what was asked for."""
        self.model.begin(cards, more=more)
        self._say_count(count)
        empty = self._none if self.choice.narrow else self._empty
        self._stack.setCurrentWidget(self.table if cards else empty)

    def show_drafts(self, rows: Sequence[DraftRow]) -> None:
        """Show what is begun."""
        self.drafts.show_drafts(rows)
        self._drafts.setVisible(bool(rows))

    def show_villages(self, villages: Sequence[Choice]) -> None:
        """Offer the villages of the office's area."""
        if tuple(villages) != tuple(self._lists.villages):
            self._lists = replace(self._lists, villages=villages)
            self._say_boxes()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the room of a narrow list to what a paper is about."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def clear(self) -> None:
        """Show everything of this kind."""
        with QSignalBlocker(self.search):
            self.search.clear()
        for box in self._boxes[1:]:
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        self._tell()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Supervision"))
        self.new.say(self.tr("New Form A"), self.tr("New Form A (Ctrl+N)"))
        self._first.say(self.tr("New Form A"))
        self.others.say(self.tr("New …"))
        self.blank.say(self.tr("Print empty"), self.tr("Print an empty Form A to fill in by hand"))
        self.scan.say(self.tr("Scan of a paper"), self.tr("Bring back a Form A filled in by hand"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search papers"))
        self._glass.setIcon(icons.icon("search", "text_soft", 16))
        self.drafts_title.setText(self.tr("Drafts to go on with"))
        self.table.setAccessibleName(self.tr("Papers"))
        self._clear.say(self.tr("Show everything"))
        self._empty.say(
            self.tr("No papers of this kind yet"),
            self.tr(
                "Every supervision becomes a Form A, also when nothing was wrong. It takes about "
                "ten minutes and is kept while you type."
            ),
        )
        self._none.say(
            self.tr("Nothing found"), self.tr("No paper has all of this. Try fewer words.")
        )
        self._say_boxes()
        self.model.set_heads(
            (
                self.tr("Day"),
                self.tr("What"),
                self.tr("Outcome"),
                self.tr("Stage"),
                self.tr("Place"),
                self.tr("Number"),
                self.tr("By"),
                self.tr("Items"),
            )
        )
        self._menu.clear()
        for choice in self._lists.kinds[1:]:
            action = self._menu.addAction(choice.label.say(speech.language()))
            action.triggered.connect(
                lambda _=False, code=choice.code: self.new_requested.emit(code)
            )

    # -- inside ---------------------------------------------------------------------------------

    def _say_boxes(self) -> None:
        spoken = speech.language()
        weeks = (
            ("", self.tr("Any time")),
            ("week", self.tr("This week")),
            ("last-week", self.tr("Last week")),
            ("month", self.tr("Last 30 days")),
        )
        lists = self._lists
        filled = (
            (self.kind, self.tr("Kind of paper"), "", lists.kinds),
            (self.outcome, self.tr("Outcome"), self.tr("Any outcome"), lists.outcomes),
            (self.stage, self.tr("Stage"), self.tr("Any stage"), lists.stages),
            (self.village, self.tr("Village"), self.tr("Any village"), lists.villages),
        )
        for box, name, every, choices in filled:
            rows = [("", every)] if every else []
            rows += [(one.code, one.label.say(spoken)) for one in choices]
            _fill(box, name, rows)
        _fill(self.week, self.tr("Time"), weeks)
        supervised = self.choice.kind == lists.kinds[0].code
        self.outcome.setVisible(supervised)
        self.stage.setVisible(supervised)
        self.village.setVisible(bool(lists.villages))

    def _say_count(self, count: int) -> None:
        self._count.setText(self.tr("{count} papers").format(count=speech.number(count)))

    @Slot()
    def _tell(self) -> None:
        self._timer.stop()
        kind = str(self.kind.currentData() or self._lists.kinds[0].code)
        supervised = kind == self._lists.kinds[0].code
        wanted = PaperChoice(
            kind,
            self.search.text().strip(),
            str(self.outcome.currentData() or "") if supervised else "",
            str(self.stage.currentData() or "") if supervised else "",
            str(self.village.currentData() or ""),
            str(self.week.currentData() or ""),
        )
        if wanted != self.choice:
            self.choice = replace(wanted)
            self.outcome.setVisible(supervised)
            self.stage.setVisible(supervised)
            self._fit()
            self.choice_changed.emit(self.choice)

    def _fit(self) -> None:
        supervised = self.choice.kind == self._lists.kinds[0].code
        narrow = self.width() < NARROW
        self.table.setColumnHidden(Column.OUTCOME, not supervised)
        self.table.setColumnHidden(Column.STAGE, not supervised or narrow)
        self.table.setColumnHidden(Column.BY, narrow)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        card = self.model.card_at(index.row())
        if card is not None:
            self.opened.emit(card)


def _fill(box: QComboBox, name: str, rows: Sequence[tuple[str, str]]) -> None:
    kept = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for code, words in rows:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(kept)))
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 32)


def _mark(card: PaperCard) -> QIcon | None:
    drawing = OUTCOMES.get(card.outcome)
    return None if drawing is None else icons.icon(drawing[0], drawing[1], 16)
