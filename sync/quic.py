# SPDX-License-Identifier: GPL-3.0-or-later
"""A road over UDP (QUIC, RFC 9000) for far links: one that outlives the moments without a link.

Each request is a stream of its own with HTTP/1.1 in it, so a lost packet holds up nobody else's; a
link that was away goes on where it was, without a new greeting, whatever address it has then.  The
same authority is pinned.  Where UDP does not pass, or passes no longer, the roads over TCP do it.
"""

import math
import selectors
import socket
import time
from collections import deque
from contextlib import suppress
from typing import Final

import h11
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from aioquic.quic.events import (
    ConnectionTerminated,
    HandshakeCompleted,
    QuicEvent,
    StreamDataReceived,
    StreamReset,
)
from aioquic.quic.packet import QuicErrorCode

from sync import steady
from sync.errors import CaptiveError, OfflineError
from sync.line import Address, Pace
from sync.road import READ, Exchange, Target, head_of, take_in

ALPN: Final = "segel"
DATAGRAM: Final = 1372
"""Bytes of a datagram: with headers 1,400, which mobile networks and tunnels let through."""
GUESSED_RTT_S: Final = 0.35
IDLE_S: Final = 90.0
OPENS_S: Final = 4.0
"""A road that is not open after so long, or five round trips, will not be: UDP does not pass."""
MOST_DEEP: Final = 30
"""Requests under way at once."""
AHEAD: Final = 3 * DATAGRAM
AHEAD_S: Final = 0.06
"""Bytes and seconds of bulk that wait in the connection: what is asked waits behind them."""
STEP: Final = 4 * DATAGRAM
KNOCK_S: Final = 0.25
KNOCKS_LATE: Final = 8.0
"""A silent link is knocked at so often, and less and less often after so many seconds."""
KNOCK: Final = 40
"""Bytes of a knock: a packet that holds next to nothing."""
LATE: Final = 1.3
"""Round trips, lately, after which the link is called silent."""
SLACK_S: Final = 0.15


