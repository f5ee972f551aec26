# SPDX-License-Identifier: GPL-3.0-or-later
"""When a file was taken by its own account, and how the zone of that time is known."""

from datetime import datetime, timedelta
from typing import Final

from db.intake import place, times
from db.intake.exif import Exif, Tag
from db.intake.limits import Surroundings
from db.intake.seen import Seen
from db.intake.times import Stamp
from db.model.claim import CaptureTime, Source, ZoneBasis

# A default some Android cameras write beside the real time.
ANDROID_DEFAULT: Final = datetime(2002, 12, 8, 12, 0, 0)  # noqa: DTZ001  # local by nature
TOLERANCE: Final = timedelta(minutes=5)
_QUARTERS: Final = frozenset({345, 525, 765})  # Nepal, Eucla, Chatham: the zones on a quarter hour
_WEST: Final = -12 * 60
_EAST: Final = 14 * 60


def stated_offset(exif: Exif, tag: Tag) -> int | None:
    """Return the offset a tag states; phones that write one offset mean it for all times."""
    for one in (tag, Tag.OFFSET_ORIGINAL, Tag.OFFSET):
        offset = times.offset_minutes(exif.text(one))
        if offset is not None:
            return offset
    return None


def nearest_offset(difference: timedelta) -> int | None:
    """Return the zone that explains local time minus UTC, in minutes; None if no zone does.

    Zones lie on whole or half hours, three of them on a quarter; five minutes are allowed for
    clocks and for fixes a little older than the photo.
    """
    minutes = difference.total_seconds() / 60
    for step in (30, 15):
        offset = round(minutes / step) * step
        known = step == 30 or offset in _QUARTERS
        if (
            known
            and _WEST <= offset <= _EAST
            and abs(minutes - offset) <= TOLERANCE.total_seconds() / 60
        ):
            return offset
    return None


def captured(seen: Seen, around: Surroundings) -> CaptureTime | None:
    """Return the best claim about when the file was taken; None if there is none at all."""
    found = _exif(seen) or _container(seen) or _other(seen)
    if found is None:
        return None
    stamp, source = found
    if stamp.offset is not None:
        return _time(stamp, stamp.offset, ZoneBasis.STATED, source)
    utc = times.gps_time(seen.exif)
    if utc is not None and source is Source.EXIF:
        offset = nearest_offset(stamp.local - utc.replace(tzinfo=None))
        if offset is not None:
            return _time(stamp, offset, ZoneBasis.GPS, source)
    position = None if seen.fix is None else seen.fix.position
    zones = frozenset[int]() if position is None else place.zones_at(position)
    if len(zones) == 1:
        return _time(stamp, next(iter(zones)), ZoneBasis.POSITION, source)
    if around.zone_minutes is not None:
        return _time(stamp, around.zone_minutes, ZoneBasis.ASSUMED, source)
    return _time(stamp, None, ZoneBasis.UNKNOWN, source)


def exif_stamp(exif: Exif) -> Stamp | None:
    """Return the capture time in EXIF, or the time of digitising where only that is real."""
    local = times.exif_time(exif.text(Tag.ORIGINAL))
    if local is not None:
        return Stamp(local, stated_offset(exif, Tag.OFFSET_ORIGINAL))
    local = times.exif_time(exif.text(Tag.DIGITISED))
    if local is not None and local != ANDROID_DEFAULT:
        return Stamp(local, stated_offset(exif, Tag.OFFSET_DIGITISED))
    return None


def _exif(seen: Seen) -> tuple[Stamp, Source] | None:
    stamp = exif_stamp(seen.exif)
    return None if stamp is None else (stamp, Source.EXIF)


def _container(seen: Seen) -> tuple[Stamp, Source] | None:
    for name in ("com.apple.quicktime.creationdate", "\xa9day"):
        stamp = times.iso_time(seen.said(name))
        if stamp is not None:
            return stamp, Source.CONTAINER
    created = None
    if seen.boxes is not None:
        tracks = [track.media_created for track in seen.boxes.tracks]
        for seconds in (seen.boxes.created, *tracks):
            created = created or times.mac_time(seconds)
    if created is not None:
        return Stamp(created.replace(tzinfo=None), 0), Source.CONTAINER
    for name in ("creation_time", "date"):
        stamp = times.iso_time(seen.said(name))
        if stamp is not None:
            return stamp, Source.CONTAINER
    return None


def _other(seen: Seen) -> tuple[Stamp, Source] | None:
    utc = times.gps_time(seen.exif)
    if utc is not None:
        return Stamp(utc.replace(tzinfo=None), 0), Source.GPS
    for name in ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate"):
        stamp = times.iso_time(seen.xmp.values.get(name, ""))
        if stamp is not None:
            return stamp, Source.XMP
    named = times.name_time(seen.name)
    return None if named is None else (Stamp(named), Source.NAME)


def _time(stamp: Stamp, offset: int | None, basis: ZoneBasis, source: Source) -> CaptureTime:
    return CaptureTime(stamp.local.isoformat(timespec="seconds"), offset, basis, source)
