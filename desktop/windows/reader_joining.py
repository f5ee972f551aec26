# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault an office's: the office's key from its file, the reader's code from its server."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import SegelError
from db.seal.parcel import OfficeKey
from db.store.driver import translated
from desktop.actions import inbox, syncing
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views.panels import MessagePanel
from desktop.views.say_dialog import SayDialog
from sync.enrolment import OfficeCard

LARGEST: Final = 4096
LABEL: Final = "Bawaslu"


class ReaderJoining(QObject):
    """Asks for key and code, and enrols.  What goes wrong stands in the dialog or the panel."""

    def __init__(self, session: Session, window: QWidget, message: MessagePanel) -> None:
        super().__init__(window)
        self._session, self._window, self._message = session, window, message
        self.dialog: SayDialog | None = None

    @Slot()
    def begin(self) -> None:
        """Ask for the key's file, then for the code."""
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open the office's key"))
        if not name:
            return
        try:
            key = _key(Path(name))
        except SegelError as error:
            self._message.show_error(error)
            return
        self.begin_with(key)

    @Slot(object)
    def begin_with(self, key: OfficeKey) -> None:
        """Ask for the code."""
        dialog = SayDialog(
            self.tr("This vault is an office's"),
            self.tr("The code for a reader, as the server's operator gave it out."),
            self.tr("Enrol"),
            self._window,
        )
        self.dialog = dialog
        dialog.said.connect(lambda code: self._enrol(dialog, key, code))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _enrol(self, dialog: SayDialog, key: OfficeKey, code: str) -> None:
        desk = self._session.desk

        def work(_token: CancelToken) -> OfficeCard:
            return inbox.join(desk, syncing.read_invitation(code), key, LABEL)

        dialog.go.setEnabled(False)
        errand = self._session.bench(work)
        errand.belongs_to(dialog).succeeded.connect(lambda card: self._joined(dialog, card))
        errand.failed.connect(dialog.message.show_error)
        errand.settled.connect(lambda: dialog.go.setEnabled(True))

    def _joined(self, dialog: SayDialog, card: OfficeCard) -> None:
        dialog.accept()
        self._message.show_message(
            self.tr("This vault is now an office's: {title}").format(title=card.title),
            self.tr("Inbox and Fleet stand on the left from now on."),
            "good",
        )
        self._session.changed.emit()


def _key(path: Path) -> OfficeKey:
    with translated(path.name), path.open("rb") as file:
        return inbox.office_key_in(file.read(LARGEST).decode(errors="replace"))
