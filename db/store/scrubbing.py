# SPDX-License-Identifier: GPL-3.0-or-later
"""When each item and shelf was last read back, and what is due to be read again.

Reading back is no act of custody, so it leaves no entry for each item: the times here are for
planning.  What is found is: damage, an item that opens again, and the end of a whole turn.
"""

from dataclasses import dataclass
from typing import Final

from db.errors import InvalidInputError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.model.evidence import EvidenceCard, Health
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import EvidenceId
from db.model.moment import MICRO
from db.store import custodian, evidence, settings
from db.store.custodian import ShelfRow, Target
from db.store.driver import translated
from db.store.fresh import private_record
from db.store.vault import Vault

USUAL_DAYS: Final = 30
LONGEST_DAYS: Final = 365
DAYS: Final = "scrub-days"
PLACE: Final = "scrub-place"
"""Setting: number of the item being read, the row to go on with, items and flaws of this turn."""
MENDED: Final = "mended"
RECORDS: Final = "scrub-records"
"""Setting: when the tables of the records were last read through."""
DAY_US: Final = 24 * 3600 * MICRO

_LAST: Final = "max(coalesce(r.at_us, 0), coalesce(h.at_us, 0))"
_ITEMS: Final = (
    " FROM evidence AS e LEFT JOIN read_back AS r ON r.evidence = e.number"
    " LEFT JOIN health AS h ON h.evidence = e.number"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn stands: it goes on behind item `number`.

    `row`: with this row of the item after that.  `items`, `flaws`: of this turn so far.
    """

    number: int = 0
    row: int = 0
    items: int = 0
    flaws: int = 0


@dataclass(frozen=True, slots=True)
class ShelfHealth:
    """A shelf as it was last found.

    `at_us`: 0 for never.  `flaw`: a code, or empty; `MENDED` where rows of it were bad and the same
    ones lie elsewhere by now.
    """

    file: str
    size: int
    at_us: int
    flaw: str


@dataclass(frozen=True, slots=True)
class Readings:
    """How far reading back has come.

    `items`, `fresh`: all items, and those read back within the period.  `oldest_us`: when the one
    that waits longest was last read, 0 for never or no item.  `records_us`: likewise the tables.
    `reading`: the item that a turn stopped at, or 0.
    """

    days: int
    items: int
    fresh: int
    oldest_us: int
    records_us: int
    reading: int
    shelves: tuple[ShelfHealth, ...]


def days(vault: Vault) -> int:
    """Return within how many days every item is read back once."""
    kept = settings.get(vault, DAYS)
    return int(kept) if kept.isascii() and kept.isdecimal() and int(kept) else USUAL_DAYS


def keep_days(vault: Vault, wanted: int) -> None:
    """Keep within how many days every item is read back; raise InvalidInputError beyond a year."""
    if not 1 <= wanted <= LONGEST_DAYS:
        message = "items are read back within 1 to 365 days"
        raise InvalidInputError(message, what="scrub-days")
    settings.put(vault, DAYS, str(wanted))


def place(vault: Vault) -> Place:
    """Return where the turn stands."""
    parts = settings.get(vault, PLACE).split()
    if len(parts) != 4 or not all(part.isdecimal() for part in parts):
        return Place()
    return Place(*map(int, parts))


def keep_place(vault: Vault, now: Place) -> None:
    """Keep where the turn stands."""
    settings.put(vault, PLACE, f"{now.number} {now.row} {now.items} {now.flaws}")


def due(vault: Vault, after: int, limit: int, *, everything: bool = False) -> tuple[Target, ...]:
    """Return the next items that were not read back within the period, by number.

    A time far ahead of the clock counts as old: one of the two is wrong.  `everything`: all items.
    """
    with translated("records.db"):
        rows = vault.db.execute(
            f"SELECT e.number, e.id, e.size{_ITEMS} WHERE e.number > ?"
            f" AND (? OR abs(? - {_LAST}) >= ?) ORDER BY e.number LIMIT ?",
            [after, everything, vault.now().wall_us, days(vault) * DAY_US, limit],
        ).fetchall()
    return tuple(custodian.target_for_all(vault, *row) for row in rows)


def number_of(vault: Vault, item: EvidenceId) -> tuple[int, int]:
    """Return the number and the size of an item, whoever may see it; raise NotFoundError."""
    card = evidence.by_id(vault, item, everyone=True)
    return card.number, card.size


def note_items(vault: Vault, numbers: list[int]) -> None:
    """Keep that these items were read back just now."""
    now = vault.now().wall_us
    with vault.changing() as db:
        for number in numbers:
            db.execute("INSERT OR REPLACE INTO read_back VALUES (?, ?)", [number, now])


def due_shelves(vault: Vault, *, everything: bool = False) -> tuple[ShelfRow, ...]:
    """Return the shelves that were not looked through within the period."""
    with translated("records.db"):
        rows = vault.db.execute("SELECT shelf, at_us FROM shelf_read").fetchall()
    seen = dict(rows)
    now, period = vault.now().wall_us, days(vault) * DAY_US
    return tuple(
        shelf
        for shelf in custodian.shelves_known(vault)
        if shelf.rows and (everything or abs(now - seen.get(shelf.id, 0)) >= period)
    )


def note_shelf(vault: Vault, shelf: ShelfRow, flaw: Flaw | None) -> bool:
    """Keep what was found of a shelf, unless it grew or was mended meanwhile; tell whether."""
    if shelf not in custodian.shelves_known(vault):
        return False
    values = [shelf.id, vault.now().wall_us, "" if flaw is None else flaw.value]
    with vault.changing() as db:
        db.execute("INSERT OR REPLACE INTO shelf_read VALUES (?, ?, ?)", values)
        if flaw is not None:  # nothing new goes where damage was found
            db.execute(
                "UPDATE shelf SET state = 'full' WHERE id = ? AND state = 'open'", [shelf.id]
            )
    return True


def due_tables(vault: Vault, *, everything: bool = False) -> tuple[str, ...]:
    """Return the tables of the records, where they were not read through within the period."""
    kept = settings.get(vault, RECORDS)
    last = int(kept) if kept.isascii() and kept.isdecimal() else 0
    if not everything and abs(vault.now().wall_us - last) < days(vault) * DAY_US:
        return ()
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
        ).fetchall()
    return tuple(name for (name,) in rows)


def read_table(vault: Vault, name: str) -> tuple[Discrepancy, ...]:
    """Read one table of the records through; every page is proven by its own code on the way."""
    with translated("records.db"):
        quoted = name.replace('"', '""')
        rows = vault.db.execute(f'PRAGMA quick_check("{quoted}")').fetchall()
    return tuple(
        Discrepancy(Flaw.MISMATCH, "records.db", str(text)) for (text,) in rows if text != "ok"
    )


def note_records(vault: Vault) -> None:
    """Keep that all tables were read through just now."""
    settings.put(vault, RECORDS, str(vault.now().wall_us))


def end_turn(vault: Vault, done: Place) -> None:
    """Write down that a turn over all items has ended, if it read any; begin the next one."""
    if done.items:
        record = private_record("examination", flaws=done.flaws, items=done.items, scrub=True)
        vault.write([Deed(Act.EXAMINED, vault.itself(), record)])
    keep_place(vault, Place())


def next_due_us(vault: Vault) -> int | None:
    """Return when something is due next, by the laptop's clock; None while there is nothing."""
    with translated("records.db"):
        oldest = vault.db.execute(f"SELECT min({_LAST}), max({_LAST}){_ITEMS}").fetchone()
    if oldest[0] is None:
        return None
    now, period = vault.now().wall_us, days(vault) * DAY_US
    ahead = int(oldest[1]) > now + period
    if ahead or place(vault) != Place() or due_shelves(vault) or due_tables(vault):
        return now
    return max(now, int(oldest[0]) + period)


def readings(vault: Vault) -> Readings:
    """Return how far reading back has come."""
    now, period = vault.now().wall_us, days(vault) * DAY_US
    with translated("records.db"):
        total, fresh, oldest = vault.db.execute(
            f"SELECT count(*), coalesce(sum(abs(? - {_LAST}) < ?), 0),"
            f" coalesce(min({_LAST}), 0){_ITEMS}",
            [now, period],
        ).fetchone()
        rows = vault.db.execute(
            "SELECT s.file, s.bytes, coalesce(r.at_us, 0), CASE WHEN EXISTS"
            " (SELECT 1 FROM mended AS m JOIN extent AS x ON x.evidence = m.evidence"
            " AND x.shelf = s.id AND m.first_row < x.first_row + x.rows"
            " AND x.first_row < m.first_row + m.rows) AND NOT EXISTS"
            " (SELECT 1 FROM extent AS x JOIN health AS h ON h.evidence = x.evidence"
            " WHERE x.shelf = s.id AND h.state = ?)"
            " THEN ? ELSE coalesce(r.flaw, '') END FROM shelf AS s"
            " LEFT JOIN shelf_read AS r ON r.shelf = s.id"
            " WHERE s.state != 'swept' AND s.rows > 0 ORDER BY s.id",
            [Health.DAMAGED.value, MENDED],
        ).fetchall()
    kept = settings.get(vault, RECORDS)
    here = place(vault)
    reading = here.number + 1 if here.number or here.row else 0
    records_us = int(kept) if kept.isascii() and kept.isdecimal() else 0
    shelves = tuple(ShelfHealth(*row) for row in rows)
    return Readings(days(vault), total, fresh, oldest, records_us, reading, shelves)


def damaged(vault: Vault) -> tuple[EvidenceCard, ...]:
    """Return the damaged items that the working account may see."""
    seen, values = evidence.visible(vault)
    where = " AND ".join(["h.state = ?", *seen])
    with translated("records.db"):
        rows = list(
            vault.db.query(
                f"SELECT {evidence.CARD} WHERE {where} ORDER BY e.number",
                [Health.DAMAGED.value, *values],
            )
        )
    return tuple(evidence.card_from(row) for row in rows)
