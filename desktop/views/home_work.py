# SPDX-License-Identifier: GPL-3.0-or-later
"""The day's casework on Beranda: what ends soon, what was begun, what the office still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.views import speech, theme
from desktop.views.buttons import primary
from desktop.views.cut_text import CutText
from desktop.views.draft_rows import DraftRow, DraftRows
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing
from desktop.views.panels import Card, clear

MOST: Final = 4
BADGE: Final = QSize(60, 46)
TONES: Final = {"bad": ("bad_soft", "bad"), "warn": ("warn_soft", "warn"), "": ("raised", "text")}
HOURS_A_DAY: Final = 24
MOST_HOURS: Final = 100
"""From here on hours are told in days."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline that runs.  `case`: whether it opens a case, else a paper.

    `days`: that are left, negative when past; `hours`: instead of them, where it is a matter of
    hours; `until`: the dates; `tone`: "bad", "warn" or "" for far off.
    """

    key: str
    case: bool
    title: str
    what: str
    until: str
    days: int
    tone: str
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What the cards show.  `lacks`: "office" or "letter", what is to be set up, in that order.

    `deadlines`: the nearest, `running`: how many there are, or None while they are being read.
    """

    deadlines: Sequence[DeadlineRow]
    drafts: Sequence[DraftRow]
    open_cases: int
    lacks: Sequence[str]
    may_write: bool
    running: int | None = 0

    @property
    def anything(self) -> bool:
        """Tell whether there is something to go on with."""
        return bool(self.deadlines or self.drafts or self.open_cases)


class Badge(QWidget):
    """How many days are left, large, on a ground that warns; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(BADGE)
        self._number, self._unit, self._tone = "", "", ""

    def say(self, number: str, unit: str, tone: str) -> None:
        """Show a number over its unit."""
        self._number, self._unit, self._tone = number, unit, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the badge."""
        colours = theme.tokens()._asdict()
        ground, ink = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[ground]))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setPen(QColor(colours[ink]))
        font = QFont(self.font())
        font.setPixelSize(19)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        painter.drawText(self.rect().adjusted(0, 4, 0, 0), centre, self._number)
        font.setPixelSize(11)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.drawText(self.rect().adjusted(0, 28, 0, 0), centre, self._unit)


class HomeWork(Spoken):
    """Three cards; those with nothing to say are not there."""

    case_chosen = Signal(str)
    paper_chosen = Signal(str)
    draft_chosen = Signal(str)
    set_up_requested = Signal(str)  # "office" or "letter"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: WorkFacts | None = None
        self.lines: list[QPushButton] = []
        self._set_up = Card()
        self._set_up_title, self._set_up_text = Text("section"), flowing("soft")
        self.set_up = primary("right")
        self.set_up.clicked.connect(self._on_set_up)
        words = column(self._set_up_title, self._set_up_text, spacing=2)
        line = row(IconLabel("home", "accent", 28), words, self.set_up, spacing=14)
        line.setStretch(1, 1)
        self._set_up.inside.addLayout(line)
        self._deadlines, self._drafts = Card(margin=12), Card(margin=12)
        self._deadlines_title, self._drafts_title = Text("section"), Text("section")
        self._lines = column(spacing=2)
        self._deadlines.inside.addWidget(self._deadlines_title)
        self._deadlines.inside.addLayout(self._lines)
        self._deadlines.inside.addStretch(1)
        self.drafts = DraftRows(most=MOST)
        self.drafts.chosen.connect(self.draft_chosen)
        self._drafts.inside.addWidget(self._drafts_title)
        self._drafts.inside.addWidget(self.drafts)
        self._drafts.inside.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._deadlines, 1)
        both.addWidget(self._drafts, 1)
        whole = column(self._set_up, spacing=16)
        whole.addLayout(both)
        self.setLayout(whole)
        self.hide()

    def show_work(self, facts: WorkFacts) -> None:
        """Show the day's work."""
        self._facts = facts
        self.retranslate()
        self.drafts.show_drafts(facts.drafts)
        self._set_up.setVisible(bool(facts.lacks))
        self._deadlines.setVisible(bool(facts.deadlines or facts.open_cases))
        self._drafts.setVisible(bool(facts.drafts))
        self.setVisible(bool(facts.lacks) or facts.anything)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        facts = self._facts
        self._deadlines_title.setText(self.tr("Deadlines"))
        self._drafts_title.setText(self.tr("Go on with"))
        if facts is None:
            return
        first = facts.lacks[0] if facts.lacks else ""
        if first == "office":
            self._set_up_title.setText(self.tr("Complete what is known of the office"))
            self._set_up_text.setText(
                self.tr(
                    "Name, area and address stand on every form from then on, and the letters of "
                    "your own numbers come from it. It takes two minutes."
                )
            )
            self.set_up.say(self.tr("Complete the office"))
        else:
            self._set_up_title.setText(self.tr("Write the assignment letter down"))
            self._set_up_text.setText(
                self.tr("Its number and day then stand on every Form A by themselves.")
            )
            self.set_up.say(self.tr("Assignment letter"))
        self._show_lines(facts)

    def _show_lines(self, facts: WorkFacts) -> None:
        clear(self._lines)
        self.lines = []
        for one in facts.deadlines[:MOST]:
            button = self._line(one)
            self.lines.append(button)
            self._lines.addWidget(button)
        more = (facts.running or 0) - len(self.lines)
        if more > 0:
            words = self.tr("and {count} more").format(count=speech.number(more))
            self._lines.addWidget(Text("small", words))
        if not facts.deadlines:
            known = facts.running is not None
            calm = Mark("tick", "good") if known else Mark("clock")
            words = (
                self.tr("Open cases: {count}. No deadline runs.")
                if known
                else self.tr("Open cases: {count}. Their deadlines are being read \u2026")
            )
            calm.say(words.format(count=speech.number(facts.open_cases)))
            self._lines.addWidget(calm)

    def _line(self, one: DeadlineRow) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "line")
        badge, number, unit = Badge(), *self._left(one)
        badge.say(number, unit, one.tone)
        title = CutText("", one.title)
        detail = CutText("small", " · ".join(part for part in (one.what, one.until) if part))
        arrow = IconLabel("right", "accent", 16)
        line = row(badge, column(0, title, detail, 0, spacing=0), arrow, spacing=12)
        line.setStretch(1, 1)
        line.setContentsMargins(6, 2, 8, 2)
        button.setLayout(line)
        button.setAccessibleName(f"{number} {unit}: {one.title}, {one.what}, {one.until}")
        signal = self.case_chosen if one.case else self.paper_chosen
        button.clicked.connect(lambda _=False, key=one.key: signal.emit(key))
        for inner in (badge, title, detail, arrow):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button

    def _left(self, one: DeadlineRow) -> tuple[str, str]:
        days = one.days if one.hours is None else int(one.hours / HOURS_A_DAY)
        if one.hours is not None and abs(one.hours) < MOST_HOURS:
            unit = self.tr("hours left") if one.hours >= 0 else self.tr("hours late")
            return speech.number(abs(one.hours)), unit
        if days < 0:
            return speech.number(-days), self.tr("days late")
        if not days:
            return "!", self.tr("today")
        return speech.number(days), self.tr("days left")

    def _on_set_up(self) -> None:
        if self._facts is not None and self._facts.lacks:
            self.set_up_requested.emit(self._facts.lacks[0])
