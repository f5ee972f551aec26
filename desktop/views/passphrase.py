# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing a passphrase, and choosing a new one: hidden or shown, with advice in words.

Advice looks at length first, because length is what a guesser pays for.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views import numbers
from desktop.views.buttons import icon_only, quiet
from desktop.views.labels import Text, paragraph
from desktop.views.shapes import Field, Spoken, column, row

LEAST: Final = 8
ENOUGH: Final = 12
LONG: Final = 20
EASY: Final = ("segel", "panwas", "bawaslu", "pemilu", "rahasia", "password", "qwerty", "12345")
FEW_LETTERS: Final = 5


class Strength(Enum):
    """How well a passphrase would hold."""

    EMPTY = "empty"
    SHORT = "short"
    EASY = "easy"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


def strength(text: str) -> Strength:
    """Judge a passphrase by its length, then by what a guesser tries first."""
    if not text:
        return Strength.EMPTY
    if len(text) < LEAST:
        return Strength.SHORT
    bare = text.lower()
    for word in EASY:
        bare = bare.replace(word, "")
    if len(bare) < LEAST or len(set(bare)) < FEW_LETTERS or bare.isdigit():
        return Strength.EASY
    if len(text) < ENOUGH:
        return Strength.FAIR
    return Strength.GOOD if len(text) < LONG else Strength.STRONG


class PassphraseEdit(Spoken):
    """One hidden line with a button that shows it, and a word when Caps Lock seems to be on."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setProperty("wrong", False)  # noqa: FBT003 - the value of a property
        self.line.setProperty("inputMethodHints", numbers.PRIVATE_LINE)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.submitted)
        self._eye = icon_only("look")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self.show_letters)
        self._caps: Text | None = None
        self._parts = column(row(self.line, self._eye, spacing=4), spacing=4)
        self.setLayout(self._parts)
        self.setFocusProxy(self.line)
        self.retranslate()

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put `text` into the line."""
        self.line.setText(text)

    def clear(self) -> None:
        """Forget what was typed and hide the line again."""
        self.line.clear()
        self._eye.setChecked(False)
        self._warn_of_caps(on=False)

    def show_letters(self, shown: bool) -> None:  # noqa: FBT001 - the slot of a toggled button
        """Show or hide the letters."""
        self._eye.setChecked(shown)
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.retranslate()

    def mark_wrong(self, *, wrong: bool) -> None:
        """Mark the line as not accepted."""
        if self.line.property("wrong") == wrong:
            return
        self.line.setProperty("wrong", wrong)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice a letter in a case that Shift does not explain."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice_caps(event)
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Put everything into words."""
        shown = self._eye.isChecked()
        self._eye.draw("hide" if shown else "look")
        self._eye.say(self.tr("Hide the letters") if shown else self.tr("Show the letters"))
        if self._caps is not None:
            self._caps.setText(self.tr("Caps Lock seems to be on."))
        if not self.line.accessibleName():
            self.line.setAccessibleName(self.tr("Passphrase"))

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the line inside, which is what has the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _notice_caps(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the lock screen: see `numbers`

        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._warn_of_caps(on=False)
        elif len(text) == 1 and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._warn_of_caps(on=text.isupper() is not shift)

    def _warn_of_caps(self, *, on: bool) -> None:
        if self._caps is None:
            if not on:
                return
            self._caps = paragraph("small")
            self._caps.set_tone("warn")
            self._parts.addWidget(self._caps)
            self.retranslate()
        self._caps.setVisible(on)


class NewPassphrase(Spoken):
    """A new passphrase, typed twice, with advice; or one made of words, shown to be written down.

    `suggestion_requested` is answered with `offer`.
    """

    changed = Signal()
    submitted = Signal()
    suggestion_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = PassphraseEdit(), PassphraseEdit()
        self._one, self._two = Field(self._first), Field(self._second)
        self._suggest = quiet("refresh")
        self._suggest.clicked.connect(self.suggestion_requested)
        self._advice = paragraph("small")
        self._offered = ""
        for edit in (self._first, self._second):
            edit.changed.connect(self._on_changed)
            edit.submitted.connect(self.submitted)
        fields = row(self._one, self._two, spacing=16, top=True)
        fields.setStretch(0, 1)
        fields.setStretch(1, 1)
        below = row(self._advice, self._suggest, spacing=16)
        below.setStretch(0, 1)
        self.setLayout(column(fields, below, spacing=4))
        self.setFocusProxy(self._first)
        self.retranslate()

    def text(self) -> str:
        """Return the passphrase."""
        return self._first.text()

    def ready(self) -> bool:
        """Tell whether it is long enough and typed twice alike."""
        return len(self.text()) >= LEAST and self.text() == self._second.text()

    def clear(self) -> None:
        """Forget everything typed."""
        self._offered = ""
        for edit in (self._first, self._second):
            edit.clear()

    def offer(self, text: str) -> None:
        """Put a made passphrase into both lines and show it."""
        self._offered = text
        for edit in (self._first, self._second):
            edit.set_text(text)
            edit.show_letters(shown=True)
        self._on_changed()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._one.say(self.tr("New passphrase"))
        self._two.say(self.tr("Once more"))
        self._suggest.say(self.tr("Make one of 5 words"))
        self._on_changed()

    def _on_changed(self) -> None:
        text, again = self.text(), self._second.text()
        advice, tone = self._advice_for(text)
        if again and text != again and not text.startswith(again):
            advice, tone = self.tr("The two lines differ."), "bad"
        elif text and text == self._offered:
            advice = self.tr("Write it down now and keep the paper apart from the laptop.")
            tone = "good"
        self._advice.setText(advice)
        self._advice.set_tone(tone)
        self.changed.emit()

    def _advice_for(self, text: str) -> tuple[str, str]:
        match strength(text):
            case Strength.EMPTY:
                return self.tr("Long is better than complicated: four or five words."), ""
            case Strength.SHORT:
                left = LEAST - len(text)
                return self.tr("Too short: {count} more needed.").format(count=left), "bad"
            case Strength.EASY:
                return self.tr("Easy to guess. Use words that do not belong together."), "warn"
            case Strength.FAIR:
                return self.tr("Enough, but 12 characters or more hold much longer."), "warn"
            case Strength.GOOD:
                return self.tr("Good."), "good"
            case Strength.STRONG:
                return self.tr("Very good: long and hard to guess."), "good"
