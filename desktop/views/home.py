# SPDX-License-Identifier: GPL-3.0-or-later
"""Beranda: what there is, what needs a person, and how the vault stands, on one screen."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.views import speech
from desktop.views.buttons import primary, secondary
from desktop.views.clock_form import ClockFacts, plausible
from desktop.views.forms import Spoken
from desktop.views.home_cards import AttentionCard, Figure, HomeFacts, LatestCard, StateCard
from desktop.views.home_sending import SendingCard
from desktop.views.home_work import HomeWork, WorkFacts
from desktop.views.labels import Text
from desktop.views.panels import EmptyState, MessagePanel, Page
from desktop.views.theme import UNIT

FIGURES: Final = ("all", "look", "unchecked", "damaged")


class HomeView(Spoken):
    """The first page after unlocking."""

    figure_chosen = Signal(str)  # a name in FIGURES
    import_requested = Signal()
    samples_requested = Signal()
    examine_requested = Signal()
    backup_requested = Signal()
    card_chosen = Signal(object)  # EvidenceCard
    retry_requested = Signal(object)  # tuple of queue places
    drop_requested = Signal(object)  # likewise
    form_requested = Signal()  # a new Form A
    clock_requested = Signal()
    care_requested = Signal()  # the vault's health

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: HomeFacts | None = None
        self._work: WorkFacts | None = None
        self._empty = EmptyState("seal")
        self._try = secondary("play")
        self._first = primary("import")
        self._try.clicked.connect(self.samples_requested)
        self._first.clicked.connect(self.import_requested)
        self._empty.add(self._first)
        self._empty.add(self._try)
        self.work = HomeWork()
        self._set_up = secondary("home")
        self._set_up.clicked.connect(lambda: self.work.set_up_requested.emit("office"))
        self._set_up.hide()
        self._empty.add(self._set_up)
        self.sending = SendingCard()
        self._page = Page()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._clock, self._clock_facts = MessagePanel(), ClockFacts(0, 0)
        self._clock.set_closable(closable=False)
        self._set_clock = secondary("clock")
        self._set_clock.clicked.connect(self.clock_requested)
        self._clock.offer(self._set_clock)
        self._notice = QWidget()
        self._above = QVBoxLayout(self._notice)
        self._above.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 0)
        self._above.addWidget(self._clock)
        self._notice.hide()
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        self._fill_page()
        self.retranslate()

    def _fill_page(self) -> None:
        inside = self._page.inside
        self._title, self._day = Text("display"), Text("soft")
        self._form = primary("plus")
        self._form.clicked.connect(self.form_requested)
        self._form.hide()
        self._add = secondary("import")
        self._add.clicked.connect(self.import_requested)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._day)
        head.addLayout(words, 1)
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._form, 0, Qt.AlignmentFlag.AlignBottom)
        self.message = MessagePanel()
        self._figures = {
            name: Figure(drawing)
            for name, drawing in zip(
                FIGURES, ("evidence", "warning", "shield", "damaged"), strict=True
            )
        }
        figures = QGridLayout()
        figures.setSpacing(12)
        for place, (name, figure) in enumerate(self._figures.items()):
            figure.clicked.connect(lambda _=False, name=name: self.figure_chosen.emit(name))
            figures.addWidget(figure, 0, place)
            figures.setColumnStretch(place, 1)
        self._attention, self._latest, self._state = AttentionCard(), LatestCard(), StateCard()
        self._attention.retry_requested.connect(self.retry_requested)
        self._attention.drop_requested.connect(self.drop_requested)
        self._latest.card_chosen.connect(self.card_chosen)
        self._attention.care_requested.connect(self.care_requested)
        self._state.care_requested.connect(self.care_requested)
        self._state.examine_requested.connect(self.examine_requested)
        self._state.backup_requested.connect(self.backup_requested)
        inside.addLayout(head)
        inside.addWidget(self.message)
        inside.addWidget(self.work)
        inside.addWidget(self.sending)
        inside.addLayout(figures)
        inside.addWidget(self._attention)
        inside.addWidget(self._latest)
        inside.addWidget(self._state)
        inside.addStretch(1)

    # -- what the window tells ----------------------------------------------------------------

    def show_facts(self, facts: HomeFacts) -> None:
        """Show how things stand."""
        self._facts = facts
        self._choose_page()
        self._day.setText(facts.day)
        self._add.setVisible(facts.may_seal)
        self._first.setVisible(facts.may_seal)
        self._try.setVisible(facts.may_seal)
        self._show_figures(facts)
        for card in (self._attention, self._latest, self._state):
            card.show_facts(facts)

    def show_thumbnails(self, pictures: Mapping[int, QImage | None]) -> None:
        """Show the pictures of the latest items as they arrive."""
        self._latest.show_thumbnails(pictures)

    def show_clock(self, facts: ClockFacts) -> None:
        """Say that the laptop's clock cannot be right; it stays until somebody answers."""
        self._clock_facts = facts
        self._clock.setVisible(bool(facts.doubts))
        self._place_clock()
        if facts.doubts:
            time = speech.moment(facts.laptop_us, facts.zone_minutes)
            why = speech.word(facts.doubts[0].code, "clock")
            title = self.tr("The laptop's clock looks wrong: {time}").format(time=time)
            text = f"{why} {plausible(facts.doubts, facts.zone_minutes)}"
            self._clock.show_message(title, text, "warn")

    def show_work(self, facts: WorkFacts) -> None:
        """Show the day's casework."""
        self._work = facts
        self.work.show_work(facts)
        self._form.setVisible(facts.may_write)
        self._set_up.setVisible("office" in facts.lacks)
        self._choose_page()

    def _place_clock(self) -> None:
        """Put the doubt at the top of what is shown: of the page, or above the empty state."""
        full = self._stack.currentWidget() is self._page
        if full:
            self._page.inside.insertWidget(0, self._clock)
        else:
            self._above.addWidget(self._clock)
        self._notice.setVisible(bool(self._clock_facts.doubts) and not full)

    # -- inside -------------------------------------------------------------------------------

    def _choose_page(self) -> None:
        facts, work = self._facts, self._work
        begun = work is not None and work.anything
        empty = facts is not None and not facts.count and not facts.failed and not begun
        self._stack.setCurrentWidget(self._empty if empty else self._page)
        self._place_clock()

    def _show_figures(self, facts: HomeFacts) -> None:
        figures = self._figures
        figures["all"].show_figure(facts.count, self.tr("Sealed items"))
        figures["look"].show_figure(
            facts.look, self.tr("Worth a look"), "warn" if facts.look else ""
        )
        figures["unchecked"].show_figure(facts.unchecked, self.tr("Not opened again yet"))
        figures["damaged"].show_figure(
            facts.damaged, self.tr("Damaged"), "bad" if facts.damaged else ""
        )

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Home"))
        self._add.say(self.tr("Add evidence"))
        self._form.say(self.tr("New Form A"))
        self._set_up.say(self.tr("Complete the office"))
        self._first.say(self.tr("Add evidence"))
        self._try.say(self.tr("Try it with samples"))
        self._empty.say(
            self.tr("The vault is ready"),
            self.tr(
                "Drop photos, videos or a whole folder onto this window. Nothing is sealed before "
                "you have looked through the list."
            ),
        )
        self._set_clock.say(self.tr("Write the true time"))
        self.show_clock(self._clock_facts)
        if self._facts is not None:
            self.show_facts(self._facts)
