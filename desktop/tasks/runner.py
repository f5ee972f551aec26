# SPDX-License-Identifier: GPL-3.0-or-later
"""The one bridge between work in other threads and the main thread.

Work is a plain function; no QObject ever lives outside the main thread.  Waits go downhill only:
BENCH and WIRE may wait on VAULT, VAULT waits on nobody, and the main thread waits in `close` alone.
"""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError as FutureCancelledError
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.errors import SegelError
from db.model.stopping import CancelledError

if TYPE_CHECKING:
    from db.model.progress import Progress, Report

T = TypeVar("T")
PAUSE: Final = 0.1
"""Seconds between two words of progress: ten a second are more than an eye follows."""
BENCH_SEATS: Final = 4
"""Long work (an import, an examination) must leave seats for pictures that the screen waits for."""


class Lane(Enum):
    """Work that must not overlap shares a lane; lanes run side by side."""

    VAULT = "vault"  # the only thread that may hold the open vault; short work only
    WIRE = "wire"  # one conversation with the outside at a time
    BENCH = "bench"  # hashing, sealing, pictures: several at once


class CancelToken:
    """What a piece of work is given: when to stop, and where to say how far it is."""

    def __init__(self, tell: "Report") -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._told = 0.0
        self._step = ""

    @property
    def cancelled(self) -> bool:
        """Tell whether the work was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step.  Any thread may."""
        self._stop.set()

    def check(self) -> None:
        """Raise CancelledError when the work should stop; called between steps."""
        if self._stop.is_set():
            raise CancelledError

    def report(self, progress: "Progress") -> None:
        """Say how far the work is; all but the first and the last word of a step are thinned out.

        The next word may be long in coming: a step that begins is told at once.
        """
        now = time.monotonic()
        new = progress.what != self._step
        if new or now - self._told >= PAUSE or progress.done == progress.total:
            self._told, self._step = now, progress.what
            self._tell(progress)


class Job(Generic[T]):
    """What a worker thread knows of an errand: what to do, and room for how it ended.

    The main thread empties it when the errand settles.  A worker may hold on to the shell for a
    moment longer, but never to what the work was about: the last hold on a page of the window must
    not be let go of by another thread (see `desktop.sweeping`).
    """

    def __init__(self, work: Callable[[CancelToken], T], tell: "Report") -> None:
        self.token = CancelToken(tell)
        self._work: Callable[[CancelToken], T] | None = work
        self._result: T | None = None
        self._error: BaseException | None = FutureCancelledError()

    def __call__(self) -> None:
        """Do the work, in a worker thread; raises nothing."""
        try:
            self._result = self._do()
            self._error = None
        except BaseException as error:  # noqa: BLE001 - whoever settles it judges it
            self._error = error

    def _do(self) -> T:
        work = self._work
        if work is None:
            raise FutureCancelledError
        self.token.check()
        return work(self.token)

    def empty(self) -> tuple[T | None, BaseException | None]:
        """Let go of the work, and return how it ended: its result, or what it raised."""
        ended = self._result, self._error
        self._work = self._result = self._error = None
        return ended


