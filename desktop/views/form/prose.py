# SPDX-License-Identifier: GPL-3.0-or-later
"""Long text: grows with what is written, counts, and takes no more than it can show well."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from db.casework.cleaning import clean_text
from db.casework.form import Field, FieldType
from db.casework.shapes import LONGEST
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import quiet
from desktop.views.form.editor import Editor
from desktop.views.form.plain import text_of
from desktop.views.form.supply import Supply
from desktop.views.forms import column, row
from desktop.views.labels import Text

LEAST_LINES: Final = 4
MOST_LINES: Final = 16


class Prose(QPlainTextEdit):
    """A text edit that stops at `most` characters and says what it refused."""

    left = Signal()
    refused = Signal(object)  # how many characters did not fit

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._hold)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Take what still fits of a paste."""
        if not source.hasText():
            return
        text = source.text()
        room = self.most - self._length() + len(self.textCursor().selectedText())
        piece = clean_text(text[: max(0, room)], lines=True)
        if text[:1].isspace():
            piece = text[: len(text) - len(text.lstrip())][:room] + piece
        if text[-1:].isspace() and len(text) <= room:
            piece += text[len(text.rstrip()) :]
        cursor = self.textCursor()
        cursor.insertText(piece)
        self.ensureCursorVisible()
        if len(text) > room:
            self.refused.emit(len(text) - max(0, room))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell when the person goes on."""
        super().focusOutEvent(event)
        self.left.emit()

    def _length(self) -> int:
        return self.document().characterCount() - 1

    @Slot()
    def _hold(self) -> None:
        """Take away what an input method or a key put in beyond the most."""
        over = self._length() - self.most
        if over > 0:
            cursor = self.textCursor()
            cursor.movePosition(
                QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor, over
            )
            cursor.removeSelectedText()
            self.refused.emit(over)

    @Slot()
    def _fit(self) -> None:
        lines = round(self.document().documentLayout().documentSize().height())
        shown = min(max(lines, LEAST_LINES), MOST_LINES)
        height = shown * self.fontMetrics().lineSpacing() + 24
        if height != self.minimumHeight():
            self.setFixedHeight(height)


class LongEditor(Editor):
    """Long text with a count; a window may offer to write its beginning."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.edit = Prose(field.most or LONGEST[FieldType.LONG])
        self.edit.textChanged.connect(self._on_changed)
        self.edit.left.connect(self.settled)
        self.edit.refused.connect(self._on_refused)
        self._count = Text("small")
        self._lost = 0
        self._quiet = False
        self._offer = quiet("text")
        self._offer.hide()
        self._offer.clicked.connect(self._on_offer)
        self._make: Callable[[], str] | None = None
        self.setLayout(column(self.edit, row(self._offer, 0, self._count), spacing=2))
        self.setFocusProxy(self.edit)
        self.retranslate()

    def value(self) -> Json:
        """Return the text."""
        return clean_text(self.edit.toPlainText(), lines=True) or None

    def set_value(self, value: Json) -> None:
        """Show a text."""
        self._quiet = True
        self.edit.setPlainText(text_of(value))
        self.edit.moveCursor(QTextCursor.MoveOperation.End)  # people go on writing, not before it
        self._quiet = False
        self._lost = 0
        self._tell()

    def name(self, caption: str) -> None:
        """Name the edit."""
        super().name(caption)
        self.edit.setAccessibleName(caption)

    def offer(self, words: str, make: Callable[[], str]) -> None:
        """Offer a button that puts what `make` returns before what is written."""
        self._make = make
        self._offer.say(words)
        self._offer.show()

    def problem(self) -> str:
        """Say how much is missing to the least length."""
        length, least = len(text_of(self.value())), self.field.least or 0
        if 0 < length < least:
            return self.tr("At least {least} characters; {more} more.").format(
                least=least, more=least - length
            )
        return ""

    def refused(self) -> str:
        """Say what was cut off."""
        if not self._lost:
            return ""
        return self.tr(
            "Too long: {lost} characters were not taken; {most} fit here."
            " Seal a long document as evidence and link it instead."
        ).format(lost=speech.number(self._lost), most=speech.number(self.edit.most))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._tell()

    def _tell(self) -> None:
        length = self.edit.document().characterCount() - 1
        most = self.edit.most
        self._count.setText(f"{speech.number(length)} / {speech.number(most)}")
        self._count.setAccessibleName(
            self.tr("{length} of {most} characters").format(length=length, most=most)
        )
        self._count.set_tone("warn" if length * 10 >= most * 9 else "")

    @Slot()
    def _on_changed(self) -> None:
        self._tell()
        if not self._quiet:
            if self.edit.document().characterCount() - 1 < self.edit.most:
                self._lost = 0
            self.changed.emit()

    @Slot(object)
    def _on_refused(self, count: int) -> None:
        self._lost = count
        self.changed.emit()

    @Slot()
    def _on_offer(self) -> None:
        if self._make is not None:
            cursor = self.edit.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            written = self.edit.toPlainText()
            cursor.insertText(self._make() + ("\n\n" if written.strip() else " "))
            self.edit.setTextCursor(cursor)
            self.edit.setFocus()
            self.settled.emit()
