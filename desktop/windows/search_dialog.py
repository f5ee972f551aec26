# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+K: search over everything, over whatever page is open."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from db.casework.paper import PaperCard, PaperKind
from db.casework.spelling import plain_date
from db.errors import SegelError
from db.model.evidence import EvidenceCard
from db.model.people import Right
from desktop.actions import searching
from desktop.actions.rules import Rulebook, rulebook
from desktop.actions.searching import FEWEST, Found, Group
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import marks, speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.search_box import Heading, Place, SearchBox
from desktop.windows.people_page import kind_words
from desktop.windows.wayfinder import HearingWish, Wayfinder

SIZE: Final = QSize(680, 480)
ICONS: Final = {
    PaperKind.CASE: "case",
    PaperKind.SUPERVISION: "clipboard",
    PaperKind.PERSON: "person",
    PaperKind.SOCIAL: "patrol",
}


class SearchDialog(SpokenDialog):
    """One line over the page; Enter goes where the chosen line leads."""

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(480, 320)
        self._session, self._ways = session, ways
        self._turns = count(1)
        self._turn = 0
        self._found: tuple[Rulebook, Found] | None = None
        self.box = SearchBox()
        self.box.sought.connect(self._on_sought)
        self.box.chosen.connect(self._on_chosen)
        self.setLayout(column(self.box))
        self.retranslate()
        self.box.line.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that leaves the page around it in sight."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Search"))
        if self._found is not None:
            self._show(*self._found)

    @Slot(str)
    def _on_sought(self, text: str) -> None:
        self._turn = turn = next(self._turns)
        desk = self._session.desk

        def work(_token: CancelToken) -> tuple[int, Rulebook, Found]:
            book = rulebook()
            return turn, book, desk.on_vault(lambda vault: searching.everywhere(vault, text))

        errand = self._session.bench(work).belongs_to(self)
        errand.succeeded.connect(self._on_found)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_found(self, told: tuple[int, Rulebook, Found]) -> None:
        turn, book, found = told
        if turn == self._turn:
            self._found = (book, found)
            self._show(book, found)

    def _show(self, book: Rulebook, found: Found) -> None:
        headings = list(self._headings(book, found))
        self.box.show_headings(headings, enough=len(found.text.strip()) >= FEWEST)

    def _headings(self, book: Rulebook, found: Found) -> Iterator[Heading]:
        if deeds := tuple(self._deeds(found.text)):
            yield Heading(self.tr("To do"), deeds)
        if found.exact is not None:
            yield Heading(self.tr("This code"), (_place(book, found.exact),))
        for group in found.groups:
            places = [_place(book, card) for card in group.papers]
            places += [_item(card) for card in group.evidence]
            yield Heading(self._name(group), tuple(places))

    def _deeds(self, text: str) -> Iterator[Place]:
        """Yield what somebody may be asking to do with bundles."""
        prepare, check = self.tr("prepare hearing bundle exhibits"), self.tr("check hearing bundle")
        if self._session.account.may(Right.EXPORT) and _asks(text, prepare):
            title = self.tr("Prepare a hearing bundle")
            yield Place("hearing", "", "case", title, self.tr("for chosen evidence"))
        if _asks(text, check):
            title = self.tr("Check a hearing bundle")
            yield Place("check", "", "whole", title, self.tr("one that somebody handed over"))

    def _name(self, group: Group) -> str:
        names = {
            PaperKind.CASE: self.tr("Cases"),
            PaperKind.SUPERVISION: self.tr("Form A"),
            PaperKind.PERSON: self.tr("People"),
            PaperKind.SOCIAL: self.tr("Patrol"),
        }
        if group.kind is not None:
            return names[group.kind]
        return self.tr("Evidence") if group.evidence else self.tr("Other papers")

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.box.message.show_error(error)

    @Slot(object)
    def _on_chosen(self, place: Place) -> None:
        self.accept()
        ways = self._ways
        if place.sort == "hearing":
            ways.hearing_wanted.emit(HearingWish())
            return
        if place.sort == "check":
            ways.check_wanted.emit()
            return
        way = {
            "case": ways.case_wanted,
            "person": ways.person_wanted,
            "paper": ways.paper_wanted,
            "evidence": ways.evidence_wanted,
        }
        way[place.sort].emit(place.id)


def _place(book: Rulebook, card: PaperCard) -> Place:
    sort = {PaperKind.CASE: "case", PaperKind.PERSON: "person"}.get(card.kind, "paper")
    day = ""
    if len(card.happened) == len("2023-12-03"):
        day = plain_date(date.fromisoformat(card.happened), speech.language())
    kind = "" if card.kind in ICONS else kind_words(book, card.kind)
    detail = " \u00b7 ".join(part for part in (card.code, kind, day, card.by_name) if part)
    title = card.title or kind_words(book, card.kind)
    return Place(sort, card.id, ICONS.get(card.kind, "document"), title, detail)


def _item(card: EvidenceCard) -> Place:
    kind = speech.word(card.kind, "kind")
    return Place("evidence", card.id, marks.KINDS[card.kind], card.name, f"{kind} {card.number}")


def _asks(text: str, words: str) -> bool:
    """Tell whether every word that was typed begins one of these words."""
    asked, known = text.casefold().split(), words.casefold().split()
    return bool(asked) and all(any(one.startswith(part) for one in known) for part in asked)
