# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay on loopback that can cut, silence or refuse connections on their way to a depot."""

import selectors
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 16 * 1024
RESET = struct.pack("ii", 1, 0)


class BadRoad:
    """Relays to a port of this machine.  Every wish is done by the relay's own thread.

    `taken` counts connections; `cut_after`: bytes towards the depot after which one is reset, again
    and again, or None; `mute`: whoever is taken from now on hears nothing.
    """

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=100)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._asked: dict[socket.socket, int] = {}
        self._silent: set[socket.socket] = set()
        self._wishes: list[str] = []
        self.taken = 0
        self.cut_after: int | None = None
        self.mute = False
        self.port: int = self._door.getsockname()[1]
        self._stop = threading.Event()
        self._rests = threading.Event()
        self._rest_s = 0.0
        self._thread = threading.Thread(target=self._run, name="bad-road")
        self._thread.start()

    def reset(self) -> None:
        """Reset every connection."""
        self._wishes.append("reset")

    def silence(self) -> None:
        """Forget every connection without a word: nothing of them gets through any more."""
        self._wishes.append("silence")

    def silence_first(self) -> None:
        """Forget the oldest connection without a word, and no other."""
        self._wishes.append("silence-first")

    def rest_for(self, seconds: float) -> None:
        """Move nothing for so long, as a program that gets no turn: its system takes everybody."""
        self._rest_s = seconds
        self._wishes.append("rest")
        self._rests.wait()
        self._rests.clear()

    def close(self) -> None:
        """Close everything."""
        self._stop.set()
        self._thread.join()
        for end in list(self._pairs):
            self._drop(end)
        self._selector.close()
        self._door.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            while self._wishes:
                wish = self._wishes.pop(0)
                if wish == "rest":
                    self._rests.set()
                    self._stop.wait(self._rest_s)
                    continue
                ends = list(self._pairs)
                for end in ends[:2] if wish == "silence-first" else ends:
                    if wish == "reset":
                        self._drop(end)
                    else:
                        self._silent.add(end)
            for key, _ in self._selector.select(0.01):
                if key.fileobj is self._door:
                    self._take()
                elif isinstance(key.fileobj, socket.socket):
                    self._relay(key.fileobj)

    def _take(self) -> None:
        near, _ = self._door.accept()
        far = socket.create_connection(self._target)
        self.taken += 1
        self._asked[near] = 0
        for end, other in ((near, far), (far, near)):
            self._pairs[end] = other
            self._selector.register(end, selectors.EVENT_READ)
            if self.mute:
                self._silent.add(end)

    def _relay(self, end: socket.socket) -> None:
        if end not in self._pairs:
            return
        try:
            data = end.recv(PIECE)
            if end in self._silent:
                if not data:
                    self._selector.unregister(end)
                return
            if not data:
                self._drop(end)
                return
            self._pairs[end].sendall(data)
        except OSError:
            self._drop(end)
            return
        if end in self._asked and self.cut_after is not None:
            self._asked[end] += len(data)
            if self._asked[end] >= self.cut_after:
                self._drop(end)

    def _drop(self, end: socket.socket) -> None:
        if end not in self._pairs:
            return
        for one in (end, self._pairs[end]):
            with suppress(KeyError):
                self._selector.unregister(one)
            if one in self._asked:  # the depot is to read what it got
                with suppress(OSError):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            one.close()
            self._pairs.pop(one, None)
            self._asked.pop(one, None)
            self._silent.discard(one)


@contextmanager
def bad_road(port: int) -> Iterator[BadRoad]:
    """Relay to a port until the end of the block."""
    made = BadRoad(port)
    try:
        yield made
    finally:
        made.close()
