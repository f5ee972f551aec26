# SPDX-License-Identifier: GPL-3.0-or-later
"""How long to wait before trying again, and how many roads to use: pure functions of what was seen.

Never give up; wait a little longer each time, and not all laptops at the same moment.
"""

from dataclasses import dataclass
from typing import Final

SHORTEST_S: Final = 0.25
LONGEST_S: Final = 300.0
QUICK: Final = 4
FEWEST: Final = 2
MOST: Final = 12
WINDOW_S: Final = 6.0
BETTER: Final = 1.08


def delay(attempt: int, seed: int) -> float:
    """Return the seconds to wait after failed attempt 1, 2, … ; `seed` spreads laptops apart."""
    whole = min(LONGEST_S, SHORTEST_S * float(1 << min(attempt, 20)))
    part = (seed * 2654435761 + attempt * 40503) % 1000 / 1000
    return whole * (0.5 + part / 2)


def quick_delay(attempt: int, seed: int) -> float:
    """Return the seconds to wait within a round, where a drop is likely over in a moment."""
    return min(2.0, delay(min(attempt, QUICK), seed))


@dataclass(frozen=True, slots=True)
class Roads:
    """How many connections to use: one more while that moves more bytes, one less when it did not.

    One flow under loss fills a fraction of a long link; several fill it.  `tell` is called every
    few seconds with the bytes that moved.
    """

    count: int = FEWEST
    best: float = 0.0
    settled: bool = False

    def tell(self, moved: int, seconds: float) -> "Roads":
        """Return the next choice after `moved` bytes in `seconds` on `count` connections."""
        rate = moved / max(seconds, 0.001)
        if self.settled:
            # The link may have become another one: look again when it does much more or less.
            changed = rate > self.best * 1.5 or rate < self.best / 2
            return Roads(self.count, rate, settled=False) if changed and rate else self
        if rate > self.best * BETTER and self.count < MOST:
            return Roads(self.count + 1, rate)
        if rate < self.best:
            return Roads(max(FEWEST, self.count - 1), self.best, settled=True)
        return Roads(self.count, max(rate, self.best), settled=True)
