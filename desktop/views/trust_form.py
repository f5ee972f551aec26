# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusting an office's key: the key by file or typed, its fingerprint by telephone, the passphrase.

The fingerprint is never shown before it was read out: whoever could copy it would not call.
"""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from desktop.views.buttons import danger, primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row, scrolled
from desktop.views.labels import Mark, heading, paragraph
from desktop.views.panels import MessagePanel
from desktop.views.passphrase import PassphraseEdit
from desktop.views.theme import fixed_font

LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Trusted:
    """What was typed.  `said`: the fingerprint as it was read out.  `own`: the passphrase."""

    own: str = field(repr=False)
    key: str = ""
    said: str = ""


class TrustForm(Spoken):
    """One form for both: `office` empty to trust a new one, else the one to trust no longer."""

    filled = Signal(object)  # Trusted
    key_typed = Signal(str)
    file_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, office: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._good = office, False
        self.message = MessagePanel()
        self._title, self._lead = heading("title"), paragraph("soft")
        self._key, self._said, self._own = QLineEdit(), QLineEdit(), PassphraseEdit()
        for line in (self._key, self._said):
            line.setMaxLength(LONGEST)
            line.setFont(fixed_font(13))
            line.textChanged.connect(self._on_typed)
            line.textChanged.connect(self.message.hide)
        self._key.textChanged.connect(self.key_typed)
        self._file = secondary("folder")
        self._file.clicked.connect(self.file_requested)
        self._owner = Mark("info", "", "small")
        self._fields = [Field(edit) for edit in (self._key, self._said, self._own)]
        self._own.changed.connect(self._on_typed)
        self._own.submitted.connect(self._on_go)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.hide()
        self._go = danger() if office else primary("shield")
        self._cancel = quiet()
        self._go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self.cancel_requested)
        key, said, own = self._fields
        pair = row(key, self._file)
        pair.setStretch(0, 1)
        pair.setAlignment(self._file, BOTTOM)
        asked = QWidget()
        asked.setLayout(column(pair, self._owner, said, spacing=10))
        asked.setVisible(not office)
        self._owner.hide()
        page = QWidget()
        inside = column(self._title, self._lead, 4, asked, own, 0, spacing=10)
        inside.setContentsMargins(24, 24, 24, 8)
        page.setLayout(inside)
        below = column(self.message, self._busy, row(0, self._cancel, self._go), spacing=10)
        below.setContentsMargins(24, 4, 24, 20)
        whole = column(scrolled(page), below, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self._own if office else self._key)
        self.retranslate()
        self._on_typed()

    def show_key(self, text: str) -> None:
        """Put a key in that came by file."""
        self._key.setText(text.strip())
        self._key.setCursorPosition(0)

    def show_owner(self, name: str, *, replaces: bool) -> None:
        """Say whose key was typed, empty while it is none; `replaces`: another one is trusted."""
        self._good = bool(name)
        typed = bool(self._key.text().strip())
        if name and replaces:
            told = self.tr("The key is whole. It replaces the key of {name} trusted until now.")
            self._owner.show_status("warning", "warn", told.format(name=name))
        elif name:
            told = self.tr("The key is whole and belongs to {name}.")
            self._owner.show_status("tick", "good", told.format(name=name))
        else:
            told = self.tr("This key is mistyped or cut off.")
            self._owner.show_status("warning", "warn", told)
        self._owner.setVisible(typed)
        self._on_typed()

    def show_busy(self, *, busy: bool) -> None:
        """Hold the form while the passphrase is proven."""
        self._busy.setVisible(busy)
        self._cancel.setEnabled(not busy)
        self._go.setEnabled(not busy)

    def forget(self) -> None:
        """Drop the passphrase."""
        self._own.clear()

    def retranslate(self) -> None:
        """Put everything into words."""
        key, said, own = self._fields
        if self._office:
            self._title.setText(self.tr("Trust {name} no longer").format(name=self._office))
            self._lead.setText(
                self.tr("Its packs are refused from now on. The rows already taken stay in use.")
            )
            self._go.say(self.tr("Trust no longer"))
        else:
            self._title.setText(self.tr("Trust an office"))
            self._lead.setText(
                self.tr(
                    "Call the office on a number you already know and let them read the "
                    "fingerprint of their key to you."
                )
            )
            self._go.say(self.tr("Trust this office"))
        key.say(self.tr("Key of the office: one line, as the office sent it"))
        said.say(
            self.tr("Fingerprint, as the office reads it out"),
            self.tr("20 letters and digits; spaces do not matter."),
        )
        own.say(self.tr("Your own passphrase, to confirm"))
        self._file.say(self.tr("From a file…"))
        self._cancel.say(self.tr("Cancel"))

    @Slot()
    def _on_typed(self) -> None:
        asked = bool(self._office) or (self._good and bool(self._said.text().strip()))
        self._go.setEnabled(asked and bool(self._own.text()))

    @Slot()
    def _on_go(self) -> None:
        if self._go.isEnabled():
            self.message.hide()
            self.filled.emit(Trusted(self._own.text(), self._key.text(), self._said.text()))
