# SPDX-License-Identifier: GPL-3.0-or-later
"""The chunks that wait, and how far each came: given in by one thread, carried by another."""

import threading
from collections import deque
from typing import Final

from sync.wire import Chunk, Landed

AHEAD: Final = 24
"""Chunks read before somebody can carry them: enough to speak with the depot meanwhile."""
UNKNOWN: Final = -1
PARTS: Final = 4


class Board:
    """Work for the roads.  A chunk is with one road at a time, or here.

    `closed`: no more will be given.
    """

    def __init__(self, landed: Landed) -> None:
        self._landed = landed
        self._change = threading.Condition()
        self._fresh: deque[Chunk] = deque()
        self._begun: deque[Chunk] = deque()
        self._unknown: deque[Chunk] = deque()
        self._left = 0
        self.closed = False

    def give(self, chunk: Chunk) -> None:
        """Add a chunk."""
        with self._change:
            self._fresh.append(chunk)
            self._left += 1

    def wait(self, seconds: float, *, empty: bool) -> bool:
        """Wait for room, or for everything to be carried; tell whether it came to that."""
        with self._change:
            return self._change.wait_for(
                lambda: not self._left if empty else len(self._fresh) < AHEAD, seconds
            )

    @property
    def left(self) -> int:
        """Return how many chunks are not whole at the depot."""
        return self._left

    def unknown(self) -> Chunk | None:
        """Take a chunk of which the depot must be asked how far it came."""
        with self._change:
            return self._unknown.popleft() if self._unknown else None

    def next(self, roads: int, most: int, least: int) -> tuple[Chunk, int] | None:
        """Take a chunk to send and the bytes of it to send; those that were begun before first.

        When no more will be given, the one of which most is left, and of it a quarter of what each
        of `roads` may expect of all that waits: a slow road must be done with it when the others
        end, so pieces become smaller towards the end.  None is larger than `most` bytes, or smaller
        than `least` unless that is all.
        """
        with self._change:
            waiting = [*self._begun, *self._fresh]
            if not waiting:
                return None
            if not self.closed:
                chunk = (self._begun or self._fresh).popleft()
                self._change.notify_all()
                return chunk, _fair(_left(chunk), most, least)
            chunk = max(waiting, key=_left)
            (self._begun if chunk in self._begun else self._fresh).remove(chunk)
            share = sum(map(_left, waiting)) // (PARTS * roads)
            return chunk, _fair(_left(chunk), max(least, min(most, share)), least)

    def back(self, chunk: Chunk, offset: int) -> None:
        """Put a chunk back; `offset` is the depot's word, or UNKNOWN."""
        with self._change:
            kept = Chunk(chunk.name, offset, chunk.body)
            (self._unknown if offset == UNKNOWN else self._begun).append(kept)

    def done(self, chunk: Chunk) -> None:
        """Note that the depot has a chunk whole."""
        self._landed(chunk.name)
        with self._change:
            self._left -= 1
            self._change.notify_all()


def _fair(left: int, size: int, least: int) -> int:
    """Return `size`, or all that is left where that leaves crumbs."""
    return size if size + least <= left else left


def _left(chunk: Chunk) -> int:
    return len(chunk.body) - chunk.offset
