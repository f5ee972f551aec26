# SPDX-License-Identifier: GPL-3.0-or-later
"""Jejak, wired: pages of the ledger, one entry's bytes, and Periksa semua."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import SegelError
from db.model.digest import Digest
from db.seal.signature import fingerprint
from db.store import browse, custodian
from db.store.browse import EntryRow
from db.store.history import Signed, signed_entry
from desktop.actions.examining import Examination, examine_vault
from desktop.models.ledger_table import LedgerRow
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.forms import Spoken
from desktop.views.ledger import EntryFacts, LedgerView, Outcome, both_times
from desktop.windows.head_dialog import HeadDialog
from desktop.windows.paper import Paper

PAGE = 200


class LedgerPage(Spoken):
    """The page of the ledger."""

    examined = Signal(object)  # Examination

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._examination: Errand[Examination] | None = None
        self.view = LedgerView()
        self.view.model.more_wanted.connect(self._on_more_wanted)
        self.view.entry_chosen.connect(self._on_entry_chosen)
        self.view.examine_requested.connect(self.examine)
        self.view.fresh_examine_requested.connect(self._on_fresh)
        self.view.stop_requested.connect(self._on_stop)
        self.view.head_requested.connect(self._on_head_requested)
        self.view.paper_requested.connect(self._on_paper_requested)
        self.view.show_fingerprint(fingerprint(session.account.public_key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._resumable = 0
        self.view.show_resumable(0)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the newest entries, if anybody looks."""
        if not self.isVisible():
            return
        errand = self._session.on_vault(lambda vault: browse.entries(vault, limit=PAGE))
        errand.succeeded.connect(self._on_newest)
        errand.failed.connect(self._on_failed)
        self._session.on_vault(custodian.progress_of).succeeded.connect(self._on_progress_of)

    @Slot(object)
    def _on_newest(self, rows: tuple[EntryRow, ...]) -> None:
        top = self.view.model.row_at(0)
        if top is None or not rows or top.seq != rows[0].seq:
            with QSignalBlocker(self.view.table.selectionModel()):
                self.view.model.begin([_row(row) for row in rows])

    @Slot(object)
    def _on_more_wanted(self, before: int) -> None:
        errand = self._session.on_vault(
            lambda vault: browse.entries(vault, before=before, limit=PAGE)
        )
        errand.succeeded.connect(self._on_older)

    @Slot(object)
    def _on_older(self, rows: tuple[EntryRow, ...]) -> None:
        self.view.model.append([_row(row) for row in rows])

    @Slot(object)
    def _on_progress_of(self, progress: tuple[int, int]) -> None:
        self._resumable = progress[0]
        if self._examination is None:
            self.view.show_resumable(self._resumable)

    @Slot(int)
    def _on_entry_chosen(self, seq: int) -> None:
        errand = self._session.on_vault(lambda vault: (seq, signed_entry(vault, seq)))
        errand.succeeded.connect(self._on_signed)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_signed(self, found: tuple[int, Signed]) -> None:
        seq, signed = found
        top = self.view.model.row_at(0)
        row = None if top is None else self.view.model.row_at(top.seq - seq)
        if row is None:
            return
        record = "" if signed.record is None else signed.record.decode()
        self.view.show_entry(
            EntryFacts(
                seq,
                speech.word(row.act, "act"),
                signed.body.decode(),
                Digest(row.link).hex,
                record,
                signed.head,
                both_times(row),
            )
        )

    @property
    def loaded(self) -> int:
        """Return how many entries are loaded."""
        return self.view.model.rowCount()

    def choose_row(self, place: int) -> None:
        """Choose the entry in a row."""
        self.view.table.selectRow(place)

    @property
    def examining(self) -> bool:
        """Tell whether an examination runs."""
        return self._examination is not None

    # -- examining ----------------------------------------------------------------------------

    @Slot()
    def examine(self) -> None:
        """Examine everything, or go on where an examination was stopped."""
        self._examine(resume=True)

    @Slot()
    def _on_fresh(self) -> None:
        self._examine(resume=False)

    def _examine(self, *, resume: bool) -> None:
        if self._examination is not None:
            return
        desk = self._session.desk
        self.view.show_outcome(None)
        self.view.message.hide()
        self.view.progress.begin(speech.word("step.examining-ledger"))
        self.view.set_running(running=True)
        errand = self._session.bench(
            lambda token: examine_vault(desk, resume=resume, check=token.check, report=token.report)
        )
        self._examination = errand
        errand.progressed.connect(self.view.progress.show_progress)
        errand.succeeded.connect(self._on_examined)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_stopped)
        errand.settled.connect(self._on_settled)

    @Slot()
    def _on_stop(self) -> None:
        if self._examination is not None:
            self._examination.cancel()

    @Slot(object)
    def _on_examined(self, found: Examination) -> None:
        self.view.show_outcome(
            Outcome(
                found.discrepancies,
                found.clean,
                found.entries,
                found.items,
                found.bytes,
                found.resumed_from,
            )
        )
        self.examined.emit(found)

    @Slot()
    def _on_stopped(self) -> None:
        self.view.message.show_message(
            self.tr("Stopped"),
            self.tr("What was examined stays examined; you can go on from here later."),
        )

    @Slot()
    def _on_settled(self) -> None:
        self._examination = None
        self.view.progress.end()
        self.view.set_running(running=False)
        self.refresh()
        self._session.changed.emit()

    @Slot()
    def _on_head_requested(self) -> None:
        self._session.on_vault(browse.head_note).succeeded.connect(self._on_head)

    @Slot()
    def _on_paper_requested(self) -> None:
        dialog = HeadDialog(self._session, Paper(), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _on_head(self, note: str) -> None:
        QGuiApplication.clipboard().setText(note)
        self.view.message.show_message(
            self.tr("The signed head is on the clipboard"),
            self.tr("Send it to a colleague or print it: with it, a shortened ledger shows."),
            "good",
        )

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)


def _row(row: EntryRow) -> LedgerRow:
    return LedgerRow(
        row.seq,
        row.at_us,
        row.zone_minutes,
        row.act,
        row.who_name,
        row.subject_kind,
        row.subject,
        row.evidence_number,
        row.link,
        row.true,
    )
