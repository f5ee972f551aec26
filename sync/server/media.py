# SPDX-License-Identifier: GPL-3.0-or-later
"""Where ciphertext lies: a store of five methods, and the one in a folder.

A name is the SHA-256 of the bytes.  What arrived of a chunk is as long as its part file: no second
note can disagree.  A whole chunk is hashed, flushed, renamed, and its folder flushed, in that
order; only after that may anyone be told that it is there.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final, Protocol

from sync.errors import MalformedMessageError

READ: Final = 1024 * 1024
PARTS: Final = "part"


class Media(Protocol):
    """Five methods that any store can have.  `keeps_parts`: what arrived of a chunk survives."""

    keeps_parts: ClassVar[bool]

    def offset(self, name: bytes) -> int:
        """Return how many bytes of an unfinished chunk arrived."""

    def append(self, name: bytes, offset: int, piece: bytes) -> int:
        """Put bytes at `offset` of an unfinished chunk and return its length; see FolderMedia."""

    def settle(self, name: bytes) -> None:
        """Make a chunk whole and durable; raise MalformedMessageError and drop other bytes."""

    def read(self, name: bytes) -> bytes:
        """Return a whole chunk; raise FileNotFoundError when it is not there."""

    def names(self) -> Iterator[bytes]:
        """Yield the names of all whole chunks."""


def keep(media: Media, name: bytes, body: bytes) -> None:
    """Put a whole chunk, going on from a part of it; a part that was of other bytes is dropped.

    Raise MalformedMessageError when `body` is not what `name` says.
    """
    try:
        offset = media.offset(name)
        media.append(name, offset, body[offset:])
        media.settle(name)
    except MalformedMessageError:
        media.append(name, 0, body)
        media.settle(name)


class FolderMedia:
    """Chunks as files, two levels of folders, nothing rewritten.  For one process."""

    keeps_parts: ClassVar[bool] = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = folder / PARTS
        self._parts.mkdir(parents=True, exist_ok=True)

    def offset(self, name: bytes) -> int:
        """Return the length of the part file, 0 when there is none."""
        try:
            return self._part(name).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, name: bytes, offset: int, piece: bytes) -> int:
        """Append a piece; raise MalformedMessageError when `offset` is not the length."""
        handle = os.open(self._part(name), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(handle).st_size != offset:
                message = "another writer was here"
                raise MalformedMessageError(message)
            view = memoryview(piece)
            while view:
                view = view[os.write(handle, view) :]
        finally:
            os.close(handle)
        return offset + len(piece)

    def settle(self, name: bytes) -> None:
        """Hash, flush, rename, flush the folder.  A chunk that is there already stays."""
        part, whole = self._part(name), self._whole(name)
        with part.open("rb+") as file:
            found = hashlib.sha256(file.read()).digest()
            if found != name:
                part.unlink()
                message = "a chunk is not what its name says"
                raise MalformedMessageError(message)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o400)
        if not whole.parent.is_dir():
            whole.parent.mkdir(parents=True, exist_ok=True)
            _flush(whole.parent.parent)
            _flush(self._folder)
        part.replace(whole)
        _flush(whole.parent)

    def read(self, name: bytes) -> bytes:
        """Return a whole chunk."""
        return self._whole(name).read_bytes()

    def names(self) -> Iterator[bytes]:
        """Yield the names of all whole chunks."""
        for path in self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if not path.suffix:  # a backup that was cut off left that
                yield bytes.fromhex(path.name)

    def _part(self, name: bytes) -> Path:
        return self._parts / name.hex()

    def _whole(self, name: bytes) -> Path:
        text = name.hex()
        return self._folder / text[:2] / text[2:4] / text


def _flush(folder: Path) -> None:
    if sys.platform == "win32":  # names are made durable with the file itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
