# SPDX-License-Identifier: GPL-3.0-or-later
"""With which certificate documents are signed, if with any; nothing typed here is kept."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.views.buttons import secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import Text, paragraph
from desktop.views.panels import Card
from desktop.views.passphrase import PassphraseEdit


@dataclass(frozen=True, slots=True)
class CertificateWish:
    """A PKCS#12 file, its passphrase, and the address of a time authority or nothing."""

    path: Path
    passphrase: str = field(repr=False)
    authority: str = ""


class CertificateCard(Spoken):
    """Asks for a certificate; empty is an answer too."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._told = Text("section"), paragraph("small")
        self.file, self.authority = QLineEdit(), QLineEdit()
        self.passphrase = PassphraseEdit()
        self._file, self._authority = Field(self.file), Field(self.authority)
        self._passphrase = Field(self.passphrase)
        self._choose = secondary("folder")
        self._choose.clicked.connect(self._on_choose)
        self.file.textChanged.connect(self._on_changed)
        self.passphrase.changed.connect(self.changed)
        line = row(self._file, self._choose)
        line.setStretch(0, 1)
        line.setAlignment(self._choose, BOTTOM)
        card = Card()
        card.inside.addWidget(self._title)
        card.inside.addWidget(self._told)
        card.inside.addLayout(line)
        card.inside.addWidget(self._passphrase)
        card.inside.addWidget(self._authority)
        self.setLayout(column(card))
        self.setFocusProxy(self.file)
        self.retranslate()
        self._on_changed()

    def wish(self) -> CertificateWish | None:
        """Return what was filled in, or None where no file is named."""
        name = self.file.text().strip()
        if not name:
            return None
        return CertificateWish(Path(name), self.passphrase.text(), self.authority.text().strip())

    def forget(self) -> None:
        """Drop the passphrase."""
        self.passphrase.clear()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Electronic signature, if you have a certificate"))
        self._told.setText(
            self.tr(
                "A PKCS#12 file (.p12, .pfx) from BSrE or another issuer signs every document. "
                "Without one the bundle's own signature binds them, and they say so."
            )
        )
        self._file.say(self.tr("Certificate file"))
        self._choose.say(self.tr("Choose…"))
        self._passphrase.say(self.tr("Passphrase of the certificate"))
        self._authority.say(
            self.tr("Address of a time authority (may be empty)"),
            self.tr("When it cannot be reached, documents are signed without its time."),
        )

    @Slot()
    def _on_changed(self) -> None:
        named = bool(self.file.text().strip())
        self._passphrase.setVisible(named)
        self._authority.setVisible(named)
        self.changed.emit()

    @Slot()
    def _on_choose(self) -> None:
        kinds = self.tr("Certificates (*.p12 *.pfx)")
        title = self.tr("Certificate file")
        chosen, _ = QFileDialog.getOpenFileName(self, title, self.file.text(), kinds)
        if chosen:
            self.file.setText(chosen)
