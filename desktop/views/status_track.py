# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of a case, drawn: where it has been, where it stands, and where it can go."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views import icons, theme


class StatusTrack(QWidget):
    """The way of a case: where it has been, where it stands, where it can go; wraps when narrow.

    Past states are filled with a tick, the present one has a ring and a bold word, those that may
    come are hollow: nobody has to tell colours apart.
    """

    DOT: Final = 18
    GAP: Final = 28
    LINE: Final = 62

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[tuple[str, str, int], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_way(
        self, passed: tuple[tuple[str, str], ...], ahead: tuple[str, ...], spoken: str
    ) -> None:
        """Show states with their times; the last of `passed` is where it stands."""
        last = len(passed) - 1
        self._nodes = (
            *((label, when, 1 if at == last else 0) for at, (label, when) in enumerate(passed)),
            *((label, "", 2) for label in ahead),
        )
        self.setAccessibleName(spoken)
        self.setMinimumHeight(self.heightForWidth(max(self.width(), 300)))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how tall the way is on this width."""
        places = self._places(width)
        return (places[-1].bottom() + 1) if places else 0

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return True."""
        return True

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size for the width there is."""
        wide = max(self.width(), 300)
        return QSize(wide, self.heightForWidth(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap anew."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the way."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        places = self._places(self.width())
        for at, (place, (label, when, stage)) in enumerate(zip(places, self._nodes, strict=True)):
            middle = place.top() + self.DOT // 2 + 2
            if at + 1 < len(places) and places[at + 1].top() == place.top():
                ahead = self._nodes[at + 1][2] == 2
                style = Qt.PenStyle.DotLine if ahead else Qt.PenStyle.SolidLine
                ink = colours.edge if ahead else colours.accent
                painter.setPen(QPen(QColor(ink), 2, style))
                painter.drawLine(
                    place.left() + self.DOT + 6, middle, places[at + 1].left() - 4, middle
                )
            dot = QRectF(place.left() + 1, place.top() + 2, self.DOT, self.DOT)
            self._dot(painter, dot, stage)
            bold = QFont(self.font())
            bold.setPixelSize(13)
            bold.setWeight(QFont.Weight.DemiBold if stage == 1 else QFont.Weight.Medium)
            painter.setFont(bold)
            painter.setPen(QColor(colours.text if stage == 1 else colours.text_soft))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            under = QRect(place.left(), place.top() + self.DOT + 6, place.width(), 18)
            painter.drawText(under, left, label)
            small = QFont(self.font())
            small.setPixelSize(12)
            painter.setFont(small)
            painter.setPen(QColor(colours.text_soft))
            painter.drawText(under.translated(0, 16), left, when)

    def _dot(self, painter: QPainter, dot: QRectF, stage: int) -> None:
        colours = theme.tokens()
        if stage == 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(dot)
            scale = painter.device().devicePixelRatioF()
            tick = icons.pixmap("tick", "on_accent", 12, scale)
            painter.drawPixmap(dot.center() - QRectF(0, 0, 12, 12).center(), tick)
        elif stage == 1:
            painter.setPen(QPen(QColor(colours.accent), 3))
            painter.setBrush(QColor(colours.surface))
            painter.drawEllipse(dot.adjusted(1.5, 1.5, -1.5, -1.5))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(dot.adjusted(6, 6, -6, -6))
        else:
            painter.setPen(QPen(QColor(colours.edge), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(colours.surface))
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1))

    def _places(self, width: int) -> list[QRect]:
        bold = QFont(self.font())
        bold.setPixelSize(13)
        bold.setWeight(QFont.Weight.DemiBold)
        wide_of = QFontMetrics(bold).horizontalAdvance
        x = y = 0
        found: list[QRect] = []
        for label, when, _ in self._nodes:
            wide = max(wide_of(label), wide_of(when), self.DOT + 30) + self.GAP
            if x and x + wide > width:
                x, y = 0, y + self.LINE
            found.append(QRect(x, y, wide, self.LINE - 4))
            x += wide
        return found
