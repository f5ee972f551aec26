# SPDX-License-Identifier: GPL-3.0-or-later
"""The scan of a paper finds its way: by the printed code, or by the one a person types."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from db.casework.numbering import read_code
from db.casework.paper import PaperKind
from db.model.ids import EvidenceId, PaperId
from desktop.actions import scans
from desktop.actions.scans import Recognised
from desktop.session import Session
from desktop.views.panels import MessagePanel
from desktop.views.scan_dialog import ScanDialog
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.filling import CODE
from desktop.windows.wayfinder import FormWish, Wayfinder

Items = tuple[EvidenceId, ...]


class Scans(QObject):
    """Asks which items are the scan, and leads to the paper they show."""

    def __init__(
        self, session: Session, ways: Wayfinder, message: MessagePanel, over: QWidget
    ) -> None:
        super().__init__(over)
        self._session, self._ways, self._message, self._over = session, ways, message, over

    @Slot()
    def begin(self) -> None:
        """Ask for the pages of the scan."""
        picker = EvidencePicker(self._session, self._over)
        picker.chosen.connect(self.take)
        picker.open()

    @Slot(object)
    def take(self, items: Items) -> None:
        """Read the code on these pages; without one, ask a person for it."""
        desk = self._session.desk
        errand = self._session.bench(lambda token: scans.recognise(desk, items, token.check))
        errand.belongs_to(self).succeeded.connect(partial(self._on_read, items))
        errand.failed.connect(self._message.show_error)

    def _on_read(self, items: Items, found: Recognised | None) -> None:
        if found is None:
            dialog = ScanDialog(self._over)
            dialog.typed.connect(partial(self.typed, items))
            dialog.open()
        elif found.paper is None:
            self._begin(items, found.code)
        else:
            self._attach(items, found.paper)

    def typed(self, items: Items, text: str) -> None:
        """Go by the code that a person read off the pages."""
        code = read_code(text)
        if code is None:
            self._message.show_message(
                self.tr("This is not a code of Segel"),
                self.tr("It stands below the square at the top of the form, such as NPD-7K3F."),
                "warn",
            )
            return
        self._begin(items, code)

    def _begin(self, items: Items, code: str) -> None:
        given = {CODE: code, "lampiran": list(items)}
        self._ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION, prefill=given))

    def _attach(self, items: Items, paper: PaperId) -> None:
        errand = self._session.on_vault(lambda vault: scans.attach(vault, paper, items))
        errand.belongs_to(self).succeeded.connect(lambda _: self._on_attached(paper))
        errand.failed.connect(self._message.show_error)

    def _on_attached(self, paper: PaperId) -> None:
        self._session.changed.emit()
        self._ways.paper_wanted.emit(paper)
