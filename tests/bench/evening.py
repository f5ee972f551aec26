# SPDX-License-Identifier: GPL-3.0-or-later
"""Laptops that send a day's work one after the other, with real signatures, bytes and TLS.

Each has a ledger of its own.  What it waits for is timed request by request.
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from multiprocessing.synchronize import Barrier
from typing import Final, TypeVar

from db.errors import SegelError, UnavailableError
from sync.cargo import Manifest
from sync.enrolment import Application, OfficeCard
from sync.errors import BusyError
from sync.http import HttpDepot, address_of, device_signer
from sync.line import Line
from sync.messages import Claim, Entries, Missing, Proof
from sync.receipts import Receipt
from sync.server.serving import Serving
from tests.fakes.memory_outbox import MemoryOutbox

T = TypeVar("T")
ITEMS: Final = 4
ITEM_BYTES: Final = 16 * 1024
AT_ONCE: Final = 24
HANDS: Final = 6
"""Processes that play a crowd of laptops: threads of one would wait for each other."""
READY_S: Final = 120
TRIES: Final = 400
PAUSE_S: Final = 0.5


@dataclass(slots=True)
class Laptop:
    """One enrolled device with a day's work; `receipt` when all of it is receipted.

    The same number and seed make the same laptop again.
    """

    number: int
    seed: bytes
    receipt: Receipt | None = None
    outbox: MemoryOutbox = field(init=False)

    def __post_init__(self) -> None:
        self.outbox = MemoryOutbox(1_000_000 + self.number)
        for _ in range(ITEMS):
            self.outbox.seal(ITEM_BYTES)


@dataclass(slots=True)
class Evening:
    """What was measured of all of them."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    entries: int = 0
    bytes: int = 0
    repeats: int = 0
    breaks: int = 0
    longest_gap: float = 0.0

    def add(self, other: "Evening") -> None:
        """Count what others did in the same time."""
        self.seconds = max(self.seconds, other.seconds)
        self.times += other.times
        self.entries += other.entries
        self.bytes += other.bytes
        self.repeats += other.repeats
        self.breaks += other.breaks
        self.longest_gap = max(self.longest_gap, other.longest_gap)


def laptops(server: Serving, number: int) -> list[Laptop]:
    """Enrol so many devices, each with a vault and a day's work of its own."""

    def one(at: int) -> Laptop:
        laptop = Laptop(at, os.urandom(32))
        outbox = laptop.outbox
        invitation = server.invite()
        application = Application.write(
            invitation.secret, device_signer(laptop.seed), vault=outbox.vault,
            founder=outbox.founder, label="Panwaslu Kecamatan",
        )  # fmt: skip
        server.lane.run(lambda db: server.depot.enrol(db, application.body))
        return laptop

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(one, range(number)))


def spend(
    url: str,
    card: OfficeCard,
    some: Sequence[Laptop],
    *,
    at_once: int = AT_ONCE,
    when: Callable[[int], None] = bool,
) -> Evening:
    """Let every laptop send its day, so many at once; `when` is told how many are done."""
    evening = Evening()
    lock = threading.Lock()
    done = count(1)
    last = time.perf_counter()

    def one(laptop: Laptop) -> None:
        nonlocal last
        sender = _Sender(url, card, laptop)
        for _ in range(TRIES):
            try:
                sender.day()
            except UnavailableError:
                sender.repeats += 1
                time.sleep(PAUSE_S)
            else:
                break
            finally:
                sender.close()
        with lock:
            evening.times += sender.times
            evening.entries += laptop.outbox.size
            evening.bytes += sum(map(len, laptop.outbox.chunks.values()))
            evening.repeats += sender.repeats
            evening.breaks += sender.breaks
            now = time.perf_counter()
            evening.longest_gap = max(evening.longest_gap, now - last)
            last = now
            when(next(done))

    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(one, some))
    evening.seconds = time.perf_counter() - begun
    return evening


