# SPDX-License-Identifier: GPL-3.0-or-later
"""Armada: who sends, who is silent and since when, what is behind and what contradicts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.views import icons
from desktop.views.buttons import secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import EmptyState, MessagePanel
from desktop.views.plain_table import PlainTable
from desktop.views.theme import UNIT


@dataclass(frozen=True, slots=True)
class FleetLine:
    """One sender in words.  `tone`: "good", "warn" or "bad"; `told`: what the drawing says.

    `silent_us`: since when, 0 for never seen.  `missing`: bytes the server awaits.
    """

    name: str
    region: str
    seen: str
    held: str
    backlog: str
    doubts: str
    tone: str
    told: str
    silent_us: int = 0
    missing: int = 0


ORDERS: Final[tuple[Callable[[FleetLine], tuple[Any, ...]], ...]] = (
    lambda one: (one.silent_us, one.name),
    lambda one: (one.name.casefold(),),
    lambda one: (-one.missing, one.name),
    lambda one: (one.region, one.name),
)
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
        self.table = PlainTable(6, wide=0)
        self.search, self.order = QLineEdit(), QComboBox()
        self.search.setClearButtonEnabled(True)
        self.only = QCheckBox()
        self.order.addItems([""] * len(ORDERS))
        self._empty = EmptyState("silent")
        self._lines: tuple[FleetLine, ...] = ()
        head = row(column(self._title, self._count, spacing=2), self.compare)
        head.setStretch(0, 1)
        whole = column(self.message, spacing=UNIT)
        whole.insertLayout(0, head)
        filters = row(self.search, self.only, self.order, spacing=UNIT)
        filters.setStretch(0, 1)
        whole.insertLayout(1, filters)
        whole.addWidget(self._empty, 1)
        whole.addWidget(self.table, 1)
        whole.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.setLayout(whole)
        self.search.textChanged.connect(self._show)
        self.only.toggled.connect(self._show)
        self.order.currentIndexChanged.connect(self._show)
        self.retranslate()

    def show_lines(self, lines: Sequence[FleetLine]) -> None:
        """Show the senders."""
        self._lines = tuple(lines)
        self.retranslate()
        self._show()

    @Slot()
    def _show(self) -> None:
        """Show those that fit what is looked for, in the chosen order."""
        wanted = self.search.text().strip().casefold()
        lines = sorted(
            (
                one
                for one in self._lines
                if (one.tone != "good" or not self.only.isChecked())
                and wanted in f"{one.name} {one.region}".casefold()
            ),
            key=ORDERS[max(self.order.currentIndex(), 0)],
        )
        self.table.fill(
            [(one.name, one.region, one.seen, one.held, one.backlog, one.doubts) for one in lines],
            [one.told for one in lines],
        )
        for place, one in enumerate(lines):
            self.table.draw(place, 0, icons.icon(DRAWN[one.tone], one.tone), one.told)
        self.table.setVisible(bool(self._lines))
        self._empty.setVisible(not self._lines)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Fleet"))
        self.compare.say(self.tr("Compare a head…"))
        self.search.setPlaceholderText(self.tr("Search by name or region"))
        self.search.setAccessibleName(self.tr("Search by name or region"))
        self.only.setText(self.tr("Only silent or in doubt"))
        self.order.setAccessibleName(self.tr("Order"))
        orders = (
            self.tr("Silent longest first"),
            self.tr("By name"),
            self.tr("Most missing first"),
            self.tr("By region"),
        )
        for place, text in enumerate(orders):
            self.order.setItemText(place, text)
        self._empty.say(
            self.tr("Nobody is known yet"),
            self.tr("Fetch in the inbox; every laptop that was enrolled at the server comes here."),
        )
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
                self.tr("Entries here"),
                self.tr("Still missing"),
                self.tr("Doubts"),
            ],
        )
