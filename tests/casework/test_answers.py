# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of any shape are read without complaint, and only what has the right shape counts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.casework import answers
from db.model.canonical import Json

WHO = {"id": "01HXAAAAAAAAAAAAAAAAAAAAAA", "version": 2}
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(ODD)
def test_nothing_typed_makes_a_reader_raise(value: Json) -> None:
    values = {"x": value}
    assert isinstance(answers.text(values, "x"), str)
    assert all(one.strip() == one != "" for one in answers.texts(values, "x"))
    answers.rows(values, "x")
    answers.day(values, "x")
    answers.moment(values, "x")
    answers.filled(value)
    tuple(answers.people_in(value))


def test_people_are_found_however_deep() -> None:
    value = {"pihak": [{"orang": WHO, "peran": "SAKSI"}], "pelapor": WHO, "x": {"id": 7}}
    assert tuple(answers.people_in(value)) == (WHO["id"], WHO["id"])


def test_a_moment_has_an_offset_and_a_day_is_the_local_one() -> None:
    values = {"a": "2024-02-13T00:30+09:00", "b": "2024-02-13T00:30", "c": "2024-02-30"}
    moment = answers.moment(values, "a")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=9)
    assert answers.day(values, "a") == date(2024, 2, 13)
    assert answers.moment(values, "b") is None
    assert answers.day(values, "c") is None


def test_no_and_nought_are_answers_and_space_is_none() -> None:
    assert answers.filled(False)  # noqa: FBT003 - an answer of a form
    assert answers.filled(0)
    assert not answers.filled(" \n")
    assert not answers.filled([{"nama": ""}, {}])
    assert not answers.filled(None)
