# SPDX-License-Identifier: GPL-3.0-or-later
"""How a case and a piece of advice are painted as rows of a list."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.models.growing_list import ROW_ROLE
from desktop.views import icons, theme
from desktop.views.bands import paint_band
from desktop.views.case_facts import AdviceLine, CaseLine

TALL: Final = 92
CODE: Final = 128
BAND: Final = 250
MARGIN: Final = 24
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints cases and advice alike: code, title, parties or addressee, where it stands, timer.

    `temporary`: the words for a number that is not official.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.temporary = ""
        self._title = QFont(parent.font())
        self._title.setPixelSize(15)
        self._title.setWeight(QFont.Weight.DemiBold)
        self._plain = QFont(parent.font())
        self._plain.setPixelSize(13)
        self._code = QFont(parent.font())
        self._code.setPixelSize(13)
        self._code.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(parent.font())
        self._small.setPixelSize(11)
        self._small.setWeight(QFont.Weight.DemiBold)

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the one height of every row."""
        return QSize(400, TALL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        line = index.data(ROW_ROLE)
        if not isinstance(line, CaseLine | AdviceLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        box: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.accent_soft if chosen else colours.ground))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 6, 6)
        inside = box.adjusted(MARGIN, 13, -MARGIN, -12)
        left = QRect(inside.left(), inside.top(), CODE, inside.height())
        right = QRect(inside.right() - BAND, inside.top(), BAND, inside.height())
        wide = right.left() - left.right() - 2 * MARGIN
        middle = QRect(left.right() + MARGIN, inside.top(), wide, inside.height())
        if isinstance(line, CaseLine):
            self._case(painter, left, middle, line)
        else:
            self._advice(painter, left, middle, line)
        if line.band is not None:
            paint_band(painter, right, line.band, option.font)
        painter.restore()

    def _case(self, painter: QPainter, left: QRect, middle: QRect, line: CaseLine) -> None:
        colours = theme.tokens()
        self._say(painter, self._code, colours.text, _line(left, 0), line.code)
        if line.number:
            self._say(painter, self._plain, colours.text_soft, _line(left, 1), line.number)
        else:
            self._say(painter, self._small, colours.warn, _line(left, 1), self.temporary)
        title = _line(middle, 0)
        if line.hidden:
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(title.topLeft(), icons.pixmap("hide", "warn", 16, scale))
            title.adjust(22, 0, 0, 0)
        self._say(painter, self._title, colours.text, title, line.title)
        self._say(painter, self._plain, colours.text_soft, _line(middle, 1), line.parties)
        self._stand(painter, _line(middle, 2), line)

    def _stand(self, painter: QPainter, place: QRect, line: CaseLine) -> None:
        """Paint a small track of steps, the word of the state, and how many exhibits there are."""
        colours = theme.tokens()
        x, y = place.left(), place.center().y()
        for step in range(line.way):
            done = step < line.walked
            painter.setPen(QPen(QColor(colours.accent if done else colours.edge), 1.2))
            painter.setBrush(QColor(colours.accent if done else colours.surface))
            painter.drawEllipse(QRectF(x, y - 3, 7, 7))
            x += 12
        at = place.adjusted(x - place.left() + 6, 0, 0, 0)
        self._say(painter, self._plain, colours.text, at, line.state)
        metrics = painter.fontMetrics()
        x = at.left() + metrics.horizontalAdvance(line.state) + 20
        if line.exhibits and x + 50 < place.right():
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(x, y - 7, icons.pixmap("evidence", "text_soft", 15, scale))
            count = QRect(x + 20, place.top(), 60, place.height())
            self._say(painter, self._plain, colours.text_soft, count, str(line.exhibits))

    def _advice(self, painter: QPainter, left: QRect, middle: QRect, line: AdviceLine) -> None:
        colours = theme.tokens()
        self._say(painter, self._code, colours.text, _line(left, 0), line.code)
        self._say(painter, self._plain, colours.text_soft, _line(left, 1), line.when)
        self._say(painter, self._title, colours.text, _line(middle, 0), line.said)
        self._say(painter, self._plain, colours.text_soft, _line(middle, 1), line.told)
        stand = _line(middle, 2)
        scale = painter.device().devicePixelRatioF()
        ink = line.tone or "text_soft"
        painter.drawPixmap(stand.left(), stand.top() + 2, icons.pixmap(line.sign, ink, 16, scale))
        colour = str(getattr(colours, ink))
        self._say(painter, self._plain, colour, stand.adjusted(22, 0, 0, 0), line.standing_words)

    def _say(self, painter: QPainter, font: QFont, ink: str, place: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        wide = painter.fontMetrics()
        cut = wide.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, LEFT, cut)


def _line(place: QRect, at: int) -> QRect:
    return QRect(place.left(), place.top() + 23 * at, place.width(), 21)
