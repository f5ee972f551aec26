# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of time under a film that is being covered: stretch, covers and their key frames."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views import theme
from desktop.views.cover_board import Loose
from desktop.views.timecodes import timecode

TALL: Final = 44
BAND: Final = 6.0
DIAMOND: Final = 5.0
SECOND_US: Final = 1_000_000
EDGE: Final = 8


class KeyLine(QWidget):
    """Left and Right go a frame, with Shift a second; Page Up and Down to the next key frame."""

    sought = Signal(object)  # int, microseconds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = self._frame = 1
        self._at = 0
        self._span = (0, 1)
        self._covers: Sequence[Loose] = ()
        self._chosen: Loose | None = None
        self.setMinimumHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a low, long line."""
        return QSize(400, TALL)

    def begin(self, length_us: int, frame_us: int) -> None:
        """Say how long the film is, and how long one frame stands."""
        self._length, self._frame = max(length_us, 1), max(frame_us, 1)
        self.update()

    def show_state(
        self, at_us: int, span: tuple[int, int], covers: Sequence[Loose], chosen: Loose | None
    ) -> None:
        """Show where one is, the stretch that is made, and the covers."""
        self._at, self._span, self._covers, self._chosen = at_us, span, covers, chosen
        self.setAccessibleDescription(timecode(at_us))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the stretch, a band for each cover, the key frames of the chosen one, the place."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(EDGE, 2, -EDGE, -2)
        painter.fillRect(area, QColor(colours.raised))
        begin, end = (self._place(one) for one in self._span)
        painter.fillRect(
            QRectF(begin, area.top(), end - begin, area.height()), QColor(colours.accent_soft)
        )
        for row, one in enumerate(self._covers):
            keys = sorted(one.keys)
            first, last = (keys[0], keys[-1]) if len(keys) > 1 else self._span
            top = area.top() + 6 + row * (BAND + 2) % max(area.height() - 12, BAND)
            ink = QColor(colours.accent if one is self._chosen else colours.text_soft)
            left, right = self._place(first), self._place(last)
            painter.fillRect(QRectF(left, top, max(right - left, 2), BAND), ink)
        if self._chosen is not None:
            painter.setPen(QPen(QColor(colours.surface), 1))
            painter.setBrush(QColor(colours.accent))
            for at_us in self._chosen.keys:
                self._draw_diamond(painter, self._place(at_us), area.bottom() - DIAMOND - 3)
        place = self._place(self._at)
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(QPointF(place, area.top()), QPointF(place, area.bottom()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area)

    def _draw_diamond(self, painter: QPainter, x: float, y: float) -> None:
        points = ((x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND), (x - DIAMOND, y))
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))

    def _place(self, at_us: int) -> float:
        return EDGE + (self.width() - 2 * EDGE) * min(at_us / self._length, 1.0)

    def _seek(self, at_us: int) -> None:
        self.sought.emit(min(max(at_us, 0), self._length))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go where the mouse is."""
        self._seek(round((event.position().x() - EDGE) / (self.width() - 2 * EDGE) * self._length))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go by frames, seconds and key frames."""
        far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by = SECOND_US if far else self._frame
        keys = sorted(self._chosen.keys) if self._chosen is not None else []
        before = [one for one in keys if one < self._at]
        after = [one for one in keys if one > self._at]
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self._seek(self._at - by)
            case Qt.Key.Key_Right:
                self._seek(self._at + by)
            case Qt.Key.Key_Home:
                self._seek(0)
            case Qt.Key.Key_End:
                self._seek(self._length)
            case Qt.Key.Key_PageUp:
                self._seek(before[-1] if before else self._at)
            case Qt.Key.Key_PageDown:
                self._seek(after[0] if after else self._at)
            case _:
                super().keyPressEvent(event)
