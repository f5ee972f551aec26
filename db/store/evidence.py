# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence in the records: what is known of one item, and what is written about it later."""

import json
from collections.abc import Sequence
from typing import Any, Final

from db.errors import NotFoundError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.digest import Digest
from db.model.evidence import (
    Arrival,
    CustodyStep,
    EvidenceCard,
    EvidenceSheet,
    Health,
    Kind,
    Manner,
    Road,
)
from db.model.finding import Level
from db.model.ids import AccountId, EvidenceId, VaultId
from db.model.people import Right
from db.seal import derive
from db.store import clock_notes, hiding, received, sheets
from db.store.driver import Database, translated
from db.store.extents import extents_of
from db.store.fresh import private_record
from db.store.loading import Boxed, context_of
from db.store.shelves import Plan
from db.store.vault import Vault

ALIKE: Final = 10
"""Bits two 64-bit difference hashes may differ in and still look alike."""
NEAREST: Final = 6


CARD: Final = """
    e.number, e.id, e.name, e.kind, e.media_type, e.size, e.digest, e.sealed_us, e.sealed_by,
    e.captured, e.captured_us, e.road, e.manner, e.loudest, e.findings, e.width, e.height,
    e.duration_ms, e.lat_e7 IS NOT NULL AS has_position, coalesce(h.state, 'DISEGEL') AS health
    FROM evidence AS e LEFT JOIN health AS h ON h.evidence = e.number"""


def by_digest(vault: Vault, digest: Digest, *, everyone: bool = True) -> EvidenceCard | None:
    """Return the item with exactly these bytes, whoever sealed it, or None.

    One that is known to be damaged is passed over.  To show it to the working account, ask without
    `everyone`: only what that role may see.
    """
    sound = "e.digest = ? AND h.state IS NOT 'RUSAK'"
    return _one(vault, sound, digest.value, everyone=everyone)


def by_id(vault: Vault, evidence: EvidenceId, *, everyone: bool = False) -> EvidenceCard:
    """Return one item; raise NotFoundError when there is none by this id.

    With `everyone` also one that the working account may not see: for examining, not for showing.
    """
    card = _one(vault, "e.id = ?", evidence, everyone=everyone)
    if card is None:
        message = "there is no such item"
        raise NotFoundError(message)
    return card


def by_number(vault: Vault, number: int) -> EvidenceCard:
    """Return one item by its number; raise NotFoundError when there is none."""
    card = _one(vault, "e.number = ?", number)
    if card is None:
        message = "there is no item of this number"
        raise NotFoundError(message, number=str(number))
    return card


def _one(
    vault: Vault, condition: str, value: object, *, everyone: bool = False
) -> EvidenceCard | None:
    conditions, values = [condition], [value]
    if not everyone:
        seen, whose = visible(vault)
        conditions += seen
        values += whose
    with translated("records.db"):
        rows = list(vault.db.query(f"SELECT {CARD} WHERE {' AND '.join(conditions)}", values))
    return card_from(rows[0]) if rows else None


def visible(vault: Vault) -> tuple[list[str], list[str]]:
    """Return the conditions under which the working account sees an item `e`, and their values."""
    hidden, values = hiding.hidden_items(vault.db, vault.account, "e.number")
    conditions = [hidden] if hidden else []
    if not vault.account.may(Right.READ):
        conditions.append("e.sealed_by = ?")
        values.append(vault.account.id)
    return conditions, values


def plan(vault: Vault, evidence: EvidenceId, *, everyone: bool = False) -> Plan:
    """Return how to read an item; raise NotFoundError or DamagedError for a key that fails.

    `everyone`: as in `by_id`.
    """
    card = by_id(vault, evidence, everyone=everyone)
    with translated("records.db"):
        row = next(
            vault.db.query(
                "SELECT size, digest, header, wrapped_key FROM evidence WHERE number = ?",
                [card.number],
            )
        )
        parts = extents_of(vault.db, card.number)
    context = context_of(vault.id, evidence)
    return Plan(
        row["size"],
        Digest(row["digest"]),
        row["header"],
        derive.unwrap(vault.item_wrap_key(), row["wrapped_key"], context),
        context,
        parts,
    )


def plan_of(vault: VaultId, boxed: Boxed, files: dict[int, str]) -> Plan:
    """Return how to read an item that is on its shelves but not in the records yet."""
    return Plan(
        boxed.size,
        boxed.digest,
        boxed.header,
        boxed.key,
        context_of(vault, boxed.id),
        tuple((extent, files[extent.shelf]) for extent in boxed.extents),
    )


