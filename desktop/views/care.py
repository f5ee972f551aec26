# SPDX-License-Identifier: GPL-3.0-or-later
"""Kesehatan: when things were last read back, what was found, and what to do about it."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from db.model.evidence import EvidenceCard
from desktop.views import icons, speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import Spoken, number_box
from desktop.views.labels import IconLabel, Mark, Text, divider, paragraph
from desktop.views.panels import Card, MessagePanel, Page, ProgressStrip, clear
from desktop.views.plain_table import ROW, PlainTable
from desktop.views.theme import UNIT

MENDED: Final = "mended"
LISTED: Final = 8
LONGEST_DAYS: Final = 365
TALLEST: Final = 6


@dataclass(frozen=True, slots=True)
class SickItem:
    """A damaged item, and in words what can be done: by whom, and why it was not done yet."""

    card: EvidenceCard
    told: str


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A file of sealed rows: its name, size in bytes, when it was read, and its flaw's code.

    `flaw` is `MENDED` where what was bad in it lies elsewhere by now.
    """

    file: str
    size: int
    read: str
    flaw: str


@dataclass(frozen=True, slots=True)
class CareFacts:
    """What the page shows.  Times are in words, empty for never.

    `reading`: the item at which a turn stopped, or 0.  `office`: there is one to fetch from.
    """

    days: int
    items: int
    fresh: int
    oldest: str
    records: str
    reading: int
    sick: tuple[SickItem, ...]
    shelves: tuple[ShelfRow, ...]
    office: bool


