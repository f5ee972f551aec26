# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of evidence and of the ledger: keyset paging, so that page 1,000 costs what page 1 does."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from db.ledger.act import Act
from db.model.clock import TrueTime
from db.model.evidence import EvidenceCard, Health, Kind, Road
from db.model.finding import Level
from db.model.ids import AccountId
from db.model.people import Right
from db.store import clock_notes, hiding, tally
from db.store.driver import translated
from db.store.evidence import CARD, card_from, visible
from db.store.vault import Vault

PAGE: Final = 200
CLOSED: Final = "TERTUTUP"
"""In place of an act: the line is about something that is hidden from the reader."""
MILESTONES: Final = (Act.BACKED_UP, Act.EXAMINED)
"""Acts that pages name the last time of; `entry_milestone` finds them."""


class Order(StrEnum):
    """How the gallery is sorted; the newest, last or largest first, names from A."""

    SEALED = "sealed"
    CAPTURED = "captured"
    NAME = "name"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items to show.  Empty parts do not restrict.

    `text`: words that must all occur, the last one may be unfinished.  `since_us` and `until_us`
    bound the capture time (or the sealing time where a file claims none), UTC microseconds.
    """

    text: str = ""
    kinds: frozenset[Kind] = frozenset()
    roads: frozenset[Road] = frozenset()
    health: frozenset[Health] = frozenset()
    loudest: Level | None = None
    code: str = ""
    since_us: int | None = None
    until_us: int | None = None


EVERYTHING: Final = Filter()

_SORT: Final = {
    Order.SEALED: ("e.number", "DESC"),
    Order.CAPTURED: ("coalesce(e.captured_us, e.sealed_us)", "DESC"),
    Order.NAME: ("e.name COLLATE NOCASE", "ASC"),
    Order.SIZE: ("e.size", "DESC"),
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One ledger entry, ready to show.

    `at_us`: as the laptop said.  `true`: the corrected time, where a correction was in force.
    """

    seq: int
    act: str
    who: AccountId
    who_name: str
    at_us: int
    zone_minutes: int
    subject_kind: str
    subject: str
    evidence_number: int | None
    link: bytes
    true: TrueTime | None = None


def page(
    vault: Vault,
    wanted: Filter = EVERYTHING,
    order: Order = Order.SEALED,
    *,
    after: EvidenceCard | None = None,
    limit: int = PAGE,
) -> tuple[EvidenceCard, ...]:
    """Return up to `limit` cards in `order`, those behind `after`, or the first ones."""
    column, direction = _SORT[order]
    dated = wanted.since_us is not None or wanted.until_us is not None
    conditions, values = restriction(vault, wanted, walked=dated or order is not Order.SEALED)
    if order is Order.SEALED and (phrase := _only_words(vault, wanted)):
        # The words' own index lists items newest first, and need not list more than a page.
        bound = "" if after is None else " AND rowid < ?"
        newest = f"search MATCH ?{bound} ORDER BY rowid DESC LIMIT ?"
        conditions = [f"e.number IN (SELECT rowid FROM search WHERE {newest})"]
        values = [phrase, limit] if after is None else [phrase, after.number, limit]
    elif after is not None:
        sign = "<" if direction == "DESC" else ">"
        conditions.append(f"({column}, e.number) {sign} (?, ?)")
        values += [_key(after, order), after.number]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    sort = f" ORDER BY {column} {direction}, e.number {direction} LIMIT ?"
    with translated("records.db"):
        rows = vault.db.query(f"SELECT {CARD}{where}{sort}", [*values, limit])
        return tuple(card_from(row) for row in rows)


def every(vault: Vault, wanted: Filter = EVERYTHING) -> Iterator[EvidenceCard]:
    """Yield all matching cards, the newest first, a page at a time."""
    last: EvidenceCard | None = None
    while cards := page(vault, wanted, after=last, limit=PAGE):
        yield from cards
        last = cards[-1]


def count(vault: Vault, wanted: Filter = EVERYTHING) -> int:
    """Return how many items match."""
    if phrase := _only_words(vault, wanted):
        with translated("records.db"):
            words = vault.db.execute("SELECT count(*) FROM search WHERE search MATCH ?", [phrase])
            return int(words.fetchone()[0])
    sort = _one_sort(wanted)
    if sort is not None and _sees_whoevers(vault):
        with translated("records.db"):
            return tally.items(vault.db, *sort) - _hidden(vault, wanted)
    conditions, values = restriction(vault, wanted, walked=True)
    return _counted(vault, wanted, conditions, values)


