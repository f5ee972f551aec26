# SPDX-License-Identifier: GPL-3.0-or-later
"""What the camera sees, painted by ourselves, how loud the microphone hears, what was taken."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views import icons, theme
from desktop.views.theme import UNIT

GROUND: Final = "#0d1416"
INK: Final = "#f2f5f5"
RECORDING: Final = "#ff5a4f"
STEPS: Final = 24
LOUD: Final = 0.7
TOO_LOUD: Final = 0.92
STILL: Final = QSize(96, 56)
FALL: Final = 0.82
"""How much of the level stays from one look to the next: the eye follows a slow fall."""


class Preview(QWidget):
    """Shows frames, fitted into its room.  Without one it says what is missing.

    While recording it carries a red mark with the time; during a countdown, a large figure.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._text = ""
        self._mark = ""
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the shape of a camera."""
        return QSize(640, 360)

    @property
    def empty(self) -> bool:
        """Tell whether no frame is shown."""
        return self._image is None

    def show_image(self, image: QImage | None) -> None:
        """Show a frame, or none."""
        self._image = image if image is None or not image.isNull() else None
        self.update()

    def say(self, text: str) -> None:
        """Say what stands where there is no frame."""
        self._text = text
        self.setAccessibleDescription(text)
        self.update()

    def show_mark(self, text: str) -> None:
        """Carry the mark of a running recording, or take it away with an empty text."""
        self._mark = text
        self.update()

    def show_count(self, seconds: int) -> None:
        """Show a countdown, or none at 0."""
        self._count = seconds
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, frame and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(GROUND))
        painter.drawRoundedRect(self.rect(), UNIT, UNIT)
        if self._image is not None:
            painter.drawImage(self._fitted(self._image), self._image)
        elif self._text:
            painter.setPen(QColor(INK))
            margin = 4 * UNIT
            room = self.rect().adjusted(margin, margin, -margin, -margin)
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(centred), self._text)
        if self._mark:
            self._paint_mark(painter)
        if self._count:
            self._paint_count(painter)
        painter.end()

    def _fitted(self, image: QImage) -> QRectF:
        scale = min(self.width() / image.width(), self.height() / image.height())
        wide, high = image.width() * scale, image.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _paint_mark(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(self._mark) + 5 * UNIT
        box = QRectF(2 * UNIT, 2 * UNIT, wide, 4 * UNIT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(13, 20, 22, 200))
        painter.drawRoundedRect(box, 2 * UNIT, 2 * UNIT)
        painter.setBrush(QColor(RECORDING))
        painter.drawEllipse(QPointF(box.left() + 2 * UNIT, box.center().y()), 5, 5)
        painter.setPen(QColor(INK))
        where = box.adjusted(3.5 * UNIT, 0, 0, 0)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), self._mark)

    def _paint_count(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(96)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(13, 20, 22, 160))
        painter.drawRoundedRect(self.rect(), UNIT, UNIT)
        painter.setPen(QColor(INK))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._count))


class LevelMeter(QWidget):
    """How loud it is, as a row of lights: the last of them say that it is too loud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = 0.0
        self.setFixedHeight(12)
        self.setMinimumWidth(120)

    def show_level(self, level: float) -> None:
        """Show a loudness of 0 to 1; it falls slowly."""
        self._level = max(level, self._level * FALL)
        if self._level < 1 / STEPS / 4:
            self._level = 0.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the lights."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        step = self.width() / STEPS
        lit = self._level**0.5 * STEPS
        for at in range(STEPS):
            place = at / STEPS
            loud = tokens.bad if place > TOO_LOUD else tokens.warn if place > LOUD else tokens.good
            painter.setBrush(QColor(loud if at < lit else tokens.line))
            painter.drawRoundedRect(QRectF(at * step, 1, step - 3, self.height() - 2), 2, 2)
        painter.end()


class StillButton(QAbstractButton):
    """A small picture of what was captured; pressing it opens the item."""

    def __init__(
        self, image: QImage | None, drawing: str, name: str, parent: QWidget | None = None
    ) -> None:
        """Show `image`, or the icon `drawing` where there is none, for the item called `name`."""
        super().__init__(parent)
        self._image, self._drawing = image, drawing
        self.setFixedSize(STILL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the picture filling its room, and a ring when the keyboard is on it."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.fillPath(shape, QColor(colours.raised))
        if self._image is not None:
            painter.setClipPath(shape)
            scale = max(box.width() / self._image.width(), box.height() / self._image.height())
            wide, high = self._image.width() * scale, self._image.height() * scale
            left, top = (self.width() - wide) / 2, (self.height() - high) / 2
            painter.drawImage(QRectF(left, top, wide, high), self._image)
            painter.setClipping(False)
        else:
            drawn = icons.pixmap(self._drawing, "text_soft", 24, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - 24) // 2, (self.height() - 24) // 2, drawn)
        strong = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(colours.accent if strong else colours.line), 2 if strong else 1))
        painter.drawPath(shape)
        painter.end()
