# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: what this laptop prefers, accounts, backup, reference rows, Segel and updates."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

import resources
from db.casework import answers
from db.casework.paper import Paper, PaperKind
from db.errors import SegelError
from db.model.people import Right, Role
from db.seal.signature import fingerprint
from db.store import accounts, cabinet, papers
from db.store.cabinet import Reading
from db.store.vault import Vault
from desktop.actions import passphrase, watching
from desktop.actions.paper_reading import newest
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.views import icons
from desktop.views.forms import SpokenDialog, column, row, scrolled
from desktop.views.reference_page import ReferencePage
from desktop.views.settings_about import About, AboutPage
from desktop.views.settings_office import OfficePage
from desktop.views.settings_pages import (
    Change,
    GeneralPage,
    OwnPage,
    PeoplePage,
    PersonRow,
    VaultPage,
)
from desktop.views.settings_update import UpdatePage
from desktop.windows.accounts_dialogs import (
    AddPersonDialog,
    CloseDialog,
    NewSheetDialog,
    RenewDialog,
)
from desktop.windows.backup_dialogs import BackupDialog
from desktop.windows.escrow_dialogs import RestoreDialog, SplitDialog
from desktop.windows.first_run_sheet import Printing
from desktop.windows.reader_joining import ReaderJoining
from desktop.windows.reference_dialogs import ReferenceDesk
from desktop.windows.updating import UpdateDesk
from desktop.windows.wayfinder import FormWish

SIZE: Final = QSize(900, 540)
RAIL: Final = 240
DRAWINGS: Final = ("settings", "people", "key", "backup", "ledger", "info", "home", "refresh")


