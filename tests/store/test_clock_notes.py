# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault on a laptop whose clock died, as in S12: from the unlocking to the custody list."""

import json
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.errors import InvalidInputError
from db.ledger.act import Act
from db.ledger.entry import Entry
from db.model.clock import ClockSource, Doubt, TrueTime
from db.model.moment import MICRO, from_iso
from db.model.people import Right
from db.store import browse, clock_notes, custodian, evidence, papers
from db.store.history import signed_entry
from db.store.vault import Vault
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import CHAIR, CHEAP, TOOL, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

HOUR = 3_600
SERVER = from_iso("2025-01-12T22:14:09.000000Z")
DEAD = from_iso("2017-12-31T16:07:00.000000Z")  # 1 January 2018, 00.07 by a clock of WITA
TRUE = from_iso("2025-01-13T12:26:00.000000Z")  # 13 January 2025, 19.26 WIB
BUILT = from_iso("2024-11-01T00:00:00.000000Z")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ballast(monkeypatch)


@pytest.fixture
def clock() -> StoppedClock:
    made = StoppedClock()
    made.wall_us = SERVER
    return made


def dead_start(clock: StoppedClock, boot: str = "boot-2") -> None:
    """Start the laptop after its battery ran empty."""
    clock.wall_us, clock.since_boot_ms, clock.boot = DEAD, 420_000, boot


def unlock(vault: Vault, built_us: int = BUILT) -> Vault:
    return Vault.unlock(
        vault.folder.path,
        vault.account.id,
        CHAIR.passphrase,
        now=vault.now,
        tool=TOOL,
        built_us=built_us,
    )


def died(tmp_path: Path, clock: StoppedClock) -> Vault:
    """Return a vault with one item, unlocked on a laptop whose clock died since."""
    vault, _ = found(tmp_path / "brankas", clock)
    put(vault, b"rekaman")
    vault.lock()
    dead_start(clock)
    return unlock(vault)


def doubts(vault: Vault) -> list[Doubt]:
    return [doubt.code for doubt in clock_notes.standing(vault).doubts]


