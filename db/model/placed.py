# SPDX-License-Identifier: GPL-3.0-or-later
"""Something that has a place on the map."""

from dataclasses import dataclass
from typing import Final

DEGREE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Placed:
    """One point.  `lat_e7`, `lon_e7`: ten-millionths of a degree, WGS 84.

    `key`: number of an item, or id of a paper.  `typed`: a person wrote the place down; nothing
    measured it.
    """

    key: int | str
    lat_e7: int
    lon_e7: int
    typed: bool = False

    @property
    def lat(self) -> float:
        """Return the latitude in degrees."""
        return self.lat_e7 / DEGREE

    @property
    def lon(self) -> float:
        """Return the longitude in degrees."""
        return self.lon_e7 / DEGREE