def _sees_whoevers(vault: Vault) -> bool:
    """Tell whether it does not matter who sealed an item: by the role, or as all are one's own."""
    if vault.account.may(Right.READ):
        return True
    with translated("records.db"):
        own = tally.items(vault.db, "by", [vault.account.id])
        return own == tally.items(vault.db, *tally.ALL)


def _hidden(vault: Vault, wanted: Filter) -> int:
    """Return how many of the matching items are hidden from the working account: few, as a rule."""
    listed, values = hiding.hidden_list(vault.db, vault.account)
    if not listed:
        return 0
    conditions, chosen = _chosen(wanted, walked=True)
    return _counted(vault, wanted, [f"e.number IN ({listed})", *conditions], [*values, *chosen])


def _counted(vault: Vault, wanted: Filter, conditions: list[str], values: list[Any]) -> int:
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    join = " LEFT JOIN health AS h ON h.evidence = e.number" if wanted.health else ""
    with translated("records.db"):
        row = vault.db.execute(f"SELECT count(*) FROM evidence AS e{join}{where}", values)
        return int(row.fetchone()[0])


def any_of_size(vault: Vault, size: int) -> bool:
    """Tell whether an item of exactly `size` bytes is sealed."""
    with translated("records.db"):
        return bool(
            vault.db.execute("SELECT 1 FROM evidence WHERE size = ? LIMIT 1", [size]).fetchone()
        )


def codes(vault: Vault) -> dict[str, int]:
    """Return how many items raise each finding."""
    if _sees_whoevers(vault):
        with translated("records.db"):
            all_of_them = tally.codes(vault.db)
        listed, names = hiding.hidden_list(vault.db, vault.account)
        hidden = _raising(vault, [f"e.number IN ({listed})"], names) if listed else {}
        left = {code: number - hidden.get(code, 0) for code, number in all_of_them.items()}
        return {code: number for code, number in left.items() if number}
    return _raising(vault, *visible(vault))


