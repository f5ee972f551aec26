# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings of land made small: cut to the window, without what nobody sees, as steps."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from resources.map import UNIT

WINDOW: Final = (92.0, -14.0, 144.0, 9.0)
"""West, south, east, north: Indonesia and what a person sees beside it."""
SMALLEST: Final = 0.0005
"""Degrees, 50 m: nearer to a straight line a point is left out."""
Point = tuple[float, float]


def polygons(shape: dict[str, Any]) -> Iterator[Sequence[Point]]:
    """Yield the outer rings of a Polygon or MultiPolygon of GeoJSON (RFC 7946)."""
    parts = shape["coordinates"]
    for polygon in parts if shape["type"] == "MultiPolygon" else [parts]:
        outside = polygon[0]  # lakes are not drawn
        yield [(float(lon), float(lat)) for lon, lat, *_ in outside]


def rings(parts: Iterable[Sequence[Point]]) -> Iterator[list[int]]:
    """Yield rings as steps, cut to `WINDOW` and without points that show nothing."""
    for polygon in parts:
        ring = _plain(_cut(list(polygon)))
        if len(ring) >= 3:
            yield _steps(ring)


def _cut(ring: list[Point]) -> list[Point]:
    """Return the part of a ring in the window, one edge after the other (Sutherland, Hodgman)."""
    west, south, east, north = WINDOW
    for axis, sign, edge in ((0, 1, west), (1, 1, south), (0, -1, east), (1, -1, north)):
        if not ring:
            return []
        kept: list[Point] = []
        before = ring[-1]
        for point in ring:
            was, now = (sign * (one[axis] - edge) >= 0 for one in (before, point))
            if was is not now:
                part = (edge - before[axis]) / (point[axis] - before[axis])
                x, y = (a + part * (b - a) for a, b in zip(before, point, strict=True))
                kept.append((x, y))
            if now:
                kept.append(point)
            before = point
        ring = kept
    return ring


def _plain(ring: list[Point]) -> list[Point]:
    """Leave out points that lie on the line between the last kept one and the next."""
    kept = ring[:1]
    for point, following in zip(ring[1:], [*ring[2:], *ring[:1]], strict=True):
        (x, y), (u, v) = kept[-1], following
        long = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        off = abs((u - x) * (y - point[1]) - (x - point[0]) * (v - y))
        if long == 0 or off / long > SMALLEST:
            kept.append(point)
    return kept


def _steps(ring: list[Point]) -> list[int]:
    steps: list[int] = []
    x = y = 0
    for lon, lat in ring:
        u, v = round(lon * UNIT), round(lat * UNIT)
        if (u, v) != (x, y) or not steps:
            steps += [u - x, v - y]
            x, y = u, v
    return steps
