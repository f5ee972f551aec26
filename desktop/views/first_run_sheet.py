# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery sheet on paper, proven by typing one group of it; then what to do first.

The code itself is never shown on the screen: a sheet that was not printed proves nothing.
"""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.buttons import Button, primary, secondary
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import IconLabel, Mark, heading, paragraph
from desktop.views.panels import Card, MessagePanel
from desktop.views.theme import fixed_font


class SheetPage(Spoken):
    """Print the sheet or save it; going on needs one of the two."""

    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("display"), paragraph("soft")
        self._print, self._save = primary("printer"), secondary("document")
        self._print.clicked.connect(self.print_requested)
        self._save.clicked.connect(self.save_requested)
        self._done = Mark("tick", "good")
        self._done.wrap()  # a folder may be long
        self._done.hide()
        self.message = MessagePanel()
        self._rules = [paragraph() for _ in range(3)]
        box = Card(margin=20)
        box.inside.setSpacing(12)
        for name, text in zip(("key", "pin", "warning"), self._rules, strict=True):
            line = row(IconLabel(name, "accent", 22), text, spacing=14)
            line.setStretch(1, 1)
            box.inside.addLayout(line)
        buttons = row(self._print, self._save, 0)
        parts = (self._title, self._lead, 8, box, 8, buttons, self._done, self.message, 0)
        self.setLayout(column(*parts))
        self.setFocusProxy(self._print)
        self.retranslate()

    def show_busy(self, *, busy: bool) -> None:
        """Hold the buttons while the sheet is being set."""
        for button in (self._print, self._save):
            button.setEnabled(not busy)

    def show_kept(self, text: str) -> None:
        """Say that the sheet is on paper or in a file now."""
        self.message.hide()
        self._done.say(text)
        self._done.show()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("The recovery sheet"))
        self._lead.setText(
            self.tr("One sheet of paper opens the vault when a passphrase is forgotten.")
        )
        texts = (
            self.tr("Without passphrase and without this sheet nobody can open the vault again."),
            self.tr("Keep it in a sealed envelope in the office safe, never with the laptop."),
            self.tr(
                "The sheet can also be saved as PDF to print elsewhere. Save it on a stick, print "
                "it, then delete the file."
            ),
        )
        for shown, text in zip(self._rules, texts, strict=True):
            shown.setText(text)
        self._print.say(self.tr("Print…"))
        self._save.say(self.tr("Save as PDF…"))


class ProvePage(Spoken):
    """Asks for one group of the printed code, read from the paper."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("display"), paragraph("soft")
        self._line = QLineEdit()
        self._line.setFont(fixed_font(20))
        self._line.setMaxLength(9)
        self._line.setFixedWidth(180)
        self._line.textChanged.connect(self.changed)
        self._line.returnPressed.connect(self.submitted)
        self._field = Field(self._line)
        self._group = 1
        self.setLayout(column(self._title, self._lead, 16, self._field, 0))
        self.setFocusProxy(self._line)
        self.retranslate()

    def ask(self, group: int) -> None:
        """Ask for group number `group`, counted from 1."""
        self._group = group
        self._line.clear()
        self.retranslate()

    def typed(self) -> str:
        """Return what was typed."""
        return self._line.text().strip()

    def show_wrong(self) -> None:
        """Say that it is not what stands on the paper."""
        self._field.show_hint(
            self.tr("This is not group {number}. Read it once more from the paper.").format(
                number=self._group
            ),
            "bad",
        )
        self._line.selectAll()
        self._line.setFocus()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Show that you have the sheet"))
        self._lead.setText(
            self.tr(
                "Take the printed sheet. The code on it has nine groups of four letters and "
                "digits, counted line by line from the top left."
            )
        )
        self._field.say(self.tr("Type group {number} of the code").format(number=self._group))


class Start(Enum):
    """What to do first in a new vault."""

    SAMPLE = "sample"
    ADD = "add"
    EMPTY = "empty"


class DonePage(Spoken):
    """The vault is ready; three ways to begin."""

    start_requested = Signal(object)  # Start

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("display"), paragraph("soft")
        icons = {Start.SAMPLE: "photo", Start.ADD: "import", Start.EMPTY: "home"}
        self._choices: dict[Start, tuple[Button, QWidget]] = {}
        self._texts = {start: (heading("section"), paragraph("soft")) for start in Start}
        rows = column(spacing=12)
        for start in Start:
            title, text = self._texts[start]
            go = primary(icons[start]) if start is Start.SAMPLE else secondary(icons[start])
            go.setMinimumWidth(190)
            go.clicked.connect(lambda _on=False, chosen=start: self.start_requested.emit(chosen))
            box = Card()
            line = row(column(title, text, spacing=2), go, spacing=16)
            line.setStretch(0, 1)
            box.inside.addLayout(line)
            self._choices[start] = (go, box)
            rows.addWidget(box)
        self.setLayout(column(self._title, self._lead, 16, rows, 0))
        self.setFocusProxy(self._choices[Start.SAMPLE][0])
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("The vault is ready"))
        self._lead.setText(self.tr("It opens with your passphrase only. How do you want to begin?"))
        words = {
            Start.SAMPLE: (
                self.tr("Get to know it"),
                self.tr(
                    "Photos and videos for practice. What is sealed stays: keep this vault for"
                    " practice then, and make another for your work."
                ),
                self.tr("Try with samples"),
            ),
            Start.ADD: (
                self.tr("Begin with real evidence"),
                self.tr("From a memory card, a phone by cable, or a folder."),
                self.tr("Add evidence"),
            ),
            Start.EMPTY: (
                self.tr("Look around first"),
                self.tr("The vault stays empty until you add something."),
                self.tr("Start empty"),
            ),
        }
        for start, (title, text, go) in words.items():
            self._texts[start][0].setText(title)
            self._texts[start][1].setText(text)
            self._choices[start][0].say(go)
