# SPDX-License-Identifier: GPL-3.0-or-later
"""What was in a sender's parcels: records, papers and items, each held against its signed entry.

Chunks of items lie on the office's own shelves as they came; their keys are wrapped under the
office's vault key.  An item is `whole` once every row was opened and its hash is the signed one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.errors import DamagedError, NotFoundError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.digest import Digest
from db.model.ids import EvidenceId, PaperId, VaultId
from db.model.people import Right
from db.seal import derive
from db.seal.box import SEALED_ROW
from db.seal.hashing import digest
from db.store import shelves
from db.store.cabinet import Cabinet
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.loading import context_of
from db.store.outbox import STAYS
from db.store.shelves import LARGE_SHELF, SMALL_ITEM, Allotment, Extent, Filled, Plan
from db.store.vault import Vault

AWAITED: Final = "awaited"
WHOLE: Final = "whole"
BROKEN: Final = "broken"
ANOTHER: Final = "another-office"
SHUT: Final = "does-not-open"
OTHER: Final = "other-bytes"
ACTS: Final = (Act.SIGNED.value, Act.MOVED.value)
_STAYS: Final = ",".join(f"'{act.value}'" for act in STAYS)


@dataclass(frozen=True, slots=True)
class Received:
    """One item of a sender.  `state`: awaited, whole or broken.  `rows`: how many are here.

    `digest`: of the original, as its signed entry says.  `sealed_us`: by the sender's clock.
    """

    number: int
    vault: VaultId
    id: EvidenceId
    seq: int
    digest: Digest
    name: str
    kind: str
    media_type: str
    size: int
    rows: int
    state: str
    sealed_us: int
    zone_minutes: int


@dataclass(frozen=True, slots=True)
class ReceivedPaper:
    """The newest version of one paper of a sender that opened."""

    vault: VaultId
    id: PaperId
    version: int
    seq: int
    kind: str
    code: str
    state: str
    title: str
    signed_us: int
    zone_minutes: int


def lacking(vault: Vault, held: Cabinet, *, again: bool = False) -> tuple[int, ...]:
    """Return the entries whose private part, or whose thumbnail, has not come.

    `again`: also those that were for another office: a case that names this one brings them anew.
    """
    settled = "x.why != 'another-office'" if again else "1"
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT n.seq FROM cabinet_entry AS n WHERE n.cabinet = ? AND n.record IS NOT NULL"
            f" AND n.act NOT IN ({_STAYS}) AND NOT EXISTS (SELECT 1 FROM cabinet_record AS r"
            " WHERE r.cabinet = n.cabinet AND r.seq = n.seq) AND NOT EXISTS (SELECT 1 FROM"
            f" cabinet_closed AS x WHERE x.cabinet = n.cabinet AND x.seq = n.seq AND {settled})"
            " UNION SELECT seq FROM cabinet_item WHERE cabinet = ? AND thumbnail IS NULL"
            " AND kind IN ('FOTO', 'VIDEO', 'TANGKAPAN_LAYAR', 'REKAMAN_LAYAR') ORDER BY 1",
            [held.number, held.number],
        ).fetchall()
    return tuple(seq for (seq,) in rows)


def entry_at(vault: Vault, held: Cabinet, seq: int) -> Entry | None:
    """Return an entry of a sender, or None beyond those that are held."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT body FROM cabinet_entry WHERE cabinet = ? AND seq = ?", [held.number, seq]
        ).fetchone()
    return None if row is None else Entry.parse(row[0])


def close(vault: Vault, held: Cabinet, seq: int, why: str) -> bool:
    """Note that a private part is not for this office, or not what its entry says; tell if new."""
    with vault.changing() as db:
        row = [held.number, seq, why]
        made = db.execute("INSERT OR IGNORE INTO cabinet_closed VALUES (?, ?, ?)", row)
        return made.rowcount > 0


