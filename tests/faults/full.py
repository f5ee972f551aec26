# SPDX-License-Identifier: GPL-3.0-or-later
"""A medium that really is full: a small file system in memory, filled to its last block."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import DiskFullError, SegelError
from tests.faults import ground
from tests.faults.judge import Promises, judge
from tests.faults.results import Row

SIZE = 224 * ground.MIB
"""Room for the ballast and some evidence; the filler takes the rest away."""
PIECE = 64 * 1024


def missing() -> str:
    """Return why no file system can be mounted here, or an empty text."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only root may mount a file system"
    if shutil.which("mount") is None:
        return "there is no mount program"
    work = ground.workspace()
    try:
        with mounted(work / "probe"):
            return ""
    except (OSError, subprocess.CalledProcessError):
        return "this system lets nobody mount here"
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def mounted(place: Path) -> Iterator[Path]:
    """Mount an empty file system of 224 MiB at `place`."""
    place.mkdir(parents=True)
    options = f"size={SIZE}"
    command = ["mount", "-t", "tmpfs", "-o", options, "segel-faults", str(place)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True, capture_output=True)


def run(rounds: int, seed: int) -> Row:
    """Fill the medium up in the middle of an import, open the vault again while it is full."""
    row = Row("medium really full (tmpfs)")
    if why := missing():
        row.skipped = why
        return row
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    work = ground.workspace()
    opened = without = 0
    try:
        for number in range(rounds):
            source = work / "kartu"
            ground.make_sources(source, seed + number, small=12, large=(17 * ground.MIB,))
            with mounted(work / f"disk-{number}") as disk:
                promises = Promises()
                room = dice.randrange(40 * ground.MIB) if number % 3 else dice.randrange(400_000)
                end, ballast = _round(disk, source, room, promises, seed + number)
                verdict = judge(disk / "brankas", promises, ground.sources(source))
            opened += end == ""
            without += not ballast
            if end and (ballast or end != DiskFullError.__name__):
                verdict.flaws.append(f"the full medium, ballast {ballast}, said {end} on opening")
            row.count(verdict, f"round {number} (seed {seed}), {room} bytes left")
            shutil.rmtree(source)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    given_up = f"{without} had given up the ballast"
    row.note = f"opened with no byte left: {opened} of {rounds} ({given_up})"
    return row


def _round(disk: Path, source: Path, room: int, promises: Promises, seed: int) -> tuple[str, bool]:
    """Import with `room` bytes left, then take the rest away and open the vault again.

    Return the error of opening it, or "", and whether the ballast was still there.
    """

    def tell(kind: str, **parts: str) -> None:
        promises.hear(ground.line(kind, **parts))

    folder, filler = disk / "brankas", disk / "lain"
    ground.create(folder).lock()
    tell("created")
    _fill(filler, room)
    with suppress(DiskFullError):
        ground.carry_on(folder, source, tell, seed)
    _fill(filler, 0)
    ballast, end = (folder / "ballast").exists(), ""
    try:
        ground.unlock(folder).abandon()
    except SegelError as error:
        end = type(error).__name__
    filler.unlink()
    return end, ballast


def _fill(path: Path, room: int) -> None:
    """Take all room but `room` bytes away."""
    with path.open("ab", buffering=0) as file:
        while True:
            status = os.statvfs(path.parent)
            free = status.f_bavail * status.f_frsize - room
            if free <= 0:
                return
            try:
                file.write(bytes(min(PIECE, free)))
            except OSError:
                return
