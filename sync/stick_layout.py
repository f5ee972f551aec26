# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick as a folder of small, whole files: what is half written has another name.

::

    SEGEL-STIK/
      BACA-SAYA.txt             what this is, for whoever finds it
      <office>/kirim/<id>.sgl   volumes from laptops
      <office>/jawab/<id>.sgl   answers, one for each laptop

All names are eight hexadecimal digits and three letters, which no file system of a stick shortens,
folds or refuses.  A file is written as .tmp, flushed, read back, and only then given its name.
Nothing else on a stick is opened; links are not followed; what is too long is not read.
"""

import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Final, Protocol

from db.errors import AccessDeniedError, DiskFullError, ReadOnlyMediumError, UnavailableError

HOME: Final = "SEGEL-STIK"
WHOLE: Final = ".sgl"
HALF: Final = ".tmp"
README: Final = "BACA-SAYA.txt"
MOST_FILES: Final = 20_000
RESERVE: Final = 2 * 1024 * 1024
"""Room that is left on a stick: folders and tables of a FAT need some of their own."""
_NAME: Final = re.compile(r"([0-9a-f]{8})\.(sgl|tmp)")
_TEXT: Final = (
    "Berkas di folder ini dikunci untuk satu kantor dan hanya dapat dibuka di sana.\r\n"
    "Bila stik ini ditemukan, serahkan kepada kantor Bawaslu terdekat. Tidak ada yang hilang:\r\n"
    "aslinya tetap tersimpan pada laptop pengirim.\r\n\r\n"
    "These files are locked for one office and open only there. If you found this stick,\r\n"
    "hand it to the nearest Bawaslu office. Nothing is lost: the sender keeps the originals.\r\n"
)


class StickGoneError(UnavailableError):
    """The stick was pulled out, or answers no more; whole files on it stay good."""

    code: ClassVar[str] = "stick-gone"


class Box(StrEnum):
    """The two folders of an office on a stick."""

    OUT = "kirim"
    BACK = "jawab"


@dataclass(frozen=True, slots=True)
class Stray:
    """What else lies on a stick: how much in our own folders, and whether it would start itself."""

    foreign: int
    autorun: bool


class Stick(Protocol):
    """One office's part of one stick.  Every method may raise what `telling` raises."""

    def names(self, box: Box) -> tuple[str, ...]:
        """Return the names of whole files, eight digits each, in order."""

    def read(self, box: Box, name: str, most: int) -> bytes | None:
        """Return a file; None for one that is no plain file of at most `most` bytes."""

    def write(self, box: Box, name: str, parts: Sequence[bytes]) -> bool:
        """Write a file durably and read it back; False when the medium gave other bytes back."""

    def remove(self, box: Box, name: str) -> None:
        """Remove a file, if it is there."""

    def room(self) -> int:
        """Return the bytes that can still be written."""


