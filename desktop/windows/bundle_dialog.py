# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle of another vault on the screen: examined, taken in or unpacked, and told about."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from db.bundle.examine import examine
from db.bundle.opening import unpack
from db.errors import InvalidInputError, SegelError
from db.model.evidence import Provenance
from desktop.actions import handing_over
from desktop.actions.bundle_intake import TakenIn, take_in
from desktop.actions.bundle_sources import is_sealed
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.bundle_form import BundleForm, BundleOutcome, KeyWish
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import WorkView

SIZE: Final = QSize(680, 600)


def _secrets(session: Session, wish: KeyWish) -> tuple[bytes, ...]:
    """Return the keys to try: this vault's, and the one that was chosen."""
    own = session.desk.on_vault(handing_over.own_secrets)
    if not wish.file:
        return own
    try:
        return (*own, *handing_over.secrets_in(Path(wish.file), wish.passphrase))
    except InvalidInputError as error:
        if own and error.details.get("what") == "key-passphrase":
            return own  # a sheet was made for somebody else, and this vault's key may do
        raise


class BundleDialog(SpokenDialog):
    """Asks, works, and tells.  Call `open`."""

    plain_wanted = Signal(object)  # list of paths, for the review of files
    check_wanted = Signal(object)  # Path: examine it and take nothing

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._path = session, path
        self._errand: Errand[TakenIn] | Errand[tuple[Path, int]] | None = None
        self.form, self.work, self.outcome = BundleForm(), WorkView(), BundleOutcome()
        self._stack = QStackedWidget()
        for page in (self.form, self.work, self.outcome):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        sealed = path.is_file() and is_sealed(path)
        self._beside = handing_over.key_beside(path) if sealed else None
        self.form.show_bundle(path, sealed=sealed, key=self._beside)
        self.form.take_requested.connect(self._on_take)
        self.form.unpack_requested.connect(self._on_unpack)
        self.form.plain_requested.connect(self._on_plain)
        self.form.check_requested.connect(self._on_check)
        self.form.cancel_requested.connect(self.reject)
        self.work.stop_requested.connect(self._on_stop)
        self.outcome.close_requested.connect(self.accept)
        self.retranslate()
        self.form.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def reject(self) -> None:
        """Close; what runs is stopped first."""
        if self._errand is not None:
            self._errand.cancel()
            return
        self.form.forget()
        super().reject()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Evidence bundle"))

    @Slot()
    def _on_plain(self) -> None:
        self.accept()
        self.plain_wanted.emit([str(self._path)])

    @Slot()
    def _on_check(self) -> None:
        self.accept()
        self.check_wanted.emit(self._path)

    @Slot()
    def _on_take(self) -> None:
        session, path, wish = self._session, self._path, self.form.key()
        came: Provenance = self.form.provenance.provenance()

        def work(token: CancelToken) -> TakenIn:
            secrets = _secrets(session, wish)
            return take_in(
                session.desk, path, came, secrets=secrets, check=token.check, report=token.report
            )

        self._begin(self.tr("Taking the bundle in …"))
        errand = session.bench(work)
        self._errand = errand
        errand.succeeded.connect(self._on_taken)
        self._follow(errand)

    @Slot()
    def _on_unpack(self) -> None:
        title = self.tr("Into which folder?")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._path.parent))
        if chosen:
            self.unpack_into(Path(chosen))

    def unpack_into(self, into: Path) -> None:
        """Unpack an encrypted bundle below a folder, and examine it there."""
        session, path, wish = self._session, self._path, self.form.key()

        def work(token: CancelToken) -> tuple[Path, int]:
            secrets = _secrets(session, wish)
            folder = unpack(path, into, secrets, check=token.check, report=token.report)
            return folder, len(examine(folder, check=token.check, report=token.report))

        self._begin(self.tr("Unpacking the bundle …"))
        errand = session.bench(work)
        self._errand = errand
        errand.succeeded.connect(self._on_unpacked)
        self._follow(errand)

    def _begin(self, title: str) -> None:
        self.form.message.hide()
        lead = self.tr("Everything is examined before anything is believed.")
        self.work.begin(title, lead, self.tr("Cancel"))
        self._stack.setCurrentWidget(self.work)

    def _follow(self, errand: Errand[TakenIn] | Errand[tuple[Path, int]]) -> None:
        errand.belongs_to(self).progressed.connect(self.work.show_progress)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)

    @Slot(object)
    def _on_taken(self, done: TakenIn) -> None:
        self.form.forget()
        count, linked = speech.number(len(done.items)), speech.number(len(done.linked))
        lead = self.tr(
            "{count} items are sealed here now; {linked} of them had been here before. The "
            "sender's custody record stands with each of them."
        )
        refused = self.tr("Exhibit {number} was not taken: {reason}")
        doubt = self.tr("A paper for reading is not whole: {place}")
        troubles = [
            refused.format(number=one.number, reason=speech.word(one.reason, "refused"))
            for one in done.refused
        ]
        troubles += [doubt.format(place=place) for place in done.doubts]
        title = self.tr("Bundle {name} was taken in").format(name=done.identifier)
        self._show(title, lead.format(count=count, linked=linked), tuple(troubles))
        self._session.changed.emit()

    @Slot(object)
    def _on_unpacked(self, found: tuple[Path, int]) -> None:
        self.form.forget()
        folder, flaws = found
        title = self.tr("The bundle is unpacked")
        lead = self.tr("It lies readable in {folder} now.").format(folder=folder)
        said = self.tr("It is not as it was written: {count} differences.")
        troubles = (said.format(count=speech.number(flaws)),) if flaws else ()
        self._show(title, lead, troubles)

    def _show(self, title: str, lead: str, troubles: tuple[str, ...]) -> None:
        self.outcome.show_outcome(title, lead, troubles)
        self._stack.setCurrentWidget(self.outcome)
        self.outcome.setFocus()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        words = speech.error_text(error)
        if place := error.details.get("place"):
            words = f"{words} ({place})"
        self.form.message.show_message("", words, "warn")
        self._stack.setCurrentWidget(self.form)

    @Slot()
    def _on_cancelled(self) -> None:
        self._stack.setCurrentWidget(self.form)

    @Slot()
    def _on_stop(self) -> None:
        self.reject()

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None
