# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of cases and the list of corrective advice: search, filters, rows, and what to begin."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from desktop.models.growing_list import ROW_ROLE, GrowingList
from desktop.views import icons, speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.case_facts import AdviceLine, CaseLine
from desktop.views.case_filters import CLOSED, CaseFilters
from desktop.views.case_rows import RowDelegate
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text
from desktop.views.panels import EmptyState, MessagePanel
from desktop.views.theme import UNIT

SOURCES: Final = {
    "TEMUAN": "look",
    "LAPORAN": "person",
    "INFORMASI_AWAL": "info",
    "PELIMPAHAN": "import",
}
"""Where a case can come from, with drawings."""


class GrowingView(QListView):
    """Rows of one height that ask for more before their end is reached."""

    chosen = Signal(object)  # the row, on Enter or double click

    def __init__(self, model: GrowingList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.delegate = RowDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(self._on_activated)

    @property
    def row(self) -> object:
        """Return the current row, or None."""
        return self.currentIndex().data(ROW_ROLE)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ROW_ROLE))


class CaseListView(Spoken):
    """Cases in the first tab, advice in the second."""

    choice_changed = Signal()
    tab_changed = Signal()
    case_chosen = Signal(str)
    begin_requested = Signal(str)  # a name in SOURCES
    more_cases_wanted = Signal(object)  # CaseLine
    more_advice_wanted = Signal(object)  # AdviceLine
    advice_chosen = Signal(str)
    advice_requested = Signal()
    close_requested = Signal(str)  # close advice, with what was found
    finding_requested = Signal(str)

    def __init__(self, *, may_write: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cases = GrowingList(lambda one: getattr(one, "spoken", ""), self)
        self.advice = GrowingList(lambda one: getattr(one, "spoken", ""), self)
        self.cases.more_wanted.connect(self.more_cases_wanted)
        self.advice.more_wanted.connect(self.more_advice_wanted)
        self.rows, self.advices = GrowingView(self.cases), GrowingView(self.advice)
        self.rows.chosen.connect(lambda line: self.case_chosen.emit(line.id))
        self.advices.chosen.connect(lambda line: self.advice_chosen.emit(line.id))
        self.advices.selectionModel().currentChanged.connect(self._on_advice_current)
        self.message = MessagePanel()
        self._may_write = may_write
        self._build_head()
        self._build_pages()
        self._join()
        self.retranslate()

    # -- building -----------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._title, self._count = Text("display"), Text("soft")
        self.begin = primary("plus")
        menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for name, drawing in SOURCES.items():
            action = menu.addAction(icons.icon(drawing, "text_soft"), "")
            action.triggered.connect(lambda _=False, source=name: self.begin_requested.emit(source))
            self._actions[name] = action
        self.begin.setMenu(menu)
        self.begin.setStyleSheet("QPushButton::menu-indicator { image: none; }")
        self.advise = primary("plus")
        self.advise.clicked.connect(self.advice_requested)
        self.begin.setVisible(self._may_write)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        for _ in range(2):
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab)
        self.filters = CaseFilters()
        self.filters.changed.connect(self.choice_changed)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filters.search.setFocus)

    def _build_pages(self) -> None:
        self._empty, self._none = EmptyState("folder"), EmptyState("search")
        self._starts: dict[str, Button] = {}
        for name in ("TEMUAN", "LAPORAN"):
            button = primary("plus") if name == "TEMUAN" else secondary("plus")
            button.clicked.connect(lambda _=False, source=name: self.begin_requested.emit(source))
            button.setVisible(self._may_write)
            self._starts[name] = button
            self._empty.add(button)
        self._clear = secondary("close")
        self._clear.clicked.connect(self.filters.clear)
        self._none.add(self._clear)
        self._no_advice = EmptyState("note")
        self._first_advice = primary("plus")
        self._first_advice.clicked.connect(self.advice_requested)
        self._first_advice.setVisible(self._may_write)
        self._no_advice.add(self._first_advice)
        self.close_advice, self.to_finding = primary("tick"), secondary("folder")
        self.open_advice = quiet("document")
        self.close_advice.clicked.connect(lambda: self._emit(self.close_requested))
        self.to_finding.clicked.connect(lambda: self._emit(self.finding_requested))
        self.open_advice.clicked.connect(lambda: self._emit(self.advice_chosen))
        self._stack = QStackedWidget()
        for page in (self.rows, self._empty, self._none, self.advices, self._no_advice):
            self._stack.addWidget(page)

    def _join(self) -> None:
        head = row(self._title, self._count, 0, self.advise, self.begin, spacing=12)
        head.setContentsMargins(3 * UNIT, 20, 3 * UNIT, 4)
        tabs = row(self.tabs, 0)
        tabs.setContentsMargins(16, 0, 3 * UNIT, 0)
        self._deeds = QWidget()
        deeds = row(self.close_advice, self.to_finding, self.open_advice, 0, spacing=UNIT)
        deeds.setContentsMargins(3 * UNIT, 10, 3 * UNIT, 12)
        self._deeds.setLayout(deeds)
        self._deeds.hide()
        notice = row(self.message)
        notice.setContentsMargins(3 * UNIT, 0, 3 * UNIT, UNIT)
        whole = column(head, tabs, self.filters, self._deeds, notice, self._stack, spacing=0)
        whole.setStretch(5, 1)
        self.setLayout(whole)

    # -- what the page tells ------------------------------------------------------------------

    def show_cases(self, lines: Sequence[CaseLine], *, count: int, more: bool) -> None:
        """Show the first page, or what to do where there is none."""
        kept = self.rows.row
        self.cases.begin(lines, more=more)
        self._count.setText(speech.number(count) if count else "")
        if isinstance(kept, CaseLine) and (at := self.cases.row_of(kept.id)) is not None:
            self.rows.setCurrentIndex(self.cases.index(at))
        self._show()

    def show_advice(self, lines: Sequence[AdviceLine], *, more: bool) -> None:
        """Show the first page of advice."""
        kept = self.advices.row
        self.advice.begin(lines, more=more)
        if isinstance(kept, AdviceLine) and (at := self.advice.row_of(kept.id)) is not None:
            self.advices.setCurrentIndex(self.advice.index(at))
        elif lines:
            self.advices.setCurrentIndex(self.advice.index(0))
        self._show()
        self._on_advice_current()

    @property
    def on_advice(self) -> bool:
        """Tell whether the second tab is shown."""
        return self.tabs.currentIndex() == 1

    def show_tab(self, at: int) -> None:
        """Go to cases (0) or advice (1)."""
        self.tabs.setCurrentIndex(at)

    # -- inside ---------------------------------------------------------------------------------

    def _show(self) -> None:
        advice = self.on_advice
        self.filters.setVisible(not advice)
        self._count.setVisible(not advice)
        self.begin.setVisible(self._may_write and not advice)
        self.advise.setVisible(self._may_write and advice)
        if advice:
            some = self.advice.rowCount() > 0
            self._deeds.setVisible(some)
            self._stack.setCurrentWidget(self.advices if some else self._no_advice)
            return
        self._deeds.hide()
        if self.cases.rowCount():
            self._stack.setCurrentWidget(self.rows)
        elif self.filters.choice.narrow or self.filters.choice.standing == CLOSED:
            self._stack.setCurrentWidget(self._none)
        else:
            self._stack.setCurrentWidget(self._empty)

    def _emit(self, signal: object) -> None:
        line = self.advices.row
        if isinstance(line, AdviceLine):
            signal.emit(line.id)  # type: ignore[attr-defined]  # a bound signal of ours

    @Slot()
    def _on_tab(self) -> None:
        self._show()
        self.tab_changed.emit()

    @Slot()
    def _on_advice_current(self) -> None:
        line = self.advices.row
        known = line if isinstance(line, AdviceLine) else None
        self.close_advice.setEnabled(known is not None and known.closable)
        self.to_finding.setEnabled(known is not None and known.finding)
        self.open_advice.setEnabled(known is not None)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Cases"))
        self.tabs.setTabText(0, self.tr("Cases"))
        self.tabs.setTabText(1, self.tr("Corrective advice"))
        self.tabs.setAccessibleName(self.tr("Cases or corrective advice"))
        self.begin.say(self.tr("New case"))
        self.advise.say(self.tr("New advice"))
        self._first_advice.say(self.tr("New advice"))
        words = {
            "TEMUAN": self.tr("From a finding or a Form A"),
            "LAPORAN": self.tr("From a report by the public"),
            "INFORMASI_AWAL": self.tr("From initial information"),
            "PELIMPAHAN": self.tr("Delegated by another office"),
        }
        for name, action in self._actions.items():
            action.setText(words[name])
        for name, button in self._starts.items():
            button.say(words[name])
        self.rows.setAccessibleName(self.tr("Cases"))
        self.advices.setAccessibleName(self.tr("Corrective advice"))
        self.rows.delegate.temporary = self.tr("TEMPORARY NUMBER")
        self.close_advice.say(self.tr("Close with a check photo …"))
        self.to_finding.say(self.tr("Make it a finding"))
        self.open_advice.say(self.tr("Read it"))
        self._clear.say(self.tr("Take the filters away"))
        self._empty.say(
            self.tr("No case yet"),
            self.tr(
                "A case begins with a finding, a report, initial information, or what another"
                " office delegates. Choose where yours comes from; what is known is filled in."
            ),
        )
        self._none.say(
            self.tr("No case like this"),
            self.tr("Nothing matches the words and filters above."),
        )
        self._no_advice.say(
            self.tr("No corrective advice yet"),
            self.tr(
                "Small administrative mistakes get advice first, with three days to be put right."
                " The timer runs here, in a case or without one."
            ),
        )
