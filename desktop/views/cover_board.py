# SPDX-License-Identifier: GPL-3.0-or-later
"""A frame of a film with the covers that go along through it, each set by hand at some moments.

What is drawn at another moment becomes a key frame of the cover that is chosen; between its key
frames the board shows it where it will be.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from db.model.derived import Draw, Op, Track
from db.model.track import Area
from desktop.views import theme
from desktop.views.board import ARROWS, NUDGE, Board

TAG: Final = 20


class Loose:
    """A cover that is being set: its kind, and where it is at the moments that were set."""

    def __init__(self, cover: Op) -> None:
        self.cover = cover
        self.keys: dict[int, Area] = {}

    def area_at(self, at_us: int) -> Area | None:
        """Return where it is; a cover with one key frame is there all the time."""
        if len(self.keys) == 1:
            return next(iter(self.keys.values()))
        return Track(self.cover, tuple(sorted(self.keys.items()))).area_at(at_us)

    def track(self, from_us: int, until_us: int) -> Track:
        """Return it as a step; one with a single key frame stays through the whole stretch."""
        if len(self.keys) == 1:
            (area,) = self.keys.values()
            return Track(self.cover, ((from_us, area), (until_us, area)))
        return Track(self.cover, tuple(sorted(self.keys.items())))


class CoverBoard(Board):
    """Enter puts a cover in the middle, the arrow keys move it, with Shift they resize it."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.covers: list[Loose] = []
        self.chosen: Loose | None = None
        self.at_us = 0
        self._kind = Op.BLUR

    def show_frame(self, picture: QPixmap, width: int, height: int, at_us: int) -> None:
        """Show the frame of a moment, with its covers where they are then."""
        self.at_us = at_us
        self.show_picture(picture, width, height)

    def choose(self, tool: Op) -> None:
        """Cover in this way from now on: what is chosen, and what comes after it."""
        self._kind = tool
        if self.chosen is not None:
            self.chosen.cover = tool
        self._tell()

    def begin_another(self) -> None:
        """Let what is drawn next be another cover."""
        self.chosen = None
        self._say_chosen()

    def undo(self) -> None:
        """Take the chosen cover's key frame of this moment away, or its last; then the cover."""
        if self.chosen is None:
            return
        keys = self.chosen.keys
        keys.pop(self.at_us if self.at_us in keys else max(keys))
        if not keys:
            self.covers.remove(self.chosen)
            self.chosen = self.covers[-1] if self.covers else None
        self._tell()
        self._say_chosen()

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Draw the frame and the covers; the chosen one has a rim, and each has its number."""
        self._steps = [
            Draw(one.cover, area)
            for one in self.covers
            if (area := one.area_at(self.at_us)) is not None
        ]
        super().paintEvent(event)  # type: ignore[arg-type]  # Qt hands its own event through
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, one in enumerate(self.covers, start=1):
            area = one.area_at(self.at_us)
            if area is not None and not self._picture.isNull():
                self._draw_rim(painter, number, area, chosen=one is self.chosen, one=one)

    def _draw_rim(
        self, painter: QPainter, number: int, area: Area, *, chosen: bool, one: Loose
    ) -> None:
        colours = theme.tokens()
        x1, y1, x2, y2 = area
        box = QRectF(self._shown(QPointF(x1, y1)), self._shown(QPointF(x2, y2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 4 if chosen else 2))
        painter.drawRect(box)
        set_here = self.at_us in one.keys
        style = Qt.PenStyle.SolidLine if set_here else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colours.accent), 2 if chosen else 1, style))
        painter.drawRect(box)
        tag = QRectF(box.left(), max(box.top() - TAG, 0.0), TAG, TAG)
        painter.fillRect(tag, QColor(colours.accent))
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, str(number))

    # -- mouse and keys -------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Set a cover, or choose the one that was clicked."""
        drawn = self._pending() if self._from is not None else None
        if self._from is not None and drawn is None:
            self._pick(*self._original(event.position()))
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Put, move, resize or take away, by keys alone."""
        key = Qt.Key(event.key())
        here = None if self.chosen is None else self.chosen.area_at(self.at_us)
        if key in ARROWS and here is not None:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(here, *ARROWS[key], resize=large)
        elif key not in ARROWS:
            super().keyPressEvent(event)

    def _pending(self) -> Draw | None:
        self._tool = self._kind
        return super()._pending()

    def _add(self, step: Draw) -> None:
        if self.chosen is None:
            self.chosen = Loose(self._kind)
            self.covers.append(self.chosen)
        self.chosen.keys[self.at_us] = step.area
        self._tell()
        self._say_chosen()

    def _pick(self, x: int, y: int) -> None:
        for one in reversed(self.covers):
            area = one.area_at(self.at_us)
            if area is not None and area[0] <= x <= area[2] and area[1] <= y <= area[3]:
                self.chosen = one
                self._kind = one.cover
                self._say_chosen()
                return

    def _move(self, area: Area, across: int, down: int, *, resize: bool) -> None:
        wide, high = round(self._size.width()), round(self._size.height())
        by = max(1, max(wide, high) // NUDGE)
        x1, y1, x2, y2 = area
        x2, y2 = min(x2 + across * by, wide), min(y2 + down * by, high)
        if not resize:
            x1, y1 = max(x1 + across * by, 0), max(y1 + down * by, 0)
        if x1 < x2 and y1 < y2 and self.chosen is not None:
            self.chosen.keys[self.at_us] = (x1, y1, x2, y2)
            self._tell()

    def _say_chosen(self) -> None:
        self.update()
        self.chosen_changed.emit()
