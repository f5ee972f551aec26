# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick loses nothing, doubles nothing and proves what it brings, whatever becomes of it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.errors import ReadOnlyMediumError
from db.seal.box import ROW
from sync.errors import BrokenPromiseError
from sync.round import Outcome, one_round
from sync.server import tables
from sync.stick import End, WornStickError
from sync.stick_layout import Box, StickGoneError
from sync.stick_reading import Found
from sync.stick_volume import MAGIC
from sync.trust import Breach
from tests.fakes.memory_outbox import PowerCutError
from tests.fakes.memory_satchel import MemorySatchel, MemoryStick
from tests.fakes.stick_pair import StickPair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[StickPair]:
    pair = StickPair(tmp_path / "depot")
    yield pair
    pair.close()


def stocked(pair: StickPair, sizes: tuple[int, ...] = (5, ROW, 3 * ROW + 9)) -> None:
    for size in sizes:
        pair.laptop.seal(size)


def chunks_at(pair: StickPair) -> set[bytes]:
    with pair.depot.engine.begin() as db:
        return {bytes(one) for (one,) in db.execute(select(tables.chunk.c.name))}


def test_a_stick_alone_makes_everything_sent(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    written = pair.fill(stick)
    assert (written.end, written.items, written.parcels) == (End.DONE, 3, 3)
    assert pair.waits() == set(pair.laptop.cargo)
    taken = pair.take(stick)
    assert (taken.chunks, taken.damaged, taken.unread) == (len(pair.laptop.chunks), 0, 0)
    returned = pair.read(stick)
    assert returned.found is Found.NEW
    assert pair.waits() == set()
    assert pair.laptop.standing().stored == pair.laptop.standing().proven > 0
    assert stick.names(Box.OUT) == ()
    assert pair.laptop.stowed == []


def test_what_a_stick_carries_still_waits_and_is_not_written_twice(pair: StickPair) -> None:
    stocked(pair)
    first, second, third = MemoryStick(), MemoryStick(), MemoryStick()
    pair.fill(first)
    written = pair.fill(second)
    assert (written.items, written.parcels, written.chunks) == (0, 0, 0)
    assert pair.waits() == set(pair.laptop.cargo)
    written = pair.fill(third, again=True)
    assert (written.items, written.parcels) == (3, 3)


def test_a_lost_stick_changes_nothing_and_all_goes_again_when_asked(pair: StickPair) -> None:
    stocked(pair)
    pair.fill(MemoryStick())
    assert pair.there_and_back(MemoryStick(), again=True).found is Found.NEW
    assert pair.waits() == set()


def test_a_large_item_goes_on_several_small_sticks_and_each_chunk_once(pair: StickPair) -> None:
    stocked(pair, (12 * ROW,))
    sticks = [MemoryStick(1_600_000) for _ in range(5)]
    ends = [pair.fill(stick) for stick in sticks]
    assert [one.end for one in ends][:2] == [End.FULL, End.FULL]
    assert ends[-1].chunks == 0
    assert sum(one.chunks for one in ends) == len(pair.laptop.chunks)
    for stick in reversed(sticks):
        pair.take(stick)
    found = [pair.read(stick).found for stick in sticks]
    assert Found.NEW in found
    again = MemoryStick()
    pair.there_and_back(again)
    assert pair.waits() == set()


def test_sticks_and_the_network_bring_together_what_neither_brought_alone(
    pair: StickPair,
) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    pair.take(stick)
    pair.laptop.seal(70)
    arrived = chunks_at(pair)
    outcome = Outcome()
    one_round(pair.laptop, pair.depot, pair.depot.terms, outcome=outcome)
    assert pair.waits() == set()
    assert chunks_at(pair) - arrived == set(list(pair.laptop.chunks)[-1:])
    returned = pair.read(stick)
    assert returned.found in {Found.OVERTAKEN, Found.SAME}
    assert returned.breaches == []
    before = pair.laptop.log_heads[-1]
    one_round(pair.laptop, pair.depot, pair.depot.terms, outcome=outcome)
    assert outcome.breaches == []
    assert pair.laptop.log_heads[-1] >= before


def test_two_sticks_of_one_day_are_read_in_the_order_they_were_taken(pair: StickPair) -> None:
    stocked(pair, (10,))
    first, second = MemoryStick(), MemoryStick()
    pair.fill(first)
    pair.laptop.seal(11)
    pair.fill(second)
    pair.take(first)
    pair.take(second)
    assert pair.read(first).found is Found.NEW
    assert pair.read(second).found is Found.NEW
    assert pair.waits() == set()


def test_an_older_answer_after_a_newer_one_takes_nothing_back(pair: StickPair) -> None:
    stocked(pair, (10,))
    stick = MemoryStick()
    pair.fill(stick)
    pair.take(stick)
    old = dict(stick.files)
    assert pair.read(stick).found is Found.NEW
    pair.laptop.seal(11)
    pair.there_and_back(MemoryStick())
    newest, sent = pair.laptop.log_heads[-1], pair.laptop.sound()
    replayed = MemoryStick()
    replayed.files = old
    returned = pair.read(replayed)
    assert (returned.found, returned.breaches) == (Found.OVERTAKEN, [])
    assert pair.laptop.log_heads[-1] == newest
    assert pair.laptop.sound() == sent


def test_taking_an_old_stick_again_adds_nothing(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    pair.take(stick)
    again = pair.take(stick)
    assert again.chunks == 0
    assert again.known == len(pair.laptop.chunks)
    assert again.refused == {}


def test_a_stick_that_is_pulled_leaves_whole_volumes_and_goes_on_later(pair: StickPair) -> None:
    stocked(pair, (30 * ROW, 30 * ROW, 30 * ROW))
    stick = MemoryStick()
    stick.steps = 1
    with pytest.raises(StickGoneError):
        pair.fill(stick)
    assert len(stick.names(Box.OUT)) == 1
    stick.steps = None
    carried = sum(one.upto - one.first for _, one in pair.laptop.stowed)
    written = pair.fill(stick)
    assert carried > 0
    assert written.chunks == len(pair.laptop.chunks) - carried
    pair.take(stick)
    pair.read(stick)
    assert pair.waits() == set()


def test_a_laptop_that_dies_before_it_wrote_down_what_a_stick_carries_doubles_nothing(
    pair: StickPair,
) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.laptop.cut_in = 0
    with pytest.raises(PowerCutError):
        pair.fill(stick)
    pair.laptop.cut_in = None
    pair.there_and_back(stick)
    assert pair.waits() == set()
    assert chunks_at(pair) == set(pair.laptop.chunks)


def test_a_protected_stick_and_one_that_lies_are_named(pair: StickPair) -> None:
    stocked(pair)
    protected, worn = MemoryStick(), MemoryStick()
    protected.protected, worn.worn = True, True
    with pytest.raises(ReadOnlyMediumError):
        pair.fill(protected)
    with pytest.raises(WornStickError):
        pair.fill(worn)
    assert pair.laptop.stowed == []


def test_an_office_that_cannot_write_on_a_stick_says_so_and_keeps_what_it_took(
    pair: StickPair,
) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    stick.protected = True
    taken = pair.take(stick)
    assert taken.chunks == len(pair.laptop.chunks)
    assert isinstance(taken.unanswered, ReadOnlyMediumError)
    assert pair.read(stick).found is Found.NONE


def test_an_answer_on_a_protected_stick_still_counts(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    pair.take(stick)
    stick.protected = True
    returned = pair.read(stick)
    assert (returned.found, returned.cleared) == (Found.NEW, 0)
    assert pair.waits() == set()


def test_a_damaged_place_costs_its_frame_alone(pair: StickPair) -> None:
    stocked(pair, (8 * ROW,))
    stick = MemoryStick()
    pair.fill(stick)
    (name,) = stick.names(Box.OUT)
    data = bytearray(stick.files[Box.OUT, name])
    data[len(data) // 2] ^= 1
    stick.files[Box.OUT, name] = bytes(data)
    taken = pair.take(stick)
    assert (taken.damaged, taken.chunks) == (1, len(pair.laptop.chunks) - 1)
    pair.read(stick)
    assert len(pair.waits()) == 1
    written = pair.fill(stick)
    assert written.chunks == 1
    pair.take(stick)
    pair.read(stick)
    assert pair.waits() == set()


@pytest.mark.parametrize("at", [20, -20])
def test_a_damaged_head_is_read_at_the_other_end(pair: StickPair, at: int) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    (name,) = stick.names(Box.OUT)
    data = bytearray(stick.files[Box.OUT, name])
    data[at] ^= 1
    stick.files[Box.OUT, name] = bytes(data)
    assert pair.take(stick).unread == 0
    pair.read(stick)
    assert pair.waits() == set()


def test_a_half_volume_is_named_and_written_anew(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    pair.laptop.seal(3)
    pair.fill(stick)
    first = next(name for name in stick.names(Box.OUT) if len(stick.files[Box.OUT, name]) > ROW)
    stick.files[Box.OUT, first] = stick.files[Box.OUT, first][: ROW // 2]
    assert pair.take(stick).unread == 1
    pair.read(stick)
    assert stick.names(Box.OUT) == ()
    pair.there_and_back(stick)
    assert pair.waits() == set()


def test_a_stick_of_another_laptop_or_office_is_named_and_changes_nothing(
    pair: StickPair, tmp_path: Path
) -> None:
    other = StickPair(tmp_path / "other", 2)
    stocked(other)
    stick = MemoryStick()
    other.fill(stick)
    taken = pair.take(stick)
    assert (taken.unread, taken.volumes, taken.answered) == (1, 0, [])
    other.take(stick)
    assert pair.read(stick).found is Found.NONE
    assert other.read(stick).found is Found.NEW
    other.close()


def test_a_laptop_nobody_enrolled_gets_nothing_in(pair: StickPair) -> None:
    stocked(pair)
    pair.signer = type(pair.signer)("segel.id/device", os.urandom(32))
    stick = MemoryStick()
    pair.fill(stick)
    taken = pair.take(stick)
    assert taken.refused == {"not-enrolled": 1}
    assert chunks_at(pair) == set()


def test_a_revoked_laptop_is_told_by_stick(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    with pair.depot.engine.begin() as db:
        pair.depot.depot.revoke(db, pair.depot.terms.device)
    assert pair.take(stick).refused == {"revoked": 1}
    returned = pair.read(stick)
    assert (returned.found, returned.codes) == (Found.REFUSED, ("revoked",))
    assert pair.waits() == set(pair.laptop.cargo)


def test_what_the_office_has_comes_back_on_the_stick_once(pair: StickPair) -> None:
    stocked(pair)
    pair.depot.offer("pack", b"rows")
    stick = MemoryStick()
    assert pair.there_and_back(stick).pieces == 1
    assert [one.body for one in pair.laptop.pieces.values()] == [b"rows"]
    assert pair.there_and_back(stick).pieces == 0


def test_a_depot_that_went_back_silently_is_no_reason_to_believe_an_older_log(
    pair: StickPair, tmp_path: Path
) -> None:
    stocked(pair)
    pair.depot.snapshot(tmp_path / "copy")
    stick = MemoryStick()
    pair.there_and_back(stick)
    pair.depot.restore(tmp_path / "copy", honest=True)
    pair.laptop.seal(4)
    returned = pair.there_and_back(stick)
    assert returned.breaches == [Breach.RESTORED]
    pair.there_and_back(stick, again=True)
    pair.there_and_back(stick, again=True)
    assert pair.waits() == set()


def test_an_answer_that_was_changed_is_unreadable_and_its_log_no_fork(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    pair.take(stick)
    (name,) = stick.names(Box.BACK)
    data = bytearray(stick.files[Box.BACK, name])
    data[-40] ^= 1
    stick.files[Box.BACK, name] = bytes(data)
    returned = pair.read(stick)
    assert (returned.found, returned.breaches) == (Found.UNREADABLE, [])
    assert pair.laptop.doubts == []


def test_a_forked_vault_is_kept_as_proof_and_refused(pair: StickPair) -> None:
    stocked(pair)
    pair.there_and_back(MemoryStick())
    twin = MemorySatchel(1)  # a copy of the vault that went its own way
    twin.seal(9)
    twin.seal(9)
    original, pair.laptop = pair.laptop, twin
    stick = MemoryStick()
    pair.fill(stick)
    taken = pair.take(stick)
    assert taken.refused["ledger-forked"] >= 1
    with pytest.raises(BrokenPromiseError):
        pair.read(stick)
    assert [one for one, _, _ in twin.doubts] == [Breach.LEDGER_FORKED]
    pair.laptop = original
    with pair.depot.engine.begin() as db:
        assert db.execute(select(tables.breach.c.kind)).scalars().first() == "ledger-forked"


def test_a_finder_sees_no_name_count_or_text(pair: StickPair) -> None:
    stocked(pair)
    stick = MemoryStick()
    pair.fill(stick)
    pair.take(stick)
    for data in stick.files.values():
        for word in (b"segel.id", pair.laptop.vault.encode(), pair.depot.terms.device.encode()):
            assert word not in data
        assert data.count(MAGIC) in {0, 2}