def _raising(vault: Vault, conditions: list[str], values: list[str]) -> dict[str, int]:
    """Return how many of certain items raise each finding."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT f.code, count(DISTINCT f.evidence) FROM finding AS f JOIN evidence AS e"
            f" ON e.number = f.evidence WHERE {' AND '.join(conditions)}"
            " GROUP BY f.code ORDER BY f.code",
            values,
        )
        return dict(rows.fetchall())


def entries(vault: Vault, *, before: int | None = None, limit: int = PAGE) -> tuple[EntryRow, ...]:
    """Return up to `limit` ledger entries, newest first, those before sequence `before`.

    A line about something hidden from the working account keeps its number, its time and its link,
    and is `CLOSED` otherwise: whoever counts the lines finds none missing.
    """
    bound = vault.head.size if before is None else before
    return _entries(vault, "n.seq < ?", bound, limit)


def last_milestones(vault: Vault) -> tuple[EntryRow, ...]:
    """Return the newest entry of each act in `MILESTONES` that was done at all."""
    found = (
        _entries(vault, f"n.act = '{act.value}' AND n.seq < ?", vault.head.size, 1)
        for act in MILESTONES
    )
    return tuple(chain.from_iterable(found))


def _entries(vault: Vault, condition: str, bound: int, limit: int) -> tuple[EntryRow, ...]:
    vault.must(Right.READ)
    with translated("records.db"):
        rows = list(
            vault.db.query(
                "SELECT n.*, p.name AS who_name, e.number AS evidence_number FROM entry AS n"
                " LEFT JOIN account AS p ON p.id = n.who"
                " LEFT JOIN evidence AS e ON e.id = n.subject"
                f" WHERE {condition} ORDER BY n.seq DESC LIMIT ?",
                [bound, limit],
            )
        )
        closed = hiding.closed_subjects(vault.db, vault.account)
    times = clock_notes.true_times(vault, {row["seq"]: row["body"] for row in rows})
    return tuple(
        _entry(row, times.get(row["seq"]), closed=row["subject"] in closed) for row in rows
    )


def _entry(row: dict[str, Any], true: TrueTime | None, *, closed: bool) -> EntryRow:
    return EntryRow(
        row["seq"],
        CLOSED if closed else row["act"],
        AccountId("" if closed else row["who"]),
        "" if closed else row["who_name"] or "",
        row["wall_us"],
        row["zone_minutes"],
        CLOSED.lower() if closed else row["subject_kind"],
        "" if closed else row["subject"],
        None if closed else row["evidence_number"],
        row["link"],
        true,
    )


def head_note(vault: Vault) -> str:
    """Return the text of the last signed head."""
    with translated("records.db"):
        row = vault.db.execute("SELECT note FROM head ORDER BY size DESC LIMIT 1").fetchone()
    return str(row[0])


def _key(card: EvidenceCard, order: Order) -> int | str:
    match order:
        case Order.SEALED:
            return card.number
        case Order.CAPTURED:
            return card.sealed_us if card.captured_us is None else card.captured_us
        case Order.NAME:
            return card.name
        case Order.SIZE:
            return card.size


def restriction(vault: Vault, wanted: Filter, *, walked: bool) -> tuple[list[str], list[Any]]:
    """Return what restricts a query of items `e` (and their health `h`), and its values.

    `walked`: have the index of the order (or the smallest one, to count) walked from end to end
    until enough is found, instead of looking up every match and sorting them all.
    """
    conditions, values = _chosen(wanted, walked=walked)
    seen, whose = visible(vault)
    return [*seen, *conditions], [*whose, *values]


def _chosen(wanted: Filter, *, walked: bool) -> tuple[list[str], list[Any]]:
    """Return what restricts a query, whoever asks."""
    sign = "+" if walked else ""  # SQLite uses no index for a column with a sign
    conditions: list[str] = []
    values: list[Any] = []
    if typed := phrase(wanted.text):
        conditions.append(f"{sign}e.number IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(typed)
    choices = (
        (f"{sign}e.kind", [kind.value for kind in wanted.kinds]),
        ("e.road", [road.value for road in wanted.roads]),
        ("coalesce(h.state, 'DISEGEL')", [health.value for health in wanted.health]),
    )
    for column, chosen in choices:
        if chosen:
            conditions.append(f"{column} IN ({','.join('?' * len(chosen))})")
            values += chosen
    if wanted.loudest is not None:
        conditions.append("e.loudest = ?")
        values.append(wanted.loudest.value)
    if wanted.code:
        conditions.append(f"{sign}e.number IN (SELECT evidence FROM finding WHERE code = ?)")
        values.append(wanted.code)
    for side, bound in ((">=", wanted.since_us), ("<", wanted.until_us)):
        if bound is not None:
            conditions.append(f"coalesce(e.captured_us, e.sealed_us) {side} ?")
            values.append(bound)
    return conditions, values


def _one_sort(wanted: Filter) -> tuple[str, tuple[str, ...]] | None:
    """Return the sort of items that is asked for, as the tally calls it, or None for more than one.

    A sort is restricted to some of its values; without any restriction it is that of all items.
    """
    if wanted.text or wanted.since_us is not None or wanted.until_us is not None:
        return None
    asked = (
        ("kind", tuple(kind.value for kind in wanted.kinds)),
        ("road", tuple(road.value for road in wanted.roads)),
        ("health", tuple(health.value for health in wanted.health)),
        ("loudest", () if wanted.loudest is None else (wanted.loudest.value,)),
        ("code", (wanted.code,) if wanted.code else ()),
    )
    chosen = [sort for sort in asked if sort[1]]
    if len(chosen) > 1:
        return None
    return chosen[0] if chosen else tally.ALL


def _only_words(vault: Vault, wanted: Filter) -> str:
    """Return the words as FTS5 reads them when nothing but words restricts, else nothing."""
    alone = wanted == Filter(text=wanted.text) and not visible(vault)[0]
    return phrase(wanted.text) if alone else ""


def phrase(text: str) -> str:
    """Quote each typed word for FTS5, the last one as a beginning; operators mean nothing here."""
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode()
    words = ['"' + word.replace('"', '""') + '"' for word in clean.split()]
    return " ".join(words) + "*" if words else ""
