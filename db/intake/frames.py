# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parent and the parsing child may say to each other, byte for byte.

A frame is one byte of meaning, a 32-bit big-endian length, and the load.  Each meaning has its own
greatest length; anything else ends the conversation.
"""

import json
import struct
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from db.intake.limits import CODE_CHARS, CODES, PICTURE_BYTES, TABLE_BYTES, THUMBNAIL_BYTES

_HEADER: Final = struct.Struct(">cI")
_READ: Final = struct.Struct(">QI")
_PICTURE: Final = struct.Struct(">II")
_FACTS_BYTES: Final = 4 * 1024 * 1024


class Say(Enum):
    """What a frame means."""

    JOB = b"J"  # parent: look at this file (JSON)
    DATA = b"D"  # parent: the bytes asked for
    NOTHING = b"N"  # parent: those bytes cannot be had
    READY = b"H"  # child: I am up
    READ = b"R"  # child: give me (offset, length)
    PARTIAL = b"P"  # child: what is known so far
    FACTS = b"F"  # child: all of it
    PICTURE = b"I"  # child: width, height, JPEG
    TABLE = b"T"  # child: rows of cells (JSON)
    GLIMPSE = b"G"  # child: a film or a sound at a glance
    CODES = b"C"  # child: what QR codes in a picture say (JSON)
    HEADWAY = b"W"  # child: how much of it is made, in thousandths
    PIECE = b"O"  # child: some bytes of what is being made
    MADE = b"M"  # child: all of it; the steps as carried out (JSON)
    REFUSED = b"E"  # child: this cannot be shown


LARGEST_READ: Final = 1024 * 1024
STEPS_BYTES: Final = 64 * 1024
FROM_PARENT: Final = {Say.JOB: 2 * STEPS_BYTES, Say.DATA: LARGEST_READ, Say.NOTHING: 0}
FROM_CHILD: Final = {
    Say.READY: 0,
    Say.READ: _READ.size,
    Say.PARTIAL: _FACTS_BYTES,
    Say.FACTS: _FACTS_BYTES + THUMBNAIL_BYTES,
    Say.PICTURE: PICTURE_BYTES + _PICTURE.size,
    Say.TABLE: TABLE_BYTES,
    Say.GLIMPSE: 2 * 1024 * 1024,
    Say.CODES: 8 * CODES * CODE_CHARS,
    Say.HEADWAY: 2,
    Say.PIECE: 1024 * 1024,
    Say.MADE: STEPS_BYTES,
    Say.REFUSED: 0,
}


class BrokenFrameError(Exception):
    """The other side spoke out of turn, or stopped in the middle of a sentence."""


class Readable(Protocol):
    """The reading end of a pipe."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; fewer only at the end."""
        ...


class Writable(Protocol):
    """The writing end of a pipe."""

    def write(self, data: bytes, /) -> object:
        """Take all of `data`."""
        ...

    def flush(self) -> None:
        """Pass on what was taken."""
        ...


def send(pipe: Writable, say: Say, load: bytes = b"") -> None:
    """Write one frame; OSError if the other side is gone."""
    pipe.write(_HEADER.pack(say.value, len(load)) + load)
    pipe.flush()


def receive(pipe: Readable, allowed: dict[Say, int]) -> tuple[Say, bytes] | None:
    """Read one frame, or None where the pipe ends between two.

    Raises BrokenFrameError for a meaning not in `allowed`, a load longer than it allows, or an end
    in the middle.  Nothing is reserved for a length before it has been found allowed.
    """
    header = pipe.read(_HEADER.size)
    if not header:
        return None
    if len(header) != _HEADER.size:
        message = "the pipe ended inside a frame"
        raise BrokenFrameError(message)
    letter, length = _HEADER.unpack(header)
    try:
        say = Say(letter)
        longest = allowed[say]
    except (ValueError, KeyError):
        message = "not a frame this side may hear"
        raise BrokenFrameError(message) from None
    if length > longest:
        message = "a frame longer than its meaning allows"
        raise BrokenFrameError(message)
    load = pipe.read(length) if length else b""
    if len(load) != length:
        message = "the pipe ended inside a frame"
        raise BrokenFrameError(message)
    return say, load


@dataclass(frozen=True, slots=True)
class Job:
    """One errand for the child.  `longest` is 0 for a look, or the edge of the picture wanted.

    `table`: the cells of a workbook are wanted instead; `glimpse`: a film or a sound at a glance;
    `codes`: what its QR codes say;
    `playable`: a copy that any player knows; `steps`: a recipe as JSON, to be carried out.
    `at_us`: which moment of a film to show.  Times are microseconds since 1970;
    positions are ten-millionths of a degree.
    """

    name: str
    size: int
    longest: int
    pixels: int
    cpu_seconds: int
    now_us: int
    zone_minutes: int | None
    district: tuple[int, int, int] | None  # latitude, longitude, radius in metres
    modified_us: int | None
    table: bool = False
    glimpse: bool = False
    codes: bool = False
    playable: bool = False
    steps: str = ""
    at_us: int | None = None

    def to_bytes(self) -> bytes:
        """Return the load of a JOB frame."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, ensure_ascii=True).encode("ascii")

    @classmethod
    def from_bytes(cls, load: bytes) -> "Job":
        """Read what `to_bytes` wrote (the parent is trusted)."""
        fields = json.loads(load)
        if fields["district"] is not None:
            fields["district"] = tuple(fields["district"])
        return cls(**fields)


def pack_read(offset: int, length: int) -> bytes:
    """Return the load of a READ frame."""
    return _READ.pack(offset, length)


def unpack_read(load: bytes, size: int) -> tuple[int, int]:
    """Read a READ frame's load; BrokenFrameError unless it lies wholly inside the file."""
    if len(load) != _READ.size:
        message = "not a request for bytes"
        raise BrokenFrameError(message)
    offset, length = _READ.unpack(load)
    if not 0 < length <= LARGEST_READ or offset + length > size:
        message = "asked for bytes that are not in the file"
        raise BrokenFrameError(message)
    return offset, length


def pack_picture(width: int, height: int, jpeg: bytes) -> bytes:
    """Return the load of a PICTURE frame."""
    return _PICTURE.pack(width, height) + jpeg


def unpack_picture(load: bytes) -> tuple[int, int, bytes]:
    """Read a PICTURE frame's load; BrokenFrameError if it is too short to be one."""
    if len(load) <= _PICTURE.size:
        message = "not a picture"
        raise BrokenFrameError(message)
    width, height = _PICTURE.unpack_from(load)
    return width, height, load[_PICTURE.size :]
