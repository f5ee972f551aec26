# SPDX-License-Identifier: GPL-3.0-or-later
"""Times as files write them.  A local time stays local until something says where it was."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final

from db.intake.exif import Exif, Tag

_EXIF: Final = re.compile(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?"
)
_OFFSET: Final = re.compile(r"([+-])(\d\d):?(\d\d)")
_DATE: Final = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)")
# VID_20261114_101530, IMG-20261114-101530, Screenshot_20261114-101530, 2026-11-14 10.15.30
_NAME: Final = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_ .T](\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d{4})"
)
_MAC_EPOCH: Final = datetime(1904, 1, 1, tzinfo=UTC)
_LONGEST_OFFSET: Final = 14 * 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """A local time without zone, and the offset from UTC in minutes where it was given."""

    local: datetime
    offset: int | None = None

    @property
    def utc(self) -> datetime | None:
        """Return the aware time, or None while the zone is unknown."""
        if self.offset is None:
            return None
        return (self.local - timedelta(minutes=self.offset)).replace(tzinfo=UTC)

    def __str__(self) -> str:
        text = self.local.isoformat(timespec="seconds")
        return text if self.offset is None else text + zone_text(self.offset)


def zone_text(minutes: int) -> str:
    """Write an offset as "+09:00", or "Z" for none."""
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def offset_minutes(text: str) -> int | None:
    """Read "+09:00", "+0900" or "Z"; None if it is none of them or beyond fourteen hours."""
    if text.strip() in {"Z", "UTC"}:
        return 0
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > _LONGEST_OFFSET or int(match[3]) > 59:
        return None
    return -minutes if match[1] == "-" else minutes


def exif_time(text: str) -> datetime | None:
    """Read EXIF's "2026:11:14 10:15:30"; None for blanks, zeros and impossible dates."""
    match = _EXIF.match(text.strip())
    return None if match is None else _naive(match.groups())


def iso_time(text: str) -> Stamp | None:
    """Read an ISO 8601 time with or without an offset; None if it is not one."""
    match = _ISO.match(text.strip())
    if match is None:
        return None
    *parts, zone = match.groups()
    parts[5] = parts[5] or "00"
    local = _naive(parts)
    return None if local is None else Stamp(local, offset_minutes(zone) if zone else None)


def mac_time(seconds: int | None) -> datetime | None:
    """Turn seconds since 1904 into an aware time; None where unset or beyond the calendar."""
    if not seconds:
        return None
    try:
        return _MAC_EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None


def gps_time(exif: Exif) -> datetime | None:
    """Return the satellite time in UTC, or None where date or time are missing or impossible."""
    match = _DATE.fullmatch(exif.text(Tag.GPS_DATE).strip())
    clock = exif.numbers(Tag.GPS_TIME)
    if match is None or len(clock) < 3:
        return None
    seconds = sum(Fraction(part) * unit for part, unit in zip(clock, (3600, 60, 1), strict=False))
    day = _naive((*match.groups(), "00", "00", "00"))
    if day is None or not 0 <= seconds < 86_401:
        return None
    return day.replace(tzinfo=UTC) + timedelta(seconds=int(seconds))


def name_time(name: str) -> datetime | None:
    """Return the local time in a name such as VID_20261114_101530.mp4, or None."""
    match = _NAME.search(name)
    return None if match is None else _naive(match.groups())


def _naive(parts: object) -> datetime | None:
    try:
        year, month, day, hour, minute, second = (int(part) for part in parts)  # type: ignore[attr-defined]  # six strings of digits
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # local by nature
    except ValueError:
        return None
