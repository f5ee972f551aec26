# SPDX-License-Identifier: GPL-3.0-or-later
"""Small files of the vault, written whole or not at all, and the lock that keeps others out."""

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from db.errors import AlreadyOpenError, SegelError
from db.store.trouble import on_disk

PART: Final = 64 * 1024
PARTIAL: Final = ".partial"
PROBE: Final = 64 * 1024
SLICE: Final = 512 * 1024

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def replace(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a power cut leaves the old bytes or the new ones."""
    partial = path.with_name(path.name + PARTIAL)
    with on_disk(path.name):
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable.  Windows does this with the file itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, so that a power cut cannot take its name away."""
    above = next(parent for parent in folder.absolute().parents if parent.is_dir())
    folder.mkdir(parents=True, exist_ok=True)
    for parent in folder.absolute().parents:
        with suppress(PermissionError):  # one may put names into a folder and not read it
            sync_folder(parent)
        if parent == above:
            return


def begin_writing(handle: int, offset: int) -> None:
    """Ask the system to start writing what lies behind `offset` of an open file, without waiting.

    A wish and no more: nothing is durable until the file is flushed, which then waits less.  Linux
    starts writing dirty pages when told that they will not be needed, and keeps them until they
    are on the disk.
    """
    if sys.platform == "linux":
        os.posix_fadvise(handle, offset, 0, os.POSIX_FADV_DONTNEED)


def begin_reading(path: Path, *parts: tuple[int, int]) -> None:
    """Ask the system to start reading parts of a file, without waiting; a wish and no more.

    A part is where it begins, counted from the end of the file where that is negative, and its
    length in bytes.  Linux alone is asked, a slice at a time: of one wish it fulfils no more than
    the disk takes in one request.  A file that cannot be opened is left to who needs it.
    """
    if sys.platform == "linux":
        with suppress(OSError), path.open("rb", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            for start, length in parts:
                begin = max(0, start if start >= 0 else size + start)
                for at in range(begin, min(begin + length, size), SLICE):
                    os.posix_fadvise(file.fileno(), at, SLICE, os.POSIX_FADV_WILLNEED)


def free_bytes(folder: Path) -> int:
    """Return the room left where `folder` lies."""
    with on_disk(folder.name):
        return shutil.disk_usage(folder).free


def must_have_room(folder: Path) -> None:
    """Raise DiskFullError unless a few blocks can be written in `folder`; nothing stays there.

    SQLite calls a full disk by its name only at some of its calls, at others a failing medium.
    """
    probe = folder / f"ballast{PARTIAL}"  # a name that is tidied away after a power cut
    try:
        with on_disk(folder.name), probe.open("wb") as file:
            file.write(bytes(PROBE))
            file.flush()
            os.fsync(file.fileno())
    finally:
        with suppress(OSError):
            probe.unlink()


def fill(path: Path, size: int) -> None:
    """Write a file of `size` zero bytes that really take room: all of it or none."""
    partial = path.with_name(path.name + PARTIAL)
    try:
        with on_disk(path.name):
            with partial.open("wb") as file:
                for _ in range(size // PART):
                    file.write(bytes(PART))
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
            sync_folder(path.parent)
    except SegelError:
        partial.unlink(missing_ok=True)  # half of it would only make the disk fuller
        raise


class Hold:
    """The operating system's lock on a vault folder.  It falls when the process ends, anyhow."""

    def __init__(self, path: Path) -> None:
        """Take the lock; raise AlreadyOpenError when another process has it."""
        with on_disk(path.name):
            self._handle = path.open("ab")
        try:
            _lock(self._handle)
        except OSError as error:
            self._handle.close()
            message = "this vault is open in another Segel"
            raise AlreadyOpenError(message) from error

    def release(self) -> None:
        """Let others in."""
        self._handle.close()
