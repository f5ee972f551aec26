# SPDX-License-Identifier: GPL-3.0-or-later
"""Surat kantor: what the office wrote, whether it was read, and the number it offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import Card, MessagePanel
from desktop.views.plain_table import PlainTable
from desktop.views.theme import UNIT


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter.  `number`: the number it offers, which may be given still, or empty.

    `about`: whether it is about something that can be opened.
    """

    what: str
    text: str
    writer: str
    moment: str
    state: str
    number: str
    about: bool


class LettersView(Spoken):
    """A list of letters above, the chosen one below."""

    letter_chosen = Signal(int)
    apply_requested = Signal()
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._soft = Text("display"), flowing("soft")
        self.message = MessagePanel()
        self.table = PlainTable(5, wide=1)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self._head = Text("section")
        self.apply, self.open = primary("clipboard"), secondary("look")
        self._refused = flowing("soft")
        card = Card()
        card.inside.addWidget(self._head)
        card.inside.addWidget(self.text, 1)
        deeds = row(self.open, self.apply, spacing=UNIT)
        deeds.addStretch(1)
        card.inside.addLayout(deeds)
        whole = column(self._title, self._soft, self.message, spacing=UNIT)
        whole.addWidget(self.table, 1)
        whole.addWidget(card, 1)
        whole.addWidget(self._refused)
        whole.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.setLayout(whole)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.apply.clicked.connect(self.apply_requested)
        self.open.clicked.connect(self.open_requested)
        self._lines: tuple[LetterLine, ...] = ()
        self.show_letter(None)
        self.retranslate()

    def _on_chosen(self) -> None:
        place = self.table.chosen()
        if place is not None:
            self.letter_chosen.emit(place)

    def show_lines(self, lines: Sequence[LetterLine], refused: Sequence[str]) -> None:
        """Show the letters, and what was refused in the office's name."""
        self._lines = tuple(lines)
        self.table.fill([(one.what, one.text, one.writer, one.moment, one.state) for one in lines])
        self._refused.setText("\n".join(refused))
        self._refused.setVisible(bool(refused))

    def show_letter(self, line: LetterLine | None) -> None:
        """Show one letter whole, or none."""
        self.apply.setVisible(line is not None and bool(line.number))
        self.open.setVisible(line is not None and line.about)
        self.text.setPlainText("" if line is None else line.text)
        self._head.setText("" if line is None else f"{line.what} · {line.writer}")

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Letters of the office"))
        self._soft.setText(
            self.tr("Only letters by people whom the office vouches for are shown here.")
        )
        self.apply.say(self.tr("Enter this number"))
        self.open.say(self.tr("Open what it is about"))
        self.text.setAccessibleName(self.tr("The letter's text"))
        self.table.say(
            self.tr("Letters"),
            [
                self.tr("Kind"),
                self.tr("Text"),
                self.tr("From"),
                self.tr("Time"),
                self.tr("State"),
            ],
        )
