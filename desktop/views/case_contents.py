# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case holds: the people in it, its papers, and what happened to it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.case_card import PartCard, said
from desktop.views.case_facts import FurtherFacts, PaperFacts, PartyFacts, StepFacts
from desktop.views.cut_text import CutText
from desktop.views.discs import Disc
from desktop.views.forms import column, row
from desktop.views.labels import IconLabel, Mark, Text, divider, flowing

FIRST_STEPS: Final = 8
OFFERED: Final = 3


class PartiesCard(PartCard):
    """The people of the case, by name or by code name."""

    person_chosen = Signal(str)
    open_requested = Signal(str)  # who stands behind a code name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: dict[str, Button] = {}
        self.opens: dict[str, Button] = {}

    def show_parties(self, parties: Sequence[PartyFacts], none: str, open_words: str) -> None:
        """Show everybody."""
        self.empty()
        self.names, self.opens = {}, {}
        if not parties:
            self.body.addWidget(said("soft", none))
        for party in parties:
            name = quiet()
            name.say(party.name)
            name.setAccessibleName(f"{party.name}, {party.part}")
            name.setStyleSheet("QPushButton { padding: 0; min-height: 22px; text-align: left; }")
            name.clicked.connect(lambda _=False, who=party.id: self.person_chosen.emit(who))
            self.names[party.id] = name
            part = Text("overline", party.part)
            words = column(row(name, part, 0, spacing=8), spacing=1)
            for text in filter(None, (party.detail, party.number)):
                words.addWidget(said("small", text))
            disc = Disc(party.name, protected=party.protected)
            line = row(disc, words, spacing=10)
            line.setStretch(1, 1)
            line.setAlignment(disc, Qt.AlignmentFlag.AlignTop)
            if party.protected and party.may_open:
                button = secondary("look")
                button.say(open_words)
                button.setAccessibleName(f"{open_words}: {party.name}")
                button.clicked.connect(lambda _=False, who=party.id: self.open_requested.emit(who))
                self.opens[party.id] = button
                words.addLayout(row(button, 0))
            self.body.addLayout(line)


class PapersCard(PartCard):
    """The papers of the case, drafts first, and the ones to write next."""

    paper_chosen = Signal(str)
    draft_chosen = Signal(str)
    further_requested = Signal(str)  # a form's code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, Button] = {}
        self.adds: dict[str, Button] = {}
        self.more = secondary("plus")
        self.more.setProperty("menu", "true")
        self._menu = QMenu(self)
        self.more.setMenu(self._menu)
        self.head.addWidget(self.more)

    def show_papers(
        self,
        papers: Sequence[PaperFacts],
        further: Sequence[FurtherFacts],
        words: tuple[str, str, str],
    ) -> None:
        """Show papers and what may be added.  `words`: none, draft, "Another paper"."""
        self.empty()
        self.rows, self.adds = {}, {}
        none, draft, another = words
        usual = [one for one in further if one.usual][:OFFERED]
        self.more.setVisible(bool(further))
        self.more.say(another)
        self._menu.clear()
        for one in further:
            if one not in usual:
                action = self._menu.addAction(one.label)
                action.triggered.connect(
                    lambda _=False, form=one.form: self.further_requested.emit(form)
                )
        for place, one in enumerate(usual):
            button = primary("plus") if place == 0 else secondary("plus")
            button.say(one.label)
            button.clicked.connect(lambda _=False, form=one.form: self.further_requested.emit(form))
            self.adds[one.form] = button
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not papers:
            self.body.addWidget(said("soft", none))
        for paper in papers:
            self.body.addWidget(divider())
            self.body.addLayout(self._row(paper, draft))

    def _row(self, paper: PaperFacts, draft: str) -> QHBoxLayout:
        button = quiet()
        title = f"{paper.kind}"
        button.say(title, paper.title)
        button.setAccessibleName(f"{paper.kind}: {paper.title}. {paper.detail}")
        button.setStyleSheet("QPushButton { padding: 0; min-height: 22px; text-align: left; }")
        signal = self.draft_chosen if paper.draft else self.paper_chosen
        button.clicked.connect(lambda: signal.emit(paper.id))
        self.rows[paper.id] = button
        head = row(button, 0, spacing=8)
        if paper.draft:
            mark = Mark("note", "warn", "small")
            mark.say(draft)
            head.addWidget(mark)
        words = column(head, spacing=0)
        if paper.title:
            words.addWidget(CutText("", paper.title))
        words.addWidget(said("small", paper.detail))
        whole = row(IconLabel("document", "text_soft", 18), words, spacing=10)
        whole.setStretch(1, 1)
        return whole


class StepsCard(PartCard):
    """What happened, newest first; the whole of it on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[StepFacts, ...] = ()
        self._all = False
        self.more = quiet("down")
        self.more.clicked.connect(self._on_more)
        self.inside.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_steps(self, steps: Sequence[StepFacts], more: str) -> None:
        """Show the timeline; `more`: "Show all {count}"."""
        self._steps = tuple(steps)
        self.more.say(more.format(count=len(steps)))
        self._fill()

    def _fill(self) -> None:
        self.empty()
        shown = self._steps if self._all else self._steps[:FIRST_STEPS]
        for step in shown:
            words = column(spacing=0)
            title = flowing()
            title.setText(step.title)
            words.addWidget(title)
            words.addWidget(said("small", step.when))
            if step.reason:
                words.addWidget(said("small", f"“{step.reason}”"))
            mark = IconLabel(step.sign, "text_soft", 16)
            line = row(mark, words, spacing=10)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        self.more.setVisible(len(shown) < len(self._steps))

    def _on_more(self) -> None:
        self._all = True
        self._fill()
