# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistik, wired: the docket is counted beside the vault, once, until something changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from db.casework.paper import PaperCard
from db.casework.rows import CatalogueAct, State, Term
from db.casework.tally import NOTHING_FOUND, SUSPECTED, Bar
from db.errors import SegelError
from db.model.calendar import MONTHS
from desktop.actions import figures
from desktop.actions.figures import EVERYTHING, Figures, Span, Topic
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.charts import Figure
from desktop.views.forms import Spoken, column
from desktop.views.statistics import Shown, StatisticsView
from desktop.windows.paper import suggested

TONES: Final = {
    NOTHING_FOUND: ("good", 0),
    SUSPECTED: ("bad", 1),
    "SARAN_PERBAIKAN": ("warn", 2),
    "POTENSI_SENGKETA": ("accent", 3),
}
"""Colour and hatch of the outcomes; what is none of them is drawn soft."""
MARGIN_MM: Final = 16


class StatisticsPage(Spoken):
    """The page of statistics."""

    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fresh = self._reading = False
        self._cards: tuple[PaperCard, ...] | None = None
        self._book: Rulebook | None = None
        self._span = EVERYTHING
        self.figures: Figures | None = None
        self.view = StatisticsView()
        self.setLayout(column(self.view))
        self.view.span_chosen.connect(self._on_span)
        self.view.picture_requested.connect(self._on_picture)
        self.view.table_requested.connect(self._on_table)
        self.view.print_requested.connect(self._on_print)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Count when the page comes into sight and is not up to date."""
        super().showEvent(event)
        if not self._fresh:
            self._read()

    @Slot()
    def refresh(self) -> None:
        """Count again when the page is next in sight."""
        self._fresh = False
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        if self._reading:
            return
        self._reading = self._fresh = True
        desk, book = self._session.desk, self._session.book

        def work(token: CancelToken) -> tuple[Rulebook, tuple[PaperCard, ...]]:
            return book, figures.cards(desk, token.check)

        errand = self._session.bench(work)
        errand.succeeded.connect(self._on_read)
        errand.failed.connect(self._on_failed)
        errand.settled.connect(self._on_settled)

    @Slot()
    def _on_settled(self) -> None:
        self._reading = False

    @Slot(object)
    def _on_read(self, read: tuple[Rulebook, tuple[PaperCard, ...]]) -> None:
        self._book, self._cards = read
        rows = self._book.reference
        day = self._session.desk.now().local.date()
        self.view.show_regimes(
            [(one.code, one.code.replace("_", " ").title()) for one in rows.choices("regime", day)]
        )
        self._count()

    @Slot(object)
    def _on_span(self, span: tuple[str, str, str]) -> None:
        self._span = Span(*span)
        self._count()

    def _count(self) -> None:
        """Count in a bench thread: fifty thousand cards are too many for the screen's."""
        if self._cards is None:
            return
        every, span = self._cards, self._span
        errand = self._session.bench(lambda _token: figures.count(every, span))
        errand.succeeded.connect(self._on_counted)

    @Slot(object)
    def _on_counted(self, found: Figures) -> None:
        self.figures = found
        self._show()
        self.counted.emit()

    def _show(self) -> None:
        if self.figures is None or self._book is None:
            return
        forms, cases = self.figures.forms, self.figures.cases
        totals = (
            (forms.supervised, self.tr("times supervised")),
            (forms.nothing_found, self.tr("supervision without suspicion")),
            (forms.suspected, self.tr("with suspected violation")),
            (cases.cards, self.tr("cases")),
        )
        shown = {topic.value: self._shown(topic, self.figures) for topic in Topic}
        self.view.show_figures(totals, shown, any_at_all=bool(self._cards))

    def _shown(self, topic: Topic, found: Figures) -> Shown:
        titles = {
            Topic.OUTCOME: (self.tr("Outcome of supervision"), ""),
            Topic.WEEK: (self.tr("Supervision by week"), self.tr("ISO weeks, from Monday")),
            Topic.CATEGORY: (
                self.tr("Findings by category"),
                self.tr("A Form A with several acts counts in each"),
            ),
            Topic.STAGE: (self.tr("By stage"), ""),
            Topic.STATE: (self.tr("Cases by state"), ""),
            Topic.VILLAGE: (self.tr("By village"), ""),
        }
        title, under = titles[topic]
        made = tuple(self._figure(topic, bar) for bar in found.bars(topic))
        return Shown(title, under, made)

    def _figure(self, topic: Topic, bar: Bar) -> Figure:
        tone, hatch = TONES.get(bar.key, ("text_soft", 0)) if topic is Topic.OUTCOME else ("", 0)
        return Figure(self._words(topic, bar.key), bar.count, tone, hatch)

    def _words(self, topic: Topic, key: str) -> str:
        assert self._book is not None  # noqa: S101 - read before anything is counted
        rows, spoken = self._book.reference, speech.language()
        if not key:
            return self.tr("not said")
        if topic is Topic.WEEK:
            return week_words(key)
        if topic is Topic.VILLAGE:
            return self._book.regions.title(key, spoken) or key
        if topic is Topic.OUTCOME and key == NOTHING_FOUND:
            return self.tr("Supervision without suspicion")
        found: CatalogueAct | Term | State | None
        if topic is Topic.CATEGORY:
            found = rows.act(key)
        elif topic is Topic.STATE:
            found = next((one for one in rows.states if one.code == key), None)
        else:
            found = rows.term(topic.value, key)
        label = "" if found is None else found.label.say(spoken)
        return f"{key} {label}".strip() if topic is Topic.CATEGORY or not label else label

    # -- taking along -----------------------------------------------------------------------------

    @Slot(str)
    def _on_picture(self, name: str) -> None:
        card = self.view.cards[name]
        image = card.chart.picture(card.shown.title, self._under())
        self._write(_png(image), f"{card.shown.title}.png", "PNG (*.png)")

    @Slot(str)
    def _on_table(self, name: str) -> None:
        shown = self.view.cards[name].shown
        self._write(self.csv_of(name), f"{shown.title}.csv", "CSV (*.csv)")

    def csv_of(self, name: str) -> bytes:
        """Return the table of a chart."""
        shown = self.view.cards[name].shown
        rows = [(one.label, str(one.count)) for one in shown.figures]
        return figures.table_csv((shown.title, self.tr("How many")), rows)

    def _under(self) -> str:
        office = speech.date(self._session.desk.now().local)
        return f"{self.view.span_words()} \u00b7 {office}"

    def _write(self, data: bytes, name: str, kinds: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), suggested(name), kinds)
        if not chosen or not isValid(self):  # the vault may have locked itself meanwhile
            return
        errand = self._session.bench(lambda _token: _kept(Path(chosen), data))
        errand.succeeded.connect(self._on_kept)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_kept(self, problem: str) -> None:
        if problem:
            self.view.message.show_message(self.tr("Could not be saved"), problem, "warn")
        else:
            self.view.message.show_message("", self.tr("Saved. It is outside the vault."), "good")

    @Slot()
    def _on_print(self) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.print_to(buffer)
        self._write(bytes(buffer.data().data()), self.tr("Statistics") + ".pdf", "PDF (*.pdf)")

    def print_to(self, device: QBuffer) -> None:
        """Write every chart with its figures as PDF on A4."""
        writer = QPdfWriter(device)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        millimetre = QPageLayout.Unit.Millimeter
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        writer.setPageMargins(margins, millimetre)
        writer.setTitle(self.tr("Statistics"))
        painter = QPainter(writer)
        top, room = 0.0, QRectF(0, 0, writer.width(), writer.height())
        for image in self._pictures():
            high = room.width() * image.height() / image.width()
            if top and top + high > room.height():
                writer.newPage()
                top = 0.0
            painter.drawImage(QRectF(0, top, room.width(), high), image)
            top += high
        painter.end()

    def _pictures(self) -> Iterator[QImage]:
        for card in self.view.cards.values():
            if any(one.count for one in card.shown.figures):
                yield card.chart.picture(card.shown.title, self._under())

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    def retranslate(self) -> None:
        """Put what was counted into the language that is on."""
        self._show()


def week_words(key: str) -> str:
    """Return a week by its Monday, "2 Sep 2024", which says more than "2024-W36"."""
    year, _, number = key.partition("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    return f"{monday.day} {MONTHS[speech.language()][monday.month - 1]} {monday.year}"


def _kept(path: Path, data: bytes) -> str:
    try:
        path.write_bytes(data)
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stub asks for bytes, the binding for text.
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # as said
    return bytes(buffer.data().data())
