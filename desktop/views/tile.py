# SPDX-License-Identifier: GPL-3.0-or-later
"""How one item is painted in the grid: its picture, name and number, and its marks with shapes.

Health and findings are told by different drawings, so that no one has to tell colours apart.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.model.evidence import EvidenceCard, Health, Kind
from db.model.finding import Level
from desktop.models.evidence_table import CARD_ROLE
from desktop.views import icons, marks, speech, theme
from desktop.views.thumbnails import Thumbnails

TILE: Final = QSize(172, 178)
PICTURE: Final = QSize(156, 110)
MARK: Final = 18
PLAYED: Final = frozenset({Kind.VIDEO, Kind.AUDIO, Kind.SCREEN_RECORDING})


class TileDelegate(QStyledItemDelegate):
    """Paints a card as a tile; the thumbnails come from `thumbnails` when they are there."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._strong = QFont(parent.font())
        self._strong.setPixelSize(13)
        self._strong.setWeight(QFont.Weight.Medium)
        self._small = QFont(parent.font())
        self._small.setPixelSize(12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one tile."""
        card = index.data(CARD_ROLE)
        if not isinstance(card, EvidenceCard):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme.tokens()
        box = option.rect.adjusted(3, 3, -3, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen or focused:
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.surface))
            edge = QColor(colours.accent if focused else colours.accent_soft)
            painter.setPen(QPen(edge, 2 if focused else 1))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)
        left = box.left() + (box.width() - PICTURE.width()) // 2
        frame = QRect(left, box.top() + 6, PICTURE.width(), PICTURE.height())
        self._picture(painter, frame, card)
        self._marks(painter, frame, card)
        self._words(painter, frame, card)
        painter.restore()

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the one size of every tile."""
        return TILE

    def _picture(self, painter: QPainter, frame: QRect, card: EvidenceCard) -> None:
        colours = theme.tokens()
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 6, 6)
        painter.fillPath(path, QColor(colours.raised))
        thumbnail = self._thumbnails.get(card.number)
        if thumbnail is None or thumbnail.isNull():
            scale = painter.device().devicePixelRatioF()
            drawing = icons.pixmap(marks.KINDS[card.kind], "text_soft", 36, scale)
            painter.drawPixmap(QPointF(frame.center()) - QPointF(18, 18), drawing)
        else:
            painter.setClipPath(path)
            shown = thumbnail.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, shown.width(), shown.height())
            place.moveCenter(frame.center())
            painter.drawPixmap(place, thumbnail)
            painter.setClipping(False)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _marks(self, painter: QPainter, frame: QRect, card: EvidenceCard) -> None:
        if card.loudest is Level.LOOK:
            self._mark(painter, frame.topRight() - QPointF(27, -5).toPoint(), "warning", "warn")
        if card.health is not Health.VERIFIED:
            name, ink = marks.health_of(card)
            self._mark(painter, frame.topLeft() + QPointF(5, 5).toPoint(), name, ink)
        if card.duration_ms is not None and card.kind in PLAYED:
            self._pill(painter, frame, speech.duration(card.duration_ms))

    def _mark(self, painter: QPainter, corner: object, name: str, ink: str) -> None:
        """Paint a drawing on a small ground of its own, so that it shows on any picture."""
        place = QPointF(corner)  # type: ignore[call-overload]  # a QPoint
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().surface))
        painter.drawRoundedRect(QRectF(place.x(), place.y(), MARK + 4, MARK + 4), 5, 5)
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(place + QPointF(2, 2), icons.pixmap(name, ink, MARK, scale))

    def _pill(self, painter: QPainter, frame: QRect, text: str) -> None:
        painter.setFont(self._small)
        wide = painter.fontMetrics().horizontalAdvance(text) + 10
        rect = QRectF(frame.right() - wide - 4, frame.bottom() - 23, wide, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _words(self, painter: QPainter, frame: QRect, card: EvidenceCard) -> None:
        colours = theme.tokens()
        line = QRect(frame.left(), frame.bottom() + 6, frame.width(), 20)
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(
            card.name, Qt.TextElideMode.ElideMiddle, line.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, flags, name)
        line.translate(0, 20)
        painter.setFont(self._small)
        painter.setPen(QColor(colours.text_soft))
        scale = painter.device().devicePixelRatioF()
        drawing = icons.pixmap(marks.KINDS[card.kind], "text_soft", 14, scale)
        painter.drawPixmap(QPointF(line.left(), line.top() + 3), drawing)
        when = "" if card.captured is None else speech.brief_captured(card.captured)
        text = f"{card.number} · {when}" if when else str(card.number)
        room = line.adjusted(19, 0, 0, 0)
        painter.drawText(
            room,
            flags,
            painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()),
        )
