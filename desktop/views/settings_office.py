# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings' page about the office: what is known of it, and the way to its form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel


class OfficePage(Spoken):
    """Name and address as they stand on every form."""

    open_requested = Signal()
    reading_requested = Signal()
    split_requested = Signal()
    restore_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self._title, self._text = Text("title"), flowing("soft")
        self._name, self._address = Text("caption"), flowing()
        self.go = primary("note")
        self.go.clicked.connect(self.open_requested)
        self.message, self._reads = MessagePanel(), flowing("soft")
        self.read = secondary("folder")
        self.read.clicked.connect(self.reading_requested)
        self._sheets = flowing("soft")
        self.split, self.restore = secondary("key"), secondary("unlock")
        self.split.clicked.connect(self.split_requested)
        self.restore.clicked.connect(self.restore_requested)
        self.setLayout(
            column(
                self._title,
                self._text,
                8,
                self._name,
                self._address,
                8,
                row(self.go, 0),
                24,
                self._reads,
                row(self.read, self.restore, 0),
                16,
                self._sheets,
                row(self.split, 0),
                self.message,
                0,
                spacing=8,
            )
        )
        self.show_reading(reads=False, may=False)
        self.retranslate()

    def show_office(self, name: str, address: str, *, known: bool, may: bool) -> None:
        """Show the office.  `known`: it was written down; `may`: the reader may correct it."""
        self._known = known
        self._name.setText(name)
        self._address.setText(address)
        self.go.setVisible(may)
        self.retranslate()

    def show_reading(self, *, reads: bool, may: bool) -> None:
        """Offer what fits.  `reads`: the vault is an office's; `may`: the reader is its Ketua."""
        for part in (self._reads, self.read, self.restore):
            part.setVisible(may)
        for part in (self._sheets, self.split):
            part.setVisible(reads and may)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Office"))
        self._text.setText(
            self.tr("What stands here stands on every form, print and temporary number.")
        )
        self._reads.setText(
            self.tr("At a province or kab/kota office, this vault can read what laptops send.")
        )
        self.read.say(self.tr("Make this vault an office's…"))
        self.restore.say(self.tr("Restore from sheets…"))
        self._sheets.setText(
            self.tr(
                "Should this laptop be lost: sheets for officers, enough of which make its key."
            )
        )
        self.split.say(self.tr("Divide the office's key…"))
        correct, complete = self.tr("Correct the office"), self.tr("Complete the office")
        self.go.say(correct if self._known else complete)
