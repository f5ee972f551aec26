# SPDX-License-Identifier: GPL-3.0-or-later
"""One frame of a camera or a screen as plain bytes, copied once and bound to nothing of Qt.

Cameras speak NV12, YUYV or JPEG, screens BGRA; each is kept in the layout it came in, so that a
still of a JPEG camera is that camera's own bytes.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

JPEG: Final = "jpeg"
RGBA: Final = "rgba"
JPEG_END: Final = b"\xff\xd9"

_Pixels = QVideoFrameFormat.PixelFormat
LAYOUTS: Final = {
    _Pixels.Format_NV12: "nv12",
    _Pixels.Format_NV21: "nv21",
    _Pixels.Format_YUYV: "yuyv422",
    _Pixels.Format_UYVY: "uyvy422",
    _Pixels.Format_YUV420P: "yuv420p",
    _Pixels.Format_YUV422P: "yuv422p",
    _Pixels.Format_RGBA8888: RGBA,
    _Pixels.Format_RGBX8888: "rgb0",
    _Pixels.Format_BGRA8888: "bgra",
    _Pixels.Format_BGRX8888: "bgr0",
    _Pixels.Format_ARGB8888: "argb",
    _Pixels.Format_XRGB8888: "0rgb",
}
"""Layouts by Qt's names, as the encoder calls them; others are turned into RGBA."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame: its size, its layout, and each plane's bytes with the bytes of one line.

    A frame of layout JPEG has one plane, the camera's own file.
    """

    width: int
    height: int
    layout: str
    planes: tuple[bytes, ...]
    strides: tuple[int, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return sum(len(plane) for plane in self.planes)


def picture_of(frame: QVideoFrame) -> Picture | None:
    """Copy a frame; None for an empty one or one that cannot be read."""
    known = frame.pixelFormat()
    if not frame.isValid():
        return None
    if known != _Pixels.Format_Jpeg and known not in LAYOUTS:
        return _from_image(frame.toImage())
    mine = QVideoFrame(frame)
    if not mine.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        count = mine.planeCount()
        planes = tuple(bytes(mine.bits(at))[: mine.mappedBytes(at)] for at in range(count))
        strides = tuple(mine.bytesPerLine(at) for at in range(count))
    finally:
        mine.unmap()
    if known == _Pixels.Format_Jpeg:
        end = planes[0].rfind(JPEG_END)
        planes = (planes[0][: end + len(JPEG_END)] if end >= 0 else planes[0],)
        return Picture(mine.width(), mine.height(), JPEG, planes, (0,))
    return Picture(mine.width(), mine.height(), LAYOUTS[known], planes, strides)


def pixels(picture: Picture) -> Picture | None:
    """Return a frame whose pixels can be read: a JPEG is opened; None for one that is broken.

    May be called in any thread.
    """
    if picture.layout != JPEG:
        return picture
    return _from_image(QImage.fromData(picture.planes[0]))


@dataclass(frozen=True, slots=True)
class Still:
    """A frame that is kept as a file: a camera's own JPEG, or else pixels for a PNG."""

    jpeg: bytes
    image: QImage | None

    def file(self) -> tuple[bytes, str]:
        """Return the bytes and the end of the name.  Takes a while; any thread may."""
        if self.image is None:
            return self.jpeg, ".jpg"
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # The stub asks for bytes, the binding for text.
        self.image.save(buffer, "PNG")  # type: ignore[call-overload]  # as said
        return bytes(buffer.data().data()), ".png"


def still_of(frame: QVideoFrame) -> Still | None:
    """Copy a frame to be kept; None for one that cannot be read.  Call where frames arrive."""
    if frame.isValid() and frame.pixelFormat() == _Pixels.Format_Jpeg:
        picture = picture_of(frame)
        return None if picture is None else Still(picture.planes[0], None)
    image = QVideoFrame(frame).toImage()
    return None if image.isNull() else Still(b"", image.copy())


def _from_image(image: QImage) -> Picture | None:
    if image.isNull():
        return None
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    data = bytes(plain.constBits())
    return Picture(plain.width(), plain.height(), RGBA, (data,), (plain.bytesPerLine(),))
