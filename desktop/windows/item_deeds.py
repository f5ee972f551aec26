# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can do with the one item a details pane shows: verify it, write a note about it."""

from PySide6.QtCore import QObject, Signal, Slot

from db.model.evidence import EvidenceCard
from db.model.flaw import Discrepancy
from db.store import evidence
from desktop.actions.examining import verify_items
from desktop.session import Session
from desktop.views import speech
from desktop.views.evidence_details import EvidenceDetails


class ItemDeeds(QObject):
    """Carries out the wishes of `pane`; `done` follows each that changed something."""

    done = Signal()

    def __init__(self, session: Session, pane: EvidenceDetails) -> None:
        super().__init__(pane)
        self._session, self._pane = session, pane
        pane.verify_requested.connect(self._on_verify)
        pane.note_written.connect(self._on_note)

    @Slot(object)
    def _on_verify(self, card: EvidenceCard) -> None:
        desk, item = self._session.desk, card.id
        self._pane.message.hide()
        self._pane.progress.begin(speech.word("step.verifying"))
        errand = self._session.bench(
            lambda token: verify_items(desk, (item,), token.check, token.report)
        ).belongs_to(self._pane)
        self._pane.progress.stop_requested.connect(errand.cancel)
        errand.succeeded.connect(self._on_verified)
        errand.failed.connect(self._pane.message.show_error)
        errand.settled.connect(self._pane.progress.end)

    @Slot(object)
    def _on_verified(self, flaws: tuple[Discrepancy, ...]) -> None:
        if flaws:
            text = self.tr(
                "It does not open, or its bytes changed. Home, Health: fetch it back from the "
                "office or a backup."
            )
            self._pane.message.show_message(self.tr("This item is damaged"), text, "bad")
        else:
            text = self.tr("Opened again and hashed: the same bytes as when it was sealed.")
            self._pane.message.show_message(self.tr("Whole"), text, "good")
        self.done.emit()

    @Slot(object, str)
    def _on_note(self, card: EvidenceCard, text: str) -> None:
        item = card.id
        errand = self._session.on_vault(lambda vault: evidence.write_note(vault, item, text))
        errand.belongs_to(self._pane).succeeded.connect(self._on_noted)
        errand.failed.connect(self._pane.message.show_error)

    @Slot()
    def _on_noted(self) -> None:
        text = self.tr("It is part of the signed ledger from now on.")
        self._pane.message.show_message(self.tr("The note is written down"), text, "good")
        self.done.emit()
