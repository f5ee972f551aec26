# SPDX-License-Identifier: GPL-3.0-or-later
"""The power of a real file system cut under load: ext4 and xfs can be shut down in one call.

What the kernel had not written is gone, log included; then the file system is mounted again, as
after a power cut, and the vault is judged.
"""

import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import full, ground, weak
from tests.faults.judge import Promises, judge
from tests.faults.results import Row

LARGE = (17 * ground.MIB,)
IMAGE = 320 * ground.MIB
MAKE = {"ext4": ["mkfs.ext4", "-q", "-F"], "xfs": ["mkfs.xfs", "-q", "-f"]}
SHUT_DOWN = 0x8004587D
WITHOUT_FLUSH = 2


def missing(system: str) -> str:
    """Return why no `system` can be made and mounted here, or an empty text."""
    if why := full.missing():
        return why
    if shutil.which(MAKE[system][0]) is None:
        return f"there is no {MAKE[system][0]}"
    work = ground.workspace()
    try:
        make(work / "image", system)
        with mounted(work / "image", work / "disk"):
            return ""
    except subprocess.CalledProcessError:
        return "this system mounts no files (loop devices)"
    finally:
        shutil.rmtree(work, ignore_errors=True)


def run(system: str, cuts: int, seed: int, *, weakened: str = "") -> Row:
    """Cut the power of a `system` under load `cuts` times."""
    control = f", control {weakened}" if weakened else ""
    row = Row(f"cuts of a real file system ({system}){control}", weakened)
    if why := missing(system):
        row.skipped = why
        return row
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    work = ground.workspace()
    try:
        for number in range(cuts):
            source, image, disk = work / "kartu", work / "image", work / "disk"
            ground.make_sources(source, seed + number, small=16, large=LARGE, top=ground.MIB)
            make(image, system)
            with mounted(image, disk):
                if number % 4:
                    ground.create(disk / "brankas").lock()
                promises = _cut(disk, source, dice.uniform(0.02, 1.0), seed + number, weakened)
            with mounted(image, disk):
                verdict = judge(disk / "brankas", promises, ground.sources(source))
            row.count(verdict, f"cut {number} (seed {seed})")
            shutil.rmtree(source)
            image.unlink()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return row


def make(image: Path, system: str) -> None:
    """Make an empty `system` in the file `image`."""
    with image.open("wb") as file:
        file.truncate(IMAGE)
    subprocess.run([*MAKE[system], str(image)], check=True, capture_output=True)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """Mount the file system in the file `image` at `place`."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-o", "loop", str(image), str(place)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True, capture_output=True)


def _cut(disk: Path, source: Path, after: float, seed: int, weakened: str) -> Promises:
    """Let a process work on `disk` and cut its power `after` seconds; return what it promised.

    Promises given after the cut do not count: the kernel may say yes to a flush that it drops.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _work(disk / "brankas", source, seed, weakened, writing)
        finally:
            os._exit(0)
    os.close(writing)
    moments: list[float] = []

    def cut() -> None:
        moments.append(time.monotonic())
        shut_down(disk)
        os.kill(child, signal.SIGKILL)

    timer = threading.Timer(after, cut)
    timer.start()
    heard: list[tuple[float, str]] = []
    with os.fdopen(reading, encoding="utf-8") as lines:
        heard += [(json.loads(line)["at"], line) for line in lines if line.endswith("\n")]
    os.waitpid(child, 0)
    timer.join()
    promises = Promises()
    for line in (line for moment, line in heard if moment < moments[0]):
        promises.hear(line)
    return promises


def _work(folder: Path, source: Path, seed: int, weakened: str, writing: int) -> None:
    def tell(kind: str, **parts: str) -> None:
        said = {"kind": kind, "at": time.monotonic(), **parts}
        os.write(writing, (json.dumps(said) + "\n").encode())

    weak.ground_tell[:] = [tell]
    weak.weaken(weakened)
    ground.carry_on(folder, source, tell, seed)
    signal.pause()


def shut_down(place: Path) -> None:
    """Cut the power of the file system mounted at `place`: not even its log is flushed."""
    handle = os.open(place, os.O_RDONLY)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        argument = ctypes.c_uint32(WITHOUT_FLUSH)
        if library.ioctl(handle, ctypes.c_ulong(SHUT_DOWN), ctypes.byref(argument)):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)
