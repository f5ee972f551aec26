# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits, what was receipted and how rounds went, as a person may read it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.model.dispatch import Dispatch
from db.model.evidence import Facts, Kind
from db.model.moment import from_iso
from db.store import office, outbox, sending, settings
from db.store.sending import Load
from db.store.vault import Vault
from desktop.actions import sync_state, syncing
from desktop.actions.sync_state import FOREVER, LONGEST_PAUSE_US
from sync.reasons import Reason
from sync.round import Plan
from sync.schedule import Habits, Mode
from sync.server.serving import Serving
from tests.fakes.live_depot import START_US, serving, site_at
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FILM = Facts(Kind.VIDEO, "video/mp4")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(made, b"foto" * 100, name="a.jpg")
    put(made, b"film" * 5000, name="b.mp4", facts=FILM)
    yield made
    made.lock()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "server")) as made:
        yield made


def joined(vault: Vault, server: Serving) -> None:
    with at_desk(vault) as desk:
        syncing.join(desk, server.invite(), "Uji")


def counts(vault: Vault) -> dict[Load, int]:
    return {heap.load: heap.count for heap in sync_state.state(vault).heaps}


def test_before_any_office_everything_waits_because_there_is_none(vault: Vault) -> None:
    state = sync_state.state(vault)
    assert state.joined is None
    found = {heap.load: heap for heap in state.heaps}
    assert (found[Load.PHOTOS].count, found[Load.PHOTOS].bytes) == (1, 400)
    assert (found[Load.VIDEO].count, found[Load.VIDEO].bytes) == (1, 20_000)
    assert {sync_state.why(load, state) for load in Load} == {Reason.NO_OFFICE}
    assert sync_state.glance(vault)[1:] == (False, "")


def test_after_a_round_nothing_waits_and_every_item_has_the_time_of_its_receipt(
    vault: Vault, server: Serving
) -> None:
    assert sending.dispatch(vault, 1) is None
    joined(vault, server)
    assert sending.dispatch(vault, 1) == Dispatch(None)
    with at_desk(vault) as desk:
        assert syncing.sync(desk).reason is None
    assert set(counts(vault).values()) == {0}
    for number in (1, 2):
        told = sending.dispatch(vault, number)
        assert told is not None
        assert told.said_us is not None
        assert told.said_us > START_US
    facts = sending.sent(vault)
    assert (facts.items, facts.bytes) == (2, 20_400)
    assert facts.entries == facts.proven == vault.head.size
    assert facts.reached_us > 0
    (last,) = sending.rounds(vault)
    assert (last.stage, last.reason, last.bytes > 20_000) == ("done", "", True)


def test_a_large_item_waits_for_a_wish_and_goes_before_others_once_it_is_wished(
    vault: Vault, server: Serving
) -> None:
    joined(vault, server)
    sync_state.keep_habits(vault, Habits(largest=1000))
    with at_desk(vault) as desk:
        held = syncing.sync(desk, plan=Plan(largest=1000))
        assert held.reason is Reason.LARGE
        state = sync_state.state(vault)
        assert [one.name for one in state.items] == ["b.mp4"]
        assert sync_state.why_item(state.items[0], state) is Reason.LARGE
        outbox.send_first(vault, state.items[0].id)
        assert sync_state.state(vault).items[0].urgent
        assert syncing.sync(desk, plan=Plan(largest=1000)).reason is None


def test_a_metered_road_takes_everything_but_media(vault: Vault, server: Serving) -> None:
    joined(vault, server)
    with at_desk(vault) as desk:
        assert syncing.sync(desk, plan=Plan(media=False)).reason is Reason.METERED
    left = counts(vault)
    assert (left[Load.FORMS], left[Load.PHOTOS], left[Load.VIDEO]) == (0, 1, 1)


def test_entries_after_a_receipt_carry_the_last_time_that_the_office_signed(
    vault: Vault, server: Serving
) -> None:
    def trusted(seq: int) -> object:
        body = vault.db.execute("SELECT body FROM entry WHERE seq = ?", [seq]).fetchone()[0]
        return json.loads(body)["clock"]["trusted"]

    assert trusted(vault.head.size - 1) is None
    joined(vault, server)
    with at_desk(vault) as desk:
        syncing.sync(desk)
    said = vault.db.execute("SELECT max(said_us) FROM office_receipt").fetchone()[0]
    put(vault, b"sesudahnya")
    told = trusted(vault.head.size - 1)
    assert isinstance(told, str)
    assert from_iso(told) == said


def test_a_breach_is_open_until_all_is_receipted_anew_and_the_office_was_told(
    vault: Vault, server: Serving
) -> None:
    joined(vault, server)
    with at_desk(vault) as desk:
        syncing.sync(desk)
        office.doubt(vault, "shrunk", "dulu\nsekarang")
        assert sync_state.glance(vault)[1]
        assert not sync_state.recovered(sending.doubts(vault)[0], sending.rounds(vault))
        syncing.sync(desk)
    state = sync_state.state(vault)
    assert sync_state.recovered(state.doubts[0], state.rounds)
    assert state.open_doubts
    sync_state.tell(vault, state.doubts[0].seq)
    assert not sync_state.state(vault).open_doubts
    assert not sync_state.glance(vault)[1]


def test_habits_come_back_as_they_were_kept_and_damaged_ones_as_they_ship(vault: Vault) -> None:
    wanted = Habits(Mode.EVENING, 30, 1200, 1380, on_network=False, cap=64_000, largest=5_000_000)
    sync_state.keep_habits(vault, wanted)
    assert sync_state.habits(vault) == wanted
    for broken in ("{", "[]", '{"mode": "never"}', '{"every_min": "x", "cap": true}'):
        settings.put(vault, sync_state.HABITS, broken)
        assert sync_state.habits(vault) == Habits()


def test_a_pause_ends_by_itself_even_when_the_clock_is_set_back(vault: Vault) -> None:
    now = vault.civil_now().wall_us
    sync_state.pause(vault, now + 3_600_000_000)
    assert sync_state.paused_until(vault) == now + 3_600_000_000
    sync_state.pause(vault, now + 2 * LONGEST_PAUSE_US)
    assert sync_state.paused_until(vault) == 0
    sync_state.pause(vault, FOREVER)
    assert sync_state.paused_until(vault) == FOREVER
    assert sync_state.why(Load.PROOF, sync_state.state(vault)) is Reason.NO_OFFICE
    sync_state.pause(vault, 0)
    assert sync_state.paused_until(vault) == 0
