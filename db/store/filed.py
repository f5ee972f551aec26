# SPDX-License-Identifier: GPL-3.0-or-later
"""One signed version of a paper: its private record, and the rows that lists and searches read.

The record holds the whole version, what lists show of it included; rows are drawn from it and can
be drawn again at any time, so that examining the vault holds one against the other.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from db.casework.access import hidden_from
from db.casework.answers import people_in
from db.casework.masking import giveaways
from db.casework.paper import Paper, PaperKind, Part, Party, Summary, Values
from db.errors import InvalidInputError, VaultDamagedError
from db.ledger.act import SubjectKind
from db.ledger.entry import Entry, Subject
from db.model import canonical
from db.model.canonical import Json
from db.model.ids import AccountId, PaperId, is_ulid
from db.store import hiding, veil
from db.store.driver import Database
from db.store.fresh import private_record

LIMIT: Final = 1024 * 1024
"""How many bytes the values of one version may have."""
IDENTITIES: Final = ("nip", "nrp", "nik")
_SUBJECTS: Final = {PaperKind.CASE: SubjectKind.CASE, PaperKind.PERSON: SubjectKind.PERSON}
DOSSIER: Final = (
    "WITH one AS (SELECT number, id, kind, case_id FROM paper WHERE number = :one), root AS ("
    "SELECT number, id FROM one WHERE kind = 'PERKARA'"
    " UNION SELECT c.number, c.id FROM one CROSS JOIN paper AS c ON c.id = one.case_id"
    " WHERE c.kind = 'PERKARA'"
    " UNION SELECT c.number, c.id FROM one CROSS JOIN paper_mention AS m ON m.other = one.id"
    " CROSS JOIN paper AS c ON c.number = m.paper WHERE c.kind = 'PERKARA')"
    " SELECT number FROM root UNION SELECT p.number FROM root CROSS JOIN paper AS p"
    " ON p.case_id = root.id UNION SELECT p.number FROM root CROSS JOIN paper_mention AS m"
    " ON m.paper = root.number CROSS JOIN paper AS p ON p.id = m.other"
    " WHERE p.kind != 'ORANG'"
)
"""CROSS JOIN keeps the order as written: else SQLite reads every paper of the vault."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A version as it was signed."""

    paper: PaperId
    kind: PaperKind
    version: int
    code: str
    form: str
    values: Values
    state: str
    case: PaperId | None
    reason: str
    reference: str
    summary: Summary

    def record(self) -> bytes:
        """Return the private record whose hash the entry carries.

        Raise InvalidInputError for values that have no canonical form or are too long.
        """
        try:
            size = len(canonical.to_bytes(self.values))
            if size > LIMIT:
                message = "a paper is never this long"
                raise InvalidInputError(message, what="too-long", size=str(size), most=str(LIMIT))
            return private_record(
                "paper",
                case=self.case,
                code=self.code,
                form=self.form,
                kind=self.kind.value,
                paper=self.paper,
                reason=self.reason,
                reference=self.reference,
                state=self.state,
                summary=_summary_to_json(self.summary),
                values=self.values,
                version=self.version,
            )
        except ValueError as error:
            message = "these values cannot be written down"
            raise InvalidInputError(message, what="values") from error

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read a record; raise VaultDamagedError for anything else."""
        try:
            told: dict[str, Any] = json.loads(body)
            return cls(
                PaperId(told["paper"]),
                PaperKind(told["kind"]),
                int(told["version"]),
                told["code"],
                told["form"],
                dict(told["values"]),
                told["state"],
                None if told["case"] is None else PaperId(told["case"]),
                told["reason"],
                told["reference"],
                _summary_from_json(told["summary"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            message = "the record of a paper is not in its form"
            raise VaultDamagedError(message, file="records.db") from error


def subject(kind: PaperKind, paper: PaperId) -> Subject:
    """Return a paper as the subject of an entry."""
    return Subject(_SUBJECTS.get(kind, SubjectKind.PAPER), paper)


def shown(
    filed: Filed, row: Mapping[str, Any], values: Values, *, reason: str | None = None
) -> Paper:
    """Return a version for a reader.  `row`: its entry's columns and the signer's `name`."""
    return Paper(
        filed.paper,
        filed.kind,
        filed.version,
        filed.code,
        filed.form,
        values,
        filed.state,
        filed.case,
        filed.reason if reason is None else reason,
        filed.reference,
        AccountId(row["who"]),
        row["name"] or "",
        row["wall_us"],
        row["zone_minutes"],
        row["seq"],
    )


# ------------------------------------------------------------------------------------- rows


def described(filed: Filed, known: veil.Known = veil.NOBODY) -> dict[str, Any]:
    """Return what the row of the newest version says, by column: what its record says, veiled."""
    summary = filed.summary
    protected = filed.kind is PaperKind.PERSON and veil.protected(filed.values)
    title = veil.titled(filed.kind, filed.values, summary.title, known)
    plain = Summary(title) if protected else summary
    return {
        "kind": filed.kind.value,
        "case_id": filed.case,
        "version": filed.version,
        "code": filed.code,
        "state": filed.state,
        "title": title,
        "happened": plain.happened,
        "region": plain.region,
        "regime": plain.regime,
        "outcome": plain.outcome,
        "stage": plain.stage,
    }


def file(db: Database, filed: Filed, entry: Entry, *, rebuild: bool = True) -> int:
    """Make the rows of a version that was just signed; return the paper's number.

    `rebuild`: whether what is hidden is worked out again now; who files many does so once.
    """
    row = described(filed) | {
        "seq": entry.sequence,
        "made_by": entry.who,
        "made_us": entry.wall_us,
    }
    if filed.version == 1:
        row |= {"id": filed.paper, "first_by": entry.who, "first_us": entry.wall_us}
        cursor = db.execute(
            f"INSERT INTO paper ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
        number = int(cursor.lastrowid or 0)
    else:
        number = int(
            db.execute("SELECT number FROM paper WHERE id = ?", [filed.paper]).fetchone()[0]
        )
        changes = ", ".join(f"{name} = ?" for name in row)
        db.execute(f"UPDATE paper SET {changes} WHERE number = ?", [*row.values(), number])
    db.execute(
        "INSERT INTO paper_version VALUES (?, ?, ?)", [number, filed.version, entry.sequence]
    )
    for table, _, rows in details(filed):
        db.execute(f"DELETE FROM {table} WHERE paper = ?", [number])
        for values in rows:
            places = ", ".join("?" * (len(values) + 1))
            db.execute(f"INSERT INTO {table} VALUES ({places})", [values[0], number, *values[1:]])
    touched = {number}
    if _protect(db, number, filed):
        mentions = "SELECT paper FROM paper_mention WHERE other = ?"
        named = [one for (one,) in db.execute(mentions, [filed.paper]).fetchall()]
        touched |= {one for paper in named for one in (paper, *dossier(db, paper))}
    if known_for(db, mentioned(filed)).people:
        touched |= set(dossier(db, number))
    for other in sorted(touched):
        _index(db, other, filed if other == number else None)
    if rebuild:
        hiding.rebuild(db)
    return number


def details(filed: Filed) -> tuple[tuple[str, str, list[tuple[Any, ...]]], ...]:
    """Return a version's rows in the tables beside: table, first column, (first, others …)."""
    protected = filed.kind is PaperKind.PERSON and veil.protected(filed.values)
    summary = Summary("") if protected else filed.summary
    return (
        (
            "paper_category",
            "category",
            [(code, at) for at, code in enumerate(dict.fromkeys(summary.categories))],
        ),
        (
            "paper_party",
            "person",
            sorted({(party.person, party.part.value) for party in summary.parties}),
        ),
        ("paper_mention", "other", [(other,) for other in mentioned(filed)]),
        ("paper_identity", "digits", [(digits,) for digits in identities(filed)]),
        ("paper_limit", "account", [(one,) for one in sorted(hidden_from(filed.values))]),
    )


