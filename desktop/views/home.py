# SPDX-License-Identifier: GPL-3.0-or-later
"""Beranda: what there is, what needs a person, and how the vault stands, on one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.model.evidence import EvidenceCard
from desktop.views import icons, marks, speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.clock_form import ClockFacts, plausible
from desktop.views.forms import Spoken
from desktop.views.home_work import HomeWork, WorkFacts
from desktop.views.labels import IconLabel, Mark, Text, divider, paragraph
from desktop.views.panels import Card, EmptyState, MessagePanel, Page, clear
from desktop.views.theme import UNIT

THUMBNAIL: Final = QSize(120, 84)
FIGURES: Final = ("all", "look", "unchecked", "damaged")
MANY_FAILED: Final = 5


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be sealed: its place in the queue, its name and the reason."""

    job: int
    name: str
    problem: str


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the page shows.  `examined` and `backed_up`: when, in words, or empty for never."""

    day: str
    count: int
    look: int
    unchecked: int
    damaged: int
    latest: tuple[EvidenceCard, ...]
    zone_minutes: int
    failed: tuple[FailedFile, ...]
    examined: str
    backed_up: str
    stopped_at: int
    free_bytes: int
    standing: tuple[str, ...]
    may_seal: bool
    may_back_up: bool


class Figure(QPushButton):
    """A number with its meaning, that leads to the items it counts."""

    def __init__(self, drawing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "figure")
        self.setMinimumHeight(84)
        self._icon = IconLabel(drawing, "text_soft", 20)
        self._number = Text("figure")
        self._label = Text("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 10, 12, 10)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self._number, 1)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._label)
        for inner in (self._icon, self._number, self._label):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_figure(self, number: int, label: str, tone: str = "") -> None:
        """Show a number; `tone` colours its icon, the label says the same in words."""
        self._number.setText(speech.number(number))
        self._label.setText(label)
        self._icon.set_ink(tone or "text_soft")
        self.setAccessibleName(f"{label}: {speech.number(number)}")


class HomeView(Spoken):
    """The first page after unlocking."""

    figure_chosen = Signal(str)  # a name in FIGURES
    import_requested = Signal()
    samples_requested = Signal()
    examine_requested = Signal()
    backup_requested = Signal()
    card_chosen = Signal(object)  # EvidenceCard
    retry_requested = Signal(object)  # tuple of queue places
    drop_requested = Signal(object)  # likewise
    form_requested = Signal()  # a new Form A
    clock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: HomeFacts | None = None
        self._work: WorkFacts | None = None
        self._thumbnails: dict[int, QLabel] = {}
        self._empty = EmptyState("seal")
        self._try = secondary("play")
        self._first = primary("import")
        self._try.clicked.connect(self.samples_requested)
        self._first.clicked.connect(self.import_requested)
        self._empty.add(self._first)
        self._empty.add(self._try)
        self.work = HomeWork()
        self._set_up = secondary("home")
        self._set_up.clicked.connect(lambda: self.work.set_up_requested.emit("office"))
        self._set_up.hide()
        self._empty.add(self._set_up)
        self._page = Page()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._clock, self._clock_facts = MessagePanel(), ClockFacts(0, 0)
        self._clock.set_closable(closable=False)
        self._set_clock = secondary("clock")
        self._set_clock.clicked.connect(self.clock_requested)
        self._clock.offer(self._set_clock)
        self._notice = QWidget()
        self._above = QVBoxLayout(self._notice)
        self._above.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 0)
        self._above.addWidget(self._clock)
        self._notice.hide()
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        self._fill_page()
        self.retranslate()

    def _fill_page(self) -> None:
        inside = self._page.inside
        self._title, self._day = Text("display"), Text("soft")
        self._form = primary("plus")
        self._form.clicked.connect(self.form_requested)
        self._form.hide()
        self._add = secondary("import")
        self._add.clicked.connect(self.import_requested)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._day)
        head.addLayout(words, 1)
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._form, 0, Qt.AlignmentFlag.AlignBottom)
        self.message = MessagePanel()
        self._figures = {
            name: Figure(drawing)
            for name, drawing in zip(
                FIGURES, ("evidence", "warning", "shield", "damaged"), strict=True
            )
        }
        figures = QGridLayout()
        figures.setSpacing(12)
        for place, (name, figure) in enumerate(self._figures.items()):
            figure.clicked.connect(lambda _=False, name=name: self.figure_chosen.emit(name))
            figures.addWidget(figure, 0, place)
            figures.setColumnStretch(place, 1)
        self._attention, self._latest, self._state = Card(), Card(), Card()
        inside.addLayout(head)
        inside.addWidget(self.message)
        inside.addWidget(self.work)
        inside.addLayout(figures)
        inside.addWidget(self._attention)
        inside.addWidget(self._latest)
        inside.addWidget(self._state)
        inside.addStretch(1)
        self._fill_cards()

    def _fill_cards(self) -> None:
        self._latest_title, self._state_title = Text("section"), Text("section")
        self._latest.inside.addWidget(self._latest_title)
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(UNIT)
        self._latest.inside.addLayout(self._pictures)
        self._state.inside.addWidget(self._state_title)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(UNIT)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(2, 1)
        self._state.inside.addLayout(self._lines)
        self._examined, self._backed_up, self._room = (
            IconLabel("whole", "text_soft"),
            IconLabel("backup", "text_soft"),
            IconLabel("disk", "text_soft"),
        )
        self._examine, self._backup = secondary("whole"), secondary("backup")
        self._examine.clicked.connect(self.examine_requested)
        self._backup.clicked.connect(self.backup_requested)
        self._state_words = (
            (Text(), paragraph("soft")),
            (Text(), paragraph("soft")),
            (Text(), paragraph("soft")),
        )
        buttons: tuple[Button | None, ...] = (self._examine, self._backup, None)
        drawings = (self._examined, self._backed_up, self._room)
        rows = zip(drawings, self._state_words, buttons, strict=True)
        for place, (drawing, (label, text), button) in enumerate(rows):
            self._lines.setRowMinimumHeight(place, 36)
            self._lines.addWidget(drawing, place, 0)
            self._lines.addWidget(label, place, 1)
            self._lines.addWidget(text, place, 2)
            if button is not None:
                self._lines.addWidget(button, place, 3)

    # -- what the window tells ----------------------------------------------------------------

    def show_facts(self, facts: HomeFacts) -> None:
        """Show how things stand."""
        self._facts = facts
        self._choose_page()
        self._day.setText(facts.day)
        self._add.setVisible(facts.may_seal)
        self._first.setVisible(facts.may_seal)
        self._try.setVisible(facts.may_seal)
        self._show_figures(facts)
        self._show_attention(facts)
        self._show_latest(facts)
        self._show_state(facts)

    def show_clock(self, facts: ClockFacts) -> None:
        """Say that the laptop's clock cannot be right; it stays until somebody answers."""
        self._clock_facts = facts
        self._clock.setVisible(bool(facts.doubts))
        self._place_clock()
        if facts.doubts:
            time = speech.moment(facts.laptop_us, facts.zone_minutes)
            why = speech.word(facts.doubts[0].code, "clock")
            title = self.tr("The laptop's clock looks wrong: {time}").format(time=time)
            text = f"{why} {plausible(facts.doubts, facts.zone_minutes)}"
            self._clock.show_message(title, text, "warn")

    def show_work(self, facts: WorkFacts) -> None:
        """Show the day's casework."""
        self._work = facts
        self.work.show_work(facts)
        self._form.setVisible(facts.may_write)
        self._set_up.setVisible("office" in facts.lacks)
        self._choose_page()

    def _place_clock(self) -> None:
        """Put the doubt at the top of what is shown: of the page, or above the empty state."""
        full = self._stack.currentWidget() is self._page
        if full:
            self._page.inside.insertWidget(0, self._clock)
        else:
            self._above.addWidget(self._clock)
        self._notice.setVisible(bool(self._clock_facts.doubts) and not full)

    def show_thumbnails(self, pictures: Mapping[int, QImage | None]) -> None:
        """Show the pictures of the latest items as they arrive."""
        scale = self.devicePixelRatioF()
        for number, picture in pictures.items():
            label = self._thumbnails.get(number)
            if label is None or picture is None:
                continue
            shown = QPixmap.fromImage(picture).scaled(
                THUMBNAIL * scale,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            shown.setDevicePixelRatio(scale)
            label.setPixmap(shown)

    # -- inside -------------------------------------------------------------------------------

    def _choose_page(self) -> None:
        facts, work = self._facts, self._work
        begun = work is not None and work.anything
        empty = facts is not None and not facts.count and not facts.failed and not begun
        self._stack.setCurrentWidget(self._empty if empty else self._page)
        self._place_clock()

    def _show_figures(self, facts: HomeFacts) -> None:
        figures = self._figures
        figures["all"].show_figure(facts.count, self.tr("Sealed items"))
        figures["look"].show_figure(
            facts.look, self.tr("Worth a look"), "warn" if facts.look else ""
        )
        figures["unchecked"].show_figure(facts.unchecked, self.tr("Not opened again yet"))
        figures["damaged"].show_figure(
            facts.damaged, self.tr("Damaged"), "bad" if facts.damaged else ""
        )

    def _show_attention(self, facts: HomeFacts) -> None:
        inside = self._attention.inside
        clear(inside)
        wanted = bool(facts.failed or facts.standing or facts.stopped_at)
        self._attention.setVisible(wanted)
        if not wanted:
            return
        title = Text("section", self.tr("Needs you"))
        inside.addWidget(title)
        for text in facts.standing:
            mark = Mark("warning", "warn")
            mark.say(text)
            inside.addWidget(mark)
        if facts.stopped_at:
            text = self.tr("An examination was stopped after item {number}.")
            mark = Mark("clock", "warn")
            mark.say(text.format(number=speech.number(facts.stopped_at)))
            inside.addWidget(mark)
        for place, file in enumerate(facts.failed[:MANY_FAILED]):
            if place:
                inside.addWidget(divider())
            inside.addLayout(self._failed_row(file))
        more = len(facts.failed) - MANY_FAILED
        if more > 0:
            inside.addWidget(
                Text("small", self.tr("and {count} more").format(count=speech.number(more)))
            )
        if facts.failed:
            everything = tuple(file.job for file in facts.failed)
            again = secondary("refresh")
            again.say(self.tr("Try all again"))
            again.clicked.connect(lambda: self.retry_requested.emit(everything))
            row = QHBoxLayout()
            row.addWidget(again)
            row.addStretch(1)
            inside.addLayout(row)

    def _failed_row(self, file: FailedFile) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name, reason = Text("", file.name), paragraph("small")
        reason.setText(speech.word(file.problem, "problem"))
        words.addWidget(name)
        words.addWidget(reason)
        row.addLayout(words, 1)
        again, drop = quiet("refresh"), quiet("trash")
        again.say(self.tr("Try again"))
        again.setAccessibleName(self.tr("Try again: {name}").format(name=file.name))
        drop.say(self.tr("Leave out"), self.tr("Take it off the list; the file stays where it is"))
        drop.setAccessibleName(self.tr("Leave out: {name}").format(name=file.name))
        again.clicked.connect(lambda: self.retry_requested.emit((file.job,)))
        drop.clicked.connect(lambda: self.drop_requested.emit((file.job,)))
        row.addWidget(again)
        row.addWidget(drop)
        return row

    def _show_latest(self, facts: HomeFacts) -> None:
        clear(self._pictures)
        self._thumbnails.clear()
        self._latest.setVisible(bool(facts.latest))
        for card in facts.latest:
            tile = QPushButton()
            tile.setProperty("kind", "latest")
            tile.setFixedSize(THUMBNAIL.width() + 12, THUMBNAIL.height() + 52)
            tile.setAccessibleName(f"{card.name}, {speech.word(card.kind, 'kind')}")
            tile.setToolTip(card.name)
            tile.clicked.connect(lambda _=False, card=card: self.card_chosen.emit(card))
            picture = QLabel()
            picture.setFixedSize(THUMBNAIL)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            drawing = marks.KINDS[card.kind]
            picture.setPixmap(icons.pixmap(drawing, "text_soft", 32, self.devicePixelRatioF()))
            name = Text("small")
            room = THUMBNAIL.width() - 4
            name.ensurePolished()
            elide = Qt.TextElideMode.ElideMiddle
            name.setText(name.fontMetrics().elidedText(card.name, elide, room))
            when = Text("small", speech.brief(card.sealed_us, facts.zone_minutes))
            column = QVBoxLayout(tile)
            column.setContentsMargins(6, 6, 6, 4)
            column.setSpacing(2)
            for inner in (picture, name, when):
                inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(inner)
            self._thumbnails[card.number] = picture
            self._pictures.addWidget(tile)
        self._pictures.addStretch(1)

    def _show_state(self, facts: HomeFacts) -> None:
        never = self.tr("never yet")
        room = self.tr("{room} left on this disk").format(room=speech.size(facts.free_bytes))
        texts = (facts.examined or never, facts.backed_up or never, room)
        for (_, label), text in zip(self._state_words, texts, strict=True):
            label.setText(text)
        self._examined.set_ink("text_soft" if facts.examined else "warn")
        self._backed_up.set_ink("text_soft" if facts.backed_up else "warn")
        self._backup.setVisible(facts.may_back_up)
        self._examine.say(
            self.tr("Go on examining") if facts.stopped_at else self.tr("Examine everything")
        )

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Home"))
        self._add.say(self.tr("Add evidence"))
        self._form.say(self.tr("New Form A"))
        self._set_up.say(self.tr("Complete the office"))
        self._first.say(self.tr("Add evidence"))
        self._try.say(self.tr("Try it with samples"))
        self._empty.say(
            self.tr("The vault is ready"),
            self.tr(
                "Drop photos, videos or a whole folder onto this window. Nothing is sealed before "
                "you have looked through the list."
            ),
        )
        self._latest_title.setText(self.tr("Sealed last"))
        self._state_title.setText(self.tr("State of the vault"))
        names: Sequence[str] = (
            self.tr("Examined"),
            self.tr("Backed up"),
            self.tr("Room"),
        )
        for (label, _), name in zip(self._state_words, names, strict=True):
            label.setText(name)
        self._backup.say(self.tr("Back up"))
        self._set_clock.say(self.tr("Write the true time"))
        self.show_clock(self._clock_facts)
        if self._facts is not None:
            self.show_facts(self._facts)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the latest items again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._facts is not None:
            self._show_latest(self._facts)
