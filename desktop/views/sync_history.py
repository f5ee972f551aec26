# SPDX-License-Identifier: GPL-3.0-or-later
"""The rounds that were: bytes and time of each as two painted rows of columns over one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.views import icons, speech, theme
from desktop.views.buttons import Button
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import Card
from desktop.views.plain_table import PlainTable

HIGH: Final = 206
LEFT: Final = 74
FOOT: Final = 22
GAP: Final = 26
TITLE: Final = 20
PLOTTED: Final = 40
WIDEST: Final = 22.0
LISTED: Final = 8
STEPS_S: Final = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round: when and how long in words and figures, and the code of why it ended early."""

    when: str
    day: str
    seconds: float
    bytes: int
    receipts: int
    stage: str
    reason: str

    @property
    def whole(self) -> bool:
        """Tell whether it left nothing waiting, or only what is to wait."""
        return self.reason in {"", "turn", "metered", "large"}


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from nothing to `top`, and how its values are written."""

    top: float
    words: Callable[[float], str]


class RoundsPlot(QWidget):
    """Columns of the last rounds, oldest at the left.  A round that ended early is hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RoundRow, ...] = ()
        self._titles = ("", "")
        self._spots: list[tuple[QRectF, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_rounds(self, rows: Sequence[RoundRow], titles: tuple[str, str]) -> None:
        """Show rounds, the newest first; `titles`: of the two rows of columns."""
        self._rows = tuple(reversed(rows[:PLOTTED]))
        self._titles = titles
        self.setAccessibleDescription("; ".join(told(one) for one in rows[:LISTED]))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return its height."""
        return QSize(480, HIGH)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a width in which columns can be told apart."""
        return QSize(320, HIGH)

    def event(self, event: QEvent) -> bool:
        """Tell the round below the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            text = next((words for spot, words in self._spots if spot.contains(at)), "")
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint both rows of columns and the days below them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme.FAMILY)
        font.setPixelSize(12)
        painter.setFont(font)
        self._spots = []
        if not self._rows:
            return
        each = (self.width() - LEFT - 4) / max(len(self._rows), 12)
        high = (self.height() - FOOT - 2 * GAP) / 2
        upper = QRectF(LEFT, GAP, self.width() - LEFT, high)
        lower = upper.translated(0, high + GAP)
        sizes = [float(one.bytes) for one in self._rows]
        times = [one.seconds for one in self._rows]
        for room, values, title, scale in (
            (upper, sizes, self._titles[0], bytes_scale(max(sizes))),
            (lower, times, self._titles[1], time_scale(max(times))),
        ):
            self._grid(painter, room, title, scale)
            self._columns(painter, room, each, [value / scale.top for value in values])
        for place, one in enumerate(self._rows):
            spot = QRectF(LEFT + each * place, GAP, each, self.height() - GAP)
            self._spots.append((spot, told(one)))
        self._days(painter, each)

    def _grid(self, painter: QPainter, room: QRectF, title: str, scale: Scale) -> None:
        colours = theme.tokens()
        painter.setPen(QColor(colours.text_soft))
        above = QRectF(room.left(), room.top() - TITLE, room.width(), TITLE)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, title)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0.0, 0.5, 1.0):
            y = room.bottom() - room.height() * share
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(colours.text_soft))
            words = scale.words(scale.top * share) if share else "0"
            painter.drawText(QRectF(0, y - 9, LEFT - 8, 18), right, words)

    def _columns(
        self, painter: QPainter, room: QRectF, each: float, shares: Sequence[float]
    ) -> None:
        colours = theme.tokens()
        wide = min(WIDEST, max(2.0, each - max(2.0, each * 0.25)))
        for place, (share, one) in enumerate(zip(shares, self._rows, strict=True)):
            tall = max(room.height() * share, 2.0 if share else 1.0)
            x = room.left() + each * place + (each - wide) / 2
            ink = QColor(colours.accent if one.whole else colours.warn)
            painter.setPen(Qt.PenStyle.NoPen if one.whole else QPen(ink, 1))
            style = Qt.BrushStyle.SolidPattern if one.whole else Qt.BrushStyle.BDiagPattern
            painter.setBrush(QBrush(ink, style))
            painter.drawRect(QRectF(x, room.bottom() - tall, wide, tall))

    def _days(self, painter: QPainter, each: float) -> None:
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(theme.tokens().text_soft))
        free, before = 0.0, ""
        for place, one in enumerate(self._rows):
            x = LEFT + each * place
            if one.day == before or x < free:
                continue
            need = metrics.horizontalAdvance(one.day) + 8
            if x + need > self.width():
                break
            painter.drawText(QPointF(x, self.height() - 6), one.day)
            free, before = x + need, one.day


def bytes_scale(most: float) -> Scale:
    """Return a scale of bytes up to 1, 2 or 5 times a power of ten."""
    power = 1000.0
    while power * 5 < most:
        power *= 10
    top = next(power * times for times in (1, 2, 5) if power * times >= most)
    return Scale(top, lambda value: speech.size(round(value)))


def time_scale(most: float) -> Scale:
    """Return a scale of seconds in steps that people count in."""
    top = next((float(step) for step in STEPS_S if step >= most), most)
    return Scale(top, lambda value: speech.duration(round(value * 1000)))


def told(one: RoundRow) -> str:
    """Return a round in one line of words."""
    length = speech.duration(round(one.seconds * 1000))
    end = speech.word(one.reason, "wait") if one.reason else speech.word("done", "stage")
    return f"{one.when} · {speech.size(one.bytes)} · {length} · {end}"


class HistoryCard(Spoken):
    """The plot, or a table of the same rounds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RoundRow, ...] = ()
        self._title, self._none = Text("section"), flowing("soft")
        self.plot, self.table = RoundsPlot(), PlainTable(5, wide=4)
        self.as_table = Button("table", "icon")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._on_table)
        self._key = Text("small")
        card = Card()
        card.inside.addLayout(row(self._title, 0, self._key, 8, self.as_table))
        for part in (self.plot, self.table, self._none):
            card.inside.addWidget(part)
        self.setLayout(column(card))
        self._on_table(False)  # noqa: FBT003 - as Qt's signal says it
        self.retranslate()

    def show_rounds(self, rows: Sequence[RoundRow]) -> None:
        """Show rounds, the newest first."""
        self._rows = tuple(rows)
        self._on_table(self.as_table.isChecked())
        self.retranslate()

    @Slot(bool)
    def _on_table(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        some = bool(self._rows)
        self.plot.setVisible(some and not on)
        self.table.setVisible(some and on)
        self.as_table.setVisible(some)
        self._key.setVisible(some and not on)
        self._none.setVisible(not some)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Rounds so far"))
        self._none.setText(self.tr("No round was held yet."))
        self._key.setText(self.tr("Hatched: ended early"))
        words = self.tr("As a table")
        self.as_table.say(f"{self._title.text()}: {words}", words)
        self.plot.setAccessibleName(self._title.text())
        self.plot.show_rounds(self._rows, (self.tr("Sent"), self.tr("How long")))
        heads = (
            self.tr("When"),
            self.tr("Sent"),
            self.tr("How long"),
            self.tr("Receipts"),
            self.tr("How it ended"),
        )
        self.table.say(self._title.text(), heads)
        self.table.fill(
            [
                (
                    one.when,
                    speech.size(one.bytes),
                    speech.duration(round(one.seconds * 1000)),
                    speech.number(one.receipts),
                    speech.word(one.reason, "wait-short")
                    if one.reason
                    else speech.word("done", "stage"),
                )
                for one in self._rows
            ],
            [told(one) for one in self._rows],
        )
        for place, one in enumerate(self._rows):
            name, ink = ("tick", "good") if one.whole else ("warning", "warn")
            self.table.draw(place, 4, icons.icon(name, ink, 16), "")
        self.table.setFixedHeight(38 + 34 * max(1, min(LISTED, len(self._rows))))