def sheet(vault: Vault, evidence: EvidenceId) -> EvidenceSheet:
    """Return everything known about one item, read from its signed record."""
    card = by_id(vault, evidence)
    body = record_body(vault, card.number)
    with translated("records.db"):
        pictures = vault.db.query("SELECT jpeg FROM thumbnail WHERE evidence = ?", [card.number])
        picture = next((row["jpeg"] for row in pictures), None)
    facts = sheets.facts_from_json(body["facts"], picture)
    captured = body.get("capture")
    return EvidenceSheet(
        card,
        facts,
        arrivals(vault, card.number),
        custody(vault, card.number),
        near(vault, card),
        None if captured is None else sheets.capture_from_json(captured),
        received.earlier(vault, card.number),
    )


def record_body(vault: Vault, number: int) -> dict[str, Any]:
    """Return the parsed private record under which item `number` was sealed."""
    with translated("records.db"):
        found = vault.db.query(
            "SELECT r.body FROM evidence AS e JOIN entry AS n ON n.seq = e.seq"
            " JOIN record AS r ON r.digest = n.record WHERE e.number = ?",
            [number],
        )
        body: dict[str, Any] = json.loads(next(found)["body"])
    return body


def arrivals(vault: Vault, number: int) -> tuple[Arrival, ...]:
    """Return each time these bytes came in, first to last."""
    with translated("records.db"):
        rows = list(
            vault.db.query(
                "SELECT a.seq, a.name, n.who, n.wall_us, r.body FROM arrival AS a"
                " JOIN entry AS n ON n.seq = a.seq JOIN record AS r ON r.digest = n.record"
                " WHERE a.evidence = ? ORDER BY a.seq",
                [number],
            )
        )
    return tuple(
        Arrival(
            row["seq"],
            row["name"],
            sheets.provenance_from_json(json.loads(row["body"])["provenance"]),
            row["wall_us"],
            AccountId(row["who"]),
        )
        for row in rows
    )


def custody(vault: Vault, number: int) -> tuple[CustodyStep, ...]:
    """Return every entry about item `number`, oldest first."""
    with translated("records.db"):
        rows = list(
            vault.db.query(
                "SELECT n.seq, n.act, n.who, n.wall_us, n.zone_minutes, n.body AS entry, p.name,"
                " r.body FROM custody AS c JOIN entry AS n ON n.seq = c.seq"
                " LEFT JOIN account AS p ON p.id = n.who"
                " LEFT JOIN record AS r ON r.digest = n.record"
                " WHERE c.evidence = ? ORDER BY c.seq",
                [number],
            )
        )
    times = clock_notes.true_times(vault, {row["seq"]: row["entry"] for row in rows})
    return tuple(
        CustodyStep(
            row["seq"],
            row["act"],
            AccountId(row["who"]),
            row["name"] or "",
            row["wall_us"],
            row["zone_minutes"],
            "" if row["body"] is None else str(json.loads(row["body"]).get("reason", "")),
            times.get(row["seq"]),
        )
        for row in rows
    )


def near(vault: Vault, card: EvidenceCard) -> tuple[EvidenceCard, ...]:
    """Return items that look like this one: bursts, copies sent through a messenger, edits."""
    with translated("records.db"):
        own = vault.db.query("SELECT likeness FROM evidence WHERE number = ?", [card.number])
        likeness = next(own)["likeness"]
    if likeness is None:
        return ()
    return tuple(other for other in alike(vault, likeness) if other.number != card.number)


