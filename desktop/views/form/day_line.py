# SPDX-License-Identifier: GPL-3.0-or-later
"""A line for a day, with a calendar and the days people mean most."""

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views import icons, speech, theme
from desktop.views.buttons import icon_only, quiet
from desktop.views.form.supply import Supply
from desktop.views.form.typed import day_of, typed_day
from desktop.views.forms import Spoken, row
from desktop.views.labels import Text

LONGEST: Final = 40
DAY_WIDE: Final = 128


class CalendarPopup(QFrame):
    """A month to pick a day from; Esc closes it."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.calendar = QCalendarWidget()
        self.calendar.setMinimumSize(336, 252)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme.tokens().text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(QColor(theme.tokens().text_soft))
        head.setBackground(QColor(theme.tokens().surface))
        self.calendar.setHeaderTextFormat(head)
        for name, drawing in (("prevmonth", "left"), ("nextmonth", "right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icons.icon(drawing, "text", 18))
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.calendar)

    def open_at(self, line: QWidget) -> None:
        """Open below `line`, or above it where the screen ends."""
        self.adjustSize()
        below = line.mapToGlobal(QPoint(0, line.height() + 2))
        room = line.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            below = line.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(below.x(), max(room.top(), below.y()))
        self.show()
        self.calendar.setFocus()

    @Slot(QDate)
    def _on_picked(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(day)


class DayLine(Spoken):
    """A line for a day and a calendar.

    `hints` says the day of the week, or offers today and yesterday; its place is the owner's.
    """

    changed = Signal()
    settled = Signal()

    def __init__(self, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._supply = supply
        self._caption = ""
        self._popup: CalendarPopup | None = None
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setFixedWidth(DAY_WIDE)
        self.line.textEdited.connect(self.changed)
        self.line.editingFinished.connect(self._on_left)
        self._open = icon_only("calendar")
        self._open.clicked.connect(self._on_open)
        self._today, self._yesterday = quiet(), quiet()
        self._today.clicked.connect(lambda: self._choose(0))
        self._yesterday.clicked.connect(lambda: self._choose(1))
        self._weekday = Text("small")
        self.line.textChanged.connect(self._tell)
        self.hints = QWidget(self)
        self.hints.setLayout(row(self._today, self._yesterday, self._weekday, spacing=4))
        self.setLayout(row(self.line, self._open, spacing=4))
        self.setFocusProxy(self.line)
        self.retranslate()

    def day(self) -> date | None:
        """Return the day that stands in the line."""
        return day_of(self.line.text())

    def show_day(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.line.setText("" if day is None else typed_day(day))

    def kept(self) -> str:
        """Return the day as "2023-12-03", or what was typed instead."""
        day = self.day()
        return self.line.text().strip() if day is None else day.isoformat()

    def show_kept(self, kept: str) -> None:
        """Show what `kept` returned."""
        day = day_of(kept)
        self.line.setText(kept if day is None else typed_day(day))

    def wrong(self) -> str:
        """Say what is wrong with what was typed."""
        text = self.line.text().strip()
        if text and self.day() is None:
            words = self.tr("\u201c{text}\u201d is no day. Write it as 14-02-2024.")
            return words.format(text=text)
        return ""

    def name(self, caption: str) -> None:
        """Name the line and its buttons."""
        self._caption = caption
        self.line.setAccessibleName(caption)
        for button in (self._open, self._today, self._yesterday):
            words = button.text() or button.toolTip()
            button.setAccessibleName(f"{caption}: {words}")

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.line.setPlaceholderText(self.tr("dd-mm-yyyy"))
        self._open.say(self.tr("Pick from the calendar"))
        self._today.say(self.tr("Today"))
        self._yesterday.say(self.tr("Yesterday"))
        self.name(self._caption)
        self._tell()

    def _choose(self, back: int) -> None:
        self.show_day(self._supply.now().date() - timedelta(days=back))
        self.changed.emit()
        self.settled.emit()

    @Slot()
    def _tell(self) -> None:
        day = self.day()
        words = "" if day is None else speech.long_date(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - a day has no zone
        self._weekday.setText(words)
        self._weekday.setVisible(bool(words))
        for button in (self._today, self._yesterday):
            button.setVisible(day is None)

    @Slot()
    def _on_left(self) -> None:
        if (day := self.day()) is not None:
            self.show_day(day)
        self.settled.emit()

    @Slot()
    def _on_open(self) -> None:
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = CalendarPopup(self)  # anew, in the colours and the language of now
        self._popup.picked.connect(self._on_picked)
        day = self.day() or self._supply.now().date()
        self._popup.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._popup.calendar.setAccessibleName(self._caption)
        self._popup.open_at(self)

    @Slot(QDate)
    def _on_picked(self, day: QDate) -> None:
        self.show_day(date(day.year(), day.month(), day.day()))
        self.line.setFocus()
        self.changed.emit()
        self.settled.emit()
