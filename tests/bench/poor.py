# SPDX-License-Identifier: GPL-3.0-or-later
"""The promises again where it hurts: 4 GB of memory, two cores, a disk like an old hard disk.

The disk is a file with ext4 on it, mounted through a loop device that lets so many bytes and so
many requests a second through; the vault on it is read with nothing of it in memory.  Needs root
and Linux with control groups of version 1; elsewhere the figures are skipped and say why.
"""

import os
import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from db.model.progress import CancelledError
from db.store.vault import Vault, doors
from desktop.actions import pages
from desktop.actions.ahead import read_ahead
from desktop.actions.clock import SystemClock
from tests.bench import gallery, ground, sealing, starting
from tests.bench.figures import Figure, Spread, ratios
from tests.bench.rounds import Setting, clock, interleaved, say

COMMAND: Final = "python -m tests.bench poor --rounds {rounds} --items {items}"
MEMORY: Final = 4_000_000_000
BYTES_S: Final = 100_000_000
REQUESTS_S: Final = 150
"""What a hard disk of a cheap laptop does: 100 MB and 150 requests a second, each way."""
ROOM: Final = 8 * 1024**3
SEALED_MIB: Final = 256
SEASON: Final = 5_000
"""Items that a sub-district gathers in an election."""
TYPED_S: Final = 6.0
"""What it takes to type a passphrase of five words."""
GROUPS: Final = Path("/sys/fs/cgroup")
LOOPS: Final = Path("/dev/loop-control")
LIMITS: Final = {
    "read_bps": BYTES_S,
    "write_bps": BYTES_S,
    "read_iops": REQUESTS_S,
    "write_iops": REQUESTS_S,
}
BLOCK: Final = 64 * 1024


def run(setting: Setting) -> list[Figure]:
    """Return the figures of start, sealing and gallery under these limits.

    A season's vault keeps every promise; of `setting.items` the frames do, and the rest is told.
    """
    why = missing()
    if why:
        return [Figure("on a poor laptop", skipped=why)]
    few = min(SEASON, setting.items)
    season, crowd = gallery.crowd(replace(setting, items=few)), gallery.crowd(setting)
    with slow_disk(setting.work, {season, crowd}) as place, little_memory():
        there = replace(setting, work=place, loads=setting.loads)
        say("starting, sealing and scrolling on the slow disk")
        figures = [*starting.run(there), *_sealing(there)]
        figures += _opening(replace(there, items=few), place / season.name, at_most=100)
        with ground.place(place / season.name) as made:
            figures += gallery.queries(made.vault, replace(there, items=few))
        figures += _opening(there, place / crowd.name) if crowd != season else []
        return figures + gallery.scrolling(there, place / crowd.name)


def _opening(setting: Setting, folder: Path, at_most: float | None = None) -> list[Figure]:
    """Time the first page when nothing was read yet, and after a passphrase was typed."""
    taken: dict[str, list[float]] = {"page": [], "page typed": [], "day": [], "day typed": []}
    ahead: list[float] = []
    for _ in range(setting.rounds):
        for what, times in taken.items():
            ground.forget(folder / "records.db")
            setting.settle()
            if what.endswith("typed"):
                ahead.append(gallery.ms(lambda: _while_typing(folder)) / 1000)
            times.append((_page if what.startswith("page") else _day)(folder))
    items = f"{setting.items:,} items"
    page, day = f"{items}: unlocked until the first page", f"{items}: unlocking and reading Beranda"
    typed, cold = "a passphrase typed before", "nothing read before"
    return [
        Figure(f"{page}, {typed}", Spread.of(taken["page typed"]), "ms", at_most=at_most),
        Figure(f"{page}, {cold}", Spread.of(taken["page"]), "ms"),
        Figure(f"{day}, {typed}", Spread.of(taken["day typed"]), "ms"),
        Figure(f"{day}, {cold}", Spread.of(taken["day"]), "ms"),
        Figure(f"{items}: records read ahead meanwhile", Spread.of(ahead), "s"),
    ]


def _page(folder: Path) -> float:
    """Return the milliseconds until an unlocked vault's first page is read."""
    with ground.place(folder) as made:
        return gallery.ms(lambda: gallery.first_page(made.vault))


