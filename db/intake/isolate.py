# SPDX-License-Identifier: GPL-3.0-or-later
"""The parent's side of the fence: a child parses strangers' bytes, and nothing it does can hurt.

A file is handed in as `read_at`, so that a file on a card and an item sealed in the vault are
examined alike and no temporary copy exists.  Whatever happens to the child - a crash, a lie, an
endless loop - becomes a finding.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from db.errors import InvalidInputError
from db.intake import answer, frames, kinds
from db.intake.frames import BrokenFrameError, Job, Say
from db.intake.limits import PICTURE_EDGE, Limits, Surroundings
from db.intake.source import ReadAt
from db.model.evidence import Facts
from db.model.finding import Finding, Level
from db.model.moment import to_microseconds
from db.model.progress import CancelledError, Check, never

__all__ = ["Examiner", "Limits", "Picture", "ReadAt", "Surroundings", "child_command"]

_START_SECONDS: Final = 60.0
_TICK: Final = 0.05
_NAME_CHARS: Final = 1024
_QUIET_EXIT: Final = 2.0
_USUAL: Final = Limits()


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright picture made by the child: a plain JPEG, its width and its height."""

    jpeg: bytes
    width: int
    height: int


class _ChildError(Exception):
    """The child died or lied; `code` is the finding that says so."""

    code = "parser_failed"


class _StalledChildError(_ChildError):
    """The child used up its time."""

    code = "parser_timeout"


def child_command(limits: Limits) -> tuple[str, ...]:
    """Return how this program starts its parsing child.

    A frozen program starts itself with `--intake-worker`; its entry then calls
    `db.intake.worker.main`.
    """
    memory = str(limits.memory_bytes)
    if getattr(sys, "frozen", False):
        return sys.executable, "--intake-worker", memory
    return sys.executable, "-B", "-P", "-m", "db.intake.worker", memory


class _Child:
    """One running child and the two threads that keep its pipes from blocking us."""

    def __init__(self, command: Sequence[str]) -> None:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
        self.files = 0
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter, fixed arguments
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=Path(sys.executable).parent,
            creationflags=flags,
            start_new_session=sys.platform != "win32",
        )
        self._heard: queue.SimpleQueue[tuple[Say, bytes] | None] = queue.SimpleQueue()
        self._spoken: queue.SimpleQueue[tuple[Say, bytes] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=target, name=f"intake-{name}", daemon=True)
            for name, target in (("listen", self._listen), ("speak", self._speak))
        ]
        for thread in self._threads:
            thread.start()

    def say(self, say: Say, load: bytes = b"") -> None:
        """Hand a frame to the child without waiting for it to listen."""
        self._spoken.put((say, load))

    def hear(self, seconds: float, check: Check) -> tuple[Say, bytes]:
        """Wait for the child's next frame; _ChildError if it stalls, dies or babbles."""
        deadline = time.monotonic() + seconds
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise _StalledChildError
            try:
                heard = self._heard.get(timeout=min(_TICK, left))
            except queue.Empty:
                check()
                continue
            if heard is None:
                raise _ChildError
            return heard

    def end(self) -> None:
        """Kill the child and wait until it, its pipes and its threads are gone."""
        self._spoken.put(None)
        if sys.platform != "win32":
            # The child leads a session of its own: whatever it may have forked goes with it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(_QUIET_EXIT)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _listen(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None  # noqa: S101  # asked for above
        try:
            while (heard := frames.receive(pipe, frames.FROM_CHILD)) is not None:
                self._heard.put(heard)
        except (BrokenFrameError, OSError, ValueError):
            pass
        self._heard.put(None)

    def _speak(self) -> None:
        pipe = self.process.stdin
        assert pipe is not None  # noqa: S101  # asked for above
        with suppress(OSError, ValueError):
            while (spoken := self._spoken.get()) is not None:
                frames.send(pipe, *spoken)


