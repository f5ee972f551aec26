# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a film or a sound is played: the picture, the line of time, and what one can do with it."""

from fractions import Fraction
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.buttons import Button, icon_only, primary, quiet
from desktop.views.canvas import Canvas
from desktop.views.film_strip import FilmStrip
from desktop.views.forms import Spoken
from desktop.views.labels import IconLabel, Text
from desktop.views.panels import MessagePanel
from desktop.views.theme import UNIT
from desktop.views.timecodes import frame as frame_words
from desktop.views.timecodes import timecode

SPEEDS: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
JUMP_US: Final = 5_000_000
SECOND_US: Final = 1_000_000
NEAR_US: Final = 600
LOUD: Final = 80
PAINT_MS: Final = 15


class Stage(Spoken):
    """Shows what plays and emits wishes.  Times are microseconds since the beginning."""

    toggle_requested = Signal()
    step_requested = Signal(int)  # frames
    jump_requested = Signal(object)  # int, microseconds on or back
    seek_requested = Signal(object)  # int
    speed_chosen = Signal(float)
    loudness_chosen = Signal(int)  # percent
    mark_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate: Fraction | None = None
        self._at_us = self._length_us = 0
        self._running = False
        self._film = True
        self._frame: QVideoFrame | None = None
        self.canvas, self.strip = Canvas(), FilmStrip()
        self.message = MessagePanel()
        self._time, self._frames, self._length = Text(), Text("small"), Text("small")
        self._time.setFont(theme.fixed_font(15))
        self._tools: dict[str, Button] = {}
        self._play = primary("play")
        self._play.setFixedWidth(56)
        self._mark = quiet("flag")
        self._speed, self._loudness = QComboBox(), QSlider(Qt.Orientation.Horizontal)
        self._speaker = IconLabel("sound", "text_soft", 18)
        self._paint = QTimer(self)
        self._paint.setSingleShot(True)
        self._paint.setInterval(PAINT_MS)
        self._paint.timeout.connect(self._paint_frame)
        self._build()
        self._wire()
        self.retranslate()

    def _build(self) -> None:
        for name in ("jump-back", "frame-back", "frame-on", "jump-on"):
            self._tools[name] = icon_only(name)
        for speed in SPEEDS:
            self._speed.addItem("", speed)
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._speed.setFixedWidth(84)
        self._loudness.setRange(0, 100)
        self._loudness.setValue(LOUD)
        self._loudness.setFixedWidth(88)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._time)
        words.addWidget(self._frames)
        deeds = QHBoxLayout()
        deeds.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        deeds.setSpacing(4)
        for part in (
            self._tools["jump-back"],
            self._tools["frame-back"],
            self._play,
            self._tools["frame-on"],
            self._tools["jump-on"],
        ):
            deeds.addWidget(part)
        deeds.addSpacing(UNIT)
        deeds.addLayout(words)
        deeds.addWidget(self._length)
        deeds.addStretch(1)
        deeds.addWidget(self._mark)
        deeds.addWidget(self._speed)
        deeds.addSpacing(UNIT)
        deeds.addWidget(self._speaker)
        deeds.addWidget(self._loudness)
        line = QHBoxLayout()
        line.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 0)
        line.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.canvas, 1)
        column.addLayout(line)
        column.addLayout(deeds)

    def _wire(self) -> None:
        self._play.clicked.connect(self.toggle_requested)
        self._tools["jump-back"].clicked.connect(lambda: self.jump_requested.emit(-JUMP_US))
        self._tools["jump-on"].clicked.connect(lambda: self.jump_requested.emit(JUMP_US))
        self._tools["frame-back"].clicked.connect(lambda: self.step_requested.emit(-1))
        self._tools["frame-on"].clicked.connect(lambda: self.step_requested.emit(1))
        self._mark.clicked.connect(self.mark_requested)
        self._speed.currentIndexChanged.connect(
            lambda place: self.speed_chosen.emit(SPEEDS[place]) if place >= 0 else None
        )
        self._loudness.valueChanged.connect(self._on_loudness)
        self.strip.sought.connect(self.seek_requested)

    # -- what the window tells ----------------------------------------------------------------

    def begin(self, *, film: bool, may_mark: bool) -> None:
        """Make ready for something else to play."""
        self.clear()
        self._film = film
        self.message.hide()
        self.canvas.setVisible(film)
        for name in ("frame-back", "frame-on"):
            self._tools[name].setVisible(film)
        self._frames.setVisible(film)
        policy = QSizePolicy.Policy
        self.strip.setSizePolicy(policy.Expanding, policy.Fixed if film else policy.Expanding)
        self._mark.setVisible(may_mark)
        self.offer(playable=False)

    def offer(self, *, playable: bool) -> None:
        """Let it be played, or not yet."""
        for part in (self._play, *self._tools.values(), self._speed, self._mark):
            part.setEnabled(playable)

    def show_frame(self, frame: QVideoFrame) -> None:
        """Show a frame soon; one that comes before it is painted takes its place."""
        self._frame = frame
        if not self._paint.isActive():
            self._paint.start()

    def show_still(self, image: QImage) -> None:
        """Show a picture where nothing plays."""
        self.canvas.show_frame(QPixmap.fromImage(image), still=True)

    def show_running(self, *, running: bool) -> None:
        """Show whether it plays."""
        self._running = running
        self._play.draw("pause" if running else "play")
        self._say_play()

    def show_moment(self, at_us: int) -> None:
        """Show where one is."""
        self._at_us = at_us
        self._time.setText(timecode(at_us))
        self._frames.setText("" if self._rate is None else frame_words(self.frame_at(at_us) or 0))
        self.strip.show_moment(at_us)
        self.strip.setAccessibleDescription(timecode(at_us))

    def show_length(self, microseconds: int) -> None:
        """Say how long it is."""
        self._length_us = max(self._length_us, microseconds)
        self._length.setText(f"/ {timecode(self._length_us)}")
        self.strip.show_length(self._length_us)

    def show_rate(self, rate: Fraction | None) -> None:
        """Say how many frames a second there are."""
        self._rate = rate
        self.show_moment(self._at_us)

    def show_heard(self, *, heard: bool) -> None:
        """Say whether there is a loudspeaker."""
        self._speaker.draw("sound" if heard else "silent")
        self._loudness.setVisible(heard)
        self._speaker.setToolTip("" if heard else self.tr("This laptop has no loudspeaker"))

    def frame_at(self, at_us: int) -> int | None:
        """Return the number of the frame of a moment, None in a sound."""
        if self._rate is None:
            return None
        return int((at_us + NEAR_US) * self._rate / SECOND_US)

    @property
    def frame_us(self) -> int:
        """Return how long one frame stands; a thirtieth of a second where nobody knows."""
        return round(SECOND_US / (self._rate or 30))

    @property
    def at_us(self) -> int:
        """Return the moment that is shown."""
        return self._at_us

    @property
    def length_us(self) -> int:
        """Return how long it is, as far as is known."""
        return self._length_us

    @Slot()
    def clear(self) -> None:
        """Let go of every frame."""
        self._paint.stop()
        self._frame = None
        self.canvas.clear()
        self.strip.clear()
        self._rate = None
        self._length_us = 0
        self._length.setText("")
        self.show_running(running=False)
        self.show_moment(0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take what room there is."""
        return QSize(480, 320)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._tools["jump-back"].say(self.tr("Five seconds back (J)"))
        self._tools["jump-on"].say(self.tr("Five seconds on (L)"))
        self._tools["frame-back"].say(self.tr("One frame back (,)"))
        self._tools["frame-on"].say(self.tr("One frame on (.)"))
        self._mark.say(self.tr("Mark"), self.tr("Write a note at this moment (M)"))
        self._speed.setAccessibleName(self.tr("Speed"))
        self._speed.setToolTip(self.tr("Speed"))
        for place, speed in enumerate(SPEEDS):
            self._speed.setItemText(place, f"{speed:g}\u00d7".replace(".", self.tr(".")))
        self._loudness.setAccessibleName(self.tr("Loudness"))
        self._loudness.setToolTip(self.tr("Loudness"))
        self.strip.setAccessibleName(self.tr("Line of time"))
        self.canvas.setAccessibleName(self.tr("Picture of the film"))
        self._say_play()
        self.show_moment(self._at_us)

    def _say_play(self) -> None:
        hint = self.tr("Pause (Space)") if self._running else self.tr("Play (Space)")
        self._play.setToolTip(hint)
        self._play.setAccessibleName(hint)

    @Slot(int)
    def _on_loudness(self, percent: int) -> None:
        self.loudness_chosen.emit(percent)

    @Slot()
    def _paint_frame(self) -> None:
        frame, self._frame = self._frame, None
        if frame is not None and frame.isValid():
            image = frame.toImage()
            if not image.isNull():
                self.canvas.show_frame(QPixmap.fromImage(image), still=not self._running)
