# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters an office wrote, and the lists of who may write them; nothing is posted unwritten.

A letter is kept and said in the ledger before it goes out, so one that was not posted yet is
posted later, the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.ids import VaultId
from db.seal.hashing import digest
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class SentLetter:
    """One letter.  `vault`: whom it is for, or empty for all.  `taken`: their ledger says so."""

    id: str
    vault: str
    says: str
    subject: str
    parts: Mapping[str, str]
    by_name: str
    at_us: int
    zone_minutes: int
    posted: bool
    taken: bool


def newest_list(vault: Vault, voice: bytes) -> bytes | None:
    """Return the newest list of speakers that this vault signed with its voice, or None."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT body FROM speaker_list WHERE voice = ? AND vault = ?"
            " ORDER BY number DESC LIMIT 1",
            [voice, vault.id],
        ).fetchone()
    return None if row is None else bytes(row[0])


def keep_list(vault: Vault, voice: bytes, of: str, number: int, body: bytes) -> None:
    """Keep a list of speakers; the same one once."""
    with vault.changing() as db:
        db.execute(
            "INSERT OR IGNORE INTO speaker_list VALUES (?, ?, ?, ?)", [voice, of, number, body]
        )


def keep(
    vault: Vault,
    *,
    identity: str,
    cabinet: int | None,
    to: str,
    says: str,
    parts: Mapping[str, str],
    body: bytes,
    reviewed: Subject | None = None,
) -> None:
    """Keep a letter that is about to go out.  `reviewed`: what it says was looked at, if it is."""
    about = Subject(SubjectKind.LETTER, identity, digest=digest(body))
    told = private_record("letter-sent", parts=dict(parts), says=says, to=to)
    deeds = [Deed(Act.LETTER_SENT, about, told)]
    if reviewed is not None:
        deeds.append(Deed(Act.REVIEWED, reviewed, private_record("reviewed", letter=identity)))

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        subject, seq = parts.get("subject", ""), entries[0].sequence
        row = [identity, cabinet, says, subject, json.dumps(dict(parts)), seq, body]
        db.execute("INSERT INTO letter_sent VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    vault.write(deeds, change)


def unposted(vault: Vault) -> tuple[tuple[str, str, bytes], ...]:
    """Return letters that the depot has not: (id, to, what goes out)."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT s.id, coalesce(c.vault, ''), s.body FROM letter_sent AS s LEFT JOIN cabinet"
            " AS c ON c.number = s.cabinet WHERE s.id NOT IN (SELECT id FROM letter_posted)"
            " ORDER BY s.seq"
        ).fetchall()
    return tuple(rows)


def posted(vault: Vault, identity: str) -> None:
    """Note that the depot has a letter."""
    with vault.changing() as db:
        db.execute("INSERT OR IGNORE INTO letter_posted VALUES (?)", [identity])


def letters(vault: Vault, to: VaultId | None = None) -> tuple[SentLetter, ...]:
    """Return the letters to one sender, those to all included; or every letter.  Newest first."""
    where = "" if to is None else " WHERE s.cabinet IS NULL OR c.vault = ?"
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT s.id, coalesce(c.vault, ''), s.says, s.subject, s.parts, a.name, n.wall_us,"
            " n.zone_minutes, p.id IS NOT NULL, EXISTS (SELECT 1 FROM cabinet_entry AS e WHERE"
            " e.cabinet = s.cabinet AND e.subject = s.id AND e.act = ?) FROM letter_sent AS s"
            " JOIN entry AS n ON n.seq = s.seq LEFT JOIN account AS a ON a.id = n.who"
            " LEFT JOIN cabinet AS c ON c.number = s.cabinet"
            f" LEFT JOIN letter_posted AS p ON p.id = s.id{where} ORDER BY s.seq DESC",
            [Act.LETTER_TAKEN.value, *([] if to is None else [to])],
        ).fetchall()
    return tuple(
        SentLetter(*(*row[:4], json.loads(row[4]), row[5] or "", *row[6:8], *map(bool, row[8:])))
        for row in rows
    )
