# SPDX-License-Identifier: GPL-3.0-or-later
"""Where frames and sound come from: a camera, a screen, a microphone, or what tests feed.

Everything goes through one capture session and one sink, whatever feeds it, so that a test with
fed frames walks the road of a real camera.
"""

from array import array
from typing import Final, Protocol

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtMultimedia import (
    QAudioDevice,
    QAudioFormat,
    QAudioSource,
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QScreenCapture,
    QtAudio,
    QVideoFrame,
    QVideoSink,
)

from db.model.capture import Means
from desktop.capture.encoder import SOUND_RATE
from desktop.capture.frames import picture_of
from desktop.capture.lack import Lack, LackingError
from desktop.capture.recorder import Recorder

SILENCE_MS: Final = 4000
"""A camera that sends nothing for so long is taken for gone."""


class PictureSource(Protocol):
    """What can stand before a capture session.  `name` is the device's, for the record."""

    name: str
    means: Means

    def attach(self, studio: "Studio") -> None:
        """Begin to feed the studio's session; tell `studio.lose` when it goes away."""

    def detach(self, studio: "Studio") -> None:
        """Stop feeding it and let the device go."""


class SoundSource(Protocol):
    """What can be listened to.  `name` is the device's, for the record."""

    name: str

    def listen(self, studio: "Studio") -> None:
        """Begin to give `studio.hear` 16-bit sound, one channel, 48 kHz."""

    def hush(self) -> None:
        """Stop and let the device go."""


class Studio(QObject):
    """One capture session: a picture source, a sound source, a preview, and who records them."""

    seen = Signal(object)  # QVideoFrame, for the preview
    heard = Signal(object)  # bytes
    lost = Signal(object)  # Lack: what is not there, or went away

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = QMediaCaptureSession(self)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self.session.setVideoSink(self._sink)
        self._recorder: Recorder | None = None
        self._picture: PictureSource | None = None
        self._sound: SoundSource | None = None
        self.last = QVideoFrame()
        """The frame seen last; invalid before the first."""
        self._watch = QTimer(self)
        self._watch.setInterval(SILENCE_MS)
        self._watch.setSingleShot(True)
        self._watch.timeout.connect(self._on_silence)

    def look_through(self, source: PictureSource | None) -> None:
        """Show what `source` sees, instead of what was shown before."""
        old, self._picture = self._picture, source
        if old is not None:
            old.detach(self)
        self._watch.stop()
        self.last = QVideoFrame()
        if source is not None:
            if source.means is Means.CAMERA:
                self._watch.start()
            source.attach(self)

    def listen_to(self, source: SoundSource | None) -> None:
        """Hear `source`, instead of what was heard before."""
        old, self._sound = self._sound, source
        if old is not None:
            old.hush()
        if source is not None:
            source.listen(self)

    def record_with(self, recorder: Recorder | None) -> None:
        """Give everything to `recorder` as well, or to nobody any more."""
        self._recorder = recorder

    def hear(self, samples: bytes) -> None:
        """Take sound from the source."""
        if self._recorder is not None:
            self._recorder.hear(samples)
        self.heard.emit(samples)

    def lose(self, lack: Lack) -> None:
        """Say that a source is not there, or no longer."""
        self.lost.emit(lack)

    def close(self) -> None:
        """Let every device go."""
        self.record_with(None)
        self.look_through(None)
        self.listen_to(None)

    @property
    def devices(self) -> dict[str, str]:
        """Return the devices in use by what they serve for, for the record."""
        named = {}
        if self._picture is not None:
            named[self._picture.means.value] = self._picture.name
        if self._sound is not None:
            named[Means.MICROPHONE.value] = self._sound.name
        return named

    @property
    def means(self) -> tuple[Means, ...]:
        """Return what is captured with."""
        return tuple(Means(name) for name in self.devices)

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        self.last = frame
        if self._watch.isActive():
            self._watch.start()
        if self._recorder is not None:
            picture = picture_of(frame)
            if picture is not None:
                self._recorder.offer(picture)
        self.seen.emit(frame)

    @Slot()
    def _on_silence(self) -> None:
        self.lose(Lack.CAMERA_SILENT)


