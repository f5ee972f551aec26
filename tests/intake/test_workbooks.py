# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of people in workbooks are read in the child, and no workbook can hurt whoever opens it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from openpyxl import Workbook

from db.errors import InvalidInputError
from db.intake import sheets
from db.intake.isolate import Examiner

NIP = "197408171999031901"


@pytest.fixture
def examiner() -> Iterator[Examiner]:
    with Examiner() as made:
        yield made


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("lain").append(["tidak dibaca"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ask(examiner: Examiner, data: bytes) -> sheets.Rows:
    return examiner.table(lambda at, length: data[at : at + length], len(data), "daftar.xlsx")


def repacked(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as goal,
    ):
        for one in source.infolist():
            body = source.read(one)
            goal.writestr(one.filename, body.replace(old, new, 1) if part in one.filename else body)
    return written.getvalue()


def test_the_cells_of_the_first_sheet_come_back_with_days_as_iso(examiner: Examiner) -> None:
    data = workbook(["Nama", "NIP", "Lahir"], ["I Gede Suardana", NIP, date(1974, 8, 17)])
    assert ask(examiner, data) == (
        ("Nama", "NIP", "Lahir"),
        ("I Gede Suardana", NIP, "1974-08-17"),
    )


def test_a_number_that_excel_rounded_stays_a_rounded_number(examiner: Examiner) -> None:
    assert ask(examiner, workbook(["NIP"], [float(NIP)]))[1] == (float(NIP),)


def test_formulas_are_never_worked_out(examiner: Examiner) -> None:
    """Nobody ever opened this workbook, so that there is no last value to show."""
    assert ask(examiner, workbook(["Nama"], ['=HYPERLINK("http://x","y")']))[1:] == ((),)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Nama;NIP\n", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_refused_calmly(examiner: Examiner, data: bytes) -> None:
    with pytest.raises(InvalidInputError) as refused:
        ask(examiner, data)
    assert refused.value.details["what"] == "table"


def test_a_bomb_is_refused_before_it_is_unpacked_and_the_child_lives_on(examiner: Examiner) -> None:
    good = workbook(["Nama"], ["Siti"])
    bomb = repacked(good, "sheet1", b"</sheetData>", b" " * (300 << 20) + b"</sheetData>")
    assert len(bomb) < 1 << 20
    with pytest.raises(InvalidInputError):
        ask(examiner, bomb)
    assert ask(examiner, good)[1] == ("Siti",)


def test_entities_are_refused(examiner: Examiner) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    with pytest.raises(InvalidInputError):
        ask(examiner, repacked(workbook(["Nama"]), "sheet1", b"<worksheet", doctype))


@pytest.mark.parametrize(
    "load", [b"{}", b"[1]", b"[[[]]]", b"[[NaN]]", b'[["' + b"x" * 3000 + b'"]]', b"[", b"[" * 9000]
)
def test_a_child_that_lies_is_not_believed(load: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        sheets.from_bytes(load)
