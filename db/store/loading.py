# SPDX-License-Identifier: GPL-3.0-or-later
"""One pass over the bytes: read, hash, seal and store, and then read back and hash again.

Reading and hashing run in one thread, sealing and storing in another, with a small pool of buffers
between them, so memory does not grow with the file.  A half-sealed item is never resumed: it begins
again with a fresh key, because the same key and nonce over changed bytes would break the box.
"""

import queue
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from db.errors import EvidenceDamagedError
from db.model.digest import Digest
from db.model.ids import EvidenceId, VaultId
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.box import SEALED_ROW, Sealer
from db.seal.hashing import Running, digest_all
from db.store.driver import Database
from db.store.shelves import LARGE_SHELF, Allotment, Extent, Filled, Plan, Reader, Writer

BLOCK: Final = 1024 * 1024
BUFFERS: Final = 8
CONTEXT: Final = b"segel.id/item/v1\x00"


class Readable(Protocol):
    """What sealing needs of a source: bytes in order, each read once."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill `buffer` from the front and return how many bytes came; 0 at the end."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """One item as it lies on the shelves, not yet admitted to the records."""

    id: EvidenceId
    size: int
    digest: Digest
    header: bytes
    key: bytes
    extents: tuple[Extent, ...]

    def __repr__(self) -> str:
        return f"Boxed({self.id}, {self.size} bytes)"


def context_of(vault: VaultId, evidence: EvidenceId) -> bytes:
    """Return what binds a box to one item of one vault."""
    return CONTEXT + f"{vault}/{evidence}".encode()


class Loader:
    """Puts items on shelves.

    `allot` gives room on a fresh large shelf; the records it asks live in another thread.
    """

    def __init__(
        self, media: Path, vault: VaultId, writer: Writer, allot: Callable[[], Allotment]
    ) -> None:
        self._media = media
        self._vault = vault
        self._writer = writer
        self._allot = allot
        self.filled: list[Filled] = []

    def load(
        self,
        source: Readable,
        evidence: EvidenceId,
        key: bytes,
        *,
        expected: int = 0,
        check: Check = never,
        report: Report = ignore,
    ) -> Boxed:
        """Seal `source` to its end under a fresh `key`.

        `expected`: its size if known, for progress and to spare small items a second thread.
        Nothing is durable before `finish`.
        """
        running = Running()
        sealer = Sealer(key, context_of(self._vault, evidence))
        extents: list[Extent] = []
        start, row = self._writer.next_row, 0
        pieces = _alone(source, running) if 0 < expected <= BLOCK else _ahead(source, running)
        with closing(pieces):  # so that the reading thread ends with us, whatever happens
            try:
                for piece in pieces:
                    check()
                    for sealed in sealer.feed(piece):
                        if self._writer.size + SEALED_ROW > LARGE_SHELF:
                            extents.append(self._extent(start, row))
                            row += extents[-1].rows
                            self._turn_over()
                            start = self._writer.next_row
                        self._writer.put(sealed)
                    report(Progress(running.length, expected, "bytes", "sealing"))
            except OSError:  # the source failed; the others in this commit go on without it
                self._writer.take_back((self._extent(start, row),))
                raise
        for sealed in sealer.finish():
            self._writer.put(sealed)
        extents.append(self._extent(start, row))
        return Boxed(evidence, running.length, running.digest, sealer.header, key, tuple(extents))

    def take_back(self, boxed: Boxed) -> None:
        """Give up an item that turned out to be sealed already."""
        self._writer.take_back(boxed.extents)

    def read_back(self, plan: Plan, check: Check = never) -> None:
        """Read an item back that was sealed earlier, maybe on the shelf that is being written.

        Raise as `read_back` does.
        """
        read_back(self._media, plan, check, lent=self._writer.lent)

    def finish(self) -> tuple[Filled, ...]:
        """Make everything durable; return how each shelf stands."""
        self.filled.append(self._writer.commit())
        return tuple(self.filled)

    def close(self) -> None:
        """Let go of the shelf; what was not finished is rolled back or swept later."""
        self._writer.__exit__(None, None, None)

    def _extent(self, start: int, row: int) -> Extent:
        return Extent(row, self._writer.next_row - start, self._writer.room.shelf, start)

    def _turn_over(self) -> None:
        self.filled.append(self._writer.commit())
        self.close()
        self._writer = Writer(self._media, self._allot())


def read_back(
    media: Path,
    plan: Plan,
    check: Check = never,
    report: Report = ignore,
    lent: Mapping[str, Database] | None = None,
) -> None:
    """Open every stored row and hash the item again.

    `lent`: connections to read through, by shelf.  Raise EvidenceDamagedError unless the bytes are
    exactly those that were hashed on the way in.
    """
    done = 0

    def counted(reader: Reader) -> Iterator[bytes]:
        nonlocal done
        for block in reader.blocks(check):
            done += len(block)
            report(Progress(done, plan.size, "bytes", "verifying"))
            yield block

    with Reader(media, plan, lent) as reader:
        found, size = digest_all(counted(reader))
    if found != plan.digest or size != plan.size:
        message = "the sealed bytes have another hash than those that came in"
        raise EvidenceDamagedError(message)


def _alone(source: Readable, running: Running) -> Generator[memoryview]:
    """Read in this thread: for small items a second one costs more than it saves."""
    buffer = memoryview(bytearray(BLOCK))
    while count := source.readinto(buffer):
        running.feed(buffer[:count])
        yield buffer[:count]


def _ahead(source: Readable, running: Running) -> Generator[memoryview]:
    """Read and hash in a thread of its own, a few buffers ahead of whoever consumes them."""
    free: queue.Queue[memoryview | None] = queue.Queue()
    full: queue.Queue[tuple[memoryview, int] | BaseException | None] = queue.Queue()
    for _ in range(BUFFERS):
        free.put(memoryview(bytearray(BLOCK)))

    def read() -> None:
        try:
            while (buffer := free.get()) is not None:
                count = source.readinto(buffer)
                if not count:
                    break
                running.feed(buffer[:count])
                full.put((buffer, count))
            full.put(None)
        except BaseException as error:  # noqa: BLE001 - handed to the consumer, who raises it
            full.put(error)

    reader = threading.Thread(target=read, name="segel-read", daemon=True)
    reader.start()
    try:
        while True:
            got = full.get()
            if got is None:
                return
            if isinstance(got, BaseException):
                raise got
            buffer, count = got
            yield buffer[:count]
            free.put(buffer)
    finally:
        free.put(None)
        reader.join()
