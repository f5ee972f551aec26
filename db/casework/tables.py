# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables from strangers as rows of text: whatever the bytes are, nothing raises.

What was guessed on the way is told: how the text is spelled, which lines could not be taken apart.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

MOST_BYTES: Final = 16 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 2_000
SEPARATORS: Final = (";", ",", "\t", "|")
HEADER_WITHIN: Final = 20
"""Lists from offices begin with a title; the heading is looked for in so many lines."""

Cell = str | int | float | bool | date | None
"""What a spreadsheet holds in a cell, as its reader gave it."""

_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\u200b]")
_MOST_EXACT: Final = 1e15  # a spreadsheet's numbers are exact up to here


@dataclass(frozen=True, slots=True)
class Table:
    """Lines with their numbers in the file, from 1, at most `MOST_ROWS` and a few more.

    `encoding`: what the bytes were read as; `sure` unless nothing else fitted.  `lost`: letters
    that could not be read.  `torn`: numbers of lines that could not be taken apart.
    """

    lines: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    sure: bool
    lost: int
    torn: tuple[int, ...]


def csv_table(data: bytes, likeness: Callable[[Sequence[str]], int]) -> Table:
    """Read a CSV of any usual spelling.

    UTF-8 with and without a mark, UTF-16 and Windows-1252; semicolon, comma, tab or bar.
    `likeness`: how many cells of a line look like headings, which chooses the separator.
    """
    encoding, sure, written = decoded(data)
    separator = _separator(written, likeness)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    rows: list[tuple[int, tuple[str, ...]]] = []
    torn = []
    while len(rows) <= MOST_ROWS + HEADER_WITHIN:
        first = reader.line_num + 1
        try:
            rows.append((first, cleaned(next(reader))))
        except StopIteration:
            break
        except csv.Error:
            torn.append(first)
    return Table(tuple(rows), encoding, sure, written.count("\ufffd"), tuple(torn))


def cell_table(rows: Iterable[Sequence[Cell]]) -> Table:
    """Read the cells of a sheet."""
    lines = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + HEADER_WITHIN:
            break
        lines.append((number, cleaned(row)))
    return Table(tuple(lines), "", sure=True, lost=0, torn=())


def cleaned(row: Sequence[Cell]) -> tuple[str, ...]:
    """Return cells as text: days as ISO, whole numbers without a point, the rest as it is."""
    return tuple(_cell(value) for value in row[:MOST_COLUMNS])


def decoded(data: bytes) -> tuple[str, bool, str]:
    """Return what bytes were read as, whether that is sure, and their text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16", True, data.decode("utf-16", "replace")
    if wide := _wide(data):
        return "UTF-16", True, data.decode(wide, "replace")
    try:
        return "UTF-8", True, data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "Windows-1252", False, data.decode("cp1252", "replace")


def _wide(data: bytes) -> str:
    """Tell UTF-16 without a mark by the nought in every other byte of plain letters."""
    sample = data[:2000]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.7 else ""


def _separator(written: str, likeness: Callable[[Sequence[str]], int]) -> str:
    """Return the sign that divides the likeliest heading, or else stands most often."""
    lines = [line for line in written[:65_536].splitlines() if line.strip()][:HEADER_WITHIN]
    best, most = SEPARATORS[0], (0, 0)
    for sign in SEPARATORS:
        known = max((likeness(line.split(sign)) for line in lines), default=0)
        score = (known, sum(line.count(sign) for line in lines))
        if score > most:
            best, most = sign, score
    return best


def _cell(value: Cell) -> str:
    """Return a cell as text: days as ISO, whole numbers without a point, the rest as it is."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _MOST_EXACT else f"{value:e}"
    if isinstance(value, int):
        return str(value)[:LONGEST_CELL]
    plain = _INVISIBLE.sub("", value[: LONGEST_CELL + 1].encode("utf-8", "ignore").decode("utf-8"))
    return unicodedata.normalize("NFC", plain).strip()
