# SPDX-License-Identifier: GPL-3.0-or-later
"""The office's key on sheets: among whom it is divided, and the sheets that make it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.views import speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, number_box, row
from desktop.views.labels import Mark, Text, flowing, heading, paragraph
from desktop.views.panels import MessagePanel
from desktop.views.passphrase import PassphraseEdit

LEAST = 2
MOST = 15


@dataclass(frozen=True, slots=True)
class Division:
    """Among whom the key is to be divided, and how many of them make it again."""

    need: int
    holders: tuple[str, ...]
    passphrase: str = field(repr=False)


class SplitForm(Spoken):
    """Asks for officers, one a line, and how many of them are needed."""

    split_requested = Signal(object)  # Division
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), paragraph("soft")
        self.names, self.need, self.passphrase = QPlainTextEdit(), number_box(), PassphraseEdit()
        self.names.setTabChangesFocus(True)
        self.need.setRange(LEAST, MOST)
        self.need.setValue(3)
        self._names, self._need = Field(self.names), Field(self.need)
        self._passphrase = Field(self.passphrase)
        self._count = flowing("soft")
        self.go, self._close = primary("key"), quiet()
        self.message = MessagePanel()
        asked = row(self._need, self._passphrase)
        asked.setStretch(1, 1)
        for one in (self._need, self._passphrase):
            asked.setAlignment(one, BOTTOM)
        self.setLayout(
            column(
                self._title, self._lead, self._names, self._count, asked, self.message, 0,
                row(0, self._close, self.go), spacing=10, margins=24,
            )
        )  # fmt: skip
        self.names.textChanged.connect(self._on_typed)
        self.need.valueChanged.connect(self._on_typed)
        self.passphrase.changed.connect(self._on_typed)
        self.go.clicked.connect(self._on_go)
        self._close.clicked.connect(self.close_requested)
        self.setFocusProxy(self.names)
        self.retranslate()

    @property
    def holders(self) -> tuple[str, ...]:
        """Return the officers, one a line."""
        lines = self.names.toPlainText().splitlines()
        return tuple(" ".join(line.split()) for line in lines if line.strip())

    @Slot()
    def _on_typed(self) -> None:
        count, need = len(self.holders), self.need.value()
        self._count.setText(
            self.tr("{count} officers; any {need} of them restore the key.").format(
                count=speech.number(count), need=speech.number(need)
            )
        )
        fits = LEAST <= need <= count <= MOST
        self.go.setEnabled(fits and bool(self.passphrase.text()))

    @Slot()
    def _on_go(self) -> None:
        self.message.hide()
        wish = Division(self.need.value(), self.holders, self.passphrase.text())
        self.split_requested.emit(wish)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Divide the office's key"))
        self._lead.setText(
            self.tr(
                "Each officer gets one printed sheet. If this laptop is lost, enough sheets make "
                "the key again; fewer open nothing. Sheets of an earlier division stay valid."
            )
        )
        self._names.say(self.tr("Who keeps a sheet, one name a line"))
        self._need.say(self.tr("Sheets needed"))
        self._passphrase.say(self.tr("Your passphrase, once more"))
        self._close.say(self.tr("Cancel"))
        self.go.say(self.tr("Make the sheets"))
        self._on_typed()


class SheetsView(Spoken):
    """The sheets that were made, each to be printed or saved for its officer."""

    print_requested = Signal(int)  # place in the list
    save_requested = Signal(int)
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), paragraph("soft")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._marks: list[Mark] = []
        self._kept: set[int] = set()
        self._buttons: list[tuple[Button, Button]] = []
        self.done = primary("tick")
        self.done.clicked.connect(self.close_requested)
        self.message = MessagePanel()
        self.setLayout(
            column(
                self._title, self._lead, 4, self._rows, self.message, 0, row(0, self.done),
                spacing=10, margins=24,
            )
        )  # fmt: skip
        self.retranslate()

    def show_sheets(self, names: Sequence[str]) -> None:
        """List the sheets; nobody has one yet."""
        for place, name in enumerate(names):
            title, mark = Text("plain", f"{place + 1}. {name}"), Mark("clock")
            printing, saving = secondary("printer"), quiet("folder")
            printing.clicked.connect(lambda _on=False, at=place: self.print_requested.emit(at))
            saving.clicked.connect(lambda _on=False, at=place: self.save_requested.emit(at))
            self._marks.append(mark)
            self._buttons.append((printing, saving))
            self._rows.addLayout(row(title, 0, mark, saving, printing))
        self.retranslate()

    def show_kept(self, place: int) -> None:
        """Say that a sheet is on paper or in a file."""
        self._kept.add(place)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Print the sheets"))
        self._lead.setText(
            self.tr(
                "Print each sheet and hand it to its officer in a closed envelope. They cannot be "
                "shown again after this window is closed; divide anew if one is missing."
            )
        )
        for place, mark in enumerate(self._marks):
            if place in self._kept:
                mark.show_status("tick", "good", self.tr("Made"))
            else:
                mark.show_status("clock", "", self.tr("Not yet"))
        for printing, saving in self._buttons:
            printing.say(self.tr("Print…"))
            saving.say(self.tr("Save…"))
        self.done.say(self.tr("Done"))


class RestoreForm(Spoken):
    """Takes sheets one by one, typed or from a photo, until they are enough."""

    add_requested = Signal(str)
    picture_requested = Signal()
    restore_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._there: tuple[int, ...] = ()
        self._need = self._among = 0
        self._title, self._lead = heading("title"), paragraph("soft")
        self.typed = QPlainTextEdit()
        self.typed.setTabChangesFocus(True)
        font = self.typed.font()
        font.setFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
        self.typed.setFont(font)
        self._typed = Field(self.typed)
        self._add, self._photo = secondary("plus"), secondary("photo")
        self.stand = Mark("info")
        self.go, self._close = primary("key"), quiet()
        self.message = MessagePanel()
        self.setLayout(
            column(
                self._title, self._lead, self._typed, row(self._photo, self._add, 0), 4, self.stand,
                self.message, 0, row(0, self._close, self.go), spacing=10, margins=24,
            )
        )  # fmt: skip
        self.typed.textChanged.connect(self._on_typed)
        self._add.clicked.connect(lambda: self.add_requested.emit(self.typed.toPlainText()))
        self._photo.clicked.connect(self.picture_requested)
        self.go.clicked.connect(self.restore_requested)
        self._close.clicked.connect(self.close_requested)
        self.setFocusProxy(self.typed)
        self._on_typed()
        self.retranslate()

    def show_gathered(self, there: tuple[int, ...], need: int, among: int) -> None:
        """Say which sheets are here and how many more are needed; `need` 0 before the first."""
        self._there, self._need, self._among = there, need, among
        self.typed.clear()
        self.message.hide()
        self.retranslate()
        if self.go.isEnabled():
            self.go.setFocus()

    @Slot()
    def _on_typed(self) -> None:
        self._add.setEnabled(bool(self.typed.toPlainText().strip()))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Restore the office's key from sheets"))
        self._lead.setText(
            self.tr(
                "Type the four lines of a sheet, or take a photo of its QR code. Photos are read "
                "here and not kept. Then enrol this vault as a reader."
            )
        )
        self._typed.say(self.tr("The letters of one sheet"))
        self._add.say(self.tr("Add this sheet"))
        self._photo.say(self.tr("From a photo…"), self.tr("Read the QR code in a picture"))
        self._close.say(self.tr("Cancel"))
        self.go.say(self.tr("Restore the key"))
        missing = self._need - len(self._there)
        self.go.setEnabled(bool(self._need) and missing <= 0)
        if not self._need:
            self.stand.show_status("info", "", self.tr("No sheet yet."))
            return
        here = ", ".join(map(str, self._there))
        told = self.tr("Here: sheet {here} of {among}.").format(here=here, among=self._among)
        if missing > 0:
            more = self.tr("{count} more are needed.").format(count=speech.number(missing))
            self.stand.show_status("clock", "warn", f"{told} {more}")
        else:
            enough = self.tr("That is enough.")
            self.stand.show_status("tick", "good", f"{told} {enough}")
