# SPDX-License-Identifier: GPL-3.0-or-later
"""Kotak Masuk: senders, what each sent, and one thing with its hash, its verdict and its deeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QScrollArea, QSplitter, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text, flowing
from desktop.views.panels import Card, EmptyState, MessagePanel, ProgressStrip
from desktop.views.plain_table import PlainTable
from desktop.views.theme import UNIT, fixed_font

PICTURE: Final = 320
MARKS: Final = {"whole": ("whole", "good"), "broken": ("damaged", "bad"), "": ("clock", "")}


@dataclass(frozen=True, slots=True)
class SenderLine:
    """A sender in the list: who, how much, and a word on doubts or nothing."""

    name: str
    items: str
    papers: str
    seen: str
    doubt: str


@dataclass(frozen=True, slots=True)
class ThingLine:
    """An item or paper in the list of one sender."""

    what: str
    name: str
    state: str
    moment: str
    picture: QImage | None = None


@dataclass(frozen=True, slots=True)
class ThingFacts:
    """One item or paper.  `state`: whole, broken or empty.  `deeds`: of `DEEDS`."""

    name: str
    state: str
    verdict: str
    lines: tuple[str, ...]
    digest: str
    text: str
    deeds: frozenset[str]


DEEDS: Final = ("ask-back", "review", "number", "again", "play")
OFFICE_DEEDS: Final = ("to-all", "to-one", "pack", "speakers", "stick")
SMALL: Final = QSize(44, 33)
TALL: Final = 40


class InboxView(Spoken):
    """Three panes: senders, things, one thing."""

    pull_requested = Signal()
    stop_requested = Signal()
    office_deed_requested = Signal(str)  # one of OFFICE_DEEDS
    sender_chosen = Signal(int)
    thing_chosen = Signal(int)
    deed_requested = Signal(str)  # one of DEEDS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message, self.progress = MessagePanel(), ProgressStrip()
        self._title, self._office = Text("display"), flowing("soft")
        self.pull, self.write = primary("refresh"), secondary("comment")
        self.write.setProperty("menu", "true")
        self._menu = QMenu(self)
        self.write.setMenu(self._menu)
        self.office_deeds = {name: self._menu.addAction("") for name in OFFICE_DEEDS}
        self.shut = Mark("key", "")
        self.senders, self.things = PlainTable(5, wide=0), PlainTable(4, wide=1)
        self.things.setIconSize(SMALL)
        self.things.verticalHeader().setDefaultSectionSize(TALL)
        self._empty = EmptyState("evidence")
        self._name, self._verdict = Text("section"), Mark("clock", "", "")
        self._verdict.wrap()
        self._name.setWordWrap(True)
        self._lines, self._digest = flowing("soft"), flowing()
        self._digest.setFont(fixed_font())
        self._digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.picture, self.text = QLabel(), QPlainTextEdit()
        self.text.setReadOnly(True)
        self.deeds = {
            "ask-back": secondary("comment"),
            "review": secondary("tick"),
            "number": secondary("clipboard"),
            "again": secondary("refresh"),
            "play": primary("play"),
        }
        self._build()
        self._wire()
        self.show_senders(())
        self.show_things(())
        self.retranslate()

    def _build(self) -> None:
        head = row(column(self._title, self._office, spacing=2), self.write, self.pull)
        head.setStretch(0, 1)
        head.setSpacing(UNIT)
        card = Card()
        for part in (self._name, self._verdict, self._lines, self._digest, self.picture):
            card.inside.addWidget(part)
        card.inside.addLayout(row(self.deeds["play"], 0))
        card.inside.addWidget(self.text, 1)
        for name in ("ask-back", "review", "number", "again"):
            card.inside.addLayout(row(self.deeds[name], 0))
        card.inside.addStretch(0)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(card)
        lists = QSplitter(Qt.Orientation.Vertical)
        lists.addWidget(self.senders)
        sent = QWidget()
        sent.setLayout(column(self.shut, self.things, spacing=4))
        lists.addWidget(sent)
        lists.setStretchFactor(0, 2)
        lists.setStretchFactor(1, 3)
        panes = self.panes
        panes.addWidget(lists)
        panes.addWidget(side)
        panes.setStretchFactor(0, 3)
        panes.setStretchFactor(1, 2)
        whole = column(self.message, self.progress, self._empty, spacing=UNIT)
        whole.insertLayout(0, head)
        whole.setStretchFactor(self._empty, 1)
        whole.addWidget(panes, 1)
        whole.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.setLayout(whole)

    def _wire(self) -> None:
        self.pull.clicked.connect(self.pull_requested)
        for name, action in self.office_deeds.items():
            action.triggered.connect(
                lambda _=False, deed=name: self.office_deed_requested.emit(deed)
            )
        self.progress.stop_requested.connect(self.stop_requested)
        self.senders.itemSelectionChanged.connect(
            lambda: self._tell(self.senders, self.sender_chosen)
        )
        self.things.itemSelectionChanged.connect(lambda: self._tell(self.things, self.thing_chosen))
        for name, button in self.deeds.items():
            button.clicked.connect(lambda _=False, deed=name: self.deed_requested.emit(deed))

    @staticmethod
    def _tell(table: PlainTable, signal: SignalInstance) -> None:
        place = table.chosen()
        if place is not None:
            signal.emit(place)

    def show_office(self, title: str, pulled: str) -> None:
        """Say which office reads, and when it last fetched."""
        self._office.setText(f"{title} · {pulled}" if pulled else title)

    def show_senders(self, lines: Sequence[SenderLine]) -> None:
        """Show the senders."""
        self._empty.setVisible(not lines)
        self.panes.setVisible(bool(lines))
        self.office_deeds["to-one"].setEnabled(False)
        self.senders.fill([(one.name, one.items, one.papers, one.seen, one.doubt) for one in lines])

    def show_things(self, lines: Sequence[ThingLine], shut: str = "") -> None:
        """Show what one sender sent.  `shut`: what is not for this office, in words."""
        self.shut.say(shut)
        self.shut.setVisible(bool(shut))
        self.things.fill([(one.what, one.name, one.state, one.moment) for one in lines])
        for place, one in enumerate(lines):
            if one.picture is not None and not one.picture.isNull():
                self.things.draw(place, 1, QIcon(QPixmap.fromImage(one.picture)), one.what)
        self.office_deeds["to-one"].setEnabled(bool(lines))
        self.show_thing(None)

    def show_thing(self, facts: ThingFacts | None) -> None:
        """Show one item or paper, or none."""
        self.picture.hide()
        self.text.setVisible(facts is not None and bool(facts.text))
        self._verdict.setVisible(facts is not None)
        self._digest.setVisible(facts is not None and bool(facts.digest))
        for name, button in self.deeds.items():
            button.setVisible(facts is not None and name in facts.deeds)
        if facts is None:
            self._name.setText(self.tr("Choose a sender, then what it sent"))
            self._lines.setText("")
            return
        self._name.setText(facts.name)
        icon, tone = MARKS.get(facts.state, MARKS[""])
        self._verdict.show_status(icon, tone, facts.verdict)
        self._lines.setText("\n".join(facts.lines))
        step = len(facts.digest) // 4
        parts = (facts.digest[at : at + step] for at in range(0, 4 * step, step or 1))
        self._digest.setText("\n".join(("SHA-256", *parts)))
        self.text.setPlainText(facts.text)

    def show_picture(self, image: QImage) -> None:
        """Show the picture of the thing that is shown."""
        if not image.isNull():
            small = image.scaled(
                PICTURE,
                PICTURE,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self.picture.setPixmap(QPixmap.fromImage(small))
            self.picture.show()

    def show_text(self, text: str) -> None:
        """Show the text of the thing that is shown."""
        self.text.setPlainText(text)
        self.text.setVisible(bool(text))

    def set_running(self, *, running: bool) -> None:
        """Let nobody begin a second pull."""
        self.pull.setEnabled(not running)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Inbox"))
        self.pull.say(self.tr("Fetch now"))
        self.write.say(self.tr("Write…"))
        words = (
            self.tr("Write to all…"),
            self.tr("Write to this laptop…"),
            self.tr("Send a reference pack…"),
            self.tr("Announce who may write"),
            self.tr("Take a USB stick…"),
        )
        for action, word in zip(self.office_deeds.values(), words, strict=True):
            action.setText(word)
        self._empty.say(
            self.tr("Nothing was fetched yet"),
            self.tr("Fetch now, and every laptop that sends appears here."),
        )
        self.deeds["play"].say(self.tr("Play"))
        self.senders.say(
            self.tr("Senders"),
            [
                self.tr("Sender"),
                self.tr("Items"),
                self.tr("Papers"),
                self.tr("Last seen"),
                self.tr("Remarks"),
            ],
        )
        self.things.say(
            self.tr("What the sender sent"),
            [self.tr("Kind"), self.tr("Name"), self.tr("State"), self.tr("Time")],
        )
        self.picture.setAccessibleName(self.tr("Picture of the chosen item"))
        self.text.setAccessibleName(self.tr("Text of what is chosen"))
        self.deeds["ask-back"].say(self.tr("Ask to complete…"))
        self.deeds["review"].say(self.tr("Reviewed…"))
        self.deeds["number"].say(self.tr("Give number…"))
        self.deeds["again"].say(self.tr("Fetch again"))
