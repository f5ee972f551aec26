# SPDX-License-Identifier: GPL-3.0-or-later
"""A cap on bytes a second over all connections: a bucket that fills at the rate and holds a second.

Bucket and meter are the `Pace` of a depot: whoever sends a piece asks first, and asks again after
the seconds it is told.  What goes out may overdraw the bucket by one piece, never by more.
"""

import threading
from collections.abc import Callable
from typing import Final

from sync.line import Pace

LEAST: Final = 8_000
"""Bytes a second below which no cap goes: a connection would be taken for dead."""
SHORTEST_S: Final = 0.005


class Bucket:
    """Lets `rate` bytes a second pass, after a rest a second's worth at once; any thread may ask.

    `clock`: seconds that only go forward.
    """

    def __init__(self, rate: int, clock: Callable[[], float]) -> None:
        self._rate = float(max(LEAST, rate))
        self._clock = clock
        self._full, self._at = self._rate, clock()
        self._lock = threading.Lock()

    def __call__(self, size: int) -> float:
        """Return 0.0 when `size` bytes may go, which counts them; else seconds to ask again in."""
        with self._lock:
            now = self._clock()
            self._full = min(self._rate, self._full + (now - self._at) * self._rate)
            self._at = now
            if self._full <= 0:
                return max(SHORTEST_S, -self._full / self._rate)
            self._full -= size
            return 0.0


class Meter:
    """Counts what another pace lets go: bytes that went out, sent again or not.

    A chunk that was handed over may still wait in this laptop; what the meter counts does not.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lock = threading.Lock()
        self._passed = 0

    def __call__(self, size: int) -> float:
        """Ask the other pace, as `Bucket` answers."""
        wait = self._pace(size)
        if not wait:
            with self._lock:
                self._passed += size
        return wait

    def passed(self) -> int:
        """Return how many bytes went out so far; any thread may ask."""
        with self._lock:
            return self._passed
