# SPDX-License-Identifier: GPL-3.0-or-later
"""What a depot writes back onto a stick for one laptop: signed by its log's key, sealed for it.

Receipts come with the hashes of all leaves since the log the laptop knew, so that it can hold them
against every head it saw meanwhile, by whichever road.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.ledger.tree import Frontier
from db.model.digest import LENGTH as HASH
from db.model.digest import Digest
from db.seal import envelope
from db.seal.signature import Signer, signed
from sync import framing
from sync.checkpoint import LIMIT as NOTE_LIMIT
from sync.checkpoint import LogHead
from sync.errors import MalformedMessageError
from sync.messages import CLAIM_LIMIT, FEED_LIMIT, MISSING_LIMIT, Missing, Piece
from sync.receipts import LIMIT as RECEIPT_LIMIT
from sync.receipts import Receipt
from sync.stick_volume import ID, MARK

SIGNED: Final = b"segel.id/sync/stick-answer/v1"
MEANING: Final = b"segel.id/stick/answer/v1"
LEAVES: Final = 500_000
PARTS: Final = 5000
PIECES: Final = 44 * 1024 * 1024
ANSWER_LIMIT: Final = 64 * 1024 * 1024
MOST: Final = 2**53 - 1
EDGE: Final = 64
SIGNATURE: Final = 64
NAMES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Growth:
    """The log's newest head, and every leaf since the log of `frontier.size` leaves."""

    note: str
    frontier: Frontier
    leaves: tuple[bytes, ...]

    def emit(self) -> bytes:
        """Return the message."""
        tail = b"".join((*self.frontier.edge, *self.leaves))
        return framing.pack(
            "growth", tail, at=self.frontier.size, edge=len(self.frontier.edge), note=self.note
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` tells how a log grew."""
        limit = (LEAVES + EDGE) * HASH + framing.HEAD_LIMIT
        head, tail = framing.unpack(data, "growth", frozenset({"at", "edge", "note"}), limit)
        names = framing.hashes(tail)
        edge = framing.whole(head["edge"], min(EDGE, len(names)))
        at = framing.whole(head["at"], MOST)
        if at.bit_count() != edge:
            raise MalformedMessageError(_BAD)
        note = framing.text(head["note"], NOTE_LIMIT)
        return cls(note, Frontier(at, names[:edge]), names[edge:])

    @property
    def head(self) -> LogHead:
        """Return the newest head; raise MalformedMessageError for another form."""
        return LogHead.parse(self.note)

    def roots(self, sizes: Collection[int]) -> dict[int, Digest]:
        """Return the roots at those of `sizes` that this growth reaches over."""
        frontier, found = self.frontier, {}
        for leaf in (None, *self.leaves):
            if leaf is not None:
                frontier = frontier.add(Digest(leaf))
            if frontier.size in sizes:
                found[frontier.size] = frontier.root
        return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt, and the names it is over."""

    receipt: Receipt
    names: tuple[bytes, ...]

    def emit(self) -> bytes:
        """Return the message."""
        tail = b"".join((*self.names, self.receipt.body))
        return framing.pack("kept", tail, names=len(self.names))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a receipt with names; verifies nothing."""
        limit = CLAIM_LIMIT + RECEIPT_LIMIT + framing.HEAD_LIMIT
        head, tail = framing.unpack(data, "kept", frozenset({"names"}), limit)
        end = HASH * framing.whole(head["names"], len(tail) // HASH)
        return cls(Receipt.parse(tail[end:]), framing.hashes(tail[:end]))


@dataclass(frozen=True, slots=True)
class Held:
    """Which chunks of an item are there, of one that is not there as a whole."""

    manifest: bytes
    missing: Missing

    def emit(self) -> bytes:
        """Return the message."""
        return framing.pack("held", self.manifest + self.missing.emit())

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` says what is held."""
        limit = MISSING_LIMIT + HASH + framing.HEAD_LIMIT
        _, tail = framing.unpack(data, "held", frozenset(), limit)
        return cls(framing.hashes(tail[:HASH])[0] if len(tail) >= HASH else b"", _missing(tail))

    @property
    def places(self) -> tuple[int, ...]:
        """Return the places that are there."""
        wanted = set(self.missing.wanted)
        return tuple(place for place in range(self.missing.total) if place not in wanted)


def _missing(tail: bytes) -> Missing:
    if len(tail) < HASH:
        raise MalformedMessageError(_BAD)
    return Missing.parse(tail[HASH:])


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.  `taken`: ids of volumes that were read; `unread`: names of those that not.

    `refused`: codes of what was not taken, each once.
    """

    depot: str
    device: str
    taken: tuple[bytes, ...]
    unread: tuple[str, ...]
    refused: tuple[str, ...]
    growth: Growth
    kept: tuple[Kept, ...]
    held: tuple[Held, ...]
    pieces: tuple[Piece, ...]

    def seal(self, signer: Signer, device_key: bytes) -> bytes:
        """Return the bytes of the file: signed, then sealed for the laptop."""
        groups = (self.kept, self.held, self.pieces)
        parts = [self.growth.emit(), *(one.emit() for group in groups for one in group)]
        body = framing.pack(
            "answer",
            b"".join((*self.taken, *(bytes.fromhex(one) for one in self.unread), *parts)),
            counts=[len(self.taken), len(self.unread), *map(len, groups)],
            depot=self.depot,
            device=self.device,
            refused=list(self.refused),
            sizes=[len(part) for part in parts],
        )
        return envelope.seal_for(device_key, MEANING, body + signer.sign(SIGNED, body))

    @classmethod
    def open(cls, data: bytes, seed: bytes, log_key: bytes) -> Self:
        """Read an answer for the laptop with this seed, from the depot with this log key.

        Raise MalformedMessageError for any other bytes: another's, changed, or cut.
        """
        try:
            plain = envelope.open_with(seed, MEANING, data)
        except DamagedError as error:
            raise MalformedMessageError(_BAD) from error
        body, signature = plain[:-SIGNATURE], plain[-SIGNATURE:]
        if not signed(log_key, signature, SIGNED, body):
            raise MalformedMessageError(_BAD)
        return cls._parse(body)

    @classmethod
    def _parse(cls, body: bytes) -> Self:
        fields = frozenset({"counts", "depot", "device", "refused", "sizes"})
        head, tail = framing.unpack(body, "answer", fields, ANSWER_LIMIT)
        counts = framing.numbers(head["counts"], NAMES, 5)
        sizes = framing.numbers(head["sizes"], FEED_LIMIT, PARTS)
        if len(counts) != 5 or len(sizes) != 1 + sum(counts[2:]):
            raise MalformedMessageError(_BAD)
        ids, names = counts[0] * ID, counts[1] * MARK
        if ids + names + sum(sizes) != len(tail):
            raise MalformedMessageError(_BAD)
        at, parts = ids + names, []
        for size in sizes:
            parts.append(tail[at : at + size])
            at += size
        kept, held = 1 + counts[2], 1 + counts[2] + counts[3]
        return cls(
            framing.text(head["depot"], 40),
            framing.text(head["device"], 40),
            tuple(tail[place : place + ID] for place in range(0, ids, ID)),
            tuple(tail[place : place + MARK].hex() for place in range(ids, ids + names, MARK)),
            _codes(head["refused"]),
            Growth.parse(parts[0]),
            tuple(map(Kept.parse, parts[1:kept])),
            tuple(map(Held.parse, parts[kept:held])),
            tuple(map(Piece.parse, parts[held:])),
        )


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > PARTS:
        raise MalformedMessageError(_BAD)
    return tuple(framing.text(one, 40) for one in value)


FILE_LIMIT: Final = ANSWER_LIMIT + SIGNATURE + envelope.OVERHEAD
_BAD: Final = "not an answer for this laptop"
