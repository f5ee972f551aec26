# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door for reading papers: which the working account sees, and under which names."""

from dataclasses import dataclass
from typing import Any, Final

from db.casework.cover import Cover
from db.casework.paper import Paper, PaperCard, PaperKind, Values
from db.errors import NotFoundError
from db.model.ids import AccountId, PaperId
from db.store import hiding, veil
from db.store.driver import Database, translated
from db.store.filed import Filed, known_in, shown
from db.store.vault import Vault

CARD: Final = """
    p.number, p.id, p.kind, p.version, p.code, p.state, p.case_id, p.title, p.happened, p.region,
    p.regime, p.outcome, p.stage, p.made_by, p.first_us, p.made_us,
    (SELECT a.name FROM account AS a WHERE a.id = p.made_by) AS name,
    (SELECT group_concat(category, char(31)) FROM (SELECT c.category FROM paper_category AS c
     WHERE c.paper = p.number ORDER BY c.place)) AS categories"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A paper that the working account may see."""

    number: int
    id: PaperId
    kind: PaperKind
    version: int
    code: str
    state: str


def find(vault: Vault, identity: PaperId) -> Seen | None:
    """Return a paper if it is there and the working account may see it, else None."""
    conditions, values = hiding.visible_papers(vault.db, vault.account)
    where = " AND ".join(["p.id = ?", *conditions])
    with translated("records.db"):
        row = vault.db.execute(
            f"SELECT number, id, kind, version, code, state FROM paper AS p WHERE {where}",
            [identity, *values],
        ).fetchone()
    if row is None:
        return None
    number, name, kind, version, code, state = row
    return Seen(number, PaperId(name), PaperKind(kind), version, code, state)


def must_see(vault: Vault, identity: PaperId) -> Seen:
    """Return a paper; raise NotFoundError where `find` finds none."""
    seen = find(vault, identity)
    if seen is None:
        message = "there is no such paper"
        raise NotFoundError(message)
    return seen


def exists(db: Database, identity: PaperId) -> bool:
    """Tell whether there is such a paper, whoever may see it."""
    return db.execute("SELECT 1 FROM paper WHERE id = ?", [identity]).fetchone() is not None


def versions(
    vault: Vault, seen: Seen, version: int | None = None
) -> tuple[tuple[Filed, dict[str, Any]], ...]:
    """Return versions as they were signed, each with its entry: for the eyes of this room only."""
    one = "" if version is None else " AND v.version = ?"
    with translated("records.db"):
        rows = list(
            vault.db.query(
                "SELECT n.seq, n.who, n.wall_us, n.zone_minutes, a.name, r.body"
                " FROM paper_version AS v JOIN entry AS n ON n.seq = v.seq JOIN record AS r"
                " ON r.digest = n.record LEFT JOIN account AS a ON a.id = n.who"
                f" WHERE v.paper = ?{one} ORDER BY v.version",
                [seen.number] if version is None else [seen.number, version],
            )
        )
    return tuple((Filed.read(row["body"]), row) for row in rows)


def veiled(db: Database, filed: Filed) -> tuple[Values, Cover]:
    """Return a version's values under code names, and what puts them into other texts."""
    known = known_in(db, filed)
    values: Values = filed.values
    if filed.paper in known.people and not veil.protected(values):  # since a later version
        values = veil.protecting(values, known.people[filed.paper])
    return veil.redact(values, known), veil.cover_of(values, known)


def paper(vault: Vault, filed: Filed, row: dict[str, Any]) -> Paper:
    """Return a version as everybody reads it."""
    with translated("records.db"):
        values, cover = veiled(vault.db, filed)
    return shown(filed, row, values, reason=cover(filed.reason))


def evidence_count(vault: Vault) -> tuple[str, list[str]]:
    """Return the column that counts the items attached to a paper, and its values."""
    hidden, values = hiding.hidden_items(vault.db, vault.account, "l.evidence")
    also = f" AND {hidden}" if hidden else ""
    return (
        f"(SELECT count(*) FROM paper_link AS l WHERE l.paper = p.number{also}) AS evidence",
        values,
    )


def cards(
    vault: Vault, tail: str, values: list[Any], *, source: str = "paper AS p"
) -> tuple[PaperCard, ...]:
    """Return cards.  `tail` comes behind the conditions under which the account sees papers."""
    conditions, seen = hiding.visible_papers(vault.db, vault.account)
    counted, hidden = evidence_count(vault)
    where = " AND ".join(conditions) or "1"
    query = f"SELECT {CARD}, {counted} FROM {source} WHERE {where} {tail}"
    with translated("records.db"):
        return tuple(card_from(row) for row in vault.db.query(query, [*hidden, *seen, *values]))


def card_from(row: dict[str, Any]) -> PaperCard:
    """Read one row of a CARD query."""
    categories = row["categories"]
    return PaperCard(
        id=PaperId(row["id"]),
        kind=PaperKind(row["kind"]),
        version=row["version"],
        code=row["code"],
        state=row["state"],
        case=None if row["case_id"] is None else PaperId(row["case_id"]),
        title=row["title"],
        happened=row["happened"],
        region=row["region"],
        regime=row["regime"],
        outcome=row["outcome"],
        categories=tuple(categories.split("\x1f")) if categories else (),
        by=AccountId(row["made_by"]),
        by_name=row["name"] or "",
        first_us=row["first_us"],
        made_us=row["made_us"],
        evidence=row["evidence"],
        stage=row["stage"],
    )
