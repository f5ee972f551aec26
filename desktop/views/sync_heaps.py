# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits, by kind: how much, why in words, and a button that does the next thing about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views import speech
from desktop.views.buttons import Button, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Text, divider, flowing
from desktop.views.panels import Card
from desktop.views.theme import UNIT

DRAWINGS: Final = {
    "proof": "seal",
    "forms": "clipboard",
    "thumbnails": "grid",
    "photos": "photo",
    "sound": "audio",
    "video": "video",
}
"""Kinds of what waits, with their drawings, in the order in which they go."""
DEEDS: Final = {
    "no-office": "join",
    "revoked": "join",
    "captive": "browser",
    "proxy": "stick",
    "quota": "stick",
    "damaged": "examine",
    "paused": "resume",
    "metered": "send-all",
    "large": "send-all",
    "broken": "report",
    "newer": "report",
    "untrusted": "report",
}
"""What is done about a reason; about any other one, sending is tried."""
SEND: Final = "send"


@dataclass(frozen=True, slots=True)
class HeapRow:
    """What of a kind waits, and the code of the reason."""

    load: str
    count: int
    bytes: int
    reason: str


def deed_of(reason: str) -> str:
    """Return the name of what is done about a reason."""
    return DEEDS.get(reason, SEND)


class HeapLine(QWidget):
    """One kind: drawing, words, reason."""

    def __init__(self, load: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(DRAWINGS[load], "text_soft", 20)
        self.title, self.amount = Text("caption"), Text("small")
        self.state = IconLabel("tick", "good", 16)
        line = row(self._icon, 4, self.title, 0, self.amount, self.state, spacing=UNIT)
        self.setLayout(line)

    def show_heap(self, title: str, amount: str, *, waits: bool) -> None:
        """Show how much waits."""
        self.title.setText(title)
        self.amount.setText(amount)
        self._icon.set_ink("accent" if waits else "text_soft")
        self.state.draw("clock" if waits else "tick", "warn" if waits else "good")
        self.setAccessibleName(f"{title}: {amount}")


class WaitingCard(Spoken):
    """Six kinds in their order; kinds that wait for the same reason share its words and button."""

    deed_requested = Signal(str)  # a name in DEEDS' values, or SEND

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[HeapRow, ...] = ()
        self._busy = False
        self._title = Text("section")
        self._lines = {load: HeapLine(load) for load in DRAWINGS}
        self.reasons: list[tuple[Text, Button]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * UNIT)
        self._grid.setVerticalSpacing(UNIT)
        self._grid.setColumnStretch(0, 1)
        self._rule = divider()
        card = Card()
        card.inside.addWidget(self._title)
        for line in self._lines.values():
            card.inside.addWidget(line)
        card.inside.addWidget(self._rule)
        card.inside.addLayout(self._grid)
        card.inside.addStretch(1)
        self.setLayout(column(card))
        self.retranslate()

    def show_rows(self, rows: Sequence[HeapRow], *, busy: bool) -> None:
        """Show what waits.  `busy`: a round is held, so that nothing need be done."""
        self._rows, self._busy = tuple(rows), busy
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("What waits"))
        for heap in self._rows:
            waits = heap.count > 0
            amount = self.tr("nothing waits")
            if waits:
                amount = f"{speech.number(heap.count)} · {speech.size(heap.bytes)}"
            self._lines[heap.load].show_heap(speech.word(heap.load, "load"), amount, waits=waits)
        self._say_reasons()

    def _say_reasons(self) -> None:
        waiting: dict[str, list[str]] = {}
        for heap in self._rows:
            if heap.count:
                waiting.setdefault(heap.reason, []).append(speech.word(heap.load, "load"))
        shown = {} if self._busy else waiting
        while len(self.reasons) < len(shown):
            self._add_reason()
        for place, (text, button) in enumerate(self.reasons):
            there = place < len(shown)
            text.setVisible(there)
            button.setVisible(there)
        self._rule.setVisible(bool(shown))
        for (reason, loads), (text, button) in zip(shown.items(), self.reasons, strict=False):
            words = speech.word(reason, "wait")
            text.setText(words if len(shown) == 1 else f"{', '.join(loads)}: {words}")
            button.setProperty("deed", deed_of(reason))
            button.say(speech.word(deed_of(reason), "wait-deed"), words)

    def _add_reason(self) -> None:
        text, button = flowing(), secondary()
        button.clicked.connect(lambda: self.deed_requested.emit(str(button.property("deed"))))
        place = len(self.reasons)
        self._grid.addWidget(text, place, 0)
        self._grid.addWidget(button, place, 1, Qt.AlignmentFlag.AlignTop)
        self.reasons.append((text, button))
