# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office's reader asks of a depot: who sends, what arrived, and the log over all of it.

A depot tells a reader of the vaults in the reader's scope; of all others only the hashes that stand
in its log, so that whoever reads a part of it can still prove that the whole only ever grew.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self

from db.errors import DamagedError
from db.ledger.tree import leaf_hash
from db.model import canonical
from db.model.canonical import Json
from db.model.digest import LENGTH as HASH
from db.model.digest import Digest
from db.model.ids import VaultId, is_ulid
from sync import framing
from sync.checkpoint import LogHead
from sync.errors import MalformedMessageError
from sync.messages import Entries, State, inflate
from sync.receipts import LEAF_LIMIT

MOST: Final = 2**53 - 1
ALL: Final = "*"
"""In place of a scope's vaults and regions: every vault."""
FLEET_PAGE: Final = 200
FLEET_LIMIT: Final = 1024 * 1024
FLEET_INFLATED: Final = 8 * 1024 * 1024
LEAVES: Final = 500
LEAVES_LIMIT: Final = LEAVES * LEAF_LIMIT + framing.HEAD_LIMIT
SENT_LIMIT: Final = 17 * 1024 * 1024
"""The longest bag of parcels or manifests that comes down."""


@dataclass(frozen=True, slots=True)
class Sender:
    """One laptop that sends, as the depot knows it.  `seen_us`: None before its first request."""

    name: str
    label: str
    enrolled_us: int
    seen_us: int | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One vault: its laptops and where its copy stands.

    `head`: the newest signed head the depot saw, or empty.  `missing`, `missing_bytes`: chunks that
    were named and have not come.  `breaches`: what the depot found wrong, by kind.
    """

    vault: VaultId
    founder: bytes
    region: str
    entries: int
    head: str
    missing: int
    missing_bytes: int
    breaches: tuple[str, ...]
    senders: tuple[Sender, ...]


@dataclass(frozen=True, slots=True)
class Fleet:
    """A page of the fleet, by vault; `more` when there is another after it."""

    rows: tuple[FleetRow, ...]
    more: bool

    def emit(self) -> bytes:
        """Return the message."""
        told: list[Json] = [_row_json(row) for row in self.rows]
        tail = zlib.compress(canonical.to_bytes(told), 6)
        return framing.pack("fleet", tail, more=int(self.more))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a page of a fleet."""
        head, tail = framing.unpack(data, "fleet", frozenset({"more"}), FLEET_LIMIT)
        try:
            told = canonical.from_bytes(inflate(tail, FLEET_INFLATED))
        except DamagedError as error:
            raise MalformedMessageError(_BAD) from error
        if not isinstance(told, Sequence) or isinstance(told, str):
            raise MalformedMessageError(_BAD)
        return cls(tuple(map(_row, told)), bool(framing.whole(head["more"], 1)))


def row_text(row: FleetRow) -> str:
    """Return a row as one line of text, for keeping."""
    return canonical.to_bytes(_row_json(row)).decode()


def row_from(text: str) -> FleetRow:
    """Read what `row_text` wrote; raise MalformedMessageError or DamagedError."""
    return _row(canonical.from_bytes(text.encode()))


def _row_json(row: FleetRow) -> Json:
    senders: list[Json] = [
        {
            "enrolled": one.enrolled_us,
            "label": one.label,
            "name": one.name,
            "revoked": int(one.revoked),
            "seen": one.seen_us,
        }
        for one in row.senders
    ]
    return {
        "breaches": list(row.breaches),
        "entries": row.entries,
        "founder": row.founder.hex(),
        "head": row.head,
        "missing": row.missing,
        "missing_bytes": row.missing_bytes,
        "region": row.region,
        "senders": senders,
        "vault": row.vault,
    }