class Camera:
    """A camera of this laptop."""

    means = Means.CAMERA

    def __init__(self, device: QCameraDevice) -> None:
        self.name = device.description()
        self._device = device
        self._camera: QCamera | None = None
        self._devices: QMediaDevices | None = None

    def attach(self, studio: Studio) -> None:
        """Start the camera."""
        camera = QCamera(self._device, studio)
        camera.errorOccurred.connect(lambda _error, _text: studio.lose(Lack.CAMERA_DENIED))
        devices = QMediaDevices(studio)
        devices.videoInputsChanged.connect(lambda: self._look_around(studio))
        self._camera, self._devices = camera, devices
        studio.session.setCamera(camera)
        camera.start()

    def detach(self, studio: Studio) -> None:
        """Switch the camera off."""
        studio.session.setCamera(None)  # type: ignore[arg-type]  # Qt takes none, the stub does not
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            camera.deleteLater()
        devices, self._devices = self._devices, None
        if devices is not None:
            devices.deleteLater()

    def _look_around(self, studio: Studio) -> None:
        present = [device.id() for device in QMediaDevices.videoInputs()]
        if self._camera is not None and self._device.id() not in present:
            studio.lose(Lack.CAMERA)


class Screen:
    """A whole screen."""

    means = Means.SCREEN

    def __init__(self, screen: QScreen) -> None:
        self.name = screen.name()
        self._screen = screen
        self._capture: QScreenCapture | None = None

    def attach(self, studio: Studio) -> None:
        """Begin to look at the screen."""
        capture = QScreenCapture(studio)
        capture.errorOccurred.connect(lambda _error, _text: studio.lose(Lack.SCREEN))
        capture.setScreen(self._screen)
        self._capture = capture
        studio.session.setScreenCapture(capture)
        capture.start()

    def detach(self, studio: Studio) -> None:
        """Look away."""
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.stop()
            studio.session.setScreenCapture(None)  # type: ignore[arg-type]  # likewise
            capture.deleteLater()


class Microphone:
    """A microphone of this laptop."""

    def __init__(self, device: QAudioDevice) -> None:
        """Raise LackingError for one that cannot give what is recorded."""
        self.name = device.description()
        self._device = device
        self._channels = next((count for count in (1, 2) if _gives(device, count)), 0)
        if not self._channels:
            raise LackingError(Lack.MICROPHONE)
        self._source: QAudioSource | None = None
        self._pipe: QIODevice | None = None

    def listen(self, studio: Studio) -> None:
        """Begin to listen."""
        source = QAudioSource(self._device, _format(self._channels), studio)
        self._source, self._pipe = source, source.start()
        if source.error() != QtAudio.Error.NoError:
            studio.lose(Lack.MICROPHONE)
            return
        source.stateChanged.connect(lambda _state: self._on_state(studio))
        self._pipe.readyRead.connect(lambda: self._pass_on(studio))

    def hush(self) -> None:
        """Stop listening."""
        source, self._source, self._pipe = self._source, None, None
        if source is not None:
            source.stop()
            source.deleteLater()

    def _pass_on(self, studio: Studio) -> None:
        if self._pipe is not None:
            studio.hear(one_channel(bytes(self._pipe.readAll().data()), self._channels))

    def _on_state(self, studio: Studio) -> None:
        source = self._source
        if source is not None and source.error() in {
            QtAudio.Error.IOError,
            QtAudio.Error.FatalError,
        }:
            studio.lose(Lack.MICROPHONE)


def cameras() -> tuple[Camera, ...]:
    """Return the cameras that are plugged in, the system's own choice first."""
    first = QMediaDevices.defaultVideoInput()
    found = sorted(QMediaDevices.videoInputs(), key=lambda one: one.id() != first.id())
    return tuple(Camera(device) for device in found)


def microphones() -> tuple[Microphone, ...]:
    """Return the microphones that can be recorded, the system's own choice first."""
    first = QMediaDevices.defaultAudioInput()
    found = sorted(QMediaDevices.audioInputs(), key=lambda one: one.id() != first.id())
    return tuple(Microphone(device) for device in found if _gives(device, 1) or _gives(device, 2))


def screens() -> tuple[Screen, ...]:
    """Return the screens, the main one first."""
    return tuple(Screen(screen) for screen in QGuiApplication.screens())


def one_channel(samples: bytes, channels: int) -> bytes:
    """Return 16-bit sound of one channel: two are averaged."""
    if channels == 1:
        return samples
    values = array("h", samples[: len(samples) // 4 * 4])
    pairs = zip(values[::2], values[1::2], strict=True)
    return array("h", [(left + right) // 2 for left, right in pairs]).tobytes()


def _format(channels: int) -> QAudioFormat:
    wanted = QAudioFormat()
    wanted.setSampleRate(SOUND_RATE)
    wanted.setChannelCount(channels)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted


def _gives(device: QAudioDevice, channels: int) -> bool:
    return device.isFormatSupported(_format(channels))
