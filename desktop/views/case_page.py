# SPDX-License-Identifier: GPL-3.0-or-later
"""One case on one calm page: where it stands, how long there is, what is missing, what to do."""

import time
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views import speech
from desktop.views.bands import DeadlineCard
from desktop.views.buttons import quiet, secondary
from desktop.views.case_contents import PapersCard, PartiesCard, StepsCard
from desktop.views.case_exhibits import ExhibitsCard
from desktop.views.case_facts import CaseFacts
from desktop.views.case_parts import ActsCard, ChecksCard, MovesCard, WaysCard
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.status_track import StatusTrack
from desktop.views.theme import UNIT

TICK_MS: Final = 5_000
CARDS: Final = 3
ROOMY: Final = 1100
"""Pixels from which so many deadlines stand side by side."""
MICRO: Final = 1_000_000
MINUTE: Final = 60


class CaseView(Spoken):
    """Shows `CaseFacts` and says what the person wants.

    Countdowns run on a clock that nobody can set: `show_case` tells how much is left now, and only
    time that passed since is taken off.
    """

    back_requested = Signal()
    edit_requested = Signal()
    hide_requested = Signal()
    export_requested = Signal()
    hearing_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: CaseFacts | None = None
        self.message = MessagePanel()
        self.conflict = MessagePanel()
        self.conflict.set_closable(closable=False)
        self.hidden = MessagePanel()
        self.hidden.set_closable(closable=False)
        self.hide_case = secondary("hide")
        self.hide_case.clicked.connect(self.hide_requested)
        self.conflict.offer(self.hide_case)
        self.back, self.edit = quiet("left"), secondary("note")
        self.shield, self.export = secondary("hide"), secondary("export")
        self.hearing = secondary("case")
        self.hearing.clicked.connect(self.hearing_requested)
        self.back.clicked.connect(self.back_requested)
        self.edit.clicked.connect(self.edit_requested)
        self.shield.clicked.connect(self.hide_requested)
        self.export.clicked.connect(self.export_requested)
        self.code, self.title = Text("section"), Text("title")
        self.title.setWordWrap(True)
        self.under = Text("soft")
        self.under.setWordWrap(True)
        self.temporary = Mark("warning", "warn", "small")
        self.track = StatusTrack()
        self.limits: list[DeadlineCard] = []
        self._limits = row(spacing=12)
        self.moves, self.checks, self.parties = MovesCard(), ChecksCard(), PartiesCard()
        self.acts, self.ways, self.papers = ActsCard(), WaysCard(), PapersCard()
        self.steps, self.exhibits = StepsCard(), ExhibitsCard()
        self._left_us: list[int | None] = []
        self._read_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        head = Card()
        names = row(self.code, 0, self.edit, self.shield, spacing=UNIT)
        for button in (self.export, self.hearing):
            names.addWidget(button)
        head.inside.addLayout(names)
        head.inside.addWidget(self.temporary)
        head.inside.addWidget(self.title)
        head.inside.addWidget(self.under)
        head.inside.addSpacing(6)
        head.inside.addWidget(self.track)
        main = column(self._limits, self.checks, self.exhibits, self.papers, 0, spacing=16)
        side = column(self.moves, self.parties, self.acts, self.ways, self.steps, 0, spacing=16)
        grid = row(main, side, spacing=16)
        grid.setStretch(0, 64)
        grid.setStretch(1, 36)
        self.page = Page()
        inside = self.page.inside
        inside.setContentsMargins(3 * UNIT, 12, 3 * UNIT, 3 * UNIT)
        inside.addLayout(row(self.back, 0))
        for part in (self.message, self.conflict, self.hidden, head):
            inside.addWidget(part)
        inside.addLayout(grid)
        inside.addStretch(1)
        self.setLayout(column(self.page))

    # -- what the page tells ------------------------------------------------------------------

    def show_case(self, facts: CaseFacts, *, now_us: int) -> None:
        """Show a case.  `now_us`: the true time now, UTC microseconds."""
        self.facts = facts
        self.code.setText(facts.number or facts.code)
        self.temporary.setVisible(not facts.number)
        self.title.setText(facts.title)
        self.under.setText(facts.under)
        passed = tuple((stop.label, stop.when) for stop in facts.passed)
        ahead = tuple(stop.label for stop in facts.ahead)
        self.track.show_way(passed, ahead, self._spoken_way(facts))
        self._show_limits(facts, now_us)
        self._show_notices(facts)
        self.edit.setVisible(facts.may_write)
        self.shield.setVisible(facts.may_decide)
        self.export.setVisible(facts.may_export)
        self.hearing.setVisible(facts.may_export)
        self.moves.show_moves(
            facts.moves, self.tr("This case has come to its end."), self.tr("For: {roles}")
        )
        self.checks.setVisible(bool(facts.checks))
        self.checks.show_checks(
            facts.checks,
            facts.verdict,
            (
                self.tr("Missing: {fields}"),
                self.tr("The time limit had passed."),
                self.tr("Fill it in"),
            ),
        )
        self.exhibits.show_exhibits(facts.exhibits, may_write=facts.may_write)
        self.papers.show_papers(
            facts.papers,
            facts.further if facts.may_write else (),
            (self.tr("No papers yet."), self.tr("draft"), self.tr("Another paper")),
        )
        self.parties.show_parties(
            facts.parties,
            self.tr("Nobody yet. Add the parties in the case form."),
            self.tr("Open identity …"),
        )
        self.acts.show_acts(
            facts.acts,
            self.tr("No category yet. Choose them in the case form."),
            self.tr("Take {act} instead"),
            may=facts.may_write,
        )
        self.ways.show_ways(
            facts.ways,
            self.tr("The addressee follows from the case types."),
            (
                self.tr("Through: {steps}"),
                self.tr("Ready to be sent to {system}"),
                self.tr("Not ready for {system}: {needs} is missing. Saving is not held up."),
            ),
        )
        self.steps.show_steps(facts.steps, self.tr("Show all {count}"))

    def _show_limits(self, facts: CaseFacts, now_us: int) -> None:
        clear(self._limits)
        self._read_at = time.monotonic()
        captions = (self.tr("Safe"), self.tr("By law"))
        self.limits = []
        across = CARDS if self.width() >= ROOMY else CARDS - 1
        lines = column(spacing=12)
        line = row(spacing=12)
        for place, one in enumerate(facts.limits):
            if place and place % across == 0:
                lines.addLayout(line)
                line = row(spacing=12)
            card = DeadlineCard(one, captions, lead=False)
            self.limits.append(card)
            line.addWidget(card, 1)
        if self.limits:
            lines.addLayout(line)
        self._limits.addLayout(lines)
        self._left_us = [
            None if one.ends_us is None or one.done else one.ends_us - now_us
            for one in facts.limits
        ]
        if any(left is not None for left in self._left_us):
            self._timer.start()
            self._tick()
        else:
            self._timer.stop()

    def _show_notices(self, facts: CaseFacts) -> None:
        if facts.conflicts:
            self.conflict.show_message(
                self.tr("A colleague may be whom this case is about"),
                "\n".join(one.words for one in facts.conflicts),
                "warn",
            )
        else:
            self.conflict.hide()
        self.hide_case.setVisible(facts.may_decide)
        words = "\n".join(filter(None, (facts.hidden, facts.taken_over)))
        if words:
            self.hidden.show_message("", words, "calm")
        else:
            self.hidden.hide()

    def _spoken_way(self, facts: CaseFacts) -> str:
        been = ", ".join(f"{stop.label} {stop.when}".strip() for stop in facts.passed)
        ahead = ", ".join(stop.label for stop in facts.ahead)
        return self.tr("Has been: {been}. Stands at: {state}. Can go to: {ahead}.").format(
            been=been, state=facts.state, ahead=ahead or "-"
        )

    @Slot()
    def _tick(self) -> None:
        """Take what passed since off every countdown, by a clock that nobody can set."""
        gone = round((time.monotonic() - self._read_at) * MICRO)
        for card, left in zip(self.limits, self._left_us, strict=True):
            if left is None:
                continue
            rest = left - gone
            minutes = abs(rest) // MICRO // MINUTE
            hours = speech.word(
                "case.hours", hours=str(minutes // 60), minutes=f"{minutes % 60:02d}"
            )
            key = "case.time-late" if rest < 0 else "case.time-left"
            part = card.facts.part + (1 - card.facts.part) * (gone / left if left > 0 else 1.0)
            tone = "bad" if rest < 0 else None
            card.show_left(speech.word(key, time=hours), part, tone)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.back.say(self.tr("All cases"))
        self.edit.say(self.tr("Correct"), self.tr("Correct or complete the case, with a reason"))
        self.shield.say(self.tr("Hide …"), self.tr("Hide from a colleague"))
        self.hide_case.say(self.tr("Hide from a colleague …"))
        self.export.say(self.tr("Save for re-typing …"))
        self.hearing.say(self.tr("Hearing bundle …"), self.tr("Prepare a hearing bundle"))
        self.temporary.say(self.tr("TEMPORARY NUMBER"))
        self.moves.say(self.tr("Next step"))
        self.checks.say(self.tr("Conditions"))
        self.parties.say(self.tr("Parties"))
        self.acts.say(self.tr("Categories and sanctions"))
        self.ways.say(self.tr("Goes to"))
        self.papers.say(self.tr("Papers"))
        self.steps.say(self.tr("Timeline"))
        self.exhibits.say(
            self.tr("Exhibits"),
            self.tr("Drag evidence here from the list of evidence, or choose it."),
            self.tr("Choose evidence"),
        )
