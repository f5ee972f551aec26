# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks with notes at times of a recording, and whether an item is shown only when asked for.

Both are signed entries about the item: a mark is never changed or removed, a flag is the last word.
"""

import json
from collections.abc import Sequence
from typing import Final

from db.errors import InvalidInputError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.entry import Entry
from db.model.ids import EvidenceId
from db.model.kin import TimeMark
from db.model.people import Right
from db.store import evidence
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.vault import Vault

LONGEST: Final = 2000
LATEST_US: Final = 1 << 52


def mark(vault: Vault, item: EvidenceId, at_us: int, frame: int | None, text: str) -> None:
    """Sign a note at a moment of an item; raise InvalidInputError for an empty or endless one."""
    vault.must(Right.SEAL)
    text = text.strip()
    if not text:
        message = "a mark says something"
        raise InvalidInputError(message, what="mark")
    if len(text) > LONGEST:
        message = "a mark is never this long"
        raise InvalidInputError(message, what="too-long", most=str(LONGEST))
    if not 0 <= at_us < LATEST_US:
        message = "this moment is in no recording"
        raise InvalidInputError(message, what="mark")
    card = evidence.by_id(vault, item)
    record = private_record("mark", at_us=at_us, frame=frame, id=item, text=text)

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        seq = entries[0].sequence
        db.execute("INSERT INTO custody VALUES (?, ?)", [card.number, seq])
        db.execute(
            "INSERT INTO time_mark VALUES (?, ?, ?, ?, ?)", [seq, card.number, at_us, frame, text]
        )

    vault.write([Deed(Act.MARKED, evidence.subject(card.id, card.digest), record)], enter)


def marks(vault: Vault, item: EvidenceId) -> tuple[TimeMark, ...]:
    """Return the marks of an item in the order of their moments."""
    card = evidence.by_id(vault, item)
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT m.seq, m.at_us, m.frame, m.text, coalesce(a.name, ''), n.wall_us"
            " FROM time_mark AS m JOIN entry AS n ON n.seq = m.seq"
            " LEFT JOIN account AS a ON a.id = n.who WHERE m.evidence = ? ORDER BY m.at_us, m.seq",
            [card.number],
        ).fetchall()
    return tuple(TimeMark(*row) for row in rows)


def shield(vault: Vault, item: EvidenceId, *, on: bool) -> None:
    """Sign that an item is shown only when asked for, or that this is over."""
    vault.must(Right.SEAL)
    card = evidence.by_id(vault, item)
    act = Act.SHIELDED if on else Act.UNSHIELDED

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        seq = entries[0].sequence
        db.execute("INSERT INTO custody VALUES (?, ?)", [card.number, seq])
        db.execute("INSERT OR REPLACE INTO shielded VALUES (?, ?, ?)", [card.number, int(on), seq])

    vault.write([Deed(act, evidence.subject(card.id, card.digest), None)], enter)


def shielded(vault: Vault, numbers: Sequence[int]) -> frozenset[int]:
    """Return those of `numbers` that are shown only when asked for.

    These are the items with the flag on, those under a guarded link, and what was made from either
    unless a flag of its own is off.
    """
    if not numbers:
        return frozenset()
    with translated("records.db"):
        rows = vault.db.execute(
            "WITH RECURSIVE own (item, said) AS ("
            " SELECT e.number, coalesce(s.state, (SELECT 1 FROM paper_link AS l"
            "  WHERE l.evidence = e.number AND l.guarded = 1 LIMIT 1))"
            " FROM evidence AS e LEFT JOIN shielded AS s ON s.evidence = e.number"
            " WHERE e.number IN (SELECT value FROM json_each(:numbers))"
            " ), up (item, at, said) AS ("
            " SELECT item, item, said FROM own"
            " UNION ALL"
            " SELECT u.item, d.origin, coalesce(s.state, (SELECT 1 FROM paper_link AS l"
            "  WHERE l.evidence = d.origin AND l.guarded = 1 LIMIT 1))"
            " FROM up AS u JOIN derived AS d ON d.evidence = u.at"
            " LEFT JOIN shielded AS s ON s.evidence = d.origin WHERE u.said IS NULL"
            ") SELECT DISTINCT item FROM up WHERE said = 1",
            {"numbers": json.dumps(list(numbers))},
        ).fetchall()
    return frozenset(number for (number,) in rows)


def glimpse(vault: Vault, item: EvidenceId, what: str) -> bytes | None:
    """Return a kept projection of an item's sound or pictures, or None where none was kept."""
    card = evidence.by_id(vault, item)
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT data FROM glimpse WHERE evidence = ? AND what = ?", [card.number, what]
        ).fetchone()
    return None if row is None else bytes(row[0])


def keep_glimpse(vault: Vault, item: EvidenceId, what: str, data: bytes) -> None:
    """Keep a projection, so that it need not be made again; nothing signed speaks of it."""
    card = evidence.by_id(vault, item)
    with vault.changing() as records:
        records.execute(
            "INSERT OR REPLACE INTO glimpse VALUES (?, ?, ?)", [card.number, what, data]
        )