def put_record(vault: Vault, held: Cabinet, entry: Entry, record: bytes, item_key: bytes) -> None:
    """Keep the private part of an entry; raise DamagedError for other bytes than it names."""
    if entry.record is None or digest(record) != entry.record:
        message = "a parcel holds another record than its entry names"
        raise DamagedError(message)
    with vault.changing() as db:
        row = [held.number, entry.sequence, record]
        if db.execute("INSERT OR IGNORE INTO cabinet_record VALUES (?, ?, ?)", row).rowcount == 0:
            return
        db.execute("DELETE FROM cabinet_closed WHERE cabinet = ? AND seq = ?", row[:2])
        told = _told(record)
        if entry.act is Act.SEALED:
            _put_item(vault, db, held, entry, told, item_key)
        elif entry.act.value in ACTS:
            _put_paper(db, held, entry, told)


def _told(record: bytes) -> Mapping[str, Any]:
    try:
        told: Mapping[str, Any] = json.loads(record)
    except ValueError as error:
        message = "a record is not in its form"
        raise DamagedError(message) from error
    return told


def _put_item(
    vault: Vault,
    db: Database,
    held: Cabinet,
    entry: Entry,
    told: Mapping[str, Any],
    item_key: bytes,
) -> None:
    """Enter an item that was sealed; raise DamagedError for a record or key of another form."""
    item = EvidenceId(entry.subject.id)
    try:
        facts = told["facts"]
        described = [str(told["name"]), str(facts["kind"]), str(facts["media_type"])]
        size = int(told["size"])
    except (KeyError, TypeError, ValueError) as error:
        message = "the record of an item is not in its form"
        raise DamagedError(message) from error
    if entry.subject.digest is None or len(item_key) != derive.KEY_LENGTH:
        message = "an item came without its hash or key"
        raise DamagedError(message)
    wrapped = derive.wrap(vault.item_wrap_key(), item_key, context_of(held.vault, item))
    db.execute(
        "INSERT INTO cabinet_item (cabinet, id, seq, digest, name, kind, media_type, size,"
        " wrapped_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            held.number, item, entry.sequence, entry.subject.digest.value, *described, size,
            wrapped,
        ],
    )  # fmt: skip


def _put_paper(db: Database, held: Cabinet, entry: Entry, told: Mapping[str, Any]) -> None:
    try:
        row = [
            held.number, entry.subject.id, int(told["version"]), entry.sequence, str(told["kind"]),
            str(told["code"]), str(told["state"]), str(told["summary"]["title"]),
        ]  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        message = "the record of a paper is not in its form"
        raise DamagedError(message) from error
    db.execute("INSERT OR IGNORE INTO cabinet_paper VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def put_thumbnail(vault: Vault, held: Cabinet, seq: int, jpeg: bytes) -> None:
    """Keep the small picture of an item."""
    with vault.changing() as db:
        db.execute(
            "UPDATE cabinet_item SET thumbnail = ? WHERE cabinet = ? AND seq = ?"
            " AND thumbnail IS NULL",
            [jpeg, held.number, seq],
        )


def record_of(vault: Vault, held: Cabinet, seq: int) -> Mapping[str, Any]:
    """Return the private part of a sender's entry; raise NotFoundError while it is not here."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT body FROM cabinet_record WHERE cabinet = ? AND seq = ?", [held.number, seq]
        ).fetchone()
    if row is None:
        message = "this record has not come, or is not for this office"
        raise NotFoundError(message, what="record")
    return _told(row[0])


def log_head_seen(vault: Vault, held: Cabinet) -> str:
    """Return the newest head of a depot's log that a sender wrote into its ledger, or nothing."""
    return _newest(vault, held, Act.OFFICE_SEEN, "log_head")


def _newest(vault: Vault, held: Cabinet, act: Act, part: str) -> str:
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT r.body FROM cabinet_entry AS n JOIN cabinet_record AS r"
            " ON r.cabinet = n.cabinet AND r.seq = n.seq WHERE n.cabinet = ? AND n.act = ?"
            " ORDER BY n.seq DESC LIMIT 1",
            [held.number, act.value],
        ).fetchone()
    return "" if row is None else str(_told(row[0]).get(part, ""))


