# SPDX-License-Identifier: GPL-3.0-or-later
"""The skeleton of a TIFF or EXIF block: which tags stand where, and which pointers go wrong.

Values are read by exifread; this walk answers what it does not: are there loops and pointers out
of the block, how large is the full picture of a DNG, where does the embedded thumbnail lie.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from db.intake.source import Source

_DIRECTORIES: Final = 32
_ENTRIES: Final = 1024
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SUBFILE, _WIDTH, _HEIGHT, _SUBIFDS = 0x00FE, 0x0100, 0x0101, 0x014A
_EXIF_IFD, _GPS_IFD, _INTEROP_IFD = 0x8769, 0x8825, 0xA005
_MAKER_NOTE, _DNG_VERSION, _THUMB_AT, _THUMB_LENGTH = 0x927C, 0xC612, 0x0201, 0x0202
_POINTERS: Final = frozenset({_SUBIFDS, _EXIF_IFD, _GPS_IFD, _INTEROP_IFD})
_LARGEST_THUMBNAIL: Final = 1024 * 1024


@dataclass(slots=True)
class Skeleton:
    """What the directories of one block say.

    `flaws` is empty for a sound block; otherwise it names each kind of damage once ("loop",
    "pointer", "length", "entries").
    """

    tags: set[int] = field(default_factory=set)
    flaws: set[str] = field(default_factory=set)
    dng: bool = False
    maker_note: bool = False
    full_size: tuple[int, int] | None = None
    thumbnail: tuple[int, int] | None = None  # offset and length of an embedded JPEG
    directories: int = 0


def is_tiff(head: bytes) -> bool:
    """Say whether a block begins like TIFF."""
    return head[:4] in {b"II*\0", b"MM\0*"}


def walk(source: Source) -> Skeleton:
    """Walk all directories of a TIFF block, each at most once."""
    seen = Skeleton()
    head = source.read(0, 8)
    if len(head) < 8 or not is_tiff(head):
        seen.flaws.add("pointer")
        return seen
    order = "<" if head[:2] == b"II" else ">"
    waiting = [(struct.unpack(order + "I", head[4:])[0], True)]
    done: set[int] = set()
    while waiting:
        offset, chained = waiting.pop(0)
        if offset in done:
            seen.flaws.add("loop")
            continue
        if len(done) >= _DIRECTORIES:
            seen.flaws.add("entries")
            break
        done.add(offset)
        seen.directories += 1
        waiting.extend(_directory(source, order, offset, seen, chained=chained))
    return seen


def _directory(
    source: Source, order: str, offset: int, seen: Skeleton, *, chained: bool
) -> Iterator[tuple[int, bool]]:
    """Yield the directories this one points to; only the main chain has a next one."""
    head = source.read(offset, 2)
    if len(head) < 2:
        seen.flaws.add("pointer")
        return
    (count,) = struct.unpack(order + "H", head)
    if count > _ENTRIES:
        seen.flaws.add("entries")
        count = _ENTRIES
    table = source.read(offset + 2, count * 12)
    if len(table) < count * 12:
        seen.flaws.add("entries")
    numbers: dict[int, int] = {}
    for at in range(0, len(table) - 11, 12):
        tag, kind, length = struct.unpack_from(order + "HHI", table, at)
        seen.tags.add(tag)
        values = _values(source, order, table, at, seen)
        if tag in _POINTERS:
            yield from ((value, False) for value in values)
        elif values:
            numbers[tag] = values[0]
        if tag == _MAKER_NOTE and kind in _SIZES and length > 8:
            seen.maker_note = True
    _note(seen, numbers)
    following = source.read(offset + 2 + count * 12, 4)
    if chained and len(following) == 4 and following != b"\0\0\0\0":
        yield struct.unpack(order + "I", following)[0], True


def _values(source: Source, order: str, table: bytes, at: int, seen: Skeleton) -> tuple[int, ...]:
    """Return an entry's whole numbers (at most eight), and note a pointer out of the block."""
    _tag, kind, length = struct.unpack_from(order + "HHI", table, at)
    width = _SIZES.get(kind, 1)
    total = width * length
    inside = table[at + 8 : at + 12]
    if total > 4:
        (where,) = struct.unpack(order + "I", inside)
        if where + total > source.size:
            seen.flaws.add("length")
            return ()
        inside = b"" if kind not in {3, 4, 13} else source.read(where, min(total, 8 * width))
    if kind not in {1, 3, 4, 13}:
        return ()
    letter = {1: "B", 2: "H", 4: "I"}[width]
    whole = min(length, 8, len(inside) // width)
    return struct.unpack(f"{order}{whole}{letter}", inside[: whole * width])


def _note(seen: Skeleton, numbers: dict[int, int]) -> None:
    seen.dng = seen.dng or _DNG_VERSION in numbers
    size = numbers.get(_WIDTH, 0), numbers.get(_HEIGHT, 0)
    # A directory whose subfile type is 0 holds the full picture (TIFF 6.0, NewSubfileType).
    if all(size) and (seen.full_size is None or numbers.get(_SUBFILE) == 0):
        seen.full_size = size
    where, length = numbers.get(_THUMB_AT, 0), numbers.get(_THUMB_LENGTH, 0)
    if where and 0 < length <= _LARGEST_THUMBNAIL and seen.thumbnail is None:
        seen.thumbnail = where, length
