# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of what is carried waits for no quiet road: another one asks how far its chunk came.

What a road carries cannot be taken back, and one that lost the same packet twice stands still for
seconds, as does one whose answer was lost.  While there is other work that costs nothing; at the
end all wait for it.
"""

import time
from collections.abc import Iterable, Sequence
from typing import Final

from sync.patience import UNSURE_S, Roads
from sync.road import Exchange, Road

TWICE: Final = 1.35
"""Round trips after which what has no answer is worth asking again."""
HOLDS: Final = 2
"""How many times the bytes that it was told a system may hold."""


class Lookout:
    """The looks under way, each for a quiet road, and the exchanges that nobody waits for."""

    def __init__(self) -> None:
        self._looks: dict[Exchange, tuple[Road, float, float]] = {}
        self._moot: set[Exchange] = set()

    def __contains__(self, exchange: object) -> bool:
        """Tell whether an exchange is a look."""
        return exchange in self._looks

    def quiet(self, lines: Sequence[Road], link: Roads) -> list[Road]:
        """Return the roads that moved nothing for longer than what all hold may take."""
        now, busy = time.monotonic(), sum(bool(road.asked) for road in lines)
        drains = HOLDS * busy * link.buffer / link.rate if link.rate else UNSURE_S
        bears = TWICE * link.rtt + drains
        seen = [road for road, _, since in self._looks.values() if now - since < bears]
        return [
            road
            for road in lines
            if road.asked and not road.yielding and now - road.moved_at > bears and road not in seen
        ]

    def note(self, look: Exchange, road: Road) -> None:
        """Note that a look for a quiet road is under way."""
        self._looks[look] = road, road.moved_at, time.monotonic()

    def seen(self, look: Exchange) -> Road | None:
        """Take a look that was answered; return its road, or None when that moved meanwhile."""
        road, moved_at, _ = self._looks.pop(look)
        return road if road.moved_at <= moved_at else None

    def forget(self, exchanges: Iterable[Exchange]) -> None:
        """Wait for these no more."""
        self._moot.update(exchanges)

    def is_moot(self, exchange: Exchange) -> bool:
        """Tell whether nobody waits for an exchange that ended; that is told once."""
        moot = exchange in self._moot
        self._moot.discard(exchange)
        return moot

    def lost(self, exchange: Exchange) -> bool:
        """Tell whether an exchange that a road lost needs no other."""
        looked = self._looks.pop(exchange, None) is not None
        return self.is_moot(exchange) or looked

    def end(self) -> list[Exchange]:
        """Wait for no look any more, and return those under way."""
        under_way = list(self._looks)
        self._looks.clear()
        self.forget(under_way)
        return under_way
