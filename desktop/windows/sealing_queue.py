# SPDX-License-Identifier: GPL-3.0-or-later
"""The import queue as the window sees it: it runs by itself, can be stopped, and begins again."""

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import SegelError
from db.model.people import Right
from db.store import jobs
from db.store.vault import Vault
from desktop.actions.sealing import Outcome, run_queue
from desktop.session import Session
from desktop.tasks.runner import Errand


class SealingQueue(QObject):
    """Works the durable queue off in the background, one run at a time."""

    started = Signal()
    progressed = Signal(object)  # Progress
    finished = Signal(object)  # Outcome of one run
    failed = Signal(object)  # SegelError that concerns every item; what waits keeps waiting
    stopped = Signal()  # by the person
    counted = Signal(int, int)  # files that wait, files that failed

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._run: Errand[Outcome] | None = None
        self._again = False

    @property
    def running(self) -> bool:
        """Tell whether anything is being sealed."""
        return self._run is not None

    @Slot()
    def start(self) -> None:
        """Seal whatever waits.  While a run is under way it takes new files in as well."""
        if not self._session.account.may(Right.SEAL):
            return
        if self._run is not None:
            self._again = True
            return
        self._session.on_vault(jobs.tally).succeeded.connect(self._on_tally_to_start)

    @Slot()
    def stop(self) -> None:
        """Stop after the present step; what waits stays in the queue."""
        if self._run is not None:
            self._run.cancel()

    @Slot()
    def count(self) -> None:
        """Ask how the queue stands; `counted` follows."""
        self._session.on_vault(jobs.tally).succeeded.connect(self._on_tally)

    def retry(self, chosen: tuple[int, ...] | None = None) -> None:
        """Put files that failed back into the queue, then seal them."""

        def work(vault: Vault) -> None:
            jobs.retry(vault, chosen)

        self._session.on_vault(work).succeeded.connect(self.start)

    def drop(self, chosen: tuple[int, ...]) -> None:
        """Take files out of the queue unsealed; their sources stay where they are."""
        errand = self._session.on_vault(lambda vault: jobs.drop(vault, chosen))
        errand.succeeded.connect(self.count)
        errand.succeeded.connect(self._session.changed)

    @Slot(object)
    def _on_tally(self, tally: tuple[int, int, int]) -> None:
        self.counted.emit(tally[0], tally[2])

    @Slot(object)
    def _on_tally_to_start(self, tally: tuple[int, int, int]) -> None:
        self._on_tally(tally)
        if not tally[0] or self._run is not None:
            return
        desk = self._session.desk
        self._again = False
        run = self._session.bench(lambda token: run_queue(desk, token.check, token.report))
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