def mentioned(filed: Filed) -> list[str]:
    """Return the papers and people that a version names, and the case it stands in not."""
    named = {str(one) for one in people_in(filed.values)}
    named |= {str(party.person) for party in filed.summary.parties}
    for value in filed.values.values():
        many = value if isinstance(value, list | tuple) else (value,)
        named |= {one for one in many if isinstance(one, str) and is_ulid(one)}
    return sorted(named - {filed.paper})


def identities(filed: Filed) -> list[str]:
    """Return the numbers by which a person is known, digits only."""
    if filed.kind is not PaperKind.PERSON:
        return []
    found = {digits_of(value) for key in IDENTITIES if isinstance(value := _get(filed, key), str)}
    return sorted(found - {""})


def _get(filed: Filed, key: str) -> Json:
    return filed.values.get(key)


def digits_of(text: str) -> str:
    """Return the digits of a number as typed."""
    return re.sub(r"\D", "", text)


def _protect(db: Database, number: int, filed: Filed) -> bool:
    """Keep who a protected person is; tell whether that changed."""
    before = db.execute("SELECT code, names FROM paper_protected WHERE paper = ?", [number])
    known = before.fetchone()
    wanted = protection(db, number, filed)
    if wanted == known:
        return False
    db.execute("DELETE FROM paper_protected WHERE paper = ?", [number])
    if wanted is not None:
        db.execute("INSERT INTO paper_protected VALUES (?, ?, ?)", [number, *wanted])
    return True


