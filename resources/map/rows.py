# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions as rows of SQL, as the project wilayah_boundaries (Cahya DSN, MIT) publishes them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from resources.map.rings import Point

ROW: Final = re.compile(
    r"\('(?P<code>[0-9.]{2,13})','(?P<name>[^']{0,200})',"
    r"-?[0-9.]{1,25},-?[0-9.]{1,25},'(?P<path>\[[^']*\])'\)"
)
"""A row: code, name, its middle, and its rings as JSON, latitude first."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region.  `polygons`: each the outer ring and the holes; longitude, latitude in degrees."""

    code: str
    name: str
    polygons: tuple[tuple[Sequence[Point], ...], ...]


def regions(text: str) -> Iterator[Region]:
    """Yield the regions of a file; raise ValueError, LookupError or TypeError for one unlike it."""
    for row in ROW.finditer(text):
        path = json.loads(row["path"])
        several = isinstance(path[0][0][0], list)
        polygons = tuple(
            tuple([(float(lon), float(lat)) for lat, lon in ring] for ring in polygon)
            for polygon in (path if several else [path])
        )
        yield Region(row["code"], row["name"], polygons)
