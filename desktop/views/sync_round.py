# SPDX-License-Identifier: GPL-3.0-or-later
"""The round: where it is on its way, how fast, how long still; and when the next one comes."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QProgressBar, QSizePolicy, QWidget

from desktop.views import speech, theme
from desktop.views.buttons import quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Text
from desktop.views.panels import Card
from desktop.views.theme import UNIT

STAGES: Final = ("greeting", "proof", "entries", "forms", "thumbnails", "media", "feed")
"""The stages of a round in their order."""
TRACK_HIGH: Final = 46
DOT: Final = 7.0
FINE: Final = 1000
PAUSES: Final = (60, 180, 0)
"""Minutes that a pause can last; 0 until somebody goes on."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """How the round stands.  `stage`: of `STAGES`, or empty while none is held.

    `done` and `total` in bytes; `rate` in bytes a second, 0 while not known; `left_ms` or None.
    `rests`: until when in words, empty for no pause.  `last_stage`: how far the last round came
    that did not reach its end, or empty.  `next`: when the next one comes, in words.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    rate: int = 0
    left_ms: int | None = None
    rests: str = ""
    next: str = ""
    lamp: str = ""
    tone: str = ""
    icon: str = "tick"


class StageTrack(QWidget):
    """The way of a round as a line of stations; painted, and told in words to screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_stage(self, stage: str) -> None:
        """Show where the round is; empty before and after."""
        self._stage = stage
        self.setAccessibleName(speech.word(stage, "stage") if stage else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the words need."""
        return QSize(560, TRACK_HIGH)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what shortened words need."""
        return QSize(360, TRACK_HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint line, stations and words."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        each = self.width() / len(STAGES)
        here = STAGES.index(self._stage) if self._stage in STAGES else -1
        y = 12.0
        first, last = each / 2, self.width() - each / 2
        painter.setPen(QPen(QColor(colours.line), 3))
        painter.drawLine(QPointF(first, y), QPointF(last, y))
        if here > 0:
            painter.setPen(QPen(QColor(colours.accent), 3))
            painter.drawLine(QPointF(first, y), QPointF(first + each * here, y))
        font = QFont(theme.FAMILY)
        font.setPixelSize(12)
        for place, stage in enumerate(STAGES):
            middle = QPointF(first + each * place, y)
            passed, now = place < here, place == here
            painter.setPen(QPen(QColor(colours.accent if place <= here else colours.edge), 2))
            painter.setBrush(QColor(colours.accent if passed else colours.surface))
            painter.drawEllipse(middle, DOT, DOT)
            if now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent))
                painter.drawEllipse(middle, DOT - 3.5, DOT - 3.5)
            elif passed:
                painter.setPen(QPen(QColor(colours.on_accent), 1.6))
                painter.drawPolyline(
                    [middle + QPointF(-3, 0), middle + QPointF(-1, 2.4), middle + QPointF(3, -2.6)]
                )
            font.setWeight(QFont.Weight.DemiBold if now else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(colours.text if place <= here else colours.text_soft))
            words = QFontMetricsF(font).elidedText(
                speech.word(stage, "stage"), Qt.TextElideMode.ElideRight, each - 6
            )
            box = QRectF(each * place, y + DOT + 4, each, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)


class RoundCard(Spoken):
    """The lamp in words, the track, and what can be done about the round."""

    stop_requested = Signal()
    pause_requested = Signal(int)  # minutes, 0 until somebody goes on
    resume_requested = Signal()
    habits_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = RoundFacts()
        self._icon = IconLabel("tick", "good", 22)
        self.lamp, self._next = Text("section"), Text("small")
        self.track = StageTrack()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._amount = Text("small")
        self.pause, self.stop = secondary("pause"), secondary("stop")
        self.resume, self.habits = secondary("play"), quiet("clock")
        self._menu = QMenu(self)
        self._pauses = [QAction(self) for _ in PAUSES]
        for action, minutes in zip(self._pauses, PAUSES, strict=True):
            action.triggered.connect(
                lambda _=False, minutes=minutes: self.pause_requested.emit(minutes)
            )
            self._menu.addAction(action)
        self.pause.setMenu(self._menu)
        self.pause.setProperty("menu", "true")
        self.stop.clicked.connect(self.stop_requested)
        self.resume.clicked.connect(self.resume_requested)
        self.habits.clicked.connect(self.habits_requested)
        self._running = QWidget()
        self._running.setLayout(column(self.track, self._bar, self._amount, spacing=6))
        words = column(self.lamp, self._next, spacing=2)
        head = row(self._icon, 4, words, self.habits, self.resume, self.pause, self.stop)
        head.setStretch(2, 1)
        card = Card()
        card.inside.setSpacing(UNIT)
        card.inside.addLayout(head)
        card.inside.addWidget(self._running)
        self.setLayout(column(card))
        self.retranslate()

    def show_round(self, facts: RoundFacts) -> None:
        """Show how the round stands."""
        self._facts = facts
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        facts = self._facts
        running, rests = bool(facts.stage), bool(facts.rests)
        self._icon.draw(facts.icon, facts.tone or "accent")
        self.lamp.setText(facts.lamp)
        self._next.setText(facts.next)
        self._next.setVisible(bool(facts.next))
        self._running.setVisible(running)
        self.stop.setVisible(running)
        self.pause.setVisible(not rests)
        self.resume.setVisible(rests)
        self.stop.say(self.tr("Stop"))
        self.pause.say(self.tr("Pause"))
        self.resume.say(self.tr("Resume"))
        self.habits.say(self.tr("Schedule and limits…"))
        for action, minutes in zip(self._pauses, PAUSES, strict=True):
            action.setText(
                self.tr("For {count} hours").format(count=minutes // 60)
                if minutes > 60
                else self.tr("For one hour")
                if minutes
                else self.tr("Until I go on")
            )
        if running:
            self.track.show_stage(facts.stage)
            self._say_amount(facts)

    def _say_amount(self, facts: RoundFacts) -> None:
        self._bar.setRange(0, FINE if facts.total else 0)
        if facts.total:
            self._bar.setValue(min(FINE, facts.done * FINE // facts.total))
        amount = speech.size(facts.done)
        if facts.total:
            amount = self.tr("{done} of about {total}").format(
                done=amount, total=speech.size(max(facts.done, facts.total))
            )
        parts = [amount]
        if facts.rate:
            parts.append(self.tr("{rate} a second").format(rate=speech.size(facts.rate)))
        if facts.left_ms is not None:
            parts.append(speech.word("left.still", time=speech.about(facts.left_ms)))
        line = " · ".join(parts)
        self._amount.setText(line)
        self._bar.setAccessibleName(line)
