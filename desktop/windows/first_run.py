# SPDX-License-Identifier: GPL-3.0-or-later
"""The first-run guide: from nothing to a vault with a proven recovery sheet.

It writes nothing until a person has chosen a place and a passphrase; then it makes one vault.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from db.errors import SegelError
from db.model.people import Role
from db.seal.signature import fingerprint
from db.store import settings
from db.store.history import founding_key
from db.store.vault import Person, Vault
from desktop.actions import passphrase, place
from desktop.actions.place import Place
from desktop.session import Doors, Opened
from desktop.tasks.runner import Lane
from desktop.views import speech
from desktop.views.first_run import Footer, GuideFrame
from desktop.views.first_run_pages import (
    MakingPage,
    PersonPage,
    PlacePage,
    PlaceVerdict,
    WelcomePage,
)
from desktop.views.first_run_sheet import DonePage, ProvePage, SheetPage, Start
from desktop.views.forms import Spoken, column
from desktop.windows.first_run_sheet import Printing, SheetSteps, SheetWords


@dataclass(frozen=True, slots=True)
class Founded:
    """A vault that was just made and stands open, and what its owner wants to do first."""

    opened: Opened
    start: Start


class At(IntEnum):
    """Pages, in their order."""

    WELCOME = 0
    PLACE = 1
    PERSON = 2
    MAKING = 3
    SHEET = 4
    PROVE = 5
    DONE = 6


STEP = {
    At.WELCOME: 0,
    At.PLACE: 1,
    At.PERSON: 2,
    At.MAKING: 2,
    At.SHEET: 3,
    At.PROVE: 3,
    At.DONE: 4,
}


class FirstRun(Spoken):
    """The guide as a window of its own."""

    founded = Signal(object)  # Founded
    vault_chosen = Signal(object)  # Path of a vault that is there already
    restore_requested = Signal()
    check_requested = Signal()

    def __init__(self, doors: Doors, paper: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._at = At.WELCOME
        self._place = Place.GOOD
        self._opened: Opened | None = None
        self._office = ""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self._frame = GuideFrame()
        self._welcome = WelcomePage()
        self._where = PlacePage(_unused(Path(documents) / "Segel"))
        self._who = PersonPage()
        self._making = MakingPage()
        self._sheet, self._prove = SheetPage(), ProvePage()
        self._done = DonePage()
        self._paper = SheetSteps(
            lambda work: doors.runner.run(Lane.BENCH, work), paper, self._sheet, self._prove
        )
        self._kept = False
        for page in (
            self._welcome,
            self._where,
            self._who,
            self._making,
            self._sheet,
            self._prove,
            self._done,
        ):
            self._frame.add(page)
        self.setLayout(column(self._frame))
        self._wire()
        self.retranslate()
        self._turn(At.WELCOME)

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Segel: first steps"))
        self._frame.steps.say(
            self.tr("The evidence vault"),
            (
                self.tr("Welcome"),
                self.tr("Place of the vault"),
                self.tr("Chair and passphrase"),
                self.tr("Recovery sheet"),
                self.tr("Begin"),
            ),
        )
        self._judge()
        self._frame.show_footer(self._footer())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask before leaving a vault without a proven sheet."""
        if self._paper.under_way and not self._sure_to_leave():
            event.ignore()
            return
        self._paper.forget()
        super().closeEvent(event)

    def _wire(self) -> None:
        self._frame.forward.connect(self._on_forward)
        self._frame.back.connect(self._on_back)
        self._welcome.open_requested.connect(self._on_open)
        self._welcome.restore_requested.connect(self.restore_requested)
        self._welcome.check_requested.connect(self.check_requested)
        self._where.place_changed.connect(self._judge)
        self._where.submitted.connect(self._on_forward)
        self._who.changed.connect(self._refresh)
        self._who.submitted.connect(self._on_forward)
        self._who.suggestion_requested.connect(
            lambda: self._who.passphrase.offer(passphrase.suggest())
        )
        self._paper.kept.connect(self._on_kept)
        self._paper.proven.connect(lambda: self._turn(At.DONE))
        self._prove.changed.connect(self._refresh)
        self._prove.submitted.connect(self._on_forward)
        self._done.start_requested.connect(self._on_start)

    # -- turning pages ------------------------------------------------------------------------

    def _turn(self, to: At) -> None:
        self._at = to
        self._frame.steps.show_step(STEP[to])
        self._frame.show_page(to, self._footer())

    @Slot()
    def _refresh(self) -> None:
        self._frame.show_footer(self._footer())

    def _footer(self) -> Footer:
        back, on = self.tr("Back"), self.tr("Continue")
        make = self.tr("Make the vault")
        return {
            At.WELCOME: Footer(self.tr("Make a new vault")),
            At.PLACE: Footer(on, back, self._place.usable),
            At.PERSON: Footer(make, back, self._who.ready()),
            At.MAKING: Footer("", back if self._making.failed else ""),
            At.SHEET: Footer(on, "", self._kept),
            At.PROVE: Footer(self.tr("Check"), back, bool(self._prove.typed())),
            At.DONE: Footer(""),
        }[self._at]

    @Slot()
    def _on_forward(self) -> None:
        if not self._footer().ready:
            return
        match self._at:
            case At.WELCOME:
                self._turn(At.PLACE)
            case At.PLACE:
                self._turn(At.PERSON)
            case At.PERSON:
                self._make()
            case At.SHEET:
                self._paper.ask()
                self._turn(At.PROVE)
            case At.PROVE:
                self._paper.check()
            case At.MAKING | At.DONE:
                return

    @Slot()
    def _on_back(self) -> None:
        back = {
            At.PLACE: At.WELCOME,
            At.PERSON: At.PLACE,
            At.MAKING: At.PLACE,
            At.PROVE: At.SHEET,
        }
        self._turn(back[self._at])

    # -- the place ----------------------------------------------------------------------------

    @Slot()
    def _judge(self) -> None:
        self._place = place.judge(self._where.place())
        self._where.show_verdict(self._verdict())
        self._refresh()

    def _verdict(self) -> PlaceVerdict:
        words = {
            Place.GOOD: (self.tr("This is a good place."), "good"),
            Place.SYNCED: (
                self.tr(
                    "This folder is synchronised with the internet. Choose one that is not: the "
                    "vault can be damaged, and it would leave this laptop."
                ),
                "warn",
            ),
            Place.TIGHT: (self.tr("Less than 2 GB are free here; one video may fill it."), "warn"),
            Place.RELATIVE: (self.tr("Write the whole path of a folder."), "bad"),
            Place.A_VAULT: (
                self.tr("There is a vault here already. Go back and open it instead."),
                "bad",
            ),
            Place.NOT_EMPTY: (self.tr("There are other files here. Choose a new folder."), "bad"),
            Place.NOT_A_FOLDER: (self.tr("This is not a folder."), "bad"),
            Place.DENIED: (
                self.tr("You may not write here. Choose a folder of your own."),
                "bad",
            ),
        }
        text, tone = words[self._place]
        return PlaceVerdict(self._place.usable, text, tone)

    @Slot()
    def _on_open(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the vault"))
        if chosen:
            self.vault_chosen.emit(Path(chosen))

    # -- making it ----------------------------------------------------------------------------

    def _make(self) -> None:
        who = self._who.founder()
        self._office = who.office
        self._making.show_failure("")
        self._turn(At.MAKING)
        chair = Person(who.name, who.label, Role.CHAIR, who.passphrase)
        errand = self._doors.create(self._where.place(), chair).belongs_to(self)
        errand.succeeded.connect(self._on_made)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._making.show_failure(speech.error_text(error))
        self._refresh()

    @Slot(object)
    def _on_made(self, opened: Opened) -> None:
        self._opened = opened
        self._who.passphrase.clear()
        office, desk = self._office, opened.desk

        def work(vault: Vault) -> SheetWords:
            if office:
                settings.put(vault, settings.ORGANISATION, office)
            return sheet_words(vault, opened.code, desk.now().local)

        errand = self._doors.runner.run(Lane.VAULT, lambda _token: desk.on_vault(work))
        errand.belongs_to(self).succeeded.connect(self._on_words)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_words(self, words: SheetWords) -> None:
        self._paper.begin(words)
        self._turn(At.SHEET)

    @Slot()
    def _on_kept(self) -> None:
        self._kept = True
        self._refresh()

    @Slot(object)
    def _on_start(self, start: Start) -> None:
        if self._opened is not None:
            self.founded.emit(Founded(self._opened, start))

    def _sure_to_leave(self) -> bool:
        answer = QMessageBox.question(
            self,
            self.tr("Leave without a recovery sheet?"),
            self.tr(
                "The vault is made, but its recovery sheet is not proven. You can make a new sheet "
                "later in Settings; until then a forgotten passphrase cannot be replaced."
            ),
        )
        return answer == QMessageBox.StandardButton.Yes


def sheet_words(vault: Vault, code: str, created: datetime) -> SheetWords:
    """Return what stands on the sheet of an open vault.  Call in the vault's thread."""
    label = settings.get(vault, settings.ORGANISATION) or vault.folder.path.name
    return SheetWords(code, vault.id, label, fingerprint(founding_key(vault)), created)


def _unused(folder: Path) -> Path:
    """Return `folder`, or the first of its name with a number that nothing stands in yet."""
    number, chosen = 1, folder
    while place.judge(chosen) in (Place.A_VAULT, Place.NOT_EMPTY, Place.NOT_A_FOLDER):
        number += 1
        chosen = folder.with_name(f"{folder.name} {number}")
    return chosen
