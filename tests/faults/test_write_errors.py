# SPDX-License-Identifier: GPL-3.0-or-later
"""A few of the write errors that `python -m tests.faults errors` injects at every call."""

from pathlib import Path

import pytest

from db.errors import SegelError
from db.store.driver import open_shelf
from db.store.shelves import Allotment, Writer
from tests.faults import errors, full, shim
from tests.faults.results import table

needs_recorder = pytest.mark.skipif(bool(shim.missing()), reason=shim.missing() or "there")


@needs_recorder
def test_a_write_error_ends_in_an_error_with_a_name_and_loses_nothing() -> None:
    rows = errors.run(8, seed=2)
    assert sum(row.runs for row in rows) == 8 * len(errors.WAYS)
    assert all(row.right for row in rows), table(rows) + str([row.examples for row in rows])


def test_a_full_medium_loses_nothing_and_the_vault_opens_while_it_is_full() -> None:
    row = full.run(3, seed=2)
    if row.skipped:
        pytest.skip(row.skipped)
    assert row.right, table([row]) + str(row.examples)


def test_a_writer_that_could_not_begin_keeps_no_hold_on_its_shelf(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "0001.db", write=True)
    shelf.execute("CREATE VIEW chunk AS SELECT 1 AS id")
    shelf.execute("PRAGMA user_version = 1")
    shelf.close()
    with pytest.raises(SegelError) as kept:
        Writer(tmp_path, Allotment(1, "0001.db", 1))
    again = open_shelf(tmp_path / "0001.db", write=True)
    again.execute("PRAGMA busy_timeout = 0").fetchall()
    again.execute("DROP VIEW chunk")
    again.close()
    assert kept.value  # whoever keeps the error keeps its frames, and must not keep the shelf