def _row(told: Json) -> FleetRow:
    try:
        if not isinstance(told, Mapping):
            raise MalformedMessageError(_BAD)
        vault, breaches, senders = told["vault"], told["breaches"], told["senders"]
        if not isinstance(breaches, Sequence) or not isinstance(senders, Sequence):
            raise MalformedMessageError(_BAD)
        if not isinstance(vault, str) or not is_ulid(vault):
            raise MalformedMessageError(_BAD)
        return FleetRow(
            VaultId(vault),
            framing.digest(told["founder"]).value,
            framing.text(told["region"], 20),
            framing.whole(told["entries"], MOST),
            framing.text(told["head"], 1000),
            framing.whole(told["missing"], MOST),
            framing.whole(told["missing_bytes"], MOST),
            tuple(framing.text(one, 40) for one in breaches),
            tuple(map(_sender, senders)),
        )
    except KeyError as error:
        raise MalformedMessageError(_BAD) from error


def _sender(told: Json) -> Sender:
    if not isinstance(told, Mapping):
        raise MalformedMessageError(_BAD)
    seen = told["seen"]
    return Sender(
        framing.text(told["name"], 16),
        framing.text(told["label"], 60),
        framing.whole(told["enrolled"], MOST),
        None if seen is None else framing.whole(seen, MOST),
        bool(framing.whole(told["revoked"], 1)),
    )


@dataclass(frozen=True, slots=True)
class Leaves:
    """A run of a depot's log from leaf `first` on, under its newest head.

    Each is the statement itself, or None beside its hash where it is about a vault that the reader
    may not see.
    """

    first: int
    checkpoint: str
    leaves: tuple[tuple[Digest, bytes | None], ...]

    def emit(self) -> bytes:
        """Return the message."""
        sizes = [0 if body is None else len(body) for _, body in self.leaves]
        tail = b"".join(name.value if body is None else body for name, body in self.leaves)
        return framing.pack(
            "leaves", tail, checkpoint=self.checkpoint, first=self.first, sizes=sizes
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is a run of a log."""
        fields = frozenset({"checkpoint", "first", "sizes"})
        head, tail = framing.unpack(data, "leaves", fields, LEAVES_LIMIT)
        found: list[tuple[Digest, bytes | None]] = []
        at = 0
        for size in framing.numbers(head["sizes"], LEAF_LIMIT, LEAVES):
            part = tail[at : at + (size or HASH)]
            if len(part) != (size or HASH):
                raise MalformedMessageError(_BAD)
            found.append((leaf_hash(part), part) if size else (Digest(part), None))
            at += len(part)
        if at != len(tail):
            raise MalformedMessageError(_BAD)
        note = LogHead.parse(framing.text(head["checkpoint"], 1000)).note
        return cls(framing.whole(head["first"], MOST), note, tuple(found))


class Reading(Protocol):
    """A depot, as an office's reader reaches it.  Raises as `sync.wire.Depot` does."""

    def state(self, log_size: int) -> State:
        """Return the newest head of the log, with the proof from a log of `log_size` leaves."""

    def fleet(self, after: str) -> Fleet:
        """Return the next vaults in scope after one of this name."""

    def entries_of(self, vault: VaultId, first: int) -> Entries | None:
        """Return the next entries of a vault from `first` on, None when there are none."""

    def parcels_of(self, vault: VaultId, first: int, until: int) -> tuple[bytes, ...]:
        """Return parcels about entries from `first` up to before `until`, in their order."""

    def manifests_of(self, vault: VaultId, first: str, until: str) -> tuple[bytes, ...]:
        """Return manifests of items named from `first` up to `until`, in the order of names."""

    def chunk_of(self, vault: VaultId, name: bytes) -> bytes | None:
        """Return a chunk, its hash held against its name, or None when it has not come."""

    def leaves(self, first: int) -> Leaves:
        """Return the log from leaf `first` on."""

    def say(self, to: str, body: bytes) -> None:
        """Put a letter out for one vault, or for all in scope (an empty `to`)."""


_BAD: Final = "what the depot tells a reader is not in its form"
