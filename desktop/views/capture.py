# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangkap: the picture, one big button, and what is known before and while recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.model.evidence import EvidenceCard, Kind
from desktop.views import speech
from desktop.views.buttons import primary, secondary
from desktop.views.capture_setup import CaptureSetup
from desktop.views.forms import Spoken, column, row, scrolled
from desktop.views.labels import Text, heading
from desktop.views.panels import Card, MessagePanel
from desktop.views.preview import LevelMeter, Preview, StillButton
from desktop.views.theme import UNIT

SIDE: Final = 312
STRIP: Final = 5
LITTLE_MINUTES: Final = 10
HOURS_FROM: Final = 120


@dataclass(frozen=True, slots=True)
class Figures:
    """How a recording stands, ready to show."""

    length_ms: int
    bytes: int
    dropped: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """How long one can record: minutes of room and of power, None where nobody knows."""

    disk_minutes: int
    free: int
    battery_minutes: int | None
    percent: int | None


class CaptureView(Spoken):
    """Shows what is captured and emits wishes."""

    record_requested = Signal()
    stop_requested = Signal()
    pause_requested = Signal()
    still_requested = Signal()
    mark_requested = Signal()
    card_chosen = Signal(object)  # EvidenceCard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = self._ready = self._still = False
        self._figures: Figures | None = None
        self._ahead: Ahead | None = None
        self._lack = ""
        self.setup = CaptureSetup()
        self.preview, self._level = Preview(), LevelMeter()
        self.message = MessagePanel()
        self._title, self._outlook = heading("title"), Text("small")
        self._record = primary("record")
        self._record.setMinimumSize(132, 44)
        self._photo, self._pause, self._mark = (
            secondary("photo"),
            secondary("pause"),
            secondary("note"),
        )
        self._count = Text("small")
        self._strip_title = Text("overline")
        self._strip = QHBoxLayout()
        self._strip.setSpacing(UNIT)
        self._strip.addStretch(1)
        buttons = row(self._record, self._photo, self._pause, self._mark, 0)
        level = column(self._count, self._level, spacing=4)
        buttons.addLayout(level)
        left = column(
            row(self._title, 0, self._outlook),
            self.message,
            self.preview,
            buttons,
            self._strip_title,
            self._strip,
            spacing=12,
        )
        left.setStretchFactor(self.preview, 1)
        side = Card(margin=2 * UNIT)
        area = scrolled(self.setup)
        area.setFrameShape(area.Shape.NoFrame)
        side.inside.addWidget(area)
        side.setFixedWidth(SIDE)
        whole = row(left, side, spacing=2 * UNIT, margins=2 * UNIT)
        whole.setStretchFactor(left, 1)
        self.setLayout(whole)
        self._record.clicked.connect(self._on_record)
        self._photo.clicked.connect(self.still_requested)
        self._pause.clicked.connect(self.pause_requested)
        self._mark.clicked.connect(self.mark_requested)
        keys = {"Ctrl+R": self._on_record, "Ctrl+Shift+P": self.still_requested.emit}
        for sequence, deed in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self.retranslate()
        self.show_ready(recording=False, still=False)

    # -- showing ------------------------------------------------------------------------------

    def show_ready(self, *, recording: bool, still: bool) -> None:
        """Say what can be done: record, and take a still."""
        self._ready, self._still = recording, still
        self._enable()

    def show_mode(self, *, document: bool) -> None:
        """Offer what this sort of capture needs: sheets are only photographed."""
        for part in (self._record, self._pause, self._mark, self._level, self._count):
            part.setVisible(not document)
        self._photo.setProperty("kind", "primary" if document else "")
        self._photo.setMinimumSize(self._record.minimumSize() if document else QSize(0, 0))
        self._photo.style().unpolish(self._photo)
        self._photo.style().polish(self._photo)
        self._photo.draw("photo", "on_accent" if document else "text")

    def show_lack(self, text: str) -> None:
        """Say in the preview what is missing, or nothing."""
        self._lack = text
        self.preview.say(text)

    def show_ahead(self, ahead: Ahead) -> None:
        """Show how long one can record."""
        self._ahead = ahead
        self._say_ahead()

    def show_level(self, level: float) -> None:
        """Show how loud it is."""
        self._level.show_level(level)

    def show_running(self, figures: Figures | None) -> None:
        """Show a recording under way, or that none is."""
        self._running, self._figures = figures is not None, figures
        self.setup.lock(locked=self._running)
        self._say_running()
        self._enable()

    def show_last(self, cards: Sequence[EvidenceCard], pictures: dict[int, QImage | None]) -> None:
        """Show the captures sealed last, newest first."""
        while self._strip.count() > 1:
            item = self._strip.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for at, card in enumerate(cards[:STRIP]):
            drawing = "audio" if card.kind is Kind.AUDIO else "video"
            still = StillButton(pictures.get(card.number), drawing, card.name)
            still.clicked.connect(lambda _=False, card=card: self.card_chosen.emit(card))
            self._strip.insertWidget(at, still)
        self._strip_title.setVisible(bool(cards))

    # -- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Capture"))
        self._strip_title.setText(self.tr("Captured last"))
        self._photo.say(self.tr("Photo"), self.tr("Ctrl+Shift+P"))
        self._mark.say(self.tr("Mark"))
        self.preview.setAccessibleName(self.tr("What the camera sees"))
        self._level.setAccessibleName(self.tr("Loudness"))
        self._say_ahead()
        self._say_running()

    def _say_running(self) -> None:
        figures = self._figures
        if figures is None:
            self._record.say(self.tr("Record"), self.tr("Ctrl+R"))
            self._record.draw("record")
            self._pause.say(self.tr("Pause"))
            self.preview.show_mark("")
            self._count.setText("")
            return
        self._record.say(self.tr("Stop and seal"), self.tr("Ctrl+R"))
        self._record.draw("stop")
        self._pause.say(self.tr("Go on") if figures.paused else self.tr("Pause"))
        state = self.tr("paused") if figures.paused else self.tr("recording")
        self.preview.show_mark(f"{speech.duration(figures.length_ms)} · {state}")
        line = f"{speech.duration(figures.length_ms)} · {speech.size(figures.bytes)}"
        if figures.dropped:
            left_out = self.tr("{count} frames left out")
            line += " · " + left_out.format(count=speech.number(figures.dropped))
        self._count.setText(line)

    def _say_ahead(self) -> None:
        ahead = self._ahead
        if ahead is None:
            return
        room = self.tr("Room for {time} ({free} free)")
        parts = [room.format(time=self._lasting(ahead.disk_minutes), free=speech.size(ahead.free))]
        if ahead.battery_minutes is not None:
            power = self.tr("battery for {time} ({percent} %)")
            lasting = self._lasting(ahead.battery_minutes)
            parts.append(power.format(time=lasting, percent=ahead.percent or 0))
        elif ahead.percent is not None:
            parts.append(self.tr("battery {percent} %").format(percent=ahead.percent))
        little = ahead.disk_minutes < LITTLE_MINUTES or (
            ahead.battery_minutes is not None and ahead.battery_minutes < LITTLE_MINUTES
        )
        self._outlook.set_tone("warn" if little else "")
        self._outlook.setText(" · ".join(parts))

    def _lasting(self, minutes: int) -> str:
        """Write how long something lasts: in minutes, or in hours where those are many."""
        if minutes < HOURS_FROM:
            return self.tr("{count} minutes").format(count=speech.number(minutes))
        return self.tr("{count} hours").format(count=speech.number(minutes // 60))

    def _enable(self) -> None:
        self._record.setEnabled(self._ready or self._running)
        self._photo.setEnabled(self._still)
        self._pause.setEnabled(self._running)
        self._mark.setEnabled(self._running)

    @Slot()
    def _on_record(self) -> None:
        if self._running:
            self.stop_requested.emit()
        elif self._ready and not self._record.isHidden():
            self.record_requested.emit()
