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
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

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

    def __init__(self, parent: QObject, tell: "Callable[[Errand[T], Progress], None]") -> None:
        super().__init__(parent)
        self.token = CancelToken(lambda progress: tell(self, progress))
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

    _landed = Signal(object, object)  # Errand, Future
    _moved = Signal(object, object)  # Errand, Progress

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        seats = max(BENCH_SEATS, (os.cpu_count() or 1) + 2)
        self._lanes = {
            Lane.VAULT: ThreadPoolExecutor(1, "segel-vault"),
            Lane.WIRE: ThreadPoolExecutor(1, "segel-wire"),
            Lane.BENCH: ThreadPoolExecutor(seats, "segel-bench"),
        }
        self._under_way: set[Errand[object]] = set()
        # Both come from other threads, so Qt queues them.
        self._landed.connect(self._settle)
        self._moved.connect(self._tell)

    def run(self, lane: Lane, work: Callable[[CancelToken], T]) -> Errand[T]:
        """Start `work` on `lane`.  Call on the main thread; connect before returning to Qt."""
        errand: Errand[T] = Errand(self, self._moved.emit)
        self._under_way.add(errand)  # type: ignore[arg-type]  # Errand is only read here
        token = errand.token

        def begin() -> T:
            token.check()
            return work(token)

        future = self._lanes[lane].submit(begin)
        future.add_done_callback(lambda done: self._land(errand, done))
        return errand

    def wait_for(self, lane: Lane, work: Callable[[], T]) -> T:
        """Run `work` on `lane` and wait for it.  For worker threads of a lane uphill only."""
        if threading.current_thread() is threading.main_thread():
            message = "the main thread waits for nobody"
            raise RuntimeError(message)
        try:
            return self._lanes[lane].submit(work).result()
        except FutureCancelledError as error:
            raise CancelledError from error
        except RuntimeError as error:
            if "shutdown" in str(error):
                raise CancelledError from error
            raise

    @property
    def busy(self) -> bool:
        """Tell whether any errand has not settled yet."""
        return bool(self._under_way)

    def close(self, farewell: Callable[[], None] | None = None) -> None:
        """Cancel everything and wait.  After this no thread of ours is alive.

        `farewell` runs on the vault's lane when all other work has ended.
        """
        for errand in self._under_way:
            errand.abandon()
        # The lanes uphill end first, because they may be waiting for the vault's.
        for lane in (Lane.BENCH, Lane.WIRE):
            self._lanes[lane].shutdown(wait=True, cancel_futures=True)
        vault = self._lanes[Lane.VAULT]
        if farewell is not None:
            with suppress(SegelError):
                vault.submit(farewell).result()
        vault.shutdown(wait=True, cancel_futures=True)

    def _land(self, errand: Errand[T], done: "Future[T]") -> None:
        if threading.current_thread() is threading.main_thread():
            # It was done already, and must settle only after the caller had a chance to connect.
            QTimer.singleShot(0, self, lambda: self._settle(errand, done))
        else:
            self._landed.emit(errand, done)

    @Slot(object, object)
    def _tell(self, errand: Errand[T], progress: "Progress") -> None:
        if not errand.muted:
            errand.progressed.emit(progress)

    @Slot(object, object)
    def _settle(self, errand: Errand[T], done: "Future[T]") -> None:
        self._under_way.discard(errand)
        if not errand.muted:
            self._say(errand, done)
        errand.settled.emit()
        errand.deleteLater()

    def _say(self, errand: Errand[T], done: "Future[T]") -> None:
        try:
            result = done.result()
        except (CancelledError, FutureCancelledError):
            errand.cancelled.emit()
        except SegelError as error:
            errand.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a bug goes to the crash dialog as it is
            errand.crashed.emit(error)
            self.crashed.emit(error)
        else:
            errand.succeeded.emit(result)
