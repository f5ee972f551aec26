# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines of land, provinces and regencies and names of islands, to be drawn without a network.

The files `*.json.z` are JSON under zlib; `NOTICE.md` says whose data they are.
Longitudes and latitudes are ten-thousandths of a degree (11 m), WGS 84; a ring is its first point
and then the steps from point to point, and is closed.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
FILE: Final = FOLDER / "outlines.json.z"
ISLANDS: Final = FOLDER / "islands.json.z"
UNIT: Final = 10_000
"""Steps of a ring in one degree."""
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A province or regency, or land without a name.

    `rings`: longitude and latitude in degrees; islands and mainland alike, and holes.  `at`: where
    its name has most room, where that is known.
    """

    name: str
    rings: tuple[Ring, ...]
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Island:
    """An island by its name.  `lon`, `lat`: in degrees.  `lived_in`: people live there."""

    name: str
    lon: float
    lat: float
    lived_in: bool


def islands() -> tuple[Island, ...]:
    """Return the named islands, the inhabited ones first."""
    told = json.loads(zlib.decompress(ISLANDS.read_bytes()))
    return tuple(
        Island(name, lon / UNIT, lat / UNIT, bool(lived)) for name, lon, lat, lived in told
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What the map is drawn from.

    `around`: other countries; `provinces` and `regencies`: the 38 and 514 of 2025; `islets`: land
    of Indonesia that lies in none of them as they are drawn here, without names.
    """

    around: tuple[Outline, ...]
    islets: tuple[Outline, ...]
    provinces: tuple[Outline, ...]
    regencies: tuple[Outline, ...]


def ground() -> Ground:
    """Return all outlines.  About a third of a second."""
    told = json.loads(zlib.decompress(FILE.read_bytes()))
    names = ("around", "islets", "provinces", "regencies")
    return Ground(*(tuple(read(told[name])) for name in names))


def read(rows: list[dict[str, object]]) -> Iterator[Outline]:
    """Yield outlines from rows of a name and rings as steps."""
    for row in rows:
        rings, at = row["rings"], row.get("at")
        assert isinstance(rings, list)  # noqa: S101 - our own file
        place = (at[0] / UNIT, at[1] / UNIT) if isinstance(at, list) else None
        yield Outline(str(row["name"]), tuple(_ring(steps) for steps in rings), place)


def _ring(steps: list[int]) -> Ring:
    lon = lat = 0
    points = []
    for at in range(0, len(steps), 2):
        lon, lat = lon + steps[at], lat + steps[at + 1]
        points.append((lon / UNIT, lat / UNIT))
    return tuple(points)
