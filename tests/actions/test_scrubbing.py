# SPDX-License-Identifier: GPL-3.0-or-later
"""Scrubbing: everything in turn, stopped at any row and gone on there, never for nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import InvalidInputError
from db.ledger.act import Act
from db.model.evidence import Facts, Health, Kind
from db.model.flaw import Flaw
from db.model.people import Role
from db.model.progress import CancelledError
from db.seal.box import ROW
from db.store import browse, evidence, scrubbing, stories
from db.store.scrubbing import DAY_US
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.scrubbing import Scrubbed, scrub
from tests.fakes.bit_rot import rot
from tests.fakes.small_vault import add, at_desk, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(tick_us=1000)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: StoppedClock) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", clock)
    yield vault
    vault.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


class Stop:
    """Lets so many steps pass."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise CancelledError


def test_everything_is_read_once_and_then_nothing_is_due(vault: Vault, desk: Desk) -> None:
    for number in range(5):
        put(vault, os.urandom(1000 * number))
    first = scrub(desk)
    assert (first.items, first.bytes, first.shelves, first.flaws) == (5, 10_000, 1, [])
    assert first.finished
    entries = vault.head.size
    second = scrub(desk)
    assert (second.items, second.shelves) == (0, 0)
    assert vault.head.size == entries  # nothing happened, so nothing is written down
    known = scrubbing.readings(vault)
    assert (known.items, known.fresh, known.reading) == (5, 5, 0)


def test_a_turn_is_one_entry_and_not_one_for_each_item(vault: Vault, desk: Desk) -> None:
    for _ in range(5):
        put(vault, b"isi")
    before = vault.head.size
    scrub(desk)
    assert vault.head.size == before + 1
    assert browse.entries(vault, limit=1)[0].act == Act.EXAMINED


def test_after_the_period_it_is_all_due_again(
    vault: Vault, desk: Desk, clock: StoppedClock
) -> None:
    put(vault, b"isi")
    scrub(desk)
    due = scrubbing.next_due_us(vault)
    assert due is not None
    assert 29 * DAY_US < due - vault.now().wall_us <= 30 * DAY_US
    clock.pass_seconds(31 * 24 * 3600)
    assert scrub(desk).items == 1
    scrubbing.keep_days(vault, 7)
    clock.pass_seconds(8 * 24 * 3600)
    assert scrub(desk).items == 1


@pytest.mark.parametrize("days", [0, -3, 366])
def test_a_period_that_is_none_is_refused(vault: Vault, days: int) -> None:
    with pytest.raises(InvalidInputError):
        scrubbing.keep_days(vault, days)
    assert scrubbing.days(vault) == 30


def test_a_clock_that_ran_far_ahead_and_came_back_leaves_nothing_unread(
    vault: Vault, desk: Desk, clock: StoppedClock
) -> None:
    clock.set_wall(10 * 365 * 24 * 3600)
    put(vault, b"isi")
    scrub(desk)
    clock.set_wall(-10 * 365 * 24 * 3600)
    due = scrubbing.next_due_us(vault)
    assert due is not None
    assert due <= vault.now().wall_us
    assert scrub(desk).items == 1
    assert scrub(desk).items == 0


def test_stopped_in_the_middle_of_an_item_it_goes_on_with_the_next_row(
    vault: Vault, desk: Desk
) -> None:
    put(vault, b"kecil")
    put(vault, os.urandom(6 * ROW))
    tables = len(scrubbing.due_tables(vault))
    outcome = Scrubbed()
    with pytest.raises(CancelledError):
        scrub(desk, check=Stop(tables + 6), outcome=outcome)
    assert outcome.items == 1
    place = scrubbing.place(vault)
    assert place.number == 1
    assert 0 < place.row < 6
    assert scrubbing.readings(vault).reading == 2
    left = Stop(10_000)
    done = scrub(desk, check=left)
    assert (done.items, done.finished) == (1, True)
    assert 10_000 - left.left == 7 - place.row  # each row that was left, once
    assert scrubbing.place(vault) == scrubbing.Place()


def test_wherever_it_is_stopped_rot_is_found_in_the_end(vault: Vault, desk: Desk) -> None:
    for size in (10, 3 * ROW, 20):
        put(vault, os.urandom(size))
    rot(vault, 2, row=1)
    for steps in (70, 76, 77, 78, 79, 80, 81, 82):
        try:
            scrub(desk, check=Stop(steps))
        except CancelledError:
            continue
    scrub(desk)
    assert [evidence.by_number(vault, one).health for one in (1, 2, 3)] == [
        Health.SEALED,
        Health.DAMAGED,
        Health.SEALED,
    ]
    assert not list(stories.differing(vault.db))


def test_a_rotten_item_is_named_with_its_rows_and_the_shelf_as_well(
    vault: Vault, desk: Desk
) -> None:
    put(vault, os.urandom(3 * ROW))
    put(vault, b"utuh")
    vault.db.execute("UPDATE shelf SET settled = zeroblob(32)")
    rot(vault, 1, row=2)
    done = scrub(desk)
    assert [(one.flaw, one.place) for one in done.flaws] == [
        (Flaw.MISMATCH, "media/0001.db"),
        (Flaw.MISMATCH, "evidence 1"),
    ]
    assert "1 of 4 rows do not open, the first is 2" in done.flaws[1].detail
    shelf = scrubbing.readings(vault).shelves[0]
    assert (shelf.file, shelf.flaw) == ("0001.db", "mismatch")
    assert [card.number for card in scrubbing.damaged(vault)] == [1]


def test_a_broken_page_of_a_shelf_is_found_by_sqlite_itself(vault: Vault, desk: Desk) -> None:
    put(vault, os.urandom(4 * ROW))
    file = vault.folder.media / "0001.db"
    with file.open("r+b") as shelf:
        shelf.seek(2 * 16384)
        shelf.write(os.urandom(16384))
    done = scrub(desk)
    assert "media/0001.db" in {one.place for one in done.flaws}


def test_an_item_that_opens_again_is_whole_again(vault: Vault, desk: Desk) -> None:
    put(vault, b"isi" * 100)
    file = rot(vault, 1)
    rotten = file.read_bytes()
    scrub(desk)
    assert evidence.by_number(vault, 1).health is Health.DAMAGED
    rot(vault, 1)  # the same bit once more: as it was
    assert file.read_bytes() != rotten
    done = scrub(desk, everything=True)
    assert len(done.healed) == 1
    assert evidence.by_number(vault, 1).health is Health.VERIFIED


def test_a_thumbnail_that_is_no_picture_is_made_again(
    vault: Vault, desk: Desk, samples: Path
) -> None:
    photo = (samples / "offset_salah_WIB.jpg").read_bytes()
    facts = Facts(Kind.PHOTO, "image/jpeg", thumbnail=b"\x00rusak")
    put(vault, photo, name="offset_salah_WIB.jpg", facts=facts)
    assert scrub(desk).pictures == 1
    fresh = evidence.thumbnails(vault, [1])[1]
    assert fresh.startswith(b"\xff\xd8\xff")
    assert scrub(desk, everything=True).pictures == 0


def test_whoever_works_what_colleagues_sealed_is_read_back_too(vault: Vault) -> None:
    put(vault, b"milik ketua")
    rot(vault, 1)
    person = add(vault, Role.VILLAGE, "Desa", "sandi desa panjang")
    vault.lock()
    village = enter(vault, person, "sandi desa panjang")
    with at_desk(village) as desk:
        assert len(scrub(desk).damaged) == 1
    assert scrubbing.damaged(village) == ()  # they are told of their own items alone
    village.abandon()
