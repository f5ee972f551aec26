# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of papers: every filter, every page, the same count."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.casework.paper import Draft, Paper, PaperCard, PaperKind, Part, Party, Summary
from db.store import custodian, docket, drafts, papers, people_book
from db.store.docket import PaperFilter
from db.store.vault import Vault
from tests.fakes.small_papers import person, signed
from tests.fakes.small_vault import found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

LHP, CASE = PaperKind.SUPERVISION, PaperKind.CASE


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with pytest.MonkeyPatch.context() as patch:
        without_ballast(patch)
        vault, _ = found(tmp_path_factory.mktemp("cari") / "brankas", StoppedClock(tick_us=1000))
    for at in range(30):
        _one(vault, at)
    yield vault
    vault.abandon()


def _one(vault: Vault, at: int) -> Paper:
    kind = CASE if at % 5 == 0 else LHP
    summary = Summary(
        f"Papan {at} di Pejèng",
        f"2023-11-{at + 1:02d}" if at % 3 else "",
        ("51.05.01.2008", "51.05.01", "51.05.012", "51.06")[at % 4],
        ("PEMILU", "PILKADA")[at % 2],
        ("DUGAAN_PELANGGARAN", "TIDAK_ADA_DUGAAN")[at % 2],
        (("ASN-E3", "ASN-E4b"), ("HOAKS",), ())[at % 3],
        (Party(_who(at % 3), Part.REPORTED),),
        f"kata{at} lurah hadir NIP 19800101{at:04d}",
        stage="KAMPANYE",
    )
    draft = Draft(drafts.new_paper(vault), kind, "X@1", {"n": at}, vault.account.id)
    state = ("DITERIMA", "SELESAI")[at % 2]
    return papers.sign(vault, draft, state=state, summary=summary, code=f"NPD-{at}")


def _who(number: int) -> docket.PaperId:
    return docket.PaperId(f"01BX5ZZKBKACTAV9WEVGEMMVR{number}")


def numbers(cards: tuple[PaperCard, ...]) -> list[int]:
    return [int(card.code.removeprefix("NPD-")) for card in cards]


CASES = [
    (PaperFilter(), lambda _: True),
    (PaperFilter(kinds=frozenset({CASE})), lambda at: at % 5 == 0),
    (PaperFilter(kinds=frozenset({CASE, LHP})), lambda _: True),
    (PaperFilter(kinds=frozenset({PaperKind.PERSON})), lambda _: False),
    (PaperFilter(states=frozenset({"SELESAI"})), lambda at: at % 2 == 1),
    (PaperFilter(regime="PILKADA", kinds=frozenset({LHP})), lambda at: at % 2 == 1 and at % 5 > 0),
    (PaperFilter(outcome="DUGAAN_PELANGGARAN"), lambda at: at % 2 == 0),
    (PaperFilter(category="ASN-E4b"), lambda at: at % 3 == 0),
    (PaperFilter(category="ASN-E4b", kinds=frozenset({CASE})), lambda at: at % 15 == 0),
    (PaperFilter(region="51.05.01"), lambda at: at % 4 in {0, 1}),
    (PaperFilter(region="51.05"), lambda at: at % 4 < 3),
    (PaperFilter(since="2023-11-10"), lambda at: at % 3 and at >= 9),
    (PaperFilter(until="2023-11-10"), lambda at: at % 3 and at <= 9),
    (PaperFilter(text="LURAH pejeng"), lambda _: True),
    (PaperFilter(text="kata7"), lambda at: at == 7),
    (PaperFilter(text="kata"), lambda _: True),
    (PaperFilter(text="NPD-12"), lambda at: at == 12),
    (PaperFilter(text="lurah", kinds=frozenset({CASE}), regime="PEMILU"), lambda at: at % 10 == 0),
    (PaperFilter(text="tidak ada ini"), lambda _: False),
    (PaperFilter(text="lhp"), lambda _: False),
]


@pytest.mark.parametrize(("wanted", "expected"), CASES)
def test_every_filter_lists_and_counts_the_same_papers(
    vault: Vault, wanted: PaperFilter, expected: object
) -> None:
    assert callable(expected)
    listed = [at for at in range(29, -1, -1) if expected(at)]
    assert numbers(docket.page(vault, wanted)) == listed
    assert docket.count(vault, wanted) == len(listed)
    walked: list[int] = []
    last: PaperCard | None = None
    while cards := docket.page(vault, wanted, after=last, limit=4):
        walked += numbers(cards)
        last = cards[-1]
    assert walked == listed


@given(
    text=st.text(max_size=30)
    | st.sampled_from(['"', "a OR b", "{open} : x", "NEAR(a b)", "*", "-", "\0", "\ud800", "()"])
)
@settings(max_examples=60)
def test_nothing_typed_into_the_search_is_an_operator(vault: Vault, text: str) -> None:
    docket.page(vault, PaperFilter(text=text))
    docket.count(vault, PaperFilter(text=text, kinds=frozenset({LHP})))
    people_book.find(vault, text)
    people_book.by_identity(vault, text)


def test_a_card_shows_what_the_summary_drew(vault: Vault) -> None:
    card = docket.page(vault, PaperFilter(text="kata9"))[0]
    assert (card.title, card.happened, card.stage) == ("Papan 9 di Pejèng", "", "KAMPANYE")
    assert card.categories == ("ASN-E3", "ASN-E4b")
    assert (card.by, card.by_name, card.version) == (vault.account.id, vault.account.name, 1)
    found_with = docket.with_person(vault, _who(2))
    assert numbers(found_with) == [at for at in range(29, -1, -1) if at % 3 == 2]
    assert len(list(docket.every(vault))) == 30


def test_people_are_found_while_typing_and_by_any_of_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    made = person(vault, "D\u2019Souza Nyoman", nip="198001012006041001", jabatan="Lurah Ped")
    signed(vault, LHP, {"judul": "D\u2019Souza hadir"})
    for typed in ("d'sou", "souza ny", "LURAH", "nyoman d\u2019souza"):
        assert [card.id for card in people_book.find(vault, typed)] == [made.id], typed
    for digits in ("198001012006041001", "19800101 200604 1 001"):
        assert [card.id for card in people_book.by_identity(vault, digits)] == [made.id]
    for digits in ("", "1980", "19800101200604100", "x"):
        assert people_book.by_identity(vault, digits) == ()
    assert custodian.examine_records(vault) == ()
    vault.lock()
