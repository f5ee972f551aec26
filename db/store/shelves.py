# SPDX-License-Identifier: GPL-3.0-or-later
"""Shelves: SQLite files of ciphertext rows, appended to and never changed.

Small items share a shelf; a large one has shelves of its own, so that a half-written one can be
swept away whole.  The records know how many rows of a shelf count: rows beyond that are what a
power cut left, their key is gone, and the next writer clears them.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from db.errors import EvidenceDamagedError, NotFoundError, SegelError, VaultDamagedError
from db.model.digest import Digest
from db.model.progress import Check, never
from db.seal.box import ROW, SEALED_ROW, Opener, Unsealer, rows_of
from db.store import disk
from db.store.driver import Database, open_shelf, translated

SMALL_ITEM: Final = 16 * 1024 * 1024
SHARED_SHELF: Final = 64 * 1024 * 1024
LARGE_SHELF: Final = 1024 * 1024 * 1024
TRANSACTION: Final = 64 * 1024 * 1024
EARLY: Final = 4 * 1024 * 1024
"""After so many bytes the disk is put to work, so that hashing and writing go on side by side."""
READ: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Allotment:
    """Room on a shelf: its row in the records, its file, and the first free row number."""

    shelf: int
    file: str
    base: int


@dataclass(frozen=True, slots=True)
class Extent:
    """A run of an item's rows: from item row `first_row`, `rows` of them, at `base` on a shelf."""

    first_row: int
    rows: int
    shelf: int
    base: int


@dataclass(frozen=True, slots=True)
class Filled:
    """How a shelf stood after a writer was done: the rows that count and the bytes of the file."""

    shelf: int
    rows: int
    bytes: int


def allot(db: Database, *, large: bool) -> Allotment:
    """Give out room: the shared shelf for small items, a fresh one of its own for a large item.

    Call inside the thread of the records; the caller commits by calling through `db.atomic()`.
    """
    if not large:
        found = list(
            db.query(
                "SELECT id, file, rows FROM shelf WHERE state = 'open' AND bytes < ?"
                " ORDER BY id DESC LIMIT 1",
                [SHARED_SHELF],
            )
        )
        if found:
            return Allotment(found[0]["id"], found[0]["file"], found[0]["rows"] + 1)
        db.execute("UPDATE shelf SET state = 'full' WHERE state = 'open'")
    number = db.execute("SELECT coalesce(max(id), 0) + 1 FROM shelf").fetchone()[0]
    file = f"{number:04d}.db"
    state = "loading" if large else "open"
    db.execute("INSERT INTO shelf (id, file, state) VALUES (?, ?, ?)", [number, file, state])
    return Allotment(number, file, 1)


def keep(db: Database, filled: Filled) -> None:
    """Count a shelf's new rows; call in the transaction that admits the items in them."""
    db.execute(
        "UPDATE shelf SET rows = ?, bytes = ?, settled = NULL,"
        " state = CASE state WHEN 'loading' THEN 'full' ELSE state END WHERE id = ?",
        [filled.rows, filled.bytes, filled.shelf],
    )


def settle(db: Database, filled: Filled, digest: Digest) -> None:
    """Keep the hash of a whole shelf file, unless rows were added since it was taken."""
    db.execute(
        "UPDATE shelf SET settled = ?, bytes = ? WHERE id = ? AND rows = ?",
        [digest.value, filled.bytes, filled.shelf, filled.rows],
    )


def files(db: Database) -> dict[int, str]:
    """Return the file name of every shelf."""
    return dict(db.execute("SELECT id, file FROM shelf").fetchall())


def sweep(db: Database, media: Path) -> int:
    """Clear away what a crash left on the shelves; return how much was cleared.

    Shelves of large items that were never finished are deleted.  On the shared shelf, rows that no
    item was admitted for are removed, and the hash of the file is taken anew later.
    """
    cleared = 0
    for row in list(db.query("SELECT id, file FROM shelf WHERE state = 'loading'")):
        for name in (row["file"], row["file"] + "-journal"):
            with translated(row["file"]), suppress(FileNotFoundError):
                (media / name).unlink()
        db.execute("UPDATE shelf SET state = 'swept' WHERE id = ?", [row["id"]])
        cleared += 1
    for row in list(db.query("SELECT id, file, rows FROM shelf WHERE state = 'open'")):
        path = media / row["file"]
        if path.exists() and _clear_strays(path, row["id"], row["rows"]):
            db.execute("UPDATE shelf SET settled = NULL WHERE id = ?", [row["id"]])
            cleared += 1
    return cleared


