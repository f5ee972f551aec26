# SPDX-License-Identifier: GPL-3.0-or-later
"""The road over UDP: it outlives a bad link, does what others do, and can be missed."""

import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from aioquic.quic.events import HandshakeCompleted, QuicEvent, StreamDataReceived, StreamReset
from aioquic.quic.packet_builder import QuicSentPacket
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.seal.box import ROW
from sync import keeper, patience, quic, steady
from sync.http import HttpDepot
from sync.line import Datagrams
from sync.round import Stage, one_round
from sync.server import limits
from sync.server import quic as side_door
from sync.server.gates import bound
from sync.server.serving import Serving
from sync.throttle import Bucket, Meter
from tests.fakes.bad_datagrams import BadDatagrams, bad_datagrams
from tests.fakes.live_depot import enrolled, free_port, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox

WAIT_S = 90


@pytest.fixture(autouse=True)
def _far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every link for a far one: a near one is left to TCP."""
    monkeypatch.setattr(patience, "FAR_S", 0.0)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    monkeypatch.setattr(limits, "STRANGER_BURST", 1000.0)
    with serving(site_at(tmp_path / "depot")) as made:
        yield made


@pytest.fixture
def datagrams(server: Serving) -> Iterator[BadDatagrams]:
    with bad_datagrams(urlsplit(server.site.url).port or 0) as made:
        server.door.beside = f'segel=":{made.port}"'
        yield made


@pytest.fixture
def _no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other road come to help, however slow this machine is."""
    monkeypatch.setattr(keeper, "HEAD_START_S", 90.0)
    monkeypatch.setattr(keeper, "LASTS_S", 90.0)
    monkeypatch.setattr(quic, "OPENS_S", 90.0)


class Journey:
    """A laptop with sealed items, enrolled with a depot."""

    def __init__(self, server: Serving, items: int, size: int) -> None:
        self.outbox = MemoryOutbox(int.from_bytes(os.urandom(8)))
        for _ in range(items):
            self.outbox.seal(size)
        self.server, self.seed = server, os.urandom(32)
        enrolled(server, self.outbox, self.seed).close()
        self.depot = HttpDepot(server.site.url, server.site.card, self.seed)

    def hold(self) -> None:
        """Hold one round."""
        terms = terms_of(self.server.site, self.seed, self.outbox.vault)
        assert one_round(self.outbox, self.depot, terms).stage is Stage.DONE
        self.depot.close()
        folder = self.server.site.folder / "media"
        found = (path for path in folder.rglob("*") if path.is_file() and "part" not in path.parts)
        here = {bytes.fromhex(path.name): path.read_bytes() for path in found}
        assert {name: here.get(name) for name in self.outbox.chunks} == self.outbox.chunks
        assert self.outbox.sound() >= set(self.outbox.cargo)


def counted(server: Serving) -> dict[str, int]:
    """Return how many requests an operator sees over TCP and over UDP."""
    told = server.door.gauges.text({}, 0)
    found = re.findall(r'requests_by_transport_total\{over="(\w+)"\} (\d+)', told)
    return {over: int(count) for over, count in found}


@pytest.mark.usefixtures("_no_other")
def test_a_whole_round_goes_over_one_road_that_lasts(
    server: Serving, datagrams: BadDatagrams
) -> None:
    journey = Journey(server, 6, ROW + 1000)
    journey.hold()
    sent = sum(map(len, journey.outbox.chunks.values()))
    assert datagrams.passed > sent / quic.DATAGRAM
    assert journey.depot.travel.roads <= 1
    assert counted(server)["udp"] > counted(server)["tcp"] > 0


@settings(max_examples=6, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    loss=st.sampled_from([0.0, 0.05, 0.2]),
    twice=st.sampled_from([0.0, 0.1]),
    late=st.sampled_from([0.0, 0.03]),
    wishes=st.lists(st.sampled_from(["deaf", "hear", "move", "wait"]), max_size=8),
)
def test_loss_echo_delay_silence_and_another_address_lose_and_double_nothing(
    server: Serving,
    datagrams: BadDatagrams,
    loss: float,
    twice: float,
    late: float,
    wishes: list[str],
) -> None:
    datagrams.loss, datagrams.twice, datagrams.late = loss, twice, late
    journey = Journey(server, 3, ROW + len(wishes))
    over = threading.Event()

    def trouble() -> None:
        for wish in wishes:
            if over.wait(0.1):
                return
            datagrams.deaf = wish == "deaf"
            if wish == "move":
                datagrams.move()
        datagrams.deaf = False

    other = threading.Thread(target=trouble)
    other.start()
    try:
        journey.hold()
    finally:
        over.set()
        other.join()
        datagrams.deaf = False


