# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference page of the settings at work: packs from a stick, and whom to trust."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import InvalidInputError, SegelError
from db.model.people import Right
from db.store import accounts, packs
from db.store.packs import Issuer
from db.store.vault import Vault
from desktop.actions import offices, rules
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.views.forms import SpokenDialog, column
from desktop.views.reference_page import (
    InUse,
    OfficeRow,
    Origin,
    ReferencePage,
    TableRow,
    written_edition,
)
from desktop.views.trust_form import Trusted, TrustForm

SIZE: Final = QSize(620, 470)
SMALL: Final = QSize(560, 290)


class ReferenceDesk(QObject):
    """Fills the page from the vault and does what it asks for."""

    def __init__(self, session: Session, page: ReferencePage, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._page, self._window = session, page, window
        self._offices: tuple[Issuer, ...] = ()
        page.take_requested.connect(self._on_take)
        page.trust_requested.connect(self._on_trust)
        page.distrust_requested.connect(self._on_distrust)
        session.changed.connect(self.read)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read who is trusted, and show everything again."""
        errand = self._session.on_vault(packs.issuers)
        errand.belongs_to(self).succeeded.connect(self._on_read)
        errand.failed.connect(self._page.message.show_error)

    def take(self, path: Path) -> None:
        """Take the pack in a file, and go by its rows from now on."""
        self._page.message.hide()

        def work(vault: Vault) -> Rulebook:
            return rules.take_pack(vault, offices.pack_in(path))

        errand = self._session.on_vault(work)
        errand.belongs_to(self).succeeded.connect(self._on_taken)
        errand.failed.connect(self._page.message.show_error)

    @Slot(object)
    def _on_read(self, known: tuple[Issuer, ...]) -> None:
        self._offices = known
        account = self._session.account
        self._page.show_rows(
            in_use(self._session.book, known, self._session.desk.now().local.year),
            may_take=account.may(Right.READ),
            may_trust=account.may(Right.ACCOUNTS),
        )

    @Slot(object)
    def _on_taken(self, book: Rulebook) -> None:
        self._session.go_by(book)
        rows = book.reference
        told = self.tr("Edition {edition} by {issuer}. Older cases keep the rows of their day.")
        self._page.message.show_message(
            self.tr("The new rows are in use"),
            told.format(edition=written_edition(rows.edition), issuer=rows.issuer),
            "good",
        )

    @Slot()
    def _on_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Take a reference pack"))
        if chosen:
            self.take(Path(chosen))

    @Slot()
    def _on_trust(self) -> None:
        self._page.message.hide()
        names = {one.name for one in self._offices}
        self._open(TrustDialog(self._session, names, self._window))

    @Slot(object)
    def _on_distrust(self, office: OfficeRow) -> None:
        self._page.message.hide()
        self._open(DistrustDialog(self._session, office.name, self._window))

    def _open(self, dialog: "_Confirmed") -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Confirmed(SpokenDialog):
    """A form whose deed is done once the passphrase was confirmed."""

    def __init__(self, session: Session, form: TrustForm, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session, self._form = session, form
        form.cancel_requested.connect(self.reject)
        form.filled.connect(self._on_filled)
        self.setLayout(column(form))
        form.setFocus()

    def deed(self, filled: Trusted) -> Callable[[Vault], None]:
        """Return what is to be done once the passphrase is right."""
        raise NotImplementedError

    @Slot(object)
    def _on_filled(self, filled: Trusted) -> None:
        self._form.show_busy(busy=True)
        deed = self.deed(filled)

        def work(vault: Vault) -> None:
            accounts.confirm(vault, filled.own)
            deed(vault)

        errand = self._session.on_vault(work)
        errand.belongs_to(self).succeeded.connect(self._on_done)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_done(self, _nothing: object) -> None:
        self._form.forget()
        self._session.changed.emit()
        self.accept()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._form.show_busy(busy=False)
        self._form.message.show_error(error)


class TrustDialog(_Confirmed):
    """Trusts an office.  `known`: the names of those that are trusted already."""

    def __init__(
        self, session: Session, known: Collection[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(session, TrustForm(), parent)
        self._known = known
        self._form.key_typed.connect(self._on_key)
        self._form.file_requested.connect(self._on_file)
        self.retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Trust an office"))

    def deed(self, filled: Trusted) -> Callable[[Vault], None]:
        """Return the trusting."""
        return lambda vault: offices.trust(vault, offices.key_from(filled.key), filled.said)

    def bring(self, path: Path) -> None:
        """Read the key in a file."""
        errand = self._session.bench(lambda _token: offices.key_line(path))
        errand.belongs_to(self).succeeded.connect(self._form.show_key)
        errand.failed.connect(self._form.message.show_error)

    @Slot(str)
    def _on_key(self, text: str) -> None:
        try:
            name = offices.key_from(text).name
        except InvalidInputError:
            name = ""
        self._form.show_owner(name, replaces=name in self._known)

    @Slot()
    def _on_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("File with the key of an office"))
        if chosen:
            self.bring(Path(chosen))


class DistrustDialog(_Confirmed):
    """Trusts an office no longer."""

    def __init__(self, session: Session, office: str, parent: QWidget | None = None) -> None:
        super().__init__(session, TrustForm(office), parent)
        self._office = office
        self.retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size for one question."""
        return SMALL

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Trust no longer"))

    def deed(self, _filled: Trusted) -> Callable[[Vault], None]:
        """Return the end of the trust."""
        return lambda vault: packs.distrust(vault, self._office)


def in_use(book: Rulebook, known: tuple[Issuer, ...], year: int) -> InUse:
    """Return what the page shows of the rules in use."""
    taken = book.taken
    origin = None
    if taken is not None:
        origin = Origin(taken.issuer, taken.by_name, (taken.at_us, taken.zone_minutes))
    return InUse(
        book.reference,
        tuple(TableRow(one.kind, one.rows, one.verified) for one in rules.tables(book.reference)),
        origin,
        year,
        tuple(
            OfficeRow(one.name, one.fingerprint, one.by_name, (one.at_us, one.zone_minutes))
            for one in known
        ),
        next((flaw.place.partition(" ")[2] for flaw in book.standing), ""),
    )
