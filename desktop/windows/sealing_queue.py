# SPDX-License-Identifier: GPL-3.0-or-later
"""The import queue as the window sees it: it runs by itself, can be paused, and begins again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import SegelError
from db.model.people import Right
from db.store import batches, jobs
from db.store.batches import Waiting
from db.store.vault import Vault
from desktop.actions import sealing
from desktop.actions.media import Look, mounted
from desktop.actions.sealing import Outcome, run_queue
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand


@dataclass(frozen=True, slots=True)
class Standing:
    """How the queue stands.

    `media`: what waits, medium by medium.  `away`: those of them that are not plugged in.
    """

    waiting: int
    failed: int
    paused: bool
    media: tuple[Waiting, ...] = ()
    away: tuple[Waiting, ...] = ()

    @property
    def reachable(self) -> bool:
        """Tell whether anything waits that could be sealed now."""
        return self.waiting > sum(one.files for one in self.away)


class SealingQueue(QObject):
    """Works the durable queue off in the background, one run at a time."""

    started = Signal()
    progressed = Signal(object)  # Progress
    finished = Signal(object)  # Outcome of one run
    failed = Signal(object)  # SegelError that concerns every item; what waits keeps waiting
    stopped = Signal()  # by the person; the present item was finished
    counted = Signal(int, int)  # files that wait, files that failed
    stood = Signal(object)  # Standing, after each `counted`

    def __init__(self, session: Session, plugged: Look = mounted) -> None:
        super().__init__(session)
        self._session, self._plugged = session, plugged
        self._run: Errand[Outcome] | None = None
        self._again = False
        self._held = threading.Event()

    @property
    def running(self) -> bool:
        """Tell whether anything is being sealed."""
        return self._run is not None

    @Slot()
    def start(self) -> None:
        """Seal whatever waits and can be reached, unless a person paused the queue.

        While a run is under way it takes new files in as well.
        """
        if not self._session.account.may(Right.SEAL):
            return
        if self._run is not None:
            self._again = True
            return
        self._stand(self._on_stand_to_start)

    @Slot()
    def pause(self) -> None:
        """Stop after the present item; what waits stays, over a restart too, until `resume`."""
        self._held.set()
        self._again = False
        self._keep(paused=True)

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self._held.clear()
        self._keep(paused=False)
        self.start()

    @Slot()
    def count(self) -> None:
        """Ask how the queue stands; `counted` and `stood` follow."""
        self._stand(self._on_stand)

    def welcome(self, medium: str) -> None:
        """Go on with what lies on a medium that was just plugged in, by its id."""

        def work(vault: Vault) -> None:
            jobs.retry_medium(vault, medium)

        self._session.on_vault(work).succeeded.connect(self.start)

    def _keep(self, *, paused: bool) -> None:
        desk = self._session.desk
        kept = self._session.bench(lambda _token: sealing.pause(desk, paused=paused))
        kept.succeeded.connect(self.count)

    def _stand(self, then: Callable[[Standing], None]) -> None:
        desk, plugged = self._session.desk, self._plugged

        def work(_token: CancelToken) -> Standing:
            waits = desk.on_vault(batches.by_medium)
            files, _, failed = desk.on_vault(jobs.tally)
            away: tuple[Waiting, ...] = ()
            if any(one.medium for one in waits):
                here = {"", *plugged()}
                away = tuple(one for one in waits if one.medium not in here)
            return Standing(files, failed, sealing.paused(desk), waits, away)

        self._session.bench(work).succeeded.connect(then)

    def retry(self, chosen: tuple[int, ...] | None = None) -> None:
        """Put files that failed back into the queue, then seal them."""

        def work(vault: Vault) -> None:
            jobs.retry(vault, chosen)

        self._session.on_vault(work).succeeded.connect(self.resume)

    def drop(self, chosen: tuple[int, ...]) -> None:
        """Take files out of the queue unsealed; their sources stay where they are."""
        errand = self._session.on_vault(lambda vault: jobs.drop(vault, chosen))
        errand.succeeded.connect(self.count)
        errand.succeeded.connect(self._session.changed)

    @Slot(object)
    def _on_stand(self, standing: Standing) -> None:
        self.counted.emit(standing.waiting, standing.failed)
        self.stood.emit(standing)

    @Slot(object)
    def _on_stand_to_start(self, standing: Standing) -> None:
        self._on_stand(standing)
        if standing.paused or not standing.reachable or self._run is not None:
            return
        desk, held, plugged = self._session.desk, self._held, self._plugged
        self._again = False
        held.clear()
        run = self._session.bench(
            lambda token: run_queue(
                desk, token.check, token.report, hold=held.is_set, plugged=plugged
            )
        )
        self._run = run
        run.progressed.connect(self.progressed)
        run.succeeded.connect(self._on_finished)
        run.failed.connect(self._on_failed)
        run.cancelled.connect(self.stopped)
        run.settled.connect(self._on_settled)
        self.started.emit()

    @Slot(object)
    def _on_finished(self, outcome: Outcome) -> None:
        self.finished.emit(outcome)
        if outcome.held:
            self.stopped.emit()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._again = False
        self.failed.emit(error)

    @Slot()
    def _on_settled(self) -> None:
        self._run = None
        self.count()
        self._session.changed.emit()
        if self._again:
            self.start()
