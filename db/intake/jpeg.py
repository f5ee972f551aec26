# SPDX-License-Identifier: GPL-3.0-or-later
"""A JPEG's markers, walked from the first to the real end, without decoding a pixel.

Source of the marker rules: ITU-T T.81 annex B.  Everything is bounded: segments, scans, bytes kept.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from db.intake.source import Source, held

SOI: Final = b"\xff\xd8"
_EXIF: Final = b"Exif\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_SOF: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset(range(0xD0, 0xD8)) | {0x01}
_SOS: Final = 0xDA
_EOI: Final = 0xD9
_SEGMENTS: Final = 20_000
_KEPT: Final = 64
_WINDOW: Final = 1024 * 1024
# In entropy-coded data FF is followed by 00, a restart marker, or more FF; else a marker begins.
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame header says: its marker (C0 baseline, C2 progressive, ...) and pixels."""

    marker: int
    width: int
    height: int
    components: int

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height."""
        return self.width, self.height


@dataclass(slots=True)
class Walk:
    """What was met on the way.

    `exif`: the TIFF block of every EXIF segment.  `tables`: quantisation tables by number, 64
    values in zigzag order.  `end`: the offset behind the end-of-image marker, or None where there
    is none.  `flaw`: why the walk stopped early, or empty.
    """

    frame: Frame | None = None
    exif: list[bytes] = field(default_factory=list)
    xmp: list[bytes] = field(default_factory=list)
    tables: dict[int, tuple[int, ...]] = field(default_factory=dict)
    comments: list[bytes] = field(default_factory=list)
    jfif: bool = False
    pictures_index: bool = False  # an MPF block: more pictures follow the first
    provenance: bool = False  # APP11 with a JUMBF box: C2PA lives there
    segments: int = 0
    scans: int = 0
    end: int | None = None
    flaw: str = ""


def walk_bytes(data: bytes) -> Walk:
    """Walk a JPEG held in memory."""
    return walk(held(data))


def walk(source: Source) -> Walk:
    """Walk a JPEG; what is wrong with it stands in `flaw`.  Raises only what reading raises."""
    seen = Walk()
    if source.read(0, 2) != SOI:
        seen.flaw = "no start marker"
        return seen
    at = 2
    while seen.segments < _SEGMENTS:
        found = _next_marker(source, at, near=seen.scans == 0)
        if found is None:
            seen.flaw = "no end marker"
            return seen
        marker, at = found
        seen.segments += 1
        if marker == _EOI:
            seen.end = at
            return seen
        if marker in _ALONE or marker == SOI[1]:
            continue
        head = source.read(at, 2)
        length = int.from_bytes(head, "big")
        if len(head) < 2 or length < 2 or at + length > source.size:
            seen.flaw = "a segment is cut short"
            return seen
        _take(seen, marker, source.read(at + 2, length - 2))
        at += length
        if marker == _SOS:
            seen.scans += 1
    seen.flaw = "too many segments"
    return seen


def _next_marker(source: Source, at: int, *, near: bool) -> tuple[int, int] | None:
    """Return the next marker's code and the offset behind it.

    `near`: before the first scan markers follow each other closely; behind it they lie far apart.
    """
    while at < source.size:
        window = source.read(at, 4096 if near else _WINDOW)
        match = _MARKER.search(window)
        if match:
            return window[match.end() - 1], at + match.end()
        if len(window) < 2:
            return None
        at += len(window) - 1
    return None


def _take(seen: Walk, marker: int, load: bytes) -> None:
    match marker:
        case 0xE0:  # APP0
            seen.jfif = seen.jfif or load.startswith(b"JFIF\0")
        case 0xE1:  # APP1
            _take_app1(seen, load)
        case 0xE2:  # APP2
            seen.pictures_index = seen.pictures_index or load.startswith(b"MPF\0")
        case 0xEB:  # APP11
            seen.provenance = seen.provenance or (load[:2] == b"JP" and b"jumb" in load[:64])
        case 0xDB:  # DQT
            seen.tables.update(_tables(load))
        case 0xFE if len(seen.comments) < _KEPT:  # COM
            seen.comments.append(load[:4096])
        case _ if marker in _SOF and seen.frame is None and len(load) >= 6:
            _precision, height, width, components = struct.unpack_from(">BHHB", load)
            seen.frame = Frame(marker, width, height, components)


def _take_app1(seen: Walk, load: bytes) -> None:
    if load.startswith(_EXIF) and len(seen.exif) < _KEPT:
        seen.exif.append(load[6:])
    elif load.startswith(_XMP) and len(seen.xmp) < _KEPT:
        seen.xmp.append(load[len(_XMP) :])


def _tables(load: bytes) -> Iterator[tuple[int, tuple[int, ...]]]:
    at = 0
    while at < len(load):
        wide, number = load[at] >> 4, load[at] & 15
        length = 128 if wide else 64
        values = load[at + 1 : at + 1 + length]
        if len(values) < length:
            return
        yield number, struct.unpack(">64H", values) if wide else tuple(values)
        at += 1 + length
