# SPDX-License-Identifier: GPL-3.0-or-later
"""Small questions about a case, each in a dialog that stays until its step is done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import SegelError
from db.store.vault import Vault
from desktop.actions.rules import reference
from desktop.session import Session
from desktop.views.deed_dialog import DeedDialog
from desktop.views.form.supply import Supply
from desktop.windows.case_words import CaseWords
from desktop.windows.deeds import supply_for


class Asking(QObject):
    """Asks and carries out; `done` follows what changed the case."""

    done = Signal()
    gone = Signal()  # the case is no longer for this reader
    failed = Signal(str)  # why not, in words

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.dialog: DeedDialog | None = None

    def _supply(self, zone_minutes: int) -> Supply:
        return supply_for(self._session, self, zone_minutes)

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot()
    def _on_finished(self) -> None:
        self.dialog = None

    def _carry_out(
        self,
        dialog: DeedDialog,
        work: Callable[[Vault], object],
        words: CaseWords,
        *,
        leaves: bool = False,
    ) -> None:
        """Do it, and close the dialog; `leaves`: the case is no longer for this reader then."""
        errand = self._session.on_vault(work).belongs_to(dialog)

        def finished(_result: object) -> None:
            dialog.accept()
            if leaves:
                self.gone.emit()
            else:
                self.done.emit()

        errand.succeeded.connect(finished)
        errand.failed.connect(lambda error: dialog.show_refused(words.refusal(error)))

    def _at_once(self, work: Callable[[Vault], object]) -> None:
        errand = self._session.on_vault(work)
        errand.succeeded.connect(lambda _result: self.done.emit())
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.failed.emit(CaseWords(reference()).refusal(error))
