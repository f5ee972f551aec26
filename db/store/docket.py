# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of papers: keyset paging by the order in which papers were first signed, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from db.casework.paper import PaperCard, PaperKind
from db.errors import NotFoundError
from db.model.ids import AccountId, PaperId
from db.model.people import Right
from db.store import hiding, sight
from db.store.browse import phrase
from db.store.driver import translated
from db.store.filed import mark
from db.store.vault import Vault

PAGE: Final = 100
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """Which papers to show.  Empty parts do not restrict.

    `text`: words that must all occur, the last one may be unfinished.  `category`, `outcome`,
    `regime`: codes.  `region`: a code that the paper's region begins with.  `case`: in which case.
    `since`, `until`: first and last local day of what happened, "2023-12-03".  `by`: who first
    signed it.  `stage`: which stage of the election was watched.
    """

    kinds: frozenset[PaperKind] = frozenset()
    states: frozenset[str] = frozenset()
    text: str = ""
    regime: str = ""
    category: str = ""
    region: str = ""
    outcome: str = ""
    case: PaperId | None = None
    since: str = ""
    until: str = ""
    by: AccountId | None = None
    stage: str = ""


EVERYTHING: Final = PaperFilter()
VILLAGE: Final = 4
"""Parts that the code of a village has."""
_BY_WORDS: Final = "paper_search CROSS JOIN paper AS p ON p.number = paper_search.rowid"


def page(
    vault: Vault,
    wanted: PaperFilter = EVERYTHING,
    *,
    after: PaperCard | None = None,
    limit: int = PAGE,
) -> tuple[PaperCard, ...]:
    """Return up to `limit` cards behind `after`, or the first ones."""
    conditions, values = _conditions(wanted)
    words = _words(vault, wanted)
    if after is not None:
        conditions.append("p.number < (SELECT number FROM paper WHERE id = ?)")
        values.append(after.id)
    found = "".join(f" AND {condition}" for condition in conditions)
    if words:
        # The words' own index lists papers newest first; looking up each stops with a full page.
        match = "AND paper_search MATCH ?"
        tail = f"{match}{found} ORDER BY paper_search.rowid DESC LIMIT ?"
        return sight.cards(vault, tail, [words, *values, limit], source=_BY_WORDS)
    return sight.cards(vault, f"{found} ORDER BY p.number DESC LIMIT ?", [*values, limit])


def card(vault: Vault, paper: PaperId) -> PaperCard:
    """Return one card.  Raise NotFoundError for a paper that is not there or not for the reader."""
    found = sight.cards(vault, "AND p.id = ?", [paper])
    if not found:
        message = "there is no such paper"
        raise NotFoundError(message)
    return found[0]


def every(vault: Vault, wanted: PaperFilter = EVERYTHING) -> Iterator[PaperCard]:
    """Yield all matching cards, the newest first, a page at a time."""
    last: PaperCard | None = None
    while cards := page(vault, wanted, after=last, limit=AT_ONCE):
        yield from cards
        last = cards[-1]


def count(vault: Vault, wanted: PaperFilter = EVERYTHING) -> int:
    """Return how many papers match."""
    visible, seen = hiding.visible_papers(vault.db, vault.account)
    conditions, values = _conditions(wanted)
    words = _words(vault, wanted)
    if wanted == EVERYTHING and not visible:  # papers are numbered without a gap: none ever goes
        query, every_value = "SELECT coalesce(max(number), 0) FROM paper", []
    elif words and not visible and wanted == PaperFilter(text=wanted.text, kinds=wanted.kinds):
        query, every_value = "SELECT count(*) FROM paper_search WHERE paper_search MATCH ?", [words]
    else:
        every_value = [*seen, *values]
        source = "paper AS p"
        if words:
            source = _BY_WORDS
            conditions.append("paper_search MATCH ?")
            every_value.append(words)
        where = " AND ".join([*visible, *conditions]) or "1"
        query = f"SELECT count(*) FROM {source} WHERE {where}"
    with translated("records.db"):
        return int(vault.db.execute(query, every_value).fetchone()[0])


