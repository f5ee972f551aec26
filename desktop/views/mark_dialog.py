# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what is seen or heard at one moment."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import Field, SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel

WIDE: Final = 440
TALL: Final = 84


class MarkDialog(SpokenDialog):
    """`agreed` carries what was written about the moment, which is given in words."""

    agreed = Signal(str)

    def __init__(self, moment: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self._title, self._moment, self._hint = (
            Text("title"),
            Text("soft", moment),
            flowing("small"),
        )
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TALL)
        self._field = Field(self.text)
        self.message = MessagePanel()
        self.go, self.back = primary("flag"), secondary()
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.reject)
        self.setLayout(
            column(
                column(self._title, self._moment, spacing=2),
                self._field,
                self._hint,
                self.message,
                row(0, self.back, self.go),
                spacing=12,
                margins=20,
            )
        )
        self.retranslate()
        self.text.setFocus()

    def show_refused(self, words: str) -> None:
        """Say why it was not written down."""
        self.go.setEnabled(True)
        self.message.show_message("", words, "warn")
        self.adjustSize()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Mark"))
        self._title.setText(self.tr("Mark this moment"))
        self._field.say(self.tr("What is seen or heard"))
        self._hint.setText(self.tr("It becomes part of the signed ledger and stays there."))
        self.go.say(self.tr("Write it down"))
        self.back.say(self.tr("Cancel"))

    @Slot()
    def _on_go(self) -> None:
        text = self.text.toPlainText().strip()
        if text:
            self.message.hide()
            self.go.setEnabled(False)
            self.agreed.emit(text)
        else:
            self.text.setFocus()
