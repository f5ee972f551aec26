# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground of the map: coasts, provinces and regencies, drawn for one piece of the earth."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QTransform

from desktop.models.atlas import Window
from desktop.views import theme
from resources.map import Island, Outline, ground, islands

NEAREST: Final = 300_000.0
FARTHEST: Final = 12.0
NAMES_FROM: Final = 28.0
"""Pixels to the degree from which provinces have their names."""
REGENCIES_FROM: Final = 60.0
"""… from which regencies have their borders …"""
REGENCY_NAMES_FROM: Final = 110.0
"""… and from which they have their names instead."""
SHORT: Final = (("Kabupaten ", ""), ("Daerah Khusus Ibukota ", "DKI "), ("Daerah Istimewa ", "DI "))
"""How names begin, and how they do on the map: most are regencies, so only cities are called so."""
LIVED_IN_FROM: Final = 320.0
ALL_FROM: Final = 2_500.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at: a middle in degrees, and how many pixels one degree takes.

    Close to the equator a degree is as wide as it is high; that is good enough for finding.
    """

    lon: float
    lat: float
    scale: float

    def of(self, size: QSize) -> Window:
        """Return the piece of the earth that a widget of this size shows."""
        wide, high = size.width() / self.scale / 2, size.height() / self.scale / 2
        return Window(self.lon - wide, self.lat - high, self.lon + wide, self.lat + high)

    def to_screen(self, lon: float, lat: float, size: QSize) -> QPointF:
        """Return where a place is drawn."""
        x = (lon - self.lon) * self.scale + size.width() / 2
        return QPointF(x, (self.lat - lat) * self.scale + size.height() / 2)

    def to_earth(self, at: QPointF, size: QSize) -> tuple[float, float]:
        """Return the longitude and latitude at a point of the widget."""
        lon = self.lon + (at.x() - size.width() / 2) / self.scale
        return lon, self.lat - (at.y() - size.height() / 2) / self.scale

    def moved(self, dx: float, dy: float) -> "Sight":
        """Return the sight after the ground was dragged by so many pixels."""
        lon = min(142.0, max(94.0, self.lon - dx / self.scale))
        lat = min(7.5, max(-12.5, self.lat + dy / self.scale))
        return replace(self, lon=lon, lat=lat)

    def nearer(self, factor: float, at: QPointF, size: QSize) -> "Sight":
        """Return the sight nearer by a factor, with the same place under `at`."""
        scale = min(NEAREST, max(FARTHEST, self.scale * factor))
        lon, lat = self.to_earth(at, size)
        there = replace(self, scale=scale)
        now = there.to_screen(lon, lat, size)
        return there.moved(at.x() - now.x(), at.y() - now.y())

    @staticmethod
    def around(window: Window, size: QSize, least: float = 0.002) -> "Sight":
        """Return the sight that shows a window, `least` degrees or more, with room around it."""
        wide = max(window.east - window.west, least) * 1.25
        high = max(window.north - window.south, least) * 1.35
        scale = min(size.width() / wide, size.height() / high)
        return Sight(
            (window.west + window.east) / 2,
            (window.south + window.north) / 2,
            min(NEAREST, max(FARTHEST, scale)),
        )


ABOUT: Final = 3.0
"""Degrees in which some coast or border is always to be seen, wherever in the country."""
COUNTRY: Final = Window(94.6, -11.3, 141.4, 6.4)
DRAWN: Final = Window(92.0, -14.0, 144.0, 9.0)
"""What the outlines cover; whatever lies elsewhere has no mark."""


@dataclass(frozen=True, slots=True)
class _Land:
    name: str
    path: QPainterPath
    middle: QPointF


@dataclass(frozen=True, slots=True)
class _Lands:
    around: tuple[_Land, ...]
    islets: tuple[_Land, ...]
    provinces: tuple[_Land, ...]
    regencies: tuple[_Land, ...]


@cache
def _lands() -> _Lands:
    found = ground()
    kinds = (found.around, found.islets, found.provinces, found.regencies)
    return _Lands(*(tuple(map(_land, kind)) for kind in kinds))


@cache
def _named() -> tuple[Island, ...]:
    return islands()


def _land(outline: Outline) -> _Land:
    path = QPainterPath()
    largest, middle = 0.0, QPointF()
    for ring in outline.rings:
        part = QPainterPath(QPointF(*ring[0]))
        for point in ring[1:]:
            part.lineTo(*point)
        part.closeSubpath()
        bounds = part.boundingRect()
        if bounds.width() * bounds.height() > largest:
            largest, middle = bounds.width() * bounds.height(), bounds.center()
        path.addPath(part)
    if outline.at is not None:
        middle = QPointF(*outline.at)
    name = outline.name
    for whole, short in SHORT:
        name = name.replace(whole, short)
    return _Land(name, path, middle)


_brought: tuple[_Land, ...] = ()


def prime() -> None:
    """Read what is drawn, off the main thread: half a second the first time, then nothing."""
    _lands()
    _named()


def bring(brought: Iterable[Outline]) -> None:
    """Draw these within the provinces from now on, in place of the regencies that ship."""
    global _brought  # noqa: PLW0603 - the ground is one for the whole program
    _brought = tuple(map(_land, brought))


def draw(sight: Sight, size: QSize, sharpness: float) -> QPixmap:
    """Return the ground in pixels of the screen."""
    colours = theme.tokens()
    made = QPixmap(size * sharpness)
    made.setDevicePixelRatio(sharpness)
    made.fill(QColor(colours.accent_soft))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    turn = QTransform()
    turn.translate(size.width() / 2, size.height() / 2)
    turn.scale(sight.scale, -sight.scale)
    turn.translate(-sight.lon, -sight.lat)
    window = sight.of(size)
    seen = QRectF(QPointF(window.west, window.south), QPointF(window.east, window.north))
    lands = _lands()
    regencies = _brought or lands.regencies
    painter.setTransform(turn)
    _fill(painter, lands.around, seen, colours.raised, colours.line)
    _fill(painter, lands.islets, seen, colours.surface, colours.edge)
    _fill(painter, lands.provinces, seen, colours.surface, colours.edge)
    if _brought or sight.scale >= REGENCIES_FROM:
        _line(painter, regencies, seen, colours.edge)
    painter.resetTransform()
    if sight.scale >= NAMES_FROM:
        near = sight.scale >= REGENCY_NAMES_FROM
        _name_lands(painter, regencies if near else lands.provinces, sight, size)
    if sight.scale >= LIVED_IN_FROM:
        _name_islands(painter, window, sight, size)
    painter.end()
    return made


def _fill(
    painter: QPainter, lands: Iterable[_Land], seen: QRectF, ground: str, border: str
) -> None:
    pen = QPen(QColor(border))
    pen.setCosmetic(True)
    pen.setWidthF(1.0)
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    for land in lands:
        if land.path.boundingRect().intersects(seen):
            painter.drawPath(land.path)


def _line(painter: QPainter, lands: Iterable[_Land], seen: QRectF, border: str) -> None:
    pen = QPen(QColor(border), 1.0, Qt.PenStyle.DotLine)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for land in lands:
        if land.path.boundingRect().intersects(seen):
            painter.drawPath(land.path)


def _name_lands(painter: QPainter, lands: Iterable[_Land], sight: Sight, size: QSize) -> None:
    font = QFont(theme.FAMILY)
    font.setPixelSize(11 if sight.scale < 3 * NAMES_FROM else 13)
    font.setWeight(QFont.Weight.Medium)
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens().text_soft))
    taken: list[QRectF] = []
    for land in lands:
        _write(painter, land.name, sight.to_screen(land.middle.x(), land.middle.y(), size), taken)


def _name_islands(painter: QPainter, window: Window, sight: Sight, size: QSize) -> None:
    font = QFont(theme.FAMILY)
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens().text_soft))
    taken: list[QRectF] = []
    for island in _named():
        if not island.lived_in and sight.scale < ALL_FROM:
            break  # the inhabited ones stand first
        inside = window.west < island.lon < window.east and window.south < island.lat < window.north
        if inside:
            at = sight.to_screen(island.lon, island.lat, size)
            painter.drawEllipse(at, 1.5, 1.5)
            _write(painter, island.name.removeprefix("Pulau "), at + QPointF(0, 11), taken)


def _write(painter: QPainter, text: str, at: QPointF, taken: list[QRectF]) -> None:
    """Write a name around a point, unless another one stands there."""
    if not text:
        return
    measure = painter.fontMetrics()
    room = QRectF(0, 0, measure.horizontalAdvance(text) + 8, measure.height())
    room.moveCenter(at)
    if not any(room.intersects(other) for other in taken):
        taken.append(room)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
