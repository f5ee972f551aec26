# SPDX-License-Identifier: GPL-3.0-or-later
"""What the laptop's clock says, why that cannot be right, and what time it is by another clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.model.clock import NOTICEABLE_US, STATED, ClockDoubt, ClockSource, Doubt, TrueTime
from db.model.moment import MICRO, to_microseconds
from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.form.dates import ClockLine
from desktop.views.form.typed import day_of, typed_day
from desktop.views.forms import Field, Spoken, column, row, scrolled
from desktop.views.labels import Mark, Text, heading, paragraph
from desktop.views.panels import Card, MessagePanel

ZONES: Final = (420, 480, 540)
DAY_WIDE: Final = 136
LONGEST: Final = 40
DAY_MINUTES: Final = 1440


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """How the clock stands.

    `laptop_us` and `zone_minutes`: what it says.  `true`: the correction in force.  `known_us`: the
    last time that was believed, or None.
    """

    laptop_us: int
    zone_minutes: int
    doubts: tuple[ClockDoubt, ...] = ()
    true: TrueTime | None = None
    known_us: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The true time now, the zone of the clock it was read from, and what that clock was."""

    true_us: int
    zone_minutes: int
    source: ClockSource


def plausible(doubts: tuple[ClockDoubt, ...], zone_minutes: int) -> str:
    """Say between which times the clock would be believed; nothing where nothing is doubted."""
    if not doubts:
        return ""
    earliest = speech.moment(doubts[0].earliest_us, zone_minutes)
    if doubts[0].latest_us is None:
        return speech.word("clock.after", earliest=earliest)
    latest = speech.moment(doubts[0].latest_us, zone_minutes)
    return speech.word("clock.between", earliest=earliest, latest=latest)


