# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the tables people browse tell the story that the signed entries and records tell.

Everything a page shows of an item comes from a row, for speed, and everything in such a row was
said in a signed entry or in the record whose hash the entry carries.  Someone with the keys can
change a row; here it shows.  Not held against anything, because nothing signed speaks of them:
thumbnails, the words of the search index, the queue, drafts and the settings of taste.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from db.errors import SegelError
from db.ledger.act import Act, SubjectKind
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import Entry
from db.ledger.tree import Frontier
from db.model.digest import Digest
from db.model.evidence import Health
from db.model.flaw import Discrepancy, Flaw
from db.seal.hashing import digest
from db.store import admitting, beside, moment_stories, paper_stories, sheets, tally, tally_tables
from db.store.admitting import DESCRIBED
from db.store.driver import Database
from db.store.migrations import UNCHANGING

HEALTH: Final = {
    Act.VERIFIED.value: Health.VERIFIED,
    Act.VERIFY_FAILED.value: Health.DAMAGED,
    Act.MENDED.value: Health.VERIFIED,
}
_BROKEN: Final = (SegelError, ValueError, KeyError, TypeError, AttributeError)


def differing(db: Database) -> Iterator[Discrepancy]:
    """Yield every row that says something else than what was signed, with its place."""
    yield from _laws(db)
    yield from _entries(db)
    yield from _heads(db)
    yield from _sealed(db)
    yield from _items(db)
    yield from _arrivals(db)
    yield from _custody(db)
    yield from _health(db)
    yield from _notes(db)
    yield from _people(db)
    yield from _recordings(db)
    yield from moment_stories.differing(db)
    yield from beside.differing(db)
    yield from paper_stories.differing(db)
    yield from tally.differing(db)


def _laws(db: Database) -> Iterator[Discrepancy]:
    """See that the triggers are there which keep tables append-only and count items."""
    found = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = {f"{table}_no_{verb}" for table in UNCHANGING for verb in ("update", "delete")}
    wanted |= {"entry_in_order", "head_not_ahead", *tally_tables.LAWS}
    for name in sorted(wanted - found):
        yield Discrepancy(Flaw.MISSING, "records.db", f"the law {name} was taken away")


def _entries(db: Database) -> Iterator[Discrepancy]:
    for row in db.query("SELECT * FROM entry ORDER BY seq"):
        place = f"entry {row['seq']}"
        try:
            entry = Entry.parse(row["body"])
        except SegelError:
            continue  # the ledger's own examination names it
        signed = {
            "seq": entry.sequence,
            "link": entry.link.value,
            "who": entry.who,
            "act": entry.act.value,
            "subject_kind": entry.subject.kind.value,
            "subject": entry.subject.id,
            "record": None if entry.record is None else entry.record.value,
            "wall_us": entry.wall_us,
            "zone_minutes": entry.zone_minutes,
        }
        yield from _same(place, signed, row, "its bytes")
    for seq, record, body in db.execute(
        "SELECT n.seq, n.record, r.body FROM entry AS n LEFT JOIN record AS r"
        " ON r.digest = n.record WHERE n.record IS NOT NULL"
    ):
        if body is None:
            yield Discrepancy(Flaw.MISSING, f"entry {seq}", "its record is gone")
        elif digest(body).value != record:
            yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", "its record has another hash")


def _heads(db: Database) -> Iterator[Discrepancy]:
    """Hold each signed head against its place, and its edge against the entries under it."""
    for size, note in db.execute("SELECT size, note FROM head ORDER BY size"):
        with suppress(SegelError):  # the ledger's own examination names an unreadable one
            if Checkpoint.parse(note).size != size:
                detail = "this head stands over another number of entries"
                yield Discrepancy(Flaw.MISMATCH, f"head {size}", detail)
    frontier = Frontier()
    links = db.execute("SELECT link FROM entry ORDER BY seq")
    for size, edge in db.execute("SELECT size, edge FROM head ORDER BY size").fetchall():
        while frontier.size < size and (link := links.fetchone()) is not None:
            frontier = frontier.add(Digest(link[0]))
        if frontier.size == size and b"".join(frontier.edge) != edge:
            detail = "the edge of the tree kept with this head is another one"
            yield Discrepancy(Flaw.MISMATCH, f"head {size}", detail)


