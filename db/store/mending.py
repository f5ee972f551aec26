# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting whole rows beside bad ones: rows that came wait uncounted, one commit makes them count.

Nothing that lies on a shelf is changed or removed.  An item is mended when every row of it opens
and the whole has the hash of the entry that sealed it; the entry `DIPULIHKAN` says which rows were
bad and where the same ones came from.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.entry import Entry
from db.model.canonical import Json
from db.model.evidence import EvidenceCard, Health
from db.model.flaw import Flaw
from db.model.ids import EvidenceId
from db.store import evidence, shelves
from db.store.driver import Database, translated
from db.store.extents import Placed, covered, extents_of, runs_of
from db.store.fresh import private_record
from db.store.shelves import Allotment, Extent, Filled
from db.store.vault import Vault

MOST_RUNS: Final = 500
"""Runs of rows that an entry's record lists; of more it tells the first and how many there are."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where whole rows came from: "kantor" and the depot's name, or "cadangan"."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """When mending an item was last tried in vain, and why it was: a code of `mend.…` phrases."""

    at_us: int
    why: str


def allot(vault: Vault, item: EvidenceId) -> Allotment:
    """Return room for rows of a damaged item, on a shelf that no damage was found on."""
    card = evidence.by_id(vault, item, everyone=True)
    with vault.changing() as db:
        _close_shelves(db, extents_of(db, card.number))
        return shelves.allot(db, large=False)


def isolate(vault: Vault, item: EvidenceId, rows: Sequence[int]) -> None:
    """Note the shelves that bad rows of an item lie on, and let nothing new be put there."""
    card = evidence.by_id(vault, item, everyone=True)
    now = vault.now().wall_us
    with vault.changing() as db:
        bad = [
            (run, file)
            for run, file in extents_of(db, card.number)
            if any(run.first_row <= row < run.first_row + run.rows for row in rows)
        ]
        _close_shelves(db, bad)
        for shelf in {run.shelf for run, _ in bad}:
            values = [shelf, now, Flaw.MISMATCH.value]
            db.execute("INSERT OR REPLACE INTO shelf_read VALUES (?, ?, ?)", values)


def _close_shelves(db: Database, runs: Sequence[Placed]) -> None:
    for shelf in {extent.shelf for extent, _ in runs}:
        db.execute("UPDATE shelf SET state = 'full' WHERE id = ? AND state = 'open'", [shelf])


def stage(vault: Vault, number: int, rows: Sequence[int], room: Allotment, filled: Filled) -> None:
    """Keep that these rows of item `number` lie durably from `room` on; they do not count yet."""
    with vault.changing() as db:
        shelves.keep(db, filled)
        for run in runs_of(rows, room.shelf, room.base):
            values = [number, run.first_row, run.rows, run.shelf, run.base]
            db.execute("INSERT OR REPLACE INTO mending VALUES (?, ?, ?, ?, ?)", values)


def staged(vault: Vault, number: int) -> tuple[Placed, ...]:
    """Return the rows of an item that came and do not count yet."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT m.first_row, m.rows, m.shelf, m.base, s.file FROM mending AS m"
            " JOIN shelf AS s ON s.id = m.shelf WHERE m.evidence = ? ORDER BY m.first_row",
            [number],
        ).fetchall()
    return tuple((Extent(*row[:4]), row[4]) for row in rows)


def give_up(vault: Vault, number: int) -> None:
    """Forget the rows that came: together they are not what was sealed."""
    with vault.changing() as db:
        db.execute("DELETE FROM mending WHERE evidence = ?", [number])


