# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens on the way, to either side, nothing is lost, doubled or unsaid.

Sends, losses, repeats, requests that come late, kills of the laptop and of the depot, and backups
put back, honestly or not, in any order; against the simulator and against the real depot's verbs.
"""

import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from db.errors import SegelError
from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Subject
from db.seal.box import ROW
from sync.checkpoint import LogHead
from sync.errors import BrokenPromiseError, OfflineError
from sync.round import Outcome, Stage, one_round
from sync.server import tables
from sync.trust import Breach
from tests.fakes.depot_simulator import DepotSimulator
from tests.fakes.flaky_depot import FlakyDepot
from tests.fakes.live_depot import DirectDepot
from tests.fakes.memory_outbox import MemoryOutbox, PowerCutError

LUCK = st.lists(st.integers(0, 4), max_size=12)


class Histories(RuleBasedStateMachine):
    """One laptop and one depot; subclasses say which depot."""

    depot: Any

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="segel-"))
        self.outbox = MemoryOutbox(seed)
        self.depot = self.make()
        self.backups: list[Any] = []
        self.put_back = False
        self.receipts = 0

    def make(self) -> Any:
        raise NotImplementedError

    def backup_now(self) -> Any:
        raise NotImplementedError

    def stored(self) -> tuple[list[bytes], set[bytes], set[bytes]]:
        """Return the depot's entries, names of parcels and manifests, and names of chunks."""
        raise NotImplementedError

    @rule(size=st.sampled_from([0, 5, 700, ROW - 1, ROW, ROW + 9]))
    def seal(self, size: int) -> None:
        self.outbox.seal(size)

    @rule()
    def examine(self) -> None:
        self.outbox.act(Act.EXAMINED, Subject(SubjectKind.VAULT, self.outbox.vault))

    def hold(self, luck: Iterable[int]) -> Outcome:
        outcome = Outcome()
        road = FlakyDepot(self.depot, list(luck))
        with suppress(OfflineError, PowerCutError):
            one_round(self.outbox, road, self.depot.terms, outcome=outcome)
        return outcome

    @rule(luck=LUCK)
    def round_on_a_bad_road(self, luck: list[int]) -> None:
        self.hold(luck)

    @rule(luck=LUCK, steps=st.integers(0, 6))
    def round_that_a_dead_laptop_ends(self, luck: list[int], steps: int) -> None:
        self.outbox.cut_in = steps
        self.hold(luck)
        self.outbox.cut_in = None

    @rule()
    def back_up_the_depot(self) -> None:
        self.backups.append(self.backup_now())

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 5), honest=st.booleans())
    def put_an_older_backup_back(self, which: int, honest: bool) -> None:  # noqa: FBT001
        backup = self.backups[which % len(self.backups)]
        self.depot.restore(backup, honest=honest)

    @rule()
    def a_good_round_names_a_depot_that_went_back(self) -> None:
        known = self.outbox.log_heads[-1] if self.outbox.log_heads else ""
        now = LogHead.parse(self.depot.state(0).checkpoint)
        outcome = self.hold([])
        assert outcome.stage is Stage.DONE
        if known:
            old = LogHead.parse(known)
            if now.epoch > old.epoch:
                assert outcome.breaches[0] is Breach.RESTORED
            elif now.size < old.size or now.epoch < old.epoch:
                assert outcome.breaches[0] is Breach.SHRUNK
        self.everything_is_there()

    def everything_is_there(self) -> None:
        entries, cargo, chunks = self.stored()
        assert len(entries) == self.outbox.standing().stored
        assert cargo == set(self.outbox.cargo)
        assert chunks == set(self.outbox.chunks)
        assert self.outbox.sound() >= set(self.outbox.cargo)

    @invariant()
    def the_depot_holds_nothing_but_what_the_ledger_has(self) -> None:
        entries, cargo, chunks = self.stored()
        assert entries == [entry.body for entry in self.outbox.entries[: len(entries)]]
        assert cargo <= set(self.outbox.cargo)
        assert chunks <= set(self.outbox.chunks)

    @invariant()
    def receipts_are_kept_for_good_and_all_hold(self) -> None:
        assert len(self.outbox.receipts) >= self.receipts
        key = self.depot.terms.card.log_key
        assert all(one.proven(key) for one in self.outbox.receipts[self.receipts :])
        self.receipts = len(self.outbox.receipts)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.hold([])
            final = self.hold([])
            assert final.stage is Stage.DONE
            assert final.breaches == []
            self.everything_is_there()
            self.done()
            shutil.rmtree(self.folder)

    def done(self) -> None:
        """Close the depot."""


