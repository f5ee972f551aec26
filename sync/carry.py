# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests and chunks over several roads at once; a chunk goes on where the depot says it stands.

What is asked goes over one road in order, before any chunk, and over a second one as well when the
first lost it: a lost packet costs a far link seconds, and asking twice changes nothing.  Chunks go
over the others.  What a road carried when it was given up goes on over those that are left.
"""

import threading
import time
from collections import deque
from collections.abc import Iterable
from typing import Final, Protocol

from db.model.progress import Check
from sync.board import UNKNOWN, Board
from sync.cargo import CHUNK_LIMIT
from sync.errors import BusyError, OfflineError, StalledError
from sync.keeper import CONNECT_S, TICK_S, AnyRoad, Keeper, Travel
from sync.line import Address, Answer, Pace, at_once
from sync.patience import Roads
from sync.road import Exchange, Request
from sync.wire import Chunk, Landed

ASK_S: Final = 25.0
"""A request that nothing moves for so long has failed."""
HOPELESS_S: Final = 90.0
"""After so long without a byte the round ends; the next one goes on from here."""
LISTENS_S: Final = 0.1
"""Where nobody brings anything new, who waits for an answer looks around so often."""
TRIES: Final = 20
MOST_S: Final = 20.0
MOST: Final = 64 * 1024
LEAST_S: Final = 2.0
LEAST: Final = 6 * 1024
"""Seconds that one road takes for the largest and the last pieces, and their fewest bytes.

