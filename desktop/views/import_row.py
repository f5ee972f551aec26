# SPDX-License-Identifier: GPL-3.0-or-later
"""How one file under review is painted: tick, picture, name, what it says, what to look at."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.models.review import ReviewRow, Role
from desktop.views import icons, marks, speech, theme

Index = QModelIndex | QPersistentModelIndex
HEIGHT: Final = 76
PICTURE: Final = QSize(80, 60)
TICK: Final = 18
GAP: Final = 12
KEPT: Final = 200


class RowDelegate(QStyledItemDelegate):
    """Paints `ReviewRow`s; a click on the tick or the space bar changes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._strong, self._plain = QFont(parent.font()), QFont(parent.font())
        self._strong.setPixelSize(14)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._plain.setPixelSize(13)
        self._pictures: dict[str, QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's
        """Return the one height of every row."""
        return QSize(320, HEIGHT)

    def displayText(self, value: object, _locale: object) -> str:  # noqa: N802 - Qt's name
        """Return the name."""
        return str(value)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(Role.ROW)
        if not isinstance(row, ReviewRow):
            return
        colours = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        self._tick(painter, _tick_box(rect), index.data(Qt.ItemDataRole.CheckStateRole))
        frame = QRect(
            rect.left() + GAP + TICK + GAP,
            rect.top() + (HEIGHT - PICTURE.height()) // 2,
            PICTURE.width(),
            PICTURE.height(),
        )
        self._picture(painter, frame, row)
        left = frame.right() + GAP
        lines = QRect(left, rect.top() + 8, rect.right() - left - GAP, 20)
        self._words(painter, lines, row, own=index.data(Role.OWN) is not None)
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Let a click on the tick change it."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            room = _tick_box(option.rect).adjusted(-GAP, -GAP, GAP, GAP)
            state = index.data(Qt.ItemDataRole.CheckStateRole)
            if state is not None and room.contains(event.position().toPoint()):
                turned = (
                    Qt.CheckState.Unchecked
                    if state == Qt.CheckState.Checked
                    else Qt.CheckState.Checked
                )
                index.model().setData(index, turned, Qt.ItemDataRole.CheckStateRole)
                return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]  # Qt's model

    def marks(self, row: ReviewRow, *, own: bool) -> tuple[tuple[str, str, str], ...]:
        """Return what stands below a name, each as drawing, ink and words, worst first."""
        if row.problem:
            return (("damaged", "bad", speech.word(row.problem, "problem")),)
        found: list[tuple[str, str, str]] = []
        if row.sealed_before is not None:
            text = self.tr("Sealed already as No. {number}").format(number=row.sealed_before)
            found.append(("link", "accent", text))
        if row.twin:
            found.append(("twins", "accent", self.tr("Same as {name}").format(name=row.twin)))
        if row.to_look_at:
            text = self.tr("{count} to look at").format(count=row.to_look_at)
            found.append(("warning", "warn", text))
        if notes := len(row.remarks) - row.to_look_at:
            found.append(("info", "text_soft", self.tr("{count} noted").format(count=notes)))
        if row.near:
            numbers = ", ".join(str(number) for number in row.near[:2])
            text = self.tr("Looks like No. {number}").format(number=numbers)
            found.append(("twins", "text_soft", text))
        if own:
            found.append(("person", "text_soft", self.tr("Own provenance")))
        return tuple(found)

    def spoken(self, row: ReviewRow, *, own: bool) -> str:
        """Return a row as a screen reader says it."""
        words = [row.name, self._about(row), *(text for _, _, text in self.marks(row, own=own))]
        return ", ".join(part for part in words if part)

    def _about(self, row: ReviewRow) -> str:
        parts = [] if row.kind is None else [speech.word(row.kind, "kind")]
        parts.append(speech.size(row.size))
        if row.captured is not None:
            parts.append(speech.captured(row.captured))
        elif row.kind is not None:
            parts.append(self.tr("no time claimed"))
        return " · ".join(parts)

    def _tick(self, painter: QPainter, box: QRect, state: object) -> None:
        if state is None:
            return
        colours = theme.tokens()
        checked = state == Qt.CheckState.Checked
        painter.setPen(QPen(QColor(colours.accent if checked else colours.edge), 1))
        painter.setBrush(QColor(colours.accent if checked else colours.surface))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if checked:
            scale = painter.device().devicePixelRatioF()
            drawing = icons.pixmap("tick", "on_accent", 14, scale)
            painter.drawPixmap(QPointF(box.topLeft()) + QPointF(2, 2), drawing)

    def _picture(self, painter: QPainter, frame: QRect, row: ReviewRow) -> None:
        colours = theme.tokens()
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 6, 6)
        painter.fillPath(path, QColor(colours.raised))
        picture = self._pixmap(row)
        if picture is None:
            name = "damaged" if row.kind is None else marks.KINDS[row.kind]
            scale = painter.device().devicePixelRatioF()
            drawing = icons.pixmap(name, "text_soft", 28, scale)
            painter.drawPixmap(QPointF(frame.center()) - QPointF(13, 13), drawing)
            return
        painter.setClipPath(path)
        shown = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        place = QRect(0, 0, shown.width(), shown.height())
        place.moveCenter(frame.center())
        painter.drawPixmap(place, picture)
        painter.setClipping(False)

    def _pixmap(self, row: ReviewRow) -> QPixmap | None:
        if row.thumbnail is None:
            return None
        if row.path not in self._pictures:
            if len(self._pictures) >= KEPT:
                self._pictures.pop(next(iter(self._pictures)))
            made = QPixmap()
            made.loadFromData(row.thumbnail)
            self._pictures[row.path] = made
        kept = self._pictures[row.path]
        return None if kept.isNull() else kept

    def _words(self, painter: QPainter, line: QRect, row: ReviewRow, *, own: bool) -> None:
        colours = theme.tokens()
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.text))
        width = line.width()
        painter.drawText(line, left, painter.fontMetrics().elidedText(row.name, middle, width))
        painter.setFont(self._plain)
        painter.setPen(QColor(colours.text_soft))
        line.translate(0, 20)
        painter.drawText(
            line, left, painter.fontMetrics().elidedText(self._about(row), right, width)
        )
        line.translate(0, 20)
        x, scale = line.left(), painter.device().devicePixelRatioF()
        for name, ink, text in self.marks(row, own=own):
            room = line.right() - x - 20
            if room < 40:
                break
            painter.drawPixmap(QPointF(x, line.top() + 2), icons.pixmap(name, ink, 16, scale))
            painter.setPen(QColor(str(getattr(colours, ink))))
            shown = painter.fontMetrics().elidedText(text, right, room)
            painter.drawText(QRect(x + 20, line.top(), room, 20), left, shown)
            x += 20 + painter.fontMetrics().horizontalAdvance(shown) + 14


def _tick_box(rect: QRect) -> QRect:
    return QRect(rect.left() + GAP, rect.top() + (HEIGHT - TICK) // 2, TICK, TICK)
