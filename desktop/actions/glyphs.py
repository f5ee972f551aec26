# SPDX-License-Identifier: GPL-3.0-or-later
"""Which characters the shipped fonts can print; whatever else was typed is printed as its code.

Archival PDF allows no empty boxes, and a sign that turns the reading direction round could make a
signed page say something else to the eye.  Nothing is dropped: what cannot stand as itself stands
as [U+4E2D].  Source of the table layout: OpenType 1.9, cmap formats 4 and 12.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from resources import path

FONTS: Final = (
    "fonts/Inter-Regular.otf",
    "fonts/print/NotoNaskhArabic_400Regular.ttf",
    "fonts/print/NotoEmoji_400Regular.ttf",
)
"""In the order in which `resources/documents/paper.typ` asks them."""

_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f\u061c\u00ad\ufe0e\ufe0f")
_CONTROL: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    """Return `text` in NFC with every character that paper cannot show written as its code."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_shown(letter) for letter in lines.replace("\t", " "))


def _shown(letter: str) -> str:
    if letter == "\n" or letter in _JOINERS:
        return letter
    if unicodedata.category(letter) == "Zs":
        return letter if letter in " \u00a0" else " "
    if unicodedata.category(letter) in _CONTROL or ord(letter) not in covered():
        return f"[U+{ord(letter):04X}]"
    return letter


@cache
def covered() -> frozenset[int]:
    """Return the code points that at least one of the fonts on paper has a glyph for."""
    return frozenset(point for name in FONTS for point in _points(path(name)))


def _points(font: Path) -> Iterator[int]:
    data = font.read_bytes()
    for at in _subtables(data):
        (kind,) = struct.unpack_from(">H", data, at)
        if kind == 12:
            yield from _segmented(data, at)
        elif kind == 4:
            yield from _basic(data, at)


def _subtables(data: bytes) -> Iterator[int]:
    """Yield where each character map of a font begins."""
    (tables,) = struct.unpack_from(">H", data, 4)
    for place in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * place)
        if tag == b"cmap":
            _, count = struct.unpack_from(">HH", data, start)
            for number in range(count):
                (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * number)
                yield start + offset


def _segmented(data: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
        yield from range(first + (glyph == 0), last + 1)


def _basic(data: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    firsts = struct.unpack_from(f">{count}H", data, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for number in range(count):
        for point in range(firsts[number], min(ends[number], 0xFFFE) + 1):
            if offsets[number] == 0:
                glyph = (point + deltas[number]) & 0xFFFF
            else:
                where = offsets_at + 2 * number + offsets[number] + 2 * (point - firsts[number])
                (glyph,) = struct.unpack_from(">H", data, where)
            if glyph:
                yield point
