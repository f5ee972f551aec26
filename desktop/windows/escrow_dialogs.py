# SPDX-License-Identifier: GPL-3.0-or-later
"""The office's key on sheets, wired: divided and printed, or gathered and made again."""

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import SegelError
from db.seal import escrow as shares
from db.seal.escrow import Gathered, Share
from db.store import accounts
from db.store.vault import Vault
from desktop.actions import escrow
from desktop.actions.escrow import Sheet
from desktop.session import Session
from desktop.views.escrow_forms import Division, RestoreForm, SheetsView, SplitForm
from desktop.views.forms import SpokenDialog, column
from desktop.windows.code_picture import CodePicture
from desktop.windows.first_run_sheet import Printing

SIZE: Final = QSize(600, 520)


class SplitDialog(SpokenDialog):
    """Divides the key of this vault's office; the sheets live as long as the dialog."""

    def __init__(self, session: Session, paper: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._paper = session, paper
        self._sheets: tuple[Sheet, ...] = ()
        self._stack = QStackedWidget()
        self.form, self.sheets = SplitForm(), SheetsView()
        for page in (self.form, self.sheets):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self.form.split_requested.connect(self._on_split)
        self.form.close_requested.connect(self.reject)
        self.sheets.close_requested.connect(self.accept)
        self.sheets.print_requested.connect(lambda place: self._set(place, save=False))
        self.sheets.save_requested.connect(lambda place: self._set(place, save=True))
        self.retranslate()
        self.form.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Divide the office's key"))

    @Slot(object)
    def _on_split(self, wish: Division) -> None:
        def work(vault: Vault) -> tuple[Sheet, ...]:
            accounts.confirm(vault, wish.passphrase)
            return escrow.split(vault, wish.need, wish.holders)

        self.form.go.setEnabled(False)
        errand = self._session.on_vault(work)
        errand.belongs_to(self).succeeded.connect(self._on_divided)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.form.go.setEnabled(True)
        self.form.message.show_error(error)

    @Slot(object)
    def _on_divided(self, sheets: tuple[Sheet, ...]) -> None:
        self._sheets = sheets
        self.form.passphrase.clear()
        self.sheets.show_sheets([sheet.holder for sheet in sheets])
        self._stack.setCurrentWidget(self.sheets)
        self._session.changed.emit()

    def _set(self, place: int, *, save: bool) -> None:
        sheet, when = self._sheets[place], self._session.desk.now().local
        errand = self._session.bench(lambda _token: escrow.typeset(sheet, when))
        errand.belongs_to(self).succeeded.connect(lambda pdf: self._on_set(place, pdf, save=save))
        errand.failed.connect(self.sheets.message.show_error)

    def _on_set(self, place: int, pdf: bytes, *, save: bool) -> None:
        if save:
            title, name = self.tr("Save the sheet"), f"lembar-{place + 1}.pdf"
            try:
                kept = self._paper.save(self, pdf, title, name) is not None
            except OSError:
                kept = False
                self.sheets.message.show_message(
                    self.tr("The file could not be written"),
                    self.tr("Choose another place, perhaps a stick with room on it."),
                    "warn",
                )
        else:
            kept = self._paper.print(self, pdf)
        if kept:
            self.sheets.show_kept(place)

    def done(self, result: int) -> None:
        """Close, and forget the sheets."""
        self._sheets = ()
        super().done(result)


class RestoreDialog(SpokenDialog):
    """Gathers sheets; `restored` carries the key once they are enough."""

    restored = Signal(object)  # OfficeKey

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gathered = Gathered()
        self.form = RestoreForm()
        self.photo = CodePicture(session, escrow.is_share, self.form.message, self)
        self.photo.read.connect(self._on_added)
        self.form.picture_requested.connect(self.photo.ask)
        self.form.add_requested.connect(self._on_added)
        self.form.restore_requested.connect(self._on_restore)
        self.form.close_requested.connect(self.reject)
        self.setLayout(column(self.form))
        self.retranslate()
        self.form.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Restore the office's key"))

    @Slot(str)
    def _on_added(self, text: str) -> None:
        try:
            self._gathered = self._gathered.add(Share.read(text))
        except SegelError as error:
            self.form.message.show_error(error)
            return
        first = self._gathered.shares[0]
        there = tuple(one.place for one in self._gathered.shares)
        self.form.show_gathered(there, first.need, first.among)

    @Slot()
    def _on_restore(self) -> None:
        try:
            key = shares.combine(self._gathered)
        except SegelError as error:
            self.form.message.show_error(error)
            return
        self.accept()
        self.restored.emit(key)

    def done(self, result: int) -> None:
        """Close, and forget the sheets."""
        self._gathered = Gathered()
        super().done(result)
