# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the rows on what was made from what, on marks and on flags are what was signed."""

import json
from collections.abc import Iterator
from typing import Any

from db.ledger.act import Act
from db.model.flaw import Discrepancy, Flaw
from db.store.driver import Database


def differing(db: Database) -> Iterator[Discrepancy]:
    """Yield every row that says something else than what was signed, with its place."""
    yield from _derived(db)
    yield from _marks(db)
    yield from _shielded(db)


def _derived(db: Database) -> Iterator[Discrepancy]:
    """Hold each pointer to an original against the record the derived item was sealed under."""
    listed = {
        number: (origin, hashed.hex())
        for number, origin, hashed in db.execute(
            "SELECT d.evidence, o.id, o.digest FROM derived AS d JOIN evidence AS o"
            " ON o.number = d.origin"
        )
    }
    for number, body in db.execute(
        "SELECT e.number, r.body FROM evidence AS e JOIN entry AS n ON n.seq = e.seq"
        " JOIN record AS r ON r.digest = n.record"
        " WHERE e.manner = 'DIBUAT_DARI_BUKTI' OR e.number IN (SELECT evidence FROM derived)"
        " OR instr(r.body, CAST('\"derived\":' AS BLOB)) > 0 ORDER BY e.number"
    ).fetchall():
        told = _read(body).get("derived")
        signed = (told.get("origin"), told.get("origin_sha256")) if isinstance(told, dict) else None
        if listed.get(number) != signed:
            detail = "what it was made from is not what was signed"
            yield Discrepancy(Flaw.MISMATCH, f"evidence {number}", detail)


def _marks(db: Database) -> Iterator[Discrepancy]:
    """See that each mark has its entry and its words, and each such entry its row."""
    rows = {
        seq: tuple(rest)
        for seq, *rest in db.execute(
            "SELECT m.seq, e.id, m.at_us, m.frame, m.text FROM time_mark AS m"
            " JOIN evidence AS e ON e.number = m.evidence"
        )
    }
    for seq, subject, body in db.execute(
        "SELECT n.seq, n.subject, r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
        " WHERE n.act = ? ORDER BY n.seq",
        [Act.MARKED.value],
    ):
        told = _read(body)
        if rows.pop(seq, None) != (subject, told.get("at_us"), told.get("frame"), told.get("text")):
            detail = "the mark it signed is listed otherwise or not at all"
            yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", detail)
    for seq in rows:
        yield Discrepancy(Flaw.EXTRA, f"entry {seq}", "a mark is listed that it does not sign")


def _shielded(db: Database) -> Iterator[Discrepancy]:
    """Hold each flag against the last entry that set or removed it."""
    last = {
        subject: (int(act == Act.SHIELDED.value), seq)
        for seq, subject, act in db.execute(
            "SELECT seq, subject, act FROM entry WHERE act IN (?, ?) ORDER BY seq",
            [Act.SHIELDED.value, Act.UNSHIELDED.value],
        )
    }
    for number, identity, state, seq in db.execute(
        "SELECT e.number, e.id, s.state, s.seq FROM evidence AS e LEFT JOIN shielded AS s"
        " ON s.evidence = e.number ORDER BY e.number"
    ):
        if last.get(identity, (None, None)) != (state, seq):
            detail = "whether it is sensitive is not what was last written down"
            yield Discrepancy(Flaw.MISMATCH, f"evidence {number}", detail)


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
