# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays one sealed film or sound at a time, and forgets it the moment it is told to.

Frames come out as they are; whoever shows them paints them.  A laptop without loudspeakers plays in
silence.

Qt's threads read through Python, and so need the interpreter, while some calls of QMediaPlayer wait
for those threads.  PySide gives the interpreter up in `setSource` alone.  All other calls that may
wait are therefore made by Qt itself, over queued signals, when no Python runs.
"""

from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLoggingCategory, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtMultimedia import (
    QAudioOutput,
    QMediaDevices,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)

from db.store.shelves import Plan
from desktop.playing.device import SealedDevice

SPEEDS: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
MILLI: Final = 1000
SECOND_US: Final = 1_000_000
USUAL_RATE: Final = Fraction(25)
NEAR_US: Final = 600
NAMELESS: Final = "bukti.bin"
"""Qt finds out by the bytes what it is; no name must lead it astray, or come out anywhere."""
PATIENCE_MS: Final = 20_000


class Trouble(Enum):
    """Why something does not play."""

    CODEC = "codec"  # this program has no decoder for it, or the file is none
    SLOW = "slow"  # nothing came for a long time


class Player(QObject):
    """One player.  Times are microseconds since the beginning of the file."""

    framed = Signal(object)  # QVideoFrame: to be painted now
    moved = Signal(object)  # int: the moment that is heard or seen
    measured = Signal(object)  # int: how long it is
    played = Signal(bool)  # whether it runs
    troubled = Signal(object)  # Trouble
    broken = Signal(object)  # SegelError: sealed bytes that do not open
    ready = Signal()  # loaded; it can be played and sought

    _play = Signal()
    _halt = Signal()
    _wind = Signal("qlonglong")  # type: ignore[arg-type]  # milliseconds; the stub knows no C++ names
    _pace = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # it would print places and names
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player: QMediaPlayer | None = None
        self._device: SealedDevice | None = None
        self._output: QAudioOutput | None = None
        self._loudness, self._speed = 80, 1.0
        self._shown_us = -1
        self._rate: Fraction | None = None
        self._ready = self._told = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._on_trouble(Trouble.SLOW))

    def load(self, media: Path, plan: Plan) -> None:
        """Take a sealed item in, paused at its beginning; `ready` follows, or a trouble."""
        self.close()
        device = self._device = SealedDevice(media, plan, self)
        device.broken.connect(self.broken)
        player = self._player = QMediaPlayer(self)
        player.setVideoSink(self._sink)
        if not QMediaDevices.defaultAudioOutput().isNull():
            self._output = QAudioOutput(self)
            self._output.setVolume(self._loudness / 100)
            player.setAudioOutput(self._output)
        queued = Qt.ConnectionType.QueuedConnection
        self._play.connect(player.play, queued)
        self._halt.connect(player.pause, queued)
        self._wind.connect(player.setPosition, queued)
        self._pace.connect(player.setPlaybackRate, queued)
        player.mediaStatusChanged.connect(self._on_status)
        player.errorOccurred.connect(self._on_error)
        player.positionChanged.connect(self._on_position)
        player.durationChanged.connect(lambda ms: self.measured.emit(ms * MILLI))
        player.playbackStateChanged.connect(self._on_state)
        self._patience.start()
        player.setSourceDevice(device, QUrl(NAMELESS))

    @property
    def heard(self) -> bool:
        """Tell whether there is a loudspeaker."""
        return self._output is not None

    @property
    def running(self) -> bool:
        """Tell whether it plays."""
        player = self._player
        return player is not None and player.isPlaying()

    @property
    def at_us(self) -> int:
        """Return the moment of the frame that is shown, or that is heard."""
        if self._shown_us >= 0 and not self.running:
            return self._shown_us
        return 0 if self._player is None else self._player.position() * MILLI

    @property
    def opened_rows(self) -> int:
        """Return how many sealed rows were opened for what is loaded."""
        return 0 if self._device is None else self._device.opened

    def set_rate(self, rate: Fraction | None) -> None:
        """Say how many frames a second there are, None for a sound."""
        self._rate = rate

    @Slot()
    def toggle(self) -> None:
        """Play, or pause; at the end, play from the beginning."""
        player = self._player
        if player is None or not self._ready:
            return
        if player.isPlaying():
            self._halt.emit()
            return
        if player.duration() and player.position() >= player.duration():
            self._wind.emit(0)
        self._play.emit()

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        self._halt.emit()

    def seek(self, at_us: int) -> None:
        """Go to a moment; the frame that is on the screen there is shown."""
        player = self._player
        if player is None:
            return
        most = player.duration() * MILLI
        aim = self._aim(max(at_us, 0))
        self._shown_us = -1
        self._wind.emit(min(aim, most) // MILLI if most else aim // MILLI)

    def jump(self, by_us: int) -> None:
        """Go on or back by a length of time."""
        self.seek(self.at_us + by_us)

    def step(self, frames: int) -> None:
        """Stand still and go on or back by frames."""
        if self._player is None:
            return
        self.pause()
        rate = self._rate or USUAL_RATE
        self.seek(self.at_us + round(frames * SECOND_US / rate))

    def _aim(self, at_us: int) -> int:
        """Return the middle of the frame of a moment: Qt shows the one before at its very edge."""
        if self._rate is None:
            return at_us
        number = int((at_us + NEAR_US) * self._rate / SECOND_US)
        return int((number + Fraction(1, 2)) * SECOND_US / self._rate)

    def set_speed(self, speed: float) -> None:
        """Play slower or faster."""
        self._speed = speed
        self._pace.emit(speed)

    def set_loudness(self, percent: int) -> None:
        """Play softer or louder."""
        self._loudness = percent
        if self._output is not None:
            self._output.setVolume(percent / 100)

    @Slot()
    def close(self) -> None:
        """Stop at once and let go of everything: player first, then the device it reads from."""
        self._patience.stop()
        player, self._player = self._player, None
        device, self._device = self._device, None
        output, self._output = self._output, None
        self._ready, self._told, self._shown_us, self._rate = False, False, -1, None
        if player is not None:
            player.disconnect(self)
            self.disconnect(player)
            player.setSource(QUrl())  # waits for Qt's threads, with the interpreter given up
            player.setVideoSink(None)  # type: ignore[arg-type]  # the stub forgets that None lets go
            player.setAudioOutput(None)  # type: ignore[arg-type]  # likewise
            player.deleteLater()
        self._sink.setVideoFrame(QVideoFrame())
        if output is not None:
            output.deleteLater()
        if device is not None:
            device.shut()
            device.deleteLater()

    @Slot(object)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._player is None or not frame.isValid():
            return
        self._shown_us = frame.startTime()
        self.framed.emit(frame)
        if not self.running:
            self.moved.emit(self._shown_us)

    @Slot(object)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        player = self._player
        if player is None:
            return
        if status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._on_trouble(Trouble.CODEC)
        elif status is QMediaPlayer.MediaStatus.LoadedMedia and not self._ready:
            self._patience.stop()
            self._ready = True
            self._pace.emit(self._speed)
            self._halt.emit()  # decodes the first frame and stands there
            self.ready.emit()

    @Slot(object, str)
    def _on_error(self, error: QMediaPlayer.Error, _text: str) -> None:
        if error is not QMediaPlayer.Error.NoError:
            self._on_trouble(Trouble.CODEC)

    def _on_trouble(self, trouble: Trouble) -> None:
        if self._player is not None and not self._told:
            self._told = True
            self._patience.stop()
            self.troubled.emit(trouble)

    @Slot(object)
    def _on_position(self, milliseconds: int) -> None:
        if self.running or self._shown_us < 0:
            self.moved.emit(milliseconds * MILLI)

    @Slot(object)
    def _on_state(self, _state: QMediaPlayer.PlaybackState) -> None:
        self.played.emit(self.running)
