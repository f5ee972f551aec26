# SPDX-License-Identifier: GPL-3.0-or-later
"""One thread that speaks to the database, and commits many requests with one flush.

A piece of work has its own savepoint: one that fails undoes itself alone.  Nobody is answered
before the commit that holds their work is on the disk.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")
MOST: Final = 200


class Desk(Protocol):
    """Whoever does work on the database, and answers when its commit is durable."""

    commits: int

    def submit(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Give work away; the future is done when its commit is durable."""

    def run(self, work: Callable[[Connection], T]) -> T:
        """Give work away and wait for it."""

    def close(self) -> None:
        """Finish what was given and close the database."""


@dataclass(slots=True)
class _Errand:
    work: Callable[[Connection], Any]
    future: "Future[Any]"


class Lane:
    """Runs work on one database connection, in order, in batches."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self.commits = 0
        self._thread = threading.Thread(target=self._run, name="depot-lane")
        self._thread.start()

    def submit(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Give work to the lane; the future is done when its commit is durable."""
        future: Future[T] = Future()
        self._queue.put(_Errand(work, future))
        return future

    def run(self, work: Callable[[Connection], T]) -> T:
        """Give work to the lane and wait for it."""
        return self.submit(work).result()

    def close(self) -> None:
        """Finish what was given and end the thread."""
        self._queue.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            more = True
            while more and len(batch) < MOST and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    self._queue.put(None)
                    more = False
                else:
                    batch.append(following)
            self._commit(batch)

    def _commit(self, batch: list[_Errand]) -> None:
        done: list[tuple[_Errand, Any]] = []
        failed: list[tuple[_Errand, BaseException]] = []
        try:
            with self._engine.begin() as connection:
                for errand in batch:
                    try:
                        with connection.begin_nested():
                            done.append((errand, errand.work(connection)))
                    except Exception as error:  # noqa: BLE001 - handed to whoever asked
                        failed.append((errand, error))
            self.commits += 1
        except Exception as error:  # noqa: BLE001 - the whole batch is undone, and each asker told
            failed.extend([(errand, error) for errand, _ in done])
            done.clear()
        for errand, result in done:
            errand.future.set_result(result)
        for errand, problem in failed:
            errand.future.set_exception(problem)
