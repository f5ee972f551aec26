# SPDX-License-Identifier: GPL-3.0-or-later
"""The common JPEG quantisation tables (ITU-T T.81 annex K, scaled as the IJG library does)."""

from collections.abc import Mapping
from functools import cache
from typing import Final

# Annex K, table K.1 (brightness), row by row.
_BRIGHTNESS: Final = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)


def quality(tables: Mapping[int, tuple[int, ...]]) -> int | None:
    """Return the IJG quality (1 to 100) whose brightness table the picture uses, or None."""
    return _qualities().get(tables.get(0, ()))


@cache
def _qualities() -> dict[tuple[int, ...], int]:
    # Several low qualities end in the same table; the highest is kept.
    return {_table(number): number for number in range(1, 101)}


def _table(number: int) -> tuple[int, ...]:
    scale = 5000 // number if number < 50 else 200 - number * 2
    return tuple(
        min(max((_BRIGHTNESS[row][column] * scale + 50) // 100, 1), 255)
        for row, column in _zigzag()
    )


def _zigzag() -> list[tuple[int, int]]:
    """Return the places of a block in the order of annex A, figure A.6."""
    places = [(row, column) for row in range(8) for column in range(8)]

    def order(place: tuple[int, int]) -> tuple[int, int]:
        diagonal = sum(place)
        return diagonal, place[0] if diagonal % 2 else place[1]

    return sorted(places, key=order)