def spend_apart(url: str, card: OfficeCard, some: Sequence[Laptop]) -> Evening:
    """Let all laptops send their day at the same moment, played by several processes."""
    shares = [some[at::HANDS] for at in range(HANDS) if some[at::HANDS]]
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(len(shares))
    whole = Evening()
    with ProcessPoolExecutor(len(shares), context, _get_ready, (ready,)) as players:
        words = [[(laptop.number, laptop.seed) for laptop in share] for share in shares]
        turns = [players.submit(_play, url, card, word) for word in words]
        for share, turn in zip(shares, turns, strict=True):
            evening, receipts = turn.result()
            whole.add(evening)
            for laptop, receipt in zip(share, receipts, strict=True):
                laptop.receipt = receipt
    return whole


_AT_THE_DOOR: list[Barrier] = []
"""Where a process that plays laptops waits until the others are there."""


def _get_ready(ready: Barrier) -> None:
    _AT_THE_DOOR.append(ready)


def _play(
    url: str, card: OfficeCard, words: Sequence[tuple[int, bytes]]
) -> tuple[Evening, list[Receipt | None]]:
    """Play some laptops in a process of its own; all its fellows begin at the same moment."""
    some = [Laptop(number, seed) for number, seed in words]
    _AT_THE_DOOR[0].wait(READY_S)
    evening = spend(url, card, some, at_once=len(some))
    return evening, [laptop.receipt for laptop in some]


class _Sender:
    """One laptop on one connection."""

    def __init__(self, url: str, card: OfficeCard, laptop: Laptop) -> None:
        self._address = address_of(url, card)
        self._log_key = card.log_key
        self._laptop = laptop
        self._depot = HttpDepot(url, card, laptop.seed)
        self.times: list[float] = []
        self.repeats = 0

    @property
    def breaks(self) -> int:
        """Return how often all ways to the server were taken for dead."""
        return self._depot.travel.breaks

    def close(self) -> None:
        self._depot.close()

    def day(self) -> None:
        """Send proof, entries, case data and media; keep a receipt that verifies."""
        outbox, depot = self._laptop.outbox, self._depot
        depot_state = self._timed(lambda: depot.state(0))
        if depot_state.head == "":
            links = tuple(data for _, data in outbox.sealed)
            proof = Proof(outbox.heads[-1][1], 0, (), links)
            self._timed(lambda: depot.prove(proof, 0))
        run = Entries(
            0,
            tuple(entry.body for entry in outbox.entries),
            tuple(note for _, note in outbox.heads),
        )
        self._timed(lambda: depot.entries(run))
        manifests = [one for one in outbox.cargo.values() if b"sync/manifest" in one]
        parcels = [one for one in outbox.cargo.values() if b"sync/parcel" in one]
        self._timed(lambda: depot.parcels(parcels))
        lacking = self._timed(lambda: depot.manifests(manifests))
        chunks = [name for one in manifests for name in Manifest.parse(one).chunks]
        begun = dict(lacking.partial)
        line = Line(self._address)
        try:
            for place in lacking.wanted:
                name, offset = chunks[place], begun.get(place, 0)
                rest = outbox.chunks[name][offset:]
                self._timed(lambda n=name, o=offset, r=rest: self._put(line, n, o, r))  # type: ignore[misc]  # bound now
        finally:
            line.close()
        claim = Claim(outbox.size, tuple(sorted(outbox.cargo)))
        answer = self._timed(lambda: depot.claim(claim, 0))
        if isinstance(answer, Missing) or not answer.proven(self._log_key):
            message = "the depot gave no sound receipt"
            raise SegelError(message)
        self._laptop.receipt = answer

    def _put(self, line: Line, name: bytes, offset: int, rest: bytes) -> None:
        path = f"/v1/chunks/{name.hex()}"
        told = {**self._depot._signed("PUT", path, None), "Upload-Offset": str(offset)}
        answer = line.ask("PUT", path, told, rest, 1 << 16)
        if answer.status != HTTPStatus.CREATED:
            message = "the depot does not take a chunk now"
            raise BusyError(message, seconds="1")

    def _timed(self, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        done = work()
        self.times.append(time.perf_counter() - begun)
        return done
