# SPDX-License-Identifier: GPL-3.0-or-later
"""EXIF values as plain Python values, read by exifread and, where it finds nothing, by Pillow."""

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Any, BinaryIO, Final

from db.intake.source import Source, SourceFile, SourceLostError
from db.intake.text import clean, decode

Value = str | tuple[int | Fraction, ...]


class Tag(Enum):
    """The tags intake reads: directory, number, and the name EXIF 2.32 gives it."""

    PROCESSING_SOFTWARE = "0", 0x000B, "ProcessingSoftware"
    DESCRIPTION = "0", 0x010E, "ImageDescription"
    MAKE = "0", 0x010F, "Make"
    MODEL = "0", 0x0110, "Model"
    ORIENTATION = "0", 0x0112, "Orientation"
    SOFTWARE = "0", 0x0131, "Software"
    MODIFIED = "0", 0x0132, "ModifyDate"
    ARTIST = "0", 0x013B, "Artist"
    HOST = "0", 0x013C, "HostComputer"
    COPYRIGHT = "0", 0x8298, "Copyright"
    EXPOSURE = "exif", 0x829A, "ExposureTime"
    APERTURE = "exif", 0x829D, "FNumber"
    ISO = "exif", 0x8827, "ISOSpeedRatings"
    ORIGINAL = "exif", 0x9003, "DateTimeOriginal"
    DIGITISED = "exif", 0x9004, "DateTimeDigitized"
    OFFSET = "exif", 0x9010, "OffsetTime"
    OFFSET_ORIGINAL = "exif", 0x9011, "OffsetTimeOriginal"
    OFFSET_DIGITISED = "exif", 0x9012, "OffsetTimeDigitized"
    COMMENT = "exif", 0x9286, "UserComment"
    WIDTH = "exif", 0xA002, "PixelXDimension"
    HEIGHT = "exif", 0xA003, "PixelYDimension"
    SERIAL = "exif", 0xA431, "BodySerialNumber"
    LENS = "exif", 0xA434, "LensModel"
    GPS_LAT_REF = "gps", 0x01, "GPSLatitudeRef"
    GPS_LAT = "gps", 0x02, "GPSLatitude"
    GPS_LON_REF = "gps", 0x03, "GPSLongitudeRef"
    GPS_LON = "gps", 0x04, "GPSLongitude"
    GPS_ALT_REF = "gps", 0x05, "GPSAltitudeRef"
    GPS_ALT = "gps", 0x06, "GPSAltitude"
    GPS_TIME = "gps", 0x07, "GPSTimeStamp"
    GPS_DATE = "gps", 0x1D, "GPSDateStamp"
    GPS_ERROR = "gps", 0x1F, "GPSHPositioningError"

    @property
    def group(self) -> str:
        """Return the directory: "0", "exif" or "gps"."""
        return str(self.value[0])

    @property
    def spoken(self) -> str:
        """Return the name used in claims, e.g. "EXIF DateTimeOriginal"."""
        group = "GPS" if self.group == "gps" else "EXIF"
        return f"{group} {self.value[2]}"


_BY_PLACE: Final = {(tag.value[0], tag.value[1]): tag for tag in Tag}
_DIRECTORIES: Final = {"Image": "0", "EXIF": "exif", "GPS": "gps"}
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_CHARSETS: Final = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"\0\0\0\0\0\0\0\0": "utf-8"}


@dataclass(frozen=True, slots=True)
class Exif:
    """The tags found, by tag.  `by`: which reader found them ("exifread", "Pillow", or empty)."""

    values: Mapping[Tag, Value] = field(default_factory=dict)
    count: int = 0
    by: str = ""

    def text(self, tag: Tag) -> str:
        """Return a tag as clean text, empty where it is missing or not text."""
        value = self.values.get(tag, "")
        return value if isinstance(value, str) else ""

    def numbers(self, tag: Tag) -> tuple[int | Fraction, ...]:
        """Return a tag's numbers, none where it is missing or text."""
        value = self.values.get(tag, ())
        return () if isinstance(value, str) else value

    def whole(self, tag: Tag) -> int | None:
        """Return a tag's first number if it is a whole one."""
        numbers = self.numbers(tag)
        return numbers[0] if numbers and isinstance(numbers[0], int) else None


