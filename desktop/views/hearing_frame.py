# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame around the steps of a hearing: where one is, the page, and the way on and back."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from desktop.views.buttons import Button, icon_only, primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text, divider
from desktop.views.panels import MessagePanel
from desktop.views.theme import UNIT

STEPS: Final = 6


class HearingFrame(Spoken):
    """Steps above, the page below; which step may be gone to is told by `show_step`."""

    back_requested = Signal()
    step_requested = Signal(int)
    forward_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._at = 0
        self._names: tuple[str, ...] = ("",) * STEPS
        self.leave = icon_only("left")
        self.leave.clicked.connect(self.back_requested)
        self.title = Text("title")
        self.title.setWordWrap(False)
        self.kept = Mark("tick", "good", "small")
        self.kept.hide()
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        self.steps: list[Button] = []
        self._group = QButtonGroup(self)
        for place in range(STEPS):
            button = Button("", "chip")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, at=place: self._on_step(at))
            self._group.addButton(button, place)
            self.steps.append(button)
        self.back, self.forward = secondary("left"), primary()
        self.forward.setMinimumWidth(168)
        self.back.clicked.connect(lambda: self.step_requested.emit(self._at - 1))
        self.forward.clicked.connect(self.forward_requested)
        titled = row(self.leave, self.title, self.kept, spacing=UNIT)
        titled.setStretch(1, 1)
        head = column(
            titled,
            row(*self.steps, 0, spacing=6),
            spacing=6,
        )
        head.setContentsMargins(2 * UNIT, 10, 3 * UNIT, 10)
        feet = row(self.back, 0, self.forward, spacing=10)
        feet.setContentsMargins(3 * UNIT, 10, 3 * UNIT, 14)
        notice = column(self.message)
        notice.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        self._feet = QWidget()
        self._feet.setLayout(feet)
        whole = column(head, divider(), notice, self.stack, divider(), self._feet, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.retranslate()

    def add(self, page: QWidget) -> None:
        """Take the page of the next step in."""
        self.stack.addWidget(page)

    def show_step(self, at: int, *, reached: int, forward: str, ready: bool = True) -> None:
        """Turn to step `at`; steps up to `reached` may be gone to.

        `forward`: what the way on is called; empty hides both ways.
        """
        self._at = min(at, STEPS - 1)
        self.stack.setCurrentIndex(at)
        for place, button in enumerate(self.steps):
            button.setChecked(place == self._at)
            button.setEnabled(place <= reached and bool(forward))
            button.draw("tick" if place < self._at else "")
            if place >= self._at:
                button.setIcon(QIcon())
        self.back.setVisible(bool(forward) and at > 0)
        self.forward.setVisible(bool(forward))
        self.forward.say(forward)
        self.forward.setEnabled(ready)
        self._feet.setVisible(bool(forward))
        self._say_steps()

    def say_steps(self, names: tuple[str, ...]) -> None:
        """Name the steps."""
        self._names = names
        self._say_steps()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.back.say(self.tr("Back"))
        self.kept.say(self.tr("Kept"))
        self._say_steps()

    def _say_steps(self) -> None:
        for place, (button, name) in enumerate(zip(self.steps, self._names, strict=True)):
            button.say(f"{place + 1}  {name}")
            state = (
                self.tr("done") if place < self._at else self.tr("now") if place == self._at else ""
            )
            words = self.tr("Step {number} of {count}: {name}").format(
                number=place + 1, count=STEPS, name=name
            )
            button.setAccessibleName(f"{words} {state}".strip())

    def _on_step(self, at: int) -> None:
        self.steps[self._at].setChecked(True)
        if at != self._at:
            self.step_requested.emit(at)
