# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions as files write them, distances, and which time zones a place may be in."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from db.intake.exif import Exif, Tag
from db.model.claim import Position, Source

E7: Final = 10_000_000
_EARTH_M: Final = 6_371_000
_ISO6709: Final = re.compile(r"([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)(?:([+-]\d+(?:\.\d+)?))?")
_XMP: Final = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])")
_WIB, _WITA, _WIT = 420, 480, 540
# Indonesia's zones (Keputusan Presiden 41/1987) as rectangles south, west, north, east; they
# overlap along the borders, where either zone is fine.
_INDONESIA: Final = (
    (_WIB, -9.5, 94.5, 6.5, 109.0),
    (_WIB, -9.0, 105.0, -5.0, 114.7),
    (_WIB, -4.5, 108.0, 3.0, 115.9),
    (_WITA, -11.2, 114.3, -7.0, 125.8),
    (_WITA, -5.5, 113.9, 4.6, 125.5),
    (_WITA, 1.0, 124.5, 5.6, 127.4),
    (_WIT, -3.0, 123.9, 3.2, 141.1),
    (_WIT, -9.3, 125.4, -2.0, 141.1),
)


@dataclass(frozen=True, slots=True)
class Fix:
    """A position as written, and what is odd about it ("", "ref", "range", "zero").

    `tag` and `sign`: for "ref", the missing tag and what stood in it.  `altitude_m`: decimal text.
    """

    position: Position | None
    oddity: str = ""
    written: str = ""
    tag: str = ""
    sign: str = ""
    altitude_m: str = ""


def show(position: Position) -> str:
    """Write a position as in claims: seven decimals, WGS 84."""
    return f"{_decimal(position.lat_e7)},{_decimal(position.lon_e7)}"


def exif_fix(exif: Exif) -> Fix | None:
    """Read the GPS tags; None where there is no position in them."""
    lat, lon = _degrees(exif, Tag.GPS_LAT), _degrees(exif, Tag.GPS_LON)
    if lat is None or lon is None:
        return None
    north, east = exif.text(Tag.GPS_LAT_REF)[:1].upper(), exif.text(Tag.GPS_LON_REF)[:1].upper()
    lat, lon = (-lat if north == "S" else lat), (-lon if east == "W" else lon)
    accuracy = exif.numbers(Tag.GPS_ERROR)
    position = _position(lat, lon, accuracy[0] if accuracy else None, Source.GPS)
    written = f"{float(lat):.7f},{float(lon):.7f}"
    altitude = _altitude(exif)
    if position is None:
        return Fix(None, "range", written)
    if position.lat_e7 == position.lon_e7 == 0:
        return Fix(position, "zero", written)
    for tag, sign, good in ((Tag.GPS_LAT_REF, north, "NS"), (Tag.GPS_LON_REF, east, "EW")):
        if not sign or sign not in good:
            return Fix(position, "ref", written, tag.value[2], sign, altitude)
    return Fix(position, "", written, "GPSLatitudeRef", north, altitude)


def iso6709_fix(text: str) -> Fix | None:
    """Read "+06.2000+106.8000+012.5/" as in video containers; None if it is not one."""
    match = _ISO6709.match(text.strip())
    if match is None:
        return None
    lat, lon = (_iso_degrees(match[1], 2), _iso_degrees(match[2], 3))
    position = _position(lat, lon, None, Source.CONTAINER)
    if position is None:
        return Fix(None, "range", text.strip())
    oddity = "zero" if position.lat_e7 == position.lon_e7 == 0 else ""
    return Fix(position, oddity, show(position), altitude_m=(match[3] or "").lstrip("+"))


def xmp_position(lat: str, lon: str) -> Position | None:
    """Read XMP's "48,53.3235N"; None if either is not one."""
    values = []
    for text in (lat, lon):
        match = _XMP.fullmatch(text.strip())
        if match is None:
            return None
        value = Fraction(match[1]) + Fraction(match[2]) / 60 + Fraction(match[3] or 0) / 3600
        values.append(-value if match[4] in "SW" else value)
    return _position(values[0], values[1], None, Source.XMP)


def metres(one: Position, other: Position) -> int:
    """Return the distance along the ground (haversine on a sphere, good to half a percent)."""
    lat_1, lon_1, lat_2, lon_2 = (
        math.radians(value / E7) for value in (one.lat_e7, one.lon_e7, other.lat_e7, other.lon_e7)
    )
    half = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return round(2 * _EARTH_M * math.asin(math.sqrt(min(half, 1.0))))


def mirrored(position: Position) -> tuple[Position, Position]:
    """Return the positions with north and south, and with east and west, exchanged."""
    return (
        Position(-position.lat_e7, position.lon_e7, position.accuracy_m, position.source),
        Position(position.lat_e7, -position.lon_e7, position.accuracy_m, position.source),
    )


def zones_at(position: Position) -> frozenset[int]:
    """Return Indonesia's offsets in minutes that hold at a place; empty outside Indonesia."""
    lat, lon = position.lat_e7 / E7, position.lon_e7 / E7
    return frozenset(
        zone
        for zone, south, west, north, east in _INDONESIA
        if south <= lat <= north and west <= lon <= east
    )


def _degrees(exif: Exif, tag: Tag) -> Fraction | None:
    parts = exif.numbers(tag)
    if not parts:
        return None
    return sum(
        (Fraction(part) / unit for part, unit in zip(parts, (1, 60, 3600), strict=False)),
        Fraction(0),
    )


def _iso_degrees(text: str, whole: int) -> Fraction:
    """Read ±DD.D, ±DDMM.M or ±DDMMSS.S (ISO 6709 annex H), told apart by their digits."""
    sign = -1 if text.startswith("-") else 1
    digits = text[1:].partition(".")[0]
    value = Fraction(text[1:])
    if len(digits) == whole + 2:
        degrees, value = divmod(value, 100)
        value = degrees + value / 60
    elif len(digits) == whole + 4:
        degrees, rest = divmod(value, 10_000)
        minutes, seconds = divmod(rest, 100)
        value = degrees + Fraction(minutes, 60) + seconds / 3600
    return sign * value


def _position(
    lat: Fraction, lon: Fraction, accuracy: int | Fraction | None, source: Source
) -> Position | None:
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    metres_ = None if accuracy is None or not 0 <= accuracy < 10_000_000 else math.ceil(accuracy)
    return Position(round(lat * E7), round(lon * E7), metres_, source)


def _altitude(exif: Exif) -> str:
    numbers = exif.numbers(Tag.GPS_ALT)
    if not numbers:
        return ""
    below = exif.whole(Tag.GPS_ALT_REF) == 1
    return f"{'-' if below else ''}{float(numbers[0]):.1f}"


def _decimal(value: int) -> str:
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // E7}.{abs(value) % E7:07}"
