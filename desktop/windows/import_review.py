# SPDX-License-Identifier: GPL-3.0-or-later
"""From paths that a person dropped to sealed evidence: look, review, seal, account for.

Until "Seal" is pressed nothing is written.  Sealing runs in the window's queue, so closing this
dialog stops nothing.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import SegelError
from db.intake import wording
from db.model.evidence import Health
from db.model.ids import JobId
from db.model.progress import Progress
from db.store import evidence, jobs, settings
from db.store.jobs import JobState
from db.store.vault import Vault
from desktop.actions import place
from desktop.actions.gather import Gathered, Reviewed, gather, queue, review
from desktop.actions.sealing import Outcome
from desktop.models.review import Remark, ReviewModel, ReviewRow
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import Account, OutcomeView, WorkView
from desktop.views.import_review import ReviewView
from desktop.views.panels import EmptyState
from desktop.windows.sealing_queue import SealingQueue

RATE: Final = "seal-rate"
SIZE: Final = QSize(1000, 580)


@dataclass(frozen=True, slots=True)
class Looked:
    """What gathering and reviewing found, beside the figures the review shows."""

    reviewed: tuple[Reviewed, ...]
    left_out: tuple[str, ...]
    free: int
    rate: int


def look_through(session: Session, paths: Sequence[str | Path], token: CancelToken) -> Looked:
    """Gather and review `paths`; work for the bench."""
    desk = session.desk
    found: Gathered = gather(paths, token.check)
    reviewed = review(desk, found.candidates, token.check, token.report)
    rate = desk.on_vault(lambda vault: settings.get(vault, RATE, "0"))
    return Looked(reviewed, found.left_out, place.free_bytes(session.folder), int(rate))


def row_of(seen: Reviewed, names: dict[str, str]) -> ReviewRow:
    """Return a reviewed file as the list shows it, in the language of the screen."""
    facts, before = seen.facts, seen.sealed_before
    language = speech.language()
    return ReviewRow(
        path=seen.candidate.path,
        name=seen.candidate.name,
        size=seen.candidate.size,
        kind=None if facts is None else facts.kind,
        captured=None if facts is None else facts.captured,
        thumbnail=None if facts is None else facts.thumbnail,
        remarks=()
        if facts is None
        else tuple(
            Remark(one.level, wording.title(one, language), wording.sentence(one, language))
            for one in facts.findings
        ),
        problem=seen.candidate.problem,
        sealed_before=None if before is None else before.number,
        twin=names.get(seen.twin, ""),
        near=tuple(card.number for card in seen.near),
        suggested=seen.suggested,
    )


def account_of(vault: Vault, batch: JobId, safe: frozenset[str]) -> Account:
    """Return what became of a batch.  `safe`: paths that were read back in this sitting."""
    counts = dict.fromkeys(JobState, 0)
    names: list[str] = []
    failed: list[tuple[str, str]] = []
    size = 0
    for job in jobs.batch_of(vault, batch):
        counts[job.state] += 1
        path, name = job.ticket.path, job.ticket.name
        if job.state is JobState.FAILED:
            failed.append((name, job.problem))
        elif job.state is JobState.SEALED and job.evidence is not None:
            size += job.ticket.size
            health = evidence.by_id(vault, job.evidence).health
            if health is Health.DAMAGED:
                failed.append((name, "evidence-damaged"))
            elif health is Health.VERIFIED:
                names.append(name)
        elif job.state is JobState.AGAIN and path in safe:
            names.append(name)
    return Account(
        counts[JobState.SEALED],
        counts[JobState.AGAIN],
        size,
        tuple(names),
        tuple(failed),
        counts[JobState.WAITING],
    )


class ImportReview(SpokenDialog):
    """The review as a dialog.  Call `begin` once, then `open`."""

    evidence_sealed = Signal(object)  # Outcome

    def __init__(self, session: Session, line: SealingQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(760, 480)
        self._session, self._line = session, line
        self._looked = Looked((), (), 0, 0)
        self._model = ReviewModel()
        self._errand: Errand[Looked] | None = None
        self._mine = False
        self._started = 0.0
        self._batch = ""
        self._safe: list[str] = []
        self._stack = QStackedWidget()
        self._work, self._review, self._outcome = WorkView(), ReviewView(), OutcomeView()
        self._nothing = EmptyState("folder")
        for page in (self._work, self._review, self._outcome, self._nothing):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self._work.stop_requested.connect(self._on_stop)
        self._review.seal_requested.connect(self._on_seal)
        self._review.cancel_requested.connect(self.reject)
        self._outcome.close_requested.connect(self.accept)
        self._outcome.again_requested.connect(self._on_again)
        self._outcome.resume_requested.connect(self._on_resume)
        line.progressed.connect(self._on_progress)
        line.finished.connect(self._on_finished)
        line.failed.connect(self._on_failed)
        line.stopped.connect(self._on_stopped)
        self.retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Add evidence"))
        self._nothing.say(
            self.tr("Nothing to seal here"),
            self.tr("The folder is empty, or it holds only system files."),
        )
        if self._looked.reviewed:
            self._model.reword(self._rows())

    def begin(self, paths: Sequence[str | Path]) -> None:
        """Look through `paths` and show what was found."""
        self._work.begin(
            self.tr("Looking at the files…"),
            self.tr("Each file is only read. Nothing is sealed before you say so."),
            self.tr("Cancel"),
        )
        self._stack.setCurrentWidget(self._work)
        session = self._session
        errand = session.bench(lambda token: look_through(session, paths, token))
        self._errand = errand
        errand.belongs_to(self).progressed.connect(self._work.show_progress)
        errand.succeeded.connect(self._on_looked)
        errand.failed.connect(self._on_not_looked)
        errand.settled.connect(self._on_look_settled)

    def reject(self) -> None:
        """Close; what is being looked at is let go, what is being sealed goes on."""
        if self._errand is not None:
            self._errand.abandon()
        super().reject()

    # -- looking ------------------------------------------------------------------------------

    def _rows(self) -> tuple[ReviewRow, ...]:
        names = {seen.candidate.path: seen.candidate.name for seen in self._looked.reviewed}
        return tuple(row_of(seen, names) for seen in self._looked.reviewed)

    @Slot(object)
    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        if not looked.reviewed:
            self._stack.setCurrentWidget(self._nothing)
            return
        self._model = ReviewModel(self._rows(), self)
        self._review.show_review(
            self._model, left_out=len(looked.left_out), free=looked.free, rate=looked.rate
        )
        self._stack.setCurrentWidget(self._review)

    @Slot(object)
    def _on_not_looked(self, error: SegelError) -> None:
        self._nothing.say(self.tr("The files could not be looked at"), speech.error_text(error))
        self._stack.setCurrentWidget(self._nothing)

    @Slot()
    def _on_look_settled(self) -> None:
        self._errand = None

    # -- sealing ------------------------------------------------------------------------------

    @Slot()
    def _on_seal(self) -> None:
        usual = self._review.batch.provenance()
        tickets = [
            self._looked.reviewed[at].ticket(self._model.own(at) or usual)
            for at in self._model.ticked()
        ]
        desk = self._session.desk
        self._show_sealing()
        errand = self._session.bench(lambda _token: queue(desk, tickets))
        errand.belongs_to(self).succeeded.connect(self._on_queued)
        errand.failed.connect(self._on_not_queued)

    @Slot(object)
    def _on_queued(self, batch: str) -> None:
        self._batch = batch
        self._mine = True
        self._line.start()

    @Slot(object)
    def _on_not_queued(self, error: SegelError) -> None:
        self._outcome.show_account(Account(0, 0, 0, (), ()))
        self._outcome.show_trouble(speech.error_text(error))
        self._stack.setCurrentWidget(self._outcome)

    @Slot()
    def _on_resume(self) -> None:
        self._show_sealing()
        self._mine = True
        self._line.start()

    @Slot()
    def _on_again(self) -> None:
        self._show_sealing()
        self._mine = True
        self._line.retry()

    def _show_sealing(self) -> None:
        self._started = time.monotonic()
        self._work.begin(
            self.tr("Sealing…"),
            self.tr("You may close this window; sealing goes on. A power cut loses nothing."),
            self.tr("Pause"),
        )
        self._stack.setCurrentWidget(self._work)

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self.reject()
        else:
            self._line.stop()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if self._mine:
            self._work.show_progress(progress)

    @Slot(object)
    def _on_finished(self, outcome: Outcome) -> None:
        if self._mine:
            self._safe += outcome.safe
            self._remember_rate(outcome.bytes)
            self._account_for("", ended=False)
            self.evidence_sealed.emit(outcome)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        if self._mine:
            self._account_for(speech.error_text(error))

    @Slot()
    def _on_stopped(self) -> None:
        if self._mine:
            self._account_for("")

    def _account_for(self, trouble: str, *, ended: bool = True) -> None:
        """Read from the queue's own table what became of the batch, then show it.

        A run that had begun before this batch was queued may finish without it (not `ended`); the
        next run, which the queue begins by itself, takes it.
        """
        batch, safe = JobId(self._batch), frozenset(self._safe)
        errand = self._session.on_vault(lambda vault: account_of(vault, batch, safe))
        errand.belongs_to(self).succeeded.connect(
            lambda account: self._show_account(account, trouble, ended=ended)
        )

    def _show_account(self, account: Account, trouble: str, *, ended: bool) -> None:
        if account.waiting and not ended:
            return
        self._mine = False
        self._outcome.show_account(account)
        if trouble:
            self._outcome.show_trouble(trouble)
        self._stack.setCurrentWidget(self._outcome)

    def _remember_rate(self, done: int) -> None:
        """Let the next review say how long this laptop takes."""
        seconds = time.monotonic() - self._started
        if done > 10_000_000 and seconds > 0:
            rate = str(round(done / seconds))
            self._session.on_vault(lambda vault: settings.put(vault, RATE, rate))
