# SPDX-License-Identifier: GPL-3.0-or-later
"""Periksa semua: what is wrong is found, stopping is remembered, damage is never forgotten."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import NotPermittedError
from db.ledger.act import Act
from db.model.evidence import Health
from db.model.flaw import Flaw
from db.model.people import Role
from db.model.progress import CancelledError, Progress
from db.store import browse, custodian, evidence
from db.store.driver import open_shelf
from db.store.vault import Vault
from desktop.actions import examining
from tests.fakes.small_vault import add, at_desk, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


def examine(vault: Vault, **more: object) -> examining.Examination:
    with at_desk(vault) as desk:
        return examining.examine_vault(desk, **more)  # type: ignore[arg-type]  # passed on


def harm(vault: Vault, row: int, file: str = "0001.db") -> bytes:
    """Change one byte of a stored row; return what was there."""
    shelf = open_shelf(vault.folder.media / file, write=True)
    (kept,) = shelf.execute("SELECT data FROM chunk WHERE id = ?", [row]).fetchone()
    mend(vault, row, bytes([kept[0] ^ 1]) + kept[1:], file)
    shelf.close()
    return bytes(kept)


def mend(vault: Vault, row: int, data: bytes, file: str = "0001.db") -> None:
    """Put bytes in a row, as a restore from a backup would."""
    shelf = open_shelf(vault.folder.media / file, write=True)
    with shelf.atomic():
        shelf.execute("UPDATE chunk SET data = ? WHERE id = ?", [data, row])
    shelf.close()


def places(done: examining.Examination) -> set[tuple[str, str]]:
    return {(one.flaw.value, one.place) for one in done.discrepancies}


def test_a_sound_vault_has_no_flaw_and_the_ledger_says_it_was_examined(vault: Vault) -> None:
    for number in range(5):
        put(vault, os.urandom(100 * number))
    told: list[Progress] = []
    done = examine(vault, report=told.append)
    assert done.clean
    assert (done.items, done.bytes, done.discrepancies) == (5, 1000, ())
    assert browse.entries(vault, limit=1)[0].act == Act.EXAMINED
    assert {p.what for p in told} >= {"examining-ledger", "examining-items", "examining-shelves"}
    assert all(row.settled for row in custodian.shelves_known(vault))
    assert examine(vault).clean


def test_an_empty_vault_is_sound(vault: Vault) -> None:
    assert examine(vault).clean


def test_an_item_that_does_not_open_is_named_and_stays_marked(vault: Vault) -> None:
    for number in range(3):
        put(vault, bytes([number]) * 50)
    kept = harm(vault, 2)
    done = examine(vault)
    assert ("mismatch", "evidence 2") in places(done)
    assert not done.clean
    assert done.items == 2
    assert evidence.by_number(vault, 2).health is Health.DAMAGED
    entries = vault.head.size
    assert ("mismatch", "evidence 2") in places(examine(vault))
    assert vault.head.size == entries + 1  # the damage itself is written down once
    mend(vault, 2, kept)
    assert examine(vault).clean
    assert evidence.by_number(vault, 2).health is Health.VERIFIED


def test_a_shelf_that_changed_outside_its_items_is_named(vault: Vault) -> None:
    put(vault, b"isi")
    assert examine(vault).clean
    path = vault.folder.media / "0001.db"
    path.write_bytes(path.read_bytes() + b"\0")
    assert ("mismatch", "media/0001.db") in places(examine(vault))


def test_files_that_are_missing_or_that_nobody_knows_are_named(vault: Vault) -> None:
    put(vault, b"isi")
    (vault.folder.path / "catatan.txt").touch()
    (vault.folder.media / "0099.db").touch()
    (vault.folder.path / "SEGEL.txt").write_text("lain")
    (vault.folder.media / "0001.db").rename(vault.folder.path.parent / "0001.db")
    found_ = places(examine(vault))
    assert {
        ("extra", "catatan.txt"),
        ("extra", "media/0099.db"),
        ("mismatch", "SEGEL.txt"),
        ("missing", "media/0001.db"),
    } <= found_
    assert "evidence 1" in {place for _, place in found_}


class StopAfter:
    """Asks to stop after n looks, from whatever thread."""

    def __init__(self, looks: int) -> None:
        self._looks, self._lock = looks, threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self._looks -= 1
            if self._looks < 0:
                raise CancelledError


def test_an_examination_that_was_stopped_goes_on_where_it_was(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.custodian.targets.__defaults__", (4,))
    for number in range(20):
        put(vault, bytes([number]) * 10)
    size = vault.head.size
    with pytest.raises(CancelledError):
        examine(vault, check=StopAfter(size + 1 + 25))
    start, _ = custodian.progress_of(vault)
    assert 0 < start < 20
    done = examine(vault, resume=True)
    assert done.clean
    assert (done.resumed_from, done.items) == (start, 20 - start)
    assert custodian.progress_of(vault) == (0, 0)
    assert examine(vault, resume=True).items == 20


def test_damage_found_before_a_stop_is_told_again_when_it_goes_on(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.custodian.targets.__defaults__", (4,))
    for number in range(20):
        put(vault, bytes([number]) * 10)
    harm(vault, 1)
    with pytest.raises(CancelledError):
        examine(vault, check=StopAfter(vault.head.size + 1 + 25))
    assert custodian.progress_of(vault)[0] >= 4
    done = examine(vault, resume=True)
    assert ("mismatch", "evidence 1") in places(done)
    assert not done.clean
    assert not any(row.settled for row in custodian.shelves_known(vault))


def test_chosen_items_are_opened_and_the_outcome_written_item_by_item(vault: Vault) -> None:
    items = tuple(put(vault, bytes([number]) * 10) for number in range(3))
    harm(vault, 3)
    with at_desk(vault) as desk:
        flaws = examining.verify_items(desk, items)
    assert [(one.flaw, one.place) for one in flaws] == [(Flaw.MISMATCH, "evidence 3")]
    health = [evidence.by_id(vault, item).health for item in items]
    assert health == [Health.VERIFIED, Health.VERIFIED, Health.DAMAGED]
    assert [step.act for step in evidence.custody(vault, 3)] == [Act.SEALED, Act.VERIFY_FAILED]


def test_a_clock_that_ran_back_is_shown_and_does_not_condemn(vault: Vault) -> None:
    clock = vault.now
    assert isinstance(clock, StoppedClock)
    clock.set_wall(-3600)
    done = examine(vault)
    assert done.clean
    put(vault, b"x")
    done = examine(vault)
    assert {one.flaw for one in done.discrepancies} == {Flaw.CLOCK_BACKWARDS}
    assert done.clean


def test_who_may_not_read_everything_may_not_examine_everything_but_may_verify_their_own(
    vault: Vault,
) -> None:
    put(vault, b"milik ketua")
    village = add(vault, Role.VILLAGE, "PKD", "sandi pkd ini")
    vault.lock()
    opened = enter(vault, village, "sandi pkd ini")
    mine = put(opened, b"milik pkd")
    with pytest.raises(NotPermittedError):
        examine(opened)
    with at_desk(opened) as desk:
        assert examining.verify_items(desk, (mine,)) == ()
    opened.lock()