def test_where_no_datagram_passes_tcp_does_it(
    server: Serving, datagrams: BadDatagrams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quic, "OPENS_S", 0.3)
    datagrams.deaf = True
    Journey(server, 4, ROW).hold()
    assert datagrams.passed == 0


def test_where_datagrams_pass_no_longer_tcp_goes_on(
    server: Serving, datagrams: BadDatagrams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "LASTS_S", 0.5)
    monkeypatch.setattr(quic, "OPENS_S", 0.3)
    journey = Journey(server, 8, 2 * ROW)
    datagrams.most = 60
    journey.hold()
    assert datagrams.passed == 60


def test_a_road_that_breaks_again_and_again_is_left_to_tcp(
    server: Serving, datagrams: BadDatagrams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_door, "MOST_STREAMS", 0)  # everything that is asked is refused there
    journey = Journey(server, 3, ROW)
    journey.hold()
    assert datagrams.passed > 0
    assert not journey.depot._carrier._keeper.datagrams


def test_a_near_depot_is_reached_over_tcp(
    server: Serving, datagrams: BadDatagrams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "FAR_S", 60.0)
    journey = Journey(server, 4, ROW)
    journey.hold()
    assert datagrams.passed * quic.DATAGRAM < ROW
    assert counted(server)["udp"] < counted(server)["tcp"]


def test_another_authority_is_not_spoken_to(
    server: Serving, datagrams: BadDatagrams, tmp_path: Path
) -> None:
    journey = Journey(server, 2, ROW)
    with (
        serving(site_at(tmp_path / "other")) as other,
        bad_datagrams(urlsplit(other.site.url).port or 0) as astray,
    ):
        server.door.beside = f'segel=":{astray.port}"'
        journey.depot._address.datagrams.port = astray.port
        journey.hold()
        assert other.door.gauges.chunks == 0
    assert server.door.gauges.chunks == len(journey.outbox.chunks)
    assert datagrams.passed == 0


@pytest.mark.usefixtures("_no_other")
def test_a_cap_holds_and_every_byte_is_counted(server: Serving, datagrams: BadDatagrams) -> None:
    journey = Journey(server, 1, 400_000)
    meter = Meter(Bucket(200_000, time.monotonic))
    journey.depot = HttpDepot(server.site.url, server.site.card, journey.seed, meter)
    begun = time.monotonic()
    journey.hold()
    assert time.monotonic() - begun > 0.8  # a second's worth goes at once
    assert meter.passed() >= 400_000
    assert datagrams.passed > 200


@pytest.mark.parametrize(
    ("told", "port"),
    [
        ('segel=":8443"', 8443),
        ('h3=":443"; ma=60, segel=":1"', 1),
        ("clear", 0),
        ('segel=":0"', 0),
        ('segel=":123456"', 0),
        ('xsegel=":5"', 0),
    ],
)
def test_an_offer_is_read_or_left(told: str, port: int) -> None:
    way = Datagrams("authority")
    way.offered(told)
    assert way.port == port
    nobody = Datagrams()
    nobody.offered('segel=":8443"')
    assert nobody.port == 0


# -- the depot's side ---------------------------------------------------------------------------


