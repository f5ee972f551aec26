# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed code: what a hand may do to it, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInputError
from db.seal import recovery
from db.seal.recovery import ALPHABET, PREFIX

SECRETS = st.binary(min_size=20, max_size=20)


@given(SECRETS)
def test_a_code_reads_back(secret: bytes) -> None:
    code = recovery.write(secret)
    assert recovery.read(code) == secret
    assert [len(group) for group in code.split("-")] == [4] * 9


@given(SECRETS)
def test_case_blanks_dashes_and_the_scanners_prefix_do_not_matter(secret: bytes) -> None:
    code = recovery.write(secret)
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", "  "),
        f"  {code}\n",
        PREFIX + code,
        PREFIX.lower() + code.lower(),
        f"\t{PREFIX}{code} ",
        code.replace("-", "\n"),
    ):
        assert recovery.read(typed) == secret


@given(SECRETS)
def test_look_alikes_are_read_as_what_they_look_like(secret: bytes) -> None:
    code = recovery.write(secret)
    assert recovery.read(code.replace("1", "I").replace("0", "O")) == secret
    assert recovery.read(code.replace("1", "l").replace("0", "o")) == secret


@given(SECRETS, st.integers(0, 35), st.integers(1, 31))
def test_one_mistyped_letter_is_a_slip_and_never_another_code(
    secret: bytes, place: int, step: int
) -> None:
    letters = recovery.write(secret).replace("-", "")
    other = ALPHABET[(ALPHABET.index(letters[place]) + step) % 32]
    with pytest.raises(InvalidInputError) as caught:
        recovery.read(letters[:place] + other + letters[place + 1 :])
    assert caught.value.details["what"] == "recovery-code"


@given(SECRETS, st.integers(0, 34))
def test_two_letters_that_changed_places_are_a_slip(secret: bytes, place: int) -> None:
    letters = recovery.write(secret).replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if swapped != letters:
        with pytest.raises(InvalidInputError):
            recovery.read(swapped)


@pytest.mark.parametrize(
    "text", ["", "-", PREFIX, "U" * 36, "0" * 35, "0" * 37, "é" * 36, "٣" * 36]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        recovery.read(text)


def test_no_two_secrets_are_alike() -> None:
    assert len({recovery.new_secret() for _ in range(100)}) == 100


def test_a_code_that_was_printed_once_is_read_for_ever() -> None:
    assert recovery.write(bytes(range(20))) == "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-TY1D"
