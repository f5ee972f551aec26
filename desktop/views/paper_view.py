# SPDX-License-Identifier: GPL-3.0-or-later
"""A signed paper to read: what it says, what is attached, its versions, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.casework.printed import Item, Part
from db.model.evidence import EvidenceCard
from desktop.views import icons, marks, speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, divider, flowing
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.section import Section

SIDE: Final = 320
PICTURE: Final = QSize(56, 42)
LABEL_WIDE: Final = 190


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in words.  `changes`: label, before and after."""

    version: int
    when: str
    who: str
    reason: str
    changes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class AttachedRow:
    """One linked item.  `detail`: its second line."""

    card: EvidenceCard
    label: str
    detail: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the page shows.

    `number`: the official one, or empty; `code`: ours; `state` in words; `entry`: ledger entry and
    short hash in words; `near`: other papers, id and words; `deeds`: names of buttons offered;
    `moves`: where it can be taken, code of the state and words.
    """

    title: str
    official: str
    number: str
    code: str
    state: str
    signed: str
    entry: str
    parts: Sequence[Part]
    versions: Sequence[VersionRow]
    attached: Sequence[AttachedRow]
    near: Sequence[tuple[str, str]]
    deeds: frozenset[str]
    may_number: bool
    drafted: bool
    moves: Sequence[tuple[str, str]] = ()


class PaperView(Spoken):
    """Shows `PaperFacts`."""

    back_requested = Signal()
    deed_requested = Signal(str)  # "print", "correct", "case", "advice", "receipt"
    number_given = Signal(str)
    evidence_chosen = Signal(object)  # EvidenceCard
    near_chosen = Signal(str)
    move_requested = Signal(str)  # code of a state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: PaperFacts | None = None
        self._pictures: dict[int, QLabel] = {}
        self._back = quiet("left")
        self._back.clicked.connect(self.back_requested)
        self._title, self._official = Text("title"), Text("small")
        self._code, self._state = Text("caption"), Mark("seal", "", "small")
        self.buttons: dict[str, Button] = {}
        self.message = MessagePanel()
        self._deeds = row(spacing=8)
        for name, make, drawing in (
            ("correct", secondary, "note"),
            ("receipt", secondary, "document"),
            ("advice", secondary, "note"),
            ("case", secondary, "folder"),
            ("print", primary, "printer"),
        ):
            button = make(drawing)
            button.clicked.connect(lambda _=False, name=name: self.deed_requested.emit(name))
            self.buttons[name] = button
            self._deeds.addWidget(button)
        self._page = Page(margin=0)
        self._body = QWidget()
        self._body.setMaximumWidth(820)
        self._inside = column(spacing=18, margins=24)
        self._body.setLayout(self._inside)
        self._page.inside.addWidget(self._body)
        self._page.inside.setAlignment(self._body, Qt.AlignmentFlag(0))
        self._build_side()
        bar = QFrame()
        bar.setObjectName("bar")
        ignored = QSizePolicy.Policy.Ignored
        self._title.setSizePolicy(ignored, QSizePolicy.Policy.Preferred)
        names = column(
            self._title,
            row(self._code, self._official, self._state, 0, spacing=12),
            spacing=2,
        )
        line = row(self._back, names, self._deeds, spacing=14)
        line.setStretch(1, 1)
        line.setContentsMargins(12, 8, 16, 8)
        bar.setLayout(line)
        lower = row(self._page, self._side, spacing=0)
        lower.setStretch(0, 1)
        whole = column(bar, self.message, lower, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.retranslate()

    def _build_side(self) -> None:
        self._side = QFrame()
        self._side.setObjectName("pane")
        self._side.setFixedWidth(SIDE)
        page = Page(margin=16)
        page.body.setObjectName("paneBody")
        self._number_title = Text("overline")
        self.number = QLineEdit()
        self._give = secondary("tick")
        self._give.clicked.connect(self._on_given)
        self.number.returnPressed.connect(self._on_given)
        self._number = QWidget()
        self._number.setLayout(column(self._number_title, self.number, self._give, spacing=6))
        self._signed, self._entry = flowing("small"), flowing("small")
        self._seal_title = Text("overline")
        self.evidence, self.versions, self.near = Section(), Section(), Section()
        self.moves = Section()
        for part in (
            self._number,
            column(self._seal_title, self._signed, self._entry, spacing=2),
            self.moves,
            self.evidence,
            self.versions,
            self.near,
        ):
            if isinstance(part, QWidget):
                page.inside.addWidget(part)
            else:
                page.inside.addLayout(part)
        page.inside.addStretch(1)
        self._side.setLayout(column(page))

    # -- what the window tells --------------------------------------------------------------------

    def show_facts(self, facts: PaperFacts) -> None:
        """Show a paper."""
        self._facts = facts
        self._pictures.clear()
        self._title.setText(facts.title)
        self._official.setText(facts.official)
        self._official.setVisible(bool(facts.official))
        self._state.say(facts.state)
        self._signed.setText(facts.signed)
        self._entry.setText(facts.entry)
        self.number.setText(facts.number)
        self._number.setVisible(facts.may_number)
        for name, button in self.buttons.items():
            button.setVisible(name in facts.deeds)
        clear(self._inside)
        for part in facts.parts:
            self._inside.addWidget(self._section(part))
        self._inside.addStretch(1)
        self.moves.fill(self._fill_moves if facts.moves else None)
        self.evidence.fill(self._fill_evidence if facts.attached else None)
        self.versions.fill(self._fill_versions)
        self.near.fill(self._fill_near if facts.near else None)
        self.retranslate()

    def show_thumbnails(self, pictures: Mapping[int, QImage | None]) -> None:
        """Show pictures of the evidence as they come."""
        scale = self.devicePixelRatioF()
        for number, picture in pictures.items():
            label = self._pictures.get(number)
            if label is not None and picture is not None:
                shown = QPixmap.fromImage(picture).scaled(
                    PICTURE * scale,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                shown.setDevicePixelRatio(scale)
                label.setPixmap(shown)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        facts = self._facts
        drafted = facts is not None and facts.drafted
        self._back.say(self.tr("Back"))
        names = {
            "print": self.tr("Print"),
            "correct": self.tr("Go on correcting") if drafted else self.tr("Correct"),
            "case": self.tr("Make the case"),
            "advice": self.tr("Corrective advice"),
            "receipt": self.tr("Receipt"),
        }
        for name, button in self.buttons.items():
            button.say(names[name])
        self._seal_title.setText(self.tr("Signature"))
        self._number_title.setText(self.tr("Official number"))
        self.number.setPlaceholderText(self.tr("As the regency office gave it"))
        self.number.setAccessibleName(self.tr("Official number"))
        self._give.say(self.tr("Enter"), self.tr("Enter the official number"))
        if facts is None:
            return
        self._code.setText(facts.number or (f"NOMOR SEMENTARA {facts.code}" if facts.code else ""))
        count = speech.number(len(facts.attached))
        self.evidence.say(self.tr("Evidence ({count})").format(count=count))
        count = speech.number(len(facts.versions))
        self.versions.say(self.tr("Versions ({count})").format(count=count))
        self.moves.say(self.tr("Next step"))
        self.near.say(self.tr("Papers that belong to it"))

    # -- inside -----------------------------------------------------------------------------------

    def _section(self, part: Part) -> QWidget:
        card = Card(margin=20)
        title = f"{part.numeral}. {part.title}" if part.numeral else part.title
        card.inside.addWidget(Text("section", title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, LABEL_WIDE)
        grid.setColumnStretch(1, 1)
        place = 0
        for item in part.items:
            if not item.text and not item.rows:
                continue
            label = flowing("soft")
            label.setText(item.label)
            label.setFixedWidth(LABEL_WIDE)
            if item.long:
                label.setMaximumWidth(16_777_215)
                grid.addWidget(label, place, 0, 1, 2)
                grid.addWidget(_answer(item.text), place + 1, 0, 1, 2)
                place += 2
                continue
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            inner = self._rows(item) if item.rows else _answer(item.text)
            grid.addWidget(inner, place, 1)
            place += 1
        if not place:
            empty = Text("soft", self.tr("Nothing was filled in here."))
            grid.addWidget(empty, 0, 0, 1, 2)
        card.inside.addLayout(grid)
        return card

    def _rows(self, item: Item) -> QWidget:
        whole = QWidget()
        lines = column(spacing=8)
        for place, cells in enumerate(item.rows):
            if place:
                lines.addWidget(divider())
            pairs = [(head, cell) for head, cell in zip(item.header, cells, strict=False) if cell]
            if len(item.header) <= 1:
                lines.addWidget(_answer("\n".join(cell for _, cell in pairs)))
                continue
            first, rest = (pairs[0], pairs[1:]) if pairs else (("", ""), [])
            name = _answer(first[1])
            name.setProperty("type", "caption")
            lines.addWidget(name)
            detail = flowing("small")
            detail.setText("\n".join(f"{head}: {cell}" for head, cell in rest))
            detail.setVisible(bool(rest))
            lines.addWidget(detail)
        whole.setLayout(lines)
        return whole

    def _fill_evidence(self, inside: QVBoxLayout) -> None:
        facts = self._facts
        for one in () if facts is None else facts.attached:
            button = QPushButton()
            button.setProperty("kind", "line")
            button.setAccessibleName(f"{one.label} {one.card.name}. {one.detail}")
            button.setToolTip(one.card.name)
            button.clicked.connect(lambda _=False, card=one.card: self.evidence_chosen.emit(card))
            picture = QLabel()
            picture.setFixedSize(PICTURE)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            scale = self.devicePixelRatioF()
            picture.setPixmap(icons.pixmap(marks.KINDS[one.card.kind], "text_soft", 24, scale))
            name = Text("")
            room = SIDE - 150
            name.ensurePolished()
            words = f"{one.label}  {one.card.name}".strip()
            cut = name.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room)
            name.setText(cut)
            detail = Text("small", one.detail)
            line = row(picture, column(0, name, detail, 0, spacing=0), spacing=8)
            line.setStretch(1, 1)
            line.setContentsMargins(6, 4, 6, 4)
            if one.guarded:
                line.addWidget(IconLabel("hide", "warn", 16))
            button.setLayout(line)
            for inner in (picture, name, detail):
                inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._pictures[one.card.number] = picture
            inside.addWidget(button)

    def _fill_versions(self, inside: QVBoxLayout) -> None:
        facts = self._facts
        for place, one in enumerate(() if facts is None else facts.versions):
            if place:
                inside.addWidget(divider())
            head = Text("caption", self.tr("Version {version}").format(version=one.version))
            inside.addWidget(head)
            inside.addWidget(Text("small", one.when))
            inside.addWidget(Text("small", one.who))
            if one.reason:
                why = flowing()
                why.setText(one.reason)
                inside.addWidget(why)
            for label, before, after in one.changes:
                words = flowing("small")
                none = self.tr("(empty)")
                words.setText(f"{label}: {before or none} \u2192 {after or none}")
                inside.addWidget(words)

    def _fill_moves(self, inside: QVBoxLayout) -> None:
        facts = self._facts
        for code, words in () if facts is None else facts.moves:
            button = secondary("right")
            button.say(words)
            button.clicked.connect(lambda _=False, one=code: self.move_requested.emit(one))
            inside.addWidget(button)

    def _fill_near(self, inside: QVBoxLayout) -> None:
        facts = self._facts
        for identity, words in () if facts is None else facts.near:
            button = quiet("document")
            cut = Qt.TextElideMode.ElideRight
            button.say(button.fontMetrics().elidedText(words, cut, SIDE - 120), words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, one=identity: self.near_chosen.emit(one))
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_given(self) -> None:
        self.number_given.emit(self.number.text().strip())


def _answer(text: str) -> Text:
    label = flowing()
    label.setText(text)
    return label
