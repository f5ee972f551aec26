# SPDX-License-Identifier: GPL-3.0-or-later
"""What is carried: parcels of case data sealed for offices, and the chunks of sealed items.

Both are ciphertext, named by the SHA-256 of what is sent; the depot opens neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.model.digest import LENGTH as HASH
from db.model.ids import EvidenceId, VaultId, is_ulid
from db.seal.box import HEADER, ROW, SEALED_ROW, TAG, rows_of, sealed_size
from sync import framing
from sync.errors import MalformedMessageError

MOST: Final = 2**53 - 1
BAG_LIMIT: Final = 2 * 1024 * 1024
BAG_PIECES: Final = 1000
PARCEL_LIMIT: Final = BAG_LIMIT - framing.HEAD_LIMIT
MANIFEST_LIMIT: Final = PARCEL_LIMIT
"""Names the chunks of one item of up to 15 GiB."""
CHUNK_LIMIT: Final = SEALED_ROW
MOST_OFFICES: Final = 8
MARK_DIGITS: Final = 16
WRAP: Final = 80


class Load:
    """What a parcel is for.  The words stand in names of parcels."""

    RECORD: Final = "record"
    THUMBNAIL: Final = "thumbnail"
    ALL: Final = frozenset({RECORD, THUMBNAIL})


@dataclass(frozen=True, slots=True)
class Parcel:
    """The private part of entry `seq`, sealed for offices.  `wraps`: (mark of a key, its wrap)."""

    vault: VaultId
    seq: int
    load: str
    wraps: tuple[tuple[bytes, bytes], ...]
    sealed: bytes

    def emit(self) -> bytes:
        """Return the message."""
        return framing.pack(
            "parcel",
            b"".join(wrap for _, wrap in self.wraps) + self.sealed,
            load=self.load,
            seq=self.seq,
            to=[mark.hex() for mark, _ in self.wraps],
            vault=self.vault,
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a parcel."""
        fields = frozenset({"load", "seq", "to", "vault"})
        head, tail = framing.unpack(data, "parcel", fields, PARCEL_LIMIT)
        marks = head["to"]
        if (
            not isinstance(marks, Sequence)
            or isinstance(marks, str)
            or not 0 < len(marks) <= MOST_OFFICES
        ):
            raise MalformedMessageError(_BAD)
        wraps = tuple(
            (_mark(one), tail[at * WRAP : (at + 1) * WRAP]) for at, one in enumerate(marks)
        )
        sealed = tail[len(marks) * WRAP :]
        load, vault = framing.text(head["load"], 20), framing.text(head["vault"], 26)
        if len(sealed) < HASH + TAG or load not in Load.ALL or not is_ulid(vault):
            raise MalformedMessageError(_BAD)
        return cls(VaultId(vault), framing.whole(head["seq"], MOST), load, wraps, sealed)

    @property
    def meaning(self) -> bytes:
        """Return what the sealed bytes are bound to."""
        return parcel_meaning(self.vault, self.seq, self.load)


def parcel_meaning(vault: VaultId, seq: int, load: str) -> bytes:
    """Return what a parcel's sealed bytes are bound to."""
    return f"segel.id/parcel/v1/{vault}/{seq}/{load}".encode()


def _mark(text: object) -> bytes:
    try:
        if not isinstance(text, str) or len(text) != MARK_DIGITS or text != text.lower():
            raise MalformedMessageError(_BAD)
        return bytes.fromhex(text)
    except ValueError as error:
        raise MalformedMessageError(_BAD) from error


@dataclass(frozen=True, slots=True)
class Manifest:
    """The chunks of one sealed item, in order.  `seq`: the entry that sealed it.

    `size` is that of the original; each chunk is a row of the box, and `header` its first 56 bytes.
    """

    vault: VaultId
    item: EvidenceId
    seq: int
    size: int
    header: bytes
    chunks: tuple[bytes, ...]

    def emit(self) -> bytes:
        """Return the message."""
        return framing.pack(
            "manifest",
            b"".join(self.chunks),
            header=self.header.hex(),
            item=self.item,
            seq=self.seq,
            size=self.size,
            vault=self.vault,
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a manifest with as many chunks as rows."""
        fields = frozenset({"header", "item", "seq", "size", "vault"})
        head, tail = framing.unpack(data, "manifest", fields, MANIFEST_LIMIT)
        item, vault = framing.text(head["item"], 26), framing.text(head["vault"], 26)
        size, chunks = framing.whole(head["size"], MOST), framing.hashes(tail)
        try:
            header = bytes.fromhex(framing.text(head["header"], 2 * HEADER))
        except ValueError as error:
            raise MalformedMessageError(_BAD) from error
        good = len(chunks) == rows_of(size) and len(header) == HEADER
        if not good or header.hex() != head["header"] or not (is_ulid(item) and is_ulid(vault)):
            raise MalformedMessageError(_BAD)
        seq = framing.whole(head["seq"], MOST)
        return cls(VaultId(vault), EvidenceId(item), seq, size, header, chunks)

    def length(self, place: int) -> int:
        """Return the bytes of chunk `place`."""
        if place < self.size // ROW:
            return SEALED_ROW
        return sealed_size(self.size) - HEADER - place * SEALED_ROW

    @property
    def bytes(self) -> int:
        """Return the bytes of all chunks."""
        return sealed_size(self.size) - HEADER


def bag(pieces: Iterable[bytes]) -> bytes:
    """Return several messages as one."""
    held = tuple(pieces)
    return framing.pack("bag", b"".join(held), sizes=[len(piece) for piece in held])


def unbag(data: bytes, limit: int = BAG_LIMIT) -> tuple[bytes, ...]:
    """Return the messages of a bag, none of them read yet."""
    head, tail = framing.unpack(data, "bag", frozenset({"sizes"}), limit)
    sizes = framing.numbers(head["sizes"], limit, BAG_PIECES)
    if sum(sizes) != len(tail):
        raise MalformedMessageError(_BAD)
    pieces = []
    at = 0
    for size in sizes:
        pieces.append(tail[at : at + size])
        at += size
    return tuple(pieces)


_BAD: Final = "cargo is not in its form"
