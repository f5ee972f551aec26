# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealed items that wait, in the order they will go, each with its reason and "send this first"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from db.model.evidence import Kind
from desktop.views import icons, marks, speech
from desktop.views.buttons import quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import Card
from desktop.views.plain_table import PlainTable

SHOWN: Final = 8
MORE: Final = 200
ROW: Final = 34
HEAD: Final = 38


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that waits.  `urgent`: it goes before others."""

    id: str
    number: int
    name: str
    kind: Kind
    size: int
    reason: str
    urgent: bool


class ItemsCard(Spoken):
    """A table of what waits, and what can be done with the chosen one."""

    first_requested = Signal(str)
    open_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ItemRow, ...] = ()
        self._all = 0
        self._title, self._note = Text("section"), flowing("small")
        self.table = PlainTable(4, wide=1)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.table.cellActivated.connect(lambda _row, _column: self._open())
        self.first, self.open = secondary("up"), quiet("look")
        self.first.clicked.connect(self._on_first)
        self.open.clicked.connect(self._open)
        card = Card()
        card.inside.addLayout(row(self._title, 0, self.open, self.first))
        card.inside.addWidget(self.table)
        card.inside.addWidget(self._note)
        self.setLayout(column(card))
        self.retranslate()

    def show_items(self, rows: Sequence[ItemRow], *, count: int) -> None:
        """Show items; `count`: how many there are in all, hidden ones included."""
        chosen = self._chosen()
        self._rows, self._all = tuple(rows), count
        self.setVisible(bool(rows))
        self.retranslate()
        if chosen is not None:
            place = next((at for at, one in enumerate(self._rows) if one.id == chosen.id), None)
            if place is not None:
                self.table.selectRow(place)
        self._on_chosen()

    def _chosen(self) -> ItemRow | None:
        place = self.table.chosen()
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _on_chosen(self) -> None:
        one = self._chosen()
        self.open.setEnabled(one is not None)
        self.first.setEnabled(one is not None and not one.urgent)

    def _on_first(self) -> None:
        one = self._chosen()
        if one is not None:
            self.first_requested.emit(one.id)

    def _open(self) -> None:
        one = self._chosen()
        if one is not None:
            self.open_requested.emit(one.id)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Evidence that waits"))
        self.first.say(self.tr("Send this first"))
        self.open.say(self.tr("Open"))
        heads = (self.tr("No."), self.tr("Name"), self.tr("Size"), self.tr("Why it waits"))
        self.table.say(self._title.text(), heads)
        self.table.fill(
            [
                (speech.number(one.number), one.name, speech.size(one.size), self._why(one))
                for one in self._rows
            ],
            [f"{one.name}\n{speech.word(one.reason, 'wait')}" for one in self._rows],
        )
        for place, one in enumerate(self._rows):
            drawing = icons.icon(marks.KINDS[one.kind], "text_soft", 16)
            self.table.draw(place, 1, drawing, speech.word(one.kind, "kind"))
            cell = self.table.item(place, 2)
            if cell is not None:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.table.setFixedHeight(HEAD + ROW * max(1, min(SHOWN, len(self._rows))))
        rest = self._all - len(self._rows)
        self._note.setVisible(rest > 0)
        self._note.setText(
            self.tr("{count} more wait that are not listed here.").format(
                count=speech.number(max(0, rest))
            )
        )
        self._on_chosen()

    def _why(self, one: ItemRow) -> str:
        if one.urgent:
            return self.tr("Goes first")
        return speech.word(one.reason, "wait-short")