def _sealed(db: Database) -> Iterator[Discrepancy]:
    """See that each item was sealed by an entry over it, and that each such entry has its item."""
    sealed = dict(
        db.execute(
            "SELECT seq, body FROM entry WHERE act = ? ORDER BY seq", [Act.SEALED.value]
        ).fetchall()
    )
    for number, identity, hashed, seq in db.execute(
        "SELECT number, id, digest, seq FROM evidence ORDER BY number"
    ):
        place = f"evidence {number}"
        body = sealed.pop(seq, None)
        if body is None:
            yield Discrepancy(Flaw.MISSING, place, "no entry says that it was sealed")
            continue
        try:
            subject = Entry.parse(body).subject
        except SegelError:
            continue
        same = subject.digest is not None and subject.digest.value == hashed
        if subject.id != identity or not same:
            yield Discrepancy(Flaw.MISMATCH, place, "its entry was signed over another item")
    for seq in sealed:
        yield Discrepancy(Flaw.MISSING, f"entry {seq}", "the item it sealed has no row")


def _items(db: Database) -> Iterator[Discrepancy]:
    """Hold what people read of an item against the record under which it was sealed."""
    raised: dict[int, list[tuple[str, str]]] = {}
    for number, code, level in db.execute(
        "SELECT evidence, code, level FROM finding ORDER BY evidence, place"
    ):
        raised.setdefault(number, []).append((code, level))
    for row in db.query(
        f"SELECT e.number, e.size, {', '.join(f'e.{name}' for name in DESCRIBED)}, n.wall_us,"
        " n.zone_minutes, n.who, r.body FROM evidence AS e JOIN entry AS n ON n.seq = e.seq"
        " JOIN record AS r ON r.digest = n.record ORDER BY e.number"
    ):
        place = f"evidence {row['number']}"
        try:
            told = json.loads(row["body"])
            facts = sheets.facts_from_json(told["facts"])
            signed = {"size": told["size"]} | admitting.described(
                told["name"],
                sheets.provenance_from_json(told["provenance"]),
                facts,
                row["who"],
                row["wall_us"],
                row["zone_minutes"],
            )
            findings = [(finding.code, finding.level.value) for finding in facts.findings]
        except _BROKEN:
            yield Discrepancy(Flaw.MALFORMED, place, "the record it was sealed under is unreadable")
            continue
        yield from _same(place, signed, row, "the record it was sealed under")
        if raised.get(row["number"], []) != findings:
            yield Discrepancy(Flaw.MISMATCH, place, "its findings are not those of its record")


def _arrivals(db: Database) -> Iterator[Discrepancy]:
    """See that each arrival has its entry, its item and its name, and each such entry its row."""
    rows = {
        seq: (identity, name)
        for seq, identity, name in db.execute(
            "SELECT a.seq, e.id, a.name FROM arrival AS a JOIN evidence AS e"
            " ON e.number = a.evidence"
        )
    }
    for seq, subject, body in db.execute(
        "SELECT n.seq, n.subject, r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
        " WHERE n.act IN (?, ?) ORDER BY n.seq",
        [Act.SEALED.value, Act.ARRIVED_AGAIN.value],
    ):
        if rows.pop(seq, None) != (subject, _told(body, "name")):
            detail = "the arrival it signed is listed otherwise or not at all"
            yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", detail)
    for seq in rows:
        yield Discrepancy(Flaw.EXTRA, f"entry {seq}", "an arrival is listed that it does not sign")


def _custody(db: Database) -> Iterator[Discrepancy]:
    """See that the list of what happened to an item is exactly the entries about it."""
    pairs = "SELECT c.seq, e.id FROM custody AS c JOIN evidence AS e ON e.number = c.evidence"
    listed = set(db.execute(pairs).fetchall())
    signed = set(
        db.execute(
            "SELECT seq, subject FROM entry WHERE subject_kind = ?", [SubjectKind.EVIDENCE.value]
        ).fetchall()
    )
    for seq, _ in sorted(listed ^ signed):
        detail = "the list of what happened to its item leaves it out or puts it elsewhere"
        yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", detail)


