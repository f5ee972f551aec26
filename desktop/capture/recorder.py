# SPDX-License-Identifier: GPL-3.0-or-later
"""One recording under way: frames and sound in, sealed segments out, in a thread of its own.

What cannot be encoded in time is counted and left out, so that whoever offers never waits.  About
every half second what was encoded is sealed, appended to the tape and flushed.
"""

import threading
import time
from array import array
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import DiskFullError, SegelError
from db.model.capture import Course, Ending, Mark, Opening
from db.model.moment import Moment, iso
from db.store import disk
from db.store.tapes import Reel, TapeWriter
from desktop.actions.capturing import RESERVE
from desktop.capture.encoder import MICRO, SAMPLE, SOUND_RATE, Encoder, EncoderError, Plan
from desktop.capture.frames import Picture, pixels

HELD: Final = 48 * 1024 * 1024
"""Bytes of frames that may wait: one and a half seconds of a 720p camera."""
HEARD_S: Final = 5
"""Seconds of sound that may wait."""
SEGMENT_S: Final = 0.5
PATIENCE_S: Final = 0.1
LOUDEST: Final = 32768
PACE_US: Final = 28_000
"""Frames that come faster than thirty a second are not wanted, and not counted as dropped."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How a recording stands.  `level`: the loudest sample lately, 0 to 1."""

    length_ms: int
    bytes: int
    frames: int
    dropped: int
    level: float
    paused: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    picture: Picture
    at_us: int


@dataclass(frozen=True, slots=True)
class _Heard:
    samples: bytes
    at_us: int


