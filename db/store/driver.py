# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections to SQLite files, and the one place where the database's errors become ours."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils looks for an alternative driver under this name first.  Without it, its own
# `except OperationalError` clauses would not recognise this driver's errors.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database  # noqa: E402 - the alias above must come first

from db.errors import (  # noqa: E402
    AccessDeniedError,
    AlreadyOpenError,
    DiskFullError,
    ReadOnlyMediumError,
    SegelError,
    VaultDamagedError,
)
from db.store.trouble import from_os  # noqa: E402

__all__ = ["Database", "keyed", "open_shelf", "translated"]

RECORDS_CACHE_KIB: Final = 16 * 1024
SHELF_PAGE: Final = 16384
SHELF_CACHE_KIB: Final = 4 * 1024
LONGEST_COMMIT_S: Final = 60
"""How long a reader waits for a writer on its shelf: 64 MiB take that long on a slow stick."""


def keyed(path: Path, key: bytes) -> Database:
    """Open the SQLCipher file at `path` with a raw 32-byte key, for this thread alone.

    Write-ahead log, every commit flushed, foreign keys and recursive triggers on: without the last,
    INSERT OR REPLACE would walk past the triggers that keep the ledger append-only.
    """
    connection = dbapi2.connect(str(path), timeout=5)
    return _prepared(
        connection,
        "PRAGMA cipher_log_level = NONE",
        f"PRAGMA key = \"x'{key.hex()}'\"",
        "PRAGMA cipher_memory_security = OFF",
        "PRAGMA locking_mode = EXCLUSIVE",  # no shared-memory file: works on sticks and shares
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA fullfsync = ON",
        "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY",
        f"PRAGMA cache_size = -{RECORDS_CACHE_KIB}",
    )


def open_shelf(path: Path, *, write: bool) -> Database:
    """Open a media shelf: a plain SQLite file that holds nothing but ciphertext.

    Appended pages are written once with a rollback journal; deleted rows were ciphertext, so they
    are not overwritten.  For reading, the file is opened read-only and must exist.
    """
    mode = "rwc" if write else "ro"
    wait = 5 if write else LONGEST_COMMIT_S
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait)
    writing = (
        f"PRAGMA page_size = {SHELF_PAGE}",
        "PRAGMA journal_mode = TRUNCATE",
        "PRAGMA synchronous = FULL",
        "PRAGMA fullfsync = ON",
        "PRAGMA secure_delete = OFF",
    )
    cache = f"PRAGMA cache_size = -{SHELF_CACHE_KIB}"
    return _prepared(connection, *(writing if write else ()), cache)


def _prepared(connection: dbapi2.Connection, *pragmas: str) -> Database:
    """Set a fresh connection up, or close it: one that is left open would keep its locks."""
    try:
        database = Database(connection, recursive_triggers=True)
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return database


@contextmanager
def translated(file: str) -> Iterator[None]:
    """Turn the errors of the operating system and of SQLite into ours, naming `file` only."""
    try:
        yield
    except dbapi2.ProgrammingError:
        raise  # a mistake of ours is no damage
    except dbapi2.Error as error:
        raise _from_sqlite(error, file) from error
    except OSError as error:
        raise from_os(error, file) from error


def _from_sqlite(error: dbapi2.Error, file: str) -> SegelError:
    name = str(getattr(error, "sqlite_errorname", "") or "")
    for start, kind, text in _SQLITE:
        if name.startswith(start):
            return kind(text, file=file)
    return VaultDamagedError("the database refuses to be read or written", file=file)


_SQLITE: tuple[tuple[str, type[SegelError], str], ...] = (
    ("SQLITE_FULL", DiskFullError, "the disk is full"),
    ("SQLITE_READONLY", ReadOnlyMediumError, "the medium is write-protected"),
    ("SQLITE_BUSY", AlreadyOpenError, "the vault is open elsewhere"),
    ("SQLITE_LOCKED", AlreadyOpenError, "the vault is open elsewhere"),
    ("SQLITE_PERM", AccessDeniedError, "the operating system denies access"),
    ("SQLITE_AUTH", AccessDeniedError, "the operating system denies access"),
    ("SQLITE_CANTOPEN", AccessDeniedError, "the database file cannot be opened"),
    ("SQLITE_NOTADB", VaultDamagedError, "the database is damaged"),
    ("SQLITE_CORRUPT", VaultDamagedError, "the database is damaged"),
    ("SQLITE_IOERR", VaultDamagedError, "the medium fails to read or write"),
)