def protection(db: Database, number: int, filed: Filed) -> tuple[str, str] | None:
    """Return the code name of a protected person and all that ever gave them away, or None."""
    if filed.kind is not PaperKind.PERSON or not veil.protected(filed.values):
        return None
    code = veil.code_of(filed.values)
    names: dict[str, str] = {}
    for (body,) in db.execute(
        "SELECT r.body FROM paper_version AS v JOIN entry AS n ON n.seq = v.seq JOIN record AS r"
        " ON r.digest = n.record WHERE v.paper = ? AND v.version <= ?",
        [number, filed.version],
    ).fetchall():
        names |= giveaways(veil.protecting(Filed.read(body).values, code))
    return code, veil.names_text(names)


def dossier(db: Database, number: int) -> list[int]:
    """Return the papers that tell of the same cases as a paper.

    Those are the cases themselves, what stands in them, and what they name but people.
    """
    rows = db.execute(DOSSIER, {"one": number})
    return [one for (one,) in rows.fetchall()]


def known_in(db: Database, filed: Filed) -> veil.Known:
    """Return the protected people of a paper and of every case it tells of.

    Whoever is protected in a case is so in all its papers, also where only their name is typed.
    """
    if db.execute("SELECT 1 FROM paper_protected LIMIT 1").fetchone() is None:
        return veil.NOBODY
    others = {*mentioned(filed), filed.paper}
    row = db.execute("SELECT number FROM paper WHERE id = ?", [filed.paper]).fetchone()
    papers = [] if row is None else dossier(db, row[0])
    marks = ",".join("?" * len(papers))
    others |= {
        other
        for (other,) in db.execute(
            f"SELECT other FROM paper_mention WHERE paper IN ({marks})", papers
        ).fetchall()
    }
    return known_for(db, sorted(others))


def known_for(db: Database, others: list[str]) -> veil.Known:
    """Return the protected people among `others` and what gives them away."""
    if db.execute("SELECT 1 FROM paper_protected LIMIT 1").fetchone() is None:
        return veil.NOBODY
    found: dict[str, str] = {}
    people: dict[str, str] = {}
    for identity, code, names in db.execute(
        "SELECT p.id, s.code, s.names FROM paper AS p JOIN paper_protected AS s"
        " ON s.paper = p.number"
        f" WHERE p.id IN ({','.join('?' * len(others))})",
        others,
    ).fetchall():
        found |= json.loads(names)
        people[identity] = code
    return veil.Known(found, people)


def newest(db: Database, number: int) -> Filed:
    """Return the newest version of a paper as it was signed."""
    row = db.execute(
        "SELECT r.body FROM paper AS p JOIN entry AS n ON n.seq = p.seq JOIN record AS r"
        " ON r.digest = n.record WHERE p.number = ?",
        [number],
    ).fetchone()
    if row is None:
        message = "a paper's record is gone"
        raise VaultDamagedError(message, file="records.db")
    return Filed.read(row[0])


def _index(db: Database, number: int, filed: Filed | None = None) -> None:
    """Set the title that everybody reads and the words that everybody finds."""
    filed = filed or newest(db, number)
    known = known_in(db, filed)
    title = described(filed, known)["title"]
    db.execute("UPDATE paper SET title = ? WHERE number = ?", [title, number])
    summary = filed.summary
    whole = f"{summary.title} {summary.words}"
    bare = veil.open_words(filed.values, whole, known)
    closed = summary.guarded if bare == whole else f"{whole} {summary.guarded}"
    db.execute("DELETE FROM paper_search WHERE rowid = ?", [number])
    db.execute(
        "INSERT INTO paper_search (rowid, open, guarded, marks) VALUES (?, ?, ?, ?)",
        [number, f"{filed.code} {bare}", closed, mark(filed.kind)],
    )


def mark(kind: PaperKind) -> str:
    """Return a kind as one word of the search index: no underscore, which would divide it."""
    return kind.value.replace("_", "").lower()


def _summary_to_json(summary: Summary) -> dict[str, Json]:
    return {
        "categories": list(summary.categories),
        "guarded": summary.guarded,
        "happened": summary.happened,
        "outcome": summary.outcome,
        "parties": [
            {"part": party.part.value, "person": str(party.person)} for party in summary.parties
        ],
        "regime": summary.regime,
        "region": summary.region,
        "stage": summary.stage,
        "title": summary.title,
        "words": summary.words,
    }


def _summary_from_json(told: Mapping[str, Any]) -> Summary:
    return Summary(
        told["title"],
        told["happened"],
        told["region"],
        told["regime"],
        told["outcome"],
        tuple(told["categories"]),
        tuple(Party(PaperId(one["person"]), Part(one["part"])) for one in told["parties"]),
        told["words"],
        told["guarded"],
        told["stage"],
    )
