# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a BagIt 1.0 bag (RFC 8493): every byte hashed as it is written, every file made durable.

The names come from `db.bundle.layout`, so nothing needs the percent-encoding of RFC 8493 §2.1.3.
"""

import errno
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.bundle.layout import ALGORITHMS, PIECE, manifest, tag_manifest

SMALL = 4 * 1024 * 1024
TOGETHER = 128
"""Files of at most so many bytes are made durable so many at a time."""
UNSYNCABLE = frozenset({errno.EINVAL, errno.ENOTSUP})


@dataclass(frozen=True, slots=True)
class Sums:
    """What was written: hexadecimal SHA-256 and SHA-512, and the length in bytes."""

    sha256: str
    sha512: str
    size: int

    def of(self, algorithm: str) -> str:
        """Return the digest made by `algorithm`."""
        return self.sha256 if algorithm == "sha256" else self.sha512


class Bag:
    """A bag in the making.  The folder exists; nothing in it is overwritten.

    What an earlier attempt left there counts only once it is adopted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.payload: dict[str, Sums] = {}
        self.tags: dict[str, Sums] = {}
        self.listing = b""
        """What the last manifest says, once it is written."""
        self._waiting: list[Path] = []
        """Files that are written and not yet known to be durable."""

    @property
    def oxum(self) -> str:
        """Return Payload-Oxum: bytes and files under data/ (RFC 8493 §2.2.2)."""
        return f"{sum(sums.size for sums in self.payload.values())}.{len(self.payload)}"

    def put(self, path: str, pieces: Iterable[bytes], size: int | None = None) -> Sums:
        """Write one file, holding one piece at a time; payload if it lies under data/.

        A large one is durable then; small ones are made so together, at the latest by `settle`.
        `size`: how many bytes are expected, where that is known beforehand.
        """
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
        with place.open("xb", buffering=0) as file:
            for piece in pieces:
                sha256.update(piece)
                sha512.update(piece)
                size += len(piece)
                rest = memoryview(piece)
                while rest:
                    rest = rest[file.write(rest) :]
            if size > SMALL:
                _flush(file.fileno())
            else:
                _let_go(file.fileno())  # the system begins to write it, and nobody waits yet
                self._waiting.append(place)
        if len(self._waiting) >= TOGETHER:
            self._flush_waiting()
        sums = Sums(sha256.hexdigest(), sha512.hexdigest(), size)
        self.note(path, sums)
        return sums

    def _flush_waiting(self) -> None:
        """Make the small files durable: one after another each would wait for the medium alone."""
        waiting, self._waiting = self._waiting, []
        for place in waiting:
            with suppress(FileNotFoundError), place.open("rb+") as file:  # dropped meanwhile
                _flush(file.fileno())

    def note(self, path: str, sums: Sums) -> None:
        """Remember what was written."""
        (self.payload if path.startswith("data/") else self.tags)[path] = sums

    def adopt(self, path: str, sha256: str) -> Sums | None:
        """Take a file that an earlier attempt left, if it is whole; else take it out.

        It is read from the medium again.  Return None where nothing was adopted; an empty `sha256`
        fits nothing.
        """
        place = self.folder / path
        if not place.is_file() or place.is_symlink():
            return None
        sums = _sums(place)
        if sums.sha256 != sha256:
            place.unlink()
            return None
        self.payload[path] = sums
        return sums

    def tidy(self, folder: str) -> None:
        """Take out what earlier attempts left below `folder` and nobody adopted."""
        for place, _, names in os.walk(self.folder / folder, topdown=False):
            for name in names:
                path = (Path(place) / name).relative_to(self.folder).as_posix()
                if path not in self.payload:
                    (Path(place) / name).unlink()
            with suppress(OSError):
                Path(place).rmdir()

    def drop(self, path: str) -> None:
        """Take a half-written file out again, and its folder when that is empty."""
        place = self.folder / path
        place.unlink(missing_ok=True)
        with suppress(OSError):
            place.parent.rmdir()
        self.payload.pop(path, None)

    def close(self) -> Sums:
        """Write the manifests; return the sums of the last one.

        That is `tagmanifest-sha256.txt`, through which everything else in the bag is named.
        """
        for algorithm in ALGORITHMS:
            self.put(manifest(algorithm), _lines(self.payload, algorithm))
        tags = dict(self.tags)
        lists = [b"".join(_lines(tags, name)) for name in ALGORITHMS]
        named = zip(ALGORITHMS, lists, strict=True)
        last = [self.put(tag_manifest(name), [lines]) for name, lines in named]
        self.listing = lists[0]
        return last[0]

    def settle(self) -> None:
        """Make everything in the bag durable, names included."""
        self._flush_waiting()
        for folder, _, _ in os.walk(self.folder, topdown=False):
            settle(Path(folder))


def _flush(handle: int) -> None:
    """Make an open file durable, and let the examination read the medium and not memory."""
    os.fsync(handle)
    _let_go(handle)


def _let_go(handle: int) -> None:
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _sums(place: Path) -> Sums:
    sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
    with place.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):  # what the medium holds, and not what memory remembers
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(PIECE):
            sha256.update(piece)
            sha512.update(piece)
            size += len(piece)
    return Sums(sha256.hexdigest(), sha512.hexdigest(), size)


def settle(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in UNSYNCABLE:
            raise
    finally:
        os.close(handle)


def _lines(files: dict[str, Sums], algorithm: str) -> Iterable[bytes]:
    return (f"{sums.of(algorithm)}  {path}\n".encode() for path, sums in sorted(files.items()))
