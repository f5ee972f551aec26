# SPDX-License-Identifier: GPL-3.0-or-later
"""When a clock is doubted, and what the true time is after somebody stated it."""

from hypothesis import given
from hypothesis import strategies as some

from db.model.clock import (
    FAR_US,
    NOTICEABLE_US,
    SLACK_US,
    ClockNote,
    ClockSource,
    Doubt,
    Reading,
    Reckoning,
    TrueTime,
    corrected,
)
from db.model.moment import MICRO, from_iso

HOUR = 3_600 * MICRO
BUILT = from_iso("2024-11-01T00:00:00.000000Z")
SAVED = from_iso("2025-01-12T22:14:09.000000Z")
DEAD = from_iso("2018-01-01T00:07:00.000000Z")
TRUE = from_iso("2025-01-13T12:26:00.000000Z")
KNOWN = Reckoning().after(Reading(SAVED, 900_000, "kemarin"), BUILT)

walls = some.integers(from_iso("2000-01-01T00:00:00.000000Z"), SAVED + 9 * FAR_US)
ages = some.integers(0, 40 * 86_400_000)


def codes(known: Reckoning, reading: Reading) -> list[Doubt]:
    return [doubt.code for doubt in known.doubts(reading, BUILT)]


def note_at(
    seq: int, reading: Reading, true_us: int, source: ClockSource = ClockSource.PHONE
) -> ClockNote:
    return ClockNote(seq, reading, true_us, 420, source)


def test_a_dead_clock_is_doubted_against_the_last_entry_and_the_build() -> None:
    doubts = KNOWN.doubts(Reading(DEAD, 420_000, "hari ini"), BUILT)
    assert [doubt.code for doubt in doubts] == [Doubt.BEFORE_LAST, Doubt.BEFORE_BUILD]
    assert {doubt.earliest_us for doubt in doubts} == {SAVED}
    assert {doubt.latest_us for doubt in doubts} == {SAVED + FAR_US}


def test_a_new_vault_is_doubted_against_the_build_alone() -> None:
    (doubt,) = Reckoning().doubts(Reading(DEAD, 0, "a"), BUILT)
    assert (doubt.code, doubt.earliest_us, doubt.latest_us) == (Doubt.BEFORE_BUILD, BUILT, None)
    assert codes(Reckoning(), Reading(TRUE, 0, "a")) == []


def test_a_clock_that_may_be_right_is_not_doubted() -> None:
    assert codes(KNOWN, Reading(TRUE, 0, "hari ini")) == []
    assert codes(KNOWN, Reading(SAVED - SLACK_US, 0, "hari ini")) == []
    assert codes(KNOWN, Reading(SAVED + FAR_US, 0, "hari ini")) == []


def test_a_clock_far_beyond_the_last_time_is_doubted() -> None:
    assert codes(KNOWN, Reading(SAVED + FAR_US + 1, 0, "hari ini")) == [Doubt.FAR_AHEAD]


def test_a_clock_moved_while_the_laptop_runs_is_doubted_both_ways() -> None:
    later = 900_000 + 60_000
    assert codes(KNOWN, Reading(SAVED + 60 * MICRO, later, "kemarin")) == []
    assert codes(KNOWN, Reading(SAVED + HOUR, later, "kemarin")) == [Doubt.JUMPED]
    back = codes(KNOWN, Reading(SAVED - HOUR, later, "kemarin"))
    assert back == [Doubt.BEFORE_LAST, Doubt.JUMPED]


def test_a_clock_that_is_set_right_by_itself_after_a_dead_start_is_not_doubted() -> None:
    dead = Reckoning().after(Reading(DEAD, 0, "a"), BUILT)
    assert codes(dead, Reading(TRUE, 60_000, "a")) == []
    assert codes(KNOWN.after(Reading(DEAD, 0, "b"), BUILT), Reading(TRUE, 60_000, "b")) == []


def test_what_is_doubted_stays_in_doubt_however_much_is_written() -> None:
    known = KNOWN
    for minute in range(50):
        reading = Reading(DEAD + minute * 60 * MICRO, minute * 60_000, "hari ini")
        assert Doubt.BEFORE_LAST in codes(known, reading)
        known = known.after(reading, BUILT)
    assert known == KNOWN