def letterbox_of(vault: Vault, held: Cabinet) -> bytes:
    """Return the key that letters to a sender are sealed for, out of its own signed record.

    Raise NotFoundError while that record is not here.
    """
    told = _newest(vault, held, Act.OFFICE_JOINED, "letterbox")
    if not told:
        message = "this sender's letterbox is not known yet"
        raise NotFoundError(message, what="letterbox")
    return bytes.fromhex(told)


# ------------------------------------------------------------------------------------------- items

_ITEM: Final = (
    "SELECT i.number, c.vault, i.id, i.seq, i.digest, i.name, i.kind, i.media_type, i.size, i.rows,"
    " i.state, n.wall_us, n.zone_minutes FROM cabinet_item AS i JOIN cabinet AS c"
    " ON c.number = i.cabinet JOIN cabinet_entry AS n ON n.cabinet = i.cabinet AND n.seq = i.seq"
)


def items(vault: Vault, held: Cabinet) -> tuple[Received, ...]:
    """Return the items of a sender, the newest first."""
    return _items(vault, "WHERE i.cabinet = ? ORDER BY i.seq DESC", [held.number])


def awaited(vault: Vault, held: Cabinet) -> tuple[Received, ...]:
    """Return the items of a sender whose bytes are not all here, in the order of their names."""
    where = "WHERE i.cabinet = ? AND i.state = ? ORDER BY i.id"
    return _items(vault, where, [held.number, AWAITED])


def item(vault: Vault, number: int) -> Received:
    """Return one item; raise NotFoundError for none."""
    found = _items(vault, "WHERE i.number = ?", [number])
    if not found:
        message = "no such item was received"
        raise NotFoundError(message, what="received-item")
    return found[0]


def _items(vault: Vault, where: str, values: list[Any]) -> tuple[Received, ...]:
    vault.must(Right.READ)
    with translated("records.db"):
        rows = vault.db.execute(f"{_ITEM} {where}", values).fetchall()
    return tuple(Received(*(*row[:4], Digest(row[4]), *row[5:])) for row in rows)


def thumbnail(vault: Vault, number: int) -> bytes | None:
    """Return the small picture of an item, or None."""
    vault.must(Right.READ)
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT thumbnail FROM cabinet_item WHERE number = ?", [number]
        ).fetchone()
    found: bytes | None = None if row is None else row[0]
    return found


def set_manifest(vault: Vault, number: int, manifest: bytes) -> None:
    """Keep which chunks an item is made of."""
    with vault.changing() as db:
        values = [manifest, number]
        db.execute(
            "UPDATE cabinet_item SET manifest = ? WHERE number = ? AND manifest IS NULL", values
        )


def manifest(vault: Vault, number: int) -> bytes | None:
    """Return which chunks an item is made of, as the depot gave it, or None."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT manifest FROM cabinet_item WHERE number = ?", [number]
        ).fetchone()
    found: bytes | None = None if row is None else row[0]
    return found


def room(vault: Vault, found: Received, rows: int) -> Allotment:
    """Give out room for so many rows: with small items, or behind those of a large one."""
    if found.size <= SMALL_ITEM:
        with vault.changing() as db:
            return shelves.allot(db, large=False)
    with vault.changing() as db:
        last = db.execute(
            "SELECT s.id, s.file, s.rows FROM cabinet_extent AS x JOIN shelf AS s ON s.id = x.shelf"
            " WHERE x.item = ? ORDER BY x.first_row DESC LIMIT 1",
            [found.number],
        ).fetchone()
        if last is not None and (last[2] + rows) * SEALED_ROW <= LARGE_SHELF:
            return Allotment(last[0], last[1], last[2] + 1)
        return shelves.allot(db, large=True)


def rows_came(vault: Vault, number: int, extent: Extent, filled: Filled) -> None:
    """Count rows that are durable on a shelf as an item's."""
    with vault.changing() as db:
        shelves.keep(db, filled)
        values = [number, extent.first_row, extent.rows, extent.shelf, extent.base]
        db.execute("INSERT INTO cabinet_extent VALUES (?, ?, ?, ?, ?)", values)
        total = [extent.first_row + extent.rows, number]
        db.execute("UPDATE cabinet_item SET rows = ? WHERE number = ?", total)


