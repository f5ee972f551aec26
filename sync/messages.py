# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message between a laptop and its office, parsed once at the door and limited in size.

`PROTOCOL.md` says when each is sent.  All are idempotent: what they carry is named by its hash or
by its place in a ledger, so a repeat changes nothing.
"""

import zlib
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.ledger.checkpoint import Checkpoint
from db.model.digest import LENGTH as HASH
from db.model.digest import Digest
from db.seal.hashing import digest
from sync import framing
from sync.errors import MalformedMessageError

MOST: Final = 2**53 - 1
MOST_ITEMS: Final = 20_000
PROOF_LIMIT: Final = MOST_ITEMS * HASH + 16 * 1024
ENTRIES_LIMIT: Final = 512 * 1024
ENTRIES_INFLATED: Final = 2 * 1024 * 1024
CLAIM_NAMES: Final = 4000
CLAIM_LIMIT: Final = CLAIM_NAMES * HASH + 1024
MISSING_LIMIT: Final = 256 * 1024
STATE_LIMIT: Final = 16 * 1024
FEED_LIMIT: Final = 40 * 1024 * 1024
NOTE_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True)
class Proof:
    """A signed head, what links it to the head of `old` entries, and the hashes of new items."""

    note: str
    old: int
    path: tuple[bytes, ...]
    items: tuple[bytes, ...]

    def emit(self) -> bytes:
        """Return the message."""
        tail = b"".join((*self.path, *self.items))
        return framing.pack("proof", tail, note=self.note, old=self.old, steps=len(self.path))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a proof; its signature is not looked at."""
        fields = frozenset({"note", "old", "steps"})
        head, tail = framing.unpack(data, "proof", fields, PROOF_LIMIT)
        names = framing.hashes(tail)
        steps = framing.whole(head["steps"], 64)
        if len(names) < steps or len(names) - steps > MOST_ITEMS:
            raise MalformedMessageError(_BAD)
        note = framing.text(head["note"], NOTE_LIMIT)
        proof = cls(note, framing.whole(head["old"], MOST), names[:steps], names[steps:])
        _ = proof.head
        return proof

    @property
    def head(self) -> Checkpoint:
        """Return what the note says."""
        try:
            return Checkpoint.parse(self.note)
        except DamagedError as error:
            raise MalformedMessageError(_BAD) from error