def read_block(block: bytes) -> Exif:
    """Read a TIFF block taken out of a picture."""
    return _best(io.BytesIO(block), block)


def read_file(source: Source) -> Exif:
    """Read a file that is itself TIFF (TIFF, DNG)."""
    return _best(io.BufferedReader(SourceFile(source)), None)


def _best(stream: BinaryIO | io.BufferedReader, block: bytes | None) -> Exif:
    found = Exif()
    # exifread answers damage with whatever exception it runs into; a lost source must pass.
    try:
        found = _by_exifread(stream)
    except SourceLostError:
        raise
    except Exception:  # noqa: BLE001, S110  # strangers' bytes; Pillow is asked next
        pass
    if not found.values and block is not None:
        with suppress(Exception):
            found = _by_pillow(block)
    return found


def _by_exifread(stream: Any) -> Exif:
    import exifread  # noqa: PLC0415  # the child starts without it

    tags = exifread.process_file(stream, details=False, extract_thumbnail=False)
    values: dict[Tag, Value] = {}
    count = 0
    for name, entry in tags.items():
        directory = _DIRECTORIES.get(name.split(" ", 1)[0])
        number = getattr(entry, "tag", None)
        if number is None:
            continue
        count += 1
        # Some writers put EXIF tags into the main directory.
        tag = _BY_PLACE.get((directory or "", number)) or _BY_PLACE.get(("exif", number))
        if tag is not None and directory is not None and tag not in values:
            value = _value(tag, entry.values)
            if value not in ("", ()):
                values[tag] = value
    return Exif(values, count, "exifread")


def _by_pillow(block: bytes) -> Exif:
    from PIL import Image  # noqa: PLC0415  # the child starts without it

    exif = Image.Exif()
    exif.load(block)
    values: dict[Tag, Value] = {}
    count = 0
    for directory, entries in (
        ("0", dict(exif)),
        ("exif", exif.get_ifd(_EXIF_IFD)),
        ("gps", exif.get_ifd(_GPS_IFD)),
    ):
        for number, raw in entries.items():
            count += 1
            tag = _BY_PLACE.get((directory, number))
            if tag is not None:
                value = _value(tag, raw)
                if value not in ("", ()):
                    values[tag] = value
    return Exif(values, count, "Pillow")


def _value(tag: Tag, raw: Any) -> Value:
    if isinstance(raw, str):
        return clean(raw).strip()
    if tag is Tag.COMMENT:
        data = raw if isinstance(raw, bytes) else bytes(part for part in raw if _is_byte(part))
        return _comment(data)
    if isinstance(raw, bytes):
        return tuple(raw) if tag is Tag.GPS_ALT_REF else decode(raw)
    items = raw if isinstance(raw, list | tuple) else (raw,)
    return tuple(_numbers(items))


def _numbers(items: Any) -> Iterator[int | Fraction]:
    for item in list(items)[:8]:
        if type(item) is int:
            yield item
        else:
            top = getattr(item, "numerator", None)
            bottom = getattr(item, "denominator", None)
            if isinstance(top, int) and isinstance(bottom, int) and bottom:
                yield Fraction(top, bottom)


def _is_byte(part: Any) -> bool:
    return type(part) is int and 0 <= part <= 255


def _comment(data: bytes) -> str:
    """Read a UserComment: eight bytes of character set, then the text."""
    charset = _CHARSETS.get(data[:8])
    if charset is None:
        return decode(data)
    try:
        return clean(data[8:2008].decode(charset)).strip()
    except UnicodeDecodeError:
        return decode(data[8:])