class WithSimulator(Histories):
    depot: DepotSimulator

    def make(self) -> DepotSimulator:
        return DepotSimulator(self.outbox.vault, "DEVICE")

    def backup_now(self) -> Any:
        return self.depot.snapshot()

    def stored(self) -> tuple[list[bytes], set[bytes], set[bytes]]:
        held = self.depot.held
        return held.entries, set(held.parcels) | set(held.manifests), set(held.chunks)


class WithRealDepot(Histories):
    depot: DirectDepot

    def make(self) -> DirectDepot:
        return DirectDepot(self.folder / "depot", self.outbox)

    def backup_now(self) -> Path:
        target = self.folder / f"copy-{len(self.backups)}"
        self.depot.snapshot(target)
        return target

    @rule()
    def kill_the_depot(self) -> None:
        self.depot.kill()

    def stored(self) -> tuple[list[bytes], set[bytes], set[bytes]]:
        with self.depot.engine.begin() as db:
            entry, parcel = tables.entry.c, tables.parcel.c
            entries = [bytes(one) for (one,) in db.execute(select(entry.body).order_by(entry.seq))]
            cargo = {bytes(one) for (one,) in db.execute(select(parcel.name))}
            cargo |= {bytes(one) for (one,) in db.execute(select(tables.manifest.c.name))}
            chunks = {bytes(one) for (one,) in db.execute(select(tables.chunk.c.name))}
        assert chunks == set(self.depot.media.names())
        return entries, cargo, chunks

    def done(self) -> None:
        self.depot.close()


@pytest.mark.parametrize(
    ("machine", "examples"), [(WithSimulator, 60), (WithRealDepot, 8)], ids=["simulator", "real"]
)
def test_any_history_ends_with_everything_there_once(
    machine: type[Histories], examples: int
) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=20, deadline=None)
    )


def honest_start() -> tuple[MemoryOutbox, DepotSimulator]:
    outbox = MemoryOutbox(3)
    depot = DepotSimulator(outbox.vault, "DEVICE")
    for _ in range(3):
        outbox.seal(50)
    one_round(outbox, depot, depot.terms)
    return outbox, depot


def test_a_depot_that_rewrote_its_log_is_named_and_both_heads_are_kept() -> None:
    outbox, depot = honest_start()
    before = outbox.log_heads[-1]
    depot.fork()
    outbox.seal(5)
    outcome = one_round(outbox, depot, depot.terms)
    assert outcome.breaches == [Breach.FORKED]
    breach, detail, _ = outbox.doubts[0]
    assert breach is Breach.FORKED
    assert detail.startswith(before)
    assert detail.count("segel.id/depot/simulator/1\n") == 2
    assert outbox.sound() >= set(outbox.cargo)


def test_a_depot_that_forgot_is_named_and_gets_everything_again() -> None:
    outbox, depot = honest_start()
    depot.forget()
    assert one_round(outbox, depot, depot.terms).breaches == [Breach.FORGOT]
    assert one_round(outbox, depot, depot.terms).breaches == []
    assert set(depot.held.parcels) | set(depot.held.manifests) == set(outbox.cargo)
    assert set(depot.held.chunks) == set(outbox.chunks)


def test_a_depot_that_signs_with_another_key_gets_nothing() -> None:
    outbox, depot = honest_start()
    outbox.seal(5)
    depot.forge()
    entries = len(depot.held.entries)
    with pytest.raises(BrokenPromiseError) as caught:
        one_round(outbox, depot, depot.terms)
    assert caught.value.details["kind"] == "forgery"
    assert len(depot.held.entries) == entries


def test_a_receipt_for_something_else_makes_nothing_sent() -> None:
    outbox, depot = honest_start()
    outbox.seal(5)
    depot.lie_about_storage()
    waiting = set(outbox.cargo) - outbox.sound()
    with pytest.raises(SegelError):
        one_round(outbox, depot, depot.terms)
    assert set(outbox.cargo) - outbox.sound() == waiting
