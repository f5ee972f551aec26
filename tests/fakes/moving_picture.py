# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera's frames and a microphone's tone without either: real bytes at a real pace.

Every frame carries the number that was asked for in its brightness, so that it can be told apart.
"""

import math
import threading
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.capture.encoder import SOUND_RATE
from desktop.capture.frames import Picture
from desktop.capture.recorder import Recorder

WIDTH, HEIGHT = 320, 240
TONE_HZ = 440
CHUNK = SOUND_RATE // 25
MARKED = b"penanda-bingkai-7731"
"""Stands in the pixels of every frame; on no disk may it be found."""


def picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """Return an NV12 frame: a bar that moves, and the marked words in its first line."""
    line = bytearray((x + number * 3) % 220 + 16 for x in range(width))
    rows = bytearray(bytes(line) * height)
    rows[: len(MARKED)] = MARKED
    colours = bytes([128, 96 + number % 64]) * (width // 2) * (height // 2)
    return Picture(width, height, "nv12", (bytes(rows), colours), (width, width))


def tone(number: int) -> bytes:
    """Return the `number`th chunk of 40 milliseconds of a tone."""
    first = number * CHUNK
    return array(
        "h",
        (
            int(9000 * math.sin(2 * math.pi * TONE_HZ * (first + at) / SOUND_RATE))
            for at in range(CHUNK)
        ),
    ).tobytes()


class Performance:
    """Plays to a recorder from a thread of its own until told to end."""

    def __init__(self, recorder: Recorder, *, rate: float = 30, seen: bool = True) -> None:
        self._recorder, self._rate, self._seen = recorder, rate, seen
        self._over = threading.Event()
        self._pictures = [picture(number) for number in range(32)]
        self._tones = [tone(number) for number in range(25)]
        self.offered = 0
        self._thread = threading.Thread(target=self._play, name="performance", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop playing."""
        self._over.set()
        self._thread.join()

    def _play(self) -> None:
        begun, heard = time.monotonic(), 0
        while not self._over.wait(0.002):
            passed = time.monotonic() - begun
            while self._seen and self.offered < passed * self._rate:
                self._recorder.offer(self._pictures[self.offered % len(self._pictures)])
                self.offered += 1
            while heard < passed * SOUND_RATE / CHUNK - 1:
                self._recorder.hear(self._tones[heard % len(self._tones)])
                heard += 1


@contextmanager
def playing(recorder: Recorder, *, rate: float = 30, seen: bool = True) -> Iterator[Performance]:
    """Play to `recorder` while inside."""
    performance = Performance(recorder, rate=rate, seen=seen)
    try:
        yield performance
    finally:
        performance.end()
