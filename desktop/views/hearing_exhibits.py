# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2 of a hearing: which exhibits, in which order, called what, and what each is to prove."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from db.casework.exhibits import LONGEST, Chosen
from db.model.ids import EvidenceId
from desktop.views import speech
from desktop.views.buttons import icon_only, quiet, secondary
from desktop.views.forms import Field, Spoken, column, row, scrolled
from desktop.views.hearing_facts import ExhibitRow, PaperRow
from desktop.views.hearing_list import HearingList
from desktop.views.labels import Text, flowing, paragraph
from desktop.views.panels import Card, EmptyState, clear
from desktop.views.theme import UNIT

SIDE: Final = 372
PAPER_EDGE: Final = 84
"""Pixels beside the name of a paper."""


class ExhibitsView(Spoken):
    """Shows the exhibits of a plan and the papers that may go with them, and says every change."""

    edited = Signal(int, object)  # place, Chosen
    moved = Signal(object, int)  # places, before which place
    removed = Signal(object)  # places
    dropped = Signal(object)  # tuple[EvidenceId, ...]
    choose_requested = Signal()
    open_requested = Signal(str)  # EvidenceId
    papers_changed = Signal(object)  # tuple[PaperId, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ExhibitRow, ...] = ()
        self._papers: tuple[PaperRow, ...] = ()
        self.list = HearingList()
        self.empty = EmptyState("evidence")
        self.add, self.up, self.down = secondary("plus"), icon_only("up"), icon_only("down")
        self.remove = icon_only("trash")
        self.add_first = secondary("plus")
        self.empty.add(self.add_first)
        for button in (self.add, self.add_first):
            button.clicked.connect(self.choose_requested)
        self.up.clicked.connect(lambda: self.list.step(-1))
        self.down.clicked.connect(lambda: self.list.step(1))
        self.remove.clicked.connect(lambda: self.removed.emit(self.list.places()))
        self._count = Text("soft")
        self.label, self.code = QLineEdit(), QLineEdit()
        self.purpose = QPlainTextEdit()
        self.purpose.setTabChangesFocus(True)
        self.purpose.setFixedHeight(84)
        self.label.setMaxLength(LONGEST)
        self.code.setMaxLength(40)
        self.below = QCheckBox()
        self.open = quiet("look")
        self.open.clicked.connect(self._on_open)
        self._fields = {"label": Field(self.label), "purpose": Field(self.purpose)}
        self._fields["code"] = Field(self.code)
        self._one = Text("section")
        self._file = flowing("small")
        self._about = Card()
        self._papers_card = Card()
        self._papers_title, self._papers_hint = Text("section"), paragraph("small")
        self._boxes: list[QCheckBox] = []
        self._lines = column(spacing=4)
        self._build()
        self._wire()
        self.setFocusProxy(self.list)
        self.retranslate()

    def _build(self) -> None:
        bar = row(self.add, self._count, 0, self.up, self.down, self.remove, spacing=6)
        left = column(bar, self.list, self.empty, spacing=8)
        left.setStretch(1, 1)
        left.setStretch(2, 1)
        about = self._about.inside
        about.addWidget(self._one)
        about.addWidget(self._file)
        for name in ("label", "purpose", "code"):
            about.addWidget(self._fields[name])
        about.addWidget(self.below)
        about.addLayout(row(self.open, 0))
        self._papers_card.inside.addWidget(self._papers_title)
        self._papers_card.inside.addWidget(self._papers_hint)
        self._papers_card.inside.addLayout(self._lines)
        side = QWidget()
        inside = column(self._about, self._papers_card, 0, spacing=12)
        inside.setContentsMargins(0, 0, 6, 0)
        side.setLayout(inside)
        right = scrolled(side)
        right.setFixedWidth(SIDE)
        whole = row(left, spacing=2 * UNIT)
        whole.setContentsMargins(3 * UNIT, 12, 2 * UNIT, 12)
        whole.addWidget(right)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _wire(self) -> None:
        self.list.chosen_changed.connect(self._show_one)
        self.list.moved.connect(self.moved)
        self.list.removed.connect(self.removed)
        self.list.dropped.connect(self.dropped)
        self.list.doubleClicked.connect(lambda _index: self.label.setFocus())
        self.label.textEdited.connect(self._on_edited)
        self.code.textEdited.connect(self._on_edited)
        self.purpose.textChanged.connect(self._on_edited)
        self.below.clicked.connect(self._on_edited)

    def show_rows(self, rows: Sequence[ExhibitRow]) -> None:
        """Show the exhibits; what is being typed is left alone."""
        self._rows = tuple(rows)
        self.list.show_rows(
            rows, [self._spoken(one) for one in rows], [self._under(one) for one in rows]
        )
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.add.setVisible(bool(rows))
        if rows and not self.list.places():
            self.list.choose((0,))
        self._say_count()
        self._show_one()

    def show_papers(self, papers: Sequence[PaperRow]) -> None:
        """Show which papers may go with the exhibits."""
        if tuple(papers) == self._papers:
            return
        self._papers = tuple(papers)
        clear(self._lines)
        self._boxes = []
        for one in papers:
            metrics, elide = self.fontMetrics(), Qt.TextElideMode.ElideRight
            box = QCheckBox(metrics.elidedText(one.title, elide, SIDE - PAPER_EDGE))
            box.setAccessibleName(one.title)
            box.setChecked(one.chosen)
            box.setToolTip(one.title)
            box.clicked.connect(self._on_papers)
            under = Text("small", metrics.elidedText(one.under, elide, SIDE - PAPER_EDGE))
            under.setToolTip(one.under)
            line = column(box, spacing=0)
            inset = row(26, under, 0, spacing=0)
            line.addLayout(inset)
            self._lines.addLayout(line)
            self._boxes.append(box)
        self._papers_card.setVisible(bool(papers))

    def stand_on(self, place: int) -> None:
        """Choose an exhibit and put the cursor where its purpose is written."""
        self.list.choose((place,))
        self.purpose.setFocus()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.add.say(self.tr("Add evidence …"))
        self.add_first.say(self.tr("Choose evidence …"))
        self.up.say(self.tr("Move up"), self.tr("Move up (Alt+Up)"))
        self.down.say(self.tr("Move down"), self.tr("Move down (Alt+Down)"))
        self.remove.say(self.tr("Take off the list"), self.tr("Take off the list (Delete)"))
        self.list.setAccessibleName(self.tr("Exhibits in their order"))
        self.empty.say(
            self.tr("No exhibits yet"),
            self.tr("Choose evidence, or drag it here from the list of evidence."),
        )
        say = self._fields
        say["label"].say(self.tr("What it is"))
        self.label.setPlaceholderText(self.tr("e.g. Video of the speech, 2 minutes 10 seconds"))
        say["purpose"].say(self.tr("What it is to prove"))
        say["code"].say(self.tr("A code of its own"), self.tr("Empty: the code follows the order."))
        self.below.setText(self.tr("Belongs to the exhibit above"))
        self.open.say(self.tr("Look at it"))
        self._papers_title.setText(self.tr("Papers that go with them"))
        self._papers_hint.setText(self.tr("Printed into the folder data/perkara."))
        self.show_rows(self._rows)

    def _say_count(self) -> None:
        words = self.tr("Exhibits: {count}").format(count=speech.number(len(self._rows)))
        self._count.setText(words if self._rows else "")

    def _spoken(self, one: ExhibitRow) -> str:
        under, _ = self._under(one)
        return f"{one.code} {one.name}. {under}"

    def _under(self, one: ExhibitRow) -> tuple[str, str]:
        """Return the second line of an exhibit, and its tone."""
        if one.card is None:
            return self.tr("You cannot see this item any more"), "bad"
        if not one.chosen.purpose.strip():
            return self.tr("What it is to prove is not written yet"), "warn"
        return " ".join(one.chosen.purpose.split()), ""

    @Slot()
    def _show_one(self) -> None:
        places = self.list.places()
        chosen = self._rows[places[0]] if len(places) == 1 and places[0] < len(self._rows) else None
        self._about.setVisible(chosen is not None)
        for button in (self.up, self.down, self.remove):
            button.setEnabled(bool(places))
        if chosen is None:
            return
        self._one.setText(chosen.code)
        card = chosen.card
        about = ("",) if card is None else (card.name, speech.word(f"kind.{card.kind.value}"))
        size = "" if card is None else speech.size(card.size)
        self._file.setText(" · ".join(filter(None, (*about, size))))
        self.open.setEnabled(card is not None)
        self.below.setEnabled(places[0] > 0)
        for edit, text in ((self.label, chosen.chosen.label), (self.code, chosen.chosen.code)):
            if edit.text() != text:
                edit.setText(text)
                edit.setCursorPosition(0)
        if self.purpose.toPlainText() != chosen.chosen.purpose:
            with QSignalBlocker(self.purpose):
                self.purpose.setPlainText(chosen.chosen.purpose)
        self.below.setChecked(chosen.chosen.below)

    @Slot()
    def _on_edited(self) -> None:
        places = self.list.places()
        if len(places) != 1:
            return
        before: Chosen = self._rows[places[0]].chosen
        after = replace(
            before,
            label=self.label.text(),
            purpose=self.purpose.toPlainText()[:LONGEST],
            code=self.code.text().strip(),
            below=self.below.isChecked() and places[0] > 0,
        )
        if after != before:
            self.edited.emit(places[0], after)

    @Slot()
    def _on_open(self) -> None:
        places = self.list.places()
        if len(places) == 1:
            item: EvidenceId = self._rows[places[0]].chosen.evidence
            self.open_requested.emit(item)

    @Slot()
    def _on_papers(self) -> None:
        pairs = zip(self._papers, self._boxes, strict=True)
        self.papers_changed.emit(tuple(one.id for one, box in pairs if box.isChecked()))
