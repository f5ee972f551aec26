# SPDX-License-Identifier: GPL-3.0-or-later
"""What all the clocks said at one moment.  A dead or moved clock is shown, never corrected."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from db.model.canonical import Json

MICRO: Final = 1_000_000
WRITTEN: Final = len("2026-11-21T02:03:04.000005Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the laptop's clocks.

    `wall_us`: microseconds since 1970 in UTC, as the laptop believes.  `since_boot_ms`:
    milliseconds since the machine started, a clock nobody can set.  `boot`: which start that was.
    `zone_minutes` and `zone`: the laptop's offset from UTC and what it calls it.
    `trusted_us`: the last time an office signed, or None if there was none yet.
    """

    wall_us: int
    since_boot_ms: int
    boot: str
    zone_minutes: int
    zone: str
    trusted_us: int | None = None

    @property
    def utc(self) -> datetime:
        """Return the wall clock as an aware UTC time."""
        return from_microseconds(self.wall_us)

    @property
    def local(self) -> datetime:
        """Return the wall clock in the laptop's own zone."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.zone_minutes), self.zone))

    def to_json(self) -> Json:
        """Return the form that stands in a ledger entry."""
        return {
            "boot": self.boot,
            "since_boot_ms": self.since_boot_ms,
            "trusted": None if self.trusted_us is None else iso(self.trusted_us),
            "wall": iso(self.wall_us),
            "zone": self.zone,
            "zone_minutes": self.zone_minutes,
        }


def from_microseconds(microseconds: int) -> datetime:
    """Return an aware UTC time, exact to the microsecond."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def to_microseconds(time: datetime) -> int:
    """Return whole microseconds since 1970 of an aware time."""
    delta = time - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * MICRO + delta.microseconds


def iso(microseconds: int) -> str:
    """Write a time as RFC 3339 in UTC with six decimals, e.g. 2026-11-21T02:03:04.000005Z."""
    time = from_microseconds(microseconds).replace(tzinfo=None)
    return time.isoformat(timespec="microseconds") + "Z"


def from_iso(text: str) -> int:
    """Parse exactly what `iso` writes; raise ValueError on anything else."""
    if len(text) != WRITTEN or text[-1] != "Z" or text[10] != "T" or text[19] != ".":
        message = "not the form this program writes"
        raise ValueError(message)
    microseconds = to_microseconds(datetime.fromisoformat(text))
    if iso(microseconds) != text:  # fromisoformat reads week dates as well
        message = "not the form this program writes"
        raise ValueError(message)
    return microseconds
