# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzzes one target in a process of its own: with atheris, by coverage, or by plain mutation.

A crash ends nothing: its input is kept under the name of where it came from, and the search goes
on.  What the process cannot survive (a fault in a library's own code, a hang outside Python, memory
over its limit) is left on the disk as the input under way, for whoever started it.
"""

import hashlib
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

from tests.fuzz.target import CORPUS, CRASHERS, HangError, Target, attempt, keep_rooms, kept

COVERAGE, PLAIN = "atheris", "plain"
MEMORY: Final = 1024 * 1024 * 1024
"""Address space beyond what the process has when it begins: more is a crash of its own."""
PROJECT: Final = Path(__file__).resolve().parents[2]
GRACE_S: Final = 60
TOLD_EACH: Final = 2000
SMALL: Final = 512
MOST_KEPT: Final = 12


@dataclass(slots=True)
class Tally:
    """What came of one target so far.

    `runs`: inputs parsed; `edges`: of the program that were reached, 0 where nobody counts them.
    `crashes`: what was raised and where, with the name of its input.
    """

    name: str
    engine: str
    runs: int = 0
    edges: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    crashes: dict[str, str] = field(default_factory=dict)

    def tell(self, room: Path) -> None:
        """Write it down."""
        (room / "tally.json").write_text(json.dumps(asdict(self)))


class Harness:
    """Feeds one target and keeps what crashes it in `room`."""

    def __init__(self, target: Target, room: Path, engine: str) -> None:
        self.target, self.room = target, room
        self.tally = Tally(target.name, engine)
        self._began = time.monotonic()
        self._under_way, self._careful = room / "under-way", engine == PLAIN
        signal.signal(signal.SIGVTALRM, _on_time)

    def feed(self, data: bytes) -> None:
        """Parse one input."""
        if len(data) > self.target.longest:
            return
        if self._careful:
            self._under_way.write_bytes(data)
        signal.setitimer(signal.ITIMER_VIRTUAL, self.target.seconds)
        began = time.thread_time()
        try:
            error = attempt(self.target, data)
        except HangError as hang:
            error = hang
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        self.tally.slowest = max(self.tally.slowest, time.thread_time() - began)
        self.tally.runs += 1
        if error is not None:
            self._keep(error, data)
        if self.tally.runs % TOLD_EACH == 0:
            self.tell()

    def tell(self) -> None:
        """Write down how far it is."""
        self.tally.seconds = time.monotonic() - self._began
        self.tally.tell(self.room)

    def _keep(self, error: BaseException, data: bytes) -> None:
        where = place_of(error)
        if where in self.tally.crashes:
            return
        name = hashlib.sha256(data).hexdigest()[:16]
        (self.room / "crashes").mkdir(exist_ok=True)
        (self.room / "crashes" / name).write_bytes(data)
        trace = "".join(traceback.format_exception(error))
        (self.room / "crashes" / f"{name}.txt").write_text(trace)
        self.tally.crashes[where] = name
        self.tell()
        sys.stderr.write(f"segel: {self.target.name}: {where}\n")


def place_of(error: BaseException) -> str:
    """Return what was raised and the innermost line of ours that it came through."""
    ours = [
        f"{Path(frame.filename).resolve().relative_to(PROJECT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).resolve().is_relative_to(PROJECT)
        and ".venv" not in frame.filename
        and "tests/fuzz" not in frame.filename
    ]
    return f"{type(error).__name__} at {ours[-1] if ours else 'a line that is not ours'}"


def _on_time(_signal: int, _frame: FrameType | None) -> None:
    raise HangError


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _first(target: Target, room: Path) -> Path:
    """Write down what to begin from, and return its folder."""
    folder = room / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for data in [*target.seeds(), *(path.read_bytes() for path in kept(target.name))]:
        if len(data) <= target.longest:
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return folder


def by_coverage(target: Target, room: Path, seconds: int) -> None:
    """Search with atheris, which ends the process."""
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415 - not everywhere, see `plain`

    harness = Harness(target, room, COVERAGE)
    corpus = _first(target, room)
    _limit_memory()
    words = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        f"-timeout={round(target.seconds * 10)}",
        "-rss_limit_mb=0",
        "-print_final_stats=1",
        f"-artifact_prefix={room}/lost-",
        str(corpus),
    ]
    atheris.Setup(words, harness.feed)
    signal.signal(signal.SIGVTALRM, _on_time)
    atheris.Fuzz()


def plain(target: Target, room: Path, seconds: int, seed: int = 1) -> None:
    """Search by mutating what there is, blindly."""
    harness = Harness(target, room, PLAIN)
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    pool = [path.read_bytes() for path in sorted(_first(target, room).iterdir())] or [b""]
    _limit_memory()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        harness.feed(_mutated(chance, chance.choice(pool), chance.choice(pool)))
    harness.tell()


def _mutated(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Return `data` after a few small changes."""
    bent = bytearray(data)
    for _ in range(1 + chance.randrange(4)):
        at = chance.randrange(len(bent) + 1)
        many = 1 << chance.randrange(6)
        match chance.randrange(5):
            case 0 if at < len(bent):
                bent[at] ^= 1 << chance.randrange(8)
            case 1 if at < len(bent):
                bent[at] = chance.choice(b'\x00\xff\x7f\x80{}[]":,0-9')
            case 2:
                bent[at:at] = chance.randbytes(many)
            case 3:
                del bent[at : at + many]
            case _ if other:
                start = chance.randrange(len(other))
                bent[at : at + many] = other[start : start + 4 * many]
    return bytes(bent)


def keep_small(name: str, room: Path) -> int:
    """Keep the smallest inputs that a search found in the project; return how many are there."""
    found = sorted((room / "corpus").glob("*"), key=lambda path: path.stat().st_size)
    home = CORPUS / name
    for path in found[:MOST_KEPT]:
        if 0 < path.stat().st_size <= SMALL:
            home.mkdir(parents=True, exist_ok=True)
            (home / hashlib.sha256(path.read_bytes()).hexdigest()[:16]).write_bytes(
                path.read_bytes()
            )
    return len(list(home.glob("*"))) if home.exists() else 0


def keep_crashes(name: str, room: Path) -> None:
    """Keep every input that crashed in the project: from now on each is a test."""
    for path in (room / "crashes").glob("*"):
        if not path.suffix:
            (CRASHERS / name).mkdir(parents=True, exist_ok=True)
            (CRASHERS / name / path.name).write_bytes(path.read_bytes())


def apart(target: Target, room: Path, seconds: int, engine: str) -> str:
    """Search in a process of its own, forked from this one; return what it said."""
    said = room / "said.txt"
    child = os.fork()
    if child == 0:
        keep_rooms()
        with said.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        search = plain if engine == PLAIN else by_coverage
        search(target, room, seconds)
        os._exit(0)
    end = time.monotonic() + seconds + GRACE_S + 20 * target.seconds
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            (room / "lost-timeout-parent").write_bytes(b"")
        time.sleep(0.1)
    return said.read_text(errors="replace")
