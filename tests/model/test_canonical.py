# SPDX-License-Identifier: GPL-3.0-or-later
"""One value has one spelling, and it is RFC 8785's."""

import json
import math
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import DamagedError
from db.model import canonical
from db.model.canonical import LIMIT, Json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-LIMIT, LIMIT) | TEXT,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(TEXT, part, max_size=4),
    max_leaves=12,
)


def test_keys_stand_in_the_order_of_their_utf16_units_as_in_the_example_of_rfc_8785() -> None:
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    order = [str(text) for text in json.loads(canonical.to_bytes(value)).values()]
    assert order == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]
    assert canonical.from_bytes(canonical.to_bytes(value)) == value


def test_text_is_escaped_as_rfc_8785_says_and_no_further() -> None:
    text = '\u20ac$\u000f\u000aA\'B"\\\\"/\b\f\t\r\u007f\u2028é'
    assert canonical.to_bytes(text) == (
        '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\\b\\f\\t\\r\u007f\u2028é"'.encode()
    )


def test_nothing_stands_between_the_parts() -> None:
    value = {"b": [1, None, True, False], "a": {}, "c": [], "": -7}
    assert canonical.to_bytes(value) == b'{"":-7,"a":{},"b":[1,null,true,false],"c":[]}'


class Word(StrEnum):
    ONE = "satu"


def test_a_word_of_an_enumeration_is_written_as_its_text() -> None:
    assert canonical.to_bytes([Word.ONE, {Word.ONE: Word.ONE}]) == b'["satu",{"satu":"satu"}]'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        math.nan,
        math.inf,
        LIMIT + 1,
        -LIMIT - 1,
        "\ud800",
        {"\udfff": 1},
        {1: "a"},
        b"bytes",
        bytearray(b"bytes"),
        {1, 2},
        object(),
        [[{"a": [0.5]}]],
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical.to_bytes(value)


@pytest.mark.parametrize("number", [LIMIT, -LIMIT, 0])
def test_whole_numbers_of_53_bits_are_kept(number: int) -> None:
    assert canonical.from_bytes(canonical.to_bytes(number)) == number


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"01",
        b"-0",
        b"1.0",
        b"1e2",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\ud83d\\ude00"',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        '"a"'.encode("utf-16"),
        '"a"'.encode("utf-32"),
        b"[" * 100_000,
        b"[1,]",
        '{"\ufb33":1,"\U0001f600":2}'.encode(),
        '{"\U0001f600":"\\u0041"}'.encode(),
    ],
)
def test_a_second_spelling_is_refused_and_not_repaired(data: bytes) -> None:
    with pytest.raises(DamagedError):
        canonical.from_bytes(data)


@given(VALUES)
def test_reading_what_was_written_gives_the_value_back(value: Json) -> None:
    assert canonical.from_bytes(canonical.to_bytes(value)) == value


@given(st.binary(max_size=40) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_accepted_bytes_are_the_only_spelling_of_what_they_say(data: bytes) -> None:
    try:
        value = canonical.from_bytes(data)
    except DamagedError:
        return
    assert canonical.to_bytes(value) == data


@given(VALUES)
def test_the_quick_way_and_the_exact_way_agree_on_everything_without_astral_keys(
    value: Json,
) -> None:
    exact = canonical.to_bytes(value)
    if max(exact) < canonical.ASTRAL:
        assert canonical._fast(value) == exact