def in_case(vault: Vault, case: PaperId) -> tuple[PaperCard, ...]:
    """Return the papers that stand in a case, in the order they were first signed."""
    return sight.cards(vault, "AND p.case_id = ? ORDER BY p.number", [case])


def naming(vault: Vault, paper: PaperId) -> tuple[PaperCard, ...]:
    """Return the papers that name another one in a field, the newest first."""
    named = "p.number IN (SELECT paper FROM paper_mention WHERE other = ?)"
    return sight.cards(vault, f"AND {named} ORDER BY p.number DESC", [paper])


def open_cases(
    vault: Vault,
    closed: frozenset[str] = frozenset(),
    *,
    after: PaperCard | None = None,
    limit: int = PAGE,
) -> tuple[PaperCard, ...]:
    """Return up to `limit` cases whose state is not one of `closed` behind `after`."""
    found = f"AND p.kind = ? AND p.state NOT IN ({','.join('?' * len(closed))})"
    values = [PaperKind.CASE.value, *sorted(closed)]
    if after is not None:
        found += " AND p.number < (SELECT number FROM paper WHERE id = ?)"
        values.append(after.id)
    return sight.cards(vault, f"{found} ORDER BY p.number DESC LIMIT ?", [*values, limit])


def with_person(vault: Vault, person: PaperId) -> tuple[PaperCard, ...]:
    """Return the papers in which a person has a part, the newest first."""
    named = "p.number IN (SELECT paper FROM paper_party WHERE person = ?)"
    return sight.cards(vault, f"AND {named} ORDER BY p.number DESC", [person])


def _conditions(wanted: PaperFilter) -> tuple[list[str], list[Any]]:
    """Return what restricts a query beyond its words, and the values."""
    conditions: list[str] = []
    values: list[Any] = []
    # SQLite uses no index for a column with a sign.  A kind has an index in the order of the list,
    # which is the best way but where a village or a span of days leaves few to look at.
    few = bool(wanted.since or wanted.until) or len(wanted.region.split(".")) == VILLAGE
    sign = "+" if few or wanted.text else ""
    for column, chosen in (
        (f"{sign}p.kind", sorted(kind.value for kind in wanted.kinds)),
        ("p.state", sorted(wanted.states)),
    ):
        if chosen:
            conditions.append(f"{column} IN ({','.join('?' * len(chosen))})")
            values += chosen
    for column, exact in (
        ("p.regime", wanted.regime),
        ("p.outcome", wanted.outcome),
        ("p.case_id", wanted.case),
        ("p.first_by", wanted.by),
        ("p.stage", wanted.stage),
    ):
        if exact:
            conditions.append(f"{column} = ?")
            values.append(exact)
    if wanted.category:
        conditions.append("p.number IN (SELECT paper FROM paper_category WHERE category = ?)")
        values.append(wanted.category)
    if wanted.region:
        # Not by the index: a regency is most of all papers.
        if len(wanted.region.split(".")) == VILLAGE:
            conditions.append("p.region = ?")
            values.append(wanted.region)
        else:
            conditions.append("(+p.region = ? OR +p.region >= ? AND +p.region < ?)")
            values += [wanted.region, f"{wanted.region}.", f"{wanted.region}/"]
    for compared, bound in ((">=", wanted.since), ("<=", wanted.until)):
        if bound:
            conditions.append(f"p.happened {compared} ?")
            values.append(bound)
    if wanted.until and not wanted.since:
        conditions.append("p.happened != ''")
    return conditions, values


def _words(vault: Vault, wanted: PaperFilter) -> str:
    """Return the words as FTS5 reads them, those only that the reader may search by."""
    typed = phrase(wanted.text)
    if not typed:
        return ""
    columns = "{open guarded}" if vault.account.may(Right.PROTECTED) else "{open}"
    kinds = " OR ".join(f'"{mark(kind)}"' for kind in sorted(wanted.kinds))
    return f"{columns} : ({typed})" + (f" AND {{marks}} : ({kinds})" if kinds else "")
