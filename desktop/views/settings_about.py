# SPDX-License-Identifier: GPL-3.0-or-later
"""The last page of the settings: which Segel this is, whose key signs, and the licences."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.buttons import secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, heading, paragraph
from desktop.views.theme import fixed_font


@dataclass(frozen=True, slots=True)
class About:
    """What stands on the last page."""

    version: str
    vault: str
    fingerprint: str
    entries: int


class AboutPage(Spoken):
    """Version, licence, and the fingerprint of one's own key."""

    licence_requested = Signal()
    guide_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = About("", "", "", 0)
        self._title, self._promise = heading("title"), paragraph("soft")
        self._captions = [Text("overline") for _ in range(3)]
        self._values = [paragraph() for _ in range(3)]
        for value in self._values[1:]:
            value.setFont(fixed_font(13))
        self._advice, self._licence_text = paragraph("small"), paragraph("small")
        self._licence, self._guide = secondary("document"), secondary("help")
        self._licence.clicked.connect(self.licence_requested)
        self._guide.clicked.connect(self.guide_requested)
        lines = [
            column(caption, value, spacing=0)
            for caption, value in zip(self._captions, self._values, strict=True)
        ]
        self.setLayout(
            column(
                self._title,
                self._promise,
                4,
                *lines,
                self._advice,
                4,
                self._licence_text,
                row(self._guide, self._licence, 0),
                0,
                spacing=10,
            )
        )
        self.setFocusProxy(self._guide)
        self.retranslate()

    def show_about(self, about: About) -> None:
        """Show what was asked of the vault."""
        self._about = about
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        about = self._about
        self._title.setText(self.tr("About Segel"))
        self._promise.setText(self.tr("Evidence is written once and never changed."))
        captions = (self.tr("Version"), self.tr("Vault"), self.tr("Fingerprint of your key"))
        values = (about.version, about.vault, about.fingerprint)
        for caption, words in zip(self._captions, captions, strict=True):
            caption.setText(words)
        for value, words in zip(self._values, values, strict=True):
            value.setText(words)
        self._advice.setText(
            self.tr("Give this fingerprint to your office by letter or telephone, once.")
        )
        self._licence_text.setText(
            self.tr("Free software under the GPL, version 3 or later, with parts by others.")
        )
        self._licence.say(self.tr("Licences"))
        self._guide.say(self.tr("User guide"))
