# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialogs that open over the workspace, and go with it when the vault is locked."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from db.model.ids import EvidenceId
from desktop.actions.samples import sample_files
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.windows.backup_dialogs import BackupDialog
from desktop.windows.clock_dialog import ClockDialog
from desktop.windows.export_dialog import ExportDialog
from desktop.windows.import_review import ImportReview
from desktop.windows.paper import Paper
from desktop.windows.sealing_queue import SealingQueue
from desktop.windows.settings import Settings
from desktop.windows.stick_dialogs import StickDialog


class SideWindows(QObject):
    """Opens one dialog at a time over `over`."""

    form_wanted = Signal(object)  # FormWish
    hearing_wanted = Signal(object)  # HearingWish

    def __init__(
        self, session: Session, queue: SealingQueue, preferences: Preferences, over: QWidget
    ) -> None:
        super().__init__(over)
        self._session, self._queue, self._preferences = session, queue, preferences
        self._over = over

    def review(self, paths: Sequence[str | Path]) -> None:
        """Show files and folders for review before anything is sealed."""
        dialog = ImportReview(self._session, self._queue, self._over)
        self._open(dialog)
        dialog.begin(paths)

    def samples(self) -> None:
        """Show the sample files for review, as if they had been dropped."""
        self.review(sample_files())

    @Slot()
    def back_up(self) -> None:
        """Open the dialog that backs the vault up."""
        self._open(BackupDialog(self._session, self._preferences, self._over))

    @Slot()
    def stick(self) -> None:
        """Open the dialog that sends by USB stick."""
        self._open(StickDialog(self._session, self._over))

    def export(self, items: tuple[EvidenceId, ...]) -> None:
        """Open the dialog that writes a bundle of `items`."""
        dialog = ExportDialog(self._session, items, self._over)
        dialog.hearing_wanted.connect(self.hearing_wanted)
        self._open(dialog)

    @Slot()
    def settings(self) -> None:
        """Open the settings."""
        dialog = Settings(self._session, self._preferences, Paper(), self._over)
        dialog.form_wanted.connect(self.form_wanted)
        self._open(dialog)

    @Slot()
    def clock(self) -> None:
        """Ask what time it is."""
        self._open(ClockDialog(self._session, self._over))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._session.changed)
        dialog.open()
