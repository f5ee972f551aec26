# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiles in rows, perhaps under headings: the grid and the timeline, for any number of items.

Qt's own icon list lays all of its items out again for each page that arrives.  Here the place of a
tile is computed from its number, so that the hundred thousandth costs what the first one does.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from desktop.models.evidence_table import CARD_ROLE
from desktop.views import theme

Index = QModelIndex | QPersistentModelIndex
MARGIN: Final = 12
HEADING: Final = 40
SPREAD: Final = 40
"""How far tiles may stand apart to fill a line."""
AHEAD: Final = 2
"""Screens before the end at which the next page is asked for."""


@dataclass(slots=True)
class _Group:
    key: object
    first: int  # row of its first tile
    count: int
    top: int  # y of its heading


class FlowView(QAbstractItemView):
    """A view of tiles of one size.

    `group`: the key by which neighbouring rows stand under one heading; `title(key, count, open)`
    writes it, `open` when more rows may follow.  Without `group` there are no headings.
    """

    opened = Signal(object)  # the row's value, on Enter or double click

    def __init__(
        self,
        tile: QSize,
        *,
        group: Callable[[object], object] | None = None,
        title: Callable[[object, int, bool], tuple[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tile = tile
        self._group, self._title = group, title
        self._groups: list[_Group] = []
        self._tops: list[int] = []
        self._across = 1
        self._pitch = tile.width()  # from one tile's left edge to the next one's
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setMouseTracking(True)
        self.activated.connect(self._on_activated)

    # -- geometry -----------------------------------------------------------------------------

    def _height_of(self, group: _Group) -> int:
        lines = -(-group.count // self._across)
        return (HEADING if self._group else MARGIN) + lines * self._tile.height()

    def _lay_out(self, first_row: int = 0) -> None:
        """Place the groups from `first_row` on; those before it stay."""
        while self._groups and self._groups[-1].first >= first_row:
            self._groups.pop()
        if self._groups:
            last = self._groups[-1]
            last.count = first_row - last.first
        grows = max(0, len(self._groups) - 1)
        rows = self.model().rowCount() if self.model() is not None else 0
        for row in range(first_row, rows):
            key = self._key(row)
            if self._groups and self._groups[-1].key == key:
                self._groups[-1].count += 1
            else:
                self._groups.append(_Group(key, row, 1, 0))
        self._place(grows)

    def _key(self, row: int) -> object:
        if self._group is None:
            return None
        return self._group(self.model().index(row, 0).data(CARD_ROLE))

    def _place(self, begin: int = 0) -> None:
        """Find where the groups from number `begin` on stand; all, when lines are longer now."""
        room = self.viewport().width() - 2 * MARGIN
        across = max(1, room // self._tile.width())
        if across != self._across:
            self._across, begin = across, 0
        self._pitch = max(
            self._tile.width(), min(room // self._across, self._tile.width() + SPREAD)
        )
        del self._tops[begin:]
        top = self._tops[-1] + self._height_of(self._groups[begin - 1]) if begin else 0
        for group in islice(self._groups, begin, None):
            group.top = top
            self._tops.append(top)
            top += self._height_of(group)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._tile.height() // 3)
        bar.setRange(0, max(0, top + MARGIN - self.viewport().height()))
        self.viewport().update()

    def _rect_of(self, row: int) -> QRect:
        """Return where a row's tile lies, in the whole picture."""
        place = bisect_right(self._groups, row, key=lambda group: group.first) - 1
        if place < 0:
            return QRect()
        group = self._groups[place]
        line, across = divmod(row - group.first, self._across)
        top = group.top + (HEADING if self._group else MARGIN) + line * self._tile.height()
        return QRect(QPoint(MARGIN + across * self._pitch, top), self._tile)

    def _rows_between(self, top: int, bottom: int) -> list[int]:
        """Return the rows whose tiles meet a horizontal band."""
        rows: list[int] = []
        for place in range(max(0, bisect_right(self._tops, top) - 1), len(self._groups)):
            group = self._groups[place]
            if group.top > bottom:
                break
            head = group.top + (HEADING if self._group else MARGIN)
            begin = max(0, (top - head) // self._tile.height()) * self._across
            end = max(0, (bottom - head) // self._tile.height() + 1) * self._across
            rows += range(group.first + begin, group.first + min(group.count, end))
        return rows

    # -- what Qt asks of a view ---------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Return where a tile is seen."""
        if not index.isValid():
            return QRect()
        return self._rect_of(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the tile under a point."""
        y = point.y() + self.verticalOffset()
        for row in self._rows_between(y, y):
            if self._rect_of(row).contains(point.x(), y):
                return self.model().index(row, 0)
        return QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a tile into view."""
        rect = self._rect_of(index.row())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        above = HEADING if self._group else MARGIN
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - height // 2)
        elif rect.top() - above < bar.value():
            bar.setValue(rect.top() - above)
        elif rect.bottom() > bar.value() + height:
            bar.setValue(rect.bottom() - height + MARGIN)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return where a key leads."""
        last = self.model().rowCount() - 1
        if last < 0:
            return QModelIndex()
        moves = QAbstractItemView.CursorAction
        now = max(self.currentIndex().row(), 0)
        lines = max(1, self.viewport().height() // self._tile.height() - 1)
        goal = {
            moves.MoveLeft: now - 1,
            moves.MovePrevious: now - 1,
            moves.MoveRight: now + 1,
            moves.MoveNext: now + 1,
            moves.MoveUp: self._upright(now, -1),
            moves.MoveDown: self._upright(now, 1),
            moves.MovePageUp: self._upright(now, -lines),
            moves.MovePageDown: self._upright(now, lines),
            moves.MoveHome: 0,
            moves.MoveEnd: last,
        }[action]
        if not self.currentIndex().isValid():
            goal = 0
        return self.model().index(min(max(goal, 0), last), 0)

    def _upright(self, row: int, lines: int) -> int:
        """Return the row some lines above or below, across headings, in the nearest column."""
        step = -1 if lines < 0 else 1
        for _ in range(abs(lines)):
            rect = self._rect_of(row)
            probe = rect.center().y() + step * self._tile.height()
            near = self._rows_between(probe, probe)
            if not near:
                probe += step * (HEADING if self._group else MARGIN)
                near = self._rows_between(probe, probe)
            if not near:
                return row
            row = min(near, key=lambda one: abs(self._rect_of(one).x() - rect.x()))
        return row

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Return 0: nothing is wider than the window."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Return how far the picture is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:  # noqa: N802 - Qt's name
        """Return False: every row has its tile."""
        return False

    def setSelection(  # noqa: N802 - Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select the tiles a rectangle touches."""
        area = rect.normalized().translated(0, self.verticalOffset())
        rows = [
            row
            for row in self._rows_between(area.top(), area.bottom())
            if self._rect_of(row).intersects(area)
        ]
        selection = QItemSelection()
        last_column = self.model().columnCount() - 1
        for begin, end in _runs(rows):
            first = self.model().index(begin, 0)
            selection.select(first, self.model().index(end, last_column))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """Return what is to be painted again when a selection changes."""
        region = QRegion()
        top = self.verticalOffset()
        seen = self._rows_between(top, top + self.viewport().height())
        for row in seen:
            index = self.model().index(row, 0)
            if selection.contains(index):
                region += self.visualRect(index)
        return region

    # -- events -------------------------------------------------------------------------------

    def reset(self) -> None:
        """Begin again with another model's rows, or the same after a search."""
        super().reset()
        self._groups.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """Place a page that arrived."""
        super().rowsInserted(parent, start, end)
        self._lay_out(start)
        self._ask_for_more()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Fit the scroll bar to the window."""
        super().updateGeometries()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what is in sight in sight while the number of columns changes."""
        super().resizeEvent(event)
        self._place()
        self._ask_for_more()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Move the picture, and ask for more before its end is reached."""
        self.viewport().scroll(dx, dy)
        self._ask_for_more()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the tiles and headings that are in sight."""
        painter = QPainter(self.viewport())
        offset = self.verticalOffset()
        area = event.rect().translated(0, offset)
        painter.fillRect(event.rect(), QColor(theme.tokens().surface))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        delegate, chosen = self.itemDelegate(), self.selectionModel()
        current = self.currentIndex()
        for row in self._rows_between(area.top(), area.bottom()):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            option.state = QStyle.StateFlag.State_Enabled
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if current.row() == row and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            delegate.paint(painter, option, index)
        if self._title is not None:
            self._paint_headings(painter, area)

    def _paint_headings(self, painter: QPainter, area: QRect) -> None:
        colours = theme.tokens()
        bold = QFont(self.font())
        bold.setPixelSize(14)
        bold.setWeight(QFont.Weight.DemiBold)
        plain = QFont(self.font())
        plain.setPixelSize(13)
        open_end = self.model().canFetchMore(QModelIndex())
        for place in range(max(0, bisect_right(self._tops, area.top()) - 1), len(self._groups)):
            group = self._groups[place]
            if group.top > area.bottom():
                break
            rect = QRect(MARGIN + 4, group.top - self.verticalOffset(), 2000, HEADING)
            last = place == len(self._groups) - 1
            title = self._title
            if title is None:
                return
            day, count = title(group.key, group.count, last and open_end)
            painter.setFont(bold)
            painter.setPen(QColor(colours.text))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, flags, day)
            wide = painter.fontMetrics().horizontalAdvance(day)
            painter.setFont(plain)
            painter.setPen(QColor(colours.text_soft))
            painter.drawText(rect.adjusted(wide + 12, 0, 0, 0), flags, count)

    def _ask_for_more(self) -> None:
        model = self.model()
        bar = self.verticalScrollBar()
        near = bar.value() + AHEAD * bar.pageStep() >= bar.maximum()
        if near and self._groups and self.isVisible() and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(CARD_ROLE))


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return unbroken stretches of row numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
