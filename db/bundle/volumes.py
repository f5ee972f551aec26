# SPDX-License-Identifier: GPL-3.0-or-later
"""One long file as one or several on a medium that may be pulled out: durable, and taken up again.

What has reached the medium is known by its hash; when the medium comes back it is read again, and
writing goes on where the last flush was.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from db.bundle.bagging import settle
from db.bundle.layout import PIECE
from db.bundle.refusal import in_words
from db.errors import BundleDamagedError, SegelError

if TYPE_CHECKING:
    from hashlib import _Hash

PARTIAL: Final = ".partial"
FLUSH: Final = 16 * 1024 * 1024
GONE: Final = frozenset(
    {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.EROFS, errno.ESTALE, errno.ENOTCONN}
)
"""What systems say when a stick was pulled out."""

Wait = Callable[[SegelError], bool]
"""Called when the medium is gone: returns once it may be there again, False to give up."""
Opened = Callable[[Path, str], BinaryIO]


@dataclass(frozen=True, slots=True)
class Volume:
    """One finished file: its name, length, and SHA-256 in hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass
class _Part:
    place: Path
    size: int = 0
    durable: int = 0
    sum: "_Hash" = field(default_factory=hashlib.sha256)
    kept: "_Hash" = field(default_factory=hashlib.sha256)
    pending: list[bytes] = field(default_factory=list)


def unbuffered(place: Path, mode: str) -> BinaryIO:
    """Open a file whose writes go to the system at once."""
    return place.open(mode, buffering=0)  # type: ignore[return-value] # a mode with "b" gives bytes


class Volumes:
    """A sink that spreads what it takes over files of at most `limit` bytes.

    They are called `<name>.001.partial` and so on, until `keep`.  Errors are those of
    `db.bundle.refusal`; `wait` may let one be mended that says that the medium is gone.
    """

    def __init__(
        self, folder: Path, name: str, limit: int, wait: Wait, opened: Opened = unbuffered
    ) -> None:
        self._folder, self._name, self._limit = folder, name, limit
        self._wait, self._opened = wait, opened
        self._parts: list[_Part] = []
        self._file: BinaryIO | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """Return where the files lie now, in order."""
        return tuple(part.place for part in self._parts)

    @property
    def sums(self) -> tuple[str, ...]:
        """Return the SHA-256 of each file as it was written."""
        return tuple(part.sum.hexdigest() for part in self._parts)

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        rest = memoryview(data)
        while rest:
            part = self._part()
            piece = bytes(rest[: self._limit - part.size])
            part.pending.append(piece)
            part.size += len(piece)
            part.sum.update(piece)
            rest = rest[len(piece) :]
            self._try(partial(self._put, piece))
            if part.size - part.durable >= FLUSH or part.size == self._limit:
                self._try(self._flush)
        return len(data)

    def close(self) -> None:
        """Make the last file durable, and all names."""
        if self._file is not None:
            self._try(self._flush)
            self._file.close()
            self._file = None
        self._try(lambda: settle(self._folder))

    def keep(self) -> tuple[Volume, ...]:
        """Give the files their names; a single one has no number."""
        single = len(self._parts) == 1
        kept = []
        for part in self._parts:
            name = self._name if single else part.place.name.removesuffix(PARTIAL)
            with in_words():
                part.place.rename(self._folder / name)
            kept.append(Volume(name, part.size, part.sum.hexdigest()))
        with in_words():
            settle(self._folder)
        return tuple(kept)

    def drop(self) -> None:
        """Remove what was written, as far as it can be reached."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        for part in self._parts:
            with suppress(OSError):
                part.place.unlink(missing_ok=True)

    def _part(self) -> _Part:
        if not self._parts or self._parts[-1].size == self._limit:
            if self._file is not None:
                self._file.close()
                self._file = None
            number = len(self._parts) + 1
            self._parts.append(_Part(self._folder / f"{self._name}.{number:03d}{PARTIAL}"))
        return self._parts[-1]

    def _put(self, piece: bytes) -> None:
        if self._file is None:
            self._file = self._opened(self._parts[-1].place, "wb")
        _write(self._file, piece)

    def _flush(self) -> None:
        part = self._parts[-1]
        if self._file is not None:
            os.fsync(self._file.fileno())
            if hasattr(os, "posix_fadvise"):  # so that reading back asks the medium
                os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        part.durable, part.kept = part.size, part.sum.copy()
        part.pending.clear()

    def _try(self, step: Callable[[], None]) -> None:
        """Do a step; when the medium is gone, wait for it and bring what lies there up to date."""
        try:
            step()
        except OSError as error:
            refusal = _refusal(error)
            while error.errno in GONE and self._wait(refusal):
                try:
                    self._take_up()
                except OSError as again:
                    error, refusal = again, _refusal(again)
                else:
                    return
            raise refusal from error

    def _take_up(self) -> None:
        """Read what lies there again, and write what was lost since the last flush."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        for part in self._parts:
            end = part.size if part is not self._parts[-1] else part.durable
            wanted = part.sum if part is not self._parts[-1] else part.kept
            if end and hash_file(part.place, end) != wanted.hexdigest():
                message = "what lies on the medium is not what was written there"
                raise BundleDamagedError(message, place=part.place.name)
        last = self._parts[-1]
        self._file = self._opened(last.place, "r+b" if last.durable else "wb")
        self._file.seek(last.durable)
        self._file.truncate()
        for piece in last.pending:
            _write(self._file, piece)
        self._flush()
        settle(self._folder)


def _write(file: BinaryIO, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def hash_file(place: Path, end: int) -> str:
    """Return the SHA-256 of the first `end` bytes of a file, in hexadecimal digits."""
    running = hashlib.sha256()
    with place.open("rb") as file:
        while end and (piece := file.read(min(PIECE, end))):
            running.update(piece)
            end -= len(piece)
    return running.hexdigest()


def _refusal(error: OSError) -> SegelError:
    try:
        with in_words():
            raise error
    except SegelError as refusal:
        return refusal


class Joined:
    """A source that reads several files as one; `sums` has the SHA-256 of those read to the end."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._waiting: Iterator[Path] = iter(places)
        self._file: BinaryIO | None = None
        self._running = hashlib.sha256()
        self.sums: list[str] = []

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes; none at the end of the last file."""
        while True:
            if self._file is None:
                place = next(self._waiting, None)
                if place is None:
                    return b""
                self._file, self._running = place.open("rb"), hashlib.sha256()
            if piece := self._file.read(size):
                self._running.update(piece)
                return piece
            self.sums.append(self._running.hexdigest())
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
