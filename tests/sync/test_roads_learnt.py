# SPDX-License-Identifier: GPL-3.0-or-later
"""What is learnt of a link serves the next round, and never lets anybody else answer."""

import os
import selectors
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from db.seal import transport
from db.seal.box import ROW
from sync.errors import UntrustedError
from sync.http import HttpDepot, address_of
from sync.line import at_once
from sync.memory import HOUR_S, Memory
from sync.patience import FIRST, Roads
from sync.road import SEAL, Exchange, Request, Road, targets
from sync.round import Stage, one_round
from sync.server.serving import Serving
from tests.fakes.bad_road import BadRoad, bad_road
from tests.fakes.live_depot import enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox

PEM = transport.pem(transport.authority("Contoh", bytes(32)))
OTHER = transport.pem(transport.authority("Contoh", bytes(31) + b"\x01"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot")) as made:
        made.door.beside = ""  # what is tried here are the roads over TCP
        yield made


@pytest.fixture
def road(server: Serving) -> Iterator[BadRoad]:
    with bad_road(urlsplit(server.site.url).port or 0) as made:
        yield made


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class Noted(HttpDepot):
    """Notes what was asked, in order."""

    asked: tuple[str, ...] = ()

    def ask(self, method: str, path: str, body: bytes, most: int = 1 << 20) -> bytes:
        self.asked = (*self.asked, path.partition("?")[0].rpartition("/")[2])
        return super().ask(method, path, body, most)


# -------------------------------------------------------------------------------- what is kept


def test_a_link_is_remembered_for_an_hour_by_authority_and_address() -> None:
    clock = Hand()
    memory = Memory(clock)
    address = memory.address("depot.example", 8443, PEM)
    assert memory.address("depot.example", 8443, PEM) is address
    assert memory.address("depot.example", 8443, OTHER) is not address
    assert memory.address("depot.example", 8444, PEM) is not address
    assert memory.roads(address) == Roads()
    memory.keep(address, Roads(100_000, 0.6))
    memory.keep(address, Roads(0.0, 0.1))  # a round that moved nothing learnt nothing
    assert memory.roads(address) == Roads(100_000, 0.6)
    assert memory.roads(memory.address("depot.example", 8443, OTHER)) == Roads()
    clock.at += HOUR_S
    assert memory.roads(address) == Roads()


def test_a_short_round_to_a_near_depot_is_remembered_as_near_and_nothing_wider_forgotten() -> None:
    memory = Memory(Hand())
    address = memory.address("depot.example", 8443, PEM)
    memory.keep(address, Roads(0.0, 0.004))
    assert memory.roads(address) == Roads(0.0, 0.004)
    memory.keep(address, Roads())  # no road was open
    assert memory.roads(address) == Roads(0.0, 0.004)
    memory.keep(address, Roads(9_000_000, 0.003))
    memory.keep(address, Roads(0.0, 0.002))
    assert memory.roads(address) == Roads(9_000_000, 0.003)


def test_another_round_trip_is_another_link_and_one_lost_packet_is_not() -> None:
    known = Roads(100_000, 0.6)
    assert known.again(0.7) == known
    assert known.again(1.65) == known
    assert known.again(0.5) == Roads(100_000, 0.5)
    assert known.again(0.02) == Roads(0.0, 0.02)
    assert Roads(9_000_000, 0.005).again(0.6) == Roads(0.0, 0.6)
    assert Roads().again(0.6) == Roads(0.0, 0.6)


def test_a_thin_link_is_not_filled_with_packets_that_ask_whether_it_is_there() -> None:
    assert Roads().scouts(0.2) == FIRST
    assert Roads(7_600, 0.6).scouts(0.2) == 1
    assert Roads(100_000, 0.6).scouts(0.2) > 10
    assert Roads(7_600, 0.6).slowest > Roads(100_000, 0.6).slowest > 2 * 0.6
    assert Roads().slowest == 0


# -------------------------------------------------------------------------------- the next road


def test_the_next_round_is_greeted_by_the_ticket_of_the_last(server: Serving) -> None:
    outbox, seed = MemoryOutbox(1), os.urandom(32)
    enrolled(server, outbox, seed).close()
    for resumed in (False, True):
        depot = HttpDepot(server.site.url, server.site.card, seed)
        depot.state(0)
        (line,) = depot._carrier._keeper.lines
        assert line.resumed is resumed
        depot.close()


def test_a_ticket_opens_no_door_for_another_server(tmp_path: Path) -> None:
    site, outbox, seed = site_at(tmp_path / "first"), MemoryOutbox(2), os.urandom(32)
    with serving(site) as server:
        server.door.beside = ""
        depot = enrolled(server, outbox, seed)
        depot.state(0)
        depot.close()
        assert depot._address.ticket.session is not None
    host, port = site.must_have_host()
    with Serving(site_at(tmp_path / "second"), time.time_ns) as other:
        other.begin(host, port)
        again = HttpDepot(site.url, site.card, seed)
        with pytest.raises(UntrustedError):
            again.state(0)
        again.close()


def test_what_one_road_lost_is_asked_over_another_on_a_far_link(
    server: Serving, road: BadRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.patience.FAR_S", 0.0)
    outbox, seed = MemoryOutbox(3), os.urandom(32)
    enrolled(server, outbox, seed).close()
    depot = HttpDepot(f"https://127.0.0.1:{road.port}", server.site.card, seed)
    for _ in range(3):
        depot.state(0)
    road.silence_first()
    time.sleep(0.1)
    depot.state(0)
    assert depot.travel.breaks == 0  # it came before all of them would be given up
    depot.close()


def test_a_road_fills_whole_packets_and_gives_way_to_what_is_urgent(server: Serving) -> None:
    address = address_of(server.site.url, server.site.card)
    road = Road(address, targets(address)[0], at_once, 16 * 1024)
    assert (road._record + SEAL) % road._segment == 0
    with selectors.DefaultSelector() as waiting:
        waiting.register(road.socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while not road.opened:
            waiting.select(0.1)
            road.turn()
    road.give(Exchange(Request("PUT", "/v1/chunks/00", {}, bytes(ROW), 1000)))
    assert not road.room
    assert road.events & selectors.EVENT_WRITE
    road.yielding = True
    assert not road.events & selectors.EVENT_WRITE
    road.turn()
    assert road.writing
    road.close()


def test_an_answer_that_came_just_before_the_road_broke_is_answered(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = address_of(server.site.url, server.site.card)
    exchange = Exchange(Request("GET", "/health/live", {}, b"", 10_000))
    with closing(Road(address, targets(address)[0], at_once, 16 * 1024)) as road:
        write = road._write

        def breaking() -> None:
            if exchange.over:  # the turn that read the answer
                raise ConnectionResetError
            write()

        def turn_until(so: Callable[[], bool]) -> list[Exchange]:
            answered: list[Exchange] = []
            while not so():
                waiting.select(0.05)
                answered += road.turn()
            return answered

        monkeypatch.setattr(road, "_write", breaking)
        with selectors.DefaultSelector() as waiting:
            waiting.register(road.socket, selectors.EVENT_READ)
            turn_until(lambda: road.opened)
            road.give(exchange)
            assert turn_until(lambda: exchange.over) == [exchange]
        assert exchange.answer is not None
        assert road.ended
        assert road.close() == []


# -------------------------------------------------------------------------------- in what order


def test_new_case_data_goes_before_media_and_nobody_is_asked_whether_it_is_there(
    server: Serving,
) -> None:
    outbox, seed = MemoryOutbox(4), os.urandom(32)
    outbox.seal(ROW)
    enrolled(server, outbox, seed).close()
    depot = Noted(server.site.url, server.site.card, seed)
    terms = terms_of(server.site, seed, outbox.vault)
    assert one_round(outbox, depot, terms).stage is Stage.DONE
    depot.close()
    order = [one for one in depot.asked if one != "entries"]
    assert order[:5] == ["state", "proofs", "parcels", "claims", "manifests"]


def test_what_may_be_there_from_an_earlier_round_is_asked_for_first(server: Serving) -> None:
    outbox, seed = MemoryOutbox(5), os.urandom(32)
    outbox.seal(10)
    enrolled(server, outbox, seed).close()
    terms = terms_of(server.site, seed, outbox.vault)
    depot = Noted(server.site.url, server.site.card, seed)
    state = depot.state(0)
    outbox.keep_log_head(state.checkpoint)
    proof = outbox.proof(0)
    depot.prove(proof, 0)
    run = outbox.run(0)
    assert run is not None
    depot.entries(run)  # and here the round before broke off
    depot.asked = ()
    assert one_round(outbox, depot, terms).stage is Stage.DONE
    depot.close()
    assert depot.asked.index("claims") < depot.asked.index("parcels")