def keep_all(db: Database, media: Path) -> None:
    """Let nothing on the shelves be cleared away or written to again, known here or not.

    For records that are older than what lies on the shelves: the later records may come back, and
    then every row must still be there.
    """
    db.execute("UPDATE shelf SET state = 'full' WHERE state = 'open'")
    with translated("media"):
        stems = [path.stem for path in media.glob("*.db")]
    last = max((int(stem) for stem in stems if stem.isdecimal()), default=0)
    if last > db.execute("SELECT coalesce(max(id), 0) FROM shelf").fetchone()[0]:
        # Takes the numbers up to there, so that no new shelf gets the file of another.
        db.execute(
            "INSERT INTO shelf (id, file, state) VALUES (?, ?, 'swept')", [last, f"{last:04d}.db"]
        )


def _clear_strays(path: Path, number: int, rows: int) -> bool:
    """Remove rows above `rows`; opening the file also undoes a transaction that was cut off.

    A damaged shelf, or one that lies under another's name, is left as it is: the examination names
    it, and the vault must open.
    """
    try:
        with translated(path.name):
            shelf = open_shelf(path, write=True)
            try:
                if _number(shelf) != number:
                    return False
                last = shelf.execute("SELECT coalesce(max(id), 0) FROM chunk").fetchone()[0]
                if last <= rows:
                    return False
                with shelf.atomic():
                    shelf.execute("DELETE FROM chunk WHERE id > ?", [rows])
            finally:
                shelf.close()
    except SegelError:
        return False
    return True


def _number(shelf: Database) -> int | None:
    """Return the number a shelf was made with, None for an empty file."""
    if not shelf["chunk"].exists():
        return None
    number: int = shelf.execute("PRAGMA user_version").fetchone()[0]
    return number