class ClockForm(Spoken):
    """Asks for the true time."""

    stated = Signal(object)  # Statement
    confirmed = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: ClockFacts | None = None
        self._title, self._lead = heading("title"), paragraph("soft")
        self._caption, self._laptop = Text("overline"), Text("section")
        self._corrected = Mark("clock")
        self._why = [Mark("warning", "warn") for _ in Doubt]
        self._range = paragraph("small")
        self.message = MessagePanel()
        self._day, self._time = QLineEdit(), ClockLine()
        self._day.setMaxLength(LONGEST)
        self._day.setFixedWidth(DAY_WIDE)
        self._zone, self._source = QComboBox(), QComboBox()
        self._fields = [Field(one) for one in (self._day, self._time, self._zone, self._source)]
        for line in (self._day, self._time):
            line.textChanged.connect(self._on_filled)
        self._day.editingFinished.connect(self._on_left)
        self._zone.currentIndexChanged.connect(self._on_filled)
        self._source.currentIndexChanged.connect(self._on_filled)
        self._reads, self._gap = Text("small"), paragraph("small")
        self._go, self._right, self._cancel = primary("clock"), secondary("tick"), quiet()
        self._go.clicked.connect(self._on_go)
        self._right.clicked.connect(self.confirmed)
        self._cancel.clicked.connect(self.cancel_requested)
        self._build()
        self.setFocusProxy(self._day)
        self.retranslate()

    def _build(self) -> None:
        says = Card()
        says.inside.setSpacing(4)
        for part in (self._caption, self._laptop, self._corrected, *self._why, self._range):
            says.inside.addWidget(part)
        day, clock, zone, source = self._fields
        when = row(day, clock, zone, source, spacing=12, top=True)
        when.setStretch(3, 1)
        page = QWidget()
        inside = column(
            self._title, self._lead, 4, says, 4, when, self._reads, self._gap, 0, spacing=8
        )
        inside.setContentsMargins(24, 24, 24, 8)
        page.setLayout(inside)
        below = column(self.message, row(self._right, 0, self._cancel, self._go), spacing=10)
        below.setContentsMargins(24, 4, 24, 20)
        whole = column(scrolled(page), below, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_facts(self, facts: ClockFacts) -> None:
        """Show how the clock stands; what was typed stays."""
        first = self._facts is None
        self._facts = facts
        if first:
            zone = facts.zone_minutes if facts.true is None else facts.true.zone_minutes
            self._zone.setCurrentIndex(max(0, self._zone.findData(zone)))
        self.retranslate()

    def show_busy(self, *, busy: bool) -> None:
        """Lock the buttons while the note is being written."""
        self._right.setEnabled(not busy)
        self._go.setEnabled(not busy and self.statement() is not None)

    def statement(self) -> Statement | None:
        """Return what is filled in, or None while something is missing."""
        day, clock = day_of(self._day.text()), self._time.clock()
        zone, source = self._zone.currentData(), self._source.currentData()
        if day is None or clock is None or source is None:
            return None
        at = datetime.combine(
            day, time.fromisoformat(clock), timezone(timedelta(minutes=int(zone)))
        )
        return Statement(to_microseconds(at), int(zone), ClockSource(source))

    def retranslate(self) -> None:
        """Put everything into words."""
        facts = self._facts
        doubted = facts is not None and bool(facts.doubts)
        self._title.setText(
            self.tr("The laptop's clock looks wrong") if doubted else self.tr("The laptop's clock")
        )
        self._lead.setText(
            self.tr(
                "Write what time it is now by another clock. Every entry keeps what the laptop "
                "says; the time you write stands beside it until the laptop is started again."
            )
        )
        self._caption.setText(self.tr("By the laptop's clock"))
        day, clock, zone, source = self._fields
        day.say(self.tr("Day"))
        clock.say(self.tr("Time"))
        zone.say(self.tr("Zone"))
        source.say(self.tr("Where you see it"))
        self._day.setPlaceholderText(self.tr("dd-mm-yyyy"))
        self._time.setPlaceholderText(self.tr("hh:mm"))
        self._fill(self._zone, [(speech.zone_name(minutes), minutes) for minutes in ZONES])
        self._fill(self._source, [(speech.word(one, "clock-source"), one.value) for one in STATED])
        self._source.setPlaceholderText(self.tr("Choose…"))
        self._right.say(
            self.tr("The clock is right"), self.tr("Write down that the laptop's clock is right")
        )
        self._go.say(self.tr("Write it down"))
        self._cancel.say(self.tr("Later"))
        self._say_facts()
        self._on_filled()

    def _fill(self, box: QComboBox, choices: list[tuple[str, object]]) -> None:
        kept = box.currentData()
        box.blockSignals(True)  # noqa: FBT003 - Qt's signature
        box.clear()
        for words, data in choices:
            box.addItem(words, data)
        place = box.findData(kept) if kept is not None else -1
        box.setCurrentIndex(0 if place < 0 and box is self._zone else place)
        box.blockSignals(False)  # noqa: FBT003 - likewise

    def _say_facts(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self._laptop.setText(speech.moment(facts.laptop_us, facts.zone_minutes))
        for mark in self._why:
            mark.hide()
        for mark, doubt in zip(self._why, facts.doubts, strict=False):
            mark.say(speech.word(doubt.code, "clock"))
            mark.show()
        self._range.setText(plausible(facts.doubts, facts.zone_minutes))
        self._range.setVisible(bool(facts.doubts))
        self._corrected.setVisible(facts.true is not None)
        if facts.true is not None:
            true = speech.moment(facts.true.us, facts.true.zone_minutes)
            self._corrected.say(self.tr("Corrected: {time}").format(time=true))
        impossible = any(doubt.code is Doubt.BEFORE_BUILD for doubt in facts.doubts)
        self._right.setVisible(not impossible)

    @Slot()
    def _on_filled(self) -> None:
        self._say_day()
        stated, facts = self.statement(), self._facts
        self._go.setEnabled(stated is not None)
        self._gap.setVisible(stated is not None and facts is not None)
        if stated is None or facts is None:
            return
        lacking = stated.true_us - facts.laptop_us
        length = self._length(abs(lacking))
        if abs(lacking) < 2 * NOTICEABLE_US:
            text = self.tr("The laptop's clock shows the same time.")
        elif lacking > 0:
            text = self.tr("The laptop's clock is behind by {time}.").format(time=length)
        else:
            text = self.tr("The laptop's clock is ahead by {time}.").format(time=length)
        early = facts.known_us is not None and stated.true_us < facts.known_us - NOTICEABLE_US
        if early and facts.known_us is not None:
            last = speech.moment(facts.known_us, stated.zone_minutes)
            text += " " + self.tr("This is before the last known time, {time}.").format(time=last)
        self._gap.set_tone("warn" if early else "")
        self._gap.setText(text)

    def _say_day(self) -> None:
        text, day = self._day.text().strip(), day_of(self._day.text())
        if day is not None:
            self._reads.setText(speech.long_date(datetime(day.year, day.month, day.day)))  # noqa: DTZ001 - a day has no zone
        elif text:
            words = self.tr("\u201c{text}\u201d is no day. Write it as 14-02-2024.")
            self._reads.setText(words.format(text=text))
        self._reads.setVisible(bool(text))

    def _length(self, microseconds: int) -> str:
        """Write how far two clocks are apart: the two largest units."""
        days, minutes = divmod(round(microseconds / (60 * MICRO)), DAY_MINUTES)
        hours, minutes = divmod(minutes, 60)
        words = self.tr("{days} d {hours} h") if days else self.tr("{hours} h {minutes} min")
        return words.format(days=speech.number(days), hours=hours, minutes=minutes)

    @Slot()
    def _on_left(self) -> None:
        day: date | None = day_of(self._day.text())
        if day is not None:
            self._day.setText(typed_day(day))

    @Slot()
    def _on_go(self) -> None:
        stated = self.statement()
        if stated is not None:
            self.message.hide()
            self.stated.emit(stated)
