# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of a form as steps: where one is, what is done, what has problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QProgressBar, QSizePolicy, QWidget

from desktop.views import icons, speech, theme
from desktop.views.forms import Spoken, column
from desktop.views.labels import Mark, Text, flowing

WIDE: Final = 216
NARROW: Final = 52
ICON: Final = 20


class State(Enum):
    """How far a section is."""

    EMPTY = "ring"
    STARTED = "half"
    COMPLETE = "done"
    PROBLEM = "warning"


INKS: Final = {
    State.EMPTY: "text_soft",
    State.STARTED: "accent",
    State.COMPLETE: "good",
    State.PROBLEM: "warn",
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A section as a step.  `key`: of the section; `name`: "IV  Dugaan pelanggaran"."""

    key: str
    name: str
    state: State
    filled: int
    asked: int


class Step(QAbstractButton):
    """One step: its state, its name on up to two lines, and how much is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row = StepRow("", "", State.EMPTY, 0, 0)
        self._narrow = False

    def show_row(self, row: StepRow, spoken: str) -> None:
        """Show a section; `spoken`: what a screen reader says."""
        changed = row != self._row
        self._row = row
        self.setText(row.name)
        self.setAccessibleName(spoken)
        self.setToolTip(row.name)
        if changed:
            self.updateGeometry()
            self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the state alone."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room of one or two lines."""
        room = QRect(0, 0, WIDE - 16 - 40 - 10, 200)
        font = QFont(self.font())
        font.setPixelSize(14)
        self.ensurePolished()
        lines = self.fontMetrics().boundingRect(room, _WRAP, self._row.name).height()
        return QSize(NARROW - 12, max(40, min(lines, 40) + 18))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the step."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.raised))
            painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)
        scale = self.devicePixelRatioF()
        state = self._row.state
        top = (self.height() - ICON) / 2
        picture = icons.pixmap(state.value, INKS[state], ICON, scale)
        painter.drawPixmap(QPointF(10, top), picture)
        if self._narrow:
            return
        font = QFont(self.font())
        font.setPixelSize(14)
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(self.rect().adjusted(40, 2, -8, -2), _WRAP | _MIDDLE, self._row.name)


_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter)


class StepsPane(Spoken):
    """Title, progress and steps.  On a narrow form the steps are their states alone."""

    chosen = Signal(str)  # key of a section

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: dict[str, Step] = {}
        self._rows: tuple[StepRow, ...] = ()
        self._done, self._all = 0, 0
        self._title, self._official = Text("section"), flowing("small")
        self._title.setWordWrap(True)
        self._count = Text("small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.saved = Mark("disk", "", "small")
        self._words: tuple[QWidget, ...] = (self._title, self._official, self._count, self._bar)
        frame = QFrame()
        frame.setObjectName("steps")
        self._list = column(spacing=2)
        self._head = column(self._title, self._official, 4, self._count, self._bar, spacing=4)
        self._head.setContentsMargins(8, 0, 8, 0)
        foot = column(self.saved)
        foot.setContentsMargins(8, 0, 8, 0)
        self._foot = foot
        inside = column(self._head, 8, self._list, 0, foot, spacing=4)
        inside.setContentsMargins(8, 16, 8, 12)
        frame.setLayout(inside)
        self.setLayout(column(frame))
        self.set_narrow(narrow=False)

    def say(self, title: str, official: str) -> None:
        """Give the form its title, and what the law calls it."""
        self._title.setText(title)
        self._official.setText(official)
        self._official.setVisible(bool(official) and not self._narrow)

    def show_steps(self, rows: Sequence[StepRow]) -> None:
        """Show the sections that are asked."""
        self._rows = tuple(rows)
        keys = [row.key for row in rows]
        for key in [key for key in self.steps if key not in keys]:
            step = self.steps.pop(key)
            self._list.removeWidget(step)
            step.hide()
            step.deleteLater()
        for place, row in enumerate(rows):
            if row.key not in self.steps:
                self._list.insertWidget(place, self._make(row.key))
            step = self.steps[row.key]
            step.show_row(row, self._spoken(row))
            step.set_narrow(narrow=self._narrow)
        self.steps = {key: self.steps[key] for key in keys}

    def show_progress(self, done: int, of: int) -> None:
        """Show how many of the questions that count are answered."""
        self._done, self._all = done, of
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        words = self.tr("{done} of {of} answered").format(done=done, of=of)
        self._count.setText(words)
        self._bar.setAccessibleName(words)

    def mark(self, key: str) -> None:
        """Show where one is."""
        if key in self.steps:
            self.steps[key].setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take less room, or more."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for widget in (*self._words, self.saved):
            widget.setVisible(not narrow)
        self._official.setVisible(bool(self._official.text()) and not narrow)
        for step in self.steps.values():
            step.set_narrow(narrow=narrow)
        self._head.setContentsMargins(8, 0, 8, 0)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.show_progress(self._done, self._all)
        self.show_steps(self._rows)

    def _make(self, key: str) -> Step:
        step = Step()
        step.clicked.connect(lambda _=False: self.chosen.emit(key))
        self.steps[key] = step
        return step

    def _spoken(self, row: StepRow) -> str:
        state = {
            State.EMPTY: self.tr("nothing filled"),
            State.STARTED: self.tr("begun"),
            State.COMPLETE: self.tr("complete"),
            State.PROBLEM: self.tr("has problems"),
        }[row.state]
        filled = self.tr("{filled} of {asked} filled").format(
            filled=speech.number(row.filled), asked=speech.number(row.asked)
        )
        return f"{row.name}, {state}, {filled}"
