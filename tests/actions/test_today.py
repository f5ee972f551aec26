# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page knows the last backup and the last examination, however much came after them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Subject
from db.store import browse
from db.store.fresh import new_id
from db.store.vault import Deed, Vault
from desktop.actions import pages
from tests.fakes.small_vault import found, without_ballast
from tests.fakes.stopped_clock import StoppedClock


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


def backed_up(vault: Vault) -> int:
    vault.write([Deed(Act.BACKED_UP, Subject(SubjectKind.BACKUP, new_id(vault.now())))])
    return vault.head.size - 1


def test_nothing_is_said_of_what_was_never_done(vault: Vault) -> None:
    today = pages.today(vault)
    assert today.backed_up is None
    assert today.examined is None


def test_the_newest_is_found_behind_many_other_entries(vault: Vault) -> None:
    backed_up(vault)
    newest = backed_up(vault)
    vault.write([Deed(Act.VIEWED, vault.itself()) for _ in range(300)])
    today = pages.today(vault)
    assert today.backed_up is not None
    assert today.backed_up.seq == newest
    assert today.examined is None


@pytest.mark.parametrize("act", browse.MILESTONES)
def test_no_other_entry_is_looked_at(vault: Vault, act: Act) -> None:
    words = f"n.act = '{act.value}' AND n.seq < 9 ORDER BY n.seq DESC"
    plan = vault.db.execute(
        f"EXPLAIN QUERY PLAN SELECT * FROM entry AS n WHERE {words}"  # noqa: S608 - our own words
    ).fetchall()
    assert [row[3] for row in plan] == ["SEARCH n USING INDEX entry_milestone (act=? AND seq<?)"]
