# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a case page: what can be done, what is missing, who is in it, what happened."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from db.model.ids import PaperId
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.case_facts import (
    ActFacts,
    CheckFacts,
    FurtherFacts,
    MoveFacts,
    PaperFacts,
    PartyFacts,
    StepFacts,
    WayFacts,
)
from desktop.views.discs import Disc
from desktop.views.forms import column, row
from desktop.views.labels import IconLabel, Mark, Text, divider, flowing
from desktop.views.panels import Card, clear

FIRST_STEPS: Final = 8
OFFERED: Final = 3


class PartCard(Card):
    """A card with a heading and a body that is filled anew each time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text("section")
        self.head = row(self.title, 0)
        self.body = column(spacing=10)
        self.inside.addLayout(self.head)
        self.inside.addLayout(self.body)

    def say(self, title: str) -> None:
        """Give the heading."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def empty(self) -> None:
        """Take everything out."""
        clear(self.body)


class MovesCard(PartCard):
    """What can be done next: the steps of the case, each with its own verb."""

    move_requested = Signal(str)  # the state it leads to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Button] = {}

    def show_moves(self, moves: Sequence[MoveFacts], none: str, whose: str) -> None:
        """Show the ways out, the first one as the main button; `none` where it ends."""
        self.empty()
        self.buttons = {}
        if not moves:
            self.body.addWidget(_soft(none))
        for place, move in enumerate(moves):
            button = primary("right") if place == 0 and move.main else secondary()
            button.say(move.verb, "" if move.allowed else whose.format(roles=move.who))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, to=move.to: self.move_requested.emit(to))
            self.buttons[move.to] = button
            self.body.addWidget(button)
            if not move.allowed:
                note = Mark("lock", "", "small")
                note.say(whose.format(roles=move.who))
                self.body.addWidget(note)


class ChecksCard(PartCard):
    """The conditions, formal and material: what is met, what is missing and where to fill it."""

    fill_requested = Signal(str, str)  # PaperId, path of a field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = Mark("info")
        self.fills: list[Button] = []
        self.head.addWidget(self.verdict)

    def show_checks(
        self,
        checks: Mapping[str, Sequence[CheckFacts]],
        verdict: tuple[str, str],
        words: tuple[str, str, str],
    ) -> None:
        """Show the groups.  `words`: "missing", "too late", "Fill it in"."""
        self.empty()
        self.fills = []
        tone, text = verdict
        self.verdict.show_status({"good": "whole"}.get(tone, "warning"), tone, text)
        missing, late, fill = words
        for group, lines in checks.items():
            self.body.addWidget(Text("overline", group))
            for check in lines:
                self.body.addLayout(self._line(check, missing, late, fill))

    def _line(self, check: CheckFacts, missing: str, late: str, fill: str) -> QHBoxLayout:
        tone = "good" if check.met else "bad" if check.late else "warn"
        mark = IconLabel("tick" if check.met else "close" if check.late else "ring", tone, 16)
        label = Text("", check.label)
        label.setWordWrap(True)
        words = column(label, spacing=0)
        line = row(mark, words, spacing=8)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        if not check.met:
            note = Text("small", late if check.late else missing.format(fields=check.missing))
            note.setWordWrap(True)
            note.set_tone(tone)
            words.addWidget(note)
            if check.paper is not None and not check.late:
                button = quiet("note")
                button.say(fill, f"{fill}: {check.missing or check.label}")
                button.setAccessibleName(f"{fill}: {check.missing or check.label}")
                paper: PaperId = check.paper
                button.clicked.connect(lambda: self.fill_requested.emit(paper, check.field))
                self.fills.append(button)
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


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
            self.body.addWidget(_soft(none))
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
                words.addWidget(_small(text))
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


class ActsCard(PartCard):
    """Categories with their sanctions, and what speaks against them."""

    instead_requested = Signal(str, str)  # the act, the act to take instead

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers: list[Button] = []

    def show_acts(self, acts: Sequence[ActFacts], none: str, take: str, *, may: bool) -> None:
        """Show every act.  `take`: "Take {act} instead"."""
        self.empty()
        self.offers = []
        if not acts:
            self.body.addWidget(_soft(none))
        for act in acts:
            code = Text("overline", act.code)
            label = flowing()
            label.setText(act.label)
            self.body.addWidget(code)
            self.body.addWidget(label)
            if act.sanction:
                self.body.addWidget(_small(act.sanction))
            for remark in act.remarks:
                box = QFrame()
                box.setObjectName("message")
                box.setProperty("tone", "warn")
                words = flowing("small")
                words.setText(remark.words)
                inside = column(
                    row(IconLabel("warning", "warn", 16), words, spacing=8), spacing=4, margins=8
                )
                box.setLayout(inside)
                if remark.instead and may:
                    button = secondary("refresh")
                    button.say(take.format(act=remark.instead), remark.instead_label)
                    button.clicked.connect(
                        lambda _=False, old=act.code, new=remark.instead: (
                            self.instead_requested.emit(old, new)
                        )
                    )
                    self.offers.append(button)
                    inside.addLayout(row(button, 0))
                self.body.addWidget(box)


class WaysCard(PartCard):
    """To whom the case goes, through whom, and what they would send it back for."""

    def show_ways(self, ways: Sequence[WayFacts], none: str, words: tuple[str, str, str]) -> None:
        """Show the addressees.  `words`: through, ready for, missing for."""
        self.empty()
        through, ready, missing = words
        if not ways:
            self.body.addWidget(_soft(none))
        for way in ways:
            name = flowing()
            name.setText(way.addressee)
            name.setStyleSheet("font-weight: 600;")
            self.body.addWidget(name)
            self.body.addWidget(_small(through.format(steps=way.through)))
            if way.system or way.lacks:
                tone = "warn" if way.lacks else "good"
                text = (missing if way.lacks else ready).format(
                    system=way.system or way.addressee, needs=", ".join(way.lacks)
                )
                line = row(IconLabel("warning" if way.lacks else "whole", tone, 16), spacing=6)
                note = flowing("small")
                note.set_tone(tone)
                note.setText(text)
                line.addWidget(note, 1)
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
            self.body.addWidget(_soft(none))
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
            words.addWidget(CutText(paper.title))
        words.addWidget(_small(paper.detail))
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
            words.addWidget(_small(step.when))
            if step.reason:
                words.addWidget(_small(f"“{step.reason}”"))
            mark = IconLabel(step.sign, "text_soft", 16)
            line = row(mark, words, spacing=10)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        self.more.setVisible(len(shown) < len(self._steps))

    def _on_more(self) -> None:
        self._all = True
        self._fill()


def _soft(text: str) -> Text:
    label = flowing("soft")
    label.setText(text)
    return label


def _small(text: str) -> Text:
    label = flowing("small")
    label.setText(text)
    return label


class CutText(Text):
    """One line, shortened to the room there is; its tip says it whole."""

    def __init__(self, text: str) -> None:
        super().__init__("", text)
        self._whole = text
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten it anew."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        cut = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(cut)
