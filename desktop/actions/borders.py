# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines of regencies that a person brings along, newer or finer than those that ship.

The national mapping agency and the offices have them as GeoJSON (RFC 7946); the project
wilayah_boundaries (Cahya DSN, MIT) as rows of SQL, one file of some 100 kB for a province.  What
was taken is kept small in a file of this laptop's user, outside any vault: outlines are public and
prove nothing.
"""

import json
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, ClassVar, Final

from db.errors import InvalidInputError
from db.model.progress import Check
from db.store import disk
from db.store.trouble import on_disk
from resources.map import Outline, read
from resources.map.rings import Point, polygons, rings
from resources.map.rows import regions

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file that a laptop of 4 GB can read whole: the regencies of all islands are 5 MB."""
MOST: Final = 20_000
"""Shapes in a file: the country has 514 regencies and 7,285 districts."""
LONGEST: Final = 80
NAMES: Final = ("WADMKK", "KABKOT", "NAME_2", "shapeName", "NAMOBJ", "name", "NAME", "nama", "Name")
"""Properties that name a regency, as the mapping agency and others call them."""
FILE: Final = "garis-wilayah.json.z"
Shape = tuple[str, Sequence[Sequence[Point]]]
"""The name of a region, and the outer rings of it as longitude and latitude in degrees."""
_UNREADABLE: Final = (
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RecursionError,
)


class BordersError(InvalidInputError):
    """A file that has no outlines which could be drawn."""

    code: ClassVar[str] = "borders"


@dataclass(frozen=True, slots=True)
class Borders:
    """Outlines and the name of the file that they came in."""

    source: str
    outlines: tuple[Outline, ...]


def take(source: Path, kept: Path, check: Check) -> Borders:
    """Read GeoJSON or rows from `source` and keep its outlines in the file `kept`; return them.

    Raise BordersError when it cannot be read, holds no polygons in Indonesia in degrees (WGS 84),
    or is too large; what was kept before then stays.  Raise what `disk.replace` raises.
    """
    rows = parsed(_content(source), check)
    name = source.name[:LONGEST]
    told = {"source": name, "rows": rows}
    packed = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 6)
    with on_disk(kept.name):
        kept.parent.mkdir(parents=True, exist_ok=True)
    disk.replace(kept, packed)
    return Borders(name, tuple(read(rows)))


def parsed(data: bytes, check: Check) -> list[dict[str, Any]]:
    """Return a row for each shape of a file: its name and its rings as steps; or BordersError."""
    try:
        rowed = b"INSERT INTO" in data
        shapes = _of_rows(data.decode()) if rowed else _of_geojson(json.loads(data))
        rows = list(_rows(shapes, check))
    except _UNREADABLE as error:
        message = "these are neither GeoJSON of polygons nor rows of wilayah_boundaries"
        raise BordersError(message) from error
    if not rows:
        message = "no polygon lies in Indonesia"
        raise BordersError(message)
    return rows


def known(kept: Path) -> Borders | None:
    """Return what was taken earlier, or None; a damaged file counts as none."""
    try:
        told = json.loads(zlib.decompress(kept.read_bytes()))
        return Borders(str(told["source"]), tuple(read(told["rows"])))
    except (OSError, zlib.error, ValueError, KeyError, TypeError, AssertionError):
        return None


def _content(source: Path) -> bytes:
    try:
        with source.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        message = "the file of outlines cannot be read"
        raise BordersError(message) from error
    if len(data) > LARGEST:
        message = "a file of outlines is never this large"
        raise BordersError(message)
    return data


def _rows(shapes: Iterable[Shape], check: Check) -> Iterator[dict[str, Any]]:
    for name, parts in islice(shapes, MOST):
        check()
        if not all(map(_in_degrees, chain.from_iterable(parts))):
            message = "these are no degrees"
            raise ValueError(message)
        if found := list(rings(parts)):
            yield {"name": name[:LONGEST], "rings": found}


def _of_geojson(told: dict[str, Any]) -> Iterator[Shape]:
    features = told["features"][:MOST]
    named = next((key for key in NAMES if any(_text(one, key) for one in features)), "")
    for feature in features:
        shape = feature.get("geometry") or {}
        if shape.get("type") in {"Polygon", "MultiPolygon"}:
            yield _text(feature, named), [part for part in polygons(shape) if part]


def _of_rows(text: str) -> Iterator[Shape]:
    for region in regions(text):
        yield region.name, [outside for outside, *_ in region.polygons]


def _text(feature: dict[str, Any], key: str) -> str:
    value = (feature.get("properties") or {}).get(key)
    return value if isinstance(value, str) else ""


def _in_degrees(point: tuple[float, float]) -> bool:
    return math.isfinite(sum(point)) and abs(point[0]) <= 180 and abs(point[1]) <= 90
