# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file says of itself.  Claims are kept side by side; none overwrites another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from db.model.canonical import Json


class Source(StrEnum):
    """Who makes a claim."""

    EXIF = "exif"  # the camera program, in EXIF or TIFF tags
    GPS = "gps"  # the satellite receiver, in GPS tags
    XMP = "xmp"  # an editing program, in XMP
    CONTAINER = "container"  # the video or sound container
    STRUCTURE = "structure"  # the bytes themselves: dimensions, codec, tables
    NAME = "name"  # the name the file arrived under
    FILESYSTEM = "filesystem"  # the medium it was copied from
    C2PA = "c2pa"  # a content-provenance manifest
    RECORDER = "recorder"  # Segel itself, while it captured
    RECEIVER = "receiver"  # a satellite receiver on this laptop, while Segel captured
    TYPED = "typed"  # a person, who wrote it down


class Field(StrEnum):
    """What a claim is about.  The value's spelling is fixed per field."""

    CAPTURED = "captured"  # local time "2026-11-14T10:15:30", with "+09:00" or "Z" where stated
    DIGITISED = "digitised"  # as CAPTURED
    MODIFIED = "modified"  # as CAPTURED
    POSITION = "position"  # "-2.5333330,140.7000000": decimal degrees, WGS 84
    ALTITUDE = "altitude"  # metres, e.g. "12.5"
    ACCURACY = "accuracy"  # metres, e.g. "65"
    MAKE = "make"
    MODEL = "model"
    LENS = "lens"
    SERIAL = "serial"
    SOFTWARE = "software"
    DIMENSIONS = "dimensions"  # "4032x3024", as stored, before any rotation
    ORIENTATION = (
        "orientation"  # EXIF value "1" to "8", or degrees "0", "90", "180", "270" in video
    )
    DURATION = "duration"  # seconds with three decimals, "12.480"
    CODEC = "codec"  # e.g. "h264", "aac"
    FORMAT = "format"  # media type found in the bytes, e.g. "image/jpeg"
    EXPOSURE = "exposure"  # free text such as "1/120 s f/1.8 ISO 64"
    OTHER = "other"  # anything worth showing; `tag` says what it is


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: who says what, and the tag it stands in ("EXIF DateTimeOriginal")."""

    source: Source
    field: Field
    value: str
    tag: str

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {
            "field": self.field.value,
            "source": self.source.value,
            "tag": self.tag,
            "value": self.value,
        }

    @classmethod
    def from_json(cls, value: dict[str, str]) -> Self:
        """Read what `to_json` wrote; raise KeyError or ValueError on anything else."""
        return cls(Source(value["source"]), Field(value["field"]), value["value"], value["tag"])


class ZoneBasis(StrEnum):
    """How the zone of a capture time is known."""

    STATED = "stated"  # an offset tag, or a time given in UTC
    GPS = "gps"  # from the difference to the satellite time in the same file
    POSITION = "position"  # from the place
    ASSUMED = "assumed"  # the laptop's own zone, for sorting only
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CaptureTime:
    """The file's best claim about when it was taken.

    `local`: "2026-11-14T10:15:30" as the device showed it.  `offset_minutes` from UTC, or None.
    """

    local: str
    offset_minutes: int | None
    basis: ZoneBasis
    source: Source

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {
            "basis": self.basis.value,
            "local": self.local,
            "offset_minutes": self.offset_minutes,
            "source": self.source.value,
        }


@dataclass(frozen=True, slots=True)
class Position:
    """A WGS 84 position in ten-millionths of a degree; `accuracy_m` in metres, or None."""

    lat_e7: int
    lon_e7: int
    accuracy_m: int | None
    source: Source

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {
            "accuracy_m": self.accuracy_m,
            "lat_e7": self.lat_e7,
            "lon_e7": self.lon_e7,
            "source": self.source.value,
        }
