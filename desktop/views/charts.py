# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts painted by hand: bars with their labels, columns by the week, one bar divided.

A chart never speaks alone: every figure stands in a table beside it, and what the mouse tells in a
tip is told there as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.views import speech, theme
from desktop.views.theme import Tokens

ROW: Final = 30
BAR: Final = 14
COLUMNS_HIGH: Final = 220
SPLIT_HIGH: Final = 64
LABEL_SHARE: Final = 0.42
LABEL_MOST: Final = 320
AXIS: Final = 24
FOOT: Final = 34
MOST_BARS: Final = 12
GAP: Final = 6
PRINT_WIDE: Final = 1000


class Form(Enum):
    """How figures are drawn."""

    BARS = "bars"
    COLUMNS = "columns"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words.  `tone`: a colour of the theme, or empty for the accent.

    `hatch`: how parts are told apart without colour; 0 is plain.
    """

    label: str
    count: int
    tone: str = ""
    hatch: int = 0


HATCHES: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.HorPattern,
)


class Chart(QWidget):
    """One chart; it takes the height that its figures ask for."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._figures: tuple[Figure, ...] = ()
        self._spots: list[tuple[QRectF, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show figures; of many bars the greatest, the table has all."""
        self._figures = tuple(figures)
        self.setAccessibleDescription(
            ", ".join(f"{one.label}: {speech.number(one.count)}" for one in figures[:MOST_BARS])
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height the figures ask for."""
        return QSize(320, self._high())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a width in which labels can still be read."""
        return QSize(220, self._high())

    def _high(self) -> int:
        match self._form:
            case Form.BARS:
                return max(1, min(len(self._figures), MOST_BARS)) * ROW + 4
            case Form.COLUMNS:
                return COLUMNS_HIGH
            case Form.SPLIT:
                return SPLIT_HIGH + 24 * max(1, len(self._figures))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the chart."""
        painter = QPainter(self)
        self._spots = self._paint(painter, QRectF(self.rect()), theme.tokens())

    def picture(self, title: str, under: str) -> QImage:
        """Return the chart on white paper with its title, twice as sharp as the screen."""
        high = self._high() + 84
        image = QImage(PRINT_WIDE * 2, high * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        font = QFont(theme.FAMILY)
        font.setPixelSize(20)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.LIGHT.text))
        painter.drawText(QPointF(24, 38), title)
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.LIGHT.text_soft))
        painter.drawText(QPointF(24, 60), under)
        self._paint(painter, QRectF(24, 72, PRINT_WIDE - 48, self._high()), theme.LIGHT)
        painter.end()
        return image

    def event(self, event: QEvent) -> bool:
        """Tell the figure below the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._told(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _told(self, at: QPoint) -> str:
        return next((text for spot, text in self._spots if spot.contains(QPointF(at))), "")

    # -- drawing ----------------------------------------------------------------------------------

    def _paint(self, painter: QPainter, room: QRectF, colours: Tokens) -> list[tuple[QRectF, str]]:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme.FAMILY)
        font.setPixelSize(13)
        painter.setFont(font)
        match self._form:
            case Form.BARS:
                return self._bars(painter, room, colours)
            case Form.COLUMNS:
                return self._columns(painter, room, colours)
            case Form.SPLIT:
                return self._split(painter, room, colours)

    def _bars(self, painter: QPainter, room: QRectF, colours: Tokens) -> list[tuple[QRectF, str]]:
        shown = self._figures[:MOST_BARS]
        most = max((one.count for one in shown), default=1) or 1
        metrics = QFontMetricsF(painter.font())
        widest = max((metrics.horizontalAdvance(one.label) for one in shown), default=0.0)
        label = min(widest + 4, room.width() * LABEL_SHARE, LABEL_MOST)
        number = max(metrics.horizontalAdvance(speech.number(most)) + 8, 28)
        track = room.width() - label - number - 16
        spots = []
        for place, one in enumerate(shown):
            top = room.top() + place * ROW
            words = metrics.elidedText(one.label, Qt.TextElideMode.ElideRight, label)
            painter.setPen(QColor(colours.text))
            left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(room.left(), top, label, ROW), left, words)
            start = room.left() + label + 10
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.raised))
            rail = QRectF(start, top + (ROW - BAR) / 2, track, BAR)
            painter.drawRoundedRect(rail, 3, 3)
            wide = max(3.0, track * one.count / most) if one.count else 0.0
            painter.setBrush(QColor(_ink(colours, one.tone)))
            painter.drawRoundedRect(QRectF(start, rail.top(), wide, BAR), 3, 3)
            painter.setPen(QColor(colours.text))
            figure = QRectF(start + track + 6, top, number, ROW)
            painter.drawText(figure, left, speech.number(one.count))
            whole = QRectF(room.left(), top, room.width(), ROW)
            spots.append((whole, f"{one.label}: {speech.number(one.count)}"))
        return spots

    def _columns(
        self, painter: QPainter, room: QRectF, colours: Tokens
    ) -> list[tuple[QRectF, str]]:
        shown = self._figures
        if not shown:
            return []
        most = max(one.count for one in shown) or 1
        step = nice_step(most)
        top_value = -(-most // step) * step
        metrics = QFontMetricsF(painter.font())
        left = room.left() + metrics.horizontalAdvance(speech.number(top_value)) + 10
        base, top = room.bottom() - FOOT, room.top() + 12
        high, wide = base - top, room.right() - left
        value = 0
        while value <= top_value:
            y = base - high * value / top_value
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(left, y), QPointF(room.right(), y))
            painter.setPen(QColor(colours.text_soft))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(
                QRectF(room.left(), y - 10, left - room.left() - 6, 20),
                right,
                speech.number(value),
            )
            value += step
        each = wide / len(shown)
        column = max(1.0, min(36.0, each - min(GAP, each * 0.3)))
        widest = max(metrics.horizontalAdvance(one.label) for one in shown)
        every = max(1, -int(-(widest + 16) // each))
        spots = []
        for place, one in enumerate(shown):
            middle = left + each * (place + 0.5)
            tall = high * one.count / top_value
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_ink(colours, one.tone)))
            painter.drawRoundedRect(QRectF(middle - column / 2, base - tall, column, tall), 2, 2)
            if place % every == 0:
                need = metrics.horizontalAdvance(one.label) + 4
                start = min(max(middle - need / 2, room.left()), room.right() - need)
                painter.setPen(QColor(colours.text_soft))
                below = QRectF(start, base + 6, need, AXIS)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, one.label)
            spot = QRectF(left + each * place, top, each, high + FOOT)
            spots.append((spot, f"{one.label}: {speech.number(one.count)}"))
        return spots

    def _split(self, painter: QPainter, room: QRectF, colours: Tokens) -> list[tuple[QRectF, str]]:
        total = sum(one.count for one in self._figures)
        bar = QRectF(room.left(), room.top() + 8, room.width(), 36)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(bar, 4, 4)
        spots, left = [], bar.left()
        for place, one in enumerate(self._figures):
            wide = bar.width() * one.count / total if total else 0
            part = QRectF(left, bar.top(), wide, bar.height())
            self._fill(painter, part, one, colours)
            share = f"{one.label}: {speech.number(one.count)}"
            spots.append((part, share))
            left += wide
            key = QRectF(room.left(), bar.bottom() + 12 + 24 * place, 16, 16)
            self._fill(painter, key, one, colours)
            painter.setPen(QColor(colours.text))
            percent = f" ({round(100 * one.count / total)} %)" if total else ""
            words = QRectF(key.right() + 8, key.top() - 4, room.width() - 24, 24)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, share + percent)
        return spots

    def _fill(self, painter: QPainter, part: QRectF, one: Figure, colours: Tokens) -> None:
        painter.setPen(QPen(QColor(colours.surface), 1))
        ink = QColor(_ink(colours, one.tone))
        if one.hatch:
            soft = QColor(ink)
            soft.setAlpha(70)
            painter.setBrush(soft)
            painter.drawRect(part)
        painter.setBrush(QBrush(ink, HATCHES[one.hatch % len(HATCHES)]))
        painter.drawRect(part)


def _ink(colours: Tokens, tone: str) -> str:
    return str(getattr(colours, tone or "accent"))


def nice_step(most: int) -> int:
    """Return a step of 1, 2 or 5 times a power of ten that gives at most five lines."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if most <= step * times * 5:
                return step * times
        step *= 10
