# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture to draw on: crop, arrows, boxes, blurred and masked places, by mouse or by keys.

Nothing is changed here; what is drawn is a recipe, in pixels of the upright original.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from db.model.derived import Draw, Op
from desktop.views import theme

LEAST: Final = 6.0
INK: Final = "#e5461f"
NUDGE: Final = 100
"""An arrow key moves by this part of the longer side."""
MARGIN: Final = 12
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Board(QWidget):
    """Shows a picture with steps over it.  Enter puts a shape in the middle; arrows move it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._size = QSizeF(1, 1)
        self._steps: list[Draw] = []
        self._tool = Op.BOX
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_picture(self, picture: QPixmap, width: int, height: int) -> None:
        """Show a picture that stands for an upright original of so many pixels."""
        self._picture, self._size = picture, QSizeF(width, height)
        self.update()

    def choose(self, tool: Op) -> None:
        """Draw with another tool from now on."""
        self._tool = tool

    @property
    def steps(self) -> tuple[Draw, ...]:
        """Return what is drawn."""
        return tuple(self._steps)

    def undo(self) -> None:
        """Take the last step back."""
        if self._steps:
            self._steps.pop()
            self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the picture and the steps."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.raised))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            return
        area = self._area()
        painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        drawn = list(self._steps)
        pending = self._pending()
        if pending is not None:
            drawn.append(pending)
        for step in drawn:
            self._draw(painter, step)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter, step: Draw) -> None:
        x1, y1, x2, y2 = step.area
        begin, end = self._shown(QPointF(x1, y1)), self._shown(QPointF(x2, y2))
        box = QRectF(begin, end)
        match step.op:
            case Op.MASK:
                painter.fillRect(box, QColor("black"))
            case Op.BLUR:
                self._draw_blur(painter, step, box)
            case Op.BOX:
                self._outline(painter, box)
            case Op.ARROW:
                self._arrow(painter, begin, end)
            case _:
                path = QPainterPath()
                path.addRect(self._area())
                path.addRect(box)
                painter.fillPath(path, QColor(0, 0, 0, 140))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor("white"), 1.5, Qt.PenStyle.DashLine))
                painter.drawRect(box)

    def _draw_blur(self, painter: QPainter, step: Draw, box: QRectF) -> None:
        ratio = self._picture.width() / self._size.width()
        x1, y1, x2, y2 = (round(number * ratio) for number in step.area)
        part = self._picture.copy(x1, y1, max(x2 - x1, 1), max(y2 - y1, 1))
        cell = max(4, min(part.width(), part.height()) // 7)
        way, aspect = Qt.TransformationMode, Qt.AspectRatioMode
        few = part.scaled(
            max(1, part.width() // cell),
            max(1, part.height() // cell),
            aspect.IgnoreAspectRatio,
            way.SmoothTransformation,
        )
        painter.drawPixmap(box, few, QRectF(few.rect()))
        painter.setBrush(QBrush(QColor(255, 255, 255, 40), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor("white"), 1, Qt.PenStyle.DotLine))
        painter.drawRect(box)

    def _outline(self, painter: QPainter, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 5))
        painter.drawRect(box)
        painter.setPen(QPen(QColor(INK), 3))
        painter.drawRect(box)

    def _arrow(self, painter: QPainter, tail: QPointF, point: QPointF) -> None:
        along = point - tail
        length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1.0)
        along /= length
        head = min(16.0, length)
        base = point - along * head
        side = QPointF(-along.y(), along.x()) * head * 0.5
        for ink, width in (("white", 6), (INK, 3)):
            painter.setPen(QPen(QColor(ink), width))
            painter.setBrush(QColor(ink))
            painter.drawLine(tail, base)
            painter.drawPolygon(QPolygonF((point, base + side, base - side)))

    # -- places ---------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        room = QSizeF(self.width() - 2 * MARGIN, self.height() - 2 * MARGIN)
        fitted = self._size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - fitted.width()) / 2
        top = (self.height() - fitted.height()) / 2
        return QRectF(left, top, fitted.width(), fitted.height())

    def _shown(self, place: QPointF) -> QPointF:
        area = self._area()
        return QPointF(
            area.left() + place.x() * area.width() / self._size.width(),
            area.top() + place.y() * area.height() / self._size.height(),
        )

    def _original(self, place: QPointF) -> tuple[int, int]:
        area = self._area()
        x = (place.x() - area.left()) * self._size.width() / area.width()
        y = (place.y() - area.top()) * self._size.height() / area.height()
        return (
            round(min(max(x, 0), self._size.width())),
            round(min(max(y, 0), self._size.height())),
        )

    def _pending(self) -> Draw | None:
        if self._from is None:
            return None
        across = self._to - self._from
        if max(abs(across.x()), abs(across.y())) < LEAST:
            return None
        (x1, y1), (x2, y2) = self._original(self._from), self._original(self._to)
        if self._tool is not Op.ARROW:
            x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            if x1 == x2 or y1 == y2:
                return None
        return Draw(self._tool, (x1, y1, x2, y2))

    def _add(self, step: Draw) -> None:
        if step.op is Op.CROP:
            self._steps = [one for one in self._steps if one.op is not Op.CROP]
        self._steps.append(step)
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # -- mouse and keys -------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a shape."""
        if event.button() is Qt.MouseButton.LeftButton and not self._picture.isNull():
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it larger."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End it."""
        if self._from is None:
            return
        self._to = event.position()
        step = self._pending()
        self._from = None
        if step is not None:
            self._add(step)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Put a shape in the middle, move or resize the last one, or take it away."""
        key = Qt.Key(event.key())
        wide, high = round(self._size.width()), round(self._size.height())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._picture.isNull():
            self._add(Draw(self._tool, (wide // 4, high // 4, wide * 3 // 4, high * 3 // 4)))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.undo()
        elif key in ARROWS and self._steps:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(*ARROWS[key], resize=large)
        else:
            super().keyPressEvent(event)

    def _nudge(self, across: int, down: int, *, resize: bool) -> None:
        wide, high = round(self._size.width()), round(self._size.height())
        by = max(1, max(wide, high) // NUDGE)
        last = self._steps[-1]
        x1, y1, x2, y2 = last.area
        x2, y2 = x2 + across * by, y2 + down * by
        if not resize:
            x1, y1 = x1 + across * by, y1 + down * by
        inside = 0 <= x1 <= wide and 0 <= x2 <= wide and 0 <= y1 <= high and 0 <= y2 <= high
        upright = last.op is Op.ARROW or (x1 < x2 and y1 < y2)
        if inside and upright:
            self._steps[-1] = Draw(last.op, (x1, y1, x2, y2))
            self._tell()
