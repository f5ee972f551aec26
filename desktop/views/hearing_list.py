# SPDX-License-Identifier: GPL-3.0-or-later
"""The exhibits in their order: picture, code, words; dragged by the mouse or moved by keys.

Alt+Up and Alt+Down move what is chosen, Delete takes it off the list.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.model.evidence import Health
from desktop.models.exhibit_rows import ROW_ROLE, ExhibitRows
from desktop.models.headed import Index
from desktop.views import icons, marks, theme
from desktop.views.hearing_facts import ExhibitRow
from desktop.views.thumbnails import Thumbnails

ROW: Final = 64
PICTURE: Final = QSize(64, 48)
CODE: Final = 76
INSIDE: Final = 24
"""How far an exhibit that belongs to the one above is set in."""


class RowDelegate(QStyledItemDelegate):
    """Paints one exhibit; `under(row)` gives its second line and that line's tone."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.under: dict[int, tuple[str, str]] = {}
        self._strong, self._small = QFont(parent.font()), QFont(parent.font())
        self._strong.setPixelSize(14)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small.setPixelSize(12)

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: Index
    ) -> QSize:
        """Return the height of every row."""
        return QSize(240, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ExhibitRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme.tokens()
        box = QRect(option.rect).adjusted(4, 2, -4, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(QRectF(box), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
        left = box.left() + 8 + INSIDE * row.chosen.below
        frame = QRect(left, box.center().y() - PICTURE.height() // 2, 0, 0)
        frame.setSize(PICTURE)
        self._picture(painter, frame, row)
        code = QRect(frame.right() + 12, box.top(), CODE, box.height())
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.accent))
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(code, middle, painter.fontMetrics().elidedText(row.code, elide, CODE))
        words = QRect(code.right() + 8, box.top() + 9, box.right() - code.right() - 16, 20)
        painter.setPen(QColor(colours.text))
        text = painter.fontMetrics().elidedText(row.name, elide, words.width())
        painter.drawText(words, middle, text)
        under, tone = self.under.get(index.row(), ("", ""))
        words.translate(0, 23)
        if tone:
            drawing = icons.pixmap("warning", tone, 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(words.left(), words.top() + 3, drawing)
            words.setLeft(words.left() + 19)
        painter.setFont(self._small)
        painter.setPen(QColor(getattr(colours, tone or "text_soft")))
        text = painter.fontMetrics().elidedText(under, elide, words.width())
        painter.drawText(words, middle, text)
        painter.restore()

    def _picture(self, painter: QPainter, frame: QRect, row: ExhibitRow) -> None:
        colours = theme.tokens()
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 4, 4)
        painter.fillPath(path, QColor(colours.raised))
        card = row.card
        scale = painter.device().devicePixelRatioF()
        thumbnail = None if card is None else self._thumbnails.get(card.number)
        if thumbnail is None or thumbnail.isNull():
            name = "warning" if card is None else marks.KINDS[card.kind]
            place = frame.center()
            painter.drawPixmap(
                place.x() - 11, place.y() - 11, icons.pixmap(name, "text_soft", 22, scale)
            )
        else:
            painter.setClipPath(path)
            shown = thumbnail.size().scaled(
                frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            place_ = QRect(0, 0, shown.width(), shown.height())
            place_.moveCenter(frame.center())
            painter.drawPixmap(place_, thumbnail)
            painter.setClipping(False)
        if card is not None and card.health is Health.DAMAGED:
            painter.drawPixmap(
                frame.left() + 3, frame.top() + 3, icons.pixmap("damaged", "bad", 18, scale)
            )
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


class HearingList(QListView):
    """Shows exhibits; says what is to be moved, taken off, opened, or taken in."""

    chosen_changed = Signal()
    moved = Signal(object, int)  # places, before which place
    removed = Signal(object)  # places
    dropped = Signal(object)  # tuple[EvidenceId, ...]

    def __init__(self, parent: QWidget | None = None, *, movable: bool = True) -> None:
        super().__init__(parent)
        self.rows = ExhibitRows(self)
        self.thumbnails = Thumbnails(self)
        self.delegate = RowDelegate(self.thumbnails, self)
        self._movable = movable
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        if movable:
            self.setDragEnabled(True)
            self.setAcceptDrops(True)
            self.setDropIndicatorShown(True)
            self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.rows.moved.connect(self.moved)
        self.rows.dropped.connect(self.dropped)
        self.thumbnails.delivered.connect(self.viewport().update)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_rows(
        self,
        rows: Sequence[ExhibitRow],
        spoken: Sequence[str],
        under: Sequence[tuple[str, str]],
    ) -> None:
        """Show these.  `under`: the second line of each, and its tone."""
        self.delegate.under = dict(enumerate(under))
        self.rows.show_rows(rows, spoken)
        self.viewport().update()

    def places(self) -> tuple[int, ...]:
        """Return which exhibits are chosen."""
        return tuple(sorted(index.row() for index in self.selectionModel().selectedIndexes()))

    def choose(self, places: Sequence[int]) -> None:
        """Choose these, and bring the first into sight."""
        model = self.selectionModel()
        model.clearSelection()
        flag = QItemSelectionModel.SelectionFlag
        for place in places:
            model.select(self.rows.index(place), flag.Select)
        if places:
            model.setCurrentIndex(self.rows.index(places[0]), flag.NoUpdate)
            self.scrollTo(self.rows.index(places[0]))

    def step(self, by: int) -> None:
        """Move what is chosen one place up (-1) or down (1)."""
        places = self.places()
        if not places or not self._movable:
            return
        to = places[0] - 1 if by < 0 else places[-1] + 2
        if 0 <= to <= self.rows.rowCount():
            self.moved.emit(places, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move and take off by keys."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
            event.accept()
        elif event.key() == Qt.Key.Key_Delete and self._movable and self.places():
            self.removed.emit(self.places())
            event.accept()
        else:
            super().keyPressEvent(event)