class CareView(Spoken):
    """The page of the vault's health."""

    back_requested = Signal()
    scrub_requested = Signal()
    stop_requested = Signal()
    fetch_requested = Signal()
    backup_requested = Signal()
    days_chosen = Signal(int)
    item_chosen = Signal(str)  # EvidenceId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: CareFacts | None = None
        self._running = False
        self._page = Page()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.message, self.progress = MessagePanel(), ProgressStrip()
        self.progress.stop_requested.connect(self.stop_requested)
        inside = self._page.inside
        inside.addLayout(self._head())
        inside.addWidget(self.message)
        inside.addWidget(self.progress)
        inside.addWidget(self._sick_card())
        inside.addWidget(self._turn_card())
        inside.addWidget(self._shelf_card())
        inside.addStretch(1)
        self.retranslate()

    def _head(self) -> QHBoxLayout:
        self._back = quiet("left")
        self._back.clicked.connect(self.back_requested)
        self._title, self._text = Text("display"), paragraph("soft")
        self._scrub = primary("whole")
        self._scrub.clicked.connect(self.scrub_requested)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._scrub, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _sick_card(self) -> Card:
        self._sick = Card()
        self._sick_title, self._sick_text = Text("section"), paragraph("soft")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(UNIT)
        self._fetch, self._copy = primary("sync"), secondary("backup")
        self._fetch.clicked.connect(self.fetch_requested)
        self._copy.clicked.connect(self.backup_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self._fetch)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        self._sick.inside.addWidget(self._sick_title)
        self._sick.inside.addWidget(self._sick_text)
        self._sick.inside.addLayout(self._rows)
        self._sick.inside.addLayout(buttons)
        self._sick.hide()
        return self._sick

    def _turn_card(self) -> Card:
        card = Card()
        self._turn_title = Text("section")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._state = Mark("whole", "good")
        self._state.wrap()
        self._oldest, self._records = Mark("clock", "text_soft"), Mark("table", "text_soft")
        self._days_name, self._days = Text(), number_box()
        self._days.setRange(1, LONGEST_DAYS)
        self._days.setKeyboardTracking(False)
        self._days.valueChanged.connect(self._on_days)
        self._days_name.setBuddy(self._days)
        period = QHBoxLayout()
        period.setSpacing(UNIT)
        period.addWidget(self._days_name)
        period.addWidget(self._days)
        period.addStretch(1)
        self._how = paragraph("small")
        for part in (self._turn_title, self._state, self._bar, self._oldest, self._records):
            card.inside.addWidget(part)
        card.inside.addLayout(period)
        card.inside.addWidget(self._how)
        return card

    def _shelf_card(self) -> Card:
        self._shelves = Card()
        self._shelf_title, self._shelf_text = Text("section"), paragraph("soft")
        self._table = PlainTable(4, wide=3)
        for part in (self._shelf_title, self._shelf_text, self._table):
            self._shelves.inside.addWidget(part)
        return self._shelves

    # -- what the window tells ----------------------------------------------------------------

    def show_facts(self, facts: CareFacts) -> None:
        """Show how things stand."""
        self._facts = facts
        self._show_sick(facts)
        self._show_turn(facts)
        self._show_shelves(facts)

    def set_running(self, *, running: bool) -> None:
        """Let nothing else be begun meanwhile."""
        self._running = running
        self._scrub.setEnabled(not running)
        self._copy.setEnabled(not running)
        self._fetch.setEnabled(not running and self._facts is not None and self._facts.office)

    def _show_sick(self, facts: CareFacts) -> None:
        self._sick.setVisible(bool(facts.sick))
        clear(self._rows)
        count = speech.number(len(facts.sick))
        self._sick_title.setText(self.tr("Needs you: {count} damaged items").format(count=count))
        for place, item in enumerate(facts.sick[:LISTED]):
            if place:
                self._rows.addWidget(divider())
            self._rows.addLayout(self._row(item))
        more = len(facts.sick) - LISTED
        if more > 0:
            text = self.tr("and {count} more").format(count=speech.number(more))
            self._rows.addWidget(Text("small", text))
        self.set_running(running=self._running)

    def _row(self, item: SickItem) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("damaged", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = self.tr("No. {number} · {name}").format(
            number=speech.number(item.card.number), name=item.card.name
        )
        told = paragraph("small")
        told.setText(item.told)
        words.addWidget(Text("", name))
        words.addWidget(told)
        row.addLayout(words, 1)
        look = quiet("look")
        look.say(self.tr("Show"))
        look.setAccessibleName(self.tr("Show {name}").format(name=item.card.name))
        look.clicked.connect(lambda: self.item_chosen.emit(item.card.id))
        row.addWidget(look)
        return row

    def _show_turn(self, facts: CareFacts) -> None:
        self._bar.setRange(0, max(1, facts.items))
        self._bar.setValue(facts.fresh)
        fresh, items = speech.number(facts.fresh), speech.number(facts.items)
        days = speech.number(facts.days)
        text = self.tr(
            "{fresh} of {items} items were read back within the last {days} days"
        ).format(fresh=fresh, items=items, days=days)
        whole = facts.fresh == facts.items
        self._state.show_status("whole" if whole else "clock", "good" if whole else "warn", text)
        self._bar.setAccessibleName(text)
        never = self.tr("never yet")
        self._oldest.say(self.tr("Longest unread: since {time}").format(time=facts.oldest or never))
        self._oldest.setVisible(bool(facts.items))
        records = self.tr("Records and ledger read through: {time}")
        self._records.say(records.format(time=facts.records or never))
        self._days.blockSignals(True)  # noqa: FBT003 - Qt's own
        self._days.setValue(facts.days)
        self._days.blockSignals(False)  # noqa: FBT003 - likewise
        how = self.tr(
            "While nobody touches the laptop, it reads a little by itself and stops at once when "
            "you come back; never on a low battery, never while sealing, recording or sending."
        )
        if facts.reading:
            here = self.tr("It goes on at item {number}.")
            how = f"{how} {here.format(number=speech.number(facts.reading))}"
        self._how.setText(how)

    def _show_shelves(self, facts: CareFacts) -> None:
        self._shelves.setVisible(bool(facts.shelves))
        never = self.tr("not yet")
        rows = [
            (
                shelf.file,
                speech.size(shelf.size),
                shelf.read or never,
                self._found(shelf),
            )
            for shelf in facts.shelves
        ]
        self._table.fill(rows)
        for place, shelf in enumerate(facts.shelves):
            if shelf.flaw:
                mended = shelf.flaw == MENDED
                icon = icons.icon("info", "text_soft") if mended else icons.icon("damaged", "bad")
                self._table.draw(place, 3, icon, self._found(shelf))
        head = self._table.horizontalHeader().sizeHint().height()
        self._table.setFixedHeight(head + ROW * min(TALLEST, max(1, len(rows))) + 2)

    def _found(self, shelf: ShelfRow) -> str:
        if shelf.flaw == MENDED:
            return self.tr("was damaged; its evidence was mended elsewhere")
        if shelf.flaw:
            return speech.word(shelf.flaw, "flaw")
        return self.tr("no damage found") if shelf.read else ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._back.say(self.tr("Back"))
        self._title.setText(self.tr("Health of the vault"))
        self._text.setText(
            self.tr("Disks forget. Each item is read to its end again from time to time.")
        )
        self._scrub.say(self.tr("Check now"))
        self._sick_text.setText(
            self.tr(
                "Their bytes are not those that were sealed. Nothing of them was deleted; exports "
                "name them as damaged and leave them out until they are whole again."
            )
        )
        self._fetch.say(self.tr("Fetch back from the office"))
        self._copy.say(self.tr("From a backup"))
        self._turn_title.setText(self.tr("Reading back"))
        self._bar.setAccessibleName(self.tr("Reading back"))
        self._days_name.setText(self.tr("Read every item once in"))
        self._days.setSuffix(self.tr(" days"))
        self._days.setAccessibleName(self.tr("Days within which every item is read back"))
        self._shelf_title.setText(self.tr("Files of the vault"))
        self._shelf_text.setText(
            self.tr("Sealed evidence lies in these files, encrypted. Damaged ones get nothing new.")
        )
        heads = (self.tr("File"), self.tr("Size"), self.tr("Last read"), self.tr("Found"))
        self._table.say(self.tr("Files of the vault"), heads)
        if self._facts is not None:
            self.show_facts(self._facts)

    @property
    def fetch(self) -> Button:
        """Return the button that fetches back."""
        return self._fetch

    @Slot(int)
    def _on_days(self, days: int) -> None:
        if self._facts is not None and days != self._facts.days:
            self.days_chosen.emit(days)
