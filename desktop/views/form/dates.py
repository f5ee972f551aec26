# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, times, moments with their zone, and places in a recording: typed, or picked."""

import re
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from db.casework.form import Field
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import quiet
from desktop.views.form.day_line import DayLine
from desktop.views.form.editor import Editor
from desktop.views.form.plain import text_of
from desktop.views.form.supply import Supply
from desktop.views.form.typed import clock_of, place_of
from desktop.views.forms import column, row
from desktop.views.labels import Text

CLOCK_WIDE: Final = 80
ZONES: Final = (420, 480, 540)
KEPT: Final = re.compile(r"(.*?)T(.*?)(?:([+-])(\d\d):(\d\d))?")
"""A moment, or what there is of one: its day, its time and its offset."""


class DateEditor(Editor):
    """A day: "2023-12-03"."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.day = DayLine(supply)
        self.day.changed.connect(self.changed)
        self.day.settled.connect(self.settled)
        self.setLayout(column(row(self.day, self.day.hints, 0)))
        self.setFocusProxy(self.day.line)

    def value(self) -> Json:
        """Return the day; what is none stays as it was typed."""
        return self.day.kept() or None

    def set_value(self, value: Json) -> None:
        """Show a day."""
        self.day.show_kept(text_of(value))

    def name(self, caption: str) -> None:
        """Name the parts."""
        super().name(caption)
        self.day.name(caption)

    def problem(self) -> str:
        """Say what is wrong."""
        return self.day.wrong()


class ClockLine(QLineEdit):
    """A time of day: "10.15", "1015" and "10:15" are the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(12)
        self.setFixedWidth(CLOCK_WIDE)
        self.editingFinished.connect(self._tidy)

    def clock(self) -> str | None:
        """Return the time as "10:15", or None."""
        return clock_of(self.text())

    def show_clock(self, clock: str | None) -> None:
        """Show a time as the language writes it."""
        mark = "." if speech.language() == "id" else ":"
        self.setText((clock or "").replace(":", mark))

    @Slot()
    def _tidy(self) -> None:
        if (clock := self.clock()) is not None:
            self.show_clock(clock)


