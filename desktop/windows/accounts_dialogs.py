# SPDX-License-Identifier: GPL-3.0-or-later
"""The chair's acts about people and the recovery sheet, each confirmed with a passphrase."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from db.errors import SegelError
from db.store import accounts
from db.store.vault import Person, Vault
from desktop.actions import passphrase
from desktop.session import Session
from desktop.views.accounts_form import AccountForm, Deed, Filled
from desktop.views.buttons import primary
from desktop.views.first_run_sheet import ProvePage, SheetPage
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.settings_pages import PersonRow
from desktop.windows.first_run import sheet_words
from desktop.windows.first_run_sheet import Printing, SheetSteps, SheetWords

SIZE: Final = QSize(620, 516)


class _Confirmed(SpokenDialog):
    """A form whose deed is done on the vault after the passphrase was confirmed."""

    def __init__(
        self, session: Session, deed: Deed, whom: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._form = AccountForm(deed, whom)
        self._form.cancel_requested.connect(self.reject)
        self._form.filled.connect(self._on_filled)
        self._form.suggestion_requested.connect(lambda: self._form.new.offer(passphrase.suggest()))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._form)
        self.setLayout(column(self._stack))
        self._form.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def deed(self, filled: Filled) -> Callable[[Vault], object]:
        """Return what is to be done once the passphrase is right."""
        raise NotImplementedError

    def done_with(self, _outcome: object) -> None:
        """Go on after the deed."""
        self.accept()

    @Slot(object)
    def _on_filled(self, filled: Filled) -> None:
        self._form.show_busy(busy=True)
        act = self.deed(filled)

        def work(vault: Vault) -> object:
            accounts.confirm(vault, filled.own)
            return act(vault)

        errand = self._session.on_vault(work)
        errand.belongs_to(self).succeeded.connect(self._on_done)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_done(self, outcome: object) -> None:
        self._form.forget()
        self._session.changed.emit()
        self.done_with(outcome)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._form.show_busy(busy=False)
        self._form.message.show_error(error)


class AddPersonDialog(_Confirmed):
    """Gives somebody an account."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, Deed.ADD, parent=parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Add a person"))

    def deed(self, filled: Filled) -> Callable[[Vault], object]:
        """Return the adding."""
        person = Person(filled.name, filled.label, filled.role, filled.passphrase)
        return lambda vault: accounts.add(vault, person)


class RenewDialog(_Confirmed):
    """Gives somebody who forgot theirs a new passphrase."""

    def __init__(self, session: Session, person: PersonRow, parent: QWidget | None = None) -> None:
        super().__init__(session, Deed.RENEW, person.name, parent)
        self._person = person
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("New passphrase"))

    def deed(self, filled: Filled) -> Callable[[Vault], object]:
        """Return the renewing."""
        account = self._person.account
        return lambda vault: accounts.reset_passphrase(vault, account, filled.passphrase)


class CloseDialog(_Confirmed):
    """Takes somebody's way in away."""

    def __init__(self, session: Session, person: PersonRow, parent: QWidget | None = None) -> None:
        super().__init__(session, Deed.CLOSE, person.name, parent)
        self._person = person
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Close account"))

    def deed(self, _filled: Filled) -> Callable[[Vault], object]:
        """Return the closing."""
        account = self._person.account
        return lambda vault: accounts.close(vault, account)


class NewSheetDialog(_Confirmed):
    """Makes a new recovery sheet, prints it, and lets it be proven."""

    proven = Signal()

    def __init__(self, session: Session, paper: Printing, parent: QWidget | None = None) -> None:
        super().__init__(session, Deed.SHEET, parent=parent)
        self._sheet, self._prove = SheetPage(), ProvePage()
        self._steps = SheetSteps(session.bench, paper, self._sheet, self._prove)
        self._on, self._check = primary(), primary()
        self._on.setEnabled(False)
        for page, button in ((self._sheet, self._on), (self._prove, self._check)):
            whole = QWidget()
            whole.setLayout(column(page, row(0, button), margins=24))
            self._stack.addWidget(whole)
        self._steps.kept.connect(lambda: self._on.setEnabled(True))
        self._steps.proven.connect(self._on_proven)
        self._on.clicked.connect(self._on_forward)
        self._check.clicked.connect(self._steps.check)
        self._prove.submitted.connect(self._steps.check)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("New recovery sheet"))
        self._on.say(self.tr("Continue"))
        self._check.say(self.tr("Check"))

    def deed(self, _filled: Filled) -> Callable[[Vault], object]:
        """Return the making of a new code."""
        created = self._session.desk.now().local

        def work(vault: Vault) -> SheetWords:
            return sheet_words(vault, accounts.new_recovery_code(vault), created)

        return work

    def done_with(self, outcome: object) -> None:
        """Turn to the sheet."""
        if isinstance(outcome, SheetWords):
            self._steps.begin(outcome)
            self._stack.setCurrentIndex(1)

    def reject(self) -> None:
        """Close; ask first while a sheet is made and not proven."""
        if self._steps.under_way:
            answer = QMessageBox.question(
                self,
                self.tr("Leave without a recovery sheet?"),
                self.tr("The old sheet is worthless already, and the new one is not proven."),
            )
            if answer != QMessageBox.StandardButton.Yes:
                return
        self._steps.forget()
        super().reject()

    @Slot()
    def _on_forward(self) -> None:
        self._steps.ask()
        self._stack.setCurrentIndex(2)
        self._prove.setFocus()

    @Slot()
    def _on_proven(self) -> None:
        self.proven.emit()
        self.accept()
