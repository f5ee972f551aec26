# SPDX-License-Identifier: GPL-3.0-or-later
"""A box around one item: Cobblestone-256, the C2SP chunked-encryption format.

The message is cut into segments of 16 KiB, the last always shorter; each is sealed with
AES-256-GCM under a key of its own derived from the item key, a random salt and the context, and a
nonce that counts.  A moved, cut, swapped or altered segment does not open.  Segel stores sixteen
segments to a row, so byte `n` of an item is in row `n // ROW`.
(c2sp.org/chunked-encryption, instantiated with SHA-512 and AES-256-GCM.)
"""

import hmac
from collections.abc import Iterator
from typing import Final

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from db.errors import EvidenceDamagedError

SEGMENT: Final = 16 * 1024
TAG: Final = 16
SEGMENTS_A_ROW: Final = 16
ROW: Final = SEGMENT * SEGMENTS_A_ROW
"""Plain bytes in one full row."""
SEALED_SEGMENT: Final = SEGMENT + TAG
SEALED_ROW: Final = SEALED_SEGMENT * SEGMENTS_A_ROW
"""Sealed bytes in one full row."""
PIECE: Final = 1024 * 1024
"""The most bytes that are sealed at a time."""
SALT: Final = 24
COMMITMENT: Final = 32
HEADER: Final = SALT + COMMITMENT
NONCE: Final = 12
KEY: Final = 32
LABEL: Final = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"


def rows_of(size: int) -> int:
    """Return how many rows an item of `size` bytes takes: the last one is always short."""
    return size // ROW + 1


def sealed_size(size: int) -> int:
    """Return the length of the whole box, header included, around `size` bytes."""
    return HEADER + size + TAG * (size // SEGMENT + 1)


class Sealer:
    """Seals one message, once.  Feed it pieces and store the rows it gives back, in order."""

    def __init__(self, key: bytes, context: bytes) -> None:
        self._cobblestone = Cobblestone256Encryptor(key, context)
        self.header = self._cobblestone.update(b"")
        """The 56 bytes that go before the rows."""
        self._view = memoryview(bytearray(sealed_size(PIECE) + SEALED_ROW))
        self._held = 0

    def feed(self, piece: bytes | memoryview) -> Iterator[bytes]:
        """Seal the next piece of at most 1 MiB; yield the full rows that are ready."""
        self._held += self._cobblestone.update_into(piece, self._view[self._held :])
        yield from self._full_rows()

    def finish(self) -> Iterator[bytes]:
        """Yield what is left; the last row is the short one that marks the end."""
        last = self._cobblestone.finalize()
        self._view[self._held : self._held + len(last)] = last
        self._held += len(last)
        yield from self._full_rows()
        yield bytes(self._view[: self._held])
        self._held = 0

    def _full_rows(self) -> list[bytes]:
        full = self._held - self._held % SEALED_ROW
        starts = range(0, full, SEALED_ROW)
        rows = [bytes(self._view[start : start + SEALED_ROW]) for start in starts]
        self._view[: self._held - full] = self._view[full : self._held]
        self._held -= full
        return rows


class Opener:
    """Opens rows of one box in any order.  Thread-safe: it holds no state that changes."""

    def __init__(self, key: bytes, context: bytes, header: bytes) -> None:
        """Raise EvidenceDamagedError unless `header` was made with this key and context."""
        if len(header) != HEADER:
            raise EvidenceDamagedError(_HEADER)
        salt, commitment = header[:SALT], header[SALT:]
        made = HKDFExpand(hashes.SHA512(), KEY + NONCE + COMMITMENT, LABEL + salt + context)
        material = made.derive(key)
        if not hmac.compare_digest(material[KEY + NONCE :], commitment):
            raise EvidenceDamagedError(_HEADER)
        self._aead = AESGCM(material[:KEY])
        self._nonce = int.from_bytes(material[KEY : KEY + NONCE])

    def open_row(self, index: int, row: bytes, size: int) -> bytes:
        """Open row `index` of an item of `size` plain bytes.

        Raise EvidenceDamagedError unless the row is exactly what was sealed at that place.
        """
        count = _segments_in(row, index, size)
        first = index * SEGMENTS_A_ROW
        out = []
        view = memoryview(row)
        for step in range(count):
            piece = view[step * SEALED_SEGMENT : (step + 1) * SEALED_SEGMENT]
            nonce = (self._nonce ^ (first + step)).to_bytes(NONCE)
            try:
                out.append(self._aead.decrypt(nonce, piece, None))
            except InvalidTag as error:
                raise _closed(index) from error
        return b"".join(out)


class Unsealer:
    """Opens one box from its first row to its last, which costs less than opening in any order."""

    def __init__(self, key: bytes, context: bytes, header: bytes, size: int) -> None:
        """Raise EvidenceDamagedError unless `header` was made with this key and context."""
        self._cobblestone = Cobblestone256Decryptor(key, context)
        self._size = size
        self._index = 0
        try:
            self._cobblestone.update(header)
        except InvalidTag as error:
            raise EvidenceDamagedError(_HEADER) from error

    def feed(self, row: bytes) -> bytes:
        """Open the next row, the last one included.

        Raise EvidenceDamagedError unless it is exactly what was sealed there; then begin anew.
        """
        index, self._index = self._index, self._index + 1
        _segments_in(row, index, self._size)
        try:
            plain = self._cobblestone.update(row)
            return plain if index < self._size // ROW else plain + self._cobblestone.finalize()
        except InvalidTag as error:
            raise _closed(index) from error


def _segments_in(row: bytes, index: int, size: int) -> int:
    """Return how many segments row `index` has; raise EvidenceDamagedError for another length."""
    want = min(ROW, size - index * ROW)
    whole = size // SEGMENT + 1 - index * SEGMENTS_A_ROW
    count = whole if index == size // ROW else SEGMENTS_A_ROW
    if want < 0 or len(row) != want + TAG * count:
        message = f"row {index} has another length than sealed"
        raise EvidenceDamagedError(message, row=str(index))
    return count


def _closed(index: int) -> EvidenceDamagedError:
    return EvidenceDamagedError(f"row {index} does not open", row=str(index))


_HEADER = "the header of this item does not open"
