# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a stranger's folder: links are not followed, lines and files have limits, names are safe.

Everything here only reads.
"""

import hashlib
import io
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from db.bundle.bagging import Sums
from db.bundle.detail import Detail
from db.bundle.layout import FILES_LIMIT, PIECE, VERSION, is_safe
from db.errors import BundleDamagedError
from db.model.flaw import Discrepancy, Flaw
from db.model.progress import Check, Progress, Report


@dataclass(slots=True)
class Found:
    """The files of a folder by path: their sizes, their sums where readable, and every flaw.

    `version`: that of the format, once it is known.  `held`: for a bundle that lies in no folder,
    the bytes of those of its files that are read.
    """

    folder: Path
    sizes: dict[str, int] = field(default_factory=dict)
    sums: dict[str, Sums] = field(default_factory=dict)
    flaws: list[Discrepancy] = field(default_factory=list)
    version: int = VERSION
    held: Mapping[str, bytes] | None = None

    def say(self, flaw: Flaw, place: str, detail: Detail) -> None:
        """Write down one flaw."""
        self.flaws.append(Discrepancy(flaw, shown(place), detail.value))

    def payload(self) -> list[str]:
        """Return the paths under data/, sorted."""
        return sorted(path for path in self.sizes if path.startswith("data/"))

    def whole(self, path: str, limit: int) -> bytes | None:
        """Return a file's bytes; None when it is absent, longer than `limit` or unreadable."""
        if path not in self.sizes:
            return None
        try:
            with self._open(path) as file:
                data = file.read(limit + 1)
        except OSError:
            return None
        return data if len(data) <= limit else None

    def lines(self, path: str, limit: int) -> Iterator[tuple[int, bytes]]:
        """Yield each line's offset and its bytes with the line break; a longer one comes in parts.

        Ends early when the file is absent or the medium fails, which `hash_all` has written down.
        """
        if path not in self.sizes:
            return
        try:
            with self._open(path) as file:
                at = 0
                while line := file.readline(limit):
                    yield at, line
                    at += len(line)
        except OSError:
            return

    def part(self, path: str, offset: int, length: int) -> bytes:
        """Return `length` bytes from `offset`; fewer when the medium fails."""
        try:
            with self._open(path) as file:
                file.seek(offset)
                return file.read(length)
        except OSError:
            return b""

    def _open(self, path: str) -> BinaryIO:
        if self.held is None:
            return opened(self.folder, path)
        if path not in self.held:
            raise FileNotFoundError(path)
        return io.BytesIO(self.held[path])


def shown(path: str) -> str:
    """Return a name as it may be printed: control characters and broken letters escaped."""
    safe = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in safe)


def opened(folder: Path, path: str) -> BinaryIO:
    """Open a file of the bag for reading, unless it has become a link."""
    handle = os.open(
        folder / path,
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0),
    )
    return os.fdopen(handle, "rb")


def scan(folder: Path, check: Check) -> Found:
    """List every file below `folder`; what is no plain file or folder is a flaw and not listed."""
    found = Found(folder)
    waiting = [""]
    lowered: set[str] = set()
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as listing:
                children = sorted(listing, key=lambda child: child.name)
        except OSError:
            found.say(Flaw.UNREADABLE, inside, Detail.UNREADABLE_FOLDER)
            continue
        if not children and inside:
            found.say(Flaw.EXTRA, inside, Detail.EMPTY_FOLDER)
        for child in children:
            check()
            path = f"{inside}/{child.name}" if inside else child.name
            if path.lower() in lowered:
                found.say(Flaw.MALFORMED, path, Detail.SAME_NAME)
            lowered.add(path.lower())
            if _take(found, path, child):
                waiting.append(path)
        if len(lowered) > FILES_LIMIT:
            message = "this folder holds more files than any bundle"
            raise BundleDamagedError(message)
    return found


def _take(found: Found, path: str, child: "os.DirEntry[str]") -> bool:
    """List one child if it is a plain file; tell whether it is a folder to go into."""
    try:
        status = child.stat(follow_symlinks=False)
    except OSError:
        found.say(Flaw.UNREADABLE, path, Detail.UNREADABLE)
        return False
    kind = status.st_mode
    junction = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
    if junction or not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        found.say(Flaw.MALFORMED, path, Detail.LINK)
        return False
    if not is_safe(path):
        found.say(Flaw.MALFORMED, path, Detail.UNSAFE_NAME)
    if stat.S_ISREG(kind):
        found.sizes[path] = status.st_size
    return stat.S_ISDIR(kind)


def hash_all(found: Found, check: Check, report: Report) -> None:
    """Read every file once and keep its sums; one that the medium refuses is a flaw."""
    total, done = sum(found.sizes.values()), 0
    for path in sorted(found.sizes):
        sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
        try:
            with opened(found.folder, path) as file:
                while piece := file.read(PIECE):
                    check()
                    sha256.update(piece)
                    sha512.update(piece)
                    size += len(piece)
                    report(Progress(done + size, total, "bytes", "examining-bundle", shown(path)))
        except OSError:
            found.say(Flaw.UNREADABLE, path, Detail.UNREADABLE)
        else:
            found.sums[path] = Sums(sha256.hexdigest(), sha512.hexdigest(), size)
        done += size
