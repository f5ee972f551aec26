# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a laptop's clock can be right, and what the true time was after somebody stated it.

Pure rules over readings of clocks.  No reading is ever changed: what a person states stands beside
what the laptop said, and is carried on by the clock since boot, which nobody can set.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from db.model.moment import MICRO, Moment

SLACK_US: Final = 600 * MICRO
"""How far clocks may be apart before anybody is asked: a clock that is being set by a network."""
FAR_US: Final = 400 * 86_400 * MICRO
"""How long after the last known time a vault may lie still without a question."""
NOTICEABLE_US: Final = 60 * MICRO
"""Stated times have whole minutes: what differs by less is the same time."""


class Doubt(StrEnum):
    """Why a clock cannot be right."""

    BEFORE_LAST = "before-last"
    BEFORE_BUILD = "before-build"
    FAR_AHEAD = "far-ahead"
    JUMPED = "jumped"


class ClockSource(StrEnum):
    """Where a person has the true time from; the words stand in entries."""

    PHONE = "GPS_PONSEL"
    SERVER = "JAM_SERVER"
    WALL_CLOCK = "JAM_DINDING"
    BROADCAST = "SIARAN"
    OTHER = "LAINNYA"
    LAPTOP = "JAM_LAPTOP"


STATED: Final = tuple(source for source in ClockSource if source is not ClockSource.LAPTOP)
"""Sources of a time other than the laptop's own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The clocks an entry keeps: see `Moment`."""

    wall_us: int
    since_boot_ms: int
    boot: str

    @classmethod
    def of(cls, moment: Moment) -> Self:
        """Return the reading that a moment is."""
        return cls(moment.wall_us, moment.since_boot_ms, moment.boot)

    def follows(self, earlier: "Reading") -> bool:
        """Tell whether the machine has been running since `earlier`."""
        return self.boot == earlier.boot and self.since_boot_ms >= earlier.since_boot_ms

    def elapsed_us(self, earlier: "Reading") -> int:
        """Return how long ago `earlier` was, by the clock nobody can set; it must have followed."""
        return (self.since_boot_ms - earlier.since_boot_ms) * 1000


@dataclass(frozen=True, slots=True)
class TrueTime:
    """A time as corrected: microseconds since 1970 in UTC, and the zone that was stated."""

    us: int
    zone_minutes: int


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What a person stated: when the laptop read `reading`, it was `true_us`.

    `seq`: of the entry that says so.  `zone_minutes`: of the clock it was read from.
    """

    seq: int
    reading: Reading
    true_us: int
    zone_minutes: int
    source: ClockSource

    @property
    def offset_us(self) -> int:
        """Return what the laptop's clock lacked; negative when it was ahead."""
        return self.true_us - self.reading.wall_us

    @property
    def corrects(self) -> bool:
        """Tell whether it says anything else than that the laptop's clock is right."""
        return self.source is not ClockSource.LAPTOP

    def true_us_of(self, reading: Reading) -> int | None:
        """Return the true time of a reading taken after the note, or None in another boot."""
        if not self.corrects or not reading.follows(self.reading):
            return None
        return self.true_us + reading.elapsed_us(self.reading)


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """A doubt, and between which times the clock would be believed; `latest_us` may be open."""

    code: Doubt
    earliest_us: int
    latest_us: int | None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The last time that is known, and how to go on from there.

    `at_us`: the true time at `reading`, the last one that was believed.  `note`: the correction in
    force since, or None.  Doubted readings are passed over, so that a dead clock moves nothing and
    stays in doubt until somebody answers.
    """

    at_us: int | None = None
    reading: Reading | None = None
    note: ClockNote | None = None

    def true_us(self, reading: Reading) -> int | None:
        """Return the true time of a reading while a correction is in force, else None."""
        if self.note is None or (self.reading is not None and not reading.follows(self.reading)):
            return None
        return self.note.true_us_of(reading)

    def doubts(self, reading: Reading, built_us: int) -> tuple[ClockDoubt, ...]:
        """Return why a reading cannot be right; nothing while a correction is in force.

        `built_us`: when this program was made, before which it cannot be running.
        """
        if self.true_us(reading) is not None:
            return ()
        wall = reading.wall_us
        earliest = built_us if self.at_us is None else max(self.at_us, built_us)
        latest = None if self.at_us is None else earliest + FAR_US
        found = []
        if self.at_us is not None and wall < self.at_us - SLACK_US:
            found.append(Doubt.BEFORE_LAST)
        if wall < built_us:
            found.append(Doubt.BEFORE_BUILD)
        if latest is not None and wall > latest:
            found.append(Doubt.FAR_AHEAD)
        due = self._due_us(reading, built_us)
        if due is not None:
            earliest, latest = due - SLACK_US, due + SLACK_US
            if not earliest <= wall <= latest:
                found.append(Doubt.JUMPED)
        return tuple(ClockDoubt(code, earliest, latest) for code in found)

    def after(self, reading: Reading, built_us: int) -> Self:
        """Go on with a reading that was written down; one that cannot be right moves nothing.

        Readings may be older than this program, so that alone is no doubt here.
        """
        true = self.true_us(reading)
        if true is not None:
            return replace(self, at_us=true, reading=reading)
        doubts = {doubt.code for doubt in self.doubts(reading, built_us)}
        if doubts - {Doubt.BEFORE_BUILD}:
            return replace(self, note=None)
        return replace(self, at_us=reading.wall_us, reading=reading, note=None)

    def noted(self, note: ClockNote) -> Self:
        """Go on from what a person stated, whatever was known before."""
        kept = note if note.corrects else None
        return replace(self, at_us=note.true_us, reading=note.reading, note=kept)

    def _due_us(self, reading: Reading, built_us: int) -> int | None:
        """Return what the clock should show in the boot of the last known time."""
        known = self.reading
        if known is None or self.at_us is None or not reading.follows(known):
            return None
        if self.at_us < built_us:  # it was wrong before; now it may have been set right
            return None
        return self.at_us + reading.elapsed_us(known)


def corrected(
    readings: Iterable[tuple[int, Reading]], notes: Sequence[ClockNote]
) -> tuple[TrueTime | None, ...]:
    """Return the true time of each numbered reading, or None where no correction is in force.

    A reading is corrected by the last note up to its number, in the boot of that note, and only
    where the laptop's clock was noticeably wrong.  `notes`: oldest first.
    """
    return tuple(_corrected(seq, reading, notes) for seq, reading in readings)


def _corrected(seq: int, reading: Reading, notes: Sequence[ClockNote]) -> TrueTime | None:
    note = next((note for note in reversed(notes) if note.seq <= seq), None)
    true = None if note is None else note.true_us_of(reading)
    if note is None or true is None or abs(true - reading.wall_us) < NOTICEABLE_US:
        return None
    return TrueTime(true, note.zone_minutes)
