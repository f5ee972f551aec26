# SPDX-License-Identifier: GPL-3.0-or-later
"""A cap on bytes a second over all connections: a bucket that fills at the rate and holds a second.

It is the `Pace` of a depot: whoever sends a piece asks first, and asks again after the seconds it
is told.  What goes out may overdraw the bucket by one piece, never by more.
"""

import threading
from collections.abc import Callable
from typing import Final

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
