# SPDX-License-Identifier: GPL-3.0-or-later
"""Deadlines of a full docket are read in small visits to the vault, and each version once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from db.casework.paper import PaperKind, Summary, Values
from db.model.ids import PaperId
from db.model.moment import to_microseconds
from db.model.progress import CancelledError, never
from db.store import papers
from db.store.vault import Vault
from desktop.actions.rules import Rulebook, rulebook
from desktop.actions.upcoming import SLICE, Slice, Upcoming
from tests.fakes.small_papers import draft_of
from tests.fakes.small_vault import found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

T = TypeVar("T")
MANY = 2 * SLICE + 7
FOUND: Values = {
    "judul": "Camat di panggung", "sumber": "TEMUAN", "regime": "PEMILU", "wilayah": "51.05.01",
    "tgl_ditemukan": "2023-12-03", "tgl_kejadian": "2023-12-03", "tgl_diketahui": "2023-12-03",
}  # fmt: skip


class Visits:
    """Runs work with a vault and keeps what each visit brought."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.slices: list[Slice] = []

    def __call__(self, work: Callable[[Vault], T], /) -> T:
        brought = work(self.vault)
        if isinstance(brought, Slice):
            self.slices.append(brought)
        return brought

    @property
    def read(self) -> int:
        """Return how many papers were opened."""
        return sum(len(one.fresh) for one in self.slices)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    clock = StoppedClock(tick_us=1000)
    clock.wall_us = to_microseconds(datetime.fromisoformat("2023-12-03T20:00+08:00"))
    vault, _ = found(tmp_path / "brankas", clock)
    papers.sign_many(
        vault,
        [
            draft_of(vault, PaperKind.CASE, {**FOUND, "judul": f"Perkara {at}"})
            for at in range(MANY)
        ],
        state="AWAL",
        summary=lambda values, _: Summary(str(values["judul"])),
    )
    yield vault
    vault.abandon()


def test_no_visit_reads_more_than_a_slice_and_every_deadline_is_found(
    full: Vault, book: Rulebook
) -> None:
    visits = Visits(full)
    running = Upcoming().read(visits, book, never)
    assert visits.read == MANY
    assert max(len(one.cards) for one in visits.slices) <= SLICE
    assert len({one.card.id for one in running}) == MANY
    assert [one.due.ends for one in running] == sorted(one.due.ends for one in running)


def test_a_version_is_read_once_and_a_new_one_again(full: Vault, book: Rulebook) -> None:
    upcoming = Upcoming()
    first = upcoming.read(Visits(full), book, never)
    again = Visits(full)
    second = upcoming.read(again, book, never)
    assert [(one.card, one.due) for one in second] == [(one.card, one.due) for one in first]
    assert again.read == 0
    moved = first[0].card.id
    change(full, moved, {"tgl_ditemukan": "2023-11-27", "tgl_diketahui": "2023-11-27"})
    third = Visits(full)
    running = upcoming.read(third, book, never)
    assert third.read == 1
    assert running[0].card.id == moved
    assert running[0].due.ends < first[0].due.ends


def test_what_is_left_follows_the_clock_though_nothing_is_read_again(
    full: Vault, book: Rulebook
) -> None:
    upcoming = Upcoming()
    before = upcoming.read(Visits(full), book, never)[0]
    clock = full.now
    assert isinstance(clock, StoppedClock)
    clock.wall_us += 2 * 24 * 3600 * 1_000_000
    after = upcoming.read(Visits(full), book, never)[0]
    assert after.left.legal_days == before.left.legal_days - 2


def test_a_reading_that_is_cut_off_keeps_what_it_found(full: Vault, book: Rulebook) -> None:
    upcoming, visits = Upcoming(), Visits(full)

    def check() -> None:
        if visits.slices:
            raise CancelledError

    with pytest.raises(CancelledError):
        upcoming.read(visits, book, check)
    assert len(visits.slices) == 1
    rest = Visits(full)
    upcoming.read(rest, book, never)
    assert rest.read == MANY - SLICE


def test_a_case_that_was_closed_runs_no_longer(full: Vault, book: Rulebook) -> None:
    upcoming = Upcoming()
    done = upcoming.read(Visits(full), book, never)[0].card.id
    change(full, done, {}, state="ARSIP")
    assert done not in {one.card.id for one in upcoming.read(Visits(full), book, never)}


def change(vault: Vault, case: PaperId, values: Values, state: str = "AWAL") -> None:
    papers.move(
        vault,
        case,
        state,
        changes=values,
        reason="diperbaiki",
        summary=lambda kept, _: Summary(str(kept["judul"])),
    )
