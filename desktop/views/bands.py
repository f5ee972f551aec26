# SPDX-License-Identifier: GPL-3.0-or-later
"""Deadlines as bands: how much of the time is gone, what is left in words, both dates below."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views import icons, speech, theme
from desktop.views.case_facts import BandFacts
from desktop.views.forms import row
from desktop.views.labels import IconLabel, Text, flowing
from desktop.views.panels import Card
from desktop.views.theme import UNIT

BAR: Final = 6
LEAST: Final = 0.04
SHORT: Final = len("28 Des 2023")


def paint_bar(painter: QPainter, place: QRectF, part: float, tone: str) -> None:
    """Paint how much of a deadline is gone."""
    colours = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.line))
    radius = place.height() / 2
    painter.drawRoundedRect(place, radius, radius)
    gone = QRectF(place)
    gone.setWidth(place.width() * min(1.0, max(LEAST, part)))
    painter.setBrush(QColor(str(getattr(colours, tone))))
    painter.drawRoundedRect(gone, radius, radius)


def paint_band(painter: QPainter, place: QRect, facts: BandFacts, font: QFont) -> None:
    """Paint a deadline into a row of a list: words, bar, dates; three lines high."""
    colours = theme.tokens()
    scale = painter.device().devicePixelRatioF()
    drawing = icons.pixmap(facts.sign, facts.tone, 16, scale)
    painter.drawPixmap(place.left(), place.top() + 1, drawing)
    strong, small = QFont(font), QFont(font)
    strong.setPixelSize(13)
    strong.setWeight(QFont.Weight.DemiBold)
    small.setPixelSize(12)
    line = QRect(place.left() + 22, place.top(), place.width() - 22, 18)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setFont(strong)
    painter.setPen(QColor(str(getattr(colours, facts.tone))))
    words = facts.done or facts.words
    painter.drawText(line, left, _cut(painter, words, line.width()))
    bar = QRectF(place.left(), place.top() + 23, place.width(), BAR)
    paint_bar(painter, bar, 1.0 if facts.done else facts.part, facts.tone)
    painter.setFont(small)
    painter.setPen(QColor(colours.text_soft))
    for turn, text in enumerate((facts.label, _dates(facts))):
        below = QRect(place.left(), place.top() + 34 + 16 * turn, place.width(), 16)
        painter.drawText(below, left, _cut(painter, text, below.width()))


def _dates(facts: BandFacts) -> str:
    if facts.safe == facts.legal:
        return facts.legal
    return speech.word("case.dates", safe=facts.safe, legal=facts.legal)


def _cut(painter: QPainter, text: str, wide: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)


class Bar(QWidget):
    """The bar of a deadline alone; the words beside it speak."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part, self._tone = 0.0, "good"
        self.setFixedHeight(BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float, tone: str) -> None:
        """Show how much is gone."""
        self._part, self._tone = part, tone
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a width that may grow."""
        return QSize(160, BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(self.rect()), self._part, self._tone)


class DeadlineCard(Card):
    """One deadline of a case: what for, what is left, until when safely and lawfully."""

    def __init__(self, facts: BandFacts, captions: tuple[str, str], *, lead: bool = False) -> None:
        super().__init__(margin=12)
        self.facts = facts
        self._lead = lead
        self._sign = IconLabel(facts.sign, facts.tone, 18)
        self._words = Text("title" if lead else "section")
        self._words.set_tone(facts.tone)
        self._words.setWordWrap(True)
        label = Text("small", facts.label)
        label.setWordWrap(True)
        self._bar = Bar()
        self.inside.setSpacing(6)
        self.inside.addWidget(label)
        head = row(self._sign, self._words, spacing=UNIT)
        head.setStretch(1, 1)
        self.inside.addLayout(head)
        self.inside.addWidget(self._bar)
        same = facts.safe == facts.legal
        for caption, day in zip(captions, (facts.safe, facts.legal), strict=True):
            if not (same and caption == captions[0]):
                line = row(Text("overline", caption), 0, spacing=4)
                if len(day) > SHORT:  # a time with its zone takes a line of its own
                    self.inside.addLayout(line)
                    line = row(0, spacing=4)
                line.addWidget(_plain(day))
                self.inside.addLayout(line)
        if facts.note:
            note = flowing("small")
            note.setText(facts.note)
            self.inside.addWidget(note)
        self.inside.addStretch(1)
        self.show_left(facts.done or facts.words, facts.part)

    def show_left(self, words: str, part: float, tone: str | None = None) -> None:
        """Show what is left; a countdown calls this again and again."""
        tone = tone or self.facts.tone
        self._words.setText(words)
        self._words.set_tone(tone)
        self._sign.set_ink(tone)
        self._bar.show_part(1.0 if self.facts.done else part, tone)
        self.setAccessibleName(
            f"{self.facts.label}: {words}. {self.facts.safe}, {self.facts.legal}"
        )

    @property
    def words(self) -> str:
        """Return what the card says is left."""
        return self._words.text()


def _plain(text: str) -> Text:
    return Text("small" if len(text) > SHORT else "", text)
