# SPDX-License-Identifier: GPL-3.0-or-later
"""The map itself: dragged, zoomed, and every mark on it reached by pointer and by keys."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from db.model.placed import Placed
from desktop.models.atlas import Atlas, Cluster
from desktop.views import icons, map_ground, speech, theme
from desktop.views.map_ground import ABOUT, COUNTRY, DRAWN, NEAREST, Sight

CELL: Final = 34.0
"""Marks closer than this are one mark with a number, in pixels."""
STEP: Final = 1.6
PAN: Final = 80.0
NOTCH: Final = 120
CLICK: Final = 5


@dataclass(frozen=True, slots=True)
class _Mark:
    at: QPointF
    cluster: Cluster
    paper: bool

    @property
    def radius(self) -> float:
        return 9.0 if self.cluster.count == 1 else min(22.0, 12.0 + self.cluster.count**0.25 * 2)


class MapCanvas(QWidget):
    """Shows places.  `words(place)`: what one is, for tips and screen readers."""

    chosen = Signal(object)  # tuple of the numbers of items
    opened = Signal(object)  # number of an item
    paper_wanted = Signal(object)  # id of a paper
    looked = Signal(str)  # what the marked place is, in words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.words: Callable[[Placed], str] = lambda _place: ""
        self._items, self._papers = Atlas(()), Atlas(())
        self._sight = Sight(118.0, -2.4, FAR)
        self._moved = False
        self._ground: QPixmap | None = None
        self._marks: tuple[_Mark, ...] = ()
        self._chosen: frozenset[int] = frozenset()
        self._at: int | None = None  # the mark the keyboard is on
        self._pressed: QPointF | None = None
        self._dragged = False

    # -- what the view tells --------------------------------------------------------------------

    def show_places(self, items: Atlas, papers: Atlas) -> None:
        """Show other places; the sight stays where a person has put it."""
        self._items, self._papers = items, papers
        self._at = None
        if not self._moved:
            self.fit()
        self._renew()

    def draw_anew(self) -> None:
        """Draw the ground again: there is more on it now."""
        self._ground = None
        self.update()

    def show_chosen(self, numbers: Iterable[int]) -> None:
        """Mark what is chosen."""
        self._chosen = frozenset(numbers)
        self.update()

    def go_to(self, number: int) -> None:
        """Bring an item into sight, if it has a place."""
        place = next((one for one in self._items.places if one.key == number), None)
        if place is not None:
            at = self._sight.to_screen(place.lon, place.lat, self.size())
            if not QRectF(self.rect()).contains(at):
                self._look(Sight(place.lon, place.lat, self._sight.scale))

    def fit(self) -> None:
        """Show everything there is, or the whole country."""
        bounds = self._items.bounds(DRAWN) or self._papers.bounds(DRAWN) or COUNTRY
        self._look(Sight.around(bounds, self.size(), ABOUT))
        self._moved = False

    def country(self) -> None:
        """Show the whole country."""
        self._look(Sight.around(COUNTRY, self.size()))

    def nearer(self) -> None:
        """Come a step nearer."""
        self._zoom(STEP, QPointF(self.rect().center()))

    def farther(self) -> None:
        """Go a step back."""
        self._zoom(1 / STEP, QPointF(self.rect().center()))

    # -- looking --------------------------------------------------------------------------------

    def _zoom(self, factor: float, at: QPointF) -> None:
        self._look(self._sight.nearer(factor, at, self.size()))

    def _look(self, sight: Sight) -> None:
        self._sight, self._moved, self._at = sight, True, None
        self._renew()

    def _renew(self) -> None:
        """Lay the marks out anew; the ground is drawn when it is painted."""
        self._ground = None
        window, size = self._sight.of(self.size()), self.size()
        width = CELL / self._sight.scale
        self._marks = tuple(
            _Mark(self._sight.to_screen(one.lon, one.lat, size), one, paper)
            for atlas, paper in ((self._items, False), (self._papers, True))
            for one in atlas.clusters(window, width)
        )
        self.update()

    def _members(self, mark: _Mark) -> tuple[Placed, ...]:
        return (self._papers if mark.paper else self._items).members(mark.cluster)

    def words_of(self, mark: _Mark) -> str:
        """Return what a mark says."""
        members = self._members(mark)
        if len(members) == 1:
            return self.words(members[0])
        count = speech.number(len(members))
        if mark.paper:
            return self.tr("{count} cases or events here").format(count=count)
        return self.tr("{count} items here").format(count=count)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground and marks."""
        if self._ground is None:
            self._ground = map_ground.draw(self._sight, self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, mark in enumerate(self._marks):
            self._draw(painter, mark, focused=place == self._at and self.hasFocus())
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.tokens().accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _draw(self, painter: QPainter, mark: _Mark, *, focused: bool) -> None:
        colours = theme.tokens()
        members = self._members(mark)
        picked = not mark.paper and any(one.key in self._chosen for one in members)
        typed = all(one.typed for one in members)
        ink, ground = QColor(colours.accent), QColor(colours.surface)
        box = QRectF(0, 0, 2 * mark.radius, 2 * mark.radius)
        box.moveCenter(mark.at)
        pen = QPen(ink, 2.0)
        if typed and not mark.paper:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(ink if picked else ground)
        if mark.paper:
            painter.drawRoundedRect(box, 4, 4)
        else:
            painter.drawEllipse(box)
        if focused:
            ring = QPen(QColor(colours.warn), 2.0)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(-4, -4, 4, 4))
        if len(members) > 1:
            font = QFont(theme.FAMILY)
            font.setPixelSize(11)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.on_accent if picked else colours.text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _short(len(members)))
        else:
            drawing = "case" if mark.paper else "note" if typed else "pin"
            tone = "on_accent" if picked else "accent"
            shown = icons.pixmap(drawing, tone, 12, self.devicePixelRatioF())
            painter.drawPixmap(mark.at - QPointF(6, 6), shown)

    # -- the pointer ----------------------------------------------------------------------------

    def _mark_at(self, at: QPointF) -> _Mark | None:
        for mark in reversed(self._marks):
            away = mark.at - at
            if away.x() ** 2 + away.y() ** 2 <= (mark.radius + 2) ** 2:
                return mark
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / NOTCH
        if notches:
            self._zoom(STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to drag, or to click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag the ground; otherwise show what can be clicked."""
        if self._pressed is None:
            over = self._mark_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)
            return
        away = event.position() - self._pressed
        if self._dragged or away.manhattanLength() > CLICK:
            self._dragged = True
            self._pressed = event.position()
            self._look(self._sight.moved(away.x(), away.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose what was clicked."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return
        mark = self._mark_at(event.position())
        if mark is not None:
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._take(mark, whole=whole)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open an item, or come nearer."""
        mark = self._mark_at(event.position())
        if mark is None:
            self._zoom(STEP, event.position())
        elif mark.cluster.count == 1 and not mark.paper:
            self.opened.emit(self._members(mark)[0].key)

    def _take(self, mark: _Mark, *, whole: bool) -> None:
        """Choose one item, lead to one paper, or come nearer until marks stand apart."""
        members = self._members(mark)
        if mark.paper and len(members) == 1:
            self.paper_wanted.emit(members[0].key)
        elif not mark.paper and (whole or len(members) == 1 or self._sight.scale >= NEAREST):
            self.chosen.emit(tuple(one.key for one in members))
        else:
            inside = Atlas(members).bounds(DRAWN)
            if inside is not None:
                near = Sight.around(inside, self.size())
                scale = max(near.scale, self._sight.scale * STEP)
                self._look(Sight(near.lon, near.lat, min(scale, NEAREST)))

    # -- the keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go about by keys: arrows, + and -, Home; . and , from mark to mark; Enter takes it."""
        key = event.key()
        pans = {
            Qt.Key.Key_Left: (PAN, 0.0),
            Qt.Key.Key_Right: (-PAN, 0.0),
            Qt.Key.Key_Up: (0.0, PAN),
            Qt.Key.Key_Down: (0.0, -PAN),
        }
        if key in pans:
            self._look(self._sight.moved(*pans[Qt.Key(key)]))
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.nearer()
        elif key == Qt.Key.Key_Minus:
            self.farther()
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key in {Qt.Key.Key_Period, Qt.Key.Key_Comma} and self._marks:
            step = 1 if key == Qt.Key.Key_Period else -1
            start = -1 if self._at is None and step > 0 else (self._at or 0)
            self._at = (start + step) % len(self._marks)
            self.looked.emit(self.words_of(self._marks[self._at]))
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._at is not None:
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._take(self._marks[self._at], whole=whole)
        else:
            super().keyPressEvent(event)

    # -- around ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep everything in sight until a person goes elsewhere."""
        super().resizeEvent(event)
        if self._moved:
            self._renew()
        else:
            self.fit()

    def event(self, event: QEvent) -> bool:
        """Say what a mark is when the pointer rests on it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if mark is None else self.words_of(mark), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._ground = None
            self.update()


FAR: Final = 22.0


def _short(count: int) -> str:
    return speech.number(count) if count < 10_000 else f"{count // 1000}k"
