# SPDX-License-Identifier: GPL-3.0-or-later
"""How much a QUIC connection keeps under way: as much as arrives, whatever is lost on the way.

The controllers of RFC 9002 take every loss for a full link and halve; where every twentieth packet
is lost to the air they hardly move.  This one goes by what arrives (the idea of BBR, Cardwell et
al., "BBR: Congestion-Based Congestion Control", ACM Queue 14/5, 2016): the highest rate of delivery
of the last round trips, times the shortest round trip, and a tenth more.  The tenth is what
finds out that a link became wider; it waits in the link's queue and takes nobody's place for long.
"""

import math
import threading
from collections import deque
from collections.abc import Iterable
from typing import Final

from aioquic.quic.congestion.base import QuicCongestionControl, register_congestion_control
from aioquic.quic.packet_builder import QuicSentPacket

NAME: Final = "segel-steady"
FIRST: Final = 16
"""Packets under way before anything is known."""
MORE: Final = 1.1
RISING: Final = 2.89
"""How often the guess is kept under way while each round trip still finds more: it doubles."""
ROOM: Final = 3
"""Packets beyond that: answers come for two packets at a time."""
LEAST: Final = 4
ROUNDS: Final = 10
"""Round trips that a rate is believed for."""
GROWS: Final = 1.25
STILL: Final = 3
"""So many round trips without that growth: the link is full."""
COSTS: Final = 1.02
"""A datagram is so much longer than what it carries, at least."""


class Steady(QuicCongestionControl):
    """Keeps the link full and its queue short.  Sizes in bytes, times in seconds.

    `delivered`: bytes that arrived, headers included; `lately`: the round trip, smoothed.
    """

    def __init__(self, *, max_datagram_size: int) -> None:
        self._extra = 0
        self._packet = max_datagram_size
        self._window = FIRST * max_datagram_size
        super().__init__(max_datagram_size=max_datagram_size)
        self.delivered = 0
        self.lately = 0.0
        self._shortest = math.inf
        self._delivered_at = 0.0
        self._sent: dict[int, tuple[int, float, bool]] = {}
        self._rates: deque[tuple[int, float]] = deque()
        self._round = 0
        self._round_ends = 0
        self._best_so_far = 0.0
        self._still = 0

    @property
    def congestion_window(self) -> int:
        """Return what may be under way: whole packets beyond what is, or a knock's few bytes.

        A packet of what little is left in the window would cost as much as a whole one.
        """
        left = max(0, self._window - self.bytes_in_flight)
        return self.bytes_in_flight + max(left // self._packet * self._packet, self._extra)

    @congestion_window.setter
    def congestion_window(self, first: int) -> None:
        """Leave it: what aioquic would begin with."""

    @property
    def rate(self) -> float:
        """Return the bytes a second that arrive at best, 0.0 before anything is known."""
        return max((rate for _, rate in self._rates), default=0.0)

    def let_by(self, size: int) -> None:
        """Let so many bytes go out though the window is full: a knock at a silent link."""
        self._extra = size

    def on_packet_sent(self, *, packet: QuicSentPacket) -> None:
        """Note what had arrived when a packet went out."""
        if not self.bytes_in_flight:
            self._delivered_at = packet.sent_time or 0.0
        self.bytes_in_flight += packet.sent_bytes
        self._extra = 0
        full = self.bytes_in_flight > self._window - self._packet
        self._sent[packet.packet_number] = self.delivered, self._delivered_at, full

    def on_packet_acked(self, *, now: float, packet: QuicSentPacket) -> None:
        """Learn from a packet that arrived."""
        self.bytes_in_flight -= packet.sent_bytes
        self.delivered += packet.sent_bytes
        self._delivered_at = now
        before, since, full = self._sent.pop(packet.packet_number, (0, now, False))
        if full and before >= self._round_ends:  # where little was to be said, little arrived
            self._round += 1
            self._round_ends = self.delivered
            self._look_whether_full()
        if now > since and now - since >= self._shortest:  # a bunch that came back tells nothing
            rate = (self.delivered - before) / (now - since)
            if full or rate > self.rate:
                self._rates.append((self._round, rate))
        while self._rates and self._rates[0][0] < self._round - ROUNDS:
            self._rates.popleft()
        self._choose()

    def on_packets_expired(self, *, packets: Iterable[QuicSentPacket]) -> None:
        """Forget packets that nobody waits for any more."""
        for packet in packets:
            self.bytes_in_flight -= packet.sent_bytes
            self._sent.pop(packet.packet_number, None)
        self._choose()

    def on_packets_lost(self, *, now: float, packets: Iterable[QuicSentPacket]) -> None:
        """Forget packets that were lost: that they were is no news of the link's width."""
        del now
        self.on_packets_expired(packets=packets)

    def on_persistent_congestion(self) -> None:
        """Go on: a link that was away comes back as it was."""

    def on_rtt_measurement(self, *, now: float, rtt: float) -> None:
        """Note a round trip."""
        del now
        self._shortest = min(self._shortest, rtt)
        self.lately += (rtt - self.lately) / 8 if self.lately else rtt

    def _look_whether_full(self) -> None:
        if self._still >= STILL:
            return
        if self.rate > self._best_so_far * GROWS:
            self._best_so_far, self._still = self.rate, 0
        else:
            self._still += 1

    def _choose(self) -> None:
        if self._rates and self._shortest < math.inf:
            rising = self._still < STILL
            wanted = int(self.rate * self._shortest * (RISING if rising else MORE))
            wanted = max(wanted + ROOM * self._packet, LEAST * self._packet)
            self._window = max(wanted, self._window) if rising else wanted


class Backlog:
    """What a connection was given and did not send yet, about, and rather too little."""

    def __init__(self, flow: Steady) -> None:
        self._flow = flow
        self._waited = 0.0
        self._then = 0

    def add(self, size: int) -> None:
        """Note that so many bytes were given to it."""
        self._waited, self._then = self.waits + size, self._went

    @property
    def waits(self) -> float:
        """Return the bytes that wait."""
        return max(0.0, self._waited - (self._went - self._then) / COSTS)

    @property
    def _went(self) -> int:
        """Return the bytes that went out and were not lost, headers included."""
        return self._flow.delivered + self._flow.bytes_in_flight


_HERE: Final = threading.local()


def _made(*, max_datagram_size: int) -> Steady:
    made = _HERE.newest = Steady(max_datagram_size=max_datagram_size)
    return made


def newest() -> Steady:
    """Return the controller of the connection that this thread made last."""
    found: Steady = _HERE.newest
    return found


register_congestion_control(NAME, _made)