def _health(db: Database) -> Iterator[Discrepancy]:
    """Hold the health shown of an item against the last entry that says something of it."""
    last = dict(
        db.execute(
            "SELECT subject, act FROM entry WHERE act IN (?, ?, ?) ORDER BY seq", list(HEALTH)
        ).fetchall()
    )
    for number, identity, state in db.execute(
        "SELECT e.number, e.id, coalesce(h.state, ?) FROM evidence AS e"
        " LEFT JOIN health AS h ON h.evidence = e.number ORDER BY e.number",
        [Health.SEALED.value],
    ):
        if state != HEALTH.get(last.get(identity, ""), Health.SEALED).value:
            detail = "its health is not what was last written down of it"
            yield Discrepancy(Flaw.MISMATCH, f"evidence {number}", detail)


def _notes(db: Database) -> Iterator[Discrepancy]:
    """Hold each note against the last record that was written of its item."""
    signed = {
        subject: (seq, _told(body, "text"))
        for seq, subject, body in db.execute(
            "SELECT n.seq, n.subject, r.body FROM entry AS n JOIN record AS r"
            " ON r.digest = n.record WHERE n.act = ? ORDER BY n.seq",
            [Act.NOTED.value],
        )
    }
    for number, identity, seq, text in db.execute(
        "SELECT e.number, e.id, t.seq, t.text FROM evidence AS e"
        " LEFT JOIN note AS t ON t.evidence = e.number ORDER BY e.number"
    ):
        if signed.get(identity, (None, None)) != (seq, text):
            detail = "its note is not the one that was last written down"
            yield Discrepancy(Flaw.MISMATCH, f"evidence {number}", detail)


def _people(db: Database) -> Iterator[Discrepancy]:
    """Hold each name against the record of the entry that gave the account."""
    named = {
        subject: _told(body, "name")
        for subject, body in db.execute(
            "SELECT n.subject, r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
            " WHERE n.act IN (?, ?) ORDER BY n.seq",
            [Act.VAULT_CREATED.value, Act.ACCOUNT_ADDED.value],
        )
    }
    closed = {
        row[0]
        for row in db.execute("SELECT subject FROM entry WHERE act = ?", [Act.ACCOUNT_CLOSED.value])
    }
    for account, name, active in db.execute("SELECT id, name, active FROM account"):
        if named.pop(account, None) != name or bool(active) is (account in closed):
            detail = "the account is not as the ledger says"
            yield Discrepancy(Flaw.MISMATCH, f"account {account}", detail)
    for account in named:
        yield Discrepancy(Flaw.MISSING, f"account {account}", "the ledger knows it, no row does")


def _recordings(db: Database) -> Iterator[Discrepancy]:
    """See that each recording that was begun has its row, and its item where it became one."""
    begun = dict(
        db.execute(
            "SELECT seq, subject FROM entry WHERE act = ?", [Act.RECORDING_BEGUN.value]
        ).fetchall()
    )
    for number, identity, seq, evidence_id in db.execute(
        "SELECT number, id, seq, evidence FROM recording ORDER BY number"
    ).fetchall():
        place = f"recording {number}"
        if begun.pop(seq, None) != identity:
            yield Discrepancy(Flaw.MISMATCH, place, "no entry says that it was begun")
        if evidence_id is not None and _captured_as(db, evidence_id) != identity:
            yield Discrepancy(Flaw.MISMATCH, place, "its item was not captured by it")
    for seq in begun:
        yield Discrepancy(Flaw.MISSING, f"entry {seq}", "the recording it began has no row")


def _captured_as(db: Database, identity: str) -> object:
    row = db.execute(
        "SELECT r.body FROM evidence AS e JOIN entry AS n ON n.seq = e.seq"
        " JOIN record AS r ON r.digest = n.record WHERE e.id = ?",
        [identity],
    ).fetchone()
    capture = None if row is None else _told(row[0], "capture")
    return capture.get("recording") if isinstance(capture, dict) else None


def _told(body: bytes, name: str) -> object:
    """Return one part of a record, or None where there is none."""
    try:
        told: object = json.loads(body)[name]
    except (ValueError, KeyError, TypeError):
        return None
    return told


def _same(
    place: str, signed: dict[str, Any], row: dict[str, Any], told_by: str
) -> Iterator[Discrepancy]:
    other = [name for name, value in signed.items() if row[name] != value]
    if other:
        detail = f"its row says something else than {told_by}: {', '.join(other)}"
        yield Discrepancy(Flaw.MISMATCH, place, detail)
