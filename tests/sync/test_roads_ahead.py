# SPDX-License-Identifier: GPL-3.0-or-later
"""A far link is not left idle: what comes next follows at once, and no quiet road is waited for."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from db.model.progress import never
from db.seal.box import ROW
from sync.board import Board
from sync.cargo import Load, Manifest
from sync.errors import MalformedMessageError
from sync.http import HttpDepot, address_of
from sync.line import at_once
from sync.lookout import Lookout
from sync.patience import FEWEST, FIRST, MOST, Roads
from sync.road import Exchange, Request, Road, targets
from sync.round import Stage, one_round
from sync.server.serving import Serving
from sync.wire import Chunk, Foretold
from tests.fakes.bad_road import BadRoad, bad_road
from tests.fakes.live_depot import enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox

Given = list[tuple[str, int]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot")) as made:
        yield made


@pytest.fixture
def road(server: Serving) -> Iterator[BadRoad]:
    with bad_road(urlsplit(server.site.url).port or 0) as made:
        yield made


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Return what was put on roads: the last part of each path, and how many it came behind."""
    seen: Given = []
    give = Road.give

    def noting(self: Road, exchange: Exchange) -> None:
        path = exchange.request.path.partition("?")[0]
        seen.append((path.rpartition("/")[2], len(self.asked)))
        give(self, exchange)

    monkeypatch.setattr(Road, "give", noting)
    return seen


def proven(server: Serving, outbox: MemoryOutbox, seed: bytes | None = None) -> HttpDepot:
    """Return a depot that was shown the vault's newest head, and nothing else."""
    depot = enrolled(server, outbox, seed)
    outbox.keep_log_head(depot.state(0).checkpoint)
    depot.prove(outbox.proof(0), 0)
    return depot


def coming(outbox: MemoryOutbox) -> Foretold:
    return Foretold(outbox.run(0), outbox.parcels(Load.RECORD), outbox.manifests())


# ------------------------------------------------------------------------------ what comes next


def test_what_is_foretold_goes_out_before_the_first_answer_and_once(
    server: Serving, given: Given
) -> None:
    outbox = MemoryOutbox(1)
    outbox.seal(ROW)
    depot = proven(server, outbox)
    said = coming(outbox)
    assert said.entries is not None
    given.clear()
    depot.foretell(said)
    assert depot.entries(said.entries) == len(said.entries.bodies)
    depot.parcels(said.parcels)
    assert depot.manifests(said.manifests).wanted
    depot.close()
    assert given == [("entries", 0), ("parcels", 1), ("manifests", 2)]


def test_a_refusal_makes_void_what_was_foretold(server: Serving, given: Given) -> None:
    outbox = MemoryOutbox(2)
    outbox.seal(10)
    depot = proven(server, outbox)
    said = coming(outbox)
    assert said.entries is not None
    depot.foretell(Foretold(None, (b"no parcel",), said.manifests))
    with pytest.raises(MalformedMessageError):
        depot.parcels([b"no parcel"])
    depot.entries(said.entries)
    given.clear()
    assert depot.manifests(said.manifests).wanted
    depot.close()
    assert [name for name, _ in given] == ["manifests"]


def test_nothing_goes_out_before_the_proof_was_receipted_and_nothing_twice(
    server: Serving, given: Given
) -> None:
    outbox, seed = MemoryOutbox(3), os.urandom(32)
    outbox.seal(ROW)
    enrolled(server, outbox, seed).close()
    depot = HttpDepot(server.site.url, server.site.card, seed)
    outcome = one_round(outbox, depot, terms_of(server.site, seed, outbox.vault))
    depot.close()
    assert outcome.stage is Stage.DONE
    assert given[:5] == [
        ("state", 0),
        ("proofs", 0),
        ("entries", 0),
        ("parcels", 1),
        ("manifests", 2),
    ]
    counted = Counter(name for name, _ in given)
    assert counted["parcels"] == counted["manifests"] == counted["entries"] == 1


# -------------------------------------------------------------------------------- how many roads


def test_more_roads_are_tried_while_more_arrives_and_no_longer() -> None:
    link = Roads().met(0.6).greeted(0.05)
    few = link.count
    for _ in range(8):
        link = link.tell(int(link.count * 7_500 * 2), 2.0)  # as much more as there are more roads
    assert link.count > 2 * few
    for _ in range(12):
        link = link.tell(int(link.rate * 2), 2.0)
    assert link.count == Roads(link.rate, link.rtt).count
    assert Roads(10_000_000, 0.6, reach=1.5).count == MOST


def test_a_thin_link_is_told_from_one_that_nobody_knows() -> None:
    assert Roads(2_000, 0.6).thin
    assert not Roads(7_600, 0.6).thin
    assert not Roads().thin


def test_roads_beyond_those_that_help_get_nothing_and_the_others_hold_what_the_link_bears(
    server: Serving,
) -> None:
    outbox, link = MemoryOutbox(5), Roads(7_600, 0.6)
    depot = enrolled(server, outbox)
    carrier = depot._carrier
    while sum(one.opened for one in carrier._keeper.lines) < 2 * FIRST:
        carrier._keeper.keep(2 * FIRST, patient=True, talk=None)
        for _ in carrier._keeper.move(patient=True):
            pass
    carrier._keeper.link = link
    board = Board(lambda _name: None)
    for number in range(4 * FIRST):
        board.give(Chunk(bytes([number]) * 32, 0, bytes(ROW)))
    carrier._give_out_chunks(board, depot)
    carrying = [one for one in carrier._keeper.lines if one.asked]
    assert len(carrying) == link.count == FEWEST
    assert {one._buffer for one in carrying} == {link.buffer}
    depot.close()


# --------------------------------------------------------------------------------- quiet roads


def test_the_last_chunk_on_a_road_that_fell_silent_goes_on_over_another(
    server: Serving, road: BadRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.patience.FAR_S", 0.0)
    monkeypatch.setattr("sync.lookout.UNSURE_S", 0.2)
    for limit in ("SILENT_S", "MOST_SILENT_S", "LONE_S"):  # nobody else would notice
        monkeypatch.setattr(f"sync.keeper.{limit}", 1000.0)
    outbox, seed = MemoryOutbox(4), os.urandom(32)
    for _ in range(3):
        outbox.seal(ROW)
    proven(server, outbox, seed).close()
    depot = HttpDepot(f"https://127.0.0.1:{road.port}", server.site.card, seed)
    run = outbox.run(0)
    assert run is not None
    depot.entries(run)
    named = outbox.manifests()
    depot.manifests(named)
    chunks = [
        Chunk(name, 0, outbox.chunk(manifest, place))
        for manifest in map(Manifest.parse, named)
        for place, name in enumerate(manifest.chunks)
    ]
    road.silence_after = 100_000
    landed: list[bytes] = []
    depot.carry(chunks, never, landed.append)
    assert depot.travel.breaks == 0
    depot.close()
    assert road.silence_after is None
    assert sorted(landed) == sorted(chunk.name for chunk in chunks)


def test_a_look_that_nobody_waits_for_is_forgotten_with_its_road(server: Serving) -> None:
    address = address_of(server.site.url, server.site.card)
    road, lookout = Road(address, targets(address)[0], at_once, 16 * 1024), Lookout()
    look = Exchange(Request("HEAD", "/", {}, b"", 0))
    lookout.note(look, road)
    lookout.forget([look])
    assert lookout.lost(look)
    assert look not in lookout
    assert not lookout.is_moot(look)
    assert lookout.end() == []
    road.close()