class Settings(SpokenDialog):
    """Everything that can be set.  `at_page` opens it on another page than the first."""

    form_wanted = Signal(object)  # FormWish: the office's own paper

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        paper: Printing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMinimumSize(700, 460)
        self._session, self._preferences = session, preferences
        self._paper = paper
        self._names = QListWidget()
        self._names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names.setIconSize(QSize(18, 18))
        self._general, self._people, self._own = GeneralPage(), PeoplePage(), OwnPage()
        self._vault, self._reference, self._about = VaultPage(), ReferencePage(), AboutPage()
        self.office, self.update_page = OfficePage(), UpdatePage()
        self._office_paper: Paper | None = None
        self._stack = QStackedWidget()
        pages = (
            self._general,
            self._people,
            self._own,
            self._vault,
            self._reference,
            self._about,
            self.office,
            self.update_page,
        )
        for page, drawing in zip(pages, DRAWINGS, strict=True):
            inside = QWidget()
            inside.setLayout(column(page, margins=24))
            self._stack.addWidget(scrolled(inside))
            self._names.addItem(QListWidgetItem(icons.icon(drawing, "text_soft"), ""))
        rail = QFrame()
        rail.setObjectName("paneBody")
        rail.setFixedWidth(RAIL)
        rail.setLayout(column(self._names, margins=12))
        whole = row(rail, self._stack, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._wire()
        self._names.setCurrentRow(0)
        self._general.show_choices(
            language=preferences.language,
            theme=preferences.theme,
            idle=preferences.idle_minutes,
        )
        may = session.account.may
        self._vault.show_vault(
            session.folder,
            may_back_up=may(Right.BACKUP),
            may_renew=may(Right.ACCOUNTS),
        )
        self._rows = ReferenceDesk(session, self._reference, self)
        self._updates = UpdateDesk(session, self.update_page, self)
        self.retranslate()
        self._read()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def at_page(self, place: int) -> None:
        """Turn to a page, counted from 0."""
        self._names.setCurrentRow(place)

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Settings"))
        self._names.setAccessibleName(self.tr("Pages of the settings"))
        names = (
            self.tr("General"),
            self.tr("People"),
            self.tr("My passphrase"),
            self.tr("Vault and backup"),
            self.tr("Reference"),
            self.tr("About Segel"),
            self.tr("Office"),
            self.tr("Update"),
        )
        for place, name in enumerate(names):
            self._names.item(place).setText(name)
            self._names.item(place).setSizeHint(QSize(RAIL - 24, 38))

    def _wire(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._names.currentRowChanged.connect(self._stack.setCurrentIndex)
        # The language turns while the list that chose it is still closing: one turn later is safe.
        self._general.language_chosen.connect(self._on_language, queued)
        self._general.theme_chosen.connect(self._on_theme, queued)
        self._general.idle_chosen.connect(self._on_idle)
        self._people.add_requested.connect(self._on_add)
        self._people.renew_requested.connect(self._on_renew)
        self._people.close_requested.connect(self._on_close)
        self._own.change_requested.connect(self._on_change)
        self._own.suggestion_requested.connect(lambda: self._own.new.offer(passphrase.suggest()))
        self._vault.backup_requested.connect(self._on_backup)
        self._vault.sheet_requested.connect(self._on_sheet)
        self._vault.watched.choose_requested.connect(self._on_watch)
        self._vault.watched.leave_requested.connect(lambda: self._watch(""))
        self._about.licence_requested.connect(self._on_licence)
        self._about.guide_requested.connect(self._on_guide)
        self.office.open_requested.connect(self._on_office_wanted)
        self.reading = ReaderJoining(self._session, self, self.office.message)
        self.office.reading_requested.connect(self.reading.begin)
        self._session.changed.connect(self._read_reading)
        self.office.split_requested.connect(self._on_split)
        self.office.restore_requested.connect(self._on_restore)

    @Slot()
    def _read(self) -> None:
        errand = self._session.on_vault(_known)
        errand.belongs_to(self).succeeded.connect(self._on_read)
        self._vault.watched.setVisible(self._session.account.may(Right.SEAL))
        watched = self._session.on_vault(watching.watched_folder)
        watched.belongs_to(self).succeeded.connect(self._vault.watched.show_folder)
        self._read_reading()
        if self._session.account.may(Right.CASEWORK):
            office = self._session.on_vault(_office)
            office.belongs_to(self).succeeded.connect(self._on_office)

    @Slot(object)
    def _on_office(self, paper: Paper | None) -> None:
        self._office_paper = paper
        values = {} if paper is None else paper.values
        self.office.show_office(
            answers.text(values, "nama"),
            answers.text(values, "alamat"),
            known=paper is not None,
            may=self._session.account.may(Right.READ),
        )

    @Slot()
    def _read_reading(self) -> None:
        reading = self._session.on_vault(cabinet.reading)
        reading.belongs_to(self).succeeded.connect(self._on_reading)

    @Slot(object)
    def _on_reading(self, known: Reading | None) -> None:
        may = self._session.account.may(Right.ACCOUNTS)
        self.office.show_reading(reads=known is not None, may=may)
        self.update_page.show_hands_out(hands_out=known is not None)

    @Slot()
    def _on_split(self) -> None:
        self._open(SplitDialog(self._session, self._paper, self))

    @Slot()
    def _on_restore(self) -> None:
        dialog = RestoreDialog(self._session, self)
        dialog.restored.connect(self.reading.begin_with)
        self._open(dialog)

    @Slot()
    def _on_office_wanted(self) -> None:
        paper = self._office_paper
        self.accept()
        identity = None if paper is None else paper.id
        self.form_wanted.emit(FormWish(PaperKind.OFFICE, paper=identity))

    @Slot(object)
    def _on_read(self, known: tuple[tuple[PersonRow, ...], About]) -> None:
        rows, about = known
        self._people.show_people(rows, may=self._session.account.may(Right.ACCOUNTS))
        self._about.show_about(about)

    # -- general ------------------------------------------------------------------------------

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._preferences.language = language

    @Slot(str)
    def _on_theme(self, theme: str) -> None:
        self._preferences.theme = theme

    @Slot(int)
    def _on_idle(self, minutes: int) -> None:
        self._preferences.idle_minutes = minutes

    # -- people -------------------------------------------------------------------------------

    @Slot()
    def _on_add(self) -> None:
        self._open(AddPersonDialog(self._session, self))

    @Slot(object)
    def _on_renew(self, person: PersonRow | None) -> None:
        if person is not None:
            self._open(RenewDialog(self._session, person, self))

    @Slot(object)
    def _on_close(self, person: PersonRow | None) -> None:
        if person is not None:
            self._open(CloseDialog(self._session, person, self))

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        errand = self._session.on_vault(
            lambda vault: accounts.change_passphrase(vault, change.old, change.new)
        )
        errand.belongs_to(self).succeeded.connect(self._on_changed)
        errand.failed.connect(self._on_not_changed)

    @Slot()
    def _on_changed(self) -> None:
        self._own.clear()
        self._own.message.show_message(
            self.tr("Your passphrase is changed"), self.tr("The next unlocking needs it."), "good"
        )

    @Slot(object)
    def _on_not_changed(self, error: SegelError) -> None:
        self._own.message.show_error(error)

    # -- the vault ----------------------------------------------------------------------------

    @Slot()
    def _on_backup(self) -> None:
        self._open(BackupDialog(self._session, self._preferences, self))

    @Slot()
    def _on_watch(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Watch a folder for new files"))
        if chosen and isValid(self):
            self._watch(chosen)

    def _watch(self, folder: str) -> None:
        errand = self._session.on_vault(lambda vault: watching.watch(vault, folder))
        errand.belongs_to(self).succeeded.connect(lambda: self._vault.watched.show_folder(folder))
        errand.failed.connect(self._vault.message.show_error)

    @Slot()
    def _on_sheet(self) -> None:
        dialog = NewSheetDialog(self._session, self._paper, self)
        dialog.proven.connect(self._on_sheet_proven)
        self._open(dialog)

    @Slot()
    def _on_sheet_proven(self) -> None:
        self._vault.message.show_message(
            self.tr("The new sheet is proven"), self.tr("Destroy the old one."), "good"
        )

    @Slot()
    def _on_licence(self) -> None:
        _show_file("THIRD_PARTY.md")

    @Slot()
    def _on_guide(self) -> None:
        from desktop.windows.guide_window import GuideWindow  # noqa: PLC0415 - loads slowly

        GuideWindow(self._session, self._paper, self).open()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._read)
        dialog.open()


def _show_file(name: str) -> None:
    path = resources.path("..").resolve() / name
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _office(vault: Vault) -> Paper | None:
    """Return the newest paper of the office."""
    identity = newest(vault, PaperKind.OFFICE)
    return None if identity is None else papers.paper(vault, identity)


def _known(vault: Vault) -> tuple[tuple[PersonRow, ...], About]:
    labels = {slot.account: slot.label for slot in vault.ring.slots}
    rows = tuple(
        PersonRow(
            one.id,
            one.name,
            labels.get(one.id, ""),
            one.role,
            one.active,
            one.id == vault.account.id,
        )
        for one in accounts.people(vault)
        if one.role is not Role.RECOVERY
    )
    return rows, About(vault.tool, vault.id, fingerprint(vault.account.public_key), vault.head.size)
