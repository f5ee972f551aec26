# SPDX-License-Identifier: GPL-3.0-or-later
"""Armada: who sends, who is silent and since when, what is behind and what contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views import icons
from desktop.views.buttons import secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel
from desktop.views.plain_table import PlainTable
from desktop.views.theme import UNIT


@dataclass(frozen=True, slots=True)
class FleetLine:
    """One sender in words.  `tone`: "good", "warn" or "bad"; `told`: what the drawing says."""

    name: str
    region: str
    seen: str
    head: str
    held: str
    backlog: str
    doubts: str
    tone: str
    told: str


DRAWN = {"good": "whole", "warn": "clock", "bad": "warning"}


class FleetView(Spoken):
    """A table, those that are silent longest first."""

    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = Text("display"), flowing("soft")
        self.message = MessagePanel()
        self.compare = secondary("compare")
        self.compare.clicked.connect(self.compare_requested)
        self.table = PlainTable(7, wide=0)
        self._lines: tuple[FleetLine, ...] = ()
        head = row(column(self._title, self._count, spacing=2), self.compare)
        head.setStretch(0, 1)
        whole = column(self.message, spacing=UNIT)
        whole.insertLayout(0, head)
        whole.addWidget(self.table, 1)
        whole.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.setLayout(whole)
        self.retranslate()

    def show_lines(self, lines: Sequence[FleetLine]) -> None:
        """Show the senders."""
        self._lines = tuple(lines)
        self.table.fill(
            [
                (one.name, one.region, one.seen, one.head, one.held, one.backlog, one.doubts)
                for one in lines
            ],
            [one.told for one in lines],
        )
        for place, one in enumerate(lines):
            self.table.draw(place, 0, icons.icon(DRAWN[one.tone], one.tone), one.told)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Fleet"))
        self.compare.say(self.tr("Compare a head…"))
        quiet = sum(one.tone == "warn" for one in self._lines)
        bad = sum(one.tone == "bad" for one in self._lines)
        self._count.setText(
            self.tr(
                "{all} senders · {quiet} silent for more than a day · {bad} with doubts"
            ).format(all=len(self._lines), quiet=quiet, bad=bad)
        )
        self.table.say(
            self.tr("Fleet"),
            [
                self.tr("Sender"),
                self.tr("Region"),
                self.tr("Last seen"),
                self.tr("Last head"),
                self.tr("Held here"),
                self.tr("Still missing"),
                self.tr("Doubts"),
            ],
        )
