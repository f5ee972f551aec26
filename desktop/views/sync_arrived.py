# SPDX-License-Identifier: GPL-3.0-or-later
"""What the office signed for, and where it contradicted itself: both in words and with drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.views import speech
from desktop.views.buttons import quiet
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, divider, flowing
from desktop.views.panels import Card, clear
from desktop.views.theme import UNIT

FINE: Final = 1000


@dataclass(frozen=True, slots=True)
class SentFacts:
    """What receipts say is stored.  `said`: when the office last signed, in words, or empty."""

    items: int
    of_items: int
    bytes: int
    entries: int
    of_entries: int
    receipts: int
    said: str


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A breach: its code, when it was noticed, and in which entry.

    `recovered`: all was receipted anew.  `settled`: nobody need do anything any more.
    """

    breach: str
    when: str
    seq: int
    recovered: bool
    settled: bool


class Share(QWidget):
    """A share of something as a bar with its words; full is told by word as well."""

    def __init__(self, drawing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._title, self._amount = Text("caption"), Text("small")
        head = row(IconLabel(drawing, "accent", 18), self._title, 0, self._amount, spacing=UNIT)
        self.setLayout(column(head, self._bar, spacing=6))

    def show_share(self, title: str, amount: str, part: int, whole: int) -> None:
        """Show `part` of `whole`; all of nothing is full."""
        self._title.setText(title)
        self._amount.setText(amount)
        self._bar.setRange(0, FINE)
        self._bar.setValue(part * FINE // whole if whole else FINE)
        self._bar.setAccessibleName(f"{title}: {amount}")


class ArrivedCard(Spoken):
    """How much is at the office, proven by receipts kept in this vault."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = SentFacts(0, 0, 0, 0, 0, 0, "")
        self._title = Text("section")
        self.items, self.entries = Share("evidence"), Share("ledger")
        self.receipts, self._note = Mark("seal", "good", wraps=True), flowing("small")
        card = Card()
        card.inside.setSpacing(12)
        for part in (self._title, self.items, self.entries, self.receipts, self._note):
            card.inside.addWidget(part)
        card.inside.addStretch(1)
        self.setLayout(column(card))
        self.retranslate()

    def show_sent(self, facts: SentFacts) -> None:
        """Show what was receipted."""
        self._facts = facts
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        facts, number = self._facts, speech.number
        self._title.setText(self.tr("Sent, with a receipt"))
        share = self.tr("{part} of {whole}")
        items = share.format(part=number(facts.items), whole=number(facts.of_items))
        self.items.show_share(
            self.tr("Evidence"),
            f"{items} · {speech.size(facts.bytes)}",
            facts.items,
            facts.of_items,
        )
        entries = share.format(part=number(facts.entries), whole=number(facts.of_entries))
        self.entries.show_share(self.tr("Ledger lines"), entries, facts.entries, facts.of_entries)
        if facts.said:
            words = self.tr("Last receipt {time}, by the office's clock").format(time=facts.said)
            self.receipts.show_status("seal", "good", words)
        else:
            self.receipts.show_status("seal", "", self.tr("No receipt yet"))
        self._note.setText(
            self.tr(
                "{count} receipts are kept in this vault. Each was checked against the office's"
                " signature and its public log."
            ).format(count=number(facts.receipts))
        )
        self._note.setVisible(facts.receipts > 0)


class DoubtsCard(Spoken):
    """Where the office's server contradicted itself: what happened, what was done, who must act."""

    report_requested = Signal()
    ledger_requested = Signal()
    told_requested = Signal()  # the office knows of all that is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DoubtRow, ...] = ()
        self._title = Text("section")
        self.report, self.ledger, self.told = quiet("copy"), quiet("ledger"), quiet("tick")
        self.told.clicked.connect(self.told_requested)
        self.report.clicked.connect(self.report_requested)
        self.ledger.clicked.connect(self.ledger_requested)
        self._lines = column(spacing=12)
        self._card = Card()
        self._card.setObjectName("message")
        self._card.inside.setSpacing(12)
        self._card.inside.addLayout(
            row(
                IconLabel("warning", "bad", 20), self._title, 0, self.report, self.ledger, self.told
            )
        )
        self._card.inside.addLayout(self._lines)
        self.setLayout(column(self._card))
        self.hide()
        self.retranslate()

    def show_doubts(self, rows: Sequence[DoubtRow]) -> None:
        """Show breaches, the newest first; hidden when there is none."""
        self._rows = tuple(rows)
        self.setVisible(bool(rows))
        tone = "calm" if all(one.settled for one in rows) else "bad"
        self._card.setProperty("tone", tone)
        self._card.style().unpolish(self._card)
        self._card.style().polish(self._card)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("The office's server contradicted itself"))
        self.report.say(self.tr("Copy for the office"))
        self.ledger.say(self.tr("Show in the ledger"))
        self.told.say(self.tr("The office knows"))
        self.told.setVisible(any(one.recovered and not one.settled for one in self._rows))
        clear(self._lines)
        for place, one in enumerate(self._rows):
            if place:
                self._lines.addWidget(divider())
            self._lines.addWidget(self._line(one))

    def _line(self, one: DoubtRow) -> QWidget:
        title, text = Text("caption", speech.word(one.breach, "breach")), flowing()
        title.setWordWrap(True)
        text.setText(speech.word(one.breach, "breach-do"))
        where = self.tr("Noticed {time} · ledger line {seq}").format(
            time=one.when, seq=speech.number(one.seq)
        )
        mark = Mark("tick" if one.recovered else "clock", "good" if one.recovered else "bad")
        if one.settled:
            mark.say(self.tr("Made good: everything was receipted anew"))
        elif one.recovered:
            mark.say(self.tr("Everything was receipted anew; the office has to be told"))
        else:
            mark.say(self.tr("Still open"))
        told = Text("small", where)
        line = QWidget()
        line.setLayout(column(title, text, row(told, 12, mark, 0), spacing=4))
        line.setAccessibleName(f"{title.text()}. {text.text()} {where}")
        return line
