# SPDX-License-Identifier: GPL-3.0-or-later
"""The invitation to enrol with an office: by code, by its file, or wholly without a network."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing
from desktop.views.panels import Card, MessagePanel, Page, ProgressStrip
from desktop.views.theme import UNIT, fixed_font

LABEL: Final = 60
CODE_HIGH: Final = 76


class JoiningView(Spoken):
    """Two cards: with a code, and with files alone.  Only the chair may use them."""

    code_given = Signal(str, str)  # what was typed or pasted, what the laptop is called
    file_requested = Signal(str)  # what the laptop is called: open an invitation, enrol by network
    application_requested = Signal(str)  # likewise: open an invitation, write an application
    answer_requested = Signal()
    back_requested = Signal()
    picture_requested = Signal()  # a photo of the code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._applied = self._may = self._again = False
        self._title, self._lead = Text("display"), flowing("soft")
        self.code, self.label = QPlainTextEdit(), QLineEdit()
        self.code.setFont(fixed_font())
        self.code.setFixedHeight(CODE_HIGH)
        self.code.setTabChangesFocus(True)
        self.code.textChanged.connect(self._on_typed)
        self.label.setMaxLength(LABEL)
        self.join, self.file = primary("link"), secondary("document")
        self.picture = secondary("photo")
        self.write, self.answer = secondary("export"), secondary("import")
        self.back = quiet("left")
        self.message, self.progress = MessagePanel(), ProgressStrip()
        self._barred = Mark("lock", "warn")
        self._code_title, self._code_text = Text("section"), flowing("soft")
        self._away_title, self._away_text = Text("section"), flowing("soft")
        self._awaited = Mark("clock", "warn")
        self._promises = [flowing() for _ in range(3)]
        self._code_field, self._label_field = Field(self.code), Field(self.label)
        self._build()
        self._wire()
        self.retranslate()
        self._on_typed()

    def _build(self) -> None:
        page = Page(margin=2 * UNIT)
        page.inside.addLayout(row(self.back, 0))
        page.inside.addWidget(self._title)
        page.inside.addWidget(self._lead)
        for notice in (self.message, self.progress, self._barred):
            page.inside.addWidget(notice)
        code, away, kept = Card(), Card(), Card()
        for text in (self._code_title, self._code_text):
            code.inside.addWidget(text)
        for field in (self._code_field, self._label_field):
            code.inside.addWidget(field)
        code.inside.addLayout(row(self.join, 0))
        code.inside.addLayout(row(self.picture, self.file, 0))
        code.inside.addStretch(1)
        for text in (self._away_title, self._away_text):
            away.inside.addWidget(text)
        away.inside.addWidget(self._awaited)
        away.inside.addLayout(row(self.write, self.answer, 0))
        for name, promise in zip(("lock", "seal", "whole"), self._promises, strict=True):
            line = row(IconLabel(name, "accent", 20), promise, spacing=12)
            line.setStretch(1, 1)
            kept.inside.addLayout(line)
        side = column(away, kept, 0, spacing=12)
        both = row(code, side, spacing=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        page.inside.addLayout(both)
        page.inside.addStretch(1)
        self.setLayout(column(page))

    def _wire(self) -> None:
        self.join.clicked.connect(self._on_join)
        self.file.clicked.connect(lambda: self.file_requested.emit(self.label.text().strip()))
        self.write.clicked.connect(
            lambda: self.application_requested.emit(self.label.text().strip())
        )
        self.answer.clicked.connect(self.answer_requested)
        self.back.clicked.connect(self.back_requested)
        self.picture.clicked.connect(self.picture_requested)

    def show_state(self, *, may: bool, applied: bool, again: bool) -> None:
        """Say who may enrol, whether an answer is awaited, and whether there is an office now."""
        self._may, self._applied, self._again = may, applied, again
        for part in (self.code, self.label, self.picture, self.file, self.write, self.answer):
            part.setEnabled(may)
        self._barred.setVisible(not may)
        self._awaited.setVisible(applied)
        self.back.setVisible(again)
        self._on_typed()
        self.retranslate()

    def show_busy(self, *, busy: bool) -> None:
        """Hold the buttons while the office is being asked."""
        for part in (self.join, self.picture, self.file, self.write, self.answer):
            part.setEnabled(self._may and not busy)
        if busy:
            self.message.hide()
            self.progress.begin(self.tr("Asking the office"), stoppable=False)
        else:
            self.progress.end()
            self._on_typed()

    @Slot()
    def _on_typed(self) -> None:
        self.join.setEnabled(self._may and bool(self.code.toPlainText().strip()))

    @Slot()
    def _on_join(self) -> None:
        self.code_given.emit(self.code.toPlainText(), self.label.text().strip())

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.back.say(self.tr("Back"))
        self._title.setText(
            self.tr("Enrol with another office") if self._again else self.tr("Enrol this laptop")
        )
        self._lead.setText(
            self.tr(
                "Once your office knows this laptop, proof of what you seal reaches it within"
                " seconds of any signal, and photos and films follow when there is time."
            )
        )
        self.picture.say(self.tr("From a photo…"), self.tr("Read the QR code in a picture"))
        self._barred.say(self.tr("Only the chair enrols this laptop. Ask them to sign in."))
        self._code_title.setText(self.tr("With a code from the office"))
        self._code_text.setText(
            self.tr(
                "Type it, or paste what a QR scanner read. It serves once and for 72 hours. An"
                " invitation file does the same."
            )
        )
        self._code_field.say(self.tr("Enrolment code"))
        self.code.setPlaceholderText("segel:https://…#….…")
        self._label_field.say(
            self.tr("What the office calls this laptop"),
            self.tr("No person's name, for example: Panwaslu Solor Timur 1"),
        )
        self.join.say(self.tr("Enrol"))
        self.file.say(self.tr("Open invitation file…"))
        self._away_title.setText(self.tr("Without any network"))
        self._away_text.setText(
            self.tr(
                "Write an application from the office's invitation file, have it carried to the"
                " office, and open the answer that comes back."
            )
        )
        self._awaited.say(self.tr("An application was written; its answer is awaited."))
        self.write.say(self.tr("Write application…"))
        self.answer.say(self.tr("Open answer…"))
        for text, words in zip(
            self._promises,
            (
                self.tr("Everything leaves this laptop sealed: the server cannot open it."),
                self.tr("\u201cSent\u201d is said only with a receipt that the office signed."),
                self.tr("Nothing here is changed or removed by sending."),
            ),
            strict=True,
        ):
            text.setText(words)
