# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a bundle on the screen, with or without a vault: chosen, examined, and told about.

It reads and never writes; a bundle stays where it is and as it is.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from db.bundle.examine import Survey
from db.errors import InvalidInputError, SegelError
from desktop.actions import handing_over
from desktop.actions.bundle_check import examined, meant
from desktop.actions.bundle_sources import is_sealed
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.bundle_check import BundleCheckResult, BundleCheckStart
from desktop.views.bundle_form import KeyWish
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import WorkView
from desktop.windows.bundle_check_rows import checked

SIZE: Final = QSize(760, 600)

Own = Callable[[], tuple[bytes, ...]]
"""Returns the keys of an open vault; called in the thread that examines."""


Run = Callable[[Callable[[CancelToken], Survey]], Errand[Survey]]
"""Lets work run beside the screen."""


def no_keys() -> tuple[bytes, ...]:
    """Return no key: no vault is open."""
    return ()


def _secrets(own: Own, wish: KeyWish) -> tuple[bytes, ...]:
    """Return the keys to try: those of an open vault, and the one that was chosen."""
    known = own()
    if not wish.file:
        if known:
            return known
        message = "no key was named"
        raise InvalidInputError(message, what="age-key")
    try:
        return (*known, *handing_over.secrets_in(Path(wish.file), wish.passphrase))
    except InvalidInputError as error:
        if known and error.details.get("what") == "key-passphrase":
            return known  # a sheet was made for somebody else, and this vault's key may do
        raise


class BundleCheckDialog(SpokenDialog):
    """Asks, examines, and tells.  Call `open`; `choose` names a bundle beforehand."""

    def __init__(self, run: Run, own: Own = no_keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run, self._own = run, own
        self._path = Path()
        self._seen: Survey | None = None
        self._errand: Errand[Survey] | None = None
        self.start, self.work, self.outcome = BundleCheckStart(), WorkView(), BundleCheckResult()
        self._stack = QStackedWidget()
        for page in (self.start, self.work, self.outcome):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self.setAcceptDrops(True)
        self.start.folder_requested.connect(self._on_folder)
        self.start.file_requested.connect(self._on_file)
        self.start.check_requested.connect(self.check)
        self.start.close_requested.connect(self.reject)
        self.work.stop_requested.connect(self.reject)
        self.outcome.again_requested.connect(self._on_again)
        self.outcome.close_requested.connect(self.accept)
        self.retranslate()
        self.start.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def choose(self, path: Path) -> None:
        """Take a bundle; one that needs no key is examined at once."""
        if self._errand is not None:
            return
        self._path = meant(path)
        sealed = self._path.is_file() and is_sealed(self._path)
        beside = handing_over.key_beside(self._path) if sealed else None
        self.start.message.hide()
        key = "" if beside is None else str(beside)
        self.start.show_chosen(str(self._path), sealed=sealed, key=key)
        self._stack.setCurrentWidget(self.start)
        if sealed:
            (self.start.passphrase if beside else self.start.key).setFocus()
        else:
            self.check()

    def reject(self) -> None:
        """Close; what runs is stopped first."""
        if self._errand is not None:
            self._errand.cancel()
            return
        self.start.passphrase.clear()
        super().reject()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Check a hearing bundle"))
        if self._seen is not None:
            self.outcome.show_checked(checked(self._seen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome a folder or a file."""
        if self._errand is None and _dropped(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Examine what was dropped."""
        event.acceptProposedAction()
        self.choose(_dropped(event.mimeData().urls())[0])

    @Slot()
    def check(self) -> None:
        """Examine what was chosen."""
        path, wish, own = self._path, self.start.wish(), self._own
        if self._errand is not None:
            return

        def work(token: CancelToken) -> Survey:
            sealed = path.is_file() and is_sealed(path)
            secrets = _secrets(own, wish) if sealed else ()
            return examined(path, secrets, check=token.check, report=token.report)

        lead = self.tr("Every file is read and hashed; a large bundle takes minutes.")
        self.work.begin(self.tr("Checking the bundle …"), lead, self.tr("Cancel"))
        self._stack.setCurrentWidget(self.work)
        self.work.setFocus()
        errand = self._run(work)
        self._errand = errand
        errand.belongs_to(self).progressed.connect(self.work.show_progress)
        errand.succeeded.connect(self._on_seen)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_again)
        errand.settled.connect(self._on_settled)

    @Slot(object)
    def _on_seen(self, seen: Survey) -> None:
        self._seen = seen
        self.start.passphrase.clear()
        self.outcome.show_checked(checked(seen))
        self._stack.setCurrentWidget(self.outcome)
        self.outcome.setFocus()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        words = speech.error_text(error)
        if place := error.details.get("place"):
            words = f"{words} ({place})"
        self.start.message.show_message(self.tr("It cannot be examined"), words, "warn")
        self._stack.setCurrentWidget(self.start)

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None

    @Slot()
    def _on_again(self) -> None:
        self._seen = None
        self._stack.setCurrentWidget(self.start)
        self.start.setFocus()

    @Slot()
    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the bundle"))
        if chosen:
            self.choose(Path(chosen))

    @Slot()
    def _on_file(self) -> None:
        kinds = self.tr("Bundles") + " (*.zip *.age *.001 bagit.txt)"
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("File of the bundle"), "", kinds)
        if chosen:
            self.choose(Path(chosen))


def _dropped(urls: Sequence[QUrl]) -> list[Path]:
    """Return the files and folders of this computer among what was dropped."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
