# SPDX-License-Identifier: GPL-3.0-or-later
"""A photo with the four corners of a sheet on it: dragged with the mouse, moved with the keys.

1 to 4 choose a corner, arrows move it by one pixel of the photo, with Shift by ten.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.errors import InvalidInputError
from db.model.derived import Straighten
from desktop.views import theme
from desktop.views.preview import GROUND, INK
from desktop.views.theme import UNIT

REACH: Final = 32
"""Pixels from a corner within which a press takes hold of it."""
DOT: Final = 9
FAR: Final = 10
GLASS: Final = 108
NEARER: Final = 3.0
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

Corners = tuple[int, int, int, int, int, int, int, int]


class CornersView(QWidget):
    """Shows a photo and lets four corners be set right."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._step: Straighten | None = None
        self._at = 0
        self._held = False
        self.names = ("", "", "", "")
        """What the corners are called, for screen readers."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 240)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the room of a page."""
        return QSize(620, 430)

    def show_picture(self, image: QImage, corners: Corners) -> None:
        """Show a photo with these corners, in its pixels."""
        self._image = image
        self.set_corners(corners)

    def set_corners(self, corners: Corners) -> None:
        """Put the corners here, unless they do not go around a sheet."""
        try:
            self._step = Straighten.over(corners)
        except InvalidInputError:
            return
        self._tell()
        self.update()
        self.changed.emit()

    @property
    def step(self) -> Straighten | None:
        """Return what is to be done; None before a photo is shown."""
        return self._step

    def straight(self, room: QSize) -> QImage:
        """Return what comes out, as large as fits `room`."""
        if self._step is None:
            return QImage()
        size = QSize(*self._step.size).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        size = size.expandedTo(QSize(1, 1))
        goal = QPolygonF([QPointF(0, 0), QPointF(size.width(), 0)])
        goal.append(QPointF(size.width(), size.height()))
        goal.append(QPointF(0, size.height()))
        out = QImage(size, QImage.Format.Format_RGB32)
        out.fill(QColor(GROUND))
        less = min(size.width() / self._step.size[0], 1.0)  # made small first, and smoothly
        image = self._image.scaled(
            self._image.size() * less,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        way = QTransform.quadToQuad(QPolygonF([point * less for point in self._points()]), goal)
        if isinstance(way, QTransform):
            painter = QPainter(out)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setTransform(way)
            painter.drawImage(0, 0, image)
            painter.end()
        return out

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the photo, dark outside the sheet, and the corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(GROUND))
        painter.drawRoundedRect(self.rect(), UNIT, UNIT)
        if self._step is None:
            painter.end()
            return
        room = self._room()
        painter.drawImage(room, self._image)
        places = [self._shown(point) for point in self._points()]
        outside, sheet = QPainterPath(), QPainterPath()
        outside.addRect(room)
        sheet.addPolygon(QPolygonF([*places, places[0]]))
        painter.fillPath(outside.subtracted(sheet), QColor(13, 20, 22, 150))
        accent = QColor(theme.tokens().accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(INK), 4))
        painter.drawPath(sheet)
        painter.setPen(QPen(accent, 2))
        painter.drawPath(sheet)
        for at, place in enumerate(places):
            here = at == self._at and (self.hasFocus() or self._held)
            painter.setPen(QPen(QColor(INK), 3 if here else 2))
            painter.setBrush(accent)
            painter.drawEllipse(place, DOT + 3 * here, DOT + 3 * here)
            painter.setPen(QColor(theme.tokens().on_accent))
            box = QRectF(place.x() - DOT, place.y() - DOT, 2 * DOT, 2 * DOT)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(at + 1))
        if self.hasFocus() or self._held:
            self._paint_glass(painter, self._points()[self._at], places[self._at])
        painter.end()

    def _paint_glass(self, painter: QPainter, point: QPointF, place: QPointF) -> None:
        """Paint what lies under the corner larger, on the side where the corner is not."""
        left = place.x() > self.width() / 2
        x = 2 * UNIT if left else self.width() - GLASS - 2 * UNIT
        y = 2 * UNIT if place.y() > self.height() / 2 else self.height() - GLASS - 2 * UNIT
        glass = QRectF(x, y, GLASS, GLASS)
        shape = QPainterPath()
        shape.addEllipse(glass)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, QColor(GROUND))
        part = GLASS / NEARER / self._scale()
        source = QRectF(point.x() - part / 2, point.y() - part / 2, part, part)
        painter.drawImage(glass, self._image, source)
        middle = glass.center()
        painter.setPen(QPen(QColor(theme.tokens().accent), 2))
        painter.drawLine(QPointF(middle.x() - 14, middle.y()), QPointF(middle.x() + 14, middle.y()))
        painter.drawLine(QPointF(middle.x(), middle.y() - 14), QPointF(middle.x(), middle.y() + 14))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(INK), 2))
        painter.drawEllipse(glass)

    # -- hands and keys -----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the corner that is near."""
        near = self._near(event.position())
        if near is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at, self._held = near, True
            self._tell()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move what is held; else show that a corner could be."""
        if not self._held:
            near = self._near(event.position()) is not None
            shape = Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        room, scale = self._room(), self._scale()
        x = (event.position().x() - room.left()) / scale
        y = (event.position().y() - room.top()) / scale
        self._move_to(round(x), round(y))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._held = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a corner, or move it."""
        key = Qt.Key(event.key())
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_4:
            self._at = key - Qt.Key.Key_1
            self._tell()
            self.update()
        elif key in ARROWS and self._step is not None:
            far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            point, (right, down) = self._points()[self._at], ARROWS[key]
            self._move_to(round(point.x()) + right * far, round(point.y()) + down * far)
        else:
            super().keyPressEvent(event)

    def _move_to(self, x: int, y: int) -> None:
        if self._step is None:
            return
        corners = list(self._step.corners)
        corners[2 * self._at] = min(max(x, 0), self._image.width())
        corners[2 * self._at + 1] = min(max(y, 0), self._image.height())
        x1, y1, x2, y2, x3, y3, x4, y4 = corners
        self.set_corners((x1, y1, x2, y2, x3, y3, x4, y4))

    def _tell(self) -> None:
        if self._step is not None:
            x, y = self._step.corners[2 * self._at : 2 * self._at + 2]
            self.setAccessibleDescription(f"{self._at + 1} {self.names[self._at]}: {x}, {y}")

    # -- places -------------------------------------------------------------------------------

    def _points(self) -> list[QPointF]:
        assert self._step is not None  # noqa: S101 - asked only while a photo is shown
        corners = self._step.corners
        return [QPointF(x, y) for x, y in zip(corners[::2], corners[1::2], strict=True)]

    def _scale(self) -> float:
        wide, high = self.width() - 4 * UNIT, self.height() - 4 * UNIT
        return min(wide / max(self._image.width(), 1), high / max(self._image.height(), 1))

    def _room(self) -> QRectF:
        scale = self._scale()
        wide, high = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _shown(self, point: QPointF) -> QPointF:
        room = self._room()
        return QPointF(room.left(), room.top()) + point * self._scale()

    def _near(self, place: QPointF) -> int | None:
        if self._step is None:
            return None
        away = [(self._shown(point) - place).manhattanLength() for point in self._points()]
        nearest = min(range(4), key=lambda at: away[at])
        return nearest if away[nearest] <= REACH else None
