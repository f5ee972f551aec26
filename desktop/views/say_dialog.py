# SPDX-License-Identifier: GPL-3.0-or-later
"""A dialog that takes a few words to somebody: what is asked, a number, a head from elsewhere."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import flowing
from desktop.views.panels import MessagePanel
from desktop.views.theme import UNIT

SIZE = QSize(480, 300)


class SayDialog(SpokenDialog):
    """Asks for words; stays open until they were taken."""

    said = Signal(str)

    def __init__(self, title: str, hint: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.message = MessagePanel()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(hint)
        told = flowing()
        told.setText(hint)
        self.go, self._back = primary(), secondary()
        self.go.say(verb)
        self.go.setEnabled(False)
        buttons = row(self._back, self.go, spacing=UNIT)
        buttons.insertStretch(0, 1)
        inside = column(told, self.words, self.message, spacing=UNIT)
        inside.addLayout(buttons)
        inside.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.setLayout(inside)
        self.words.textChanged.connect(self._on_typed)
        self.go.clicked.connect(lambda: self.said.emit(self.words.toPlainText().strip()))
        self._back.clicked.connect(self.reject)
        self.retranslate()

    def _on_typed(self) -> None:
        self.go.setEnabled(bool(self.words.toPlainText().strip()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for a few lines."""
        return SIZE

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._back.say(self.tr("Cancel"))