class Stranger:
    """Somebody who speaks QUIC with a depot, well or badly."""

    def __init__(self, port: int) -> None:
        told = QuicConfiguration(
            alpn_protocols=[quic.ALPN], verify_mode=ssl.CERT_NONE, server_name="127.0.0.1"
        )
        self.quic = QuicConnection(configuration=told)
        self._where = ("127.0.0.1", port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(0.01)
        self.heard: list[QuicEvent] = []
        self.quic.connect(self._where, now=time.monotonic())

    def turn(self, so: Callable[[], object]) -> None:
        """Speak and listen until it is so."""
        end = time.monotonic() + WAIT_S
        while not so():
            assert time.monotonic() < end, f"the depot does not answer: {self.heard}"
            for data, _ in self.quic.datagrams_to_send(now=time.monotonic()):
                self._socket.sendto(data, self._where)
            try:
                data, _ = self._socket.recvfrom(4096)
                self.quic.receive_datagram(data, self._where, now=time.monotonic())
            except OSError:
                timer = self.quic.get_timer()
                if timer is not None and timer < time.monotonic():
                    self.quic.handle_timer(now=time.monotonic())
            while (event := self.quic.next_event()) is not None:
                self.heard.append(event)

    def ask(self, data: bytes, *, over: bool = True) -> int:
        """Say something on a stream of its own."""
        stream = self.quic.get_next_available_stream_id()
        self.quic.send_stream_data(stream, data, end_stream=over)
        return stream

    def answer(self, stream: int) -> bytes:
        """Return what came back on a stream."""
        return b"".join(
            one.data
            for one in self.heard
            if isinstance(one, StreamDataReceived) and one.stream_id == stream
        )

    def refused(self) -> set[int]:
        """Return the streams that were refused."""
        return {one.stream_id for one in self.heard if isinstance(one, StreamReset)}

    def close(self) -> None:
        """Leave without a word."""
        self._socket.close()


@pytest.fixture
def stranger(server: Serving) -> Iterator[Stranger]:
    assert server.door.beside
    with closing(Stranger(urlsplit(server.site.url).port or 0)) as made:
        made.turn(lambda: any(isinstance(one, HandshakeCompleted) for one in made.heard))
        yield made


GET = b"GET %s HTTP/1.1\r\nHost: depot\r\n\r\n"


def test_what_laptops_ask_is_answered_and_nothing_else(stranger: Stranger) -> None:
    card, desk = stranger.ask(GET % b"/v1/card"), stranger.ask(GET % b"/")
    unsigned = stranger.ask(GET % b"/v1/state?log=0")
    stranger.turn(lambda: all(map(stranger.answer, (card, desk, unsigned))))
    assert stranger.answer(card).startswith(b"HTTP/1.1 200")
    assert stranger.answer(desk).startswith(b"HTTP/1.1 404")
    assert stranger.answer(unsigned).startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 100,
        b"GET /v1/card HTTP/1.1\r\n",
        b"POST /v1/entries HTTP/1.1\r\nHost: depot\r\nContent-Length: 10\r\n\r\n123",
        b"GET / HTTP/1.1\r\nHost: depot\r\nX: " + b"x" * 40_000,
        b"",
    ],
)
def test_half_a_request_is_refused_and_the_next_one_answered(
    stranger: Stranger, data: bytes
) -> None:
    bad = stranger.ask(data)
    stranger.turn(lambda: bad in stranger.refused())
    good = stranger.ask(GET % b"/v1/card")
    stranger.turn(lambda: stranger.answer(good))
    assert stranger.answer(good).startswith(b"HTTP/1.1 200")


def test_too_many_requests_at_once_are_refused(stranger: Stranger) -> None:
    begun = [stranger.ask(b"POST /v1/entries HTTP/1.1\r\n", over=False) for _ in range(40)]
    stranger.turn(lambda: len(stranger.refused()) >= 40 - side_door.MOST_STREAMS)
    assert stranger.refused() == set(begun[side_door.MOST_STREAMS :])


def test_noise_changes_nothing_for_others(server: Serving, stranger: Stranger) -> None:
    noise = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    port = urlsplit(server.site.url).port or 0
    for first in (0xC0, 0x40, 0x00, 0xFF):
        for size in (0, 1, 20, 1200, 1400):
            noise.sendto((bytes([first]) + os.urandom(size))[:1400], ("127.0.0.1", port))
    noise.close()
    good = stranger.ask(GET % b"/v1/card")
    stranger.turn(lambda: stranger.answer(good))
    assert stranger.answer(good).startswith(b"HTTP/1.1 200")


def test_a_depot_whose_port_of_udp_is_taken_serves_over_tcp(tmp_path: Path) -> None:
    site = site_at(tmp_path / "depot")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", urlsplit(site.url).port or 0))
        with serving(site) as server:
            assert server.door.beside == ""
            Journey(server, 2, ROW).hold()


