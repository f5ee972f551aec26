# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of time under a player: small stills or loudness, where one is, and marks to go to."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model.kin import TimeMark
from desktop.views import theme
from desktop.views.timecodes import timecode

TALL: Final = 60
HIGHEST: Final = 240.0
FLAG: Final = 5.0
SECOND_US: Final = 1_000_000
PAGE_US: Final = 10 * SECOND_US
LOUDEST: Final = 255


class FilmStrip(QWidget):
    """Shows a length of time; a click or a key goes to a moment of it."""

    sought = Signal(object)  # int, microseconds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = QPixmap()
        self._cells = 0
        self._wave = b""
        self._length_us = 0
        self._at_us = 0
        self._marks: tuple[TimeMark, ...] = ()
        self._span: tuple[int, int] | None = None
        self.setMinimumHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a low, long line."""
        return QSize(400, TALL)

    def clear(self) -> None:
        """Show nothing and let the pictures go."""
        self._strip, self._cells, self._wave = QPixmap(), 0, b""
        self._length_us = self._at_us = 0
        self._marks, self._span = (), None
        self.update()

    def show_strip(self, strip: QPixmap, cells: int) -> None:
        """Show stills at equal distances of time."""
        self._strip, self._cells = strip, cells
        self.update()

    def show_wave(self, wave: bytes) -> None:
        """Show loudness at equal distances of time."""
        self._wave = wave
        self.update()

    def show_length(self, microseconds: int) -> None:
        """Say how long it is."""
        self._length_us = microseconds
        self.update()

    def show_moment(self, at_us: int) -> None:
        """Show where one is."""
        self._at_us = at_us
        self.update()

    def show_marks(self, marks: Sequence[TimeMark]) -> None:
        """Show marks as flags."""
        self._marks = tuple(marks)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the pictures or the loudness, the marks, and the place."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.fillRect(area, QColor(colours.raised))
        if self._cells:
            self._draw_stills(painter, area)
        elif self._wave:
            self._draw_wave(painter, area)
        for mark in self._marks:
            self._draw_flag(painter, self._place(mark.at_us), area)
        place = self._place(self._at_us)
        painter.setPen(QPen(QColor(colours.surface), 4))
        painter.drawLine(QPointF(place, area.top()), QPointF(place, area.bottom()))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawLine(QPointF(place, area.top()), QPointF(place, area.bottom()))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 0, -1, -1)

    def _draw_stills(self, painter: QPainter, area: QRectF) -> None:
        wide = self._strip.width() / self._cells
        high = self._strip.height()
        cell = area.width() / self._cells
        for number in range(self._cells):
            target = QRectF(area.left() + number * cell, area.top(), cell - 1, area.height())
            ratio = target.width() / target.height()
            part = QRectF(number * wide, 0, wide, high)
            if wide / high > ratio:
                keep = high * ratio
                part = QRectF(number * wide + (wide - keep) / 2, 0, keep, high)
            else:
                keep = wide / ratio
                part = QRectF(number * wide, (high - keep) / 2, wide, keep)
            painter.drawPixmap(target, self._strip, part)

    def _draw_wave(self, painter: QPainter, area: QRectF) -> None:
        colours = theme.tokens()
        count = len(self._wave)
        step = max(1.0, area.width() / count)
        middle = area.center().y()
        loudest = max(self._wave) or 1
        played = self._place(self._at_us)
        bars = int(area.width() / max(step, 2.0))
        for bar in range(bars):
            first, last = (
                bar * count // bars,
                max((bar + 1) * count // bars, bar * count // bars + 1),
            )
            peak = max(self._wave[first:last]) / loudest
            x = area.left() + (bar + 0.5) * area.width() / bars
            half = max(1.0, peak * (min(area.height(), HIGHEST) - 8) / 2)
            ink = colours.accent if x <= played else colours.edge
            painter.setPen(QPen(QColor(ink), max(1.0, area.width() / bars - 1)))
            painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))

    def _draw_flag(self, painter: QPainter, x: float, area: QRectF) -> None:
        colours = theme.tokens()
        painter.setPen(QPen(QColor(colours.surface), 3))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(QPen(QColor(colours.warn), 1.5))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setBrush(QColor(colours.warn))
        painter.setPen(Qt.PenStyle.NoPen)
        top = area.top()
        points = (QPointF(x, top), QPointF(x + 2 * FLAG, top + FLAG), QPointF(x, top + 2 * FLAG))
        painter.drawPolygon(QPolygonF(points))

    def _place(self, at_us: int) -> float:
        area = self._area()
        if not self._length_us:
            return area.left()
        return area.left() + area.width() * min(at_us / self._length_us, 1.0)

    def _moment(self, x: float) -> int:
        area = self._area()
        part = min(max((x - area.left()) / max(area.width(), 1.0), 0.0), 1.0)
        return round(part * self._length_us)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the moment, or to a mark nearby."""
        if event.button() is Qt.MouseButton.LeftButton and self._length_us:
            x = event.position().x()
            near = [mark for mark in self._marks if abs(self._place(mark.at_us) - x) <= FLAG]
            self.sought.emit(near[0].at_us if near else self._moment(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag through time; tell what a mark says."""
        x = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton and self._length_us:
            self.sought.emit(self._moment(x))
            return
        near = [mark for mark in self._marks if abs(self._place(mark.at_us) - x) <= 2 * FLAG]
        lines = [f"{timecode(mark.at_us)}  {mark.text}" for mark in near]
        self.setToolTip("\n".join(lines) or timecode(self._moment(x)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go about by seconds, by tens of them, to the beginning and to the end."""
        moves = {
            Qt.Key.Key_Left: self._at_us - SECOND_US,
            Qt.Key.Key_Right: self._at_us + SECOND_US,
            Qt.Key.Key_PageUp: self._at_us - PAGE_US,
            Qt.Key.Key_PageDown: self._at_us + PAGE_US,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._length_us,
        }
        goal = moves.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
        else:
            self.sought.emit(min(max(goal, 0), self._length_us))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()
