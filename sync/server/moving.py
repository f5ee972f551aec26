# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot copied whole, from any database and store into any other: to move, back up or restore.

A copy that was cut off is taken up again where it stands.  It counts only after every chunk was
read back and hashed, every row of every table was compared, and the log's root was worked out anew
from its leaves.  Receipts stay what they are: the log is the same, under the same key.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    delete,
    false,
    func,
    insert,
    inspect,
    literal,
    select,
    tuple_,
)

from db.errors import DamagedError, InvalidInputError
from db.ledger.tree import Frontier, leaf_hash
from db.model.progress import Check, Progress, Report, ignore, never
from sync.server import tables
from sync.server.media import Media, keep
from sync.server.tables import Turn

AT_ONCE: Final = 4
SOME: Final = 100
BATCH_ROWS: Final = 500
BATCH_BYTES: Final = 4 * 1024 * 1024
_RING: Final = 1 << 256
APPENDED: Final = frozenset({"entry", "head", "parcel", "leaf", "node", "piece"})
"""Tables whose rows never change: a copy taken up again passes over those that are there."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and an open store of media."""

    engine: Engine
    media: Media


class CopyDiffersError(DamagedError):
    """A copy is not what it was made from, or that was damaged before: `details["subject"]`."""

    code: ClassVar[str] = "depot-copy-differs"


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows each table of a copy has, how many chunks it has, and how many were new."""

    rows: Mapping[str, int]
    chunks: int
    new_chunks: int


def move(
    source: Store, target: Store, depot: str, *, check: Check = never, report: Report = ignore
) -> Copied:
    """Copy a depot and let it go on in `target` alone: `source` gives no receipts any more.

    Raise InvalidInputError for a target in use, and CopyDiffersError for a copy that differs; then
    the source is still the depot.  Whoever moves again after a cut goes on.
    """
    _claim(target, depot)
    chunks = _Chunks(source.media, target.media, check, report)
    with source.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        _must_be_here(db, depot)
        chunks.carry(_names(db))
    with source.engine.begin() as db:  # on a file, nobody else writes from here on
        rows = _take(db, target.engine, chunks, check)
        db.execute(delete(tables.setting).where(tables.setting.c.name == "moved"))
        db.execute(insert(tables.setting).values(name="moved", value="1"))
    _open(target)
    return Copied(rows, len(chunks.sure), chunks.new)


def copy(
    source: Store,
    target: Store,
    depot: str,
    *,
    at_last: Callable[[Connection], object] | None = None,
    check: Check = never,
    report: Report = ignore,
) -> Copied:
    """Copy a depot as it stands at one moment, in use or not; `target` is then one by itself.

    `at_last` is done in the transaction that makes it one.  Raise what `move` raises.
    """
    _claim(target, depot)
    chunks = _Chunks(source.media, target.media, check, report)
    with _snapshot(source.engine) as db:
        _must_be_here(db, depot)
        rows = _take(db, target.engine, chunks, check)
    _open(target, at_last)
    return Copied(rows, len(chunks.sure), chunks.new)


# -- who is whose ---------------------------------------------------------------------------------


def _claim(target: Store, depot: str) -> None:
    """Make an empty database the copy's, or find that it is; raise InvalidInputError otherwise."""
    with target.engine.begin() as db:
        tables.in_turn(db, Turn.TABLES)
        told = tables.settings(db)
        if told.get("depot") == depot and "moving" in told:
            return
        if told or any(_count(db, table) for table in tables.meta.sorted_tables):
            message = "the database to copy into is in use"
            raise InvalidInputError(message, what="depot-database-used")
        rows = [{"name": "depot", "value": depot}, {"name": "moving", "value": "1"}]
        db.execute(insert(tables.setting), rows)


def _must_be_here(db: Connection, depot: str) -> None:
    """Raise InvalidInputError unless a database is the depot's; one left in a move may be left.

    Raise CopyDiffersError for a table that a newer program made.
    """
    told = tables.settings(db)
    if not told or told.get("depot", depot) != depot or "moving" in told:
        message = "this database is not that of the depot"
        raise InvalidInputError(message, what="depot-database")
    for name in sorted(set(inspect(db).get_table_names()) - set(tables.meta.tables)):
        message = "a table is there that this program would leave behind"
        raise CopyDiffersError(message, subject=name)


def _open(target: Store, at_last: Callable[[Connection], object] | None = None) -> None:
    """Let the copy be a depot."""
    with target.engine.begin() as db:
        if at_last is not None:
            at_last(db)
        db.execute(delete(tables.setting).where(tables.setting.c.name == "moving"))


def _snapshot(engine: Engine) -> Connection:
    """Return a connection that sees one moment, and holds up nobody longer than it must."""
    if engine.dialect.name == tables.POSTGRES:
        return engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


# -- rows -----------------------------------------------------------------------------------------


def _take(db: Connection, target: Engine, chunks: "_Chunks", check: Check) -> dict[str, int]:
    """Copy all rows, and the chunks that are not there yet; compare everything."""
    for table in tables.meta.sorted_tables:
        check()
        _copy_rows(db, target, table)
    _copy_settings(db, target)
    chunks.carry(_names(db))
    rows = {}
    with target.begin() as copied:
        _number_on(copied)
        for table in tables.meta.sorted_tables:
            check()
            count, digest = _sum(db, table)
            if _sum(copied, table) != (count, digest):
                message = "a table of the copy differs"
                raise CopyDiffersError(message, subject=table.name)
            rows[table.name] = count
        if _log_root(copied) != _log_root(db) or _log_root(copied) != _top(copied):
            message = "the log of the copy differs"
            raise CopyDiffersError(message, subject=tables.leaf.name)
    return rows


