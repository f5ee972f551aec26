# SPDX-License-Identifier: GPL-3.0-or-later
"""Official numbers, our own codes, exhibits and polling stations."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.numbering import (
    evidence_code,
    exhibit_label,
    local_code,
    official_number,
    prefix_of,
    read_code,
    roman,
    stations,
)
from db.errors import InvalidInputError
from db.model.ids import ALPHABET, ulid

LHP = "{seq:03}/LHP/{classification}/{unit}/{mm}/{yyyy}"
REGISTER = "{seq:03}/Reg/TM/{vote}/{level}/{code}/{roman}/{yyyy}"
DAY = date(2023, 12, 3)
PARTS = {"classification": "PM.01.02", "unit": "K.BA-05.01"}
IDS = st.builds(ulid, st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))


def test_an_official_number_is_written_by_its_template() -> None:
    assert official_number(LHP, 14, DAY, PARTS) == "014/LHP/PM.01.02/K.BA-05.01/12/2023"
    parts = {"vote": "PL", "level": "Kec-Siantan", "code": "21.05"}
    assert official_number(REGISTER, 1, date(2024, 9, 5), parts) == (
        "001/Reg/TM/PL/Kec-Siantan/21.05/IX/2024"
    )
    assert official_number("{seq}/{dd}-{yy}", 7, DAY, {}) == "7/03-23"


@pytest.mark.parametrize(
    ("template", "seq", "what"),
    [
        (LHP, 0, "number-sequence"),
        ("{seq:03}/LHP/{nobody}", 1, "number-part"),
        ("{seq:03}/{classification", 1, "number-template"),
        ("{seq.__class__}", 1, "number-template"),
        ("{}", 1, "number-template"),
        (" ", 1, "number-template"),
    ],
)
def test_what_cannot_be_written_is_said(template: str, seq: int, what: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        official_number(template, seq, DAY, PARTS)
    assert caught.value.details["what"] == what


def test_a_part_that_is_only_space_is_not_known() -> None:
    with pytest.raises(InvalidInputError) as caught:
        official_number(LHP, 1, DAY, {**PARTS, "unit": " "})
    assert caught.value.details["part"] == "unit"


def test_months_have_roman_numerals() -> None:
    assert [roman(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]


@given(IDS)
def test_a_local_code_is_drawn_from_the_random_bits_and_reads_back(paper: str) -> None:
    code = local_code("NPD", paper)
    assert re.fullmatch(f"NPD-[{ALPHABET}]{{4}}", code)
    assert code[4:] == paper[10:14]
    assert read_code(code.lower().replace("-", " ")) == code
    assert not set(code[4:]) & set("ILOU")


@given(IDS, st.integers(0, 30))
def test_a_taken_code_gives_way_to_another(paper: str, collisions: int) -> None:
    taken: set[str] = set()
    for _ in range(collisions):
        code = local_code("NPD", paper, taken)
        assert code not in taken
        taken.add(code)


def test_an_id_all_of_whose_codes_are_taken_is_an_error() -> None:
    paper = ulid(0, b"\0" * 10)
    taken = {f"NPD-{'0' * length}" for length in range(4, 17)}
    with pytest.raises(ValueError, match="taken"):
        local_code("NPD", paper, taken)
    with pytest.raises(ValueError, match="ULID"):
        local_code("NPD", "7K3F")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("npd-7k3f", "NPD-7K3F"),
        (" NPD 7K3F e1 ", "NPD-7K3F-E01"),
        ("SLT-4HOI", "SLT-4H01"),
        ("NPD-7K3F-E112", "NPD-7K3F-E112"),
        ("NPD-7K3F-E00", None),
        ("NPD-7K3U", None),
        ("NPD", None),
        ("NPD-7K3", None),
        ("", None),
        ("N" * 10_000_000, None),
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str, code: str | None) -> None:
    assert read_code(typed) == code


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("Siantan", "SNT"),
        ("Muara Enim", "MRE"),
        ("Solor Timur", "SLT"),
        ("Abung Semuli", "ABS"),
        ("Arut Selatan", "ARS"),
        ("Kepulauan Sangkarrang", "SNG"),
        ("Distrik Mimika Baru", "MMB"),
        ("Kota", "KTO"),
        ("2 x 11 Enam Lingkung", "XLX"),
        ("Ie", "IEX"),
        ("Pu\u2019er", "PUE"),
        ("É", "EXX"),
        ("", "XXX"),
        ("\u6c34", "XXX"),
    ],
)
def test_an_office_gets_letters_from_its_name(name: str, prefix: str) -> None:
    assert prefix_of(name) == prefix


@given(st.text(max_size=40))
def test_letters_of_an_office_are_always_three(name: str) -> None:
    assert re.fullmatch("[A-Z]{3}", prefix_of(name))


def test_exhibits_are_numbered_within_their_paper() -> None:
    assert (exhibit_label(1), exhibit_label(112)) == ("E01", "E112")
    assert evidence_code("NPD-7K3F", 1) == "NPD-7K3F-E01"
    with pytest.raises(ValueError, match="from one"):
        exhibit_label(0)


def test_polling_stations_are_found_in_prose() -> None:
    text = "Pengawas TPS 01 Kelurahan Kawatuna dan TPS10 Desa Kubu Batu, tps 901, TPS 01, TPS 0"
    assert stations(text) == (1, 10, 901)
    assert stations("TPS 1234, TPSX 3") == ()
