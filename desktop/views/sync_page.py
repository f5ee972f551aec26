# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinkron: what reached the office, what waits and why, the round that runs, those that were."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel, Page
from desktop.views.sync_arrived import ArrivedCard, DoubtRow, DoubtsCard, SentFacts
from desktop.views.sync_heaps import HeapRow, WaitingCard
from desktop.views.sync_history import HistoryCard, RoundRow
from desktop.views.sync_items import ItemRow, ItemsCard
from desktop.views.sync_joining import JoiningView
from desktop.views.sync_round import RoundCard, RoundFacts
from desktop.views.theme import UNIT


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """What the page shows.  `reached`: when the office last answered, in words, or empty."""

    office: str
    url: str
    reached: str
    heaps: tuple[HeapRow, ...]
    items: tuple[ItemRow, ...]
    all_items: int
    sent: SentFacts
    doubts: tuple[DoubtRow, ...]
    rounds: tuple[RoundRow, ...]


class SyncView(Spoken):
    """The page of sending; before an enrolment, the invitation to it."""

    deed_requested = Signal(str)  # see `sync_heaps.DEEDS`
    stick_wanted = Signal()
    join_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: SyncFacts | None = None
        self.running = False
        self.joining = JoiningView()
        self.round, self.waiting, self.arrived = RoundCard(), WaitingCard(), ArrivedCard()
        self.items, self.doubts, self.history = ItemsCard(), DoubtsCard(), HistoryCard()
        self.message = MessagePanel()
        self._title, self._office = Text("display"), flowing("soft")
        self.send, self.stick, self.again = primary("sync"), secondary("card"), quiet("link")
        self._build()
        self.send.clicked.connect(lambda: self.deed_requested.emit("send-all"))
        self.stick.clicked.connect(self.stick_wanted)
        self.again.clicked.connect(self.join_wanted)
        self.waiting.deed_requested.connect(self.deed_requested)
        self.doubts.report_requested.connect(lambda: self.deed_requested.emit("report"))
        self.retranslate()

    def _build(self) -> None:
        self.page = Page(margin=2 * UNIT)
        inside = self.page.inside
        inside.setSpacing(12)
        words = column(self._title, self._office, spacing=2)
        head = row(words, self.again, self.stick, self.send, spacing=UNIT)
        head.setStretch(0, 1)
        for button in (self.again, self.stick, self.send):
            head.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        inside.addWidget(self.message)
        inside.addWidget(self.doubts)
        inside.addWidget(self.round)
        both = row(self.waiting, self.arrived, spacing=12)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        inside.addLayout(both)
        inside.addWidget(self.items)
        inside.addWidget(self.history)
        inside.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.joining)
        self._stack.addWidget(self.page)
        self.setLayout(column(self._stack))

    def show_joining(self) -> None:
        """Show the invitation to enrol."""
        self._stack.setCurrentWidget(self.joining)

    def show_page(self) -> None:
        """Show how sending stands."""
        self._stack.setCurrentWidget(self.page)

    def show_round(self, facts: RoundFacts) -> None:
        """Show how the round stands."""
        turned = bool(facts.stage) != self.running
        self.running = bool(facts.stage)
        self.round.show_round(facts)
        self.send.setEnabled(not self.running)
        if turned and self._facts is not None:
            self.waiting.show_rows(self._facts.heaps, busy=self.running)

    def show_facts(self, facts: SyncFacts) -> None:
        """Show how sending stands."""
        self._facts = facts
        self.waiting.show_rows(facts.heaps, busy=self.running)
        self.items.show_items(facts.items, count=facts.all_items)
        self.arrived.show_sent(facts.sent)
        self.doubts.show_doubts(facts.doubts)
        self.history.show_rounds(facts.rounds)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Sync"))
        self.send.say(self.tr("Send now"))
        self.stick.say(self.tr("By USB stick…"))
        self.again.say(self.tr("Another office…"))
        if self._facts is None:
            return
        facts = self._facts
        reached = self.tr("not reached yet")
        if facts.reached:
            reached = self.tr("last reached {time}").format(time=facts.reached)
        self._office.setText(f"{facts.office} · {reached}")
        self._office.setToolTip(facts.url)