class Examiner:
    """Looks at files in a child process.  Use as a context manager, from one thread at a time.

    One child is kept warm and replaced after any failure and after `limits.files_per_child` files.
    """

    def __init__(self, *, limits: Limits = _USUAL, command: Sequence[str] | None = None) -> None:
        self._limits = limits
        self._command = tuple(command) if command is not None else child_command(limits)
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child.  The examiner may be used again; it then starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def look(
        self, read_at: ReadAt, size: int, name: str, *, around: Surroundings, check: Check = never
    ) -> Facts:
        """Return what can be said about a file; never raises for anything in the file.

        `read_at` is called in the calling thread.  `name` may hold lone surrogates.  Raises only
        what `check` raises (CancelledError).  `width` and `height` of the result are those of the
        upright picture; the claims hold what is stored.
        """
        job = _job(self._limits, size, name, around=around)
        known: Facts | None = None

        def partial(load: bytes) -> None:
            nonlocal known
            known = answer.from_bytes(load)

        try:
            load = self._ask(job, read_at, Say.FACTS, partial, check)
            return answer.from_bytes(load)
        except _ChildError as failure:
            self.close()
            return self._failed(read_at, size, known, failure.code)
        except answer.LyingChildError:
            self.close()
            return self._failed(read_at, size, known, "parser_failed")
        except CancelledError:
            self.close()
            raise

    def render(
        self, read_at: ReadAt, size: int, name: str, *, longest: int, check: Check = never
    ) -> Picture:
        """Return an upright picture of a photo, or a video's poster frame.

        At most `longest` pixels each way (and never more than 8192).  Raises InvalidInputError if
        the file has no picture to show, or it could not be made within the limits.
        """
        longest = max(1, min(longest, PICTURE_EDGE))
        job = _job(self._limits, size, name, longest=longest)
        try:
            load = self._ask(job, read_at, Say.PICTURE, None, check)
            width, height, jpeg = frames.unpack_picture(load)
            if answer.check_jpeg(jpeg, longest) != (width, height):
                raise _ChildError
        except (_ChildError, answer.LyingChildError, BrokenFrameError) as error:
            self.close()
            message = "this file has no picture that can be shown"
            raise InvalidInputError(message) from error
        except CancelledError:
            self.close()
            raise
        return Picture(jpeg, width, height)

    def _ask(
        self,
        job: Job,
        read_at: ReadAt,
        wanted: Say,
        partial: Callable[[bytes], None] | None,
        check: Check,
    ) -> bytes:
        """Have one conversation with the child and return the load it ends with."""
        check()
        child = self._ready(check)
        child.files += 1
        child.say(Say.JOB, job.to_bytes())
        seconds, allowance = self._limits.seconds, self._limits.read_bytes
        while True:
            began = time.monotonic()
            say, load = child.hear(seconds, check)
            seconds -= time.monotonic() - began
            match say:
                case Say.READ:
                    check()
                    data, allowance = _bytes_for(read_at, load, job.size, allowance)
                    child.say(Say.NOTHING if data is None else Say.DATA, data or b"")
                case Say.PARTIAL if partial is not None:
                    partial(load)
                case Say.REFUSED if wanted is Say.PICTURE:
                    message = "this file has no picture that can be shown"
                    raise InvalidInputError(message)
                case _ if say is wanted:
                    return load
                case _:
                    raise _ChildError

    def _ready(self, check: Check) -> _Child:
        child = self._child
        if child is not None and child.files >= self._limits.files_per_child:
            self.close()
            child = None
        if child is None:
            try:
                child = self._child = _Child(self._command)
            except OSError as error:
                raise _ChildError from error
            say, _load = child.hear(_START_SECONDS, check)
            if say is not Say.READY:
                raise _ChildError
        return child

    def _failed(self, read_at: ReadAt, size: int, known: Facts | None, code: str) -> Facts:
        """Say as much as the first bytes show, or as the child had said before it failed."""
        if code == "parser_timeout":
            finding = Finding(code, Level.LOOK, {"seconds": f"{self._limits.seconds:g}"})
        else:
            finding = Finding(code, Level.LOOK, {"part": "*"})
        if known is not None:
            return replace(known, findings=(finding, *known.findings))
        try:
            head = read_at(0, min(size, kinds.HEAD))
        except CancelledError:
            raise
        except Exception:  # noqa: BLE001  # whatever a card or a vault raises, the answer stands
            head = b""
        sort = kinds.recognise(head)
        return Facts(sort.kind, sort.media_type, findings=(finding,))


def _job(
    limits: Limits, size: int, name: str, *, around: Surroundings | None = None, longest: int = 0
) -> Job:
    district = None if around is None else around.district
    radius = None if around is None else around.district_radius_m
    modified = None if around is None else around.modified
    return Job(
        name=name[-_NAME_CHARS:],
        size=size,
        longest=longest,
        pixels=limits.pixels,
        cpu_seconds=max(1, round(limits.seconds)),
        now_us=0 if around is None else to_microseconds(around.now),
        zone_minutes=None if around is None else around.zone_minutes,
        district=(district.lat_e7, district.lon_e7, radius) if district and radius else None,
        modified_us=None if modified is None else to_microseconds(modified),
    )


def _bytes_for(read_at: ReadAt, load: bytes, size: int, allowance: int) -> tuple[bytes | None, int]:
    """Fetch what the child asks for; None where it may not have it or it is not there."""
    try:
        offset, length = frames.unpack_read(load, size)
    except BrokenFrameError:
        raise _ChildError from None
    if length > allowance:
        return None, 0
    try:
        data = read_at(offset, length)
    except CancelledError:
        raise
    except Exception:  # noqa: BLE001  # whatever a card or a vault raises: the bytes are not to be had
        return None, allowance
    return (data if len(data) == length else None), allowance - length


def _environment() -> dict[str, str]:
    """Return what the child needs to find its modules, and nothing else of ours."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "LD_LIBRARY_PATH", "LANG")
        if name in os.environ
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
