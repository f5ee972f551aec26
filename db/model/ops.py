# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of steps a recipe has, and how far places and times reach."""

from enum import StrEnum
from typing import Final

from db.errors import InvalidInputError

FURTHEST: Final = 1 << 20
"""Pixels; no picture reaches further."""
LONGEST_US: Final = 1 << 52


class Op(StrEnum):
    """One kind of step."""

    STILL = "gambar-diam"
    CLIP = "cuplikan"
    CROP = "potong"
    BOX = "kotak"
    ARROW = "panah"
    BLUR = "buram"
    MASK = "tutup"
    TRANSCRIPT = "transkrip"
    PERSPECTIVE = "luruskan"
    BIND = "jilid"
    FOLLOW = "ikuti"


DRAWN: Final = frozenset({Op.CROP, Op.BOX, Op.ARROW, Op.BLUR, Op.MASK})
MOVING: Final = frozenset({Op.BLUR, Op.MASK})


def within(number: int, most: int) -> None:
    """Raise InvalidInputError unless a place or a time lies between 0 and `most`."""
    if not 0 <= number <= most:
        message = "a place or a time lies outside"
        raise InvalidInputError(message, what="step")
