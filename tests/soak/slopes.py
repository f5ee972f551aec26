# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells growth from chance: the median of all slopes between two readings, after a warm-up.

One reading that is off moves no median, so a verdict needs no luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Final

from tests.soak.gauges import Reading

KIB: Final = 1024
FEWEST: Final = 4
"""Readings after the warm-up without which nothing can be said."""

LIMITS: Final = {
    "rss": 256 * KIB,
    "heap": 192 * KIB,
    "helpers": 64 * KIB,
    "files": 0.05,
    "threads": 0.05,
    "widgets": 0.05,
    "qobjects": 0.1,
    "objects": 10.0,
    "records": 256 * KIB,
    "media": 576 * KIB,
}
"""What may come on with each round, in the unit of the gauge; a round is hours of work.

Memory: a program that is left running for two hundred rounds, a month, may hold 50 MiB more.  What
is counted (files, threads, widgets, objects) may not grow at all.

The vault is the exception that must grow: the shelves by the 549 KiB that a round seals and 5 %,
the records by a Form A, three items and the receipts for them.
"""


@dataclass(frozen=True, slots=True)
class Growth:
    """How one gauge went.  `slope`: a round, after the warm-up."""

    name: str
    first: float
    last: float
    slope: float
    limit: float

    @property
    def leaks(self) -> bool:
        """Tell whether it grows by more than it may."""
        return self.slope > self.limit


def slope(readings: Sequence[Reading], name: str) -> float:
    """Return how much a gauge grows with each round: the median over all pairs of readings."""
    found = [
        (getattr(later, name) - getattr(before, name)) / (later.rounds - before.rounds)
        for before, later in combinations(readings, 2)
    ]
    return float(median(found))


def warmed(readings: Sequence[Reading], warm_up: int) -> Sequence[Reading]:
    """Return the readings after the first `warm_up` rounds."""
    return [one for one in readings if one.rounds > warm_up]


def judge(readings: Sequence[Reading], warm_up: int) -> tuple[Growth, ...]:
    """Return how every gauge went, nothing when there are too few readings to tell."""
    steady = warmed(readings, warm_up)
    if len(steady) < FEWEST:
        return ()
    first, last = steady[0], steady[-1]
    return tuple(
        Growth(name, getattr(first, name), getattr(last, name), slope(steady, name), limit)
        for name, limit in LIMITS.items()
    )
