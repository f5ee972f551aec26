# SPDX-License-Identifier: GPL-3.0-or-later
"""The promises again where it hurts: 4 GB of memory, two cores, a disk like an old hard disk.

The disk is a file with ext4 on it, mounted through a loop device that lets so many bytes and so
many requests a second through; the vault on it is read with nothing of it in memory.  Needs root
and Linux with control groups of version 1; elsewhere the figures are skipped and say why.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

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
    """Return the figures of start, gallery and sealing under these limits."""
    why = missing()
    if why:
        return [Figure("on a poor laptop", skipped=why)]
    crowd = gallery.crowd(setting)
    with slow_disk(setting.work, crowd) as place, little_memory():
        there = replace(setting, work=place, loads=setting.loads)
        say("starting, sealing and scrolling on the slow disk")
        return [*starting.run(there), *_sealing(there), *gallery.run(there)]


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
def slow_disk(work: Path, crowd: Path) -> Iterator[Path]:
    """Mount an ext4 with a copy of a vault on it, then slow it down."""
    image, place = work / "slow.img", work / "slow"
    place.mkdir(parents=True, exist_ok=True)
    with image.open("wb") as file:
        file.truncate(ROOM)
    device = ""
    try:
        _do("mkfs.ext4", "-q", "-F", image)
        device = _do("losetup", "--find", "--show", "--direct-io=on", image)
        _do("mount", device, place)
        shutil.copytree(crowd, place / crowd.name)
        (place / f"{crowd.name}.done").touch()
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
