# SPDX-License-Identifier: GPL-3.0-or-later
"""What Segel knows of evidence that it saw being made: devices, settings, clocks, place, losses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Self

from db.errors import InvalidInputError
from db.model.canonical import Json
from db.model.claim import Position, Source
from db.model.ids import RecordingId
from db.model.moment import Moment, from_iso

LATITUDE_E7: Final = 900_000_000
LONGITUDE_E7: Final = 1_800_000_000


class Means(StrEnum):
    """What evidence is captured with."""

    CAMERA = "KAMERA"
    MICROPHONE = "MIKROFON"
    SCREEN = "LAYAR"
    PAGE = "HALAMAN_WEB"


class Ending(StrEnum):
    """How a recording came to its end."""

    STOPPED = "dihentikan"  # by the person, or by locking
    CUT = "terputus"  # the program, the laptop or its power ended first
    NO_ROOM = "ruang-habis"  # stopped while there was still room to seal it
    DEVICE_LOST = "perangkat-hilang"  # camera or microphone was unplugged
    FAILED = "gagal"  # the encoder or the medium refused to go on


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was captured, and how that is known.

    `source` is RECEIVER for a satellite receiver on this laptop and TYPED for what a person wrote;
    `reason` says why it was typed.  `accuracy_m` in metres, or None where nobody knows.
    """

    lat_e7: int
    lon_e7: int
    accuracy_m: int | None
    source: Source
    reason: str = ""

    def __post_init__(self) -> None:
        if abs(self.lat_e7) > LATITUDE_E7 or abs(self.lon_e7) > LONGITUDE_E7:
            message = "this position is off the globe"
            raise InvalidInputError(message, what="position")
        if self.source is Source.TYPED and not (self.reason.strip() and self.accuracy_m):
            message = "a typed position says why it is typed and how exact it is"
            raise InvalidInputError(message, what="position-reason")

    @property
    def position(self) -> Position:
        """Return the position as evidence carries it."""
        return Position(self.lat_e7, self.lon_e7, self.accuracy_m, self.source)

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {
            "accuracy_m": self.accuracy_m,
            "lat_e7": self.lat_e7,
            "lon_e7": self.lon_e7,
            "reason": self.reason,
            "source": self.source.value,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError on anything else."""
        return cls(
            value["lat_e7"],
            value["lon_e7"],
            value["accuracy_m"],
            Source(value["source"]),
            value["reason"],
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A note made while recording, `at_ms` milliseconds into it."""

    at_ms: int
    note: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when a recording begins; it is signed before the first frame is kept.

    `devices`: the name of each device, by what it serves for.  `settings`: codecs, size, rate and
    container, each as text.  `circumstances`: what the person noted, such as the address, the
    account and the method of a screen recording.
    """

    means: tuple[Means, ...]
    started: Moment
    devices: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    circumstances: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        return {
            "circumstances": dict(self.circumstances),
            "devices": dict(self.devices),
            "means": [one.value for one in self.means],
            "place": None if self.place is None else self.place.to_json(),
            "settings": dict(self.settings),
            "started": self.started.to_json(),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError on anything else."""
        place = value["place"]
        return cls(
            tuple(Means(one) for one in value["means"]),
            moment_from_json(value["started"]),
            dict(value["devices"]),
            dict(value["settings"]),
            dict(value["circumstances"]),
            None if place is None else Place.from_json(place),
        )


@dataclass(frozen=True, slots=True)
class Course:
    """How far a recording had come at one moment.

    `dropped`: frames that came faster than they could be encoded.  `lost_ms`: milliseconds of sound
    that were missed.  `pauses`: spans that were left out, in milliseconds since the beginning.
    """

    at: Moment
    length_ms: int = 0
    frames: int = 0
    dropped: int = 0
    lost_ms: int = 0
    marks: tuple[Mark, ...] = ()
    pauses: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return the form kept with each segment and in a record."""
        return {
            "at": self.at.to_json(),
            "dropped": self.dropped,
            "frames": self.frames,
            "length_ms": self.length_ms,
            "lost_ms": self.lost_ms,
            "marks": [[mark.at_ms, mark.note] for mark in self.marks],
            "pauses": [[begun, ended] for begun, ended in self.pauses],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError on anything else."""
        return cls(
            moment_from_json(value["at"]),
            value["length_ms"],
            value["frames"],
            value["dropped"],
            value["lost_ms"],
            tuple(Mark(at_ms, note) for at_ms, note in value["marks"]),
            tuple((begun, ended) for begun, ended in value["pauses"]),
        )


@dataclass(frozen=True, slots=True)
class Capture:
    """Everything about one capture, as it stands in the record under which it was sealed.

    `number` counts every capture that was begun in this vault: a gap is one that was begun and not
    sealed.  `lost_segments`: stretches of about half a second that did not open any more.
    """

    recording: RecordingId
    number: int
    opening: Opening
    course: Course
    ending: Ending = Ending.STOPPED
    lost_segments: int = 0

    @property
    def clock_moved_ms(self) -> int | None:
        """Return how far the wall clock was moved meanwhile; None after a restart."""
        begun, ended = self.opening.started, self.course.at
        if begun.boot != ended.boot:
            return None
        walked = (ended.wall_us - begun.wall_us) // 1000
        return walked - (ended.since_boot_ms - begun.since_boot_ms)

    @property
    def slept_ms(self) -> int | None:
        """Return how long it stood still because the laptop slept; None after a restart.

        The clock since boot goes on in sleep and the recording does not.
        """
        begun, ended = self.opening.started, self.course.at
        if begun.boot != ended.boot:
            return None
        left_out = sum(until - since for since, until in self.course.pauses)
        passed = ended.since_boot_ms - begun.since_boot_ms
        return max(passed - self.course.length_ms - left_out, 0)

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        return {
            "course": self.course.to_json(),
            "ending": self.ending.value,
            "lost_segments": self.lost_segments,
            "number": self.number,
            "opening": self.opening.to_json(),
            "recording": self.recording,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError on anything else."""
        return cls(
            RecordingId(value["recording"]),
            value["number"],
            Opening.from_json(value["opening"]),
            Course.from_json(value["course"]),
            Ending(value["ending"]),
            value["lost_segments"],
        )


def moment_from_json(value: Mapping[str, Any]) -> Moment:
    """Read a reading of the clocks; raise KeyError, TypeError or ValueError on anything else."""
    trusted = value["trusted"]
    return Moment(
        from_iso(value["wall"]),
        value["since_boot_ms"],
        value["boot"],
        value["zone_minutes"],
        value["zone"],
        None if trusted is None else from_iso(trusted),
    )
