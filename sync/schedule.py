# SPDX-License-Identifier: GPL-3.0-or-later
"""When the next round is due: a pure rule over a clock nobody can set and what was seen.

A round is held by hand at any time.  By itself one is held every so many minutes, in the evening,
when a network comes, and once after the laptop woke: only while something waits, never while a
person paused it, and after a failure only as often as patience allows.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sync.patience import LONGEST_S, delay
from sync.reasons import Reason

MINUTE_S: Final = 60.0
DAY_MIN: Final = 24 * 60
SETTLE_S: Final = 5.0
"""A network that just came is given so long to hand out addresses."""
IDLE_S: Final = 900.0
"""How long to sleep when nothing can make a round due but news from outside."""
FIRST_S: Final = 20.0
"""After unlocking, people are let in first."""
GENTLE: Final = 8
"""After this many failures in a row the wait grows no more."""

TRANSIENT: Final = frozenset(
    {Reason.OFFLINE, Reason.STALLED, Reason.CAPTIVE, Reason.BUSY, Reason.UNKNOWN}
)
"""Failures that may be over by themselves; the others wait for a person."""


class Reach(StrEnum):
    """What the system says of the network.  `UNKNOWN`: it cannot tell, so trying is the probe."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """When rounds are held by themselves."""

    HAND = "hand"
    PERIODIC = "periodic"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Habits:
    """How people here want it.

    `every_min`: minutes between rounds.  `from_min` and `until_min`: the evening, in minutes since
    local midnight; it may go past midnight.  `on_network`: also when a network comes.
    `cap`: bytes a second at most, 0 for no cap.  `save_data`: no photos, sound or video on a road
    that is paid by the byte.  `largest`: bytes of the largest item that goes by itself, 0 for any.
    """

    mode: Mode = Mode.PERIODIC
    every_min: int = 15
    from_min: int = 19 * 60
    until_min: int = 23 * 60
    on_network: bool = True
    cap: int = 0
    save_data: bool = True
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rule is told.  All `_s` are readings of one clock since boot that counts sleep.

    `minute`: of the local day.  `waiting`: something is there to be sent.  `begun_s`: when watching
    began.  `ended_s`: when the last round or probe of this session ended, or None.  `failures`: in
    a row.  `came_s`: when a network last came, or the laptop woke, or None.  `paused_s`: until when
    a person paused it, or None.
    """

    now_s: float
    minute: int
    waiting: bool
    begun_s: float
    ended_s: float | None = None
    reason: Reason | None = None
    failures: int = 0
    reach: Reach = Reach.UNKNOWN
    came_s: float | None = None
    paused_s: float | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When the next round is, in seconds from now; 0 is now.

    None: only news from outside, a person or a network, can bring one about.
    """

    in_s: float | None


NEVER: Final = Due(None)


def decide(seen: Seen, habits: Habits, seed: int = 0) -> Due:
    """Return when the next round is due.  `seed` spreads laptops apart."""
    if not seen.waiting or seen.reach is Reach.NO:
        return NEVER
    if seen.reason is not None and seen.failures and seen.reason not in TRANSIENT:
        return NEVER
    paused = 0.0 if seen.paused_s is None else max(0.0, seen.paused_s - seen.now_s)
    wanted = [_by_clock(seen, habits), _by_network(seen, habits)]
    soonest = min((one for one in wanted if one is not None), default=None)
    if soonest is None:
        return NEVER
    return Due(max(soonest, paused, _by_patience(seen, seed)))


def in_evening(minute: int, habits: Habits) -> bool:
    """Tell whether a minute of the day is in the evening that was set."""
    return (minute - habits.from_min) % DAY_MIN < (habits.until_min - habits.from_min) % DAY_MIN


def _by_clock(seen: Seen, habits: Habits) -> float | None:
    if habits.mode is Mode.HAND:
        return None
    since = seen.begun_s + FIRST_S - habits.every_min * MINUTE_S
    last = since if seen.ended_s is None else seen.ended_s
    regular = max(0.0, last + habits.every_min * MINUTE_S - seen.now_s)
    if habits.mode is Mode.PERIODIC:
        return regular
    after_min = seen.minute + int(regular // MINUTE_S)
    if in_evening(after_min % DAY_MIN, habits):
        return regular
    return float((habits.from_min - seen.minute) % DAY_MIN) * MINUTE_S


def _by_network(seen: Seen, habits: Habits) -> float | None:
    came = seen.came_s
    fresh = came is not None and (seen.ended_s is None or seen.ended_s < came)
    if not habits.on_network or not fresh or came is None:
        return None
    return max(0.0, came + SETTLE_S - seen.now_s)


def _by_patience(seen: Seen, seed: int) -> float:
    """Return how long a failure forbids another try; a network that came since forgives it."""
    if not seen.failures or seen.ended_s is None:
        return 0.0
    if seen.came_s is not None and seen.came_s > seen.ended_s:
        return 0.0
    steps = min(seen.failures, GENTLE)
    least = min(LONGEST_S, MINUTE_S / 2 * (1 << (steps - 1)))
    return max(0.0, seen.ended_s + max(least, delay(steps + GENTLE, seed)) - seen.now_s)