class Errand(QObject, Generic[T]):
    """A piece of work under way, as the main thread sees it.

    Exactly one of `succeeded`, `failed`, `cancelled` or `crashed` is emitted, then `settled`.  A
    muted errand emits `settled` alone.
    """

    progressed = Signal(object)  # Progress
    succeeded = Signal(object)  # T
    failed = Signal(object)  # SegelError: something expected, to be shown calmly
    cancelled = Signal()
    crashed = Signal(object)  # any other exception: a bug
    settled = Signal()

    def __init__(self, parent: QObject, token: CancelToken) -> None:
        super().__init__(parent)
        self.token = token
        self.muted = False

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` follows when it has."""
        self.token.cancel()

    @Slot()
    def abandon(self) -> None:
        """Ask the work to stop and say nothing more but `settled`: nobody is left to listen."""
        self.muted = True
        self.token.cancel()

    def belongs_to(self, owner: QObject) -> "Errand[T]":
        """Abandon this errand when `owner` is destroyed; return it."""
        owner.destroyed.connect(self.abandon)
        return self


class Runner(QObject):
    """Runs work on lanes and brings the outcome back to the main thread."""

    crashed = Signal(object)  # the exception of any errand that ended in a bug

    _landed = Signal(object)  # Job
    _moved = Signal(object, object)  # Job, Progress

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        seats = max(BENCH_SEATS, (os.cpu_count() or 1) + 2)
        self._lanes = {
            Lane.VAULT: ThreadPoolExecutor(1, "segel-vault"),
            Lane.WIRE: ThreadPoolExecutor(1, "segel-wire"),
            Lane.BENCH: ThreadPoolExecutor(seats, "segel-bench"),
        }
        self._under_way: dict[Job[Any], Errand[Any]] = {}
        # Both come from other threads, so Qt queues them.
        self._landed.connect(self._settle)
        self._moved.connect(self._tell)

    def run(self, lane: Lane, work: Callable[[CancelToken], T]) -> Errand[T]:
        """Start `work` on `lane`.  Call on the main thread; connect before returning to Qt."""
        job: Job[T] = Job(work, lambda progress: self._moved.emit(job, progress))
        errand: Errand[T] = Errand(self, job.token)
        self._under_way[job] = errand
        future = self._lanes[lane].submit(job)
        future.add_done_callback(lambda _done: self._land(job))
        return errand

    def wait_for(self, lane: Lane, work: Callable[[], T]) -> T:
        """Run `work` on `lane` and wait for it.  For worker threads of a lane uphill only."""
        if threading.current_thread() is threading.main_thread():
            message = "the main thread waits for nobody"
            raise RuntimeError(message)
        job: Job[T] = Job(lambda _token: work(), lambda _progress: None)
        try:
            self._lanes[lane].submit(job).result()
        except FutureCancelledError as error:
            raise CancelledError from error
        except RuntimeError as error:
            if "shutdown" in str(error):
                raise CancelledError from error
            raise
        result, raised = job.empty()
        if raised is not None:
            raise raised
        return cast("T", result)

    @property
    def busy(self) -> bool:
        """Tell whether any errand has not settled yet."""
        return bool(self._under_way)

    def close(self, farewell: Callable[[], None] | None = None) -> None:
        """Cancel everything and wait.  After this no thread of ours is alive.

        `farewell` runs on the vault's lane when all other work has ended.
        """
        for errand in self._under_way.values():
            errand.abandon()
        # The lanes uphill end first, because they may be waiting for the vault's.
        for lane in (Lane.BENCH, Lane.WIRE):
            self._lanes[lane].shutdown(wait=True, cancel_futures=True)
        vault = self._lanes[Lane.VAULT]
        if farewell is not None:
            with suppress(SegelError):
                vault.submit(farewell).result()
        vault.shutdown(wait=True, cancel_futures=True)

    def _land(self, job: Job[Any]) -> None:
        if threading.current_thread() is threading.main_thread():
            # It was done already, and must settle only after the caller had a chance to connect.
            QTimer.singleShot(0, self, lambda: self._settle(job))
        else:
            self._landed.emit(job)

    @Slot(object, object)
    def _tell(self, job: Job[Any], progress: "Progress") -> None:
        errand = self._under_way.get(job)
        if errand is not None and not errand.muted:
            errand.progressed.emit(progress)

    @Slot(object)
    def _settle(self, job: Job[Any]) -> None:
        errand = self._under_way.pop(job)
        result, raised = job.empty()
        if errand.muted:
            pass
        elif raised is None:
            errand.succeeded.emit(result)
        elif isinstance(raised, (CancelledError, FutureCancelledError)):
            errand.cancelled.emit()
        elif isinstance(raised, SegelError):
            errand.failed.emit(raised)
        else:  # a bug goes to the crash dialog as it is
            errand.crashed.emit(raised)
            self.crashed.emit(raised)
        errand.settled.emit()
        errand.deleteLater()
