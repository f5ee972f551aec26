# SPDX-License-Identifier: GPL-3.0-or-later
"""Where regions are, as far as anybody knows: provinces have a place on the map, laptops have none.

Laptops are drawn together at the middle of their province: on a page that shows the whole country,
514 regencies would lie on each other.
"""

import csv
import io
from functools import cache
from typing import Final

from resources.map import Ring, ground
from resources.reference import region_files

WEST: Final = 94.5
NORTH: Final = 6.6
SCALE: Final = 21.0
"""Units of the drawing in one degree."""
WIDE: Final = 998
HIGH: Final = 380
COARSE: Final = 0.9
SMALL: Final = 1.6
CODE_WIDTHS: Final = (2, 5, 8)
CENTRES: Final[dict[str, tuple[float, float]]] = {
    "11": (96.8, 4.3), "12": (99.1, 2.2), "13": (100.6, -0.8), "14": (101.8, 0.6),
    "15": (102.7, -1.7), "16": (104.0, -3.2), "17": (102.3, -3.7), "18": (105.0, -4.9),
    "19": (106.5, -2.5), "21": (104.5, 1.0), "31": (107.0, -5.6), "32": (107.7, -7.0),
    "33": (110.0, -7.15), "34": (110.5, -8.3), "35": (112.6, -7.75), "36": (105.7, -6.5),
    "51": (115.15, -8.4), "52": (117.4, -8.65), "53": (121.9, -9.3), "61": (111.1, 0.0),
    "62": (113.4, -1.6), "63": (115.4, -3.0), "64": (116.4, 0.5), "65": (116.6, 3.0),
    "71": (124.4, 0.9), "72": (120.9, -1.2), "73": (120.1, -3.9), "74": (122.2, -4.1),
    "75": (122.4, 0.65), "76": (119.3, -2.5), "81": (129.2, -3.2), "82": (127.9, 0.9),
    "91": (139.7, -2.7), "92": (133.3, -2.2), "93": (139.6, -7.3), "94": (136.1, -3.7),
    "95": (139.2, -4.2), "96": (131.5, -1.1),
}  # fmt: skip
"""Longitude and latitude at which a province's figure stands; not a border, not a capital."""


@cache
def names() -> dict[str, str]:
    """Return the names of provinces, regencies and districts by code ("51.03.01")."""
    files = region_files()
    found: dict[str, str] = {}
    for name in ("provinces.csv", "regencies.csv", "districts.csv"):
        for row in csv.DictReader(io.StringIO(files[name].decode("utf-8"))):
            found[row["code"]] = row["name"]
    return found


def is_region(code: str) -> bool:
    """Tell whether a code is that of a province, regency or district."""
    return code in names()


def shown(code: str) -> str:
    """Return a region as people say it, the smallest first: "Kuta Utara, Badung, Bali"."""
    parts = [code[:width] for width in CODE_WIDTHS if width <= len(code)]
    return ", ".join(names().get(part, part) for part in reversed(parts))


def short(code: str) -> str:
    """Return the name of a region alone."""
    return names().get(code, code)


def spot(province: str) -> tuple[float, float] | None:
    """Return where on the drawing a province's figure stands."""
    centre = CENTRES.get(province)
    return None if centre is None else _point(*centre)


@cache
def land() -> tuple[str, str]:
    """Return the country and its neighbours as paths of the drawing."""
    drawn = ground()
    ours = (*drawn.provinces, *drawn.islets)
    return (
        "".join(_path(ring) for outline in ours for ring in outline.rings),
        "".join(_path(ring) for outline in drawn.around for ring in outline.rings),
    )


def _point(lon: float, lat: float) -> tuple[float, float]:
    return round((lon - WEST) * SCALE, 1), round((NORTH - lat) * SCALE, 1)


def _path(ring: Ring) -> str:
    """Return a ring in as few points as the drawing shows; nothing for a speck."""
    points = [_point(lon, lat) for lon, lat in ring]
    across = [max(axis) - min(axis) for axis in zip(*points, strict=True)]
    if max(across) < SMALL:
        return ""
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= COARSE:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"
