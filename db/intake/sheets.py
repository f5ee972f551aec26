# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks from strangers as plain rows, inside the fence: values only, one sheet, bounded.

A workbook is a ZIP of XML.  What it would unpack to is reckoned from its directory before anything
is unpacked; formulas are never worked out, their last shown value is taken.
"""

import json
import lzma
import math
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from db.intake.limits import (
    TABLE_BYTES,
    TABLE_CELL_CHARS,
    TABLE_COLUMNS,
    TABLE_ROWS,
    TABLE_UNPACKED,
)
from db.intake.source import Source, SourceFile

Cell = str | int | float | bool | None
Rows = tuple[tuple[Cell, ...], ...]

_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_PARTS: Final = 2_000
_INT_DIGITS: Final = 400
_ENTITY_MARKS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_HEAD: Final = 4_096


class NoTableError(Exception):
    """These bytes are no workbook whose cells can be read within the limits."""


def read(source: Source) -> Rows:
    """Return the cells of the first sheet that people see; NoTableError for anything else."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only where a workbook is wanted

    file = SourceFile(source)
    _must_be_small(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise NoTableError
        sheet = shown[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        return tuple(_bounded(sheet.iter_rows(values_only=True, max_col=TABLE_COLUMNS)))
    except (NoTableError, MemoryError, OSError):
        raise
    except Exception as error:
        raise NoTableError from error


def to_bytes(rows: Rows) -> bytes:
    """Return the load of a TABLE frame."""
    return json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def from_bytes(load: bytes) -> Rows:
    """Read a TABLE frame's load, believing nothing; ValueError unless it is rows of plain cells."""
    rows = json.loads(load)
    if not isinstance(rows, list) or len(rows) > TABLE_ROWS:
        message = "not the rows of a table"
        raise ValueError(message)
    return tuple(_believed(row) for row in rows)


def _believed(row: Any) -> tuple[Cell, ...]:
    if not isinstance(row, list) or len(row) > TABLE_COLUMNS:
        message = "not a row of a table"
        raise ValueError(message)
    for cell in row:
        plain = cell is None or isinstance(cell, str | int | float)
        if not plain or (isinstance(cell, str) and len(cell) > TABLE_CELL_CHARS):
            message = "not a cell of a table"
            raise ValueError(message)
        if isinstance(cell, float) and not math.isfinite(cell):
            message = "not a number of a table"
            raise ValueError(message)
    return tuple(row)


def _must_be_small(file: SourceFile) -> None:
    """Refuse what would unpack to more than a list of people ever does, and what XML can abuse."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > TABLE_UNPACKED:
                raise NoTableError
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        head = opened.read(_HEAD)
                    if any(mark in head for mark in _ENTITY_MARKS):
                        raise NoTableError
    except (*_UNREADABLE, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise NoTableError from error


def _bounded(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Cell, ...]]:
    room = TABLE_BYTES // 2
    for number, row in enumerate(rows):
        if number >= TABLE_ROWS:
            return
        cells = tuple(_plain(cell) for cell in row[:TABLE_COLUMNS])
        while cells and cells[-1] is None:
            cells = cells[:-1]
        room -= sum(len(cell) if isinstance(cell, str) else 8 for cell in cells) + 8
        if room < 0:
            raise NoTableError
        yield cells


def _plain(cell: Any) -> Cell:
    """Return a value that JSON has; days become ISO."""
    match cell:
        case None | bool():
            return cell
        case int():
            return cell if abs(cell) < 10**_INT_DIGITS else None
        case float():
            return cell if math.isfinite(cell) else None
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            text = str(cell)[:TABLE_CELL_CHARS]
            return text.encode("utf-8", "replace").decode("utf-8")
