# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that a laptop received from its office: taken, refused with the reason, acted on.

What arrived stays as it came (table `arrived`); here stands what was made of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.errors import NotFoundError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.seal.hashing import digest
from db.store import hiding
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.vault import Vault

NEW: Final = "new"
READ: Final = "read"
DONE: Final = "done"
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A piece nobody looked at yet."""

    office: int
    number: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter on its way into the box.  `writer`: the name that the office vouches for."""

    id: str
    office: int
    number: int
    says: str
    at_us: int
    writer: str
    parts: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter as people see it.  `state`: new, read, done or refused; `why`: of a refusal.

    `at_us`: by its writer's clock.  `kept_us`: when it was taken, by the laptop's.
    """

    id: str
    says: str
    writer: str
    parts: Mapping[str, str]
    at_us: int
    kept_us: int
    zone_minutes: int
    state: str
    why: str


def unseen(vault: Vault, kind: str) -> tuple[Arrived, ...]:
    """Return pieces of a kind, of the office in force, that were neither taken nor refused."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT a.office, a.number, a.body FROM arrived AS a WHERE a.kind = ?"
            " AND a.office = (SELECT max(id) FROM office) AND NOT EXISTS (SELECT 1 FROM letter"
            " AS l WHERE l.office = a.office AND l.number = a.number) AND NOT EXISTS (SELECT 1"
            " FROM letter_refused AS r WHERE r.office = a.office AND r.number = a.number)"
            " ORDER BY a.number",
            [kind],
        ).fetchall()
    return tuple(Arrived(*row) for row in rows)


def known(vault: Vault, identity: str) -> bool:
    """Tell whether a letter of this name was taken before."""
    with translated("records.db"):
        row = vault.db.execute("SELECT 1 FROM letter WHERE id = ?", [identity]).fetchone()
    return row is not None


def newest_number(vault: Vault, voice: bytes, of: str) -> int:
    """Return the number of the newest list of speakers known of a voice and an office's vault."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT coalesce(max(number), 0) FROM speaker_list WHERE voice = ? AND vault = ?",
            [voice, of],
        ).fetchone()
    return int(row[0])


def keep(vault: Vault, taken: Taken) -> None:
    """Take a letter into the box; the ledger says so, and who wrote it."""
    about = Subject(SubjectKind.LETTER, taken.id, digest=digest(taken.body))
    told = private_record(
        "letter-taken", parts=dict(taken.parts), says=taken.says, writer=taken.writer
    )

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        row = [
            taken.id, taken.office, taken.number, taken.says, taken.at_us, taken.writer,
            json.dumps(dict(taken.parts)), entries[0].sequence,
        ]  # fmt: skip
        db.execute("INSERT INTO letter VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    vault.write([Deed(Act.LETTER_TAKEN, about, told)], change)


def refuse(vault: Vault, refusals: Sequence[tuple[Arrived, str]]) -> None:
    """Write down which pieces are no letters of the office, and why; one entry for all."""
    laid = b"".join(piece.body for piece, _ in refusals)
    about = Subject(SubjectKind.LETTER, f"{len(refusals)}", digest=digest(laid))
    told = private_record(
        "letter-refused",
        letters=[
            {"number": piece.number, "sha256": digest(piece.body).hex, "why": why}
            for piece, why in refusals
        ],
    )

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        for piece, why in refusals:
            row = [piece.office, piece.number, why, entries[0].sequence]
            db.execute("INSERT INTO letter_refused VALUES (?, ?, ?, ?)", row)

    vault.write([Deed(Act.LETTER_REFUSED, about, told)], change)


def handle(vault: Vault, identity: str, state: str, why: str = "") -> None:
    """Note that a letter was read, done or refused; the last word counts."""
    with vault.changing() as db:
        db.execute(
            "INSERT INTO letter_handled VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET state = excluded.state, why = excluded.why",
            [identity, state, why],
        )


_NOTICE: Final = (
    "SELECT l.id, l.says, l.writer, l.parts, l.at_us, n.wall_us, n.zone_minutes,"
    " coalesce(h.state, 'new'), coalesce(h.why, '') FROM letter AS l JOIN entry AS n"
    " ON n.seq = l.seq LEFT JOIN letter_handled AS h ON h.id = l.id"
)


def notices(vault: Vault) -> tuple[Notice, ...]:
    """Return the letters that people read, the newest first.

    A letter about a paper or an item that is hidden from the working account is not there.
    """
    return _notices(vault, "WHERE l.says != 'speakers' ORDER BY l.seq DESC", [])


def notice(vault: Vault, identity: str) -> Notice:
    """Return one letter; raise NotFoundError for none."""
    found = _notices(vault, "WHERE l.id = ?", [identity])
    if not found:
        message = "no such letter was received"
        raise NotFoundError(message, what="letter")
    return found[0]


def _notices(vault: Vault, where: str, values: list[str]) -> tuple[Notice, ...]:
    with translated("records.db"):
        rows = vault.db.execute(f"{_NOTICE} {where}", values).fetchall()
        closed = hiding.closed_subjects(vault.db, vault.account)
    read = (Notice(*(*row[:3], json.loads(row[3]), *row[4:])) for row in rows)
    return tuple(one for one in read if one.parts.get("subject") not in closed)


def body(vault: Vault, identity: str) -> bytes:
    """Return the piece a letter came in; raise NotFoundError for none."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT a.body FROM letter AS l JOIN arrived AS a ON a.office = l.office"
            " AND a.number = l.number WHERE l.id = ?",
            [identity],
        ).fetchone()
    if row is None:
        message = "no such letter was received"
        raise NotFoundError(message, what="letter")
    return bytes(row[0])


def refused(vault: Vault) -> tuple[tuple[int, str], ...]:
    """Return the pieces that were refused: (number, why), the newest first."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT number, why FROM letter_refused ORDER BY seq DESC, number DESC"
        ).fetchall()
    return tuple(rows)
