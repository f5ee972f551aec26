# SPDX-License-Identifier: GPL-3.0-or-later
"""Vaults and files to measure with: real ones, made by the product's own code."""

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final, TypeVar

from PIL import Image

from db.intake.isolate import Examiner
from db.model.evidence import Manner, Provenance
from db.model.people import Role
from db.seal.keyring import Cost
from db.store.vault import Person, Vault, doors
from desktop.actions import gather
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk, desk_for
from desktop.actions.gather import Reviewed

T = TypeVar("T")
PASSPHRASE: Final = "a passphrase for measuring"  # noqa: S105 - it keeps nothing
CHEAP: Final = Cost(64, 1, 1)
TOOL: Final = "segel/bench"
PLAIN: Final = Provenance(Manner.DEVICE)
MIB: Final = 1024 * 1024
EDGES: Final = (4000, 3000)
KINDS_OF_PHOTO: Final = 6


@dataclass(slots=True)
class Place:
    """An open vault with its desk.

    `marks` are the times at which the ledger had grown: the commits of whatever was done.
    """

    vault: Vault
    desk: Desk
    marks: list[float] = field(default_factory=list)


@contextmanager
def place(folder: Path, *, cost: Cost = CHEAP) -> Iterator[Place]:
    """Open the vault in `folder`, or make one, and lock it at the end."""
    now = SystemClock()
    if folder.exists():
        vault = Vault.unlock(folder, doors(folder)[0].account, PASSPHRASE, now=now, tool=TOOL)
    else:
        chair = Person("Ketua", "Ketua", Role.CHAIR, PASSPHRASE)
        vault, _code = Vault.create(folder, chair, now=now, tool=TOOL, cost=cost)
    marks: list[float] = []

    def on_vault(work: Callable[[Vault], T], /) -> T:
        before = vault.head.size
        done = work(vault)
        if vault.head.size != before:
            marks.append(time.perf_counter())
        return done

    try:
        with Examiner() as examiner:
            yield Place(vault, desk_for(vault, on_vault, examiner, now, TOOL), marks)
    finally:
        vault.lock()


@contextmanager
def fresh(folder: Path) -> Iterator[Place]:
    """Make a vault that is gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with place(folder) as made:
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reviewed(desk: Desk, *paths: Path) -> tuple[Reviewed, ...]:
    """Return what a person sees before saying yes."""
    return gather.review(desk, gather.gather(paths).candidates)


def random_file(path: Path, size: int) -> Path:
    """Make sure that `path` holds `size` bytes nobody could compress."""
    if not path.exists() or path.stat().st_size != size:
        with path.open("wb") as file:
            for start in range(0, size, MIB):
                file.write(os.urandom(min(MIB, size - start)))
            file.flush()
            os.fsync(file.fileno())
    return path


def large_file(path: Path, mib: int) -> Path:
    """Make sure that `path` holds `mib` MiB in which no block is like another."""
    if not path.exists() or path.stat().st_size != mib * MIB:
        block = bytearray(os.urandom(MIB))
        with path.open("wb") as file:
            for number in range(mib):
                block[:8] = number.to_bytes(8)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
    return path


def photos(folder: Path, count: int, size: int) -> list[Path]:
    """Make sure that `folder` holds `count` camera-like JPEGs of 12 megapixels and `size` bytes.

    Half a dozen different pictures; what makes each file unique is its EXIF.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"IMG_{number:05d}.jpg" for number in range(count)]
    if all(path.exists() for path in paths):
        return paths
    pictures = [_picture(number, size) for number in range(min(KINDS_OF_PHOTO, count))]
    for number, path in enumerate(paths):
        path.write_bytes(_with_exif(pictures[number % len(pictures)], number))
    return paths


def _picture(seed: int, size: int) -> bytes:
    """Return a smooth picture with as much noise as brings it to about `size` bytes."""
    chance = random.Random(seed)  # noqa: S311 - a picture, not a secret
    shade = Image.linear_gradient("L").resize(EDGES).rotate(chance.randrange(4) * 90, expand=False)
    best = b""
    for noise in (4, 8, 10, 12, 14, 16, 18, 20, 24):
        grain = Image.effect_noise(EDGES, noise)
        mixed = Image.merge("RGB", (Image.blend(shade, grain, 0.5), grain, shade))
        out = BytesIO()
        mixed.save(out, "JPEG", quality=85)
        if best and len(out.getvalue()) > size:
            break
        best = out.getvalue()
    return best


def _with_exif(jpeg: bytes, number: int) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Segel", "Bench"
    exif[0x0131] = f"photo {number}"
    clock = f"{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
    exif.get_ifd(0x8769)[0x9003] = f"2026:11:14 {clock}"
    body = exif.tobytes()
    return jpeg[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body + jpeg[2:]


def forget(*paths: Path) -> None:
    """Drop what the system keeps of these files in memory, so that they are read from the disk.

    Only for these files, and without being root.  Where the system has no such wish, nothing.
    """
    if not hasattr(os, "posix_fadvise"):
        return
    os.sync()
    for path in paths:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def files_in(folder: Path) -> list[Path]:
    """Return every file below `folder`."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
