# SPDX-License-Identifier: GPL-3.0-or-later
"""From a locked folder to an open vault, or to a sentence that says who must act.

A vault that cannot be opened is never replaced or repaired from here.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import (
    AccessDeniedError,
    AlreadyOpenError,
    DamagedError,
    DiskFullError,
    NewerFormatError,
    NotFoundError,
    ReadOnlyMediumError,
    SegelError,
    ThrottledError,
    WrongPassphraseError,
)
from desktop.session import Doors, Opened, Session
from desktop.views.shapes import Spoken, column
from desktop.views.unlock import Attempt, Face, UnlockView

if TYPE_CHECKING:
    from db.model.ids import AccountId
    from db.store.doors import Door
    from desktop.views.unlock_recovery import CodeView, Renewal, RenewView

SECOND: Final = 1000


class Unlock(Spoken):
    """The lock screen as a page of its own.  `show_vault` says which vault it is about."""

    opened = Signal(object)  # Opened
    vault_chosen = Signal(object)  # Path of another folder
    new_requested = Signal()
    restore_requested = Signal()
    check_requested = Signal()

    def __init__(self, doors_: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._doors = doors_
        self._folder = Path()
        self._faces: tuple[Face, ...] = ()
        self._session: Session | None = None
        self._after: AccountId | None = None
        self._error: SegelError | None = None
        self._lock = UnlockView()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._lock)
        self.setLayout(column(self._pages))
        self._countdown = QTimer(self)
        self._countdown.setInterval(SECOND)
        self._countdown.timeout.connect(self._on_second)
        self._seconds = 0
        self._wire()
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle("Segel")
        if self._error is not None:
            self._refuse(self._error)

    def show_vault(self, folder: Path) -> None:
        """Read who may unlock the vault in `folder` and ask for them."""
        self._folder = folder
        self._error = None
        self._stop_waiting()
        self._pages.setCurrentWidget(self._lock)
        errand = self._doors.who(folder)
        errand.belongs_to(self).succeeded.connect(self._on_doors)
        errand.failed.connect(self._on_no_doors)

    def say_nobody_was_there(self) -> None:
        """Say why it locked, to whoever comes back and sees their page gone."""
        self._lock.message.show_message(
            self.tr("Locked, because nobody touched the laptop"),
            self.tr("Drafts are kept as they were. Unlock, and go on from Home."),
        )

    def _wire(self) -> None:
        self._lock.unlock_requested.connect(self._on_attempt)
        self._lock.forgotten.connect(self._on_forgotten)
        self._lock.other_requested.connect(self._on_other)
        self._lock.new_requested.connect(self.new_requested)
        self._lock.restore_requested.connect(self.restore_requested)
        self._lock.check_requested.connect(self.check_requested)

    # -- what is made when the passphrase is forgotten ----------------------------------------

    @cached_property
    def _code(self) -> "CodeView":
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - not for the lock screen

        from desktop.views.unlock_recovery import CodeView  # noqa: PLC0415 - likewise

        view = CodeView()
        view.back.connect(self._on_back)
        view.code_given.connect(self._on_code)
        QShortcut(QKeySequence("Esc"), self, self._on_escape)
        self._pages.addWidget(view)
        return view

    @cached_property
    def _renew(self) -> "RenewView":
        from desktop.views.unlock_recovery import RenewView  # noqa: PLC0415 - likewise

        view = RenewView()
        view.back.connect(self._on_renew_cancelled)
        view.renewal_given.connect(self._on_renewal)
        view.suggestion_requested.connect(self._on_suggestion_wanted)
        self._pages.addWidget(view)
        return view

    # -- who is there -------------------------------------------------------------------------

    @Slot(object)
    def _on_doors(self, found: "tuple[Door, ...]") -> None:
        self._faces = tuple(Face(door.account, door.label, door.role) for door in found)
        self._lock.show_vault(self._folder.name, str(self._folder), self._faces)
        if self._after is not None:
            self._lock.choose(self._after)
            self._after = None
            self._lock.message.show_message(
                self.tr("The new passphrase is set"), self.tr("Unlock with it now."), "good"
            )

    @Slot(object)
    def _on_no_doors(self, error: SegelError) -> None:
        self._faces = ()
        self._lock.show_vault(self._folder.name, str(self._folder), ())
        self._refuse(error)

    # -- unlocking ----------------------------------------------------------------------------

    @Slot(object)
    def _on_attempt(self, attempt: Attempt) -> None:
        self._error = None
        self._lock.hush()
        self._lock.show_busy(busy=True)
        errand = self._doors.unlock(self._folder, attempt.account, attempt.passphrase)
        errand.belongs_to(self).succeeded.connect(self._on_opened)
        errand.failed.connect(self._refuse)

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self._lock.show_busy(busy=False)
        self._lock.edit.clear()
        self.opened.emit(opened)

    @Slot(object)
    def _refuse(self, error: SegelError) -> None:
        self._error = error
        if isinstance(error, ThrottledError):
            self._lock.show_busy(busy=False)
            self._seconds = int(error.details["seconds"])
            self._lock.show_wait(self._seconds)
            self._countdown.start()
            return
        tone = "bad" if isinstance(error, DamagedError) else "warn"
        self._lock.show_refused(
            self._title(error),
            _text(error),
            tone,
            typed_wrong=isinstance(error, WrongPassphraseError),
        )

    def _title(self, error: SegelError) -> str:
        titles = (
            (WrongPassphraseError, self.tr("This passphrase does not open the vault")),
            (AlreadyOpenError, self.tr("The vault is open elsewhere")),
            (NewerFormatError, self.tr("This Segel is too old for the vault")),
            (AccessDeniedError, self.tr("No access to the folder")),
            (ReadOnlyMediumError, self.tr("The medium is write-protected")),
            (DiskFullError, self.tr("The disk is full")),
            (NotFoundError, self.tr("The vault is not there")),
            (DamagedError, self.tr("The vault is damaged")),
        )
        return next((title for kind, title in titles if isinstance(error, kind)), "")

    @Slot()
    def _on_second(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._stop_waiting()
        else:
            self._lock.show_wait(self._seconds)

    def _stop_waiting(self) -> None:
        self._countdown.stop()
        self._seconds = 0
        self._error = None
        self._lock.show_wait(0)

    @Slot()
    def _on_other(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the lock screen

        title = self.tr("Folder of the vault")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._folder.parent))
        if chosen:
            self.vault_chosen.emit(Path(chosen))

    # -- the recovery sheet -------------------------------------------------------------------

    @Slot()
    def _on_forgotten(self) -> None:
        self._code.clear()
        self._pages.setCurrentWidget(self._code)
        self._code.setFocus()

    @Slot()
    def _on_back(self) -> None:
        self._code.clear()
        self._pages.setCurrentWidget(self._lock)
        self._lock.setFocus()

    @Slot()
    def _on_escape(self) -> None:
        if self._pages.currentWidget() is self._code:
            self._on_back()

    @Slot()
    def _on_suggestion_wanted(self) -> None:
        from desktop.actions import passphrase  # noqa: PLC0415 - not for the lock screen

        self._renew.passphrase.offer(passphrase.suggest())

    @Slot(str)
    def _on_code(self, code: str) -> None:
        self._code.show_busy(busy=True)
        errand = self._doors.unlock_with_code(self._folder, code)
        errand.belongs_to(self).succeeded.connect(self._on_sheet)
        errand.failed.connect(self._on_code_refused)

    @Slot(object)
    def _on_code_refused(self, error: SegelError) -> None:
        self._code.show_refused(_text(error))

    @Slot(object)
    def _on_sheet(self, opened: Opened) -> None:
        self._code.show_busy(busy=False)
        self._code.clear()
        self._session = Session(self._doors, opened)
        self._renew.show_people(self._faces)
        self._renew.show_busy(busy=False)
        self._renew.retranslate()
        self._pages.setCurrentWidget(self._renew)
        self._renew.setFocus()

    @Slot(object)
    def _on_renewal(self, renewal: "Renewal") -> None:
        if self._session is None:
            return
        self._renew.show_busy(busy=True)
        self._after = renewal.account
        from db.store import accounts  # noqa: PLC0415 - not before the lock screen

        errand = self._session.on_vault(
            lambda vault: accounts.reset_passphrase(vault, renewal.account, renewal.passphrase)
        )
        errand.succeeded.connect(self._leave)
        errand.failed.connect(self._on_renewal_refused)

    @Slot(object)
    def _on_renewal_refused(self, error: SegelError) -> None:
        self._after = None
        self._renew.show_refused(_text(error))

    @Slot()
    def _on_renew_cancelled(self) -> None:
        self._leave()

    @Slot()
    def _leave(self) -> None:
        """Lock what the sheet opened, then ask for a person again."""
        session, self._session = self._session, None
        self._renew.passphrase.clear()
        if session is not None:
            session.setParent(self)
            session.closed.connect(lambda: self.show_vault(self._folder))
            session.closed.connect(session.deleteLater)
            session.close()


def _text(error: SegelError) -> str:
    from desktop.views import speech  # noqa: PLC0415 - not for the lock screen

    return speech.error_text(error)
