# SPDX-License-Identifier: GPL-3.0-or-later
"""SHA-256 of bytes and of streams."""

import hashlib
from collections.abc import Iterable

from db.model.digest import Digest


def digest(data: bytes | bytearray | memoryview) -> Digest:
    """Return the SHA-256 of `data`."""
    return Digest(hashlib.sha256(data).digest())


def digest_all(parts: Iterable[bytes]) -> tuple[Digest, int]:
    """Return the SHA-256 and the length of `parts` laid end to end, holding one part at a time."""
    running = hashlib.sha256()
    length = 0
    for part in parts:
        running.update(part)
        length += len(part)
    return Digest(running.digest()), length


class Running:
    """A SHA-256 that is fed piece by piece."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.length = 0

    def feed(self, piece: bytes | bytearray | memoryview) -> None:
        """Take the next piece.  Large pieces are hashed without holding the interpreter lock."""
        self._hash.update(piece)
        self.length += len(piece)

    @property
    def digest(self) -> Digest:
        """Return the SHA-256 of everything fed so far."""
        return Digest(self._hash.digest())
