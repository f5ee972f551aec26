# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests and chunks over several roads at once; a chunk goes on where the depot says it stands.

When every road that has something to do is silent for a few seconds, new ones are opened twice a
second, so that the first moment in which the link is back is not missed.  The first that somebody
takes while the old ones stay silent proves that their flows are dead: they are dropped together,
and what they carried goes on over the new ones.
"""

import selectors
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from db.errors import SegelError, UnavailableError
from db.model.progress import Check
from sync.board import UNKNOWN, Board
from sync.cargo import CHUNK_LIMIT
from sync.errors import BusyError, OfflineError, StalledError
from sync.line import Address, Answer, Pace, at_once
from sync.patience import WINDOW_S, Roads, quick_delay
from sync.road import Exchange, Request, Road, Target, targets
from sync.wire import Chunk, Landed

TICK_S: Final = 0.02
SILENT_S: Final = 3.0
"""All roads silent for so long: others are tried."""
LONE_S: Final = 15.0
"""One road silent for so long while others move: it is dropped."""
SCOUT_S: Final = 0.5
CONNECT_S: Final = 15.0
ASK_S: Final = 25.0
"""A request that nothing moves for so long has failed."""
HOPELESS_S: Final = 90.0
"""After so long without a byte the round ends; the next one goes on from here."""
RESOLVE_S: Final = 15.0
REFUSALS: Final = 4
TRIES: Final = 20
PIECE_S: Final = 8.0
LAST_S: Final = 2.5
"""Seconds that one request for a piece of a chunk takes, and one of the last ones."""
PIECE: Final = 64 * 1024
LAST: Final = 16 * 1024
"""And the fewest bytes of each: a request costs three hundred."""


class Speech(Protocol):
    """How a depot is asked about chunks."""

    def put(self, chunk: Chunk, size: int) -> Request:
        """Return the request that sends so many bytes of a chunk from its offset on."""

    def head(self, chunk: Chunk) -> Request:
        """Return the request that asks how far a chunk came."""

    def heard(self, chunk: Chunk, answer: Answer) -> int | None:
        """Return the depot's word on the chunk's offset, None when it is whole; or raise."""


@dataclass(slots=True)
class Travel:
    """What happened on the way.

    `sent`: bytes written, encryption included; `breaks`: how often all roads were given up at once;
    `roads`: the most that were in use.
    """

    sent: int = 0
    breaks: int = 0
    roads: int = 0


class Carrier:
    """Roads to one depot.  `ask` and `carry` belong to one thread; `carry` starts another one."""

    def __init__(self, address: Address, pace: Pace = at_once, roads: Roads | None = None) -> None:
        self.roads = roads or Roads()
        self.travel = Travel()
        self._address = address
        self._pace = pace
        self._targets: tuple[Target, ...] = ()
        self._resolved_at = 0.0
        self._selector = selectors.DefaultSelector()
        self._lines: list[Road] = []
        self._talk: Road | None = None
        self._asks: deque[Exchange] = deque()
        self._chunks: dict[Exchange, Chunk] = {}
        self._stuck: dict[bytes, int] = {}
        self._whole = False
        self._board: Board | None = None
        self._speech: Speech | None = None
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._problem: Exception | None = None
        self._broken_off = False
        self._opened = False
        self._refusals = 0
        self._next_try = 0.0
        self._last_scouts = 0.0
        self._moved_at = 0.0
        self._arrived = 0
        self._window = (0.0, 0)

    def close(self) -> None:
        """Close every road."""
        while self._lines:
            self._drop(self._lines[0])

    def break_off(self) -> None:
        """End what is under way, from any thread: whoever waits is told OfflineError."""
        self._broken_off = True

    # -- for the one it belongs to ------------------------------------------------------------

    def ask(self, request: Request) -> Answer:
        """Send a request, over another road when one breaks, and return its answer.

        It may therefore arrive more than once.  Raise OfflineError when there is no road,
        StalledError when all fall silent, UntrustedError or CaptiveError for somebody else.
        """
        exchange = Exchange(request)
        with self._change:
            self._asks.append(exchange)
        if self._thread is None:
            self._begin()
            while not exchange.over:
                self._step()
        else:
            with self._change:
                while not exchange.over and self._thread.is_alive():
                    self._change.wait(TICK_S)
        if exchange.answer is None:
            raise exchange.problem or self._problem or OfflineError(_NO_ROAD)
        return exchange.answer

    def carry(self, chunks: Iterable[Chunk], speech: Speech, check: Check, landed: Landed) -> None:
        """Send every chunk; raise what made it impossible, or what `check` raises.

        `chunks` is read in the caller's thread, and may `ask` meanwhile.  `landed` hears the name
        of each chunk that the depot has, in another thread.
        """
        self._board, self._speech = Board(landed), speech
        self._begin()
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)
        self._thread.start()
        try:
            self._feed(self._board, chunks, check)
        finally:
            self._stop.set()
            self._thread.join()
            self._thread = self._board = None
            for road in [road for road in self._lines if self._carries(road)]:
                self._drop(road)
            self._chunks.clear()
        if self._problem is not None:
            raise self._problem

    def _feed(self, board: Board, chunks: Iterable[Chunk], check: Check) -> None:
        for chunk in chunks:
            board.give(chunk)
            while self._problem is None and not board.wait(TICK_S, empty=False):
                check()
            if self._problem is not None:
                return
        board.closed = True
        while self._problem is None and not board.wait(TICK_S, empty=True):
            check()

    # -- the loop -----------------------------------------------------------------------------

    def _begin(self) -> None:
        self._problem = None
        self._refusals = 0
        self._next_try = 0.0
        self._moved_at = time.monotonic()
        self._window = (self._moved_at, self._arrived)

    def _run(self) -> None:
        while not self._stop.is_set() and self._problem is None:
            self._step()

    def _step(self) -> None:
        """Give out work, move what can be moved, and see to the roads."""
        try:
            if self._broken_off:
                raise OfflineError(_BROKEN_OFF)
            self._keep_roads()
            self._give_out()
            self._move()
            self._watch()
        except Exception as error:  # noqa: BLE001 - handed to everybody who waits
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._problem = error
        with self._change:
            waiting = [*self._asks, *(one for road in self._lines for one, _ in road.asked)]
            self._asks.clear()
            for exchange in waiting:
                exchange.problem = error
            self._change.notify_all()
        self.close()

    # -- roads --------------------------------------------------------------------------------

    def _wanted(self) -> int:
        board = self._board
        if board is None:
            return 1
        bulk = self.roads.count if not board.closed else min(self.roads.count, board.left)
        return bulk + (1 if self._asks or self._talk is not None else 0)

    def _keep_roads(self) -> None:
        now = time.monotonic()
        scouting = self._silent(now) > SILENT_S
        wanted = self._wanted()
        lasts = max(1.0, 2 * self.roads.rtt) * (1.5 if scouting else 1.0)
        connecting = [road for road in self._lines if not road.connected]
        patience = 3 * lasts if self._opened else max(3 * lasts, CONNECT_S)
        for road in [one for one in connecting if now - one.begun > patience]:
            connecting.remove(road)
            self._drop(road)
        standing = sum(road.connected for road in self._lines)
        if scouting:
            if now - self._last_scouts >= SCOUT_S:
                self._last_scouts = now
                self._open(wanted, now, scouts=True)
            return
        young = sum(now - road.begun < lasts for road in connecting)
        self._open(wanted - standing - young, now, scouts=False)
        if standing >= wanted:
            for road in connecting:
                self._drop(road)
            spare = [one for one in self._lines if one.opened and not one.asked]
            for road in [one for one in spare if one is not self._talk][: standing - wanted]:
                self._drop(road)

    def _open(self, many: int, now: float, *, scouts: bool) -> None:
        if many <= 0 or now < self._next_try:
            return
        if not self._targets or now - max(self._moved_at, self._resolved_at) > RESOLVE_S:
            self._resolved_at = now
            try:
                self._targets = targets(self._address)
            except OfflineError as error:
                self._refused(error)
                return
        for _ in range(many):
            target = self._targets[self._refusals % len(self._targets)]
            try:
                road = Road(self._address, target, self._pace, self.roads.buffer)
            except OfflineError as error:
                self._refused(error)
                return
            road.scout = scouts
            self._lines.append(road)
            self._selector.register(road.socket, road.events, road)

    def _refused(self, error: SegelError) -> None:
        self._refusals += 1
        self._next_try = time.monotonic() + quick_delay(self._refusals, id(self) >> 4)
        enough = REFUSALS if self._opened else max(1, len(self._targets))
        if self._refusals >= enough and not self._left and not self._standing:
            raise error

    @property
    def _left(self) -> int:
        return self._board.left if self._board is not None else 0

    @property
    def _standing(self) -> bool:
        return any(road.connected for road in self._lines)

    def _drop(self, road: Road) -> None:
        """Close a road; what it carried waits for another."""
        self._lines.remove(road)
        self._selector.unregister(road.socket)
        if road is self._talk:
            self._talk = None
        for exchange in reversed(road.close()):
            chunk = self._chunks.pop(exchange, None)
            if chunk is None:
                exchange.begin_anew()
                self._asks.appendleft(exchange)
            elif self._board is not None and not self._elsewhere(chunk):
                self._board.back(chunk, UNKNOWN)

    def _carries(self, road: Road) -> bool:
        return any(exchange in self._chunks for exchange, _ in road.asked)

    # -- work ---------------------------------------------------------------------------------

    def _give_out(self) -> None:
        idle = [road for road in self._lines if road.opened and not road.asked]
        if self._asks and self._talk is None and idle:
            self._talk = idle[0]
        while self._asks and self._talk is not None and self._talk.room:
            self._talk.give(self._asks.popleft())
        board, speech = self._board, self._speech
        if board is None or speech is None:
            return
        piece, last = self.roads.piece(PIECE_S, PIECE), self.roads.piece(LAST_S, LAST)
        if self._whole:
            piece = last = CHUNK_LIMIT
        for road in self._lines:
            while road.room and road is not self._talk:
                if (lost := board.unknown()) is not None:
                    self._entrust(road, lost, speech.head(lost))
                elif (taken := board.next(piece, last)) is not None:
                    chunk, size = taken
                    self._entrust(road, chunk, speech.put(chunk, size))
                elif (own := self._continued(road)) is not None:
                    self._entrust(road, own, speech.put(own, last))
                else:
                    break

    def _continued(self, road: Road) -> Chunk | None:
        """Return what follows the last piece on a road, when nothing else waits any more.

        It need not wait for the answer: pieces on one road arrive in order.
        """
        exchange = road.asked[-1][0] if road.asked else None
        chunk = self._chunks.get(exchange) if exchange is not None else None
        if chunk is None or exchange is None or not exchange.request.body:
            return None
        offset = chunk.offset + len(exchange.request.body)
        return Chunk(chunk.name, offset, chunk.body) if offset < len(chunk.body) else None

    def _elsewhere(self, chunk: Chunk) -> bool:
        """Tell whether another request about a chunk is under way, which will tell where it is."""
        return any(other.name == chunk.name for other in self._chunks.values())

    def _entrust(self, road: Road, chunk: Chunk, request: Request) -> None:
        exchange = Exchange(request)
        self._chunks[exchange] = chunk
        road.give(exchange)

    def _answer(self, exchange: Exchange) -> None:
        chunk = self._chunks.pop(exchange, None)
        if chunk is None:
            with self._change:
                self._change.notify_all()
            return
        board, speech = self._board, self._speech
        if board is None or speech is None or exchange.answer is None:
            return
        offset = speech.heard(chunk, exchange.answer)
        if offset is None:
            self._stuck.pop(chunk.name, None)
            board.done(chunk)
            return
        if exchange.request.body and offset <= chunk.offset:
            self._stuck[chunk.name] = self._stuck.get(chunk.name, 0) + 1
            self._whole = True  # a depot that keeps no parts
            if self._stuck[chunk.name] >= TRIES:
                message = "a chunk does not get any further"
                raise BusyError(message, seconds="60")
        if not self._elsewhere(chunk):
            board.back(chunk, offset)

    # -- what moves ---------------------------------------------------------------------------

    def _move(self) -> None:
        for road in self._lines:
            events = road.events
            if self._selector.get_key(road.socket).events != events:
                self._selector.modify(road.socket, events, road)
        for key, _ in self._selector.select(TICK_S):
            if key.data in self._lines:  # another's turn may have dropped it
                self._turn(key.data)

    def _turn(self, road: Road) -> None:
        before, known, arrived, opened = road.moved, road.connected, road.arrived, road.opened
        try:
            answered = road.turn()
        except OfflineError as error:
            self._drop(road)
            if not known or not road.opened:
                self._refused(error)
            return
        self.travel.sent += road.moved - before
        self._arrived += road.arrived - arrived
        if road.connected:
            self._moved_at = max(self._moved_at, road.moved_at)
        if road.connected and not known:
            self.roads = self.roads.met(road.rtt)
            if road.scout:
                self._break_older(road)
        if road.opened and not opened:
            self._opened, self._refusals = True, 0
            self.roads = self.roads.greeted(time.monotonic() - road.begun - 2 * road.rtt)
        for exchange in answered:
            self._answer(exchange)
        if road.ended and road in self._lines:
            self._drop(road)

    def _break_older(self, scout: Road) -> None:
        """Drop the roads that stayed silent since a scout set out, if that is all of them."""
        older = [road for road in self._lines if road.connected and road.begun < scout.begun]
        if older and all(road.moved_at < scout.begun for road in older if road.busy):
            self.travel.breaks += 1
            for road in older:
                self._drop(road)

    def _silent(self, now: float) -> float:
        """Return the seconds for which every road that has something to do was silent."""
        busy = [road.moved_at for road in self._lines if road.connected and road.busy]
        return now - max(busy) if busy else 0.0

    def _watch(self) -> None:
        now = time.monotonic()
        self._watch_lone(now)
        waits = bool(self._asks or self._left or any(road.asked for road in self._lines))
        busy = [road.moved_at for road in self._lines if road.connected]
        silent = now - max([self._moved_at, *busy]) if waits else 0.0
        if self._left and silent > HOPELESS_S:
            message = "nothing moved for a long time"
            raise UnavailableError(message)
        if not self._left and silent > (ASK_S if self._opened else CONNECT_S):
            message = "the connection fell silent"
            raise StalledError(message) if self._opened else OfflineError(_NO_ROAD)
        begun, sent = self._window
        if self._left and now - begun >= WINDOW_S:
            self.roads = self.roads.tell(self._arrived - sent, now - begun)
            self.travel.roads = max(self.travel.roads, self.roads.count)
            self._window = (now, self._arrived)
            for road in self._lines:
                road.tune(self.roads.buffer)

    def _watch_lone(self, now: float) -> None:
        for road in list(self._lines):
            quiet = now - road.moved_at
            if road.connected and road.busy and quiet > LONE_S and self._silent(now) < SILENT_S:
                self._drop(road)


_BROKEN_OFF: Final = "the round was broken off"
_NO_ROAD: Final = "there is no road to the office now"
