# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a round moves and how long the rest will take, from what was measured just now."""

from collections import deque
from typing import Final

WINDOW_S: Final = 20.0
ENOUGH_S: Final = 3.0


class Headway:
    """Bytes a second over the last seconds of one round of about `total` bytes."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._told: deque[tuple[float, int]] = deque()

    def tell(self, at_s: float, done: int) -> None:
        """Take in that `done` bytes had gone at `at_s`, by a clock that only goes forward."""
        self.done = done
        self._told.append((at_s, done))
        while len(self._told) > 2 and at_s - self._told[1][0] >= WINDOW_S:
            self._told.popleft()

    @property
    def rate(self) -> int:
        """Return bytes a second, 0 while nobody knows."""
        if len(self._told) < 2:
            return 0
        (first_s, first), (last_s, last) = self._told[0], self._told[-1]
        seconds = last_s - first_s
        return round((last - first) / seconds) if seconds >= ENOUGH_S else 0

    @property
    def left_ms(self) -> int | None:
        """Return the milliseconds that the rest will take, None while nobody knows."""
        rate = self.rate
        return round((self.total - self.done) / rate * 1000) if rate and self.total else None