def test_a_correction_answers_the_doubt_and_carries_on_by_the_clock_since_boot() -> None:
    dead = Reading(DEAD, 420_000, "hari ini")
    known = KNOWN.noted(note_at(7, dead, TRUE))
    later = Reading(DEAD + 3 * HOUR, 420_000 + 90_000, "hari ini")  # the wall clock moved again
    assert codes(known, later) == []
    assert known.true_us(later) == TRUE + 90 * MICRO
    assert known.true_us(Reading(TRUE, 0, "besok")) is None


def test_the_next_start_is_held_against_the_stated_time() -> None:
    known = KNOWN.noted(note_at(7, Reading(DEAD, 420_000, "hari ini"), TRUE))
    known = known.after(Reading(DEAD + HOUR, 420_000 + 3_600_000, "hari ini"), BUILT)
    (doubt, _) = known.doubts(Reading(DEAD, 0, "besok"), BUILT)
    assert (doubt.code, doubt.earliest_us) == (Doubt.BEFORE_LAST, TRUE + HOUR)


def test_saying_that_the_clock_is_right_ends_every_doubt_and_correction() -> None:
    back = Reading(SAVED - 30 * 24 * HOUR, 5_000, "hari ini")
    known = KNOWN.noted(note_at(9, back, back.wall_us, ClockSource.LAPTOP))
    assert codes(known, back) == []
    assert known.true_us(back) is None
    later = Reading(back.wall_us + HOUR, 5_000 + 3_600_000, "hari ini")
    assert codes(known.after(later, BUILT), later) == []


def test_only_entries_after_the_note_in_its_boot_are_corrected() -> None:
    dead = Reading(DEAD, 420_000, "b")
    notes = (note_at(10, dead, TRUE), note_at(20, Reading(TRUE, 0, "c"), TRUE, ClockSource.LAPTOP))
    rows = (
        (9, Reading(DEAD - MICRO, 419_000, "b")),
        (10, dead),
        (11, Reading(DEAD + HOUR, 420_000 + 3_600_000, "b")),
        (12, Reading(DEAD, 100, "c")),
        (13, Reading(DEAD, 100, "b")),  # the clock since boot ran back: another start
        (14, Reading(TRUE + MICRO, 421_000, "b")),  # set right meanwhile: nothing to correct
        (21, Reading(TRUE, 500_000, "b")),
    )
    wanted = (None, TrueTime(TRUE, 420), TrueTime(TRUE + HOUR, 420), None, None, None, None)
    assert corrected(rows, notes) == wanted


@given(walls, ages, walls, some.lists(some.tuples(walls, ages), max_size=12))
def test_corrected_time_never_runs_behind_the_last_entry_in_the_same_boot(
    wall: int, age: int, true: int, steps: list[tuple[int, int]]
) -> None:
    first = Reading(wall, age, "b")
    note = note_at(0, first, true)
    known = Reckoning().after(first, BUILT).noted(note)
    before, last = first, true
    for seq, (next_wall, passed) in enumerate(steps, start=1):
        reading = Reading(next_wall, before.since_boot_ms + passed, "b")
        now = known.true_us(reading)
        assert now is not None
        assert now >= last + passed * 1000
        (shown,) = corrected([(seq, reading)], (note,))
        assert shown == (None if abs(now - next_wall) < NOTICEABLE_US else TrueTime(now, 420))
        known = known.after(reading, BUILT)
        assert known.at_us == now
        before, last = reading, now


@given(some.lists(some.tuples(walls, ages, some.sampled_from("abc")), max_size=20))
def test_what_is_known_is_always_a_time_that_was_read_and_believed(
    rows: list[tuple[int, int, str]],
) -> None:
    known = Reckoning()
    for row in rows:
        reading = Reading(*row)
        doubted = {doubt.code for doubt in known.doubts(reading, BUILT)} - {Doubt.BEFORE_BUILD}
        after = known.after(reading, BUILT)
        if doubted:
            assert (after.at_us, after.reading) == (known.at_us, known.reading)
        else:
            assert (after.at_us, after.reading) == (reading.wall_us, reading)
        if known.at_us is not None and after.at_us is not None:
            assert after.at_us >= known.at_us - SLACK_US
        known = after
