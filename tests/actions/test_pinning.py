# SPDX-License-Identifier: GPL-3.0-or-later
"""A head that comes back from paper: fits, is newer, is other, or is a slip; and stays in force."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInputError
from db.ledger.spoken import GROUPS, LETTERS, PREFIX, SpokenHead
from db.model.digest import Digest
from db.model.flaw import Flaw
from db.model.ids import VaultId
from db.store import pins
from db.store.vault import Vault
from desktop.actions import pinning
from desktop.actions.examining import examine_vault
from desktop.actions.pinning import Verdict
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

VAULT = VaultId("01ARZ3NDEKTSV4RRFFQ69G5FAV")
HEADS = st.builds(
    SpokenHead.of,
    st.just(VAULT),
    st.integers(0, 2**40 - 1),
    st.binary(min_size=32, max_size=32).map(Digest),
)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(vault, b"isi")
    yield vault
    vault.abandon()


@given(HEADS)
def test_letters_say_what_they_were_made_of(head: SpokenHead) -> None:
    assert len(head.groups) == GROUPS
    typed = "-".join(head.groups).lower().replace("0", "o").replace("1", "l")
    assert SpokenHead.parse(typed) == head
    assert SpokenHead.parse(PREFIX + head.letters) == head


@given(HEADS, st.integers(0, 47), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_a_slip_and_not_another_history(
    head: SpokenHead, place: int, letter: str
) -> None:
    letters = head.letters
    if letters[place] != letter:
        with pytest.raises(InvalidInputError) as caught:
            SpokenHead.parse(letters[:place] + letter + letters[place + 1 :])
        assert caught.value.details["what"] == "head-slip"


@pytest.mark.parametrize("text", ["", "ABCD", "U" * 48, "é" * 48, "0" * 49, "🦆" * 48])
def test_what_is_no_head_is_named(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        SpokenHead.parse(text)
    assert str(caught.value.details["what"]).startswith("head-")


def test_a_head_of_this_ledger_fits_also_when_it_grew(vault: Vault) -> None:
    text = " ".join(pinning.spoken(vault).groups)
    put(vault, b"lagi")
    compared = pinning.pin(vault, text, "Form A 3")
    assert compared.verdict is Verdict.SAME
    assert compared.own > compared.size
    assert pins.examine(vault) == ()


def test_a_head_beyond_the_end_says_that_the_tail_was_cut_for_good(vault: Vault) -> None:
    head = pinning.spoken(vault)
    beyond = SpokenHead(head.mark, head.size + 5, head.root)
    assert pinning.pin(vault, beyond.letters, "kertas").verdict is Verdict.NEWER
    with at_desk(vault) as desk:
        found_now = examine_vault(desk)
    assert [one.flaw for one in found_now.discrepancies] == [Flaw.CUT_TAIL]


def test_another_history_is_named_and_kept_once(vault: Vault) -> None:
    head = pinning.spoken(vault)
    other = SpokenHead(head.mark, head.size, bytes(20))
    for _ in range(2):
        assert pinning.pin(vault, other.letters, "foto rekan").verdict is Verdict.OTHER
    assert [one.flaw for one in pins.examine(vault)] == [Flaw.FORKED]
    assert len(pins.pins(vault)) == 1


def test_a_head_of_another_vault_is_not_kept(vault: Vault) -> None:
    other = SpokenHead.of(VAULT, 3, Digest(bytes(32)))
    assert pinning.pin(vault, other.letters, "x").verdict is Verdict.ELSEWHERE
    assert pins.pins(vault) == ()


def test_the_picture_is_one_that_scanners_read(vault: Vault) -> None:
    assert pinning.drawn(pinning.spoken(vault)).startswith(b"<svg")