def begin_again(vault: Vault, number: int) -> None:
    """Give up the rows of an item that came out wrong: it is asked for anew, its manifest too."""
    with vault.changing() as db:
        db.execute("DELETE FROM cabinet_extent WHERE item = ?", [number])
        values = [AWAITED, number]
        db.execute(
            "UPDATE cabinet_item SET rows = 0, manifest = NULL, state = ? WHERE number = ?", values
        )


def plan(vault: Vault, number: int, header: bytes) -> Plan:
    """Return how to read an item.  `header`: of its box, from the manifest.

    Raise NotFoundError for none, DamagedError for a key that fails.
    """
    found = item(vault, number)
    context = context_of(found.vault, found.id)
    with translated("records.db"):
        wrapped = vault.db.execute(
            "SELECT wrapped_key FROM cabinet_item WHERE number = ?", [number]
        ).fetchone()[0]
        parts = vault.db.execute(
            "SELECT x.first_row, x.rows, x.shelf, x.base, s.file FROM cabinet_extent AS x"
            " JOIN shelf AS s ON s.id = x.shelf WHERE x.item = ? ORDER BY x.first_row",
            [number],
        ).fetchall()
    key = derive.unwrap(vault.item_wrap_key(), wrapped, context)
    extents = tuple((Extent(*part[:4]), part[4]) for part in parts)
    return Plan(found.size, found.digest, header, key, context, extents)


def judged(vault: Vault, number: int, *, whole: bool) -> None:
    """Write down that an item arrived and is what its entry says, or that it is not."""
    found = item(vault, number)
    about = Subject(SubjectKind.EVIDENCE, found.id, digest=found.digest)
    act = Act.OFFICE_TOOK if whole else Act.VERIFY_FAILED
    record = private_record("office-took", sender=found.vault, seq=found.seq, whole=whole)

    def change(db: Database, _entries: tuple[Entry, ...]) -> None:
        values = [WHOLE if whole else BROKEN, number]
        db.execute("UPDATE cabinet_item SET state = ? WHERE number = ?", values)

    vault.write([Deed(act, about, record)], change)


def looked_at(vault: Vault, found: Received) -> None:
    """Write down that somebody of the office looks at an item."""
    about = Subject(SubjectKind.EVIDENCE, found.id, digest=found.digest)
    told = private_record("act", reason="", sender=found.vault)
    vault.write([Deed(Act.VIEWED, about, told)])


# ------------------------------------------------------------------------------------------ papers


def papers(vault: Vault, held: Cabinet) -> tuple[ReceivedPaper, ...]:
    """Return the papers of a sender in their newest versions, the newest first."""
    vault.must(Right.READ)
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT c.vault, p.paper, p.version, p.seq, p.kind, p.code, p.state, p.title,"
            " n.wall_us, n.zone_minutes FROM cabinet_paper AS p JOIN cabinet AS c"
            " ON c.number = p.cabinet JOIN cabinet_entry AS n ON n.cabinet = p.cabinet"
            " AND n.seq = p.seq WHERE p.cabinet = ? AND p.version = (SELECT max(o.version)"
            " FROM cabinet_paper AS o WHERE o.cabinet = p.cabinet AND o.paper = p.paper)"
            " ORDER BY p.seq DESC",
            [held.number],
        ).fetchall()
    return tuple(ReceivedPaper(*row) for row in rows)


def version_at(vault: Vault, held: Cabinet, paper: PaperId, version: int) -> int:
    """Return the entry that signed a version of a sender's paper; raise NotFoundError for none."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT seq FROM cabinet_paper WHERE cabinet = ? AND paper = ? AND version = ?",
            [held.number, paper, version],
        ).fetchone()
    if row is None:
        message = "this version has not come"
        raise NotFoundError(message, what="record")
    return int(row[0])


def closed(vault: Vault, held: Cabinet) -> Mapping[str, int]:
    """Return how many private parts could not be opened, by why."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT why, count(*) FROM cabinet_closed WHERE cabinet = ? GROUP BY why",
            [held.number],
        ).fetchall()
    return dict(rows)
