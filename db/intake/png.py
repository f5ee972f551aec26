# SPDX-License-Identifier: GPL-3.0-or-later
"""The chunks of a PNG and the blocks of a WebP, walked to their real end without inflating any.

Sources: W3C PNG (third edition) §5 and §11; the WebP container specification.
"""

import struct
import zlib
from dataclasses import dataclass, field
from typing import Final

from db.intake.source import Source

_CHUNKS: Final = 20_000
_TEXT: Final = 1024 * 1024


@dataclass(slots=True)
class Blocks:
    """What was met.

    `end`: the offset behind the last chunk, None if it never came.
    """

    size: tuple[int, int] | None = None
    exif: bytes = b""
    xmp: bytes = b""
    words: dict[str, bytes] = field(default_factory=dict)
    provenance: bool = False
    swelling: bool = False  # compressed text that unpacks to far more than text needs
    end: int | None = None


def walk_png(source: Source) -> Blocks:
    """Walk a PNG; raises only what reading raises."""
    seen = Blocks()
    at = 8
    for _number in range(_CHUNKS):
        head = source.read(at, 8)
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head)
        if at + 12 + length > source.size:
            break
        if kind in {b"IHDR", b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"caBX"}:
            _take_png(seen, kind, source.read(at + 8, min(length, 1024 * 1024)))
        at += 12 + length
        if kind == b"IEND":
            seen.end = at
            break
    return seen


def _take_png(seen: Blocks, kind: bytes, load: bytes) -> None:
    match kind:
        case b"IHDR" if len(load) >= 8:
            width, height = struct.unpack_from(">II", load)
            seen.size = width, height
        case b"eXIf":
            seen.exif = load
        case b"caBX":
            seen.provenance = True
        case b"tEXt":
            name, _, value = load.partition(b"\0")
            seen.words.setdefault(name[:79].decode("latin-1"), value[:2000])
        case b"zTXt":
            seen.swelling = seen.swelling or _swells(load.partition(b"\0")[2][1:])
        case b"iTXt":
            name, _, rest = load.partition(b"\0")
            value = rest[2:].split(b"\0", 2)[-1]
            if rest[:1] == b"\1":
                seen.swelling = seen.swelling or _swells(value)
            elif name == b"XML:com.adobe.xmp":
                seen.xmp = value
            else:
                seen.words.setdefault(name[:79].decode("latin-1"), value[:2000])


def _swells(packed: bytes) -> bool:
    """Say whether compressed text unpacks to more than a megabyte, without unpacking more."""
    opener = zlib.decompressobj()
    try:
        return len(opener.decompress(packed, _TEXT + 1)) > _TEXT
    except zlib.error:
        return False


def walk_webp(source: Source) -> Blocks:
    """Walk a WebP; raises only what reading raises."""
    seen = Blocks()
    whole = int.from_bytes(source.read(4, 4), "little") + 8
    at = 12
    for _number in range(_CHUNKS):
        head = source.read(at, 8)
        if len(head) < 8 or at >= whole:
            break
        kind, length = struct.unpack("<4sI", head)
        if at + 8 + length > source.size:
            return seen
        load = source.read(at + 8, min(length, 1024 * 1024)) if kind != b"ANMF" else b""
        match kind:
            case b"VP8X" if len(load) >= 10:
                width = int.from_bytes(load[4:7], "little") + 1
                seen.size = width, int.from_bytes(load[7:10], "little") + 1
            case b"EXIF":
                seen.exif = load
            case b"XMP ":
                seen.xmp = load
            case b"C2PA":
                seen.provenance = True
        at += 8 + length + (length & 1)
    if whole <= source.size:
        seen.end = whole
    return seen
