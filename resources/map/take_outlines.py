# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the outlines and names of the map; NOTICE.md says where its sources come from.

::

    python -m resources.map.take_outlines COUNTRIES.json COAST.json ROWS REGIONS ISLANDS.csv

COUNTRIES is TopoJSON of the world and COAST GeoJSON of Indonesia, both of Natural Earth at 1:10
million; ROWS is the folder `db/kab` of wilayah_boundaries, a file for each province; REGIONS holds
the tables of regencies and provinces of idn-area-data, and ISLANDS is its table of islands.

Neighbouring regencies were drawn one by one there, so their common border is two lines; here it
becomes one (GEOS's coverage cleaner), and a province is what its regencies cover.  Of the coast
only the islands are kept that no regency has.  What lies outside the window is cut off; points
closer than 50 m to a straight line between their neighbours are left out.  It needs shapely 2.1 or
newer (BSD), which Segel itself does not.
"""

import csv
import json
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from resources.map import FILE, ISLANDS, UNIT
from resources.map.rings import Point, polygons, rings
from resources.map.rows import regions

OURS: Final = "Indonesia"
LEAST: Final = 0.02
"""Degrees, 2 km: a smaller part of a regency is left out, unless it has no other."""
FEW: Final = 8
APART: Final = 0.012
"""Degrees, 1.3 km: a gap between two regencies that is narrower was none."""
BESIDE: Final = 0.02
"""Degrees, 2 km: land that is nearer to a regency is drawn with it."""
SPECK: Final = 1e-5
"""Square degrees, 0.1 km²: what is smaller came of the cleaning."""
_ANGLE: Final = r'(\d+)°(\d+)\'([\d.]+)"'
_PLACE: Final = re.compile(rf"{_ANGLE} ([NS]) {_ANGLE} ([EW])")
Row = dict[str, Any]


@cache
def _geos() -> Any:
    """Return shapely, which nothing else here needs."""
    return import_module("shapely")


def make(countries: Path, coast: Path, rows: Path, names: Path) -> None:
    """Write the outlines that ship."""
    shapes = _clean(rows)
    regencies = _names(names / "regencies.csv")
    provinces = {
        code: _geos().coverage_union_all([one for key, one in shapes.items() if key[:2] == code])
        for code in sorted({key[:2] for key in shapes})
    }
    known = _names(names / "provinces.csv")
    told = {
        "around": list(_around(json.loads(countries.read_text(encoding="utf-8")))),
        "islets": _islets(json.loads(coast.read_text(encoding="utf-8")), list(shapes.values())),
        "provinces": [_row(known[code], shape) for code, shape in provinces.items()],
        "regencies": [_row(regencies[code], shape) for code, shape in shapes.items()],
    }
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    FILE.write_bytes(zlib.compress(text.encode(), 9))


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


def _names(table: Path) -> dict[str, str]:
    with table.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


# -- regencies ------------------------------------------------------------------------------------


def _clean(rows: Path) -> dict[str, Any]:
    """Return the shape of each regency by its code, neighbours with one border between them."""
    found = {
        one.code: _shape(one.polygons)
        for path in sorted(rows.glob("*.sql"))
        for one in regions(path.read_text(encoding="utf-8"))
    }
    codes = sorted(found)
    clean = _geos().coverage_clean([found[code] for code in codes], gap_width=APART)
    return dict(zip(codes, clean, strict=True))


def _shape(polygons: Sequence[Sequence[Sequence[Point]]]) -> Any:
    large = [one for one in polygons if _extent(one[0]) >= LEAST]
    kept = large or sorted(polygons, key=lambda one: -_extent(one[0]))[:FEW]
    parts = (
        _geos().Polygon(outside, [hole for hole in holes if _extent(hole) >= LEAST])
        for outside, *holes in kept
    )
    sound = [_geos().make_valid(part, method="structure", keep_collapsed=False) for part in parts]
    return _geos().union_all(sound)


def _extent(ring: Sequence[Point]) -> float:
    east, north = zip(*ring, strict=True)
    return float(max(max(east) - min(east), max(north) - min(north)))


def _row(name: str, shape: Any) -> Row:
    largest = max(_geos().get_parts(shape), key=lambda part: part.area)
    lon, lat = _geos().maximum_inscribed_circle(largest, tolerance=0.001).coords[0]
    at = [round(lon * UNIT), round(lat * UNIT)]
    return {"name": name, "at": at, "rings": list(rings(_rings(shape)))}


def _rings(shape: Any) -> Iterator[list[Point]]:
    for part in _geos().get_parts(shape):
        if _geos().get_type_id(part) == _geos().GeometryType.POLYGON and part.area > SPECK:
            for ring in (part.exterior, *part.interiors):
                yield [(lon, lat) for lon, lat in ring.coords[:-1]]


# -- other land -----------------------------------------------------------------------------------


def _islets(told: dict[str, Any], shapes: list[Any]) -> list[Row]:
    """Return the islands of a coast that no regency has."""
    near = _geos().STRtree(shapes)
    kept = [
        ring
        for feature in told["features"]
        for ring in polygons(feature["geometry"])
        if not near.query(_geos().Polygon(ring), "dwithin", distance=BESIDE).size
    ]
    return [{"name": "", "rings": [steps]} for steps in rings(kept)]


def _around(world: dict[str, Any]) -> Iterator[Row]:
    arcs = [list(_arc(arc, world["transform"])) for arc in world["arcs"]]
    for shape in world["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] != OURS:
            found = list(rings(_joined(shape, arcs)))
            if found:
                yield {"name": "", "rings": found}


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


if __name__ == "__main__":
    make(*map(Path, sys.argv[1:5]))
    name(Path(sys.argv[5]))
