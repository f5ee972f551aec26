# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistik: what was watched and found, as charts with their tables, for a span of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QWidget

from desktop.views import speech
from desktop.views.buttons import Button, quiet, secondary
from desktop.views.charts import Chart, Figure, Form
from desktop.views.form.chips import Chips
from desktop.views.form.typed import day_of, typed_day
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import Card, EmptyState, MessagePanel, Page, ProgressStrip
from desktop.views.plain_table import PlainTable
from desktop.views.theme import UNIT

FORMS: Final = {
    "outcome": Form.SPLIT,
    "week": Form.COLUMNS,
    "category": Form.BARS,
    "stage": Form.BARS,
    "state": Form.BARS,
    "village": Form.BARS,
}
"""The charts in their order, by topic."""
WIDE: Final = frozenset({"outcome", "week"})
DAY_WIDE: Final = 124
TABLE_ROWS: Final = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart's figures in words.  `rows`: every figure for the table, the same and more."""

    title: str
    under: str
    figures: tuple[Figure, ...]


class ChartCard(Spoken):
    """A chart, its table, and two ways to take it along."""

    picture_requested = Signal()
    table_requested = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown("", "", ())
        self.chart = Chart(form)
        self.table = PlainTable(2, wide=0)
        self.table.hide()
        self._title, self._under = Text("section"), flowing("small")
        self._none = flowing("soft")
        self.as_table = Button("table", "icon")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._on_table)
        self.as_picture, self.as_csv = Button("photo", "icon"), Button("export", "icon")
        self.as_picture.clicked.connect(self.picture_requested)
        self.as_csv.clicked.connect(self.table_requested)
        card = Card(margin=14)
        head = row(self._title, 0, self.as_table, self.as_picture, self.as_csv, spacing=2)
        card.inside.addLayout(head)
        card.inside.addWidget(self._under)
        card.inside.addWidget(self.chart)
        card.inside.addWidget(self._none)
        card.inside.addWidget(self.table)
        card.inside.addStretch(1)
        self.setLayout(column(card))
        self.retranslate()

    def show_figures(self, shown: Shown) -> None:
        """Show figures, or say that there are none."""
        self.shown = shown
        some = any(one.count for one in shown.figures)
        self._title.setText(shown.title)
        self._under.setText(shown.under)
        self._under.setVisible(bool(shown.under))
        self.chart.show_figures(shown.figures)
        self.chart.setAccessibleName(shown.title)
        self.table.fill([(one.label, speech.number(one.count)) for one in shown.figures])
        rows = min(len(shown.figures), TABLE_ROWS)
        self.table.setFixedHeight(38 + 34 * max(rows, 1))
        self._none.setVisible(not some)
        for part in (self.as_table, self.as_picture, self.as_csv):
            part.setEnabled(some)
        self._on_table(self.as_table.isChecked())
        self.retranslate()

    @Slot(bool)
    def _on_table(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        some = any(one.count for one in self.shown.figures)
        self.table.setVisible(on and some)
        self.chart.setVisible(not on and some)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        title = self.shown.title
        for button, words in (
            (self.as_table, self.tr("As a table")),
            (self.as_picture, self.tr("Save as a picture (PNG)")),
            (self.as_csv, self.tr("Save as a table (CSV)")),
        ):
            button.say(f"{title}: {words}", words)
        self.table.say(title, (self.tr("What"), self.tr("How many")))
        self._none.setText(self.tr("Nothing in this span."))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow language and theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.chart.update()


class Total(QWidget):
    """A number with its meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._label = Text("figure"), flowing("small")
        card = Card(margin=12)
        card.inside.setSpacing(0)
        card.inside.addWidget(self._number)
        card.inside.addWidget(self._label)
        self.setLayout(column(card))

    def show_total(self, number: int, label: str) -> None:
        """Show a number."""
        self._number.setText(speech.number(number))
        self._label.setText(label)
        self.setAccessibleName(f"{label}: {speech.number(number)}")


class StatisticsView(Spoken):
    """The page of statistics."""

    span_chosen = Signal(object)  # (since, until, regime)
    picture_requested = Signal(str)
    table_requested = Signal(str)
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {name: ChartCard(form) for name, form in FORMS.items()}
        for name, card in self.cards.items():
            card.picture_requested.connect(lambda name=name: self.picture_requested.emit(name))
            card.table_requested.connect(lambda name=name: self.table_requested.emit(name))
        self.totals = [Total() for _ in range(4)]
        self.since, self.until = QLineEdit(), QLineEdit()
        self.regime = Chips(single=True)
        self.message, self.progress = MessagePanel(), ProgressStrip()
        self._title, self._note = Text("display"), Text("soft")
        self._everything = quiet("close")
        self._everything.clicked.connect(self.clear)
        self.print = secondary("printer")
        self.print.clicked.connect(self.print_requested)
        self._empty = EmptyState("chart")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._page = Page(margin=2 * UNIT)
        inside = self._page.inside
        inside.setSpacing(12)
        self._fields = [Field(self.since), Field(self.until), Field(self.regime)]
        self.regime.setMinimumWidth(200)
        for line in (self.since, self.until):
            line.setFixedWidth(DAY_WIDE)
            line.setMaxLength(40)
            line.editingFinished.connect(self._on_span)
        self.regime.picked.connect(self._on_span)
        words = column(self._title, self._note, spacing=2)
        head = row(words, *self._fields, self._everything, self.print, spacing=12)
        head.setStretch(0, 1)
        for part in (self._everything, self.print):
            head.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        inside.addLayout(head)
        inside.addWidget(self.message)
        inside.addWidget(self.progress)
        totals = row(*self.totals, spacing=12)
        inside.addLayout(totals)
        grid = QGridLayout()
        grid.setSpacing(12)
        place = 0
        for name, card in self.cards.items():
            if name in WIDE:
                grid.addWidget(card, place // 2, 0, 1, 2)
                place += 2
            else:
                grid.addWidget(card, place // 2, place % 2)
                place += 1
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        inside.addLayout(grid)
        inside.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._empty)
        self.setLayout(column(self._stack))

    def show_figures(
        self, totals: Sequence[tuple[int, str]], shown: Mapping[str, Shown], *, any_at_all: bool
    ) -> None:
        """Show what was counted; `any_at_all`: whether there is anything beyond this span."""
        self._stack.setCurrentWidget(self._page if any_at_all else self._empty)
        for total, (number, label) in zip(self.totals, totals, strict=True):
            total.show_total(number, label)
        for name, card in self.cards.items():
            card.show_figures(shown[name])

    def show_regimes(self, regimes: Sequence[tuple[str, str]]) -> None:
        """Offer families of rules to choose from."""
        self.regime.show_choices(regimes)

    @Slot()
    def clear(self) -> None:
        """Count everything."""
        self.since.clear()
        self.until.clear()
        self.regime.choose(())
        self._on_span()

    @Slot()
    def _on_span(self) -> None:
        days = []
        for line in (self.since, self.until):
            text = line.text().strip()
            day = day_of(text)
            wrong = bool(text) and day is None
            line.setProperty("wrong", wrong)
            line.style().unpolish(line)
            line.style().polish(line)
            if wrong:
                self.message.show_message(
                    "", self.tr("\u201c{text}\u201d is no day.").format(text=text), "warn"
                )
                return
            if day is not None:
                line.setText(typed_day(day))
            days.append("" if day is None else day.isoformat())
        self.message.hide()
        regime = self.regime.chosen()
        self.span_chosen.emit((*days, regime[0] if regime else ""))

    def span_words(self) -> str:
        """Return the span in words, for titles of pictures."""
        parts = []
        bounds = ((self.since, self.tr("from {day}")), (self.until, self.tr("until {day}")))
        for line, words in bounds:
            if (day := day_of(line.text())) is not None:
                parts.append(words.format(day=_spoken(day)))
        regime = self.regime.chosen()
        if regime:
            parts.append(regime[0].replace("_", " ").title())
        return ", ".join(parts) or self.tr("everything so far")

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Statistics"))
        self._note.setText(self.tr("Supervision without suspicion counts too."))
        names = (self.tr("From"), self.tr("Until"), self.tr("Rules"))
        for field, name in zip(self._fields, names, strict=True):
            field.say(name)
        self.regime.name(self.tr("Rules"))
        for line in (self.since, self.until):
            line.setPlaceholderText(self.tr("dd-mm-yyyy"))
        self._everything.say(self.tr("Everything"))
        self.print.say(self.tr("Print"))
        self._empty.say(
            self.tr("Nothing to count yet"),
            self.tr("Sign a Form A and its outcome, stage and village are counted here."),
        )


def _spoken(day: date) -> str:
    return speech.date(datetime.combine(day, time()))
