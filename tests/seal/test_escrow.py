# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's key in shares: any `need` make it again, fewer tell nothing, slips are named."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInputError
from db.seal.escrow import Gathered, Share, combine, product, split
from db.seal.parcel import OfficeKey

SEED = OfficeKey(bytes(range(32)))


def gathered(*shares: Share) -> Gathered:
    found = Gathered()
    for share in shares:
        found = found.add(share)
    return found


def refused(*shares: Share) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as caught:
        combine(gathered(*shares))
    return caught.value


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x53, 0xCA, 1), (0, 9, 0)],
)
def test_products_are_those_of_aes(one: int, other: int, expected: int) -> None:
    assert product(one, other) == expected == product(other, one)


def test_a_division_with_known_coefficients_has_these_parts() -> None:
    made = split(OfficeKey(b"\x2a" * 32), 2, 3, random=lambda count: b"\x65" * count)
    # 0x2a + 0x65·x in GF(2^8): at 1, 2 and 3
    assert [one.part[0] for one in made] == [0x4F, 0xE0, 0x85]
    assert made[0].made == b"\x65\x65"


@given(secret=st.binary(min_size=32, max_size=32), data=st.data())
def test_any_needed_number_of_shares_makes_the_key(secret: bytes, data: st.DataObject) -> None:
    among = data.draw(st.integers(2, 15))
    need = data.draw(st.integers(2, among))
    made = split(OfficeKey(secret), need, among)
    chosen = data.draw(st.permutations(made))[: data.draw(st.integers(need, among))]
    assert combine(gathered(*chosen)).secret == secret


def test_fewer_shares_than_needed_say_how_many_are_missing() -> None:
    made = split(SEED, 3, 5)
    found = refused(*made[:2])
    assert found.details["what"] == "share-few"
    assert found.details["missing"] == "1"


def test_a_share_alone_is_spread_evenly_whatever_the_key_is() -> None:
    for secret in (bytes(32), b"\xff" * 32):
        counts = Counter(
            byte for _ in range(400) for byte in split(OfficeKey(secret), 2, 3)[0].part
        )
        assert len(counts) == 256
        assert max(counts.values()) < 2 * 400 * 32 / 256


@pytest.mark.parametrize("value", [0, 0x2A])
def test_two_shares_of_three_are_every_pair_alike_whatever_the_key_is(value: int) -> None:
    pairs = set()
    for rise in range(256):
        for start in range(0, 256, 32):
            rows = iter([b"zz", bytes([rise]) * 32, bytes(range(start, start + 32))])
            made = split(
                OfficeKey(bytes([value]) * 32), 3, 3, random=lambda _, rows=rows: next(rows)
            )
            pairs |= set(zip(made[0].part, made[1].part, strict=True))
    assert len(pairs) == 256 * 256


def test_a_share_of_another_key_or_division_is_named() -> None:
    made, again, other = split(SEED, 2, 3), split(SEED, 2, 3), split(OfficeKey(b"\x05" * 32), 2, 3)
    with pytest.raises(InvalidInputError) as caught:
        gathered(made[0], other[1])
    assert (caught.value.details["what"], caught.value.details["number"]) == ("share-key", "2")
    again = tuple(replace(one, made=b"zz") for one in again)
    with pytest.raises(InvalidInputError) as caught:
        gathered(made[0], again[2])
    assert (caught.value.details["what"], caught.value.details["number"]) == ("share-set", "3")
    with pytest.raises(InvalidInputError) as caught:
        gathered(made[0], replace(made[0], part=bytes(32)))
    assert caught.value.details["what"] == "share-twice"


def test_a_changed_share_is_noticed_and_named_when_there_is_one_more() -> None:
    made = split(SEED, 2, 4)
    bad = replace(made[1], part=bytes(32))
    assert refused(made[0], bad).details["what"] == "share-some"
    found = refused(made[0], bad, made[3])
    assert (found.details["what"], found.details["number"]) == ("share-wrong", "2")


def test_a_share_is_read_back_from_paper_and_from_its_code() -> None:
    for share in split(SEED, 3, 5):
        assert Share.read("\n".join(share.lines)) == share
        assert Share.read(share.text) == share
        assert Share.read(" ".join(share.lines).lower().replace("1", "l")) == share
        assert [len(line) for line in share.lines] == [24] * 4


@given(line=st.integers(0, 3), place=st.integers(0, 23), letter=st.sampled_from("0123456789ABCXYZ"))
def test_a_mistyped_letter_is_named_with_its_line(line: int, place: int, letter: str) -> None:
    lines = list(split(SEED, 2, 2, random=lambda count: b"\x11" * count)[0].lines)
    if lines[line][place] in {letter, " "}:
        return
    lines[line] = lines[line][:place] + letter + lines[line][place + 1 :]
    with pytest.raises(InvalidInputError) as caught:
        Share.read("\n".join(lines))
    assert caught.value.details == {"what": "share-line", "line": str(line + 1)}


@pytest.mark.parametrize("text", ["", "ABCD", "SEGEL1:ABC", "U" * 80, "é" * 80])
def test_other_texts_are_no_shares(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Share.read(text)
    assert caught.value.details["what"] in {"share", "share-line"}


@pytest.mark.parametrize(("need", "among"), [(1, 3), (4, 3), (2, 16), (0, 0)])
def test_a_division_that_protects_nothing_is_refused(need: int, among: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        split(SEED, need, among)
    assert caught.value.details["what"] == "share-count"


def test_every_set_of_shares_of_a_division_makes_the_same_key() -> None:
    made = split(SEED, 3, 5)
    assert {combine(gathered(*some)).secret for some in combinations(made, 3)} == {SEED.secret}
