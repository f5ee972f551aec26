# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera and a microphone whose frames and sound a test feeds into the real capture session."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoFrameInput

from db.model.capture import Means
from desktop.capture.frames import JPEG, LAYOUTS, Picture
from desktop.capture.lack import Lack
from desktop.capture.sources import Studio
from tests.fakes import moving_picture

FORMATS = {layout: known for known, layout in LAYOUTS.items()}
FORMATS[JPEG] = QVideoFrameFormat.PixelFormat.Format_Jpeg


def video_frame(picture: Picture) -> QVideoFrame:
    """Return a picture as Qt would give it: the same bytes, line by line."""
    size = QSize(picture.width, picture.height)
    frame = QVideoFrame(QVideoFrameFormat(size, FORMATS[picture.layout]))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    for at, (plane, stride) in enumerate(zip(picture.planes, picture.strides, strict=True)):
        target, theirs = frame.bits(at), frame.bytesPerLine(at)
        if picture.layout == JPEG:
            target[: len(plane)] = plane
            continue
        short = min(stride, theirs)
        for line in range(len(plane) // stride):
            target[line * theirs : line * theirs + short] = plane[
                line * stride : line * stride + short
            ]
    frame.unmap()
    return frame


class FedCamera:
    """Feeds frames through a QVideoFrameInput, thirty a second, or those a test sends."""

    means = Means.CAMERA
    name = "Kamera percobaan"

    def __init__(self, *, playing: bool = True) -> None:
        self._playing = playing
        self.input: QVideoFrameInput | None = None
        self._timer: QTimer | None = None
        self._studio: Studio | None = None
        self.number = 0

    def attach(self, studio: Studio) -> None:
        """Stand before the session."""
        self._studio = studio
        self.input = QVideoFrameInput(studio)
        studio.session.setVideoFrameInput(self.input)
        self._timer = QTimer(studio)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._next)
        if self._playing:
            self._timer.start(33)

    def detach(self, studio: Studio) -> None:
        """Go away."""
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None
        studio.session.setVideoFrameInput(None)
        if self.input is not None:
            self.input.deleteLater()
            self.input = None

    def send(self, picture: Picture) -> None:
        """Send one frame."""
        assert self.input is not None
        assert self.input.sendVideoFrame(video_frame(picture))

    def unplug(self) -> None:
        """Be pulled out."""
        assert self._studio is not None
        if self._timer is not None:
            self._timer.stop()
        self._studio.lose(Lack.CAMERA)

    def _next(self) -> None:
        if self.input is not None:
            self.input.sendVideoFrame(video_frame(moving_picture.picture(self.number)))
            self.number += 1


class FedEar:
    """Gives a tone, forty milliseconds at a time."""

    name = "Mikrofon percobaan"

    def __init__(self) -> None:
        self._timer: QTimer | None = None
        self._number = 0

    def listen(self, studio: Studio) -> None:
        """Begin the tone."""
        self._timer = QTimer(studio)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._next(studio))
        self._timer.start(40)

    def hush(self) -> None:
        """End it."""
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None

    def _next(self, studio: Studio) -> None:
        studio.hear(moving_picture.tone(self._number))
        self._number += 1
