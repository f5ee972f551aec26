# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page's line about sending: what is not at the office yet, and the way to its page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.buttons import quiet
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Text
from desktop.views.panels import Card


class SendingCard(Spoken):
    """One line; hidden while everything is sent or there is no office."""

    sync_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("clock", "warn", 20)
        self._words, self._more = Text("caption"), Text("small")
        self.go = quiet("sync")
        self.go.clicked.connect(self.sync_requested)
        words = column(self._words, self._more, spacing=0)
        line = row(self._icon, words, self.go, spacing=12)
        line.setStretch(1, 1)
        card = Card(margin=12)
        card.inside.addLayout(line)
        self.setLayout(column(card))
        self.hide()
        self.retranslate()

    def show_sending(self, icon: str, tone: str, words: str, more: str) -> None:
        """Say how sending stands; no words hide the line."""
        self._icon.draw(icon, tone or "accent")
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setVisible(bool(words))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.go.say(self.tr("Open Sync"))
