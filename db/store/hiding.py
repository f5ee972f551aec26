# SPDX-License-Identifier: GPL-3.0-or-later
"""What is hidden from whom: an accused colleague sees nothing of their case on a shared laptop.

A paper that names accounts in `akses_terbatas_dari` is hidden from them, with everything that
stands in it, every paper it was drawn from, what was drawn from those, and the pages of people whom
none but these name.  Evidence is hidden that
is attached to hidden papers only, and from all who may not know protected people what a guarded
link shows.  What was made from a hidden item is hidden with it, until it is attached itself to a
paper that may be seen, as a masked copy is.  Both are projections: rows for speed, made anew
whenever a paper, a link or a derived item changes.
"""

from collections.abc import Iterator
from typing import Final

from db.casework.paper import PaperKind
from db.model.people import Account, Right
from db.store.driver import Database

GUARDED: Final = ""
"""In place of an account: everybody who may not know protected people."""
OF_THE_OFFICE: Final = (PaperKind.OFFICE.value, PaperKind.ASSIGNMENT.value)
"""Kinds that everybody in the office works from, whoever wrote them."""
_BESIDE: Final = (
    PaperKind.PERSON.value,
    PaperKind.OFFICE.value,
    PaperKind.ASSIGNMENT.value,
)
"""Kinds that many papers share and no case owns."""


def rebuild(db: Database) -> None:
    """Make the lists of hidden papers and items anew."""
    _keep(db, "paper_hidden", papers_to_hide(db))
    _keep(db, "evidence_hidden", items_to_hide(db))


def _keep(db: Database, table: str, wanted: set[tuple[str, int]]) -> None:
    listed = set(db.execute(f"SELECT * FROM {table}").fetchall())
    column = "paper" if table == "paper_hidden" else "evidence"
    for row in sorted(listed - wanted):
        db.execute(f"DELETE FROM {table} WHERE account = ? AND {column} = ?", row)
    for row in sorted(wanted - listed):
        db.execute(f"INSERT INTO {table} VALUES (?, ?)", row)


def papers_to_hide(db: Database) -> set[tuple[str, int]]:
    """Return each account with each paper it may not see."""
    found: set[tuple[str, int]] = set()
    limits = db.execute("SELECT account, paper FROM paper_limit").fetchall()
    inside = {root: reached(db, root) for root in {paper for _, paper in limits}}
    for account, root in limits:
        found |= {(account, paper) for paper in inside[root]}
    for account in {account for account, _ in found}:
        papers = {paper for one, paper in found if one == account}
        found |= {(account, person) for person in only_in(db, papers)}
    return found


def only_in(db: Database, papers: set[int]) -> set[int]:
    """Return the people whom these papers name and no other does."""
    people: dict[int, bool] = {}
    marks = ",".join("?" * len(papers))
    for person, paper in db.execute(
        "SELECT p.number, m.paper FROM paper AS p JOIN paper_mention AS m ON m.other = p.id"
        " WHERE p.kind = 'ORANG' AND p.id IN (SELECT other FROM paper_mention"
        f" WHERE paper IN ({marks}))",
        sorted(papers),
    ).fetchall():
        people[person] = people.get(person, True) and paper in papers
    return {person for person, alone in people.items() if alone}


def reached(db: Database, root: int) -> set[int]:
    """Return a paper and all that belong to it."""
    seen, waiting = {root}, [root]
    while waiting:
        paper = waiting.pop()
        for number in _beside(db, paper):
            if number not in seen:
                seen.add(number)
                waiting.append(number)
    return seen


def _beside(db: Database, paper: int) -> Iterator[int]:
    """Yield what stands in a paper, what it names and, unless they are cases, what names it."""
    rows = db.execute(
        "SELECT inner.number FROM paper AS p JOIN paper AS inner ON inner.case_id = p.id"
        " WHERE p.number = :one UNION SELECT o.number FROM paper_mention AS m"
        " JOIN paper AS o ON o.id = m.other WHERE m.paper = :one AND o.kind NOT IN ('PERKARA', "
        f"{_quoted()}) UNION SELECT o.number FROM paper AS p JOIN paper_mention AS m"
        " ON m.other = p.id JOIN paper AS o ON o.number = m.paper WHERE p.number = :one"
        f" AND o.kind NOT IN ('PERKARA', {_quoted()})",
        {"one": paper},
    )
    yield from (number for (number,) in rows.fetchall())


