# SPDX-License-Identifier: GPL-3.0-or-later
"""From paths that a person dropped to sealed evidence: look, review, seal, account for.

Until "Seal" is pressed nothing is written.  A card of thousands is shown at once and looked into
while it is shown.  Sealing runs in the window's queue, so closing this dialog stops nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import SegelError
from db.model.ids import JobId
from db.model.progress import Progress
from db.store.jobs import Ticket
from desktop.actions import media
from desktop.actions.gather import Reviewed, queue
from desktop.actions.sealing import Outcome
from desktop.models.review import Bundle, ReviewModel, ReviewRow
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import Account, OutcomeView, WorkView
from desktop.views.import_review import ReviewView
from desktop.views.panels import EmptyState
from desktop.windows.import_reading import Found, account_of, bundles_of, find, row_of, unlooked
from desktop.windows.looking import Looking
from desktop.windows.sealing_queue import SealingQueue

FEW: Final = 64
PATIENCE_MS: Final = 1200
PATIENCE_FEW_MS: Final = 8000
"""How long the list is held back; a few files then appear with all that is known of them."""
SIZE: Final = QSize(1000, 580)


class ImportReview(SpokenDialog):
    """The review as a dialog.  Call `begin` once, then `open`."""

    evidence_sealed = Signal(object)  # Outcome

    def __init__(
        self,
        session: Session,
        line: SealingQueue,
        parent: QWidget | None = None,
        *,
        plugged: media.Look = media.mounted,
    ) -> None:
        super().__init__(parent)
        self.setMinimumSize(760, 480)
        self._session, self._line, self._plugged = session, line, plugged
        self._found = Found()
        self._looking: Looking | None = None
        self._model = ReviewModel()
        self._errand: Errand[Found] | None = None
        self._mine = self._sealing = False
        self._batch = ""
        self._held_back = QTimer(self)
        self._held_back.setSingleShot(True)
        self._held_back.timeout.connect(self._show_review)
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
        if self._looking is not None:
            self._model.reword(self._rows())

    def begin(self, paths: Sequence[str | Path]) -> None:
        """Look through `paths` and show what was found."""
        self._work.begin(
            self.tr("Looking at the files…"),
            self.tr("Each file is only read. Nothing is sealed before you say so."),
            self.tr("Cancel"),
        )
        self._stack.setCurrentWidget(self._work)
        session, plugged = self._session, self._plugged
        errand = session.bench(lambda token: find(session, paths, token, plugged))
        self._errand = errand
        errand.belongs_to(self).progressed.connect(self._work.show_progress)
        errand.succeeded.connect(self._on_found)
        errand.failed.connect(self._on_not_looked)
        errand.settled.connect(self._on_look_settled)

    def reject(self) -> None:
        """Close; what is being looked at is let go, what is being sealed goes on."""
        if self._errand is not None:
            self._errand.abandon()
        self._stop_looking()
        super().reject()

    def accept(self) -> None:
        """Close after everything is said."""
        self._stop_looking()
        super().accept()

    # -- looking ------------------------------------------------------------------------------

    def _rows(self) -> tuple[ReviewRow, ...]:
        looked = {} if self._looking is None else self._looking.seen
        return tuple(
            unlooked(one) if at not in looked else self._row(looked[at])
            for at, one in enumerate(self._found.candidates)
        )

    def _row(self, seen: Reviewed) -> ReviewRow:
        return row_of(seen, {seen.twin: Path(seen.twin).name} if seen.twin else {})

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._found = found
        if not found.candidates:
            self._stack.setCurrentWidget(self._nothing)
            return
        looking = Looking(self._session, found.candidates, self._review.in_view, self)
        self._looking = looking
        looking.looked.connect(self._on_looked)
        looking.failed.connect(self._on_not_looked)
        looking.ended.connect(self._on_all_looked)
        self._model = ReviewModel(self._rows(), self, found.bundles)
        few = len(found.candidates) <= FEW
        self._held_back.start(PATIENCE_FEW_MS if few else PATIENCE_MS)
        looking.begin()

    @Slot()
    def _show_review(self) -> None:
        if self._stack.currentWidget() is self._work:
            found = self._found
            self._review.show_review(
                self._model, left_out=found.left_out, free=found.free, rate=found.rate
            )
            self._stack.setCurrentWidget(self._review)
            self._review.setFocus()

    @Slot(object)
    def _on_looked(self, seen: dict[int, Reviewed]) -> None:
        self._model.show_rows({at: self._row(one) for at, one in seen.items()})
        if self._looking is not None:
            count = len(self._found.candidates)
            self._work.show_progress(Progress(len(self._looking.seen), count, "items", "reviewing"))

    @Slot()
    def _on_all_looked(self) -> None:
        if self._looking is not None:
            candidates, seen = self._found.candidates, dict(self._looking.seen)
            errand = self._session.bench(lambda _token: bundles_of(candidates, seen))
            errand.belongs_to(self).succeeded.connect(self._on_bundled)

    @Slot(object)
    def _on_bundled(self, bundles: tuple[Bundle, ...]) -> None:
        """Show what the times of all pictures say of bursts, at the very end."""
        self._held_back.stop()
        if bundles != self._found.bundles:
            self._model.regroup(bundles)
        self._show_review()
        self._review.look_over()

    def _stop_looking(self) -> None:
        self._held_back.stop()
        if self._looking is not None:
            self._looking.stop()

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
        tickets = self._tickets()
        self._stop_looking()
        desk = self._session.desk
        self._show_sealing()
        errand = self._session.bench(lambda _token: queue(desk, tickets))
        errand.belongs_to(self).succeeded.connect(self._on_queued)
        errand.failed.connect(self._on_not_queued)

    def _tickets(self) -> tuple[Ticket, ...]:
        usual, looked, spared = self._review.batch.provenance(), {}, set()
        if self._looking is not None:
            looked, spared = self._looking.seen, self._looking.spared
        ticked = self._model.ticked()
        chosen = set(ticked)
        tickets = []
        for at in ticked:
            one, kept = self._found.candidates[at], self._model.main_of(at)
            main, tie = kept if kept is not None and kept[0] in chosen else (at, None)
            seen = looked.get(at)
            if seen is None or at in spared:
                seen = Reviewed(one, None)
            tickets.append(
                seen.ticket(
                    self._model.own(at) or usual,
                    self._found.media[at],
                    main="" if tie is None else self._found.candidates[main].path,
                    tie=tie,
                )
            )
        return tuple(tickets)

    @Slot(object)
    def _on_queued(self, batch: str) -> None:
        self._batch = batch
        self._mine = True
        self._line.resume()

    @Slot(object)
    def _on_not_queued(self, error: SegelError) -> None:
        self._outcome.show_account(Account(0, 0, 0, (), ()))
        self._outcome.show_trouble(speech.error_text(error))
        self._stack.setCurrentWidget(self._outcome)

    @Slot()
    def _on_resume(self) -> None:
        self._show_sealing()
        self._mine = True
        self._line.resume()

    @Slot()
    def _on_again(self) -> None:
        self._show_sealing()
        self._mine = True
        self._line.retry()

    def _show_sealing(self) -> None:
        self._sealing = True
        self._work.begin(
            self.tr("Sealing…"),
            self.tr("You may close this window; sealing goes on. A power cut loses nothing."),
            self.tr("Pause"),
            "pause",
        )
        self._stack.setCurrentWidget(self._work)

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self.reject()
        elif not self._sealing:
            self.reject()  # files are still being looked into
        else:
            self._line.pause()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if self._mine:
            self._work.show_progress(progress)

    @Slot(object)
    def _on_finished(self, outcome: Outcome) -> None:
        if self._mine:
            self._account_for("", ended=outcome.held or bool(outcome.away))
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
        batch = JobId(self._batch)
        errand = self._session.on_vault(lambda vault: account_of(vault, batch))
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
