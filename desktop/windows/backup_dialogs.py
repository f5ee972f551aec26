# SPDX-License-Identifier: GPL-3.0-or-later
"""Backing up an open vault, and making a vault from a backup: both read every byte back."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import SegelError
from db.store.copying import LIST, Copied
from db.store.driver import translated
from desktop.actions.backing_up import back_up, restore
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand, Lane, Runner
from desktop.views import speech
from desktop.views.backup_form import CopyForm, CopyResult, Way
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import WorkView

SIZE: Final = QSize(640, 420)
REMEMBERED: Final = "backup-folder"


def place_for(chosen: Path, vault: Path) -> Path:
    """Return where a backup goes when a person points at `chosen`: there, or a folder below.

    The folder itself is taken when it is empty or holds a backup already.
    """
    try:
        taken = any(chosen.iterdir())
    except OSError:
        taken = False
    if not taken or (chosen / LIST).exists():
        return chosen
    return chosen / f"Cadangan {vault.name}"


class _CopyDialog(SpokenDialog):
    """Form, work, result: what both copies have in common."""

    def __init__(self, parent: QWidget | None, *, asks_source: bool) -> None:
        super().__init__(parent)
        self.setMinimumSize(560, 380)
        self._errand: Errand[object] | None = None
        self._stack = QStackedWidget()
        self._form = CopyForm(asks_source=asks_source)
        self._work, self._result = WorkView(), CopyResult()
        for page in (self._form, self._work, self._result):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self._form.cancel_requested.connect(self.reject)
        self._work.stop_requested.connect(self._on_stop)
        self._result.close_requested.connect(self.accept)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def reject(self) -> None:
        """Close; running work is stopped first."""
        if self._errand is None:
            super().reject()
        else:
            self._errand.cancel()

    def _follow(self, errand: Errand[object]) -> None:
        self._stack.setCurrentWidget(self._work)
        self._errand = errand
        errand.belongs_to(self).progressed.connect(self._work.show_progress)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._form.message.show_error(error)
        self._stack.setCurrentWidget(self._form)

    @Slot()
    def _on_cancelled(self) -> None:
        self._form.message.show_message("", self.tr("Stopped. The vault is untouched."))
        self._stack.setCurrentWidget(self._form)

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()


class BackupDialog(_CopyDialog):
    """Copies the open vault to a folder or a stick."""

    def __init__(
        self, session: Session, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, asks_source=False)
        self._session, self._preferences = session, preferences
        self._copied: Copied | None = None
        self._form.target.chosen.connect(
            lambda path: self._form.target.show_path(place_for(path, session.folder))
        )
        if known := preferences.text(REMEMBERED):
            self._form.target.show_path(Path(known))
        self._form.go_requested.connect(self._on_go)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Back up"))
        self._form.say(
            self.tr("Back up the vault"),
            self.tr(
                "The copy is as encrypted as the vault itself. A stick kept in another place "
                "survives theft, fire and a broken laptop. The second time only what is new is "
                "copied."
            ),
            self.tr("Back up now"),
            self.tr("Cancel"),
        )
        self._form.target.field.say(self.tr("Folder of the backup"))
        if self._copied is not None:
            self._say_result(self._copied)

    @Slot(object)
    def _on_go(self, way: Way) -> None:
        self._work.begin(
            self.tr("Backing up…"),
            self.tr("Everything is read back from the copy and hashed again."),
            self.tr("Cancel"),
        )
        session = self._session

        def work(token: CancelToken) -> object:
            with translated(way.target.name):
                return back_up(session.desk, way.target, token.check, token.report)

        errand = session.bench(work)
        errand.succeeded.connect(self._on_copied)
        self._follow(errand)

    @Slot(object)
    def _on_copied(self, copied: Copied) -> None:
        self._copied = copied
        self._preferences.remember(REMEMBERED, str(copied.folder))
        self._say_result(copied)
        self._result.show_folder(copied.folder)
        self._stack.setCurrentWidget(self._result)
        self._session.changed.emit()

    def _say_result(self, copied: Copied) -> None:
        state = self.tr("Read back: {files} files, {size}, of which {fresh} new").format(
            files=speech.number(copied.files),
            size=speech.size(copied.bytes),
            fresh=speech.size(copied.new_bytes),
        )
        self._result.say(
            self.tr("The backup is whole"),
            state,
            self.tr("Take the stick out only after the system says so, and keep it elsewhere."),
            self.tr("Done"),
        )


class RestoreDialog(_CopyDialog):
    """Makes a vault from a backup.  Needs no open vault."""

    restored = Signal(object)  # Path of the new vault

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent, asks_source=True)
        self._runner = runner
        self._made: Path | None = None
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self._form.target.show_path(_free_name(Path(documents) / "Segel"))
        self._form.source.chosen.connect(self._form.source.show_path)
        self._form.target.chosen.connect(
            lambda path: self._form.target.show_path(_free_name(path / "Segel"))
        )
        self._form.go_requested.connect(self._on_go)
        self.accepted.connect(self._on_accepted)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Restore"))
        self._form.say(
            self.tr("Restore from a backup"),
            self.tr(
                "Every file of the backup is checked before and after copying. The backup stays as "
                "it is; the new vault opens with the same passphrases."
            ),
            self.tr("Restore"),
            self.tr("Cancel"),
        )
        self._form.source.field.say(self.tr("Folder of the backup"))
        self._form.target.field.say(self.tr("New folder for the vault"))
        self._result.say(
            self.tr("The vault is restored"),
            self.tr("Every file has the hash it had in the backup"),
            self.tr("Unlock it now, then let “Examine everything” look at it once."),
            self.tr("Unlock"),
        )

    @Slot(object)
    def _on_go(self, way: Way) -> None:
        self._work.begin(
            self.tr("Restoring…"),
            self.tr("Nothing appears in the new folder before every byte was read back."),
            self.tr("Cancel"),
        )

        def work(token: CancelToken) -> object:
            with translated(way.target.name):
                return restore(way.source, way.target, token.check, token.report)

        errand = self._runner.run(Lane.BENCH, work)
        errand.succeeded.connect(self._on_restored)
        self._follow(errand)

    @Slot(object)
    def _on_restored(self, path: Path) -> None:
        self._made = path
        self._result.show_folder(path)
        self._stack.setCurrentWidget(self._result)

    @Slot()
    def _on_accepted(self) -> None:
        if self._made is not None:
            self.restored.emit(self._made)


def _free_name(folder: Path) -> Path:
    """Return `folder`, or the first of its name with a number that is not there yet."""
    number, chosen = 1, folder
    while chosen.exists():
        number += 1
        chosen = folder.with_name(f"{folder.name} {number}")
    return chosen