def _copy_rows(db: Connection, target: Engine, table: Table) -> None:
    if table is tables.setting:
        return
    if table.name not in APPENDED:
        with target.begin() as copied:
            copied.execute(delete(table))
    for batch in _batches(db, table):
        with target.begin() as copied:
            rows = batch if table.name not in APPENDED else _lacking(copied, table, batch)
            if rows:
                copied.execute(insert(table), rows)


def _lacking(db: Connection, table: Table, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those rows of a batch that a table does not have."""
    keys = [column.name for column in table.primary_key]
    first, last = batch[0], batch[-1]
    key = tuple_(*table.primary_key.columns)

    def of(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] for name in keys)

    query = select(*table.primary_key.columns).where(
        key >= tuple_(*map(literal, of(first))), key <= tuple_(*map(literal, of(last)))
    )
    there = {tuple(row) for row in db.execute(query)}
    return [row for row in batch if of(row) not in there]


def _batches(db: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield all rows of a table in order, a few megabytes at a time."""
    batch: list[dict[str, Any]] = []
    size = 0
    query = select(table).order_by(*table.primary_key.columns)
    for row in db.execute(query.execution_options(yield_per=50)).mappings():
        batch.append(dict(row))
        size += sum(len(one) for one in row.values() if isinstance(one, bytes | str))
        if len(batch) == BATCH_ROWS or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _copy_settings(db: Connection, target: Engine) -> None:
    told = {**tables.settings(db), "moving": "1"}
    told.pop("moved", None)
    with target.begin() as copied:
        told["depot"] = tables.settings(copied)["depot"]
        copied.execute(delete(tables.setting))
        rows = [{"name": name, "value": value} for name, value in told.items()]
        copied.execute(insert(tables.setting), rows)


def _number_on(db: Connection) -> None:
    """Let a server number new rows after those that were copied."""
    if db.dialect.name != tables.POSTGRES:
        return
    for table in tables.meta.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            last = db.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            db.execute(select(func.setval(sequence, last + 1, false())))


def _sum(db: Connection, table: Table) -> tuple[int, int]:
    """Return how many rows a table has and the sum of their hashes: databases sort differently."""
    if table is tables.setting:
        return 0, 0
    count = total = 0
    for batch in _batches(db, table):
        for row in batch:
            told = repr([_plain(value) for value in row.values()]).encode()
            total = (total + int.from_bytes(hashlib.sha256(told).digest())) % _RING
        count += len(batch)
    return count, total


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _count(db: Connection, table: Table) -> int:
    return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def _log_root(db: Connection) -> bytes:
    """Work out the root of the log from its leaves alone; raise DamagedError for a gap."""
    frontier = Frontier(0, ())
    leaf = tables.leaf.c
    query = select(leaf.place, leaf.body).order_by(leaf.place)
    for place, body in db.execute(query.execution_options(yield_per=BATCH_ROWS)):
        if place != frontier.size:
            message = "the log has a gap"
            raise CopyDiffersError(message, subject=tables.leaf.name)
        frontier = frontier.add(leaf_hash(bytes(body)))
    return frontier.root.value


def _top(db: Connection) -> bytes:
    """Return the root of the log as its stored subtrees have it."""
    node = tables.node.c
    size = int(db.execute(select(func.count()).select_from(tables.leaf)).scalar_one())
    parts, low = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            query = select(node.hash).where(node.level == level, node.place == low >> level)
            parts.append(bytes(db.execute(query).scalar_one()))
            low += 1 << level
    return Frontier(size, tuple(parts)).root.value


# -- chunks ---------------------------------------------------------------------------------------


def _names(db: Connection) -> set[bytes]:
    return {bytes(name) for (name,) in db.execute(select(tables.chunk.c.name))}


class _Chunks:
    """The chunks of a copy under way; `sure`: those that were read back."""

    def __init__(self, source: Media, target: Media, check: Check, report: Report) -> None:
        self._source = source
        self._target = target
        self._check = check
        self._report = report
        self._there = set(target.names())
        self.sure: set[bytes] = set()
        self.new = 0

    def carry(self, names: Iterable[bytes]) -> None:
        """Copy what is not there yet, and read back everything once."""
        left = sorted(set(names) - self.sure)
        self.new += len(set(left) - self._there)
        with ThreadPoolExecutor(AT_ONCE, "depot-copy") as threads:
            for at in range(0, len(left), SOME):
                self._check()
                list(threads.map(self._one, left[at : at + SOME]))
                done = min(at + SOME, len(left))
                self._report(Progress(done, len(left), "items", "depot-copying"))
        self.sure.update(left)

    def _one(self, name: bytes) -> None:
        if name not in self._there:
            keep(self._target, name, _read(self._source, name))
        _read(self._target, name)


def _read(media: Media, name: bytes) -> bytes:
    """Return a chunk; raise CopyDiffersError when it is gone, or not what its name says."""
    try:
        body = media.read(name)
    except FileNotFoundError as error:
        message = "a chunk is gone"
        raise CopyDiffersError(message, subject=name.hex()) from error
    if hashlib.sha256(body).digest() != name:
        message = "a chunk is not what its name says"
        raise CopyDiffersError(message, subject=name.hex())
    return body
