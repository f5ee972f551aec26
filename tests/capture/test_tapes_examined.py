# SPDX-License-Identifier: GPL-3.0-or-later
"""Periksa semua opens the recordings that wait to be sealed, and names what of them is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.model.capture import Course, Means, Opening
from db.model.flaw import Flaw
from db.model.progress import Progress
from db.store import recordings
from db.store.driver import open_shelf
from db.store.tapes import Reel, TapeWriter
from db.store.vault import Vault
from desktop.actions import capturing
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk
from desktop.actions.examining import examine_vault
from tests.fakes.small_vault import at_desk, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CLOCK = SystemClock()


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


def waiting_tape(vault: Vault, desk: Desk) -> Reel:
    """Leave a recording that was stopped and not sealed: three segments on its tape."""
    reel = capturing.begin(desk, Opening((Means.CAMERA,), CLOCK()))
    tape = TapeWriter(desk.media, reel)
    for number in range(3):
        tape.append(bytes([number]) * 900, Course(CLOCK(), length_ms=number), final=number == 2)
    tape.close()
    recordings.stop(vault, reel.recording)
    return reel


def places(desk: Desk) -> set[tuple[Flaw, str]]:
    return {(one.flaw, one.place) for one in examine_vault(desk).discrepancies}


def test_a_tape_that_opens_is_no_flaw_and_is_counted(vault: Vault, desk: Desk) -> None:
    waiting_tape(vault, desk)
    told: list[Progress] = []
    assert examine_vault(desk, report=told.append).clean
    (tapes,) = [one for one in told if one.what == "examining-tapes"]
    assert (tapes.done, tapes.total) == (1, 1)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE segment SET data = zeroblob(length(data)) WHERE id = 1",
        "UPDATE segment SET course = zeroblob(length(course)) WHERE id = 1",
        "DELETE FROM segment WHERE id = 1",
        "UPDATE segment SET data = (SELECT data FROM segment WHERE id = 0) WHERE id = 1",
    ],
)
def test_a_stretch_that_does_not_open_is_named(vault: Vault, desk: Desk, harm: str) -> None:
    reel = waiting_tape(vault, desk)
    shelf = open_shelf(desk.media / reel.file, write=True)
    with shelf.atomic():
        shelf.execute(harm)
    shelf.close()
    assert (Flaw.MISMATCH, f"media/{reel.file}") in places(desk)


def test_a_tape_that_is_gone_is_missing(vault: Vault, desk: Desk) -> None:
    reel = waiting_tape(vault, desk)
    (desk.media / reel.file).unlink()
    assert (Flaw.MISSING, f"media/{reel.file}") in places(desk)


def test_a_tape_that_is_no_database_any_more_is_unreadable(vault: Vault, desk: Desk) -> None:
    reel = waiting_tape(vault, desk)
    (desk.media / reel.file).write_bytes(b"x" * 40_000)
    assert (Flaw.UNREADABLE, f"media/{reel.file}") in places(desk)


def test_a_recording_whose_key_does_not_open_is_named(vault: Vault, desk: Desk) -> None:
    reel = waiting_tape(vault, desk)
    with vault.changing() as records:
        records.execute("UPDATE recording SET wrapped_key = zeroblob(length(wrapped_key))")
    assert not recordings.waiting(vault)
    assert (Flaw.MISMATCH, f"media/{reel.file}") in places(desk)