class QuicRoad:
    """A road that lasts, as `sync.keeper` drives it; see `sync.road.Road` for what it shows.

    `due`: when it wants its next turn though nothing arrived.
    """

    lasting: Final = True

    def __init__(self, address: Address, target: Target, pace: Pace) -> None:
        """Begin to greet; raise OfflineError when no socket is to be had."""
        self.begun = self.moved_at = time.monotonic()
        self.moved = self.arrived = self.heard = 0
        self.rtt = 0.0
        self.resume_at = 0.0
        self.scout = self.yielding = self.ended = self.opened = self.connected = False
        self.resumed = True  # how long its greeting took tells nothing about the link's width
        self.asked: deque[tuple[Exchange, h11.Connection]] = deque()
        self._streams: dict[int, tuple[Exchange, h11.Connection]] = {}
        self._host = address.host
        self._pace = pace
        self._given = False
        self._bulk: deque[tuple[int, memoryview]] = deque()
        self._knocked_at = 0.0
        self._out: deque[bytes] = deque()
        self._where = (str(target.where[0]), address.datagrams.port, *target.where[2:])
        try:
            self.socket = socket.socket(target.family, socket.SOCK_DGRAM)
        except OSError as error:
            raise OfflineError(_NO_ROAD) from error
        self.socket.setblocking(False)  # noqa: FBT003 - the standard library's word
        told = QuicConfiguration(
            alpn_protocols=[ALPN],
            cadata=address.datagrams.ca_pem.encode(),
            congestion_control_algorithm=steady.NAME,
            idle_timeout=IDLE_S,
            initial_rtt=GUESSED_RTT_S,
            max_datagram_size=DATAGRAM,
            server_name=address.host,
        )
        self._quic = QuicConnection(configuration=told)
        self._flow = steady.newest()
        self._backlog = steady.Backlog(self._flow)
        self._quic.connect(self._where, now=self.begun)
        self._send(self.begun)

    # -- for whoever drives it ----------------------------------------------------------------

    @property
    def events(self) -> int:
        """Return what to wait for."""
        return selectors.EVENT_READ

    @property
    def due(self) -> float:
        """Return when it wants its next turn though nothing arrived."""
        if self._out or self._given:
            return self.resume_at
        timer = self._quic.get_timer()
        if timer is None or timer > self._quiet_from:
            return self._knocks_at
        return min(timer, self._knocks_at)

    @property
    def room(self) -> bool:
        """Tell whether the next request may be given to it."""
        return self.opened and not self.ended and not self._bulk and len(self.asked) < MOST_DEEP

    @property
    def writing(self) -> bool:
        """Tell whether something was given to it that was not answered yet."""
        return bool(self.asked)

    @property
    def busy(self) -> bool:
        """Tell whether it has something to do."""
        return bool(self.asked) or not self.opened

    @property
    def overdue(self) -> bool:
        """Tell whether it should have opened by now."""
        return not self.opened and time.monotonic() - self.begun > OPENS_S

    def tune(self, buffer: int) -> None:
        """Leave it: what is under way is not for the system to choose here."""

    def give(self, exchange: Exchange) -> None:
        """Write a request beside those under way."""
        http = h11.Connection(h11.CLIENT)
        stream = self._quic.get_next_available_stream_id()
        head, body = head_of(self._host, exchange.request, http), exchange.request.body
        if exchange.request.bulk:
            self._quic.send_stream_data(stream, b"")  # so that the next one gets another number
            self._bulk.append((stream, memoryview(head + bytes(body))))
        else:
            self._quic.send_stream_data(stream, head + bytes(body), end_stream=True)
        self._streams[stream] = exchange, http
        self._given = True
        if not self.asked:
            self.moved_at = time.monotonic()
        self.asked.append((exchange, http))

    def turn(self) -> list[Exchange]:
        """Move what can be moved and return the exchanges that were answered.

        Raise OfflineError when the connection ended, CaptiveError when somebody else answers.
        """
        answered: list[Exchange] = []
        now = self._hear()
        timer = self._quic.get_timer()
        if timer is not None and timer <= now < self._quiet_from:
            self._quic.handle_timer(now=now)  # which would send whole packets into the silence
        while (event := self._quic.next_event()) is not None:
            self._meet(event, answered)
        self._knock(now)
        self._feed()
        self._send(now)
        self.arrived = self._flow.delivered
        if self.ended and not answered:
            raise OfflineError(_BROKE)
        return answered

    def close(self) -> list[Exchange]:
        """Say goodbye once, close, and return the exchanges that were not answered."""
        self.ended = True
        with suppress(OSError):
            self._quic.close()
            for data, _ in self._quic.datagrams_to_send(now=time.monotonic()):
                self.socket.sendto(data, self._where)
        self.socket.close()
        left = [exchange for exchange, _ in self.asked if not exchange.over]
        self.asked.clear()
        return left

    # -- inside ---------------------------------------------------------------------------------

    def _hear(self) -> float:
        while True:
            now = time.monotonic()
            try:
                data, _ = self.socket.recvfrom(READ)
            except OSError:  # nothing more; or the system tells that a datagram was refused
                return now
            self.heard += len(data)
            self._quic.receive_datagram(data, self._where, now=now)
            self.moved_at = now
            self.connected, self.rtt = True, self.rtt or now - self.begun

    def _meet(self, event: QuicEvent, answered: list[Exchange]) -> None:
        match event:
            case HandshakeCompleted():
                self.opened = True
            case StreamDataReceived():
                self._take(event, answered)
            case StreamReset() | ConnectionTerminated():
                self.ended = True

    def _take(self, event: StreamDataReceived, answered: list[Exchange]) -> None:
        if event.stream_id not in self._streams:
            return
        exchange, http = self._streams[event.stream_id]
        try:
            if event.data:
                http.receive_data(event.data)
            whole = take_in(exchange, http)
        except h11.RemoteProtocolError as error:
            raise CaptiveError(_STRANGER) from error
        if whole:
            self._stop(event.stream_id)
            del self._streams[event.stream_id]
            self.asked.remove((exchange, http))
            answered.append(exchange)
        elif event.end_stream:
            self.ended = True

    def _stop(self, stream: int) -> None:
        """Say no more of what was answered before all of it was said."""
        left = [one for one in self._bulk if one[0] != stream]
        if len(left) < len(self._bulk):
            self._bulk = deque(left)
            self._quic.reset_stream(stream, QuicErrorCode.NO_ERROR)

    @property
    def _quiet_from(self) -> float:
        """Return when the link counts as silent, unless it is heard before."""
        if not self.opened or not self._flow.bytes_in_flight:
            return math.inf
        return self.moved_at + LATE * self._flow.lately + SLACK_S

    @property
    def _knocks_at(self) -> float:
        """Return when the link is knocked at, unless it is heard before."""
        quiet_from = self._quiet_from
        late = (self._knocked_at - self.moved_at) / KNOCKS_LATE
        return max(quiet_from, self._knocked_at + KNOCK_S * max(1.0, late))

    def _knock(self, now: float) -> None:
        """Ask a silent link whether it is back: what was lost meanwhile goes out at once then."""
        if now >= self._knocks_at:
            self._knocked_at = now
            self._flow.let_by(KNOCK)
            self._quic.send_ping(0)

    def _feed(self) -> None:
        """Hand the connection as much bulk as keeps it going; what is asked overtakes the rest."""
        ahead = AHEAD + AHEAD_S * self._flow.rate
        while self._bulk and self._backlog.waits < ahead:
            stream, rest = self._bulk[0]
            piece, rest = rest[:STEP], rest[STEP:]
            self._quic.send_stream_data(stream, bytes(piece), end_stream=not rest)
            self._backlog.add(len(piece))
            if rest:
                self._bulk[0] = stream, rest
            else:
                self._bulk.popleft()

    def _send(self, now: float) -> None:
        if not self._out:
            self._given = False
            self._out.extend(data for data, _ in self._quic.datagrams_to_send(now=now))
        while self._out:
            if wait := self._pace(len(self._out[0])):
                self.resume_at = self.moved_at = now + wait  # that is not silence
                return
            data = self._out.popleft()
            with suppress(OSError):  # no network, or no room: as if it were lost on the way
                self.socket.sendto(data, self._where)
            self.moved += len(data)


_NO_ROAD: Final = "there is no road to the office now"
_BROKE: Final = "the connection broke"
_STRANGER: Final = "somebody else answers in the office's place"
