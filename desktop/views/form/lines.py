# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of one line: text, phone, address on the net, numbers, money, digits of an identity."""

from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from db.casework.cleaning import clean_text
from db.casework.form import Field, FieldType
from db.casework.shapes import LONGEST
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.form.editor import Editor
from desktop.views.form.plain import digits, text_of
from desktop.views.form.supply import Supply
from desktop.views.forms import column, row
from desktop.views.labels import Mark, Text

SHORT: Final = 500
MOST_DIGITS: Final = 15
"""Whole numbers stay exact in every JSON reader (I-JSON, RFC 7493 section 2.2)."""
WHOLE: Final = 1000
"""A share of a row so large that nothing is left for others."""


class LineEditor(Editor):
    """A line of text; what was filled there before is offered while typing."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.line = QLineEdit()
        self.line.setMaxLength(self._room())
        self.line.textEdited.connect(self._on_typed)
        self.line.editingFinished.connect(self.settled)
        self.line.inputRejected.connect(self._on_refused)
        self._cut = False
        self._offers: QListView | None = None
        known = supply.suggestions(field.key)
        if known:
            completer = QCompleter(QStringListModel(list(known), self), self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setMaxVisibleItems(8)
            self._offers = QListView()
            self._offers.setObjectName("hits")
            completer.setPopup(self._offers)
            completer.activated.connect(self.settled)
            self.line.setCompleter(completer)
        self.around = row()
        self.around.addWidget(self.line, WHOLE)
        self.inside = column(self.around, spacing=4)
        self.setLayout(self.inside)
        self.setFocusProxy(self.line)

    def value(self) -> Json:
        """Return the text."""
        return clean_text(self.line.text(), lines=False) or None

    def set_value(self, value: Json) -> None:
        """Show a text."""
        self._cut = False
        self.line.setText(text_of(value))
        self.line.setCursorPosition(0)

    def _room(self) -> int:
        """Return how many characters fit."""
        return self.field.most or LONGEST.get(self.field.type, SHORT)

    def _limit(self, wide: int) -> None:
        """Be no wider than what belongs there."""
        self.line.setMaximumWidth(wide)
        self.around.addStretch(1)

    def name(self, caption: str) -> None:
        """Name the line."""
        super().name(caption)
        self.line.setAccessibleName(caption)
        if self._offers is not None:
            self._offers.setAccessibleName(caption)

    def refused(self) -> str:
        """Say that a paste was cut."""
        if not self._cut:
            return ""
        most = speech.number(self.line.maxLength())
        return self.tr("Only the first {most} characters fit here; the rest was cut off.").format(
            most=most
        )

    @Slot()
    def _on_typed(self) -> None:
        if len(self.line.text()) < self.line.maxLength():
            self._cut = False
        self.changed.emit()

    @Slot()
    def _on_refused(self) -> None:
        self._cut = True
        self.changed.emit()


class PhoneEditor(LineEditor):
    """A telephone number as it was given."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.line.setPlaceholderText("0812 3456 7890")
        self._limit(280)

    def problem(self) -> str:
        """Say when it cannot be a number anyone could call."""
        text = self.line.text().strip()
        if text and len(digits(text)) < 5:
            return self.tr("A telephone number has at least five digits.")
        return ""


class UrlEditor(LineEditor):
    """An address on the net, copied as it stands."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.line.setPlaceholderText("https://")
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)


class NumberEditor(LineEditor):
    """A whole number; groups of three are shown when the edit is left."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._limit(200)

    def value(self) -> Json:
        """Return the number; what is none stays as it was typed."""
        number = self._number()
        return super().value() if number is None else number

    def set_value(self, value: Json) -> None:
        """Show a number."""
        if isinstance(value, int) and not isinstance(value, bool):
            self.line.setText(speech.number(value))
        else:
            super().set_value(value)

    def _room(self) -> int:
        return 40

    def problem(self) -> str:
        """Say what is wrong with it."""
        text = self.line.text().strip()
        number = self._number()
        if not text:
            return ""
        if number is None:
            return self.tr("Write a whole number in digits.")
        if self.field.least is not None and number < self.field.least:
            return self.tr("The least is {least}.").format(least=speech.number(self.field.least))
        if self.field.most is not None and number > self.field.most:
            return self.tr("The most is {most}.").format(most=speech.number(self.field.most))
        return ""

    def retranslate(self) -> None:
        """Group the digits as the language does."""
        if (number := self._number()) is not None:
            self.line.setText(speech.number(number))

    def _number(self) -> int | None:
        text = self.line.text().strip().replace("Rp", "").strip()
        bare = text.translate({ord(mark): None for mark in ". ,\u00a0"})
        if not bare or bare != digits(bare) or len(bare) > MOST_DIGITS:
            return None
        return int(bare)


class MoneyEditor(NumberEditor):
    """Whole rupiah, grouped while they are typed."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._unit = Text("soft", "Rp")
        self.around.insertWidget(0, self._unit)
        self.line.textEdited.connect(self._on_edited)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        number = self._number()
        if number is None:
            return
        behind = len(digits(text[self.line.cursorPosition() :]))
        shown = speech.number(number)
        place = len(shown)
        while place and len(digits(shown[place:])) < behind:
            place -= 1
        self.line.setText(shown)
        self.line.setCursorPosition(place)


class IdentityEditor(LineEditor):
    """An NIP, NI PPPK, NRP or NIK; what its digits say stands below while it is typed."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._limit(360)
        self._says = Mark("tick", "good", "small")
        self._warnings = [Mark("warning", "warn", "small") for _ in range(3)]
        for mark in (self._says, *self._warnings):
            self.inside.addWidget(mark)
            mark.hide()
        self.line.textChanged.connect(self._read)

    def value(self) -> Json:
        """Return the digits; with letters among them, all of it as it was typed."""
        return super().value() if self.problem() else digits(self.line.text()) or None

    def _room(self) -> int:
        return 40

    def problem(self) -> str:
        """Say when letters were typed: they are never dropped silently."""
        text = self.line.text()
        if any(letter.isalpha() for letter in text):
            return self.tr("Only digits belong here.")
        return ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._read()

    @Slot()
    def _read(self) -> None:
        found = digits(self.line.text())
        reading = self.supply.identity(found) if found else None
        warnings = () if reading is None else reading.warnings
        self._says.setVisible(reading is not None and bool(reading.text))
        if reading is not None:
            good = not warnings
            self._says.show_status("tick" if good else "info", "good" if good else "", reading.text)
        for place, mark in enumerate(self._warnings):
            mark.setVisible(place < len(warnings))
            if place < len(warnings):
                mark.say(warnings[place])
        spoken = [] if reading is None else [reading.text, *warnings]
        self.line.setProperty("reading", " ".join(spoken))


LINES: Final = {
    FieldType.TEXT: LineEditor,
    FieldType.PHONE: PhoneEditor,
    FieldType.URL: UrlEditor,
    FieldType.NUMBER: NumberEditor,
    FieldType.MONEY: MoneyEditor,
    FieldType.IDENTITY: IdentityEditor,
}
