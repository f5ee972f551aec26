# SPDX-License-Identifier: GPL-3.0-or-later
"""The plane seen at a slant: from places of a rectangle to places of the picture it was seen in.

Solved with exact fractions, so that every machine comes to the same eight numbers.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

UNKNOWNS: Final = 8


def back(corners: Sequence[int], size: tuple[int, int]) -> tuple[float, ...]:
    """Return a to h, by which (x, y) of a rectangle of `size` comes from the picture.

    That is from ((ax + by + c) / (gx + hy + 1), (dx + ey + f) / (gx + hy + 1)).  `corners`: x and y
    of the upper left, upper right, lower right and lower left corner in the picture.  Raise
    ValueError where three of them stand in a line.
    """
    width, height = size
    rows: list[list[Fraction]] = []
    for (x, y), u, v in zip(
        ((0, 0), (width, 0), (width, height), (0, height)),
        corners[::2],
        corners[1::2],
        strict=True,
    ):
        rows.append([Fraction(one) for one in (x, y, 1, 0, 0, 0, -u * x, -u * y, u)])
        rows.append([Fraction(one) for one in (0, 0, 0, x, y, 1, -v * x, -v * y, v)])
    return tuple(float(one) for one in _solved(rows))


def _solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve by elimination; each row ends with its right side."""
    for at in range(UNKNOWNS):
        lead = next((row for row in rows[at:] if row[at]), None)
        if lead is None:
            message = "these corners do not go around a sheet"
            raise ValueError(message)
        rows.remove(lead)
        lead = [one / lead[at] for one in lead]
        rows = [
            [one - row[at] * other for one, other in zip(row, lead, strict=True)] for row in rows
        ]
        rows.insert(at, lead)
    return [row[UNKNOWNS] for row in rows]