class Writer:
    """Appends rows to one shelf, committing every 64 MiB.  Belongs to one thread."""

    def __init__(self, media: Path, room: Allotment) -> None:
        self.room = room
        self._path = media / room.file
        self._next = room.base
        self._pending = 0
        self._lately = 0
        self._handle = -1
        with translated(room.file):
            self._db = open_shelf(self._path, write=True)
            try:
                self._begin()
            except BaseException:
                self.__exit__(None, None, None)
                raise

    def _begin(self) -> None:
        self._handle = os.open(self._path, os.O_RDONLY)
        self._begun = os.fstat(self._handle).st_size
        execute = self._db.conn.execute
        execute("BEGIN IMMEDIATE")
        found = _number(self._db)
        if found is None:
            execute("CREATE TABLE chunk (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT")
            execute(f"PRAGMA user_version = {self.room.shelf}")
        elif found != self.room.shelf:
            message = "a shelf lies under another one's name"
            raise VaultDamagedError(message, file=f"media/{self.room.file}")
        execute("DELETE FROM chunk WHERE id >= ?", [self.room.base])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        if self._handle >= 0:  # not before: closing it drops the locks of SQLite on this file
            os.close(self._handle)
            self._handle = -1

    @property
    def lent(self) -> dict[str, Database]:
        """Return the connection by its shelf: while it writes much, no other one may read there."""
        return {self.room.file: self._db}

    @property
    def next_row(self) -> int:
        """Return the number the next row will get."""
        return self._next

    @property
    def size(self) -> int:
        """Return about how many bytes this writer has put on the shelf."""
        return (self._next - self.room.base) * SEALED_ROW

    def put(self, row: bytes) -> None:
        """Append one row."""
        with translated(self.room.file):
            self._db.conn.execute("INSERT INTO chunk VALUES (?, ?)", [self._next, row])
            self._next += 1
            self._pending += len(row)
            self._lately += len(row)
            if self._lately >= EARLY:
                self._begin_writing()
            if self._pending >= TRANSACTION:
                self._db.conn.commit()
                self._db.conn.execute("BEGIN IMMEDIATE")
                self._pending = 0

    def _begin_writing(self) -> None:
        disk.begin_writing(self._handle, self._begun)
        self._begun = os.fstat(self._handle).st_size
        self._lately = 0

    def take_back(self, extents: tuple[Extent, ...]) -> None:
        """Remove rows of this shelf that were just put there and will not be admitted."""
        with translated(self.room.file):
            for extent in extents:
                if extent.shelf == self.room.shelf:
                    self._db.conn.execute(
                        "DELETE FROM chunk WHERE id >= ? AND id < ?",
                        [extent.base, extent.base + extent.rows],
                    )

    def commit(self) -> Filled:
        """Make every row durable and return how the shelf stands."""
        try:
            with translated(self.room.file):
                self._db.conn.commit()
                return Filled(self.room.shelf, self._next - 1, self._path.stat().st_size)
        except VaultDamagedError:
            disk.must_have_room(self._path.parent.parent)
            raise


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read one item: its sizes, its key and where its rows lie.  Never shown or logged."""

    size: int
    digest: Digest
    header: bytes
    key: bytes
    context: bytes
    extents: tuple[tuple[Extent, str], ...]

    def __repr__(self) -> str:
        return f"Plan({self.size} bytes)"


class Reader:
    """Reads one sealed item from its shelves, any byte first.  Belongs to one thread.

    Every method raises EvidenceDamagedError for bytes that are not what was sealed, and
    VaultDamagedError or NotFoundError for a shelf that cannot be read.
    """

    def __init__(self, media: Path, plan: Plan, lent: Mapping[str, Database] | None = None) -> None:
        """Read by `plan`.  `lent`: connections to read through, by shelf; they stay open."""
        self.plan = plan
        self._media = media
        self._lent = lent or {}
        self._opener = Opener(plan.key, plan.context, plan.header)
        self._shelves: dict[str, Database] = {}
        self._last: tuple[int, bytes] = (-1, b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the shelves."""
        for shelf in self._shelves.values():
            shelf.close()
        self._shelves.clear()

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end of the item."""
        end = min(offset + length, self.plan.size)
        parts = []
        while offset < end:
            index = offset // ROW
            start = offset - index * ROW
            part = self._row(index)[start : start + end - offset]
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def blocks(self, check: Check = never) -> Iterator[bytes]:
        """Yield the whole item in order, one row at a time, its end proven."""
        plan = self.plan
        box = Unsealer(plan.key, plan.context, plan.header, plan.size)
        for row in self.sealed_rows():
            check()
            yield box.feed(row)

    def prove_row(self, index: int) -> None:
        """Open one row of the item, without keeping what is in it."""
        self._opener.open_row(index, self._sealed(index), self.plan.size)

    def sealed_row(self, index: int) -> bytes:
        """Return one row as it lies on its shelf, right or wrong."""
        return self._sealed(index)

    def _row(self, index: int) -> bytes:
        if self._last[0] == index:
            return self._last[1]
        plain = self._opener.open_row(index, self._sealed(index), self.plan.size)
        self._last = (index, plain)
        return plain

    def sealed_rows(self) -> Iterator[bytes]:
        """Yield the rows as they lie on the shelves; with the header they are a C2SP file."""
        for index in range(rows_of(self.plan.size)):
            yield self._sealed(index)

    def _sealed(self, index: int) -> bytes:
        for extent, file in self.plan.extents:
            if extent.first_row <= index < extent.first_row + extent.rows:
                number = extent.base + index - extent.first_row
                with translated(file):
                    found = self._shelf(file).conn.execute(
                        "SELECT data FROM chunk WHERE id = ?", [number]
                    )
                    row = found.fetchone()
                if row is not None:
                    data: bytes = row[0]
                    return data
        message = f"row {index} of this item is missing"
        raise EvidenceDamagedError(message, row=str(index))

    def _shelf(self, file: str) -> Database:
        if file in self._lent:
            return self._lent[file]
        if file not in self._shelves:
            if not (self._media / file).exists():  # SQLite would only say that it cannot open it
                message = "a shelf of this vault is gone"
                raise NotFoundError(message, file=file)
            self._shelves[file] = open_shelf(self._media / file, write=False)
        return self._shelves[file]


def file_digest(path: Path, check: Check = never) -> tuple[Digest, int]:
    """Return the SHA-256 and the size of a whole shelf file."""
    running, size = hashlib.sha256(), 0
    with translated(path.name), path.open("rb") as file:
        while piece := file.read(READ):
            check()
            running.update(piece)
            size += len(piece)
    return Digest(running.digest()), size
