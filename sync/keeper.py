# SPDX-License-Identifier: GPL-3.0-or-later
"""The roads to one depot: how many are open, which are given up, and when others are tried.

When every road that has something to do is silent for a few seconds, new ones are opened several
times a second, so that the first moment in which the link is back is not missed.  One that somebody
takes while the old ones stay silent proves that their flows are dead, if they have something to
write that nobody takes.  If they only wait for an answer, the depot may be a slow one, for whom its
system takes every connection at once: then the depot itself must have greeted the new road, and
still not have said on the old ones that it is at work.  Dead roads are dropped together, and
whoever gave them work is told what they carried.

On a far link whose depot listens on UDP there is one road more, which lasts (`sync.quic`): as long
as it moves, it carries everything and the others are let go; they come back when it falls silent.
"""

import selectors
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Union

from db.errors import SegelError
from sync.errors import OfflineError
from sync.line import Address, Pace
from sync.patience import WINDOW_S, Roads, quick_delay
from sync.road import Exchange, Road, Target, targets

if TYPE_CHECKING:
    from sync.quic import QuicRoad

TICK_S: Final = 0.02
SILENT_S: Final = 1.5
"""All roads silent for so long: others are tried."""
AWAY_S: Final = 0.5
LONE_S: Final = 15.0
"""One road silent for so long while others move: it is dropped."""
SCOUT_S: Final = 0.2
HEARS_OUT_S: Final = 1.5
"""A depot that greeted a new road says within so long that it is at work on the old ones.

It says so three times as often, but another of its processes may have greeted, with less to do.
"""
MOST_BORNE_S: Final = 10.0
"""So long a slow depot is waited for before others are tried: well before a request has failed."""
SCOUTS: Final = 6
"""So often so many roads are tried while all others are silent, fewer on a thin link."""
PROMPT_S: Final = 8.0
"""Silence after which they are tried less and less often: it is no short gap any more."""
MOST_SILENT_S: Final = 30.0
CONNECT_S: Final = 15.0
YOUNG_S: Final = 0.8
"""Who is not let in after so long is not waited for alone; two round trips, once they are known."""
RESOLVE_S: Final = 15.0
REFUSALS: Final = 4

WIDE: Final = 1_500_000.0
"""Bytes a second from which a far link is left to the system's own connections."""
HEAD_START_S: Final = 1.2
"""A lasting road that is offered is tried so much earlier than others."""
LASTS_S: Final = 10.0
"""A lasting road silent for so long: the others are tried as well."""

AnyRoad = Union[Road, "QuicRoad"]
Lost = Callable[[AnyRoad, list[Exchange]], None]
"""Hears which road was closed, and what it carried without an answer."""


@dataclass(slots=True)
class Travel:
    """What happened on the way.

    `sent`: bytes written, encryption included; `breaks`: how often all roads were given up at once;
    `roads`: the most that were in use.
    """

    sent: int = 0
    breaks: int = 0
    roads: int = 0


