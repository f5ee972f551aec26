# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of clocks: camera, satellite, zone, medium and laptop against each other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from db.intake import place, times
from db.intake.exif import Tag
from db.intake.limits import Surroundings
from db.intake.seen import Seen
from db.intake.times import Stamp, zone_text
from db.intake.zones import ANDROID_DEFAULT, TOLERANCE, exif_stamp, nearest_offset
from db.model.finding import Finding, Level

_FIRST_YEAR: Final = 1971
_DAY: Final = timedelta(days=1)
_FAR: Final = timedelta(hours=15)  # no zone is further from UTC, with a little more for clocks
_SKEW: Final = timedelta(hours=6)
_GRACE: Final = timedelta(minutes=10)
_WIDE: Final = 4 * 60  # how far a zone may lie from the sun's time outside Indonesia
_DEFAULTS: Final = frozenset({(1, 1), (12, 8)})  # month and day of usual factory settings
_NAMES: Final = {420: "WIB", 480: "WITA", 540: "WIT"}


def check(seen: Seen, around: Surroundings) -> Iterator[Finding]:
    """Yield findings about times."""
    if seen.exif.values:
        yield from _dates(seen, around)
        yield from _satellite(seen)


def _dates(seen: Seen, around: Surroundings) -> Iterator[Finding]:
    stamp = exif_stamp(seen.exif)
    if stamp is None:
        if seen.exif.text(Tag.MAKE):
            yield Finding("date_missing", Level.NOTE)
        return
    yield from _absurd(stamp, around.now)
    original = times.exif_time(seen.exif.text(Tag.ORIGINAL))
    digitised = times.exif_time(seen.exif.text(Tag.DIGITISED))
    modified = times.exif_time(seen.exif.text(Tag.MODIFIED))
    if original is None:
        return
    real = digitised is not None and digitised != ANDROID_DEFAULT
    if digitised is not None and real and abs(original - digitised) > timedelta(seconds=5):
        evidence = {"original": _show(original), "digitised": _show(digitised)}
        yield Finding("dates_disagree", Level.NOTE, evidence)
    if modified is not None and modified - original > timedelta(seconds=60):
        evidence = {"original": _show(original), "modified": _show(modified)}
        yield Finding("modified_after", Level.NOTE, evidence)
    if around.modified is not None:
        medium = around.modified.astimezone(UTC).replace(tzinfo=None)
        if original - medium > _DAY + _FAR:
            evidence = {"medium": _show(medium), "original": _show(original)}
            yield Finding("medium_older", Level.NOTE, evidence)


def _absurd(stamp: Stamp, now: datetime) -> Iterator[Finding]:
    local = stamp.local
    if local.year < _FIRST_YEAR:
        yield Finding("date_epoch", Level.LOOK, {"time": str(stamp)})
    elif (local.month, local.day) in _DEFAULTS and local.hour in {0, 12} and local.minute == 0:
        yield Finding("date_default", Level.NOTE, {"time": str(stamp)})
    moment = stamp.utc
    latest = now + _GRACE
    if moment is None:
        # Without a zone, the place may be as far east as there is.
        moment, latest = local.replace(tzinfo=UTC), latest + _FAR
    if moment > latest:
        evidence = {"time": str(stamp), "now": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")}
        yield Finding("date_future", Level.LOOK, evidence)


def _satellite(seen: Seen) -> Iterator[Finding]:
    """Compare the camera's time with the satellite's, and its zone with the place."""
    written = seen.exif.text(Tag.GPS_DATE)
    if written and times.gps_time(seen.exif) is None and seen.exif.numbers(Tag.GPS_TIME):
        yield Finding("gps_date_invalid", Level.NOTE, {"value": written})
    stamp = exif_stamp(seen.exif)
    if stamp is None:
        return
    offset = stamp.offset
    utc = times.gps_time(seen.exif)
    if utc is not None:
        difference = stamp.local - utc.replace(tzinfo=None)
        implied = nearest_offset(difference)
        clash = _clash(stamp, utc, difference, implied)
        if clash is not None:
            yield clash
            return
        offset = implied if offset is None else offset
    yield from _zone(seen, offset)


def _clash(
    stamp: Stamp, utc: datetime, difference: timedelta, implied: int | None
) -> Finding | None:
    """Return what is odd between camera and satellite time, None where a zone explains it."""
    rest = difference - timedelta(minutes=stamp.offset or 0)
    if stamp.offset is not None and abs(rest) <= TOLERANCE:
        return None
    if stamp.offset is None and implied is not None:
        return None
    if stamp.offset is not None and implied is not None:
        evidence = {
            "stated": _zone_name(stamp.offset),
            "basis": "GPSTimeStamp",
            "expected": _zone_name(implied),
        }
        return Finding("tz_offset_mismatch", Level.LOOK, evidence)
    if stamp.offset is None:
        minutes = difference.total_seconds() / 60
        rest = timedelta(minutes=minutes - round(minutes / 30) * 30)
        if abs(difference) > _FAR:
            rest = difference
    if abs(rest) <= _SKEW:
        return Finding("clock_skew", Level.LOOK, {"minutes": str(_minutes(rest))})
    evidence = {
        "camera": _show(stamp.local),
        "gps": _show(utc.replace(tzinfo=None)),
        "hours": str(_minutes(rest) // 60),
        "minutes": str(_minutes(rest) % 60),
    }
    return Finding("gps_time_mismatch", Level.LOOK, evidence)


def _zone(seen: Seen, offset: int | None) -> Iterator[Finding]:
    fix = seen.fix
    if offset is None or fix is None or fix.position is None or fix.oddity:
        return
    zones = place.zones_at(fix.position)
    if zones:
        wrong = offset not in zones
    else:
        sun = fix.position.lon_e7 / place.E7 * 4
        wrong = abs((offset - sun + 720) % 1440 - 720) > _WIDE
    if wrong:
        expected = "/".join(_zone_name(zone) for zone in sorted(zones))
        if not zones:
            expected = f"~{zone_text(round(fix.position.lon_e7 / place.E7 / 15) * 60)}"
        evidence = {
            "stated": _zone_name(offset),
            "basis": place.show(fix.position),
            "expected": expected,
        }
        yield Finding("tz_offset_mismatch", Level.LOOK, evidence)


def _zone_name(minutes: int) -> str:
    name = _NAMES.get(minutes)
    return zone_text(minutes) if name is None else f"{zone_text(minutes)} ({name})"


def _minutes(span: timedelta) -> int:
    return round(abs(span).total_seconds() / 60)


def _show(time: datetime) -> str:
    return time.isoformat(sep=" ", timespec="seconds")
