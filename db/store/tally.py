# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of all items, read and not counted: they are kept while items come and are looked at.

They count what is hidden too: whoever shows one to a person takes off what that person may not see.
"""

from collections.abc import Collection, Iterator
from typing import Final

from db.model.flaw import Discrepancy, Flaw
from db.store.driver import Database
from db.store.tally_tables import COUNTED

ALL: Final = ("all", ("",))


def items(db: Database, what: str, values: Collection[str]) -> int:
    """Return how many items are of one of the `values` of a sort; an item is of one of them."""
    marks = ",".join("?" * len(values))
    row = db.execute(
        f"SELECT coalesce(sum(items), 0) FROM item_tally WHERE what = ? AND value IN ({marks})",
        [what, *values],
    ).fetchone()
    return int(row[0])


def codes(db: Database) -> dict[str, int]:
    """Return how many items raise each finding."""
    return dict(
        db.execute("SELECT value, items FROM item_tally WHERE what = 'code' ORDER BY value")
    )


def differing(db: Database) -> Iterator[Discrepancy]:
    """Yield each sort of which another number was kept than there are items."""
    kept = set(db.execute("SELECT what, value, items FROM item_tally WHERE items != 0"))
    counted = set(db.execute(COUNTED))
    for what, value in sorted({row[:2] for row in kept ^ counted}):
        detail = f"the number of items kept for {what} {value}".rstrip() + " is not theirs"
        yield Discrepancy(Flaw.MISMATCH, "records.db", detail)
