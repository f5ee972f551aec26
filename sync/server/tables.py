# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's tables, for SQLite and PostgreSQL alike, and how a database is opened."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
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
)

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


def sqlite_url(path: Path) -> str:
    """Return the address of a database file."""
    return f"sqlite:///{path.absolute()}"


def connect(url: str) -> Engine:
    """Open the database at `url` and make what tables it lacks.  Every commit is flushed."""
    engine = create_engine(url, pool_size=2, max_overflow=0)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    meta.create_all(engine)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin`: the driver's own habit would let savepoints stand outside.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin(connection: Any) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