Each costs 300 bytes, and what a road was given cannot be taken back when it turns out slow.
"""
SMALL: Final = 2 * 1024
"""Bytes of a request that is worth sending twice."""
TWICE: Final = 1.35
"""Round trips after which it is."""
GIVES_WAY_S: Final = 1.0
"""For so long chunks wait for the road on which something is asked, from its last byte on."""


class Speech(Protocol):
    """How a depot is asked about chunks."""

    def put(self, chunk: Chunk, size: int) -> Request:
        """Return the request that sends so many bytes of a chunk from its offset on."""

    def head(self, chunk: Chunk) -> Request:
        """Return the request that asks how far a chunk came."""

    def heard(self, chunk: Chunk, answer: Answer) -> int | None:
        """Return the depot's word on the chunk's offset, None when it is whole; or raise."""


class Carrier:
    """What is to be said to one depot.

    `ask` and `carry` belong to one thread; `carry` starts another one.
    """

    def __init__(self, address: Address, pace: Pace = at_once, roads: Roads | None = None) -> None:
        self._keeper = Keeper(address, pace, roads or Roads(), self._lost)
        self._talk: AnyRoad | None = None
        self._asks: deque[Exchange] = deque()
        self._twins: dict[Exchange, Exchange] = {}
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

    @property
    def roads(self) -> Roads:
        """Return what was learnt about the link."""
        return self._keeper.link

    @property
    def travel(self) -> Travel:
        """Return what happened on the way."""
        return self._keeper.travel

    @property
    def lasting(self) -> bool:
        """Tell whether everything goes over one road that lasts, what is asked before chunks."""
        return self._keeper.lasting is not None

    def close(self) -> None:
        """Close every road."""
        self._keeper.close()

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
            for road in [road for road in self._keeper.lines if self._carries(road)]:
                self._keeper.drop(road)
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
        self._keeper.begin()

    def _run(self) -> None:
        while not self._stop.is_set() and self._problem is None:
            self._step()

    def _step(self) -> None:
        """Give out work, see to the roads, and move what can be moved."""
        try:
            if self._broken_off:
                raise OfflineError(_BROKEN_OFF)
            patient = self._left > 0
            self._give_out()  # before a road that opened a moment ago is taken for a spare one
            self._keeper.keep(self._wanted(), patient=patient, talk=self._talk)
            within = LISTENS_S if self._board is None else TICK_S
            for exchange in self._keeper.move(patient=patient, within=within):
                self._answer(exchange)
            self._watch()
        except Exception as error:  # noqa: BLE001 - handed to everybody who waits
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._problem = error
        with self._change:
            lines = self._keeper.lines
            waiting = [*self._asks, *(one for road in lines for one, _ in road.asked)]
            self._asks.clear()
            for exchange in [*waiting, *self._twins.values()]:
                exchange.problem = error
            self._twins.clear()
            self._change.notify_all()
        self.close()

    def _wanted(self) -> int:
        """Return how many roads are worth having: a spare one where a lost packet costs much."""
        least, board = (2 if self.roads.far else 1), self._board
        if board is None:
            return least
        bulk = self.roads.count if not board.closed else min(self.roads.count, board.left)
        return max(least, bulk + (1 if self._asks or self._talk is not None else 0))

    @property
    def _left(self) -> int:
        return self._board.left if self._board is not None else 0

    def _watch(self) -> None:
        keeper, now = self._keeper, time.monotonic()
        waits = bool(self._asks or self._left or any(road.asked for road in keeper.lines))
        moved = [road.moved_at for road in keeper.lines if road.opened]
        silent = now - max([keeper.moved_at, *moved]) if waits else 0.0
        if self._left and silent > HOPELESS_S:
            message = "nothing moved for a long time"
            raise StalledError(message)
        if not self._left and silent > (ASK_S if keeper.opened else CONNECT_S):
            message = "the connection fell silent"
            raise StalledError(message) if keeper.opened else OfflineError(_NO_ROAD)
        if self._left:
            keeper.learn()

    # -- what is asked ------------------------------------------------------------------------

    def _give_out(self) -> None:
        if (lasting := self._keeper.lasting) is not None:
            while self._asks:
                lasting.give(self._asks.popleft())
            if self._talk is not None and not self._talk.asked:
                self._talk = None
        if self._asks and self._talk is None and (idle := self._keeper.idle()):
            self._talk = idle[0]
        while self._asks and self._talk is not None and self._talk.room:
            self._talk.give(self._asks.popleft())
        self._ask_twice()
        if self._board is not None and self._speech is not None:
            self._give_way()
            self._give_out_chunks(self._board, self._speech)

    def _ask_twice(self) -> None:
        """Ask over a spare road what may have been lost on the first."""
        talk = self._talk
        if talk is None or not talk.asked or talk.writing or not self.roads.far:
            return
        exchange, _ = talk.asked[0]
        quiet = time.monotonic() - talk.moved_at
        known = exchange in self._chunks or exchange in self._twins.values()
        if known or quiet < TWICE * self.roads.rtt or len(exchange.request.body) > SMALL:
            return
        for spare in self._keeper.idle():
            twin = Exchange(exchange.request)
            self._twins[twin] = exchange
            spare.give(twin)
            self._talk = spare
            return

    def _give_way(self) -> None:
        """Let chunks wait while something more urgent is being written, and is moving."""
        talk = self._talk
        now = time.monotonic()
        urgent = talk is not None and talk.writing and now - talk.moved_at < GIVES_WAY_S
        for road in self._keeper.lines:
            yields = urgent and road is not talk and road.opened
            if road.yielding and not yields:  # from here on its silence counts
                road.moved_at = max(road.moved_at, now)
            road.yielding = yields

    # -- chunks -------------------------------------------------------------------------------

    def _give_out_chunks(self, board: Board, speech: Speech) -> None:
        roads = self.roads.count
        most, least = self.roads.piece(MOST_S, MOST), self.roads.piece(LEAST_S, LEAST)
        if self._whole:
            most = least = CHUNK_LIMIT
        lasting = self._keeper.lasting
        if lasting is not None:  # nothing of a piece is lost on it, so it takes whole chunks
            most = least = CHUNK_LIMIT
        several = [road for road in self._keeper.lines if not road.lasting]
        for road in several if lasting is None else (lasting,):
            while road.room and road is not self._talk:
                if (lost := board.unknown()) is not None:
                    self._entrust(road, lost, speech.head(lost))
                elif (taken := board.next(roads, most, least)) is not None:
                    chunk, size = taken
                    self._entrust(road, chunk, speech.put(chunk, size))
                elif (own := self._continued(road)) is not None:
                    self._entrust(road, own, speech.put(own, least))
                else:
                    break

    def _continued(self, road: AnyRoad) -> Chunk | None:
        """Return what follows the last piece on a road, when nothing else waits any more.

        It need not wait for the answer: pieces on one road arrive in order, but on a lasting one.
        """
        exchange = road.asked[-1][0] if road.asked and not road.lasting else None
        chunk = self._chunks.get(exchange) if exchange is not None else None
        if chunk is None or exchange is None or not exchange.request.body:
            return None
        offset = chunk.offset + len(exchange.request.body)
        return Chunk(chunk.name, offset, chunk.body) if offset < len(chunk.body) else None

    def _elsewhere(self, chunk: Chunk) -> bool:
        """Tell whether another request about a chunk is under way, which will tell where it is."""
        return any(other.name == chunk.name for other in self._chunks.values())

    def _carries(self, road: AnyRoad) -> bool:
        return any(exchange in self._chunks for exchange, _ in road.asked)

    def _entrust(self, road: AnyRoad, chunk: Chunk, request: Request) -> None:
        exchange = Exchange(request)
        self._chunks[exchange] = chunk
        road.give(exchange)

    # -- what comes of it ---------------------------------------------------------------------

    def _lost(self, road: AnyRoad, carried: list[Exchange]) -> None:
        """Let what a closed road carried wait for another."""
        if road is self._talk:
            self._talk = None
        for exchange in reversed(carried):
            chunk = self._chunks.pop(exchange, None)
            first = self._twins.pop(exchange, None)
            if chunk is not None:
                if self._board is not None and not self._elsewhere(chunk):
                    self._board.back(chunk, UNKNOWN)
            elif first is None and exchange not in self._twins.values():
                exchange.begin_anew()
                self._asks.appendleft(exchange)
            elif first is not None and not first.over and not self._asked(first):
                first.begin_anew()
                self._asks.appendleft(first)

    def _asked(self, exchange: Exchange) -> bool:
        """Tell whether a request is under way, or waits for it."""
        under_way = [one for road in self._keeper.lines for one, _ in road.asked]
        return exchange in under_way or exchange in self._asks

    def _answer(self, exchange: Exchange) -> None:
        chunk = self._chunks.pop(exchange, None)
        if chunk is None:
            with self._change:
                if (first := self._twins.pop(exchange, None)) is not None:
                    first.answer = first.answer or exchange.answer
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


_BROKEN_OFF: Final = "the round was broken off"
_NO_ROAD: Final = "there is no road to the office now"