def _quoted() -> str:
    return ", ".join(f"'{kind}'" for kind in _BESIDE)


def items_to_hide(db: Database) -> set[tuple[str, int]]:
    """Return each account with each item it may not see; `GUARDED` stands for many."""
    found = {
        (GUARDED, item)
        for (item,) in db.execute("SELECT DISTINCT evidence FROM paper_link WHERE guarded = 1")
    }
    found |= set(
        db.execute(
            "SELECT DISTINCT h.account, l.evidence FROM paper_hidden AS h JOIN paper_link AS l"
            " ON l.paper = h.paper WHERE NOT EXISTS (SELECT 1 FROM paper_link AS other WHERE"
            " other.evidence = l.evidence AND NOT EXISTS (SELECT 1 FROM paper_hidden AS x"
            " WHERE x.account = h.account AND x.paper = other.paper))"
        ).fetchall()
    )
    return found | _made_from(db, found)


def _made_from(db: Database, hidden: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return each account with what was made from items it may not see."""
    pairs = db.execute("SELECT evidence, origin FROM derived ORDER BY evidence").fetchall()
    if not hidden or not pairs:
        return set()
    shown: dict[int, list[int]] = {}
    for item, paper in db.execute(
        "SELECT l.evidence, l.paper FROM paper_link AS l JOIN derived AS d"
        " ON d.evidence = l.evidence WHERE l.guarded = 0"
    ):
        shown.setdefault(item, []).append(paper)
    closed = set(db.execute("SELECT account, paper FROM paper_hidden").fetchall())
    found: set[tuple[str, int]] = set()
    for item, origin in pairs:
        for account in {account for account, one in hidden | found if one == origin}:
            open_ = any((account, paper) not in closed for paper in shown.get(item, []))
            if not open_:
                found.add((account, item))
    return found


def hidden_items(db: Database, account: Account, item: str) -> tuple[str, list[str]]:
    """Return a condition that leaves out the items an account may not see, and its values.

    `item` is the column of item numbers.  The condition is empty where nothing is hidden, so that
    nobody pays for it.
    """
    listed, values = hidden_list(db, account)
    return (f"{item} NOT IN ({listed})", values) if listed else ("", [])


def hidden_list(db: Database, account: Account) -> tuple[str, list[str]]:
    """Return a query of the numbers of items an account may not see, and its values.

    The query is empty where nothing is hidden.
    """
    names: list[str] = [account.id]
    if not account.may(Right.PROTECTED):
        names.append(GUARDED)
    marks = ",".join("?" * len(names))
    listed = f"evidence_hidden WHERE account IN ({marks})"
    if db.execute(f"SELECT 1 FROM {listed} LIMIT 1", names).fetchone() is None:
        return "", []
    return f"SELECT evidence FROM {listed}", names


def closed_subjects(db: Database, account: Account) -> frozenset[str]:
    """Return the ids of all papers and items that are hidden from an account."""
    papers = db.execute(
        "SELECT p.id FROM paper_hidden AS x JOIN paper AS p ON p.number = x.paper"
        " WHERE x.account = ?",
        [account.id],
    ).fetchall()
    return frozenset(one for (one,) in papers) | closed_items(db, account)


def closed_items(db: Database, account: Account) -> frozenset[str]:
    """Return the ids of the items that are hidden from an account."""
    listed, values = hidden_list(db, account)
    if not listed:
        return frozenset()
    rows = db.execute(f"SELECT id FROM evidence WHERE number IN ({listed})", values).fetchall()
    return frozenset(one for (one,) in rows)


def visible_papers(db: Database, account: Account, alias: str = "p") -> tuple[list[str], list[str]]:
    """Return the conditions under which an account sees a paper, and their values."""
    conditions: list[str] = []
    values: list[str] = []
    if not account.may(Right.READ):
        shared = OF_THE_OFFICE if account.may(Right.CASEWORK) else ()
        marks = ",".join("?" * len(shared))
        conditions.append(f"({alias}.first_by = ? OR {alias}.kind IN ({marks}))")
        values += [account.id, *shared]
    listed = "paper_hidden WHERE account = ?"
    if db.execute(f"SELECT 1 FROM {listed} LIMIT 1", [account.id]).fetchone() is not None:
        conditions.append(f"{alias}.number NOT IN (SELECT paper FROM {listed})")
        values.append(account.id)
    return conditions, values
