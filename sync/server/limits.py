# SPDX-License-Identifier: GPL-3.0-or-later
"""What one device may ask of the depot at a time, and which writer of a chunk is the last one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sync.server.refusals import OffsetError, PatienceError

BURST: Final = 400.0
A_SECOND: Final = 40.0
STRANGER_BURST: Final = 20.0
STRANGERS_A_SECOND: Final = 0.5
FORGET: Final = 20_000


class Patience:
    """A bucket of tokens for each asker; one that is empty is told when to come back."""

    def __init__(self, clock: Callable[[], float], burst: float, a_second: float) -> None:
        self._clock = clock
        self._burst = burst
        self._rate = a_second
        self._held: dict[str, tuple[float, float]] = {}

    def spend(self, who: str) -> None:
        """Take one token of `who`; raise PatienceError when there is none."""
        now = self._clock()
        if len(self._held) > FORGET:
            self._held = {
                name: held for name, held in self._held.items() if now - held[1] < self._burst
            }
        left, since = self._held.get(who, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        if left < 1:
            self._held[who] = (left, now)
            message = "too many requests"
            raise PatienceError(message, seconds=str(int((1 - left) / self._rate) + 1))
        self._held[who] = (left - 1, now)


@dataclass(slots=True)
class _Fence:
    turn: int = 0
    writers: int = 0
    work: threading.Lock = field(default_factory=threading.Lock)


class Fences:
    """The last request for a chunk wins: an older one that still holds its socket writes no more.

    A fenced piece of work is short, so nobody waits for a network here; entering and leaving wait
    for no disk either, as they are done where requests are read.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fences: dict[bytes, _Fence] = {}

    def enter(self, name: bytes) -> int:
        """Become the writer of a chunk and return the turn to show later."""
        with self._lock:
            fence = self._fences.setdefault(name, _Fence())
            fence.turn += 1
            fence.writers += 1
            return fence.turn

    def leave(self, name: bytes) -> None:
        """Stop writing."""
        with self._lock:
            fence = self._fences[name]
            fence.writers -= 1
            if fence.writers == 0:
                del self._fences[name]

    def hold(self, name: bytes, turn: int, work: Callable[[], int]) -> int:
        """Do a piece of work as the writer of a chunk; raise OffsetError when another is it now."""
        fence = self._fences[name]
        with fence.work:
            if fence.turn != turn:
                message = "a newer request writes this chunk"
                raise OffsetError(message, offset="0")
            return work()