class Keeper:
    """Open roads to a depot.

    `link`: what is known of the way there; `moved_at`: when an open road last moved a byte, of
    which one that somebody merely took tells nothing.
    """

    def __init__(self, address: Address, pace: Pace, link: Roads, lost: Lost) -> None:
        self.link = link
        self.travel = Travel()
        self.lines: list[AnyRoad] = []
        self.datagrams = True
        self._broke = 0
        self.opened = False
        self.moved_at = 0.0
        self._address = address
        self._pace = pace
        self._lost = lost
        self._targets: tuple[Target, ...] = ()
        self._resolved_at = 0.0
        self._selector = selectors.DefaultSelector()
        self._refusals = 0
        self._next_try = 0.0
        self._last_scouts = 0.0
        self._fruitless = 0
        self._heard_out = self._greeted_at = 0.0
        self._borne = 0.0
        self._met = False
        self._arrived = 0
        self._window = (0.0, 0)

    def begin(self) -> None:
        """Forget how long it was quiet: something is to be carried from now on."""
        self._refusals = 0
        self._next_try = 0.0
        self.moved_at = time.monotonic()
        self._window = (self.moved_at, self._arrived)

    def close(self) -> None:
        """Close every road."""
        while self.lines:
            self.drop(self.lines[0])

    def drop(self, road: AnyRoad) -> None:
        """Close a road; what it carried waits for another."""
        self.lines.remove(road)
        self._selector.unregister(road.socket)
        self._lost(road, road.close())

    def idle(self) -> list[AnyRoad]:
        """Return the roads that stand open and carry nothing, but for a lasting one."""
        return [road for road in self.lines if road.opened and not road.asked and not road.lasting]

    def silent(self, now: float) -> float:
        """Return the seconds for which every road that has something to do was silent."""
        busy = [road.moved_at for road in self.lines if road.connected and road.busy]
        return now - max(busy) if busy else 0.0

    # -- how many -----------------------------------------------------------------------------

    def keep(self, wanted: int, *, patient: bool, talk: AnyRoad | None) -> None:
        """Open roads until `wanted` are open, or more while all are silent; close what is spare.

        `patient`: work is left, so nobody gives up yet; `talk` is not spare.  Raise OfflineError
        when there is no road and nobody is patient.
        """
        now = time.monotonic()
        if self._lasts(now, talk, patient=patient):
            return
        self._drop_lone(now)
        self._hear_out(now)
        silent = self.silent(now)
        usual = max(SILENT_S, self.link.slowest)
        if not any(road.writing for road in self.lines):
            usual = max(usual, self._borne)
        scouting = silent > min(usual * (1 << min(self._fruitless, 8)), max(usual, MOST_SILENT_S))
        lasts = max(YOUNG_S, 2 * self.link.rtt) * (1.5 if scouting else 1.0)
        lines = [road for road in self.lines if not road.lasting]
        connecting = [road for road in lines if not road.connected]
        patience = 3 * lasts if self.opened else max(3 * lasts, CONNECT_S)
        for road in [one for one in connecting if now - one.begun > patience]:
            connecting.remove(road)
            self.drop(road)
        if scouting:
            if now - self._last_scouts >= max(SCOUT_S, (silent - PROMPT_S) / PROMPT_S):
                self._last_scouts = now
                most = min(wanted, SCOUTS, self.link.scouts(SCOUT_S))
                self._open(most, now, scouts=True, patient=patient)
            return
        standing = sum(road.connected for road in lines)
        young = sum(now - road.begun < lasts for road in connecting)
        self._open(wanted - standing - young, now, scouts=False, patient=patient)
        if standing >= wanted:
            for road in connecting:
                self.drop(road)
        opened = sum(road.opened for road in lines)
        greeting = [road for road in lines if road.connected and not road.opened]
        idle = (road for road in self.idle() if road is not talk)
        spare = [road for road in (*greeting, *idle) if not self._silenced(road)]
        for road in spare[: max(0, opened + len(greeting) - wanted)] if opened >= wanted else ():
            self.drop(road)

    @property
    def lasting(self) -> AnyRoad | None:
        """Return the lasting road, once it is open, if the depot is not near."""
        opened = (road for road in self.lines if road.lasting and road.opened)
        return next((road for road in opened if not self._near(road)), None)

    def _lasts(self, now: float, talk: AnyRoad | None, *, patient: bool) -> bool:
        """Open the lasting road where one helps; tell whether it needs no other beside it."""
        road = next((one for one in self.lines if one.lasting), None)
        if road is None:
            road = self._greet(now, patient=patient)
        if road is None:
            return False
        if road.overdue:
            self._give_up(road)
            return False
        if self._near(road) and not road.asked:
            self.datagrams = False
            self.drop(road)
            return False
        if not road.opened:
            return now - road.begun < HEAD_START_S and not self.opened
        if road.busy and now - road.moved_at > LASTS_S:
            return False
        for spare in [one for one in self.lines if one not in {road, talk} and not one.asked]:
            self.drop(spare)
        return True

    def _greet(self, now: float, *, patient: bool) -> AnyRoad | None:
        way = self._address
        wanted = self.datagrams and way.datagrams.port and way.detour is None
        if not wanted or self._near() or self.link.rate > WIDE:
            return None
        if not self._resolved(now, patient=patient):
            return None
        from sync.quic import QuicRoad  # noqa: PLC0415 - 10 MB that few need

        try:
            road = QuicRoad(way, self._targets[self._refusals % len(self._targets)], self._pace)
        except OfflineError:
            self.datagrams = False
            return None
        self.lines.append(road)
        self._selector.register(road.socket, road.events, road)
        return road

    def _near(self, road: AnyRoad | None = None) -> bool:
        """Tell whether the depot is known to be near, by what other roads or `road` told."""
        told = road.rtt if road is not None and road.opened else 0.0
        rtt = self.link.rtt or told
        return bool(rtt) and not Roads(0.0, rtt).far

    def _give_up(self, road: AnyRoad) -> None:
        """Do without UDP for the rest of the round: it does not pass, or not any more."""
        self.datagrams = False
        self._address.datagrams.port = 0
        self.drop(road)

    def _open(self, many: int, now: float, *, scouts: bool, patient: bool) -> None:
        if many <= 0 or not self._resolved(now, patient=patient):
            return
        for _ in range(many):
            target = self._targets[self._refusals % len(self._targets)]
            try:
                road = Road(self._address, target, self._pace, self.link.buffer)
            except OfflineError as error:
                self._refused(error, patient=patient)
                return
            road.scout = scouts
            self.lines.append(road)
            self._selector.register(road.socket, road.events, road)

    def _resolved(self, now: float, *, patient: bool) -> bool:
        """Find out where the address leads, once in a while; tell whether that is known."""
        if now < self._next_try:
            return False
        if not self._targets or now - max(self.moved_at, self._resolved_at) > RESOLVE_S:
            self._resolved_at = now
            try:
                self._targets = targets(self._address)
            except OfflineError as error:
                self._refused(error, patient=patient)
                return False
        return True

    def _refused(self, error: SegelError, *, patient: bool) -> None:
        self._refusals += 1
        self._next_try = time.monotonic() + quick_delay(self._refusals, id(self) >> 4)
        enough = REFUSALS if self.opened else max(1, len(self._targets))
        standing = any(road.connected for road in self.lines)
        if self._refusals >= enough and not patient and not standing:
            raise error

    def _drop_lone(self, now: float) -> None:
        for road in list(self.lines):
            alone = now - road.moved_at > LONE_S and self.silent(now) < SILENT_S
            if road.connected and road.busy and not road.yielding and alone:
                self.drop(road)

    # -- what moves ---------------------------------------------------------------------------

    def move(self, *, patient: bool, within: float = TICK_S) -> Iterator[Exchange]:
        """Move what can be moved; yield the exchanges that were answered.

        It takes a moment, or `within` seconds where nothing moves.
        """
        for road in self.lines:
            events = road.events
            if self._selector.get_key(road.socket).events != events:
                self._selector.modify(road.socket, events, road)
        now = time.monotonic()
        held = (road.resume_at - now for road in self.lines if road.resume_at > now)
        rest = min([within, *held, *(road.due - now for road in self.lines)])
        found = self._selector.select(max(0.0, rest))
        now = time.monotonic()
        due = [road for road in self.lines if road.due <= now]
        ready: list[AnyRoad] = [*(key.data for key, _ in found), *due]
        for road in ready:
            if road not in self.lines:  # another's turn dropped it
                continue
            yield from self._turn(road, patient=patient)
            if road.ended and road in self.lines:
                self.drop(road)

    def _turn(self, road: AnyRoad, *, patient: bool) -> list[Exchange]:
        before, known, arrived, opened = road.moved, road.connected, road.arrived, road.opened
        heard, waited = road.heard, self._waited()
        try:
            answered = road.turn()
        except OfflineError as error:
            if road.lasting:
                self._broke += 1
                if not opened or self._broke >= REFUSALS:
                    self._give_up(road)
                    return []
            self.drop(road)
            if not known or not road.opened:
                self._refused(error, patient=patient)
            return []
        self.travel.sent += road.moved - before
        self._arrived += road.arrived - arrived
        if waited > SILENT_S and road.heard > heard:
            self._borne = min(2 * waited, MOST_BORNE_S)
        if opened and (road.moved > before or road.heard > heard):
            self.moved_at, self._fruitless = max(self.moved_at, road.moved_at), 0
        if road.connected and not known and not road.lasting:
            self.link = self.link.met(road.rtt) if self._met else self.link.again(road.rtt)
            self._met = True
            if road.scout:
                self._taken(road)
        if road.opened and not opened:
            self.opened, self._refusals = True, 0
            if road.scout:
                self._greeted_at = time.monotonic()
            if not road.resumed:
                usual = 2 * min(road.rtt, self.link.rtt)
                self.link = self.link.greeted(time.monotonic() - road.begun - usual)
        return answered

    def _waited(self) -> float:
        """Return the seconds for which no road heard the answer, or the greeting, it waits for.

        If it comes after all, the depot is a slow one, and the next silence is borne for longer.
        """
        busy = [road for road in self.lines if road.connected and road.busy and not road.scout]
        if not busy or any(road.writing for road in busy):
            return 0.0
        return time.monotonic() - max(road.moved_at for road in busy)

    def _silenced(self, scout: AnyRoad) -> list[AnyRoad]:
        """Return the roads before a scout if those with something to do are silent since then."""
        if not scout.scout:
            return []
        older = [
            road
            for road in self.lines
            if road.connected and road.begun < scout.begun and (road.opened or not road.scout)
        ]
        busy = [road.moved_at for road in older if road.busy]
        return older if busy and max(busy) < scout.begun else []

    def _taken(self, scout: AnyRoad) -> None:
        """Hear out a scout that somebody took; others set out after twice the silence."""
        older = self._silenced(scout)
        if older and scout.begun > self._heard_out:
            self._heard_out = time.monotonic()
            self._fruitless += 1
        if any(road.writing for road in older):
            self._break(older)

    def _hear_out(self, now: float) -> None:
        """Give up the roads that stay silent after a scout was greeted; it is one like them then.

        Where they spoke meanwhile it is as well.
        """
        for scout in [road for road in self.lines if road.scout and road.opened]:
            older = self._silenced(scout)
            if older and now - self._greeted_at < HEARS_OUT_S:
                return
            scout.scout = False
            self._break(older)

    def _break(self, older: list[AnyRoad]) -> None:
        """Drop roads that are dead."""
        if older:
            self.travel.breaks += 1
            self._borne = 0.0
        for road in older:
            self.drop(road)

    def learn(self) -> None:
        """Note, every few seconds in which something is to be carried, what arrived.

        Seconds in which all was silent tell nothing: the link was away.
        """
        now = time.monotonic()
        begun, sent = self._window
        if self.silent(now) > AWAY_S:
            self._window = (now, self._arrived)
            return
        if now - begun < WINDOW_S:
            return
        self.link = self.link.tell(self._arrived - sent, now - begun)
        roads = 1 if self.lasting is not None else self.link.count
        self.travel.roads = max(self.travel.roads, roads)
        self._window = (now, self._arrived)
        for road in self.lines:
            road.tune(self.link.buffer)
