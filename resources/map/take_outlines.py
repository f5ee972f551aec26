# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the outlines and names: `python -m … PROVINCES.json COUNTRIES.json ISLANDS.csv`.

PROVINCES is GeoJSON of the first level of Indonesia, COUNTRIES is TopoJSON of the world, both of
Natural Earth at 1:10 million; ISLANDS is the table of that name in idn-area-data.  What lies
outside the window is cut off; points closer than 50 m to a straight line between their neighbours
are left out.
"""

import csv
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from resources.map import FILE, ISLANDS, UNIT

WINDOW: Final = (92.0, -14.0, 144.0, 9.0)
"""West, south, east, north: Indonesia and what a person sees beside it."""
SMALLEST: Final = 0.0005
NAMES: Final = {
    "Bangka-Belitung": "Kepulauan Bangka Belitung",
    "Irian Jaya Barat": "Papua Barat",
    "Jakarta Raya": "DKI Jakarta",
    "Yogyakarta": "DI Yogyakarta",
}
OURS: Final = "Indonesia"
Point = tuple[float, float]
_ANGLE: Final = r'(\d+)°(\d+)\'([\d.]+)"'
_PLACE: Final = re.compile(rf"{_ANGLE} ([NS]) {_ANGLE} ([EW])")


def make(provinces: Path, countries: Path) -> None:
    """Write the outlines that ship."""
    rows = [
        {"name": NAMES.get(name, name), "rings": rings}
        for name, rings in _provinces(json.loads(provinces.read_text(encoding="utf-8")))
        if rings
    ]
    around = [
        {"name": "", "rings": rings}
        for rings in _around(json.loads(countries.read_text(encoding="utf-8")))
        if rings
    ]
    rows.sort(key=lambda row: str(row["name"]))
    told = json.dumps({"around": around, "provinces": rows}, separators=(",", ":"))
    FILE.write_bytes(zlib.compress(told.encode(), 9))


def name(islands: Path) -> None:
    """Write the names of islands that ship, the inhabited ones first, then by their code."""
    with islands.open(encoding="utf-8", newline="") as file:
        rows = sorted(
            csv.DictReader(file), key=lambda row: (row["is_populated"] != "1", row["code"])
        )
    told = []
    for row in rows:
        if (place := _PLACE.fullmatch(row["coordinate"])) is not None:
            lat, lon = _degrees(*place.groups()[:4]), _degrees(*place.groups()[4:])
            lived_in = int(row["is_populated"] == "1")
            told.append([row["name"], round(lon * UNIT), round(lat * UNIT), lived_in])
    packed = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    ISLANDS.write_bytes(zlib.compress(packed.encode(), 9))


def _degrees(whole: str, minutes: str, seconds: str, side: str) -> float:
    found = int(whole) + int(minutes) / 60 + float(seconds) / 3600
    return -found if side in {"S", "W"} else found


def _provinces(told: dict[str, Any]) -> Iterator[tuple[str, list[list[int]]]]:
    for feature in told["features"]:
        name = feature["properties"]["name"] or ""
        yield name, list(_rings(_polygons(feature["geometry"])))


def _polygons(shape: dict[str, Any]) -> Iterator[Sequence[Point]]:
    parts = shape["coordinates"]
    for polygon in parts if shape["type"] == "MultiPolygon" else [parts]:
        yield [(lon, lat) for lon, lat in polygon[0]]  # the ring outside; lakes are not drawn


def _around(world: dict[str, Any]) -> Iterator[list[list[int]]]:
    arcs = [list(_arc(arc, world["transform"])) for arc in world["arcs"]]
    for shape in world["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] != OURS:
            yield list(_rings(_joined(shape, arcs)))


def _arc(arc: list[list[int]], turn: dict[str, list[float]]) -> Iterator[Point]:
    x = y = 0
    (wide, high), (left, low) = turn["scale"], turn["translate"]
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * wide + left, y * high + low


def _joined(shape: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    parts = shape.get("arcs", [])
    for polygon in parts if shape["type"] == "MultiPolygon" else [parts]:
        ring: list[Point] = []
        for number in polygon[0] if polygon else []:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        yield ring


def _rings(polygons: Iterable[Sequence[Point]]) -> Iterator[list[int]]:
    for polygon in polygons:
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


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
    name(Path(sys.argv[3]))
