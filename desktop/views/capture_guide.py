# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided way through a social-media page: profile, post, reactions, each captured by name."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views import speech
from desktop.views.buttons import Button, primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import flowing, heading

STEPS: Final = ("profil", "kiriman", "reaksi")
"""The steps, as they stand in the record of each capture; their words begin "capture-step."."""


class GuideCard(Spoken):
    """Three steps, what each must show, and the way on."""

    step_chosen = Signal(str)
    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = STEPS[0]
        self._counts: Mapping[str, int] = {}
        self._patrol = True
        self._title, self._hint = heading("section"), flowing("small")
        self.steps = {name: Button("ring", "quiet") for name in STEPS}
        self.onward, self.done = secondary("right"), primary("patrol")
        for name, step in self.steps.items():
            step.setCheckable(True)
            step.setAutoExclusive(True)
            step.setIconSize(QSize(18, 18))
            step.clicked.connect(lambda _=False, name=name: self.step_chosen.emit(name))
        self.setLayout(
            column(
                self._title,
                column(*self.steps.values(), spacing=2),
                self._hint,
                row(self.onward, self.done, 0),
                spacing=10,
            )
        )
        self.onward.clicked.connect(self._on_onward)
        self.done.clicked.connect(self.done_requested)
        self.retranslate()

    def show_steps(self, current: str, counts: Mapping[str, int], *, patrol: bool) -> None:
        """Show at which step one is, how many captures each has, and whether patrol follows."""
        self._current, self._counts, self._patrol = current, counts, patrol
        self._say()

    @Slot()
    def _on_onward(self) -> None:
        at = STEPS.index(self._current)
        if at + 1 < len(STEPS):
            self.step_chosen.emit(STEPS[at + 1])
            self.steps[self._current].setFocus()  # the button went out meanwhile

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Step by step"))
        self.onward.say(self.tr("Next step"))
        self.done.say(self.tr("To patrol"), self.tr("Go on in patrol with these captures"))
        self._say()

    def _say(self) -> None:
        for number, (name, step) in enumerate(self.steps.items(), start=1):
            count = self._counts.get(name, 0)
            here = name == self._current
            step.setChecked(here)
            weight = "600" if here else "400"
            step.setStyleSheet(f"text-align: left; font-weight: {weight};")
            step.draw(
                "whole" if count else "right" if here else "ring",
                "good" if count else "accent" if here else "text_soft",
            )
            word = speech.word(name, "capture-step")
            told = self.tr("captured: {count}").format(count=speech.number(count))
            step.say(f"{number}  {word}" + (f"  ·  {told}" if count else ""))
            state = self.tr("this step") if here else ""
            step.setAccessibleName(", ".join(part for part in (word, told, state) if part))
        self._hint.setText(speech.word(self._current, "capture-step-hint"))
        self.onward.setEnabled(self._current != STEPS[-1] and bool(self._counts.get(self._current)))
        self.done.setVisible(self._patrol)
        self.done.setEnabled(any(self._counts.values()))
