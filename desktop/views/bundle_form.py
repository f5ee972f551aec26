# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle that came: how it came, with which key it opens, and what to do with it."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db.model.evidence import Manner, Provenance, Road
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import Mark, flowing, heading, paragraph
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.passphrase import PassphraseEdit
from desktop.views.provenance import ProvenanceForm
from desktop.views.theme import UNIT


@dataclass(frozen=True, slots=True)
class KeyWish:
    """A key file, and the passphrase that opens it; either may be empty."""

    file: str
    passphrase: str = field(repr=False)


class BundleForm(Spoken):
    """Asks what to do with a bundle."""

    take_requested = Signal()
    unpack_requested = Signal()
    plain_requested = Signal()
    check_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._title, self._lead = heading("title"), flowing("soft")
        self.message = MessagePanel()
        self.provenance = ProvenanceForm()
        self.file, self.passphrase = QLineEdit(), PassphraseEdit()
        self._file, self._passphrase = Field(self.file), Field(self.passphrase)
        self._choose = secondary("folder")
        self._choose.clicked.connect(self._on_choose)
        line = row(self._file, self._choose)
        line.setStretch(0, 1)
        line.setAlignment(self._choose, BOTTOM)
        self._keys, came = Card(), Card()
        self._tried = paragraph("small")
        self._keys.inside.addWidget(self._tried)
        self._keys.inside.addLayout(line)
        self._keys.inside.addWidget(self._passphrase)
        came.inside.addWidget(self.provenance)
        self.take, self.unpack = primary("seal"), secondary("unlock")
        self.plain, self.check, self.cancel = quiet(), quiet("whole"), secondary()
        self.check.clicked.connect(self.check_requested)
        self.take.clicked.connect(self.take_requested)
        self.unpack.clicked.connect(self.unpack_requested)
        self.plain.clicked.connect(self.plain_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        page = Page()
        for part in (self._title, self._lead, self.message, self._keys, came):
            page.inside.addWidget(part)
        page.inside.addStretch(1)
        feet = row(self.plain, self.check, 0, self.cancel, self.unpack, self.take)
        feet.setContentsMargins(2 * UNIT, 10, 2 * UNIT, 12)
        self.setLayout(column(page, feet, spacing=0))
        self.provenance.keep_to(Road.RECEIVED)
        self.provenance.show_provenance(Provenance(Manner.STICK))
        self.setFocusProxy(self.take)
        self.retranslate()

    def show_bundle(self, path: Path, *, sealed: bool, key: Path | None) -> None:
        """Show what came.  `key`: a key file with a passphrase that lies beside it."""
        self._name = path.name
        self.file.setText("" if key is None else str(key))
        self._keys.setVisible(sealed)
        self.unpack.setVisible(sealed)
        self.plain.setVisible(not sealed)
        self.retranslate()

    def key(self) -> KeyWish:
        """Return the key that was chosen."""
        return KeyWish(self.file.text().strip(), self.passphrase.text())

    def forget(self) -> None:
        """Drop the passphrase."""
        self.passphrase.clear()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("An evidence bundle: {name}").format(name=self._name))
        lead = self.tr(
            "It is examined first. Sound items are sealed in this vault as received, its papers "
            "and the sender's custody record beside them; damaged ones are refused by name."
        )
        self._lead.setText(lead)
        self._file.say(self.tr("Key file (may be empty)"))
        self._tried.setText(self.tr("The key of this vault is tried by itself."))
        self._choose.say(self.tr("Choose…"))
        self._passphrase.say(self.tr("Passphrase from the printed sheet, if there is one"))
        self.take.say(self.tr("Take into the vault"))
        self.unpack.say(self.tr("Only unpack…"))
        self.plain.say(self.tr("Treat as ordinary files"))
        self.check.say(self.tr("Only check…"))
        self.cancel.say(self.tr("Cancel"))

    @Slot()
    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Key file"), self.file.text())
        if chosen:
            self.file.setText(chosen)


class BundleOutcome(Spoken):
    """What became of a bundle: a headline, and a line for everything that needs a look."""

    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading("title")
        self.lead = flowing()
        self._list = column(spacing=6)
        self.close_button = primary()
        self.close_button.clicked.connect(self.close_requested)
        page = Page()
        page.inside.addWidget(self._title)
        page.inside.addWidget(self.lead)
        page.inside.addLayout(self._list)
        page.inside.addStretch(1)
        page.inside.addLayout(row(0, self.close_button))
        self.setLayout(column(page))
        self.setFocusProxy(self.close_button)
        self.lines: list[Mark] = []
        self.retranslate()

    def show_outcome(self, title: str, lead: str, troubles: tuple[str, ...]) -> None:
        """Show how it ended."""
        self._title.setText(title)
        self.lead.setText(lead)
        clear(self._list)
        self.lines = []
        for trouble in troubles:
            line = Mark("damaged", "bad")
            line.say(trouble)
            self._list.addWidget(line)
            self.lines.append(line)

    def retranslate(self) -> None:
        """Put everything into words."""
        self.close_button.say(self.tr("Done"))