def test_a_host_of_several_addresses_answers_on_one_that_this_machine_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find = socket.getaddrinfo

    def several(*asked: Any) -> list[Any]:
        (here,) = find("127.0.0.1", *asked[1:])
        return [(*here[:4], ("203.0.113.7", here[4][1])), here]

    monkeypatch.setattr(socket, "getaddrinfo", several)
    made = bound("kantor.example", free_port(), socket.AF_INET)
    assert made is not None
    with made:
        assert made.getsockname()[0] == "127.0.0.1"


# -- how much is kept under way -----------------------------------------------------------------


def _packet(number: int, at: float) -> QuicSentPacket:
    made = QuicSentPacket.__new__(QuicSentPacket)
    made.packet_number, made.sent_time, made.sent_bytes, made.in_flight = number, at, 1000, True
    return made


@pytest.mark.parametrize("loss", [0, 20])
def test_a_link_is_kept_full_and_its_queue_short_whatever_is_lost(loss: int) -> None:
    """A link of 100 packets a second and 0.5 s there and back; every `loss`th is lost."""
    flow = steady.Steady(max_datagram_size=1000)
    now, number, free_at = 0.0, 0, 0.0
    under_way: list[tuple[float, QuicSentPacket]] = []
    while now < 30.0:
        while flow.bytes_in_flight < flow.congestion_window:
            packet = _packet(number, now)
            flow.on_packet_sent(packet=packet)
            free_at = max(free_at, now) + 0.01
            under_way.append((free_at + 0.5, packet))
            number += 1
        now, packet = under_way.pop(0)
        if loss and packet.packet_number % loss == 0:
            flow.on_packets_lost(now=now, packets=[packet])
        else:
            flow.on_rtt_measurement(now=now, rtt=now - (packet.sent_time or 0.0))
            flow.on_packet_acked(now=now, packet=packet)
    share = (1 - 1 / loss) if loss else 1.0
    assert flow.rate == pytest.approx(100_000 * share, rel=0.06)
    assert 51_000 * share < flow.congestion_window < 1.45 * 51_000
    assert number > 0.97 * 100 * 30


def test_a_link_that_was_away_comes_back_as_it_was() -> None:
    flow = steady.Steady(max_datagram_size=1000)
    packets = [_packet(number, 0.0) for number in range(10)]
    for packet in packets:
        flow.on_packet_sent(packet=packet)
    window = flow.congestion_window
    flow.on_packets_lost(now=9.0, packets=packets)
    flow.on_persistent_congestion()
    assert flow.congestion_window == window
    assert flow.bytes_in_flight == 0
    flow.let_by(300)
    assert flow.congestion_window == window


def test_a_knock_goes_out_though_the_window_is_full() -> None:
    flow = steady.Steady(max_datagram_size=1000)
    for number in range(20):
        flow.on_packet_sent(packet=_packet(number, 0.0))
    flow.let_by(300)
    assert flow.congestion_window == flow.bytes_in_flight + 300


def test_what_waits_in_a_connection_is_guessed_rather_too_low_and_never_below_nothing() -> None:
    flow = steady.Steady(max_datagram_size=1000)
    backlog = steady.Backlog(flow)
    backlog.add(10_000)
    assert backlog.waits == 10_000
    packets = [_packet(number, 0.0) for number in range(6)]
    for packet in packets:
        flow.on_packet_sent(packet=packet)
    assert 3_900 < backlog.waits < 10_000 - 6_000 / 1.03
    flow.on_packets_lost(now=1.0, packets=packets[:2])  # which will be said again
    assert 5_900 < backlog.waits < 10_000 - 4_000 / 1.03
    for packet in packets[2:]:
        flow.on_packet_acked(now=1.0, packet=packet)
    assert 5_900 < backlog.waits < 10_000 - 4_000 / 1.03
    for number in range(6, 26):
        flow.on_packet_sent(packet=_packet(number, 2.0))
    assert backlog.waits == 0


def test_little_said_is_not_taken_for_a_narrow_link() -> None:
    """Questions one by one, and then much: the window is as wide as before them."""
    flow = steady.Steady(max_datagram_size=1000)
    for number in range(12):
        now = number * 1.0
        packet = _packet(number, now)
        flow.on_packet_sent(packet=packet)
        flow.on_rtt_measurement(now=now + 0.5, rtt=0.5)
        flow.on_packet_acked(now=now + 0.5, packet=packet)
    assert flow.congestion_window >= steady.FIRST * 1000
