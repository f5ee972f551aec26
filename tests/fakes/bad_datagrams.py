# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay of datagrams on loopback that loses, doubles, holds back and moves them."""

import random
import selectors
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST = 2048


class BadDatagrams:
    """Relays to a port of this machine, for one laptop.

    `loss`, `twice`: shares of datagrams; `late`: seconds that each takes; `deaf`: nothing gets
    through; `passed`: datagrams of the laptop that did; `most`: after so many nothing does.
    """

    def __init__(self, port: int, seed: int) -> None:
        self._target = ("127.0.0.1", port)
        self._luck = random.Random(seed)  # noqa: S311 - a link's luck
        self._door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._door.bind(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._beyond = self._socket()
        self._laptop: tuple[str, int] | None = None
        self._late: list[tuple[float, bytes, bool]] = []
        self.loss = self.twice = self.late = 0.0
        self.deaf = False
        self.passed = 0
        self.most = sys.maxsize
        self._moving = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bad-datagrams")
        self._thread.start()

    def move(self) -> None:
        """Let the depot see another address from now on; what it sends to the old one is lost."""
        self._moving.set()

    def close(self) -> None:
        """Close everything."""
        self._stop.set()
        self._thread.join()
        self._selector.close()
        self._door.close()
        self._beyond.close()

    def _socket(self) -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind(("127.0.0.1", 0))
        self._selector.register(made, selectors.EVENT_READ)
        return made

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._moving.is_set():
                self._moving.clear()
                self._selector.unregister(self._beyond)
                self._beyond.close()
                self._beyond = self._socket()
            for key, _ in self._selector.select(0.002):
                up = key.fileobj is self._door
                with suppress(OSError):
                    data, sender = (self._door if up else self._beyond).recvfrom(MOST)
                    if up:
                        self._laptop = sender
                    self._take(data, up=up)
            now = time.monotonic()
            while self._late and self._late[0][0] <= now:
                _, data, up = self._late.pop(0)
                self._hand_on(data, up=up)

    def _take(self, data: bytes, *, up: bool) -> None:
        if self.deaf or self._luck.random() < self.loss:
            return
        for _ in range(2 if self._luck.random() < self.twice else 1):
            self._late.append((time.monotonic() + self.late, data, up))

    def _hand_on(self, data: bytes, *, up: bool) -> None:
        if self.passed >= self.most:
            return
        with suppress(OSError):
            if up:
                self._beyond.sendto(data, self._target)
                self.passed += 1
                self.deaf |= self.passed >= self.most
            elif self._laptop is not None:
                self._door.sendto(data, self._laptop)


@contextmanager
def bad_datagrams(port: int, seed: int = 1) -> Iterator[BadDatagrams]:
    """Relay to a port of this machine."""
    made = BadDatagrams(port, seed)
    try:
        yield made
    finally:
        made.close()
