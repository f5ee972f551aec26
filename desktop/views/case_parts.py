# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be done with a case: its steps, its conditions, its categories, its addressees."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from db.model.ids import PaperId
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.case_card import PartCard, said
from desktop.views.case_facts import ActFacts, CheckFacts, MoveFacts, WayFacts
from desktop.views.forms import column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing


class MovesCard(PartCard):
    """What can be done next: the steps of the case, each with its own verb."""

    move_requested = Signal(str)  # the state it leads to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Button] = {}

    def show_moves(self, moves: Sequence[MoveFacts], none: str, whose: str) -> None:
        """Show the ways out, the first one as the main button; `none` where it ends."""
        self.empty()
        self.buttons = {}
        if not moves:
            self.body.addWidget(said("soft", none))
        for place, move in enumerate(moves):
            button = primary("right") if place == 0 and move.main else secondary()
            button.say(move.verb, "" if move.allowed else whose.format(roles=move.who))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, to=move.to: self.move_requested.emit(to))
            self.buttons[move.to] = button
            self.body.addWidget(button)
            if not move.allowed:
                note = Mark("lock", "", "small")
                note.say(whose.format(roles=move.who))
                self.body.addWidget(note)


class ChecksCard(PartCard):
    """The conditions, formal and material: what is met, what is missing and where to fill it."""

    fill_requested = Signal(str, str)  # PaperId, path of a field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = Mark("info")
        self.fills: list[Button] = []
        self.head.addWidget(self.verdict)

    def show_checks(
        self,
        checks: Mapping[str, Sequence[CheckFacts]],
        verdict: tuple[str, str],
        words: tuple[str, str, str],
    ) -> None:
        """Show the groups.  `words`: "missing", "too late", "Fill it in"."""
        self.empty()
        self.fills = []
        tone, text = verdict
        self.verdict.show_status({"good": "whole"}.get(tone, "warning"), tone, text)
        missing, late, fill = words
        for group, lines in checks.items():
            self.body.addWidget(Text("overline", group))
            for check in lines:
                self.body.addLayout(self._line(check, missing, late, fill))

    def _line(self, check: CheckFacts, missing: str, late: str, fill: str) -> QHBoxLayout:
        tone = "good" if check.met else "bad" if check.late else "warn"
        mark = IconLabel("tick" if check.met else "close" if check.late else "ring", tone, 16)
        label = Text("", check.label)
        label.setWordWrap(True)
        words = column(label, spacing=0)
        line = row(mark, words, spacing=8)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        if not check.met:
            note = Text("small", late if check.late else missing.format(fields=check.missing))
            note.setWordWrap(True)
            note.set_tone(tone)
            words.addWidget(note)
            if check.paper is not None and not check.late:
                button = quiet("note")
                button.say(fill, f"{fill}: {check.missing or check.label}")
                button.setAccessibleName(f"{fill}: {check.missing or check.label}")
                paper: PaperId = check.paper
                button.clicked.connect(lambda: self.fill_requested.emit(paper, check.field))
                self.fills.append(button)
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


class ActsCard(PartCard):
    """Categories with their sanctions, and what speaks against them."""

    instead_requested = Signal(str, str)  # the act, the act to take instead

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers: list[Button] = []

    def show_acts(self, acts: Sequence[ActFacts], none: str, take: str, *, may: bool) -> None:
        """Show every act.  `take`: "Take {act} instead"."""
        self.empty()
        self.offers = []
        if not acts:
            self.body.addWidget(said("soft", none))
        for act in acts:
            code = Text("overline", act.code)
            label = flowing()
            label.setText(act.label)
            self.body.addWidget(code)
            self.body.addWidget(label)
            if act.sanction:
                self.body.addWidget(said("small", act.sanction))
            for remark in act.remarks:
                box = QFrame()
                box.setObjectName("message")
                box.setProperty("tone", "warn")
                words = flowing("small")
                words.setText(remark.words)
                inside = column(
                    row(IconLabel("warning", "warn", 16), words, spacing=8), spacing=4, margins=8
                )
                box.setLayout(inside)
                if remark.instead and may:
                    button = secondary("refresh")
                    button.say(take.format(act=remark.instead), remark.instead_label)
                    button.clicked.connect(
                        lambda _=False, old=act.code, new=remark.instead: (
                            self.instead_requested.emit(old, new)
                        )
                    )
                    self.offers.append(button)
                    inside.addLayout(row(button, 0))
                self.body.addWidget(box)


class WaysCard(PartCard):
    """To whom the case goes, through whom, and what they would send it back for."""

    def show_ways(self, ways: Sequence[WayFacts], none: str, words: tuple[str, str, str]) -> None:
        """Show the addressees.  `words`: through, ready for, missing for."""
        self.empty()
        through, ready, missing = words
        if not ways:
            self.body.addWidget(said("soft", none))
        for way in ways:
            name = flowing()
            name.setText(way.addressee)
            name.setStyleSheet("font-weight: 600;")
            self.body.addWidget(name)
            self.body.addWidget(said("small", through.format(steps=way.through)))
            if way.system or way.lacks:
                tone = "warn" if way.lacks else "good"
                text = (missing if way.lacks else ready).format(
                    system=way.system or way.addressee, needs=", ".join(way.lacks)
                )
                line = row(IconLabel("warning" if way.lacks else "whole", tone, 16), spacing=6)
                note = flowing("small")
                note.set_tone(tone)
                note.setText(text)
                line.addWidget(note, 1)
                self.body.addLayout(line)
