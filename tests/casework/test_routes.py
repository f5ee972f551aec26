# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases go to whoever exists on the day they are passed on, and not without what is asked for."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.casework.paper import Values
from db.casework.routes import day_of_passing, lacking, missing, reported, routes
from db.model.ids import PaperId
from tests.fakes.procedure import ASN, reference

REFERENCE = reference()
RIKA, GEDE = PaperId("01HXRIKAAAAAAAAAAAAAAAAAAA"), PaperId("01HXGEDEAAAAAAAAAAAAAAAAAA")
CASE: Values = {
    "pihak": [
        {"orang": {"id": RIKA, "version": 1}, "peran": "TERLAPOR"},
        {"orang": {"id": GEDE, "version": 1}, "peran": "SAKSI"},
    ]
}


def addressees(day: date, *types: str, regime: str = "PEMILU") -> list[str]:
    return [one.code for one in routes(REFERENCE, types, day=day, regime=regime)]


@given(st.dates(date(2023, 1, 1), date(2031, 12, 31)), st.sampled_from(["PEMILU", "PILKADA"]))
def test_the_commission_takes_cases_until_the_day_it_ended(day: date, regime: str) -> None:
    expected = "KASN" if day < date(2024, 8, 24) else "BKN"
    assert addressees(day, ASN, regime=regime) == [expected]


def test_a_case_of_several_types_goes_to_several_places_each_once() -> None:
    assert addressees(date(2023, 12, 18), ASN, "PIDANA", ASN) == ["KASN", "Gakkumdu"]
    assert addressees(date(2023, 12, 18), "TIDAK_ADA") == []


def test_the_day_comes_from_the_case_and_not_from_a_clock() -> None:
    assert day_of_passing({}) is None
    assert day_of_passing({"tgl_kejadian": "2023-12-03"}) == date(2023, 12, 3)
    registered: Values = {
        "tgl_kejadian": "2024-08-20",
        "tgl_registrasi": "2024-08-26T09:00+07:00",
        "pleno_tanggal": "2024-08-25",
        "tgl_diketahui": "besok",
    }
    passed = day_of_passing(registered)
    assert passed == date(2024, 8, 26)
    assert addressees(passed, ASN) == ["BKN"]


def test_without_a_number_a_case_is_not_ready_for_sbt() -> None:
    (sbt,) = routes(REFERENCE, [ASN], day=date(2024, 9, 9), regime="PILKADA")
    assert sbt.system == "SBT"
    for page in ({"nip": "198805212012012901"}, {"nik": "2105016105880001"}):
        assert missing(sbt, CASE, {RIKA: {"nama": "Rika Handayani", **page}}) == ()
    people = {RIKA: {"nama": "Rika Handayani", "nip": " "}, GEDE: {}}
    assert missing(sbt, CASE, people) == ("nip_atau_nik",)
    (lack,) = lacking(sbt, CASE, people)
    assert (lack.person, lack.name) == (RIKA, "Rika Handayani")


def test_a_case_about_nobody_is_not_ready_either() -> None:
    (sbt,) = routes(REFERENCE, [ASN], day=date(2024, 9, 9), regime="PILKADA")
    assert missing(sbt, {}, {}) == ("nip_atau_nik",)
    assert reported({"pihak": "rusak"}) == ()


def test_other_needs_are_fields_of_the_case() -> None:
    (village,) = routes(REFERENCE, ["HUKUM_LAIN/DESA"], day=date(2024, 2, 1), regime="PEMILU")
    assert missing(village, {}, {}) == ("hasil",)
    assert missing(village, {"hasil": "diteruskan"}, {}) == ()