def test_a_dead_clock_is_seen_at_the_unlocking_and_stays_seen_until_somebody_answers(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    for _ in range(3):
        assert doubts(vault) == [Doubt.BEFORE_LAST, Doubt.BEFORE_BUILD]
        assert clock_notes.standing(vault).known_us == SERVER
        vault.lock()
        clock.pass_seconds(HOUR)
        vault = unlock(vault)
    vault.lock()


def test_the_note_is_a_signed_entry_and_no_entry_takes_another_time(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    before = browse.entries(vault)
    note = clock_notes.state(vault, TRUE, 420, ClockSource.PHONE)
    signed = signed_entry(vault, note.seq)
    entry = Entry.parse(signed.body)
    assert (entry.act, entry.wall_us, entry.subject.id) == (Act.CLOCK_NOTED, DEAD, "jam")
    told = json.loads(signed.record or b"")
    assert told["type"] == "segel.id/clock-note/v1"
    assert told["true"] == "2025-01-13T12:26:00.000000Z"
    assert told["wall"] == "2017-12-31T16:07:00.000000Z"
    assert told["source"] == "GPS_PONSEL"
    assert told["offset_seconds"] == (TRUE - DEAD) // MICRO
    assert (told["boot"], told["since_boot_ms"]) == ("boot-2", 420_000)
    assert told["doubts"] == ["before-last", "before-build"]
    assert browse.entries(vault)[1:] == before
    assert doubts(vault) == []
    vault.lock()


def test_entries_after_the_note_show_both_times_and_earlier_ones_only_the_laptops(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    put(vault, b"sebelum koreksi")
    clock_notes.state(vault, TRUE, 420, ClockSource.PHONE)
    clock.pass_seconds(60)
    clock.set_wall(-86_400)  # whatever the wall clock does, the clock since boot goes on
    card = put(vault, b"sesudah koreksi")
    rows = browse.entries(vault)
    last = next(row for row in rows if row.act == Act.SEALED.value)
    assert last.at_us == DEAD + (60 - 86_400) * MICRO
    assert last.true == TrueTime(TRUE + 60 * MICRO, 420)
    at_note = next(row.seq for row in rows if row.act == Act.CLOCK_NOTED.value)
    assert all(row.true is None for row in rows if row.seq < at_note)
    (step,) = evidence.custody(vault, evidence.by_id(vault, card).number)
    assert (step.at_us, step.true) == (last.at_us, last.true)
    assert vault.civil_now().wall_us == TRUE + 60 * MICRO
    assert vault.civil_now().zone_minutes == 420
    assert vault.now().wall_us == DEAD + (60 - 86_400) * MICRO
    vault.lock()


def test_a_papers_timeline_shows_both_times_where_a_correction_was_in_force(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    early = signed(vault, PaperKind.SUPERVISION, {"judul": "Sebelum"})
    clock_notes.state(vault, TRUE, 420, ClockSource.PHONE)
    clock.pass_seconds(60)
    late = signed(vault, PaperKind.SUPERVISION, {"judul": "Sesudah"})
    assert [step.true for step in papers.steps(vault, early.id)] == [None]
    (step,) = papers.steps(vault, late.id)
    assert step.at_us == DEAD + 60 * MICRO
    assert step.true == TrueTime(TRUE + 60 * MICRO, 420)
    vault.lock()


def test_a_correction_holds_over_a_lock_and_ends_with_the_boot(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    clock_notes.state(vault, TRUE, 420, ClockSource.SERVER)
    vault.lock()
    clock.pass_seconds(HOUR)
    vault = unlock(vault)
    assert clock_notes.standing(vault).true == TrueTime(TRUE + HOUR * MICRO, 420)
    vault.lock()
    dead_start(clock, "boot-3")
    vault = unlock(vault)
    now = clock_notes.standing(vault)
    assert now.true is None
    assert now.known_us == TRUE + HOUR * MICRO
    assert doubts(vault) == [Doubt.BEFORE_LAST, Doubt.BEFORE_BUILD]
    vault.lock()


def test_a_clock_moved_while_the_vault_is_open_is_seen(tmp_path: Path, clock: StoppedClock) -> None:
    vault, _ = found(tmp_path / "brankas", clock)
    clock.pass_seconds(60)
    assert doubts(vault) == []
    clock.set_wall(2 * HOUR)
    assert doubts(vault) == [Doubt.JUMPED]
    note = clock_notes.confirm(vault)
    assert (note.corrects, note.offset_us) == (False, 0)
    assert doubts(vault) == []
    vault.lock()


def test_a_laptop_that_lay_still_for_years_may_be_right(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault, _ = found(tmp_path / "brankas", clock)
    vault.lock()
    clock.boot = "boot-2"
    clock.set_wall(500 * 86_400)
    vault = unlock(vault)
    assert doubts(vault) == [Doubt.FAR_AHEAD]
    clock_notes.confirm(vault)
    vault.lock()
    vault = unlock(vault)
    assert doubts(vault) == []
    assert all(row.true is None for row in browse.entries(vault))
    vault.lock()


def test_no_time_before_the_program_can_be_stated_or_confirmed(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    size = vault.head.size
    with pytest.raises(InvalidInputError) as refused:
        clock_notes.state(vault, BUILT - 1, 420, ClockSource.OTHER)
    assert refused.value.details["what"] == "clock-too-early"
    with pytest.raises(InvalidInputError):
        clock_notes.confirm(vault)
    assert vault.head.size == size
    vault.lock()


def test_what_is_kept_of_the_time_only_saves_reading_and_the_vault_examines_clean(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault = died(tmp_path, clock)
    clock_notes.state(vault, TRUE, 420, ClockSource.BROADCAST)
    clock.pass_seconds(HOUR)
    put(vault, b"sesudah")
    known = vault.reckoning
    flaws = {one.flaw.value for one in custodian.examine_records(vault)}
    assert flaws <= {"clock-backwards"}
    vault.lock()
    with_help = unlock(vault)
    assert with_help.reckoning.note == known.note
    for broken in ("", "{", '{"size": 99}', '{"size": 1e9, "at_us": 1}'):
        with with_help.changing() as records:
            records.execute("UPDATE setting SET value = ? WHERE name = 'clock-known'", [broken])
        with_help.abandon()
        again = unlock(vault)
        assert again.reckoning == with_help.reckoning
        with_help = again
    with_help.lock()


def test_a_new_vault_on_a_dead_laptop_is_in_doubt_at_once(
    tmp_path: Path, clock: StoppedClock
) -> None:
    dead_start(clock)
    vault, _ = Vault.create(tmp_path / "b", CHAIR, now=clock, tool=TOOL, cost=CHEAP, built_us=BUILT)
    assert doubts(vault) == [Doubt.BEFORE_BUILD]
    assert vault.account.may(Right.SEAL)
    vault.lock()
