# SPDX-License-Identifier: GPL-3.0-or-later
"""Several threads that speak to a database server, each request in a transaction of its own.

Two processes that write the same row at once: one of them is undone, does its work again, and
finds what the other wrote.  So work that was given here may run more than once; only its last run
counts.
"""

import random
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

T = TypeVar("T")
THREADS: Final = 8
TRIES: Final = 8
AGAIN: Final = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock not available (SQLSTATE)."""
PAUSE_S: Final = 0.02


class Pool:
    """Runs work on as many connections as it has threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(THREADS, "depot-pool")
        self._resting = threading.Event()
        self.commits = 0

    def submit(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Give work to the pool; the future is done when its commit is durable."""
        return self._threads.submit(self._do, work)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Give work to the pool and wait for it."""
        return self.submit(work).result()

    def close(self) -> None:
        """Finish what was given and end the threads."""
        self._threads.shutdown()
        self._engine.dispose()

    def _do(self, work: Callable[[Connection], T]) -> T:
        for attempt in range(1, TRIES):
            try:
                return self._once(work)
            except DBAPIError as error:
                if not _passes(error):
                    raise
            self._resting.wait(PAUSE_S * attempt * random.random())  # noqa: S311 - a pause, no secret
        return self._once(work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            result = work(connection)
        self.commits += 1
        return result


def _passes(error: DBAPIError) -> bool:
    """Tell whether the same work may succeed when it is done again."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in AGAIN
