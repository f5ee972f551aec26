# SPDX-License-Identifier: GPL-3.0-or-later
"""How files come to the window: chosen, dropped, pasted, or on a card that was put in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from db.errors import SegelError
from db.model.ids import EvidenceId
from db.model.people import Right
from desktop.actions import handing_over, media
from desktop.actions.bundle_sources import is_sealed, looks_like_bundle
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.views.buttons import primary
from desktop.views.panels import MessagePanel
from desktop.windows.bundle_check import BundleCheckDialog, no_keys
from desktop.windows.bundle_dialog import BundleDialog
from desktop.windows.drives import Drive, DriveWatch, memory_card
from desktop.windows.paper import documents
from desktop.windows.pasting import Pasting
from desktop.windows.sources import SourcesDialog


class FileDoors(QObject):
    """Brings files to review; nothing is sealed here but a pasted picture."""

    brought = Signal(object)  # list of paths, for the review
    pasted = Signal(object)  # EvidenceId
    failed = Signal(object)  # SegelError
    plugged_in = Signal(str)  # the id of a medium that is here now

    def __init__(self, session: Session, preferences: Preferences, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._preferences, self._over = session, preferences, over
        self.pasting = Pasting(session, self)
        self.pasting.sealed.connect(self._on_sealed)
        self.pasting.failed.connect(self._on_failed)
        self.panel = MessagePanel()
        """Says that a card or stick is here, and offers to import it."""
        self._import_drive = primary("card")
        self._import_drive.clicked.connect(self._on_import_drive)
        self.panel.offer(self._import_drive)
        self._drive: Drive | None = None
        drives = DriveWatch(self)
        drives.arrived.connect(self._on_drive)
        drives.left.connect(self._on_drive_left)

    def bring(self, paths: Sequence[str | Path]) -> None:
        """Ask for the review of files and folders."""
        if not paths or not self._session.account.may(Right.SEAL):
            return
        first = Path(paths[0])
        parts = all(is_sealed(Path(path)) for path in paths)
        if (len(paths) == 1 or parts) and looks_like_bundle(first):
            self.offer_bundle(first)
        else:
            self.brought.emit(list(paths))

    def offer_bundle(self, path: Path) -> None:
        """Ask what to do with a bundle of another vault."""
        dialog = BundleDialog(self._session, path, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.plain_wanted.connect(self.brought, Qt.ConnectionType.QueuedConnection)
        dialog.check_wanted.connect(self.check_bundle, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    @Slot(object)
    def check_bundle(self, path: Path | None = None) -> None:
        """Examine a bundle and take nothing; the keys of the open vault are tried."""
        session = self._session

        def own() -> tuple[bytes, ...]:
            return session.desk.on_vault(handing_over.own_secrets)

        keys = own if session.account.may(Right.SEAL) else no_keys
        dialog = BundleCheckDialog(session.bench, keys, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        if path is not None:
            dialog.choose(path)

    @Slot()
    def choose_files(self) -> None:
        """Let the person choose files."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._over, self.tr("Add files"), self._last_folder()
        )
        if chosen and isValid(self):  # the vault may have locked itself meanwhile
            self._preferences.remember("import-folder", str(Path(chosen[0]).parent))
            self.bring(chosen)

    @Slot()
    def choose_folder(self) -> None:
        """Let the person choose a folder with everything in it."""
        chosen = QFileDialog.getExistingDirectory(
            self._over, self.tr("Add a folder"), self._last_folder()
        )
        if chosen and isValid(self):
            self._preferences.remember("import-folder", chosen)
            self.bring([chosen])

    def _last_folder(self) -> str:
        return self._preferences.text("import-folder") or str(documents())

    @Slot()
    def choose_source(self) -> None:
        """Ask where evidence comes from: files, a folder, or what is plugged in."""
        if not self._session.account.may(Right.SEAL):
            return
        dialog = SourcesDialog(self._session, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        queued = Qt.ConnectionType.QueuedConnection  # the dialog is gone before the next one opens
        dialog.files_chosen.connect(self.choose_files, queued)
        dialog.folder_chosen.connect(self.choose_folder, queued)
        dialog.source_chosen.connect(self._on_source, queued)
        dialog.open()

    @Slot(str)
    def _on_source(self, root: str) -> None:
        self.bring([media.worth_importing(root)])

    @Slot()
    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        paths = local_files(data)
        if paths:
            self.bring(paths)
        elif data.hasImage() and self._session.account.may(Right.SEAL):
            self.pasting.paste(QGuiApplication.clipboard().image())

    def say(self) -> None:
        """Put what is shown into words again."""
        self._import_drive.say(self.tr("Import"))
        if self._drive is None:
            return
        self._import_drive.say(self.tr("Import from {name}").format(name=self._drive.name))
        self.panel.show_message(
            self.tr("A memory card or stick is here"),
            self.tr("Its files are only read; nothing is changed or deleted on it."),
        )

    @Slot(object)
    def _on_sealed(self, item: EvidenceId) -> None:
        self.pasted.emit(item)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.failed.emit(error)

    @Slot(object)
    def _on_drive(self, drive: Drive) -> None:
        if not self._session.account.may(Right.SEAL):
            return
        self.plugged_in.emit(drive.id)
        self._drive = drive
        self.say()

    @Slot(object)
    def _on_drive_left(self, drive: Drive) -> None:
        if drive == self._drive:
            self._drive = None
            self.panel.hide()

    @Slot()
    def _on_import_drive(self) -> None:
        if self._drive is not None:
            self.panel.hide()
            self.bring([memory_card(self._drive)])


def local_files(data: QMimeData) -> list[str]:
    """Return the files and folders of this computer that `data` names."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
