# SPDX-License-Identifier: GPL-3.0-or-later
"""A package taken: looked at whole, unpacked beside the version in use, tried, and only then due.

The version in use is not touched, and goes on being started until the new one said that it stands.
Whatever breaks this off leaves a folder whose name says that it is not whole.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Final

from db.errors import DiskFullError
from db.model.progress import Check, Progress, Report, ignore, never
from db.store import disk
from desktop.update import package
from desktop.update.layout import PARTIAL, PROGRAM, VERSIONS, Layout
from desktop.update.package import Member, Package
from desktop.update.refusals import (
    UpdateFormatError,
    UpdateOlderError,
    UpdatePlaceError,
    UpdateStartError,
    UpdateSystemError,
    installing,
)
from desktop.update.release import Keys, Release, rank
from sync.stick_layout import telling

Says = Callable[[Path], str]
"""Runs a program just so far that it says what it is: "segel/0.2.0"."""

SPARE: Final = 64 * 1024 * 1024
"""Room that stays free beside an unpacked version: the work of the day goes on."""
PATIENCE_S: Final = 180
WORDS: Final = 200


def glance(source: Path, makers: Keys) -> Package:
    """Return what a package says of itself, its signature known to be good.

    Raise what `package.opened` raises, and StickGoneError or what else keeps it from being read.
    """
    with telling(), source.open("rb") as file:
        return package.opened(file, makers)


def look(source: Path, makers: Keys, *, check: Check = never, report: Report = ignore) -> Package:
    """Look at every byte of a package, and return what it is; raise as `glance`."""
    with telling(), source.open("rb") as file:
        found = package.opened(file, makers)
        done = 0
        for _, part, _ in package.cut(found, package.plain_pieces(file, found)):
            check()
            done += len(part)
            report(Progress(done, found.size, "bytes", "update-looking"))
    return found


def must_fit(found: Package, own: Release) -> None:
    """Raise unless a package can come after this Segel on this laptop.

    UpdateSystemError, UpdateOlderError or UpdateFormatError.  Vaults that this Segel opened have
    its format: what cannot read that would lock people out, and is refused.
    """
    new = found.release
    if new.system != own.system:
        message = "made for another system"
        raise UpdateSystemError(message, system=new.system, own=own.system)
    if rank(new.version) <= rank(own.version):
        message = "not newer than the Segel in use"
        raise UpdateOlderError(message, version=new.version, own=own.version)
    if not new.least <= own.most <= new.most:
        message = "cannot read the vaults of this laptop"
        least, most = str(new.least), str(new.most)
        raise UpdateFormatError(message, least=least, most=most, own=str(own.most))


def take(
    source: Path,
    layout: Layout | None,
    own: Release,
    makers: Keys,
    *,
    says: Says | None = None,
    check: Check = never,
    report: Report = ignore,
) -> Package:
    """Unpack a package beside the version in use, and have it tried at the next windowed start.

    Raise as `glance` and `must_fit`, and UpdatePlaceError, UpdateStartError, DiskFullError,
    AccessDeniedError or UpdateDiskError.  Until this returns, the next start is of the version in
    use.
    """
    if layout is None:
        message = "this Segel keeps no versions side by side"
        raise UpdatePlaceError(message)
    with telling():
        file = source.open("rb")
    with file:
        with telling():
            found = package.opened(file, makers)
        must_fit(found, own)
        layout.sweep(own.version)
        if disk.free_bytes(layout.root) < found.size + SPARE:
            message = "no room for a second version"
            raise DiskFullError(message, file=found.release.version)
        version = found.release.version
        layout.drop(version)
        half = layout.folder(version + PARTIAL)
        try:
            _unpack(file, found, half, check, report)
            _must_run(half / PROGRAM, version, says or says_itself)
            with installing(version):
                half.rename(layout.folder(version))
                disk.sync_folder(layout.root / VERSIONS)
                layout.offer(version, own.version)
        except BaseException:
            layout.drop(version + PARTIAL)
            raise
    return found


def says_itself(program: Path) -> str:
    """Run a program just so far that it says what it is; "" for one that does not."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("_PYI_")}
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - its maker's signature was checked
            [program, "--version"],
            env=told | {"PYINSTALLER_RESET_ENVIRONMENT": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""
    return ""


def _must_run(program: Path, version: str, says: Says) -> None:
    said = says(program)
    if said != f"segel/{version}":
        message = "the new program does not run on this laptop"
        raise UpdateStartError(message, version=version, said=said[:WORDS])


def _unpack(file: IO[bytes], found: Package, half: Path, check: Check, report: Report) -> None:
    """Write every file and flush it; nothing outside `half` is touched."""
    done, folders = 0, {half}
    with installing(half.name):
        disk.make_folder(half)
    with ExitStack() as open_now:
        target: IO[bytes] | None = None
        for member, part, ends in package.cut(found, _from_medium(file, found)):
            check()
            with installing(half.name):
                if target is None:
                    target = open_now.enter_context(_new(half, member, folders))
                target.write(part)
                if ends:
                    target.flush()
                    os.fsync(target.fileno())
                    target.close()
                    target = None
            done += len(part)
            report(Progress(done, found.size, "bytes", "update-unpacking"))
    with installing(half.name):
        for link in found.links:
            path = half / link.path
            _make(path.parent, folders)
            path.symlink_to(link.to)
        for folder in folders:
            disk.sync_folder(folder)


def _from_medium(file: IO[bytes], found: Package) -> Iterator[bytes]:
    """Yield the plain pieces; what the stick says is said of the stick, not of the disk."""
    pieces = package.plain_pieces(file, found)
    while True:
        with telling():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _new(half: Path, member: Member, folders: set[Path]) -> IO[bytes]:
    path = half / member.path
    _make(path.parent, folders)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o755 if member.runs else 0o644), "wb")


def _make(folder: Path, folders: set[Path]) -> None:
    while folder not in folders:
        folder.mkdir(parents=True, exist_ok=True)
        folders.add(folder)
        folder = folder.parent