@dataclass(frozen=True, slots=True)
class State:
    """Where a depot stands with one vault, and its log since the size the asker gave.

    `head`: the newest head seen, or empty.  `entries`: how many are stored, without a gap.
    `feed`: the number of the last piece it has for the asker.  `room`: bytes left of the quota.
    """

    at: str
    head: str
    entries: int
    feed: int
    room: int
    checkpoint: str
    path: tuple[bytes, ...]

    def emit(self) -> bytes:
        """Return the message."""
        return framing.pack(
            "state",
            b"".join(self.path),
            at=self.at,
            checkpoint=self.checkpoint,
            entries=self.entries,
            feed=self.feed,
            head=self.head,
            room=self.room,
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a state."""
        fields = frozenset({"at", "checkpoint", "entries", "feed", "head", "room"})
        head, tail = framing.unpack(data, "state", fields, STATE_LIMIT)
        return cls(
            framing.text(head["at"], 27),
            framing.text(head["head"], NOTE_LIMIT),
            framing.whole(head["entries"], MOST),
            framing.whole(head["feed"], MOST),
            framing.whole(head["room"], MOST),
            framing.text(head["checkpoint"], NOTE_LIMIT),
            framing.hashes(tail),
        )


@dataclass(frozen=True, slots=True)
class Entries:
    """A run of a ledger from entry `first` on: exact bodies, and the heads signed over them."""

    first: int
    bodies: tuple[bytes, ...]
    heads: tuple[str, ...]

    def emit(self) -> bytes:
        """Return the message, compressed."""
        parts = (*self.bodies, *(head.encode() for head in self.heads))
        laid = b"".join(len(part).to_bytes(2) + part for part in parts)
        counts = {"entries": len(self.bodies), "first": self.first, "heads": len(self.heads)}
        return framing.pack("entries", zlib.compress(laid, 9), **counts)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a run; entries themselves are not read."""
        fields = frozenset({"entries", "first", "heads"})
        head, tail = framing.unpack(data, "entries", fields, ENTRIES_LIMIT)
        laid = inflate(tail, ENTRIES_INFLATED)
        parts = []
        at = 0
        while at < len(laid):
            length = int.from_bytes(laid[at : at + 2])
            part = laid[at + 2 : at + 2 + length]
            if len(part) != length or not length:
                raise MalformedMessageError(_BAD)
            parts.append(part)
            at += 2 + length
        count, heads = framing.whole(head["entries"], MOST), framing.whole(head["heads"], MOST)
        if len(parts) != count + heads or not count:
            raise MalformedMessageError(_BAD)
        try:
            notes = tuple(part.decode() for part in parts[count:])
        except UnicodeDecodeError as error:
            raise MalformedMessageError(_BAD) from error
        return cls(framing.whole(head["first"], MOST), tuple(parts[:count]), notes)


def inflate(data: bytes, most: int) -> bytes:
    """Return decompressed bytes; raise MalformedMessageError for more than `most`, or for junk."""
    machine = zlib.decompressobj()
    try:
        out = machine.decompress(data, most)
    except zlib.error as error:
        raise MalformedMessageError(_BAD) from error
    if not machine.eof or machine.unused_data:
        raise MalformedMessageError(_BAD)
    return out


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish for a receipt: that entries up to `entries` and these names are on the disk."""

    entries: int
    names: tuple[bytes, ...]

    def emit(self) -> bytes:
        """Return the message; names go in their order, each once."""
        return framing.pack("claim", b"".join(sorted(set(self.names))), entries=self.entries)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a claim."""
        head, tail = framing.unpack(data, "claim", frozenset({"entries"}), CLAIM_LIMIT)
        names = framing.hashes(tail)
        if list(names) != sorted(set(names)):
            raise MalformedMessageError(_BAD)
        return cls(framing.whole(head["entries"], MOST), names)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not on the depot's disk, of the names a message listed.

    `wanted`: their places.  `partial`: (place, offset) of those that arrived in part.
    `entries`: how many entries the depot has.
    """

    entries: int
    total: int
    wanted: tuple[int, ...]
    partial: tuple[tuple[int, int], ...] = ()

    def emit(self) -> bytes:
        """Return the message; places are a bitmap."""
        bits = bytearray((self.total + 7) // 8)
        for place in self.wanted:
            bits[place // 8] |= 1 << place % 8
        flat = [number for pair in self.partial for number in pair]
        return framing.pack(
            "missing", bytes(bits), entries=self.entries, partial=flat, total=self.total
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` says what is missing."""
        fields = frozenset({"entries", "partial", "total"})
        head, tail = framing.unpack(data, "missing", fields, MISSING_LIMIT)
        total = framing.whole(head["total"], MISSING_LIMIT * 8)
        flat = framing.numbers(head["partial"], MOST, 8192)
        if len(tail) != (total + 7) // 8 or len(flat) % 2:
            raise MalformedMessageError(_BAD)
        wanted = tuple(place for place in range(total) if tail[place // 8] >> place % 8 & 1)
        pairs = tuple(zip(flat[::2], flat[1::2], strict=True))
        missing = cls(framing.whole(head["entries"], MOST), total, wanted, pairs)
        if missing.emit() != data or not {place for place, _ in pairs} <= set(wanted):
            raise MalformedMessageError(_BAD)
        return missing


@dataclass(frozen=True, slots=True)
class Piece:
    """Something the office has for a laptop: its number, what it is, and its bytes."""

    number: int
    kind: str
    at: str
    body: bytes

    def emit(self) -> bytes:
        """Return the message."""
        return framing.pack("piece", self.body, at=self.at, kind=self.kind, number=self.number)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a piece."""
        fields = frozenset({"at", "kind", "number"})
        head, body = framing.unpack(data, "piece", fields, FEED_LIMIT)
        number, kind = framing.whole(head["number"], MOST), framing.text(head["kind"], 20)
        return cls(number, kind, framing.text(head["at"], 27), body)


def name_of(message: bytes) -> bytes:
    """Return the 32 bytes by which a message is named."""
    return digest(message).value


def refusal(code: str, **details: str) -> bytes:
    """Return the message that says no."""
    return framing.pack("refusal", code=code, details=details)


def read_refusal(data: bytes) -> tuple[str, dict[str, str]]:
    """Return the code and details of a refusal; raise MalformedMessageError for anything else."""
    head, _ = framing.unpack(data, "refusal", frozenset({"code", "details"}), 4096)
    told = head["details"]
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise MalformedMessageError(_BAD)
    return framing.text(head["code"], 40), {str(name): str(one) for name, one in told.items()}


def root_of(note: str) -> tuple[int, Digest]:
    """Return size and root of a ledger's head; (0, of the empty tree) for no note."""
    if not note:
        return 0, EMPTY
    try:
        head = Checkpoint.parse(note)
    except DamagedError as error:
        raise MalformedMessageError(_BAD) from error
    return head.size, head.root


EMPTY: Final = digest(b"")
_BAD: Final = "a message is not in its form"