class TimeEditor(Editor):
    """A time of day: "10:15"."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.line = ClockLine()
        self.line.textEdited.connect(self.changed)
        self.line.editingFinished.connect(self.settled)
        self.setLayout(column(row(self.line, 0)))
        self.setFocusProxy(self.line)
        self.retranslate()

    def value(self) -> Json:
        """Return the time; what is none stays as it was typed."""
        return self.line.clock() or self.line.text().strip() or None

    def set_value(self, value: Json) -> None:
        """Show a time."""
        self.line.show_clock(text_of(value))

    def name(self, caption: str) -> None:
        """Name the line."""
        super().name(caption)
        self.line.setAccessibleName(caption)

    def problem(self) -> str:
        """Say what is wrong."""
        text = self.line.text().strip()
        if text and self.line.clock() is None:
            return self.tr("\u201c{text}\u201d is no time of day. Write it as 14.30.").format(
                text=text
            )
        return ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.line.setPlaceholderText(self.tr("hh:mm"))
        self.line.show_clock(self.line.clock() or self.line.text())


class MomentEditor(Editor):
    """A day, a time and the zone of the place: "2023-12-03T10:15+08:00"."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._chosen = False  # whether the person chose the zone, rather than the place
        self.day, self.clock, self.zone = DayLine(supply), ClockLine(), QComboBox()
        for minutes in ZONES:
            self.zone.addItem(speech.zone_name(minutes), minutes)
        self._show_zone(supply.zone({}))
        self.day.line.textChanged.connect(self._on_day)
        self._now = quiet("clock")
        self._now.clicked.connect(self._on_now)
        self.day.changed.connect(self.changed)
        self.day.settled.connect(self._on_settled)
        self.clock.textEdited.connect(self.changed)
        self.clock.editingFinished.connect(self._on_settled)
        self.zone.activated.connect(self._on_zone)
        self._at = Text("soft")
        line = row(self.day, self._at, self.clock, self.zone, 0, spacing=8)
        self.setLayout(column(line, row(self._now, self.day.hints, 0, spacing=4), spacing=2))
        self.setFocusProxy(self.day.line)
        self.retranslate()

    def value(self) -> Json:
        """Return the moment; while a part is missing or no part of one, what is typed of it."""
        day = self.day.kept()
        clock = self.clock.clock() or self.clock.text().strip()
        if not day and not clock:
            return None
        minutes = self.zone.currentData()
        sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
        return f"{day}T{clock}{sign}{size // 60:02d}:{size % 60:02d}"

    def set_value(self, value: Json) -> None:
        """Show a moment in the zone it was kept with."""
        found = KEPT.fullmatch(text_of(value))
        self.day.show_kept(text_of(value) if found is None else found[1])
        self.clock.show_clock("" if found is None else found[2][: len("10:15")])
        self._chosen = found is not None and found[4] is not None
        if found is not None and found[4] is not None:
            minutes = int(found[4]) * 60 + int(found[5])
            self._show_zone(-minutes if found[3] == "-" else minutes)

    def name(self, caption: str) -> None:
        """Name the parts."""
        super().name(caption)
        self.day.name(self.tr("{caption}: day").format(caption=caption))
        self.clock.setAccessibleName(self.tr("{caption}: time").format(caption=caption))
        self.zone.setAccessibleName(self.tr("{caption}: time zone").format(caption=caption))
        self._now.setAccessibleName(f"{caption}: {self._now.text()}")

    def meet(self, values: Values) -> None:
        """Take the zone of the place that is filled in, until somebody chooses another."""
        if not self._chosen:
            self._show_zone(self.supply.zone(values))

    def problem(self) -> str:
        """Say what is wrong or still missing."""
        if wrong := self.day.wrong():
            return wrong
        text = self.clock.text().strip()
        if text and self.clock.clock() is None:
            return self.tr("\u201c{text}\u201d is no time of day. Write it as 14.30.").format(
                text=text
            )
        if text and self.day.day() is None:
            return self.tr("The day is missing.")
        if not text and self.day.day() is not None and not self._inside():
            return self.tr("The time is missing.")
        return ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._at.setText(self.tr("at"))
        self._now.say(self.tr("Now"))
        self.clock.setPlaceholderText(self.tr("hh:mm"))
        self.clock.show_clock(self.clock.clock() or self.clock.text())
        self.name(self.caption)

    def _inside(self) -> bool:
        parts = (self.day.line, self.clock, self.zone)
        return any(one.hasFocus() for one in parts)

    def _show_zone(self, minutes: int) -> None:
        place = self.zone.findData(minutes)
        if place < 0:
            self.zone.addItem(speech.zone_name(minutes), minutes)
            place = self.zone.count() - 1
        self.zone.setCurrentIndex(place)

    @Slot()
    def _on_settled(self) -> None:
        self.settled.emit()

    @Slot()
    def _on_day(self) -> None:
        self._now.setVisible(self.day.day() is None)

    @Slot()
    def _on_zone(self) -> None:
        self._chosen = True
        self.changed.emit()
        self.settled.emit()

    @Slot()
    def _on_now(self) -> None:
        now = self.supply.now()
        offset = now.utcoffset()
        if offset is not None:
            self._show_zone(round(offset.total_seconds() / 60))
            self._chosen = True
        self.day.show_day(now.date())
        self.clock.show_clock(now.strftime("%H:%M"))
        self.changed.emit()
        self.settled.emit()


class MarkEditor(Editor):
    """A place in a recording: "00:01:37-00:01:52", or where it begins alone."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.begin, self.end = QLineEdit(), QLineEdit()
        for line in (self.begin, self.end):
            line.setMaxLength(12)
            line.setFixedWidth(104)
            line.setPlaceholderText("00:00:00")
            line.textEdited.connect(self.changed)
            line.editingFinished.connect(self._on_left)
        self._until = Text("soft")
        self.setLayout(column(row(self.begin, self._until, self.end, 0)))
        self.setFocusProxy(self.begin)
        self.retranslate()

    def value(self) -> Json:
        """Return the stretch; what is none stays as it was typed."""
        begin, end = (
            place_of(line.text()) or line.text().strip() for line in (self.begin, self.end)
        )
        return f"{begin}-{end}" if end else begin or None

    def set_value(self, value: Json) -> None:
        """Show a stretch."""
        begin, _, end = text_of(value).partition("-")
        self.begin.setText(begin)
        self.end.setText(end)

    def name(self, caption: str) -> None:
        """Name both lines."""
        super().name(caption)
        self.begin.setAccessibleName(self.tr("{caption}: from").format(caption=caption))
        self.end.setAccessibleName(self.tr("{caption}: until").format(caption=caption))

    def problem(self) -> str:
        """Say what is wrong."""
        begin, end = place_of(self.begin.text()), place_of(self.end.text())
        for line, place in ((self.begin, begin), (self.end, end)):
            if line.text().strip() and place is None:
                words = self.tr("\u201c{text}\u201d is no place in a recording. Write 00:01:37.")
                return words.format(text=line.text().strip())
        if end is not None and begin is None:
            return self.tr("Where it begins is missing.")
        if begin is not None and end is not None and end < begin:
            return self.tr("The end lies before the beginning.")
        return ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._until.setText(self.tr("until"))
        self.name(self.caption)

    @Slot()
    def _on_left(self) -> None:
        for line in (self.begin, self.end):
            if (place := place_of(line.text())) is not None:
                line.setText(place)
        self.settled.emit()
