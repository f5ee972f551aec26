# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's tables, for SQLite and PostgreSQL alike, and how a database is opened."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from db.errors import InvalidInputError

SCHEMA: Final = 1
meta: Final = MetaData()
_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column it calls INTEGER."""

setting = Table(
    "setting", meta, Column("name", String(40), primary_key=True), Column("value", Text)
)
device = Table(
    "device",
    meta,
    Column("name", String(16), primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("vault", String(26), nullable=False, index=True),
    Column("founder", LargeBinary, nullable=False),
    Column("label", String(60), nullable=False),
    Column("enrolled_us", BigInteger, nullable=False),
    Column("revoked_us", BigInteger),
    Column("seen_us", BigInteger),
    Column("quota", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
)
invitation = Table(
    "invitation",
    meta,
    Column("code", LargeBinary, primary_key=True),
    Column("kept", LargeBinary, nullable=False),
    Column("until_us", BigInteger, nullable=False),
    Column("used_by", String(16)),
    Column("alarm", Boolean, nullable=False),
)
ledger = Table(
    "ledger",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("head", Text, nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("edge", LargeBinary, nullable=False),
    Column("last", LargeBinary, nullable=False),
)
entry = Table(
    "entry",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("act", String(40), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
head = Table(
    "head",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
)
parcel = Table(
    "parcel",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("load", String(20), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("parcel_seq", "vault", "seq", "load"),
)
manifest = Table(
    "manifest",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("item", String(26), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("complete", Boolean, nullable=False),
)
wanted = Table(
    "wanted",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("size", Integer, nullable=False),
)
chunk = Table(
    "chunk",
    meta,
    Column("name", LargeBinary, primary_key=True),
    Column("size", Integer, nullable=False),
)
leaf = Table(
    "leaf",
    meta,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("said", LargeBinary, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
)
node = Table(
    "node",
    meta,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)
breach = Table(
    "breach",
    meta,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("vault", String(26), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)
piece = Table(
    "piece",
    meta,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("device", String(16)),
    Column("kind", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)


class Turn(IntEnum):
    """What only one process does at a time."""

    TABLES = 0x5E6E1_00
    LOG = 0x5E6E1_01
    FEED = 0x5E6E1_02
    """Numbers of pieces become visible in order, so nobody who asks by number misses one."""


POSTGRES: Final = "postgresql"
SESSION: Final = (
    "-c synchronous_commit=on -c timezone=UTC -c lock_timeout=20s -c statement_timeout=120s"
)
CONNECTIONS: Final = 10


def sqlite_url(path: Path) -> str:
    """Return the address of a database file."""
    return f"sqlite:///{path.absolute()}"


def is_server(url: str) -> bool:
    """Tell whether an address is that of a database server; raise InvalidInputError for others."""
    scheme = url.partition(":")[0]
    if scheme in (POSTGRES, "postgres"):
        return True
    if scheme == "sqlite":
        return False
    message = "a depot's database is postgresql:// or a file"
    raise InvalidInputError(message, what="depot-database-url")


def connect(url: str) -> Engine:
    """Open the database at `url` and make what tables it lacks.  Every commit is flushed."""
    if is_server(url):
        engine = create_engine(
            f"{POSTGRES}+psycopg:{url.partition(':')[2]}",
            pool_size=CONNECTIONS,
            max_overflow=2,
            isolation_level="READ COMMITTED",
            connect_args={"options": SESSION, "connect_timeout": 10},
        )
    else:
        engine = create_engine(url, pool_size=2, max_overflow=0)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    with engine.begin() as db:
        in_turn(db, Turn.TABLES)
        meta.create_all(db)
    return engine


def in_turn(db: Connection, turn: Turn) -> None:
    """Wait until no other transaction has this turn; it ends with the caller's transaction.

    SQLite lets one transaction write at a time anyway.
    """
    if db.dialect.name == POSTGRES:
        db.execute(select(func.pg_advisory_xact_lock(int(turn))))


def insert_new(db: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write those of some rows whose primary key is not there yet, in one turn to the database."""
    kind = postgresql.insert if db.dialect.name == POSTGRES else sqlite.insert
    if rows:
        new = kind(table).on_conflict_do_nothing(index_elements=list(table.primary_key))
        db.execute(new, rows)


def settings(db: Connection) -> dict[str, str]:
    """Return what is set: `depot`, `epoch`, `schema`; `moving` and `moved` while and after that."""
    return {str(name): str(value) for name, value in db.execute(select(setting))}


def begin(db: Connection, depot: str) -> None:
    """Make an empty database that of a depot; raise InvalidInputError for one in use."""
    if settings(db):
        message = "this database holds a depot already"
        raise InvalidInputError(message, what="depot-database-used")
    rows = {"depot": depot, "epoch": "1", "schema": str(SCHEMA)}
    db.execute(insert(setting), [{"name": name, "value": value} for name, value in rows.items()])


def must_be_of(db: Connection, depot: str) -> None:
    """Raise InvalidInputError unless a database is that of a depot, whole, and still in use."""
    told = settings(db)
    if not told or told.get("depot", depot) != depot:
        message = "this database is not that of the depot"
        raise InvalidInputError(message, what="depot-database")
    if "moving" in told:
        message = "the depot's move to this database is not finished"
        raise InvalidInputError(message, what="depot-moving")
    if "moved" in told:
        message = "the depot was moved to another database"
        raise InvalidInputError(message, what="depot-moved")


def _prepare(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin`: the driver's own habit would let savepoints stand outside.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin(connection: Any) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
