# SPDX-License-Identifier: GPL-3.0-or-later
"""How one file under review is painted: tick, picture, name, what it says, what to look at.

A thing of several files is painted as a pile, with a triangle that opens it.
"""

from collections import Counter
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

from db.model.beside import Tie
from desktop.models.review import ALONE, ReviewModel, ReviewRow, Role, Shown
from desktop.views import icons, marks, speech, theme

Index = QModelIndex | QPersistentModelIndex
HEIGHT: Final = 76
PICTURE: Final = QSize(80, 60)
TICK: Final = 18
GAP: Final = 12
KEPT: Final = 200
INDENT: Final = 32
FOLD: Final = 40
"""Room of the triangle at the right of a pile."""


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
        shown = index.data(Role.SHOWN) or ALONE
        box = _tick_box(rect, shown)
        self._tick(painter, box, index.data(Qt.ItemDataRole.CheckStateRole))
        frame = QRect(
            box.right() + 1 + GAP,
            rect.top() + (HEIGHT - PICTURE.height()) // 2,
            PICTURE.width(),
            PICTURE.height(),
        )
        if shown.bundle is not None:
            self._pile(painter, frame)
            self._fold(painter, _fold_box(rect), opened=shown.opened)
        self._picture(painter, frame, row)
        left = frame.right() + GAP
        right = rect.right() - GAP - (FOLD if shown.bundle is not None else 0)
        lines = QRect(left, rect.top() + 8, right - left, 20)
        own = index.data(Role.OWN) is not None
        self._words(painter, lines, row, self.marks(row, own=own, shown=shown), shown)
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Let a click on the tick change it."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            shown = index.data(Role.SHOWN) or ALONE
            at = event.position().toPoint()
            if shown.bundle is not None and _fold_box(option.rect).contains(at):
                if isinstance(model, ReviewModel):
                    model.toggle(index.row())
                return True
            room = _tick_box(option.rect, shown).adjusted(-GAP, -GAP, GAP, GAP)
            state = index.data(Qt.ItemDataRole.CheckStateRole)
            if state is not None and room.contains(at):
                turned = (
                    Qt.CheckState.Unchecked
                    if state == Qt.CheckState.Checked
                    else Qt.CheckState.Checked
                )
                index.model().setData(index, turned, Qt.ItemDataRole.CheckStateRole)
                return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]  # Qt's model

    def marks(
        self, row: ReviewRow, *, own: bool, shown: Shown = ALONE
    ) -> tuple[tuple[str, str, str], ...]:
        """Return what stands below a name, each as drawing, ink and words, worst first."""
        together = self._together(shown)
        if row.problem:
            return (("damaged", "bad", speech.word(row.problem, "problem")), *together)
        found: list[tuple[str, str, str]] = []
        if row.sealed_before is not None:
            text = self.tr("Sealed already as No. {number}").format(number=row.sealed_before)
            found.append(("link", "accent", text))
        if row.twin:
            found.append(("twins", "accent", self.tr("Same as {name}").format(name=row.twin)))
        found += together
        if row.voice:
            found.append(("audio", "text_soft", self.tr("Voice note")))
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

    def _together(self, shown: Shown) -> list[tuple[str, str, str]]:
        """Return what a pile is made of, or what a file of one is to its main file."""
        if shown.tie is not None:
            names = {
                Tie.LIVE: ("live", self.tr("Moving part of the live photo")),
                Tie.SIDECAR: ("note", self.tr("Note beside it")),
                Tie.BURST: ("twins", self.tr("Same burst")),
            }
            drawing, text = names[shown.tie]
            return [(drawing, "text_soft", text)]
        if shown.bundle is None:
            return []
        found = []
        ties = Counter(tie for _, tie in shown.bundle.others)
        if ties[Tie.BURST]:
            text = self.tr("Burst of {count}").format(count=ties[Tie.BURST] + 1)
            found.append(("twins", "accent", text))
        if ties[Tie.LIVE]:
            found.append(("live", "accent", self.tr("Live photo, 2 files")))
        if notes := ties[Tie.SIDECAR]:
            text = self.tr("{count} beside it").format(count=notes)
            found.append(("note", "accent", text))
        return found

    def spoken(self, row: ReviewRow, *, own: bool, shown: Shown = ALONE) -> str:
        """Return a row as a screen reader says it."""
        marks = self.marks(row, own=own, shown=shown)
        words = [row.name, self._about(row, shown), *(text for _, _, text in marks)]
        return ", ".join(part for part in words if part)

    def _about(self, row: ReviewRow, shown: Shown) -> str:
        parts = [] if row.kind is None else [speech.word(row.kind, "kind")]
        parts.append(speech.size(shown.bytes or row.size))
        if not row.looked:
            parts.append(self.tr("not looked at yet"))
        elif row.captured is not None:
            parts.append(speech.captured(row.captured))
        elif row.kind is not None:
            parts.append(self.tr("no time claimed"))
        return " · ".join(parts)

    def _tick(self, painter: QPainter, box: QRect, state: object) -> None:
        if state is None:
            return
        colours = theme.tokens()
        checked = state != Qt.CheckState.Unchecked
        painter.setPen(QPen(QColor(colours.accent if checked else colours.edge), 1))
        painter.setBrush(QColor(colours.accent if checked else colours.surface))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state == Qt.CheckState.PartiallyChecked:
            dash = QRectF(box.left() + 4, box.center().y(), box.width() - 8, 2)
            painter.fillRect(dash, QColor(colours.on_accent))
        elif checked:
            scale = painter.device().devicePixelRatioF()
            drawing = icons.pixmap("tick", "on_accent", 14, scale)
            painter.drawPixmap(QPointF(box.topLeft()) + QPointF(2, 2), drawing)

    def _pile(self, painter: QPainter, frame: QRect) -> None:
        """Paint the edges of the pictures that lie below the first."""
        colours = theme.tokens()
        painter.setPen(QPen(QColor(colours.edge), 1))
        for step in (6, 3):
            lower = QRectF(frame).translated(step, step)
            painter.setBrush(QColor(colours.surface))
            painter.drawRoundedRect(lower, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _fold(self, painter: QPainter, box: QRect, *, opened: bool) -> None:
        scale = painter.device().devicePixelRatioF()
        drawing = icons.pixmap("up" if opened else "down", "text_soft", 20, scale)
        painter.drawPixmap(QPointF(box.center()) - QPointF(9, 9), drawing)

    def _picture(self, painter: QPainter, frame: QRect, row: ReviewRow) -> None:
        colours = theme.tokens()
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 6, 6)
        painter.fillPath(path, QColor(colours.raised))
        picture = self._pixmap(row)
        if picture is None:
            name = "damaged" if row.problem else "file"
            name = name if row.kind is None else marks.KINDS[row.kind]
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

    def _words(
        self,
        painter: QPainter,
        line: QRect,
        row: ReviewRow,
        below: tuple[tuple[str, str, str], ...],
        shown: Shown,
    ) -> None:
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
            line, left, painter.fontMetrics().elidedText(self._about(row, shown), right, width)
        )
        line.translate(0, 20)
        x, scale = line.left(), painter.device().devicePixelRatioF()
        for name, ink, text in below:
            room = line.right() - x - 20
            if room < 40:
                break
            painter.drawPixmap(QPointF(x, line.top() + 2), icons.pixmap(name, ink, 16, scale))
            painter.setPen(QColor(str(getattr(colours, ink))))
            cut = painter.fontMetrics().elidedText(text, right, room)
            painter.drawText(QRect(x + 20, line.top(), room, 20), left, cut)
            x += 20 + painter.fontMetrics().horizontalAdvance(cut) + 14


def _tick_box(rect: QRect, shown: Shown) -> QRect:
    left = rect.left() + GAP + (INDENT if shown.tie is not None else 0)
    return QRect(left, rect.top() + (HEIGHT - TICK) // 2, TICK, TICK)


def _fold_box(rect: QRect) -> QRect:
    return QRect(rect.right() - FOLD, rect.top(), FOLD, rect.height())
