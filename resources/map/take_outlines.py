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
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from resources.map import FILE, ISLANDS, UNIT
from resources.map.rings import Point, polygons, rings

NAMES: Final = {
    "Bangka-Belitung": "Kepulauan Bangka Belitung",
    "Irian Jaya Barat": "Papua Barat",
    "Jakarta Raya": "DKI Jakarta",
    "Yogyakarta": "DI Yogyakarta",
}
OURS: Final = "Indonesia"
_ANGLE: Final = r'(\d+)°(\d+)\'([\d.]+)"'
_PLACE: Final = re.compile(rf"{_ANGLE} ([NS]) {_ANGLE} ([EW])")


def make(provinces: Path, countries: Path) -> None:
    """Write the outlines that ship."""
    rows = [
        {"name": NAMES.get(name, name), "rings": found}
        for name, found in _provinces(json.loads(provinces.read_text(encoding="utf-8")))
        if found
    ]
    around = [
        {"name": "", "rings": found}
        for found in _around(json.loads(countries.read_text(encoding="utf-8")))
        if found
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
        yield name, list(rings(polygons(feature["geometry"])))


def _around(world: dict[str, Any]) -> Iterator[list[list[int]]]:
    arcs = [list(_arc(arc, world["transform"])) for arc in world["arcs"]]
    for shape in world["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] != OURS:
            yield list(rings(_joined(shape, arcs)))


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
    make(Path(sys.argv[1]), Path(sys.argv[2]))
    name(Path(sys.argv[3]))
