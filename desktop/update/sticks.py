# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates on a stick: an office copies one onto it, a laptop notices it and asks.

A package lies in the root of a stick or in ``SEGEL-STIK/pembaruan``.  It is for everybody and
signed by its maker, so it is not sealed for an office, and whoever finds one learns no evidence.
Noticing reads the signed head alone; nothing is unpacked before a person says so.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import DiskFullError, SegelError
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.hashing import Running
from desktop.update.package import ENDING, Package
from desktop.update.release import Keys, Release, rank
from desktop.update.taking import glance, look, must_fit
from sync.stick import WornStickError
from sync.stick_layout import HALF, HOME, FolderStick, telling

ROOM: Final = "pembaruan"
STEP: Final = 1024 * 1024
MOST: Final = 16
"""More packages than that on one stick are not looked at."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that could be taken here."""

    path: Path
    release: Release
    maker: str


def packages(root: Path) -> tuple[Path, ...]:
    """Return the files on a stick that are named as packages are; links are not followed."""
    found: list[Path] = []
    for folder in (root, root / HOME, root / HOME / ROOM):
        with telling():
            if not folder.is_dir() or folder.is_symlink():
                continue
            for path in sorted(folder.iterdir()):
                plain = stat.S_ISREG(path.lstat().st_mode)
                if path.name.lower().endswith(ENDING) and plain and len(found) < MOST:
                    found.append(path)
    return tuple(found)


def offered(root: Path, own: Release, makers: Keys) -> Offer | None:
    """Return the newest package on a stick that could be taken here, or None.

    What is damaged, forged, older or for others is passed over; choosing the file says why.
    """
    found: list[Offer] = []
    try:
        for path in packages(root):
            offer = _offer(path, own, makers)
            if offer is not None:
                found.append(offer)
    except SegelError:  # the stick was pulled out: it offers nothing
        return None
    return max(found, key=lambda one: rank(one.release.version), default=None)


def _offer(path: Path, own: Release, makers: Keys) -> Offer | None:
    try:
        package = glance(path, makers)
        must_fit(package, own)
    except SegelError:
        return None
    return Offer(path, package.release, package.maker)


def put(
    source: Path, root: Path, makers: Keys, *, check: Check = never, report: Report = ignore
) -> tuple[Package, Path]:
    """Copy a package onto a stick, flushed and read back; return what it is and where it lies.

    The package is looked at whole first.  Raise what `look` raises, DiskFullError,
    ReadOnlyMediumError, AccessDeniedError, StickGoneError or WornStickError.
    """
    found = look(source, makers, check=check, report=report)
    name = f"segel-{found.release.version}-{found.release.system}{ENDING}"
    folder = root / HOME / ROOM
    target, half = folder / name, folder / f"{name}{HALF}"
    with telling():
        total = source.stat().st_size
        if FolderStick(root, "").room() < total:
            message = "the stick has no room for an update"
            raise DiskFullError(message)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            written = _copied(source, half, total, check, report)
            if _hashed(half) != written:
                message = "the stick gives other bytes back than were written"
                raise WornStickError(message)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return found, target


def _copied(source: Path, half: Path, total: int, check: Check, report: Report) -> bytes:
    running = Running()
    with source.open("rb") as file, half.open("wb") as out:
        while part := file.read(STEP):
            check()
            out.write(part)
            running.feed(part)
            report(Progress(running.length, total, "bytes", "update-copying"))
        out.flush()
        os.fsync(out.fileno())
        if hasattr(os, "posix_fadvise"):  # so that reading back asks the medium
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return running.digest.value


def _hashed(path: Path) -> bytes:
    running = Running()
    with path.open("rb") as file:
        while part := file.read(STEP):
            running.feed(part)
    return running.digest.value
