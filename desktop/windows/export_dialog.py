# SPDX-License-Identifier: GPL-3.0-or-later
"""From chosen items to a bundle on a stick: ask again who is there, write, read back, explain."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.bundle.contents import Written
from db.errors import NotFoundError, SegelError
from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId
from db.store import accounts, evidence, settings
from db.store.driver import translated
from db.store.vault import Vault
from desktop.actions.exporting import export_bundle, suggest_identifier
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.export_form import ExportForm, ExportResult, Result, Wish
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import WorkView
from desktop.windows.wayfinder import HearingWish

SIZE: Final = QSize(720, 560)


def write(
    session: Session, items: tuple[EvidenceId, ...], wish: Wish, token: CancelToken
) -> Written:
    """Confirm the passphrase, then write the bundle; work for the bench."""
    desk = session.desk
    desk.on_vault(lambda vault: accounts.confirm(vault, wish.passphrase))
    if not wish.target.parent.is_dir():
        message = "the folder for the bundle is not there"
        raise NotFoundError(message)
    with translated(wish.target.name):
        written = export_bundle(
            desk,
            items,
            target=wish.target,
            identifier=wish.identifier,
            title=wish.title,
            organisation=wish.organisation,
            check=token.check,
            report=token.report,
        )
    desk.on_vault(lambda vault: settings.put(vault, settings.ORGANISATION, wish.organisation))
    return written


def _asked(vault: Vault, items: tuple[EvidenceId, ...]) -> tuple[tuple[EvidenceCard, ...], str]:
    cards = tuple(evidence.by_id(vault, item) for item in items)
    return cards, settings.get(vault, settings.ORGANISATION)


class ExportDialog(SpokenDialog):
    """Exports `items`, in their order, or leads to the hearing bundle.  Call `open`."""

    hearing_wanted = Signal(object)  # HearingWish

    def __init__(
        self, session: Session, items: tuple[EvidenceId, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setMinimumSize(600, 520)
        self._session, self._items = session, items
        self._errand: Errand[Written] | None = None
        self._stack = QStackedWidget()
        self._form, self._work, self._result = ExportForm(), WorkView(), ExportResult()
        for page in (self._form, self._work, self._result):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self._form.export_requested.connect(self._on_export)
        self._form.cancel_requested.connect(self.reject)
        self._form.hearing_requested.connect(self._on_hearing)
        self._work.stop_requested.connect(self._on_stop)
        self._result.close_requested.connect(self.accept)
        self._result.open_requested.connect(self._on_open)
        self.retranslate()
        errand = session.on_vault(lambda vault: _asked(vault, items))
        errand.belongs_to(self).succeeded.connect(self._on_asked)
        errand.failed.connect(self._on_failed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Export"))

    def reject(self) -> None:
        """Close; a bundle half written is stopped first and leaves nothing behind."""
        if self._errand is not None:
            self._errand.cancel()
            return
        self._form.forget()
        super().reject()

    @Slot()
    def _on_hearing(self) -> None:
        self.reject()
        self.hearing_wanted.emit(HearingWish(items=self._items))

    @Slot(object)
    def _on_asked(self, asked: tuple[tuple[EvidenceCard, ...], str]) -> None:
        cards, organisation = asked
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._form.show_items(
            cards,
            identifier=suggest_identifier(self._session.desk, cards),
            organisation=organisation,
            folder=Path(home),
        )
        self._form.setFocus()

    @Slot(object)
    def _on_export(self, wish: Wish) -> None:
        self._work.begin(
            self.tr("Writing the bundle…"),
            self.tr("Every item is opened, hashed, written, and read back."),
            self.tr("Cancel"),
        )
        self._stack.setCurrentWidget(self._work)
        session, items = self._session, self._items
        errand = session.bench(lambda token: write(session, items, wish, token))
        self._errand = errand
        errand.belongs_to(self).progressed.connect(self._work.show_progress)
        errand.succeeded.connect(self._on_written)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)

    @Slot(object)
    def _on_written(self, written: Written) -> None:
        self._form.forget()
        self._session.changed.emit()
        self._result.show_result(
            Result(
                written.folder,
                written.size,
                written.files,
                written.digest.hex,
                written.failed,
                len(written.discrepancies),
            )
        )
        self._stack.setCurrentWidget(self._result)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._form.show_refused(speech.error_text(error))
        self._stack.setCurrentWidget(self._form)

    @Slot()
    def _on_cancelled(self) -> None:
        self._form.show_refused(self.tr("Stopped. Nothing was left behind."), "calm")
        self._stack.setCurrentWidget(self._form)

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    @Slot(object)
    def _on_open(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
