# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands behind the end of a picture, named by what it looks like."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.intake.source import Source

_HEAD: Final = 64 * 1024
_LOOK: Final = 1024 * 1024
_STRAY: Final = 4  # a line break or a stray byte or two


class Tail(StrEnum):
    """What the bytes behind the end look like."""

    PADDING = "padding"
    STRAY = "stray"
    SAMSUNG = "samsung"  # Samsung's SEFH/SEFT block
    PICTURES = "pictures"  # pictures announced by an MPF index
    PREVIEW = "preview"  # a JPEG nobody announced; some cameras append one
    MOTION = "motion"  # the film of a motion photo
    ZIP = "zip"
    PDF = "pdf"
    HTML = "html"
    ARCHIVE = "archive"
    PROGRAM = "program"
    TEXT = "text"
    UNKNOWN = "unknown"

    @property
    def usual(self) -> bool:
        """Say whether cameras are known to write this."""
        return self in _USUAL


_USUAL: Final = frozenset(
    {Tail.PADDING, Tail.STRAY, Tail.SAMSUNG, Tail.PICTURES, Tail.PREVIEW, Tail.MOTION}
)
_MAGIC: Final = (
    (Tail.PROGRAM, (b"MZ", b"\x7fELF", b"#!/")),
    (Tail.ARCHIVE, (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")),
)
_MARKUP: Final = re.compile(rb"<(?:!doctype|html|script|svg)\b", re.IGNORECASE)
_TEXT: Final = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]*\Z")


@dataclass(frozen=True, slots=True)
class Behind:
    """Bytes behind the end: what they look like and how many there are."""

    tail: Tail
    length: int


def classify(source: Source, end: int, *, announced: bool) -> Behind | None:
    """Look at the bytes from `end` on; None where there are none.

    `announced`: the picture carries an index of further pictures (MPF).
    """
    length = source.size - end
    if length <= 0:
        return None
    head = source.read(end, _HEAD)
    last = source.read(max(end, source.size - _HEAD), _HEAD)
    return Behind(_name(source, end, head, last, announced=announced), length)


def _name(source: Source, end: int, head: bytes, last: bytes, *, announced: bool) -> Tail:
    body = head.lstrip(b"\0\xff\r\n\t ")
    bare = head.lstrip(b"\0")
    # The dangerous readings come first: a ZIP reader looks only at the end, a PDF reader anywhere.
    looks = (
        (Tail.ZIP, b"PK\x05\x06" in last or head.startswith(b"PK\x03\x04")),
        *((tail, body.startswith(magics)) for tail, magics in _MAGIC),
        (Tail.PDF, b"%PDF-" in head[:1024]),
        (Tail.HTML, bool(_MARKUP.search(head[:4096]))),
        (Tail.SAMSUNG, last.rstrip(b"\0").endswith(b"SEFT")),
        (Tail.PICTURES, announced and b"\xff\xd8\xff" in head),
        (Tail.PREVIEW, bare.startswith(b"\xff\xd8\xff")),
        (Tail.MOTION, b"ftyp" in head[:64] or b"MotionPhoto_Data" in head),
        (Tail.PADDING, _is_padding(source, end)),
        (Tail.STRAY, source.size - end <= _STRAY),
        (Tail.TEXT, bool(_TEXT.match(head.rstrip(b"\0")))),
    )
    return next((tail for tail, fits in looks if fits), Tail.UNKNOWN)


def _is_padding(source: Source, end: int) -> bool:
    sample = source.read(end, _LOOK)
    return len(set(sample)) == 1 and sample[0] in {0x00, 0xFF}
