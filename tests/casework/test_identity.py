# SPDX-License-Identifier: GPL-3.0-or-later
"""NIP, NI PPPK, NRP and NIK, taken apart."""

import ast
import inspect
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework import identity
from db.casework.identity import Identity, IdKind, Weight, cross_check, read
from resources.phrases import table

ON = date(2024, 1, 10)
DAYS = st.dates(date(1955, 1, 1), date(2004, 12, 31))


def codes(found: Identity, weight: Weight = Weight.BLOCK) -> set[str]:
    return {one.code for one in found.remarks if one.weight is weight}


def test_an_nip_tells_birth_appointment_and_sex() -> None:
    found = read("19740817 199903 1 901", on=date(2023, 12, 3))
    assert found == Identity(
        kind=IdKind.PNS,
        digits="197408171999031901",
        printed="19740817 199903 1 901",
        born=date(1974, 8, 17),
        appointed="1999-03",
        sex="L",
        serial="901",
    )
    assert found.usable


def test_an_ni_pppk_tells_the_year_and_the_contract() -> None:
    found = read("199111032022211901", on=date(2024, 1, 9))
    assert (found.kind, found.appointed, found.contract) == (IdKind.PPPK, "2022", 1)
    assert (found.born, found.sex, found.printed) == (
        date(1991, 11, 3),
        "L",
        "19911103 202221 1 901",
    )
    assert read("199111032022221901", on=ON).contract == 2


@pytest.mark.parametrize(
    ("digits", "born", "sex", "region"),
    [
        ("1803131206809901", date(1980, 6, 12), "L", "18.03.13"),
        ("3205282507899904", date(1989, 7, 25), "L", "32.05.28"),
        ("5306075004909902", date(1990, 4, 10), "P", "53.06.07"),
        ("3602041211870001", date(1987, 11, 12), "L", "36.02.04"),
    ],
)
def test_an_nik_tells_region_birth_and_sex(digits: str, born: date, sex: str, region: str) -> None:
    found = read(digits, on=ON)
    assert (found.kind, found.born, found.sex, found.region) == (IdKind.NIK, born, sex, region)
    assert found.usable


@pytest.mark.parametrize(
    "typed",
    [
        "19740817 199903 1 901",
        "19740817.199903.1.901",
        "NIP. 19740817-199903-1-901",
        "nip:197408171999031901",
        "NIP197408171999031901",
        " 1974\u200b0817 1999\u00a003 1 901\n",
        "１９７４０８１７１９９９０３１９０１",  # noqa: RUF001 - wide digits are the case
        "\u0661\u0669\u0667\u0664\u0660\u0668\u0661\u0667199903 1 901",
    ],
)
def test_separators_labels_and_foreign_digits_do_not_matter(typed: str) -> None:
    assert read(typed, on=ON).digits == "197408171999031901"
    assert read(typed, on=ON).usable


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("19740817199903190", "length"),
        ("1974081719990319011", "length"),
        ("197413171999031901", "birth-date"),
        ("197402301999031901", "birth-date"),
        ("201008172023031901", "age"),
        ("194008171960031901", "age"),
        ("197408171990031901", "appointed-too-young"),
        ("197408172024021901", "appointed-later"),
        ("197408172025211901", "appointed-later"),
        ("197408171999033901", "sex"),
        ("197408171999031000", "serial"),
        ("197408171999001901", "marker"),
        ("197408171999131901", "marker"),
        ("197408171999201901", "marker"),
        ("19740817I999031901", "letters"),
        ("", "empty"),
    ],
)
def test_a_number_that_cannot_be_an_nip_is_not_usable(digits: str, code: str) -> None:
    found = read(digits, IdKind.PNS, on=ON)
    assert code in codes(found)
    assert not found.usable


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("180313120680990", "length"),
        ("1803133206809901", "birth-date"),
        ("1803134006809901", "birth-date"),
        ("1803137206809901", "birth-date"),
        ("1803131213809901", "birth-date"),
        ("1803133002809901", "birth-date"),
        ("1803130006809901", "birth-date"),
        ("1803131206800000", "serial"),
    ],
)
def test_a_number_that_cannot_be_an_nik_is_not_usable(digits: str, code: str) -> None:
    assert code in codes(read(digits, IdKind.NIK, on=ON))


def test_the_choice_of_the_other_kind_of_servant_is_only_warned_about() -> None:
    found = read("199111032022211901", IdKind.PNS, on=ON)
    assert codes(found, Weight.WARN) == {"kind-differs"}
    assert found.kind is IdKind.PPPK
    assert found.usable


def test_an_unknown_region_is_only_warned_about() -> None:
    known = {"18.03.13"}
    assert read("1803131206809901", on=ON, regions=known).remarks == ()
    odd = read("9109131206809901", on=ON, regions=known)
    assert codes(odd, Weight.WARN) == {"region-unknown"}
    assert odd.usable
    assert read("9109131206809901", on=ON, regions=lambda code: code == "91.09.13").remarks == ()


