# SPDX-License-Identifier: GPL-3.0-or-later
"""Chunks arrive whole over roads that break, fall silent or lead elsewhere, each exactly once."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from db.model.progress import CancelledError
from db.seal.box import ROW
from sync import carry, keeper
from sync.board import Board
from sync.errors import CaptiveError, OfflineError, StalledError
from sync.http import HttpDepot
from sync.keeper import SILENT_S
from sync.line import unpinned
from sync.patience import FEWEST, FIRST, LEAST_BUFFER, MOST, MOST_NEAR, Roads
from sync.round import Stage, one_round
from sync.server import serving as at_work_in
from sync.server.serving import AT_WORK_S, Serving
from sync.throttle import LEAST, Bucket, Meter
from sync.wire import Chunk
from tests.fakes.bad_road import BadRoad, bad_road
from tests.fakes.live_depot import enrolled, free_port, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox

WORKING = b"HTTP/1.1 102 Processing\r\n\r\n"
BEGUN = b"POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nSegel: a.b\r\nContent-Length: 2\r\n\r\n{"
Pieces = dict[bytes, bytes]


class Journey:
    """A laptop with sealed items, whose only way to the depot is a bad road."""

    def __init__(self, server: Serving, road: BadRoad, items: int, size: int) -> None:
        self.outbox = MemoryOutbox(int.from_bytes(os.urandom(8)))
        for _ in range(items):
            self.outbox.seal(size)
        self.server, self.road, self.seed = server, road, os.urandom(32)
        enrolled(server, self.outbox, self.seed).close()
        url = f"https://127.0.0.1:{road.port}"
        self.depot = HttpDepot(url, server.site.card, self.seed)
        self.terms = terms_of(server.site, self.seed, self.outbox.vault)

    def arrived(self) -> Pieces:
        """Return the chunks that the depot has whole."""
        folder = self.server.site.folder / "media"
        found = (path for path in folder.rglob("*") if path.is_file() and "part" not in path.parts)
        return {bytes.fromhex(path.name): path.read_bytes() for path in found}

    def hold(self) -> None:
        """Hold a round, and again when the road broke at a bad moment."""
        for _ in range(20):
            try:
                outcome = one_round(self.outbox, self.depot, self.terms)
            except OfflineError:
                continue
            assert outcome.stage is Stage.DONE
            return
        pytest.fail("the round never ended")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot")) as made:
        made.door.beside = ""  # what is tried here are the roads over TCP
        yield made


@pytest.fixture
def road(server: Serving) -> Iterator[BadRoad]:
    with bad_road(urlsplit(server.site.url).port or 0) as made:
        yield made


def test_everything_arrives_though_connections_are_cut_again_and_again(
    server: Serving, road: BadRoad
) -> None:
    journey = Journey(server, road, 6, ROW + 1000)
    road.cut_after = 150_000
    journey.hold()
    journey.depot.close()
    assert journey.arrived() == journey.outbox.chunks
    assert journey.outbox.sound() >= set(journey.outbox.cargo)
    assert road.taken > 8


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(wishes=st.lists(st.sampled_from(["reset", "cut", "free", "wait"]), max_size=12))
def test_any_trouble_on_the_way_loses_and_doubles_nothing(
    server: Serving, road: BadRoad, wishes: list[str]
) -> None:
    journey = Journey(server, road, 4, ROW + len(wishes))
    over = threading.Event()

    def trouble() -> None:
        for wish in wishes:
            if over.wait(0.03):
                return
            match wish:
                case "reset":
                    road.reset()
                case "cut":
                    road.cut_after = 100_000
                case "free":
                    road.cut_after = None
                case _:
                    pass

    other = threading.Thread(target=trouble)
    other.start()
    try:
        journey.hold()
    finally:
        over.set()
        other.join()
        journey.depot.close()
        road.cut_after = None
    assert journey.arrived().items() >= journey.outbox.chunks.items()
    assert journey.outbox.sound() >= set(journey.outbox.cargo)


def test_roads_that_all_fell_silent_are_given_up_once_and_what_they_carried_goes_on(
    server: Serving, road: BadRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SILENT_S", 5.0)  # a busy machine is silent now and then
    journey = Journey(server, road, 8, ROW)
    sent: list[int] = []

    def silence_once(size: int) -> float:
        if sum(sent) < ROW <= sum(sent) + size:
            road.silence()
        sent.append(size)
        return 0.0

    journey.depot.close()
    url = f"https://127.0.0.1:{road.port}"
    journey.depot = HttpDepot(url, server.site.card, journey.seed, silence_once)
    journey.hold()
    journey.depot.close()
    assert journey.depot.travel.breaks == 1
    assert journey.arrived() == journey.outbox.chunks


def test_a_depot_that_takes_connections_and_never_answers_is_given_up_and_not_stormed(
    server: Serving, road: BadRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = Journey(server, road, 8, ROW)
    sent: list[int] = []

    def fall_silent(size: int) -> float:
        sent.append(size)
        if sum(sent) > 2 * ROW and not road.mute:
            road.mute = True
            road.silence()
        return 0.0

    journey.depot.close()
    url = f"https://127.0.0.1:{road.port}"
    journey.depot = HttpDepot(url, server.site.card, journey.seed, fall_silent)
    monkeypatch.setattr(carry, "HOPELESS_S", 6.0)
    begun = time.monotonic()

    def check() -> None:
        assert time.monotonic() - begun < 240, "it never gives up"

    with pytest.raises(StalledError):
        one_round(journey.outbox, journey.depot, journey.terms, check=check)
    assert road.taken < 60
    journey.depot.close()


@contextmanager
def at_work(server: Serving) -> Iterator[None]:
    """Let the depot need so long for its next answer as if hundreds asked at once."""
    begun, over = threading.Event(), threading.Event()

    def work(_db: Connection) -> None:
        begun.set()
        over.wait(60)

    done = server.lane.submit(work)
    begun.wait()
    threading.Timer(4 * SILENT_S, over.set).start()
    yield
    assert done.done()


def test_a_depot_that_needs_long_for_an_answer_is_waited_for_and_not_asked_again(
    server: Serving, road: BadRoad
) -> None:
    journey = Journey(server, road, 1, ROW)
    journey.depot.state(0)
    taken = road.taken
    with at_work(server):
        assert journey.depot.state(0).entries == 0
    assert journey.depot.travel.breaks == 0
    assert road.taken == taken
    journey.depot.close()


def test_a_depot_that_gets_no_turn_is_waited_for_though_its_system_takes_everybody(
    server: Serving, road: BadRoad
) -> None:
    journey = Journey(server, road, 1, ROW)
    journey.depot.state(0)
    taken = road.taken
    road.rest_for(4 * SILENT_S)
    assert journey.depot.state(0).entries == 0
    assert journey.depot.travel.breaks == 0
    assert road.taken <= taken + 3
    taken = road.taken
    road.rest_for(4 * SILENT_S)
    assert journey.depot.state(0).entries == 0
    assert road.taken == taken  # by now it is known to be slow
    journey.depot.close()


def test_a_road_that_dies_while_an_answer_is_waited_for_is_given_up_once_another_is_greeted(
    server: Serving, road: BadRoad
) -> None:
    journey = Journey(server, road, 1, ROW)
    journey.depot.state(0)
    with at_work(server):
        threading.Timer(SILENT_S / 2, road.silence).start()
        assert journey.depot.state(0).entries == 0
    assert journey.depot.travel.breaks == 1
    journey.depot.close()


def test_a_depot_says_that_it_is_at_work_once_a_request_is_whole(server: Serving) -> None:
    host, port = server.site.must_have_host()
    with unpinned().wrap_socket(socket.create_connection((host, port))) as plain:
        plain.settimeout(60)
        with at_work(server):
            plain.sendall(BEGUN)
            plain.settimeout(3 * AT_WORK_S)
            with pytest.raises(TimeoutError):
                plain.recv(1)
            plain.settimeout(60)
            plain.sendall(b"}GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            heard = b""
            while b"\r\n\r\n" not in heard.replace(WORKING, b""):
                heard += plain.recv(1000)
        assert heard.startswith(WORKING + WORKING)
        assert heard.replace(WORKING, b"").startswith(b"HTTP/1.1 400")
        while b" 200 " not in heard:
            heard += plain.recv(1000)
        assert heard.count(WORKING) >= 3


def test_whoever_is_no_laptop_hears_one_answer(server: Serving) -> None:
    host, port = server.site.must_have_host()
    line = HTTPSConnection(host, port, context=unpinned(), timeout=60)
    with at_work(server), closing(line):
        line.request("POST", "/v1/enrolments", b"{}")
        assert line.getresponse().status == 400


def test_a_depot_that_is_stuck_does_not_say_for_ever_that_it_is_at_work(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work_in, "MOST_TOLD", 2)
    host, port = server.site.must_have_host()
    with unpinned().wrap_socket(socket.create_connection((host, port))) as plain:
        plain.settimeout(60)
        with at_work(server):
            plain.sendall(BEGUN + b"}")
            heard = b""
            while b" 400 " not in heard:
                heard += plain.recv(1000)
    assert heard.count(WORKING) == 2


def test_a_road_that_is_held_back_is_not_taken_for_a_silent_one(
    server: Serving, road: BadRoad
) -> None:
    journey = Journey(server, road, 1, 60_000)
    meter = Meter(Bucket(LEAST, time.monotonic))
    journey.depot.close()
    url = f"https://127.0.0.1:{road.port}"
    journey.depot = HttpDepot(url, server.site.card, journey.seed, meter)
    begun = time.monotonic()

    def check() -> None:
        assert time.monotonic() - begun < 240, "it goes round in circles"

    outcome = one_round(journey.outbox, journey.depot, journey.terms, check=check)
    assert outcome.stage is Stage.DONE
    assert journey.depot.travel.breaks == 0
    assert meter.passed() < 1.5 * outcome.bytes
    journey.depot.close()
    assert journey.arrived() == journey.outbox.chunks


def test_nobody_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OfflineError):
        _at(free_port(), tmp_path).state(0)


def _at(port: int, folder: Path) -> HttpDepot:
    card = site_at(folder / "another").card
    return HttpDepot(f"https://127.0.0.1:{port}", card, os.urandom(32))


def test_somebody_who_speaks_otherwise_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            taken, _ = door.accept()
            taken.recv(10_000)
            taken.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://sign-in.example/\r\n\r\n")
            taken.close()

        other = threading.Thread(target=answer)
        other.start()
        depot = _at(door.getsockname()[1], tmp_path)
        with pytest.raises(CaptiveError):
            depot.state(0)
        other.join()
        depot.close()


def test_what_is_carried_can_be_stopped_and_goes_on_later(server: Serving, road: BadRoad) -> None:
    journey = Journey(server, road, 6, ROW)
    seen: list[int] = []

    def stop() -> None:
        seen.append(1)
        if len(seen) > 12:
            raise CancelledError

    with pytest.raises(CancelledError):
        one_round(journey.outbox, journey.depot, journey.terms, check=stop)
    journey.hold()
    journey.depot.close()
    assert journey.arrived() == journey.outbox.chunks


def test_a_round_that_is_broken_off_says_so(server: Serving, road: BadRoad) -> None:
    journey = Journey(server, road, 1, 10)
    journey.depot.break_off()
    with pytest.raises(OfflineError):
        one_round(journey.outbox, journey.depot, journey.terms)
    journey.depot.close()


# ------------------------------------------------------------------------------------ the choice


def test_few_roads_are_used_where_few_fill_the_link() -> None:
    assert Roads().count == FIRST
    assert Roads(7_600, 0.6).count == FEWEST
    assert Roads(12_000_000, 0.005).count == MOST_NEAR
    assert 10 <= Roads(110_000, 0.6).count <= 20
    assert Roads(1_200_000, 0.6).count == MOST


def test_how_long_a_greeting_takes_tells_a_thin_link_from_a_wide_one() -> None:
    far = Roads().met(0.6)
    assert far.greeted(0.19).count == FEWEST
    assert far.greeted(0.02).count > 6
    assert far.greeted(0.0) == far.greeted(0.01)
    assert Roads().met(0.005).greeted(0.2).count == FIRST
    assert Roads(100_000, 0.6).greeted(0.2) == Roads(100_000, 0.6)


def test_one_long_greeting_may_be_a_lost_packet_and_two_are_a_thin_link() -> None:
    once = Roads().met(0.6).greeted(0.9)
    assert not once.rate
    assert once.slowest > 2 * SILENT_S
    assert once.greeted(0.02) == Roads().met(0.6).greeted(0.02)
    thin = once.greeted(1.5)
    assert 1_000 < thin.rate < 2_000
    assert thin.count < FEWEST
    assert thin.count * thin.buffer < 8_000
    assert thin.slowest > 4
    assert thin.scouts(0.2) == 1


def test_all_buffers_together_hold_a_few_round_trips_and_never_less_than_a_few_packets() -> None:
    link = Roads(1_200_000, 0.6)
    assert 2 <= link.buffer * link.count / link.under_way <= 8
    assert Roads(1000, 0.6).buffer == LEAST_BUFFER


def test_a_link_that_was_away_comes_back_as_it_was() -> None:
    link = Roads(100_000, 0.6)
    assert link.tell(0, 3.0) == link
    assert link.tell(3 * 60_000, 3.0).rate > 90_000
    assert link.tell(3 * 300_000, 3.0).rate == pytest.approx(200_000)
    assert link.met(0.4).rtt == 0.4
    assert link.met(0.9).rtt == 0.6


def test_the_last_chunks_are_sent_in_pieces_so_that_they_end_together() -> None:
    landed: list[bytes] = []
    board = Board(landed.append)
    for size in (1000, 3000, 2000):
        board.give(Chunk(bytes([size // 1000]), 0, bytes(size)))
    taken = board.next(2, 5000, 100)
    assert taken is not None
    assert (len(taken[0].body), taken[1]) == (1000, 1000)  # more may follow: in order, whole
    board.back(taken[0], 0)
    board.closed = True
    sizes, rests = [], []
    while (taken := board.next(2, 700, 100)) is not None:
        chunk, size = taken
        done = chunk.offset + size
        sizes.append(size)
        rests.append(len(chunk.body) - done)
        if done == len(chunk.body):
            board.done(chunk)
        else:
            board.back(chunk, done)
    assert sum(sizes) == 6000
    assert sizes[0] == 700
    assert sizes[-1] < 300
    assert all(size >= 100 for size in sizes)  # no crumbs: each request costs as much as they do
    assert all(rest == 0 or rest >= 100 for rest in rests)
    assert rests[-3:] == [0, 0, 0]
    assert board.left == 0
    assert len(landed) == 3
