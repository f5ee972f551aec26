# SPDX-License-Identifier: GPL-3.0-or-later
"""A cover that goes along with somebody through a film: where it is at some moments, and between.

Between two key frames it moves and grows in a straight line, in whole pixels, so that everybody who
carries a recipe out covers the same ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

from db.errors import InvalidInputError
from db.model.canonical import Json
from db.model.ops import FURTHEST, LONGEST_US, MOVING, Op, within

MOST_KEYS: Final = 400
VERSION: Final = 1
NUMBERS: Final = 5

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Track:
    """A cover over one face, plate or child, from its first key frame to its last, both included.

    `keys`: moments, in microseconds since the beginning of the original, with the area at each, in
    pixels of the upright original; later moments stand later.
    """

    cover: Op
    keys: tuple[tuple[int, Area], ...]

    def __post_init__(self) -> None:
        if self.cover not in MOVING or not 2 <= len(self.keys) <= MOST_KEYS:
            _refuse()
        for at_us, (x1, y1, x2, y2) in self.keys:
            within(at_us, LONGEST_US)
            for number in (x1, y1, x2, y2):
                within(number, FURTHEST)
            if not (x1 < x2 and y1 < y2):
                _refuse()
        if any(one[0] >= other[0] for one, other in pairwise(self.keys)):
            _refuse()

    @property
    def op(self) -> Op:
        """Return what this step does."""
        return Op.FOLLOW

    def area_at(self, at_us: int, near_us: int = 0) -> Area | None:
        """Return where the cover is; None before it comes and after it went, by over `near_us`."""
        (first, begin), (last, end) = self.keys[0], self.keys[-1]
        if not first - near_us <= at_us <= last + near_us:
            return None
        if at_us <= first:
            return begin
        for (from_us, here), (until_us, there) in pairwise(self.keys):
            if at_us <= until_us:
                return _between(here, there, at_us - from_us, until_us - from_us)
        return end

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        keys: list[Json] = [[at_us, *area] for at_us, area in self.keys]
        return {"cover": self.cover.value, "keys": keys, "op": self.op.value, "version": VERSION}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError, ValueError or InvalidInputError."""
        keys = [tuple(key) for key in value["keys"]]
        sound = all(len(key) == NUMBERS and all(type(one) is int for one in key) for key in keys)
        if value["version"] != VERSION or not sound:
            message = "not a track of this version"
            raise ValueError(message)
        return cls(Op(value["cover"]), tuple((key[0], (key[1], *key[2:])) for key in keys))


def _between(here: Area, there: Area, gone: int, whole: int) -> Area:
    """Return the area part of the way: outwards to whole pixels, so that nothing looks out."""
    x1, y1 = (a + (b - a) * gone // whole for a, b in zip(here[:2], there[:2], strict=True))
    x2, y2 = (a - (a - b) * gone // whole for a, b in zip(here[2:], there[2:], strict=True))
    return x1, y1, x2, y2


def _refuse() -> None:
    message = "a cover goes along some moments, each later than the one before"
    raise InvalidInputError(message, what="step")
