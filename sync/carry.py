# SPDX-License-Identifier: GPL-3.0-or-later
"""Chunks on several connections at once, each resumed where the depot says it stands.

A line that is silent alone breaks by itself after 25 s.  When all are silent for 5 s, a new
connection is tried: if it opens while they stay silent, their road is dead and all are broken.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from db.errors import SegelError, UnavailableError
from db.model.progress import Check
from sync.errors import OfflineError, StalledError
from sync.line import Address, Line, Pace, Pulse, at_once, reachable
from sync.patience import WINDOW_S, Roads, quick_delay
from sync.wire import Chunk

TICK_S: Final = 0.1
SILENT_S: Final = 5.0
PROBE_S: Final = 3.0
HOPELESS_S: Final = 90.0
"""After so long without a byte the round ends; the next one goes on from here."""

Send = Callable[[Line, Chunk], None]


class Carrier:
    """Workers that take chunks from a short queue, as many as the link makes use of."""

    def __init__(
        self, address: Address, send: Send, roads: Roads | None = None, pace: Pace = at_once
    ) -> None:
        self.roads = roads or Roads()
        self._address = address
        self._send = send
        self._pace = pace
        self._waiting: queue.Queue[Chunk | None] = queue.Queue(maxsize=2)
        self._lines: dict[int, Line] = {}
        self._pulses: dict[int, Pulse] = {}
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._problem: Exception | None = None
        self._stop = threading.Event()
        self._under_way = 0

    def carry(self, chunks: Iterable[Chunk], check: Check) -> None:
        """Send every chunk; raise what made it impossible, or what `check` raises."""
        try:
            self._watch(iter(chunks), check)
        finally:
            self._stop.set()
            self._break_all()
            for thread in self._threads:
                thread.join()
        if self._problem is not None:
            raise self._problem

    def _watch(self, chunks: Iterator[Chunk], check: Check) -> None:
        window, moved = time.monotonic(), 0
        following = next(chunks, None)
        while self._problem is None:
            check()
            if following is None and not self._under_way:
                return
            if following is not None and self._offer(following):
                following = next(chunks, None)
            while len(self._threads) < self.roads.count:
                self._hire()
            self._listen()
            now = time.monotonic()
            if now - window >= WINDOW_S:
                total = sum(pulse.moved for pulse in self._pulses.values())
                self.roads = self.roads.tell(total - moved, now - window)
                window, moved = now, total

    def _offer(self, chunk: Chunk) -> bool:
        try:
            with self._lock:
                self._under_way += 1
            self._waiting.put(chunk, timeout=TICK_S)
        except queue.Full:
            self._finished()
            return False
        return True

    def _listen(self) -> None:
        if self._waiting.empty():
            time.sleep(TICK_S / 10)
        pulses = [pulse for pulse in self._pulses.values() if pulse.busy]
        if not pulses or not self._under_way:
            return
        last = max(pulse.at for pulse in self._pulses.values())
        silent = time.monotonic() - last
        if silent > HOPELESS_S:
            message = "nothing moved for a long time"
            self._fail(UnavailableError(message))
        elif silent > SILENT_S and self._lines and self._road_died(last):
            self._break_all()

    def _road_died(self, last: float) -> bool:
        """Tell whether a new connection opens while the old ones stay silent."""
        there = reachable(self._address, PROBE_S)
        return there and max(pulse.at for pulse in self._pulses.values()) <= last

    def _hire(self) -> None:
        number = len(self._threads)
        pulse = self._pulses[number] = Pulse()
        thread = threading.Thread(
            target=self._work, args=(number, pulse), name=f"line-{number}", daemon=True
        )
        self._threads.append(thread)
        thread.start()

    def _work(self, number: int, pulse: Pulse) -> None:
        try:
            while not self._stop.is_set():
                if number >= self.roads.count:
                    time.sleep(TICK_S)
                    continue
                try:
                    chunk = self._waiting.get(timeout=TICK_S)
                except queue.Empty:
                    continue
                if chunk is None:
                    return
                self._deliver(number, pulse, chunk)
                self._finished()
        except Exception as error:  # noqa: BLE001 - handed to the one who watches
            self._fail(error)
        finally:
            self._drop(number)

    def _deliver(self, number: int, pulse: Pulse, chunk: Chunk) -> None:
        attempt = 0
        while not self._stop.is_set():
            before = pulse.moved
            try:
                line = self._lines.get(number)
                if line is None:
                    line = self._lines[number] = Line(self._address, pulse, self._pace)
                self._send(line, chunk)
            except (OfflineError, StalledError):  # a road that broke; anything else is an answer
                self._drop(number)
                attempt = 1 if pulse.moved > before else attempt + 1
                pulse.busy = True  # waiting to go on is no rest: silence counts
                self._stop.wait(quick_delay(attempt, number))
            else:
                return
            chunk = Chunk(chunk.name, -1, chunk.body)  # the depot is asked where it stands

    def _drop(self, number: int) -> None:
        line = self._lines.pop(number, None)
        if line is not None:
            line.close()

    def _break_all(self) -> None:
        for line in list(self._lines.values()):
            line.abort()

    def _finished(self) -> None:
        with self._lock:
            self._under_way -= 1

    def _fail(self, error: Exception) -> None:
        if self._problem is None and not (self._stop.is_set() and isinstance(error, SegelError)):
            self._problem = error