def settle(vault: Vault, item: EvidenceId, origin: Origin, found: str) -> None:
    """Let the rows that came count, write down what was done, and call the item whole again.

    Call only when the whole item was read over them and had its hash.  `found`: what was wrong.
    """
    card = evidence.by_id(vault, item, everyone=True)
    new = staged(vault, card.number)
    before = extents_of(vault.db, card.number)
    runs: list[Json] = [[run.first_row, run.rows] for run, _ in new[:MOST_RUNS]]
    bad: list[Json] = [*sorted({file for run, file in before if _meets(run, new)})]
    record = private_record(
        "mended",
        found=found,
        id=item,
        origin=origin.kind,
        origin_name=origin.name,
        rows=sum(run.rows for run, _ in new),
        runs=runs,
        shelves=bad,
    )
    deed = Deed(Act.MENDED, evidence.subject(item, card.digest), record)

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        _enter(db, card, new, entries[0])
        for shelf in {run.shelf for run, _ in before if _meets(run, new)}:
            # Its hash is taken anew by the next examination, once all that counts of it opens.
            db.execute("UPDATE shelf SET settled = NULL WHERE id = ?", [shelf])

    vault.write([deed], enter)


def _meets(run: Extent, new: Sequence[Placed]) -> bool:
    return any(
        run.first_row < other.first_row + other.rows and other.first_row < run.first_row + run.rows
        for other, _ in new
    )


def _enter(db: Database, card: EvidenceCard, new: Sequence[Placed], entry: Entry) -> None:
    for run, _ in new:
        values = [card.number, entry.sequence, run.first_row, run.rows, run.shelf, run.base]
        db.execute("INSERT INTO mended VALUES (?, ?, ?, ?, ?, ?)", values)
    db.execute("DELETE FROM mending WHERE evidence = ?", [card.number])
    db.execute("DELETE FROM mend_try WHERE evidence = ?", [card.number])
    db.execute("INSERT INTO custody VALUES (?, ?)", [card.number, entry.sequence])
    whole = [card.number, Health.VERIFIED.value, entry.wall_us]
    db.execute("INSERT OR REPLACE INTO health VALUES (?, ?, ?)", whole)


def with_staged(vault: Vault, number: int, runs: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return where an item would lie if the rows that came counted."""
    return covered(runs, staged(vault, number))


def release(vault: Vault) -> None:
    """Expect no shelf any more whose file is gone and which nothing counts on.

    An empty journal that SQLite left beside it goes as well.
    """
    media = vault.folder.media
    with vault.changing() as db:
        rows = db.execute("SELECT id, file FROM shelf WHERE state = 'full'").fetchall()
        for shelf, file in rows:
            if (media / file).exists() or _counted_on(db, shelf):
                continue
            db.execute("UPDATE shelf SET state = 'swept' WHERE id = ?", [shelf])
            journal = media / f"{file}-journal"
            with translated(journal.name), suppress(FileNotFoundError):
                if journal.stat().st_size == 0:
                    journal.unlink()


def _counted_on(db: Database, shelf: int) -> bool:
    if db.execute("SELECT 1 FROM cabinet_extent WHERE shelf = ?", [shelf]).fetchone():
        return True
    items = db.execute(
        "SELECT evidence FROM extent WHERE shelf = ?1 UNION"
        " SELECT evidence FROM mended WHERE shelf = ?1 UNION"
        " SELECT evidence FROM mending WHERE shelf = ?1",
        [shelf],
    ).fetchall()
    return any(run.shelf == shelf for (number,) in items for run, _ in extents_of(db, number))


def manifest_of(vault: Vault, item: EvidenceId) -> bytes | None:
    """Return the manifest under which an item was named to an office, or None."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT t.body FROM travel AS t JOIN evidence AS e ON e.seq = t.seq"
            " WHERE e.id = ? AND t.kind = 'manifest'",
            [item],
        ).fetchone()
    return None if row is None else bytes(row[0])


def note_try(vault: Vault, number: int, why: str) -> None:
    """Keep that mending an item was tried in vain."""
    with vault.changing() as db:
        values = [number, vault.now().wall_us, why]
        db.execute("INSERT OR REPLACE INTO mend_try VALUES (?, ?, ?)", values)


def tried(vault: Vault) -> dict[int, Tried]:
    """Return, by the numbers of damaged items, when mending them was last tried in vain."""
    with translated("records.db"):
        rows = vault.db.execute("SELECT evidence, at_us, why FROM mend_try").fetchall()
    return {number: Tried(at_us, why) for number, at_us, why in rows}
