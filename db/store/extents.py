# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the rows of an item lie: as they were sealed, and over that what mended them since.

Rows that turned bad stay where they are; nothing reads them any more.
"""

from collections.abc import Iterable, Sequence

from db.store.driver import Database
from db.store.shelves import Extent

Placed = tuple[Extent, str]
"""A run of rows, and the file of the shelf it lies on."""


def extents_of(db: Database, number: int) -> tuple[Placed, ...]:
    """Return where item `number` lies, first row to last, what was mended included."""
    rows = db.execute(
        "SELECT x.first_row, x.rows, x.shelf, x.base, s.file FROM ("
        " SELECT -1 AS seq, first_row, rows, shelf, base FROM extent WHERE evidence = ?1"
        " UNION ALL SELECT seq, first_row, rows, shelf, base FROM mended WHERE evidence = ?1"
        ") AS x JOIN shelf AS s ON s.id = x.shelf ORDER BY x.seq, x.first_row",
        [number],
    ).fetchall()
    return covered((), [(Extent(*row[:4]), row[4]) for row in rows])


def covered(below: Sequence[Placed], above: Iterable[Placed]) -> tuple[Placed, ...]:
    """Return the runs of `below` with each of `above` in the place of what it covers."""
    runs = list(below)
    for run in above:
        runs = [*_around(runs, run[0]), run]
    return tuple(sorted(runs, key=lambda one: one[0].first_row))


def runs_of(rows: Sequence[int], shelf: int, base: int) -> tuple[Extent, ...]:
    """Return how rows of an item lie that were put on a shelf one after another from `base` on."""
    runs: list[Extent] = []
    for place, row in enumerate(rows):
        last = runs[-1] if runs else None
        if last is not None and last.first_row + last.rows == row:
            runs[-1] = Extent(last.first_row, last.rows + 1, shelf, last.base)
        else:
            runs.append(Extent(row, 1, shelf, base + place))
    return tuple(runs)


def _around(runs: Iterable[Placed], new: Extent) -> list[Placed]:
    """Return what is left of `runs` beside the rows of `new`."""
    left: list[Placed] = []
    end = new.first_row + new.rows
    for old, file in runs:
        last = old.first_row + old.rows
        before = min(last, new.first_row) - old.first_row
        after = last - max(old.first_row, end)
        if before > 0:
            left.append((Extent(old.first_row, before, old.shelf, old.base), file))
        if after > 0:
            first = last - after
            left.append((Extent(first, after, old.shelf, old.base + first - old.first_row), file))
    return left
