# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes down what is said, line by line, beside the player that goes on."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from db.errors import InvalidInputError
from db.model.derived import Transcript
from desktop.views import speech
from desktop.views.buttons import primary, secondary
from desktop.views.forms import Field, SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel, ProgressStrip
from desktop.views.timecodes import lines_of, timecode

LONGEST: Final = 2000
SIZE: Final = QSize(560, 560)


class TranscriptDialog(SpokenDialog):
    """Stays open beside the player.  `agreed` carries the step and the name."""

    agreed = Signal(object, str)  # Transcript, name
    toggle_requested = Signal()

    def __init__(self, name: str, now_us: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now_us = now_us
        self._title, self._hint = Text("title"), flowing("soft")
        self.language, self.translation, self.name = QLineEdit(), QLineEdit(), QLineEdit(name)
        for line in (self.language, self.translation, self.name):
            line.setMaxLength(LONGEST)
        self._language, self._translation = Field(self.language), Field(self.translation)
        self._name = Field(self.name)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.stamp, self._play = secondary("clock"), secondary("play")
        self.stamp.clicked.connect(self._on_stamp)
        self._play.clicked.connect(self.toggle_requested)
        QShortcut(QKeySequence("F8"), self).activated.connect(self._on_stamp)
        QShortcut(QKeySequence("F7"), self).activated.connect(self.toggle_requested)
        self.message, self.strip = MessagePanel(), ProgressStrip()
        self.go, self.back = primary("seal"), secondary()
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.reject)
        whole = column(
            column(self._title, self._hint, spacing=4),
            row(self._play, self.stamp, 0),
            self.text,
            row(self._language, self._translation, spacing=12),
            self._name,
            self.message,
            self.strip,
            row(0, self.back, self.go),
            spacing=10,
            margins=20,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.retranslate()
        self.text.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size beside which the player still shows."""
        return SIZE

    def show_refused(self, words: str) -> None:
        """Say why it was not sealed; what was written stays."""
        self.strip.end()
        self.go.setEnabled(True)
        self.message.show_message("", words, "warn")

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Transcript"))
        self._title.setText(self.tr("Write down what is said"))
        self._hint.setText(
            self.tr("One line each: [time] speaker: words. F8 writes the time, F7 plays or pauses.")
        )
        self._play.say(self.tr("Play or pause"), self.tr("F7"))
        self.stamp.say(self.tr("Write the time"), self.tr("F8"))
        self.text.setAccessibleName(self.tr("Transcript"))
        self.text.setPlaceholderText(self.tr("[00:00:01.500] Chair: Good morning"))
        self._language.say(self.tr("What language is spoken"))
        self._translation.say(self.tr("Note on the translation (optional)"))
        self._name.say(self.tr("Name of the new item"))
        self.go.say(self.tr("Seal the transcript"))
        self.back.say(self.tr("Cancel"))

    @Slot()
    def _on_stamp(self) -> None:
        cursor = self.text.textCursor()
        begins = cursor.positionInBlock() == 0
        cursor.insertText(f"{'' if begins else chr(10)}[{timecode(self._now_us())}] ")
        self.text.setFocus()

    @Slot()
    def _on_go(self) -> None:
        lines = lines_of(self.text.toPlainText())
        language, name = self.language.text().strip(), self.name.text().strip()
        if lines is None:
            self.show_refused(self.tr("Every line begins with its time in brackets."))
        elif not language:
            self.show_refused(self.tr("Say what language is spoken."))
            self.language.setFocus()
        elif not name:
            self.name.setFocus()
        else:
            try:
                made = Transcript(language, lines, self.translation.text().strip())
            except InvalidInputError as error:
                self.show_refused(speech.error_text(error))
                return
            self.message.hide()
            self.go.setEnabled(False)
            self.strip.begin(self.tr("Sealing it …"), stoppable=False)
            self.agreed.emit(made, name)
