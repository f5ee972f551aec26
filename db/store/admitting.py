# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence enters the records: when its bytes were sealed, and when the same bytes arrive again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from db.errors import NotFoundError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.entry import Entry
from db.model import canonical
from db.model.beside import Beside
from db.model.capture import Capture
from db.model.claim import CaptureTime
from db.model.derived import Derivation
from db.model.digest import Digest
from db.model.evidence import (
    Facts,
    Provenance,
)
from db.model.ids import EvidenceId
from db.model.moment import to_microseconds
from db.model.people import Right
from db.seal import derive
from db.store import evidence, hiding, sheets, shelves
from db.store.driver import Database
from db.store.loading import Boxed, context_of
from db.store.shelves import Filled
from db.store.vault import Vault

DESCRIBED: Final = (
    "name",
    "kind",
    "media_type",
    "manner",
    "road",
    "sealed_us",
    "sealed_by",
    "captured",
    "captured_us",
    "loudest",
    "findings",
    "width",
    "height",
    "duration_ms",
    "lat_e7",
    "lon_e7",
    "likeness",
)
"""The columns of an item that its signed record tells; `described` fills them."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A sealed item with everything known about it, about to enter the records."""

    boxed: Boxed
    name: str
    provenance: Provenance
    facts: Facts
    capture: Capture | None = None
    derived: Derivation | None = None
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The same bytes arriving once more, under whatever name and by whatever road."""

    digest: Digest
    name: str
    provenance: Provenance


def admit(
    vault: Vault,
    admissions: Sequence[Admission],
    filled: Iterable[Filled],
    also: Callable[[Database], None] | None = None,
) -> tuple[EvidenceId, ...]:
    """Enter sealed items into the records and the ledger: all of them in one commit, or none.

    Call only when every row is durable on its shelf.  `also` changes the queue in the same commit.
    """
    vault.must(Right.SEAL)
    records = [
        sheets.sealed_record(
            item.boxed.id,
            item.boxed.digest,
            item.boxed.size,
            item.name,
            item.provenance,
            item.facts,
            capture=item.capture,
            derived=item.derived,
            beside=item.beside,
        )
        for item in admissions
    ]
    deeds = [
        Deed(Act.SEALED, evidence.subject(item.boxed.id, item.boxed.digest), record)
        for item, record in zip(admissions, records, strict=True)
    ]
    wrap_key = vault.item_wrap_key()

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        for shelf in filled:
            shelves.keep(db, shelf)
        for item, entry in zip(admissions, entries, strict=True):
            _insert(vault, db, item, entry, wrap_key)
        if also is not None:
            also(db)

    vault.write(deeds, enter)
    return tuple(item.boxed.id for item in admissions)


def described(
    name: str,
    provenance: Provenance,
    facts: Facts,
    sealed_by: str,
    sealed_us: int,
    zone_minutes: int,
) -> dict[str, Any]:
    """Return what an item's row says of it, by column: exactly what its signed record says."""
    position, loudest = facts.position, facts.loudest
    return {
        "name": name,
        "kind": facts.kind.value,
        "media_type": facts.media_type,
        "manner": provenance.manner.value,
        "road": provenance.manner.road.value,
        "sealed_us": sealed_us,
        "sealed_by": sealed_by,
        "captured": None if facts.captured is None else _json(facts.captured.to_json()),
        "captured_us": captured_us(facts.captured, zone_minutes),
        "loudest": None if loudest is None else loudest.value,
        "findings": len(facts.findings),
        "width": facts.width,
        "height": facts.height,
        "duration_ms": facts.duration_ms,
        "lat_e7": None if position is None else position.lat_e7,
        "lon_e7": None if position is None else position.lon_e7,
        "likeness": facts.likeness,
    }


def _insert(vault: Vault, db: Database, item: Admission, entry: Entry, wrap_key: bytes) -> None:
    boxed, facts = item.boxed, item.facts
    row = {
        "id": boxed.id,
        "digest": boxed.digest.value,
        "size": boxed.size,
        "header": boxed.header,
        "wrapped_key": derive.wrap(wrap_key, boxed.key, context_of(vault.id, boxed.id)),
        "seq": entry.sequence,
    } | described(item.name, item.provenance, facts, entry.who, entry.wall_us, entry.zone_minutes)
    cursor = db.execute(
        f"INSERT INTO evidence ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )
    number = int(cursor.lastrowid or 0)
    for extent in boxed.extents:
        db.execute(
            "INSERT INTO extent VALUES (?, ?, ?, ?, ?)",
            [number, extent.first_row, extent.rows, extent.shelf, extent.base],
        )
    for place, finding in enumerate(facts.findings):
        db.execute(
            "INSERT INTO finding VALUES (?, ?, ?, ?)",
            [number, finding.code, finding.level.value, place],
        )
    if facts.thumbnail is not None:
        db.execute("INSERT INTO thumbnail VALUES (?, ?)", [number, facts.thumbnail])
    words = " ".join([facts.words, *(claim.value for claim in facts.claims)])
    db.execute(
        "INSERT INTO search (rowid, name, words, note) VALUES (?, ?, ?, '')",
        [number, item.name, words],
    )
    _arrived(db, number, item.name, entry)
    if item.derived is not None:
        db.execute(
            "INSERT INTO derived SELECT ?, number FROM evidence WHERE id = ?",
            [number, item.derived.origin],
        )
        hiding.rebuild(db)
    if item.beside is not None and item.beside.item is not None:
        db.execute(
            "INSERT INTO beside SELECT ?, number, ? FROM evidence WHERE id = ?",
            [number, item.beside.tie.value, item.beside.item],
        )


def _arrived(db: Database, number: int, name: str, entry: Entry) -> None:
    db.execute("INSERT INTO arrival VALUES (?, ?, ?)", [entry.sequence, number, name])
    db.execute("INSERT INTO custody VALUES (?, ?)", [number, entry.sequence])


def arrived_again(
    vault: Vault,
    newcomers: Sequence[Newcomer],
    also: Callable[[Database], None] | None = None,
) -> tuple[EvidenceId, ...]:
    """Link exact duplicates to the items they repeat, each with its own provenance."""
    vault.must(Right.SEAL)
    found = [(evidence.by_digest(vault, newcomer.digest), newcomer) for newcomer in newcomers]
    known = [(card, newcomer) for card, newcomer in found if card is not None]
    if len(known) != len(found):
        message = "these bytes were not sealed before"
        raise NotFoundError(message)
    deeds = [
        Deed(
            Act.ARRIVED_AGAIN,
            evidence.subject(card.id, card.digest),
            sheets.arrival_record(card.id, newcomer.name, newcomer.provenance),
        )
        for card, newcomer in known
    ]

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        for (card, newcomer), entry in zip(known, entries, strict=True):
            _arrived(db, card.number, newcomer.name, entry)
        if also is not None:
            also(db)

    if deeds:
        vault.write(deeds, enter)
    return tuple(card.id for card, _ in known)


def captured_us(captured: CaptureTime | None, zone_minutes: int) -> int | None:
    """Return a capture time as UTC microseconds for sorting; an unknown zone reads as the laptop's.

    Returns None for a time that is no date.
    """
    if captured is None:
        return None
    offset = captured.offset_minutes if captured.offset_minutes is not None else zone_minutes
    try:
        local = datetime.fromisoformat(captured.local)
        zoned = local.replace(tzinfo=timezone(timedelta(minutes=offset)))
        return to_microseconds(zoned)
    except (ValueError, OverflowError):
        return None


def _json(value: canonical.Json) -> str:
    return canonical.to_bytes(value).decode()
