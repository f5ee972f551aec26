# SPDX-License-Identifier: GPL-3.0-or-later
"""A bag that is written as a stream and never as files: what was given out cannot be taken back.

So everything that may fail is opened beforehand (`proven`), and files of unknown length are held.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from db.bundle import tar
from db.bundle.bagging import Bag, Sums
from db.bundle.contents import Contents, Copy, Exhibit
from db.bundle.reading import Found
from db.bundle.shelf import OTHER_HASH, UNOPENED
from db.errors import BundleDamagedError, EvidenceDamagedError
from db.model.digest import Digest
from db.model.hearing import Form
from db.model.progress import Check, Progress, Report, ignore
from db.seal.age import Sink

HELD_LIMIT: Final = 512 * 1024 * 1024
LARGE: Final = ("data/bukti/", "data/dokumen/", "data/perkara/")
"""Files that are hashed and not read, when what was written is examined."""


class Packed(Bag):
    """A bag that goes into `sink` as a tar, below a folder called `name`.

    `seconds`: the time of all files, since 1970.
    """

    def __init__(self, sink: Sink, name: str, seconds: int) -> None:
        super().__init__(Path(name))
        self._sink, self._name, self._seconds = sink, name, seconds
        self._begun = ""

    def put(self, path: str, pieces: Iterable[bytes], size: int | None = None) -> Sums:
        """Write one file; raise BundleDamagedError when it has another length than `size`."""
        waiting = iter(pieces)
        if size is None:
            whole = b"".join(waiting)
            waiting, size = iter([whole]), len(whole)
        first = next(waiting, b"")  # what does not even begin leaves nothing behind
        self._begun = path
        self._sink.write(tar.header(f"{self._name}/{path}", size, self._seconds))
        sha256, sha512, done = hashlib.sha256(), hashlib.sha512(), 0
        for piece in _chained(first, waiting):
            sha256.update(piece)
            sha512.update(piece)
            done += len(piece)
            self._sink.write(piece)
        if done != size:
            raise self._changed()
        self._sink.write(tar.padding(size))
        sums = Sums(sha256.hexdigest(), sha512.hexdigest(), size)
        self.note(path, sums)
        return sums

    def drop(self, path: str) -> None:
        """Raise BundleDamagedError if anything of this file has gone out."""
        if path == self._begun:
            raise self._changed()

    def settle(self) -> None:
        """End the stream."""
        self._sink.write(tar.END)

    def _changed(self) -> BundleDamagedError:
        message = "an item changed while the bundle was written"
        return BundleDamagedError(message, place=self._begun)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def proven(contents: Contents, check: Check, report: Report) -> Contents:
    """Open everything once; return the contents with what does not open marked as failed."""
    total = sum(
        one.sheet.card.size * (one.form is Form.ORIGINAL) + sum(copy.size for copy in one.extra)
        for one in contents.exhibits
    )
    looking = _Looking(total, check, report)
    return replace(contents, exhibits=tuple(looking.exhibit(one) for one in contents.exhibits))


class _Looking:
    def __init__(self, total: int, check: Check, report: Report) -> None:
        self._total, self._check, self._report = total, check, report
        self._done = 0

    def exhibit(self, exhibit: Exhibit) -> Exhibit:
        card, failure = exhibit.sheet.card, exhibit.failure
        if failure is None and exhibit.form is Form.ORIGINAL:
            failure = self._failure(exhibit.read, card.digest, card.size, card.name)
        extra = tuple(self._copy(copy, card.name) for copy in exhibit.extra)
        return replace(exhibit, failure=failure, extra=extra)

    def _copy(self, copy: Copy, name: str) -> Copy:
        """Return a copy that fails at once if it fails at all; of unknown bytes it is held anyway.

        One that fails with other bytes than expected is shown as one that does not open.
        """
        if copy.digest is None:
            return copy
        failure = self._failure(copy.read, copy.digest, copy.size, name)
        return copy if failure is None else replace(copy, read=_refusing(failure))

    def _failure(
        self, read: Callable[[], Iterator[bytes]], expected: Digest, size: int, name: str
    ) -> str | None:
        running, length = hashlib.sha256(), 0
        try:
            for piece in read():
                self._check()
                running.update(piece)
                length += len(piece)
                self._done += len(piece)
                step = Progress(self._done, self._total, "bytes", "verifying", name)
                self._report(step)
        except EvidenceDamagedError:
            return UNOPENED
        same = running.hexdigest() == expected.hex and length == size
        return None if same else OTHER_HASH


def _refusing(failure: str) -> Callable[[], Iterator[bytes]]:
    def read() -> Iterator[bytes]:
        raise EvidenceDamagedError(failure)

    return read


class Collected:
    """Takes the files of a bundle as they come and remembers what an examination needs.

    `large`: where files lie that are only hashed.
    """

    def __init__(self, large: tuple[str, ...] = LARGE) -> None:
        self.held: dict[str, bytes] = {}
        self.found = Found(Path(), held=self.held)
        self._large = large
        self._running = (hashlib.sha256(), hashlib.sha512())
        self._path, self._pieces, self._room = "", list[bytes](), HELD_LIMIT

    def begin(self, path: str, size: int) -> Callable[[bytes], None]:
        """Begin a file; return what takes its bytes."""
        self._path, self._pieces = path, []
        self._running = (hashlib.sha256(), hashlib.sha512())
        self.found.sizes[path] = size
        return self._take

    def end(self) -> None:
        """End the file."""
        sha256, sha512 = (running.hexdigest() for running in self._running)
        self.found.sums[self._path] = Sums(sha256, sha512, self.found.sizes[self._path])
        if not self._path.startswith(self._large):
            self.held[self._path] = b"".join(self._pieces)
            self._pieces = []

    def _take(self, piece: bytes) -> None:
        for running in self._running:
            running.update(piece)
        if not self._path.startswith(self._large):
            self._room -= len(piece)
            if self._room < 0:
                message = "what this bundle says of itself is longer than any"
                raise BundleDamagedError(message)
            self._pieces.append(piece)


class Tested:
    """A sink that takes a packed bag apart again."""

    def __init__(
        self,
        check: Check,
        report: Report = ignore,
        total: int = 0,
        collected: Collected | None = None,
    ) -> None:
        self.collected = Collected() if collected is None else collected
        self._check, self._report, self._total, self._done = check, report, total, 0
        self._unpacking = tar.Unpacking(self.collected.begin, self.collected.end)

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        self._check()
        self._done += len(data)
        self._report(Progress(self._done, self._total, "bytes", "examining-bundle"))
        return self._unpacking.write(data)

    def close(self) -> Found:
        """Say that this was all; return what was found."""
        self._unpacking.close()
        return self.collected.found
