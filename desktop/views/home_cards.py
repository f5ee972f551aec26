# SPDX-License-Identifier: GPL-3.0-or-later
"""The cards of the first page: figures, what needs a person, what was sealed last, the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.model.evidence import EvidenceCard
from desktop.views import icons, marks, speech
from desktop.views.buttons import Button, quiet, secondary
from desktop.views.labels import IconLabel, Mark, Text, divider, paragraph
from desktop.views.panels import Card, clear
from desktop.views.theme import UNIT

THUMBNAIL: Final = QSize(120, 84)
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


class AttentionCard(Card):
    """What needs a person: flaws that stand, files that could not be sealed."""

    retry_requested = Signal(object)  # tuple of queue places
    drop_requested = Signal(object)  # likewise
    care_requested = Signal()

    def show_facts(self, facts: HomeFacts) -> None:
        """Show it, or nothing where nobody is needed."""
        inside = self.inside
        clear(inside)
        wanted = bool(facts.failed or facts.standing or facts.stopped_at or facts.damaged)
        self.setVisible(wanted)
        if not wanted:
            return
        title = Text("section", self.tr("Needs you"))
        inside.addWidget(title)
        for text in facts.standing:
            mark = Mark("warning", "warn")
            mark.say(text)
            inside.addWidget(mark)
        if facts.damaged:
            inside.addLayout(self._damaged_row(facts.damaged))
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

    def _damaged_row(self, count: int) -> QHBoxLayout:
        mark, mend = Mark("damaged", "bad"), secondary("sync")
        text = self.tr("{count} damaged items. Fetch them back from the office or a backup.")
        mark.say(text.format(count=speech.number(count)))
        mend.say(self.tr("Mend"))
        mend.clicked.connect(self.care_requested)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(mark, 1)
        row.addWidget(mend)
        return row

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


class LatestCard(Card):
    """The items sealed last, as pictures."""

    card_chosen = Signal(object)  # EvidenceCard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: HomeFacts | None = None
        self._thumbnails: dict[int, QLabel] = {}
        self._title = Text("section")
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(UNIT)
        self.inside.addWidget(self._title)
        self.inside.addLayout(self._pictures)

    def show_facts(self, facts: HomeFacts) -> None:
        """Show the newest items."""
        self._facts = facts
        self._title.setText(self.tr("Sealed last"))
        clear(self._pictures)
        self._thumbnails.clear()
        self.setVisible(bool(facts.latest))
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

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the items again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._facts is not None:
            self.show_facts(self._facts)


class StateCard(Card):
    """When the vault was examined and backed up last, and the room there is."""

    examine_requested = Signal()
    backup_requested = Signal()
    care_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._care = Text("section"), quiet("shield")
        self._care.clicked.connect(self.care_requested)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._care)
        self.inside.addLayout(head)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(UNIT)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(2, 1)
        self.inside.addLayout(self._lines)
        self._examined, self._backed_up, self._room = (
            IconLabel("whole", "text_soft"),
            IconLabel("backup", "text_soft"),
            IconLabel("disk", "text_soft"),
        )
        self._examine, self._backup = secondary("whole"), secondary("backup")
        self._examine.clicked.connect(self.examine_requested)
        self._backup.clicked.connect(self.backup_requested)
        self._words = (
            (Text(), paragraph("soft")),
            (Text(), paragraph("soft")),
            (Text(), paragraph("soft")),
        )
        buttons: tuple[Button | None, ...] = (self._examine, self._backup, None)
        drawings = (self._examined, self._backed_up, self._room)
        rows = zip(drawings, self._words, buttons, strict=True)
        for place, (drawing, (label, text), button) in enumerate(rows):
            self._lines.setRowMinimumHeight(place, 36)
            self._lines.addWidget(drawing, place, 0)
            self._lines.addWidget(label, place, 1)
            self._lines.addWidget(text, place, 2)
            if button is not None:
                self._lines.addWidget(button, place, 3)

    def show_facts(self, facts: HomeFacts) -> None:
        """Show how the vault stands."""
        self._title.setText(self.tr("State of the vault"))
        self._care.say(self.tr("Health"), self.tr("When each thing was last read back"))
        names = (self.tr("Examined"), self.tr("Backed up"), self.tr("Room"))
        for (label, _), name in zip(self._words, names, strict=True):
            label.setText(name)
        self._backup.say(self.tr("Back up"))
        never = self.tr("never yet")
        room = self.tr("{room} left on this disk").format(room=speech.size(facts.free_bytes))
        texts = (facts.examined or never, facts.backed_up or never, room)
        for (_, label), text in zip(self._words, texts, strict=True):
            label.setText(text)
        self._examined.set_ink("text_soft" if facts.examined else "warn")
        self._backed_up.set_ink("text_soft" if facts.backed_up else "warn")
        self._backup.setVisible(facts.may_back_up)
        self._examine.say(
            self.tr("Go on examining") if facts.stopped_at else self.tr("Examine everything")
        )
