# SPDX-License-Identifier: GPL-3.0-or-later
"""A few of the kills that `python -m tests.faults kills` does by the hundred."""

import os
from pathlib import Path

import pytest

from tests.faults import desks, ground, shim
from tests.faults.results import Row, read_rows, table

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")


def rows_of(*arguments: str) -> list[Row]:
    return read_rows(shim.run("tests.faults", [*arguments, "--json"], dict(os.environ)))


def test_killed_at_work_a_vault_keeps_every_promise_and_the_controls_are_caught() -> None:
    rows = rows_of("kills", "--kills", "8", "--light", "--seed", "2")
    assert rows[0].runs == 8
    assert all(row.right for row in rows), table(rows) + "\n".join(rows[0].examples)


def test_a_real_file_system_that_loses_its_power_keeps_every_promise() -> None:
    rows = rows_of("cuts", "--cuts", "3")
    if rows[0].skipped:
        pytest.skip(rows[0].skipped)
    assert all(row.right for row in rows), table(rows) + "\n".join(rows[0].examples)


def test_killed_while_papers_are_written_every_answer_and_signature_is_there(
    tmp_path: Path,
) -> None:
    row = desks.run(2, 3)
    assert row.right, row.examples
    ground.create(tmp_path / "brankas").lock()
    broken = desks.Promises()
    broken.hear(['{"paper": "01M80ZKW8Y1E3PS5HS69APE182", "draft": {"judul": "hilang"}}\n'])
    assert desks.judge(tmp_path / "brankas", broken).lost