def _day(folder: Path) -> float:
    """Return the milliseconds that whoever gave the passphrase waits for what Beranda shows."""
    account, start = doors(folder)[0].account, clock()
    vault = Vault.unlock(folder, account, ground.PASSPHRASE, now=SystemClock(), tool=ground.TOOL)
    try:
        pages.today(vault)
        return (clock() - start) * 1000
    finally:
        vault.lock()


def _while_typing(folder: Path) -> None:
    start = clock()

    def check() -> None:
        if clock() - start > TYPED_S:
            raise CancelledError

    with suppress(CancelledError):
        read_ahead(folder, check)


def missing() -> str:
    """Return what keeps this from being measured here, or nothing."""
    if os.name != "posix" or os.geteuid() != 0:
        return "needs root"
    needed = (GROUPS / "memory" / "cgroup.procs", _throttle("read_bps"), LOOPS)
    if not all(path.exists() for path in needed):
        return "needs control groups of version 1 and loop devices"
    tools = [tool for tool in ("losetup", "mkfs.ext4", "mount") if shutil.which(tool) is None]
    return f"{', '.join(tools)} not installed" if tools else ""


@contextmanager
def slow_disk(work: Path, vaults: Collection[Path]) -> Iterator[Path]:
    """Mount an ext4 with copies of vaults on it, then slow it down."""
    image, place = work / "slow.img", work / "slow"
    place.mkdir(parents=True, exist_ok=True)
    with image.open("wb") as file:
        file.truncate(ROOM)
    device = ""
    try:
        _do("mkfs.ext4", "-q", "-F", image)
        device = _do("losetup", "--find", "--show", "--direct-io=on", image)
        _do("mount", device, place)
        for vault in vaults:
            shutil.copytree(vault, place / vault.name)
        number = Path(device).stat().st_rdev
        name = f"{os.major(number)}:{os.minor(number)}"
        _do("sync")
        try:
            for limit, value in LIMITS.items():
                _throttle(limit).write_text(f"{name} {value}")
            yield place
        finally:
            for limit in LIMITS:
                _throttle(limit).write_text(f"{name} 0")
    finally:
        with suppress(subprocess.CalledProcessError):
            _do("umount", place)
        if device:
            with suppress(subprocess.CalledProcessError):
                _do("losetup", "--detach", device)
        image.unlink(missing_ok=True)


@contextmanager
def little_memory() -> Iterator[None]:
    """Let this process and what it starts have the memory of a poor laptop, its cache included."""
    home = next(
        line.rpartition(":")[2]
        for line in Path("/proc/self/cgroup").read_text().splitlines()
        if ":memory:" in line
    )
    group = GROUPS / "memory" / "segel-poor"
    group.mkdir(exist_ok=True)
    (group / "memory.limit_in_bytes").write_text(str(MEMORY))
    (group / "cgroup.procs").write_text(str(os.getpid()))
    try:
        yield
    finally:
        (GROUPS / "memory" / home.strip("/") / "cgroup.procs").write_text(str(os.getpid()))
        with suppress(OSError):
            group.rmdir()


def _sealing(setting: Setting) -> list[Figure]:
    """Return how fast a file is sealed, beside a durable write of the same bytes."""
    size = min(SEALED_MIB, setting.size_mib)
    source = ground.random_file(setting.work / "source.bin", size * ground.MIB)
    measured = interleaved(
        setting,
        {
            "segel": lambda: sealing.segel(source, setting.work),
            "write": lambda: {"s": _written(source, setting.work / "copy.bin")},
        },
    )
    sealed = Spread.of(measured["segel sealed"])
    return [
        Figure(
            f"{size} MiB sealed, of the speed of a durable write of the same bytes",
            ratios(measured["write s"], measured["segel sealed"]),
            "x",
            at_least=0.6,
        ),
        Figure(f"{size} MiB: Segel, sealed", sealed, "s"),
        Figure(f"{size} MiB: a durable write", Spread.of(measured["write s"]), "s"),
    ]


def _written(source: Path, target: Path) -> float:
    start = clock()
    with source.open("rb") as from_, target.open("wb") as to:
        shutil.copyfileobj(from_, to, BLOCK)
        to.flush()
        os.fsync(to.fileno())
    seconds = clock() - start
    target.unlink()
    return seconds


def _throttle(limit: str) -> Path:
    return GROUPS / "blkio" / f"blkio.throttle.{limit}_device"


def _do(*words: str | Path) -> str:
    return subprocess.run(
        list(map(str, words)), check=True, capture_output=True, text=True
    ).stdout.strip()
