# SPDX-License-Identifier: GPL-3.0-or-later
"""Sticks and rounds in any order: nothing is lost or doubled, and no receipt goes backwards."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from db.errors import SegelError
from db.seal.box import ROW
from sync.checkpoint import LogHead
from sync.round import one_round
from sync.server import tables
from sync.stick_layout import Box
from tests.fakes.flaky_depot import FlakyDepot
from tests.fakes.memory_outbox import PowerCutError
from tests.fakes.memory_satchel import MemoryStick
from tests.fakes.stick_pair import StickPair

WHICH = st.integers(0, 2)


class StickHistories(RuleBasedStateMachine):
    """One laptop, its depot, three sticks that get lost, pulled, replayed and damaged."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="segel-"))
        self.pair = StickPair(self.folder / "depot", seed)
        self.sticks = [MemoryStick(2_000_000) for _ in range(3)]
        self.copies: list[dict[tuple[Box, str], bytes]] = []
        self.newest: LogHead | None = None
        self.sent: set[bytes] = set()

    @rule(size=st.sampled_from([0, 5, 700, ROW - 1, ROW + 9, 3 * ROW]))
    def seal(self, size: int) -> None:
        self.pair.laptop.seal(size)

    @rule(which=WHICH, again=st.booleans(), steps=st.none() | st.integers(0, 2))
    def fill(self, which: int, again: bool, steps: int | None) -> None:  # noqa: FBT001
        self.sticks[which].steps = steps
        with suppress(SegelError):
            self.pair.fill(self.sticks[which], again=again)
        self.sticks[which].steps = None

    @rule(which=WHICH, steps=st.integers(0, 3))
    def fill_until_the_laptop_dies(self, which: int, steps: int) -> None:
        self.pair.laptop.cut_in = steps
        with suppress(PowerCutError):
            self.pair.fill(self.sticks[which])
        self.pair.laptop.cut_in = None

    @rule(which=WHICH)
    def take(self, which: int) -> None:
        self.pair.take(self.sticks[which])

    @rule(which=WHICH, steps=st.none() | st.integers(0, 3))
    def read(self, which: int, steps: int | None) -> None:
        self.pair.laptop.cut_in = steps
        with suppress(PowerCutError):
            assert self.pair.read(self.sticks[which]).breaches == []
        self.pair.laptop.cut_in = None

    @rule(which=WHICH)
    def copy_a_stick(self, which: int) -> None:
        self.copies.append(dict(self.sticks[which].files))

    @rule(which=WHICH, copy=st.integers(0, 9))
    def replay_a_stick(self, which: int, copy: int) -> None:
        if self.copies:
            self.sticks[which].files = dict(self.copies[copy % len(self.copies)])

    @rule(which=WHICH)
    def lose_a_stick(self, which: int) -> None:
        self.sticks[which] = MemoryStick(2_000_000)

    @rule(which=WHICH, place=st.integers(0, 10**6), cut=st.booleans())
    def damage(self, which: int, place: int, cut: bool) -> None:  # noqa: FBT001
        files = self.sticks[which].files
        for key, data in sorted(files.items())[:1]:
            if not data:
                continue
            at = place % len(data)
            files[key] = data[:at] if cut else data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]

    @rule(luck=st.lists(st.integers(0, 4), max_size=8))
    def round(self, luck: list[int]) -> None:
        with suppress(SegelError):
            road = FlakyDepot(self.pair.depot, luck)
            assert one_round(self.pair.laptop, road, self.pair.depot.terms).breaches == []

    @invariant()
    def receipts_and_logs_only_go_on(self) -> None:
        if not hasattr(self, "pair"):
            return
        laptop = self.pair.laptop
        assert laptop.sound() >= self.sent
        self.sent = laptop.sound()
        if laptop.log_heads:
            head = LogHead.parse(laptop.log_heads[-1])
            assert self.newest is None or head.size >= self.newest.size
            self.newest = head
        assert laptop.doubts == []

    @invariant()
    def the_depot_holds_each_thing_once_and_nothing_else(self) -> None:
        if not hasattr(self, "pair"):
            return
        depot, laptop = self.pair.depot, self.pair.laptop
        with depot.engine.begin() as db:
            chunks = [bytes(one) for (one,) in db.execute(select(tables.chunk.c.name))]
            cargo = {bytes(one) for (one,) in db.execute(select(tables.parcel.c.name))}
            cargo |= {bytes(one) for (one,) in db.execute(select(tables.manifest.c.name))}
            entry = tables.entry.c
            stored = [bytes(one) for (one,) in db.execute(select(entry.body).order_by(entry.seq))]
        assert len(chunks) == len(set(chunks))
        assert set(chunks) == set(depot.media.names()) <= set(laptop.chunks)
        assert cargo <= set(laptop.cargo)
        assert laptop.sound() & set(laptop.cargo) <= cargo
        assert stored == [one.body for one in laptop.entries[: len(stored)]]

    def teardown(self) -> None:
        if not hasattr(self, "pair"):
            return
        for _ in range(3):
            stick = MemoryStick()
            self.pair.fill(stick, again=True)
            self.pair.take(stick)
            self.pair.read(stick)
        assert self.pair.waits() == set()
        self.pair.close()
        shutil.rmtree(self.folder)


def test_sticks_and_rounds_end_with_everything_there_once() -> None:
    run_state_machine_as_test(
        StickHistories, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
