# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in order along a curve, so that what lies in a window is counted without looking at all.

Places are sorted by the interleaved bits of their coordinates (Morton, 1966): whatever shares a
square of a quadtree stands side by side, and is counted by two searches.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from db.model.placed import Placed

DEPTH: Final = 24
"""Levels of squares; the smallest is 2 m wide."""
WHOLE: Final = 360.0


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the earth in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, place: Placed) -> bool:
        """Tell whether a place lies in it."""
        return self.west <= place.lon <= self.east and self.south <= place.lat <= self.north


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places too close together to be drawn apart: those from `first` to before `end`.

    `lon`, `lat`: of the one in the middle of them, in degrees.
    """

    lon: float
    lat: float
    first: int
    end: int

    @property
    def count(self) -> int:
        """Return how many places there are."""
        return self.end - self.first


class Atlas:
    """Places that do not change; a hundred thousand take half a second to sort."""

    def __init__(self, places: Sequence[Placed]) -> None:
        coded = sorted((_code(one), at) for at, one in enumerate(places))
        self._codes = [code for code, _ in coded]
        self.places = tuple(places[at] for _, at in coded)

    def __len__(self) -> int:
        return len(self.places)

    def members(self, cluster: Cluster) -> tuple[Placed, ...]:
        """Return what a cluster is made of."""
        return self.places[cluster.first : cluster.end]

    def bounds(self, within: Window) -> Window | None:
        """Return the smallest window with every place that lies `within` another, or None."""
        inside = [one for one in self.places if within.holds(one)]
        if not inside:
            return None
        lons = [one.lon for one in inside]
        lats = [one.lat for one in inside]
        return Window(min(lons), min(lats), max(lons), max(lats))

    def clusters(self, window: Window, width: float) -> Iterator[Cluster]:
        """Yield what lies in a window; what shares a square is one.

        `width`: of a square in degrees, at least; it is less than twice that.
        """
        level = 0
        while level < DEPTH and WHOLE / (2 << level) >= width:
            level += 1
        yield from self._within(window, level, 0, 0, 0, len(self.places))

    def _within(
        self, window: Window, level: int, depth: int, code: int, first: int, end: int
    ) -> Iterator[Cluster]:
        if first == end or not _meets(window, depth, code):
            return
        if depth == level:
            middle = self.places[(first + end) // 2]
            yield Cluster(middle.lon, middle.lat, first, end)
            return
        shift = 2 * (DEPTH - depth - 1)
        at = first
        for quarter in range(4):
            inner = code << 2 | quarter
            edge = bisect_left(self._codes, inner + 1 << shift, at, end)
            yield from self._within(window, level, depth + 1, inner, at, edge)
            at = edge


def _code(place: Placed) -> int:
    steps = 1 << DEPTH
    x = min(steps - 1, max(0, int((place.lon + 180) / WHOLE * steps)))
    y = min(steps - 1, max(0, int((place.lat + 180) / WHOLE * steps)))
    return _spread(x) | _spread(y) << 1


def _spread(value: int) -> int:
    """Return a number with a zero after each of its bits."""
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555


def _together(value: int) -> int:
    """Return every second bit of a number; the inverse of `_spread`."""
    value &= 0x5555555555555555
    value = (value | value >> 1) & 0x3333333333333333
    value = (value | value >> 2) & 0x0F0F0F0F0F0F0F0F
    value = (value | value >> 4) & 0x00FF00FF00FF00FF
    value = (value | value >> 8) & 0x0000FFFF0000FFFF
    return (value | value >> 16) & 0x00000000FFFFFFFF


def _meets(window: Window, depth: int, code: int) -> bool:
    side = WHOLE / (1 << depth)
    west = _together(code) * side - 180
    south = _together(code >> 1) * side - 180
    return (
        west <= window.east
        and south <= window.north
        and west + side >= window.west
        and south + side >= window.south
    )