class FolderStick:
    """A stick that is mounted at `root`, as one office's part of it."""

    def __init__(self, root: Path, office: str) -> None:
        """Take the root of the medium and the eight digits of an office."""
        self.root = root
        self._home = root / HOME / office

    @staticmethod
    def offices(root: Path) -> tuple[str, ...]:
        """Return the offices that a stick holds something for or from."""
        with telling():
            if not _plain_folder(root / HOME):
                return ()
            found = [
                entry.name.lower()
                for entry in _entries(root / HOME)
                if entry.is_dir(follow_symlinks=False)
            ]
        return tuple(sorted(name for name in found if re.fullmatch("[0-9a-f]{8}", name)))

    def names(self, box: Box) -> tuple[str, ...]:
        """Return the names of whole files."""
        return tuple(sorted(name for name, end in self._ours(box) if end == WHOLE))

    def read(self, box: Box, name: str, most: int) -> bytes | None:
        """Return a file; None for a link, a folder, a pipe, or more than `most` bytes."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        flags |= getattr(os, "O_BINARY", 0)
        path = self._path(box, name, WHOLE)
        with telling():
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return None
            handle = os.open(path, flags)
            with os.fdopen(handle, "rb") as file:
                kind = os.fstat(handle)
                if not stat.S_ISREG(kind.st_mode) or kind.st_size > most:
                    return None
                data = file.read(most + 1)
        return data if len(data) <= most else None

    def write(self, box: Box, name: str, parts: Sequence[bytes]) -> bool:
        """Write under another name, flush, read back, rename, flush the folder."""
        path, half = self._path(box, name, WHOLE), self._path(box, name, HALF)
        with telling():
            self._make(box)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(half, flags | getattr(os, "O_BINARY", 0), 0o600)
            try:
                for part in parts:
                    view = memoryview(part)
                    while view:
                        view = view[os.write(handle, view) :]
                os.fsync(handle)
                _forget(handle)
            finally:
                os.close(handle)
            if not _same(half, parts):
                half.unlink()
                return False
            half.replace(path)
            _flush(path.parent)
        return True

    def remove(self, box: Box, name: str) -> None:
        """Remove a whole file."""
        with telling():
            self._path(box, name, WHOLE).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove what was left half written; return how much there was."""
        halves = [(box, name) for box in Box for name, end in self._ours(box) if end == HALF]
        with telling():
            for box, name in halves:
                self._path(box, name, HALF).unlink(missing_ok=True)
        return len(halves)

    def room(self) -> int:
        """Return the free bytes, less what a stick needs itself."""
        with telling():
            return max(0, shutil.disk_usage(self.root).free - RESERVE)

    def stray(self) -> Stray:
        """Count what is not ours in our folders; look whether there is an autorun.inf."""
        with telling():
            autorun = any(entry.name.lower() == "autorun.inf" for entry in _entries(self.root))
            foreign = 0
            for box in Box:
                if _plain_folder(self._home / box):
                    known = len(self._ours(box))
                    foreign += sum(1 for _ in _entries(self._home / box)) - known
        return Stray(foreign, autorun)

    def _ours(self, box: Box) -> tuple[tuple[str, str], ...]:
        with telling():
            if not _plain_folder(self._home) or not _plain_folder(self._home / box):
                return ()
            found = []
            for entry in _entries(self._home / box):
                name = _NAME.fullmatch(entry.name.lower())
                if name is not None and entry.is_file(follow_symlinks=False):
                    found.append((name[1], f".{name[2]}"))
        return tuple(found)

    def _make(self, box: Box) -> None:
        folder = self._home / box
        if not _plain_folder(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for above in (self._home, self._home.parent, self.root):
                _flush(above)
        readme = self._home.parent / README
        if not readme.exists() and not readme.is_symlink():
            readme.write_bytes(_TEXT.encode())

    def _path(self, box: Box, name: str, end: str) -> Path:
        if not re.fullmatch("[0-9a-f]{8}", name):
            message = "not a name on a stick"
            raise ValueError(message)
        return self._home / box / f"{name}{end}"


@contextmanager
def telling() -> Iterator[None]:
    """Turn what a stick's file system says into who must act.

    Raise DiskFullError, ReadOnlyMediumError, AccessDeniedError or StickGoneError.
    """
    try:
        yield
    except OSError as error:
        protected = getattr(error, "winerror", None) == 19  # a switch on the stick, on Windows
        if error.errno == errno.EROFS or protected:
            message = "the stick is write-protected"
            raise ReadOnlyMediumError(message) from error
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            message = "the stick is full"
            raise DiskFullError(message) from error
        if error.errno in {errno.EACCES, errno.EPERM}:
            message = "the stick may not be used by this user"
            raise AccessDeniedError(message) from error
        message = "the stick does not answer"
        raise StickGoneError(message) from error


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as found:
        for number, entry in enumerate(found):
            if number >= MOST_FILES:
                return
            yield entry


def _plain_folder(folder: Path) -> bool:
    """Tell whether there is a real folder, and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(folder).st_mode)
    except FileNotFoundError:
        return False


def _same(path: Path, parts: Sequence[bytes]) -> bool:
    with path.open("rb") as file:
        return all(file.read(len(part)) == part for part in parts) and not file.read(1)


def _forget(handle: int) -> None:
    """Let the system forget what it cached, so that reading back asks the medium."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _flush(folder: Path) -> None:
    if sys.platform == "win32":  # names are made durable with the file itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems of sticks cannot flush a folder
            raise
    finally:
        os.close(handle)