class Recorder:
    """Records onto one tape.  `offer`, `hear`, `pause`, `mark` and `stop` may be called anywhere.

    After `wait`, `ending` says how it came to its end and `trouble` holds the error, if any.
    """

    def __init__(
        self,
        media: Path,
        reel: Reel,
        plan: Plan,
        opening: Opening,
        now: Callable[[], Moment],
        *,
        ticks: Callable[[], int] = time.monotonic_ns,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin at once.  `ended` is called in the recording's own thread when all is written."""
        self.reel, self.plan, self.opening = reel, plan, opening
        self.ending = Ending.STOPPED
        self.trouble: SegelError | None = None
        self._media, self._now, self._ticks, self._ended = media, now, ticks, ended
        self._lock = threading.Condition()
        self._queue: deque[_Seen | _Heard] = deque()
        self._held = self._heard = 0
        self._frames = self._dropped = self._lost_samples = 0
        self._bytes, self._level = 0, 0.0
        self._marks: list[Mark] = []
        self._pauses: list[tuple[int, int]] = []
        self._begun = self._ticks()
        self._paused_at: int | None = None
        self._left_out = 0
        self._offered_us = -PACE_US
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="segel-record", daemon=True)
        self._thread.start()

    # -- from outside -------------------------------------------------------------------------

    def offer(self, picture: Picture) -> None:
        """Take a frame that was seen just now, unless too many wait already."""
        with self._lock:
            if self._stopping or self._paused_at is not None:
                return
            at_us = self._at_us()
            if at_us - self._offered_us < PACE_US:
                return
            self._offered_us = at_us
            if self._held + picture.size > HELD:
                self._dropped += 1
                return
            self._held += picture.size
            self._queue.append(_Seen(picture, at_us))
            self._lock.notify()

    def hear(self, samples: bytes) -> None:
        """Take sound that ended just now: 16 bits, one channel, 48 kHz."""
        count = len(samples) // SAMPLE
        level = loudest(samples)
        with self._lock:
            self._level = level
            if self._stopping or self._paused_at is not None:
                return
            if self._heard + count > HEARD_S * SOUND_RATE:
                self._lost_samples += count
                return
            self._heard += count
            at_us = max(self._at_us() - count * MICRO // SOUND_RATE, 0)
            self._queue.append(_Heard(samples, at_us))
            self._lock.notify()

    def pause(self) -> None:
        """Leave out what comes from now on."""
        with self._lock:
            if self._paused_at is None:
                self._paused_at = self._ticks()

    def resume(self) -> None:
        """Go on after a pause."""
        with self._lock:
            if self._paused_at is not None:
                now = self._ticks()
                since = (self._paused_at - self._begun) // MICRO, (now - self._begun) // MICRO
                self._pauses.append(since)
                self._left_out += now - self._paused_at
                self._paused_at = None

    def mark(self, note: str) -> Mark:
        """Keep a note at this moment of the recording."""
        with self._lock:
            mark = Mark(self._at_us() // 1000, note)
            self._marks.append(mark)
            return mark

    def stop(self, ending: Ending = Ending.STOPPED) -> None:
        """Take nothing more; what was taken is still written."""
        with self._lock:
            if not self._stopping:
                self._stopping, self.ending = True, ending
                self._lock.notify()

    def wait(self) -> None:
        """Wait until everything is on the tape.  For worker threads, after `stop`."""
        self._thread.join()

    @property
    def running(self) -> bool:
        """Tell whether anything is still being written."""
        return self._thread.is_alive()

    def tally(self) -> Tally:
        """Return how the recording stands."""
        with self._lock:
            return Tally(
                self._at_us() // 1000,
                self._bytes,
                self._frames,
                self._dropped,
                self._level,
                self._paused_at is not None,
            )

    # -- the thread ---------------------------------------------------------------------------

    def _work(self) -> None:
        written: list[bytes] = []
        try:
            with TapeWriter(self._media, self.reel) as tape:
                try:
                    self._encode(tape, written)
                except EncoderError:
                    self._end(Ending.FAILED)
                self._append(tape, written, final=True)
        except DiskFullError as error:
            self._end(Ending.NO_ROOM, error)
        except SegelError as error:
            self._end(Ending.FAILED, error)
        finally:
            self.stop()
            self._ended()

    def _encode(self, tape: TapeWriter, written: list[bytes]) -> None:
        """Encode until told to stop and nothing waits any more."""
        made = iso(self.opening.started.wall_us)
        encoder = Encoder(self.plan, written.append, made)
        due = time.monotonic() + SEGMENT_S
        while (item := self._next()) is not None:
            if isinstance(item, _Heard):
                encoder.sound(item.samples, item.at_us)
            elif isinstance(item, _Seen):
                seen = pixels(item.picture)
                if seen is None:
                    with self._lock:
                        self._dropped += 1
                else:
                    encoder.picture(seen, item.at_us)
                    with self._lock:
                        self._frames += 1
            if time.monotonic() >= due:
                self._append(tape, written)
                due = time.monotonic() + SEGMENT_S
                if disk.free_bytes(self._media) < tape.bytes + RESERVE:
                    self._end(Ending.NO_ROOM)
        encoder.finish()

    def _next(self) -> "_Seen | _Heard | tuple[()] | None":
        """Return what waits longest, nothing after a while without any, None at the end."""
        with self._lock:
            if not self._queue and not self._stopping:
                self._lock.wait(PATIENCE_S)
            if not self._queue:
                return None if self._stopping else ()
            item = self._queue.popleft()
            if isinstance(item, _Seen):
                self._held -= item.picture.size
            else:
                self._heard -= len(item.samples) // SAMPLE
            return item

    def _append(self, tape: TapeWriter, written: list[bytes], *, final: bool = False) -> None:
        if not written and not final:
            return
        data = b"".join(written)
        written.clear()
        tape.append(data, self._course(), final=final)
        with self._lock:
            self._bytes = tape.bytes

    def _course(self) -> Course:
        with self._lock:
            pauses = list(self._pauses)
            if self._paused_at is not None:  # still paused: until now, all of it was left out
                now = self._ticks()
                pauses.append(
                    ((self._paused_at - self._begun) // MICRO, (now - self._begun) // MICRO)
                )
            return Course(
                self._now(),
                self._at_us() // 1000,
                self._frames,
                self._dropped,
                self._lost_samples * 1000 // SOUND_RATE,
                tuple(self._marks),
                tuple(pauses),
            )

    def _end(self, ending: Ending, trouble: SegelError | None = None) -> None:
        with self._lock:
            self._stopping, self.ending = True, ending
            self.trouble = trouble or self.trouble

    def _at_us(self) -> int:
        """Return the microseconds recorded so far, pauses left out."""
        now = self._ticks() if self._paused_at is None else self._paused_at
        return max(now - self._begun - self._left_out, 0) // 1000


def loudest(samples: bytes) -> float:
    """Return the loudest sample of 16-bit sound, 0 to 1."""
    values = array("h", samples[: len(samples) // SAMPLE * SAMPLE])
    return max(abs(min(values)), abs(max(values))) / LOUDEST if values else 0.0