def alike(vault: Vault, likeness: int) -> tuple[EvidenceCard, ...]:
    """Return the nearest items whose difference hash is within 10 bits of `likeness`."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT number, likeness FROM evidence WHERE likeness IS NOT NULL"
        ).fetchall()
    close = sorted(
        (distance, number)
        for number, other in rows
        if (distance := (likeness ^ other).bit_count()) <= ALIKE
    )
    found = (_one(vault, "e.number = ?", number) for _, number in close[: NEAREST + 1])
    return tuple(card for card in found if card is not None)


def thumbnails(vault: Vault, numbers: Sequence[int]) -> dict[int, bytes]:
    """Return the JPEG thumbnails of those of `numbers` that have one."""
    marks = ",".join("?" * len(numbers))
    seen, values = visible(vault)
    mine = f" AND {' AND '.join(seen)}" if seen else ""
    with translated("records.db"):
        rows = vault.db.query(
            "SELECT t.evidence, t.jpeg FROM thumbnail AS t JOIN evidence AS e"
            f" ON e.number = t.evidence WHERE t.evidence IN ({marks}){mine}",
            [*numbers, *values],
        )
        return {row["evidence"]: row["jpeg"] for row in rows}


def thumbnail(vault: Vault, number: int) -> bytes | None:
    """Return the thumbnail of item `number`, whoever may see it, or None: it is read back."""
    with translated("records.db"):
        row = vault.db.execute("SELECT jpeg FROM thumbnail WHERE evidence = ?", [number]).fetchone()
    return None if row is None else bytes(row[0])


def keep_thumbnail(vault: Vault, number: int, jpeg: bytes | None) -> None:
    """Put a fresh thumbnail in the place of a bad one, or none where none can be made."""
    with vault.changing() as db:
        db.execute("DELETE FROM thumbnail WHERE evidence = ?", [number])
        if jpeg is not None:
            db.execute("INSERT INTO thumbnail VALUES (?, ?)", [number, jpeg])


def note_act(
    vault: Vault, act: Act, cards: Sequence[EvidenceCard], *, reason: str = ""
) -> tuple[Entry, ...]:
    """Write one entry per item that something happened to: it was viewed, verified, exported."""
    records = [private_record("act", reason=reason) if reason else None for _ in cards]
    deeds = [
        Deed(act, subject(card.id, card.digest), record)
        for card, record in zip(cards, records, strict=True)
    ]

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        for card, entry in zip(cards, entries, strict=True):
            db.execute("INSERT INTO custody VALUES (?, ?)", [card.number, entry.sequence])
            if act in {Act.VERIFIED, Act.VERIFY_FAILED}:
                state = Health.VERIFIED if act is Act.VERIFIED else Health.DAMAGED
                db.execute(
                    "INSERT OR REPLACE INTO health VALUES (?, ?, ?)",
                    [card.number, state.value, entry.wall_us],
                )

    return vault.write(deeds, enter) if deeds else ()


def write_note(vault: Vault, evidence: EvidenceId, text: str) -> None:
    """Keep what a person wrote about an item; earlier texts stay in the ledger's records."""
    vault.must(Right.SEAL)
    card = by_id(vault, evidence)
    record = private_record("note", id=evidence, text=text)

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        seq = entries[0].sequence
        db.execute("INSERT INTO custody VALUES (?, ?)", [card.number, seq])
        db.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", [card.number, text, seq])
        body = record_body(vault, card.number)
        words = " ".join(
            [body["facts"]["words"], *(claim["value"] for claim in body["facts"]["claims"])]
        )
        db.execute("DELETE FROM search WHERE rowid = ?", [card.number])
        db.execute(
            "INSERT INTO search (rowid, name, words, note) VALUES (?, ?, ?, ?)",
            [card.number, card.name, words, text],
        )

    vault.write([Deed(Act.NOTED, subject(card.id, card.digest), record)], enter)


def read_note(vault: Vault, evidence: EvidenceId) -> str:
    """Return the latest text a person wrote about an item, or an empty one."""
    card = by_id(vault, evidence)
    with translated("records.db"):
        rows = vault.db.query("SELECT text FROM note WHERE evidence = ?", [card.number])
        return next((row["text"] for row in rows), "")


def subject(evidence: EvidenceId, digest: Digest) -> Subject:
    """Return an item as the subject of an entry."""
    return Subject(SubjectKind.EVIDENCE, evidence, digest=digest)


def card_from(row: dict[str, Any]) -> EvidenceCard:
    """Read one row of a CARD query."""
    captured, loudest = row["captured"], row["loudest"]
    return EvidenceCard(
        id=EvidenceId(row["id"]),
        number=row["number"],
        name=row["name"],
        kind=Kind(row["kind"]),
        media_type=row["media_type"],
        size=row["size"],
        digest=Digest(row["digest"]),
        sealed_us=row["sealed_us"],
        sealed_by=AccountId(row["sealed_by"]),
        captured=None if captured is None else sheets.captured_from_json(json.loads(captured)),
        captured_us=row["captured_us"],
        road=Road(row["road"]),
        manner=Manner(row["manner"]),
        health=Health(row["health"]),
        loudest=None if loudest is None else Level(loudest),
        finding_count=row["findings"],
        width=row["width"],
        height=row["height"],
        duration_ms=row["duration_ms"],
        has_position=bool(row["has_position"]),
    )
