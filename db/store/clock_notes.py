# SPDX-License-Identifier: GPL-3.0-or-later
"""Stating the true time beside a laptop's clock that is wrong.

A statement is an entry of its own.  It changes no time in any entry, before it or after it: readers
show the corrected time beside what the laptop said.
"""

from dataclasses import dataclass

from db.errors import InvalidInputError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.model.clock import (
    NOTICEABLE_US,
    ClockDoubt,
    ClockNote,
    ClockSource,
    Reading,
    TrueTime,
    corrected,
)
from db.model.moment import MICRO, Moment, iso
from db.store import timekeeping
from db.store.fresh import private_record
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """How the laptop's clock stands now.

    `moment`: what it says.  `doubts`: why that cannot be right.  `true`: the corrected time while a
    correction is in force that changes anything, else None.  `note`: that correction.
    `known_us`: the last time that was believed, or None.
    """

    moment: Moment
    doubts: tuple[ClockDoubt, ...]
    true: TrueTime | None
    note: ClockNote | None
    known_us: int | None


def standing(vault: Vault) -> ClockStanding:
    """Return how the clock stands.  Reads no record: it may be asked often, by any thread."""
    moment, known = vault.now(), vault.reckoning
    reading = Reading.of(moment)
    true, note = known.true_us(reading), known.note
    if true is None or note is None or abs(true - moment.wall_us) < NOTICEABLE_US:
        shown = None
    else:
        shown = TrueTime(true, note.zone_minutes)
    doubts = known.doubts(reading, vault.built_us)
    return ClockStanding(moment, doubts, shown, note if shown else None, known.at_us)


def state(vault: Vault, true_us: int, zone_minutes: int, source: ClockSource) -> ClockNote:
    """Write down that it is `true_us` now, as `source` says; it counts for what comes after.

    Raise InvalidInputError for a time at which this program did not exist yet.
    """
    _must_be_possible(vault, true_us)
    return _write(vault, vault.now(), true_us, zone_minutes, source)


def confirm(vault: Vault) -> ClockNote:
    """Write down that the laptop's clock is right as it is; an earlier correction ends.

    Raise InvalidInputError for a time at which this program did not exist yet.
    """
    moment = vault.now()
    _must_be_possible(vault, moment.wall_us)
    return _write(vault, moment, moment.wall_us, moment.zone_minutes, ClockSource.LAPTOP)


def notes(vault: Vault) -> tuple[ClockNote, ...]:
    """Return what was stated about the clock, oldest first."""
    return timekeeping.notes(vault.db)


def true_times(vault: Vault, entries: dict[int, bytes]) -> dict[int, TrueTime]:
    """Return the corrected times of entries, by number, where a correction was in force.

    `entries`: exact bytes by number.
    """
    stated = notes(vault) if entries else ()
    if not any(note.corrects for note in stated):
        return {}
    readings = {seq: timekeeping.reading_in(body) for seq, body in entries.items()}
    known = [(seq, reading) for seq, reading in readings.items() if reading is not None]
    times = zip(known, corrected(known, stated), strict=True)
    return {seq: true for (seq, _), true in times if true is not None}


def _must_be_possible(vault: Vault, true_us: int) -> None:
    if true_us < vault.built_us:
        message = "this time lies before the program was made"
        raise InvalidInputError(message, what="clock-too-early")


def _write(
    vault: Vault, moment: Moment, true_us: int, zone_minutes: int, source: ClockSource
) -> ClockNote:
    doubts = vault.reckoning.doubts(Reading.of(moment), vault.built_us)
    record = private_record(
        "clock-note",
        boot=moment.boot,
        doubts=[doubt.code.value for doubt in doubts],
        offset_seconds=round((true_us - moment.wall_us) / MICRO),
        since_boot_ms=moment.since_boot_ms,
        source=source.value,
        true=iso(true_us),
        wall=iso(moment.wall_us),
        zone_minutes=zone_minutes,
    )
    (entry,) = vault.write([Deed(Act.CLOCK_NOTED, timekeeping.CLOCK, record)])
    return ClockNote(entry.sequence, Reading.of(moment), true_us, zone_minutes, source)
