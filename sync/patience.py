# SPDX-License-Identifier: GPL-3.0-or-later
"""How long to wait before trying again, and how many roads to use: pure functions of what was seen.

Never give up; wait a little longer each time, and not all laptops at the same moment.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

SHORTEST_S: Final = 0.25
LONGEST_S: Final = 300.0
QUICK: Final = 4
FEWEST: Final = 3
FIRST: Final = 4
MOST: Final = 24
MOST_NEAR: Final = 4
NEAR_S: Final = 0.05
FAR_S: Final = 0.2
ANOTHER: Final = 2.0
"""How often longer or shorter the round trip of another link is, at least."""
MOST_PIECE: Final = 1024 * 1024
AGAIN_S: Final = 1.0
"""After so long a system sends the packet again that opens a connection."""
GREETING: Final = 1500
"""Bytes by which a greeting of TLS is larger than the packets that open a connection, about."""
MOST_GUESSED: Final = 80_000.0
LOST_S: Final = 0.35
"""A greeting that takes still longer was sent twice, or the link is a thin one: the next tells."""
UNSURE_S: Final = 8.0
"""Silence that is borne as long as nobody knows which of the two it was."""
THIN: Final = 4000.0
"""Bytes a second below which fewer connections go: each waits for the others."""
FEWEST_THIN: Final = 2
WINDOW_S: Final = 2.0
PACKET: Final = 1348

SCOUT: Final = 60
SCOUTING: Final = 0.05
"""Bytes of a packet that opens a connection, and the part of a link that such packets may take."""
A_FLOW: Final = 3.5 * PACKET
"""What one flow keeps under way where every twentieth packet is lost."""
AHEAD: Final = 2.0
"""How much more than a round trip's worth the system may hold: room for what is sent again."""
LEAST_BUFFER: Final = 3584
ROOMY: Final = 12 * 1024
FULL_S: Final = 0.3
"""What a flow may hold where all together hold no more than the link sends in so many seconds."""
FIRST_BUFFER: Final = 16 * 1024
MOST_BUFFER: Final = 1024 * 1024
RISES: Final = 0.5
FALLS: Final = 0.2
AWAY: Final = 0.3


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
    """How many connections a link asks for, and what each may keep under way.

    One flow under loss keeps a few packets under way whatever the link would take, so a long link
    is filled by as many flows as its round trip holds such handfuls; a near one by a few.  `rate`:
    bytes a second that arrive lately, `rtt`: the shortest round trip in seconds, `slow`: how long
    the only greeting took that tells nothing alone.  `tell` is called every few seconds.
    """

    rate: float = 0.0
    rtt: float = 0.0
    slow: float = 0.0

    def tell(self, moved: int, seconds: float) -> "Roads":
        """Return the next choice after `moved` bytes in `seconds`.

        More is believed at once by half, less slowly, and next to nothing not at all: then the link
        was away, and comes back as it was.
        """
        rate = moved / max(seconds, 0.001)
        if rate < self.rate * AWAY:
            return self
        weight = RISES if rate > self.rate else FALLS
        return replace(self, rate=self.rate + (rate - self.rate) * weight)

    def again(self, rtt: float) -> "Roads":
        """Return what an earlier choice is worth now that a connection took `rtt` seconds.

        Nothing where the round trip is another one: the laptop is on another link.  One that lost
        its first packet is a second longer.
        """
        same = any(self.rtt / ANOTHER <= one <= self.rtt * ANOTHER for one in (rtt, rtt - AGAIN_S))
        return self.met(rtt) if same else Roads(0.0, rtt)

    def met(self, rtt: float) -> "Roads":
        """Return the next choice after a connection took `rtt` seconds."""
        return replace(self, rtt=min(rtt, self.rtt or rtt))

    def greeted(self, longer: float) -> "Roads":
        """Return the first choice after the greeting took so much `longer` than an empty packet.

        That is what its bytes took: on a far link it is all that is known before anything is sent.
        A very long one is believed once another was as well: packets are lost now and then, a thin
        link is thin each time.
        """
        if self.rate or self.rtt < NEAR_S:
            return self
        if longer > LOST_S and not self.slow:
            return replace(self, slow=longer)
        took = min(longer, self.slow or longer)
        return Roads(GREETING / max(took, GREETING / MOST_GUESSED), self.rtt)

    @property
    def under_way(self) -> float:
        """Return the bytes of one round trip."""
        return self.rate * self.rtt

    @property
    def far(self) -> bool:
        """Tell whether a round trip takes so long that a lost packet is worth a second one."""
        return self.rtt >= FAR_S

    @property
    def slowest(self) -> float:
        """Return the seconds for which all roads may be full while nothing is wrong."""
        if not self.rate:
            return UNSURE_S if self.slow else 0.0
        return 2 * self.rtt + self.count * self.buffer / self.rate

    def scouts(self, seconds: float) -> int:
        """Return how many connections may be tried in so many seconds for a small part of it."""
        if not self.rate:
            return FIRST
        return max(1, int(self.rate * seconds * SCOUTING / SCOUT))

    @property
    def count(self) -> int:
        """Return the number of connections."""
        if not self.under_way:
            return FIRST
        most = MOST_NEAR if self.rtt < NEAR_S else MOST
        fewest = FEWEST if self.rate >= THIN else FEWEST_THIN
        return max(fewest, min(most, math.ceil(self.under_way / A_FLOW)))

    def piece(self, seconds: float, least: int) -> int:
        """Return the bytes that one connection carries in so many seconds, and never fewer."""
        if not self.under_way:
            return MOST_PIECE
        return int(max(least, min(MOST_PIECE, self.rate / self.count * seconds)))

    @property
    def buffer(self) -> int:
        """Return the bytes that one connection may hold unsent or on their way."""
        if not self.under_way:
            return FIRST_BUFFER
        least = max(LEAST_BUFFER, min(ROOMY, self.rate * FULL_S / self.count))
        return int(max(least, min(MOST_BUFFER, AHEAD * self.under_way / self.count)))