def test_somebody_under_seventeen_is_only_warned_about() -> None:
    found = read("1803131206109901", on=ON)
    assert (found.born, codes(found, Weight.WARN)) == (date(2010, 6, 12), {"young"})


def test_a_leap_day_chooses_the_century_that_has_it() -> None:
    assert read("1803132902009901", on=date(2024, 1, 1)).born == date(2000, 2, 29)
    assert codes(read("1803132902019901", on=ON)) == {"birth-date"}


def test_an_appointment_after_the_event_stands_when_it_lies_before_today() -> None:
    nip = "197408172024021901"
    assert read(nip, on=ON, today=date(2024, 3, 1)).usable


def test_police_and_army_numbers_are_not_taken_apart() -> None:
    assert read("74080123", on=ON).kind is IdKind.POLRI
    assert codes(read("7408012", IdKind.POLRI, on=ON)) == {"length"}
    assert read("21970302941275", IdKind.TNI, on=ON).usable
    navy = read("12345/P", IdKind.TNI, on=ON)
    assert navy.usable
    assert codes(navy, Weight.WARN) == {"letters"}


def test_a_number_of_no_known_length_is_not_guessed() -> None:
    assert codes(read("12345", on=ON)) == {"kind-unknown"}
    assert read("1803131206809901", IdKind.HONORARY, on=ON).kind is IdKind.NIK
    assert read("1803131206809901", IdKind.UNKNOWN, on=ON).kind is IdKind.NIK


@given(st.text(max_size=60), st.sampled_from([None, *IdKind]))
def test_nothing_typed_makes_reading_raise(text: str, kind: IdKind | None) -> None:
    found = read(text, kind, on=ON)
    assert found.digits == "" or found.digits.isascii()
    assert found.digits == "" or found.digits.isdigit()


def test_a_paste_of_ten_megabytes_is_answered_at_once() -> None:
    assert codes(read("7" * 10_000_000, on=ON)) == {"letters"}


@given(DAYS, st.integers(1, 12), st.sampled_from("12"), st.integers(1, 999))
def test_every_well_formed_nip_reads_back(born: date, month: int, sex: str, serial: int) -> None:
    year = born.year + 18
    found = read(f"{born:%Y%m%d}{year}{month:02d}{sex}{serial:03d}", on=date(2024, 12, 31))
    assert (found.born, found.appointed) == (born, f"{year}-{month:02d}")
    assert found.sex == {"1": "L", "2": "P"}[sex]
    assert found.usable


@given(DAYS, st.booleans(), st.integers(1, 9999))
def test_every_well_formed_nik_reads_back(born: date, woman: bool, serial: int) -> None:  # noqa: FBT001 - drawn by hypothesis
    day = born.day + (40 if woman else 0)
    found = read(f"180313{day:02d}{born:%m%y}{serial:04d}", on=date(2024, 12, 31))
    assert (found.born, found.sex) == (born, "P" if woman else "L")
    assert found.remarks == ()


def test_numbers_of_one_person_are_compared() -> None:
    nip = read("197408171999031901", on=ON)
    nik = read("5105015708749901", on=ON)
    assert [one.code for one in cross_check(nip, nik)] == ["sex-nip-nik"]
    nik = read("5105011808749901", on=ON)
    assert [one.code for one in cross_check(nip, nik)] == ["born-nip-nik"]
    assert cross_check(nip, read("5105011708749901", on=ON)) == ()


def test_a_form_that_says_otherwise_is_only_warned_about() -> None:
    nip = read("197408171999031901", on=ON)
    remarks = cross_check(nip, None, born=date(1974, 8, 18), sex="P")
    assert [one.code for one in remarks] == ["born-nip-form", "sex-nip-form"]
    assert {one.weight for one in remarks} == {Weight.WARN}
    assert dict(remarks[0].blanks) == {"nip": "17-08-1974", "form": "18-08-1974"}


def test_a_nik_knows_no_century() -> None:
    nik = read("5105011708049901", on=ON)
    assert nik.born == date(2004, 8, 17)
    assert cross_check(None, nik, born=date(1904, 8, 17)) == ()
    nip = read("197408171999031901", on=ON)
    assert [one.code for one in cross_check(nip, None, born=date(1874, 8, 17))] == ["born-nip-form"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_remark_has_its_phrase(language: str) -> None:
    tree = ast.parse(inspect.getsource(identity))
    named = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_block", "_warn"}
        and isinstance(call.args[0], ast.Constant)
    }
    pairs = ("nip-nik", "nip-form", "nik-form")
    named |= {"letters", "empty"}
    named |= {f"{what}-{pair}" for what in ("born", "sex") for pair in pairs}
    assert len(named) > 15
    assert {f"identity.{code}" for code in named} <= set(table(language))
