# SPDX-License-Identifier: GPL-3.0-or-later
"""A case says whom it is hidden from, and namesakes are pointed out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.access import (
    Because,
    conflict,
    hidden_from,
    next_code_name,
    same_name,
    taken_over_by,
)
from db.casework.paper import Part, Values
from db.model.ids import AccountId, PaperId
from db.model.people import Account, Role
from resources.phrases import table
from tests.fakes.procedure import reference

ME, YOU, OTHER = AccountId("01ME"), AccountId("01YOU"), AccountId("01OTHER")
PAGE = PaperId("01HXPAGEAAAAAAAAAAAAAAAAAA")
KEY = bytes(32)
ACCOUNTS = (
    Account(ME, "Yohanes Lamanepa", Role.CHAIR, KEY),
    Account(YOU, "Maria Ose", Role.VILLAGE, KEY),
)


def test_a_case_says_whom_it_is_hidden_from() -> None:
    assert hidden_from({"akses_terbatas_dari": [ME, "", 7]}) == {ME}
    assert hidden_from({}) == frozenset()


def accused(page: Values) -> tuple[tuple[AccountId, Because], ...]:
    case: Values = {"pihak": [{"orang": {"id": PAGE, "version": 1}, "peran": "TERLAPOR"}]}
    return tuple((one.account, one.because) for one in conflict(case, {PAGE: page}, ACCOUNTS))


def test_a_reported_namesake_is_proposed_and_a_marked_account_is_sure() -> None:
    assert accused({"nama": "YOHANES  LAMANEPA, S.H."}) == ((ME, Because.SAME_NAME),)
    assert accused({"nama": "Yohanes L.", "akun": ME}) == ((ME, Because.MARKED),)
    assert accused({"nama": "Yohanes Kopong"}) == ()
    assert accused({}) == ()


def test_names_in_rows_count_and_witnesses_do_not() -> None:
    found = conflict({"pelaku": [{"nama": "Maria Ose"}]}, {}, ACCOUNTS)
    assert [one.account for one in found] == [YOU]
    assert conflict({"saksi": [{"nama": "Maria Ose"}]}, {}, ACCOUNTS) == ()
    witness: Values = {"pihak": [{"orang": {"id": PAGE, "version": 1}, "peran": "SAKSI"}]}
    assert conflict(witness, {PAGE: {"nama": "Maria Ose"}}, ACCOUNTS) == ()


def test_whom_it_is_hidden_from_already_is_not_proposed_again() -> None:
    case: Values = {"pelaku": [{"nama": "Maria Ose"}], "akses_terbatas_dari": [YOU]}
    assert conflict(case, {}, ACCOUNTS) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hj. Nurhayati, S.H., M.H.", "NURHAYATI", True),
        ("Dr. I Gede Suardana", "suardana i gede", True),
        ("Ma\u2019ruf", "Maruf", True),
        ("Andr\u00e9", "Andre", True),
        ("Petrus K.", "Petrus Kopong", False),
        ("", "", False),
        ("Drs.", "Hj.", False),
    ],
)
def test_names_are_compared_without_titles_case_and_marks(
    one: str,
    other: str,
    same: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@given(st.text(), st.text())
def test_comparing_names_never_fails_and_is_fair(one: str, other: str) -> None:
    assert same_name(one, other) is same_name(other, one)


def test_cases_about_supervisors_are_taken_over_by_the_regency() -> None:
    day = date(2024, 2, 1)
    found = taken_over_by(
        reference(), {"jenis": ["ETIK/PENGAWAS_AD_HOC"]}, day=day, regime="PEMILU"
    )
    assert found is not None
    assert found.addressee.id == "Bawaslu Kab/Kota"
    assert (
        taken_over_by(reference(), {"akses_terbatas_dari": [ME]}, day=day, regime="PEMILU") == found
    )
    assert taken_over_by(reference(), {"jenis": ["PIDANA"]}, day=day, regime="PEMILU") is None


def test_code_names_go_on_where_a_case_left_off() -> None:
    assert next_code_name(Part.WITNESS, []) == "SAKSI-1"
    assert next_code_name(Part.WITNESS, ["SAKSI-1", "saksi-9", "PELAPOR-12", "?"]) == "SAKSI-10"
    assert next_code_name(Part.REPORTER, ["SAKSI-1"]) == "PELAPOR-1"


def test_conflicts_have_words() -> None:
    for language in ("id", "en"):
        assert {f"conflict.{one.value}" for one in Because} <= table(language).keys()
