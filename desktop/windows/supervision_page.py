# SPDX-License-Identifier: GPL-3.0-or-later
"""Pengawasan, wired: the list asks for pages; new papers, empty ones and scans begin here."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from db.casework import answers, states
from db.casework.form import Choice, Words
from db.casework.paper import PaperCard, PaperKind
from db.errors import SegelError
from db.model.ids import PaperId
from db.model.people import Right
from db.store import docket, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.paper_reading import newest
from desktop.actions.workday import Begun, begun
from desktop.models.paper_table import Column
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.paper_list import Lists, PaperChoice, PaperList
from desktop.windows.drafts import draft_row
from desktop.windows.paper_deeds import PaperDeeds
from desktop.windows.scans import Scans
from desktop.windows.wayfinder import FormWish, Wayfinder
from resources.phrases import say

PAGE: Final = 100
KINDS: Final = (
    PaperKind.SUPERVISION,
    PaperKind.REPORT,
    PaperKind.FINDING,
    PaperKind.INFORMATION,
    PaperKind.ADVICE,
    PaperKind.ASSIGNMENT,
    PaperKind.EVENT,
    PaperKind.PROP,
    PaperKind.FACILITY,
    PaperKind.PLEDGE,
    PaperKind.RECEIPT,
    PaperKind.EXHIBIT,
)
"""Kinds of papers kept here; what stands in a case is on its page."""
SPOKEN: Final = ("id", "en")
RECENT: Final = 30
WEEK: Final = 7
LENGTH_OF_VILLAGE: Final = 13


@dataclass(frozen=True, slots=True)
class _Read:
    cards: tuple[PaperCard, ...]
    count: int
    begun: tuple[Begun, ...]
    office: str


class SupervisionPage(Spoken):
    """The page of every Form A and of the papers around it."""

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._fresh = False
        self._begun: tuple[Begun, ...] = ()
        self._reading: Errand[_Read] | None = None
        may = session.account.may(Right.CASEWORK)
        self.list = PaperList(self._lists(), self._cell, may_write=may)
        self.deeds = PaperDeeds(session, ways, self.list.message, self)
        self.scans = Scans(session, ways, self.list.message, self)
        self.setLayout(column(self.list))
        self._wire()
        session.changed.connect(self.refresh)

    def _wire(self) -> None:
        shown, ways = self.list, self._ways
        shown.choice_changed.connect(self._read)
        shown.opened.connect(lambda card: ways.paper_wanted.emit(card.id))
        shown.draft_chosen.connect(self._on_draft)
        shown.new_requested.connect(lambda code: ways.form_wanted.emit(FormWish(PaperKind(code))))
        shown.blank_requested.connect(self.deeds.print_blank)
        shown.scan_requested.connect(self.scans.begin)
        shown.more_wanted.connect(self._on_more)
        for keys, deed in (
            (QKeySequence(QKeySequence.StandardKey.Find), shown.search.setFocus),
            (QKeySequence(QKeySequence.StandardKey.New), shown.new.click),
        ):
            QShortcut(keys, self).activated.connect(deed)

    # -- what the workspace asks ----------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read again when next in sight."""
        self._fresh = False
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight and is not up to date."""
        super().showEvent(event)
        self._read()

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        self._show_drafts()

    # -- reading --------------------------------------------------------------------------------

    @Slot()
    def _read(self) -> None:
        self._fresh = True
        if self._reading is not None:
            self._reading.abandon()
        wanted, book = self._filter(), self._session.book

        def work(vault: Vault) -> _Read:
            office = newest(vault, PaperKind.OFFICE)
            known = {} if office is None else papers.paper(vault, office).values
            region = answers.text(known, "wilayah")
            return _Read(
                docket.page(vault, wanted, limit=PAGE),
                docket.count(vault, wanted),
                begun(vault, book, frozenset(KINDS)),
                region,
            )

        errand = self._session.on_vault(work).belongs_to(self)
        errand.succeeded.connect(self._on_read)
        errand.failed.connect(self.list.message.show_error)
        self._reading = errand

    @Slot(object)
    def _on_read(self, read: _Read) -> None:
        self._begun = read.begun
        self.list.show_villages(self._villages(read.office))
        self.list.show_first(read.cards, count=read.count, more=len(read.cards) == PAGE)
        self._show_drafts()

    @Slot(object)
    def _on_more(self, last: PaperCard) -> None:
        wanted = self._filter()
        errand = self._session.on_vault(
            lambda vault: docket.page(vault, wanted, after=last, limit=PAGE)
        ).belongs_to(self)
        errand.succeeded.connect(
            lambda cards: self.list.model.append(cards, more=len(cards) == PAGE)
        )
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.list.message.show_error(error)

    def _filter(self) -> PaperFilter:
        chosen = self.list.choice
        since, until = self._span(chosen)
        return PaperFilter(
            kinds=frozenset({PaperKind(chosen.kind)}),
            text=chosen.text,
            outcome=chosen.outcome,
            stage=chosen.stage,
            region=chosen.region,
            since=since,
            until=until,
        )

    def _span(self, chosen: PaperChoice) -> tuple[str, str]:
        today = self._session.desk.now().local.date()
        monday = today - timedelta(days=today.weekday())
        match chosen.week:
            case "week":
                return monday.isoformat(), today.isoformat()
            case "last-week":
                first, last = monday - timedelta(days=WEEK), monday - timedelta(days=1)
                return first.isoformat(), last.isoformat()
            case "month":
                return (today - timedelta(days=RECENT)).isoformat(), today.isoformat()
            case _:
                return "", ""

    # -- words ----------------------------------------------------------------------------------

    def _lists(self) -> Lists:
        rows = self._session.book.reference
        day = self._session.desk.now().local.date()
        kinds = []
        for kind in KINDS:
            forms = [form for form in rows.forms if form.code == kind.value]
            if kind is PaperKind.SUPERVISION:  # everybody's name for it; its title is long
                kinds.append(Choice(kind.value, Words("Formulir A", "Form A")))
            elif forms:
                kinds.append(Choice(kind.value, max(forms, key=lambda one: one.valid_from).title))
        outcomes = tuple(
            Choice(one.code, Words(*(say(f"outcome.{one.code}", spoken) for spoken in SPOKEN)))
            for one in rows.choices("outcome", day)
        )
        return Lists(tuple(kinds), outcomes, rows.choices("stage", day), ())

    def _villages(self, office: str) -> tuple[Choice, ...]:
        regions = self._session.book.regions
        found = []
        for code in regions.children(office) if office else ():
            name = regions.name(code)
            found.append(Choice(code, Words(name, name)))
        return tuple(found) if found and len(found[0].code) == LENGTH_OF_VILLAGE else ()

    def _cell(self, card: PaperCard, place: Column) -> str:
        spoken, rows = speech.language(), self._session.book.reference
        words = ""
        match place:
            case Column.DAY:
                words = _day(card)
            case Column.TITLE:
                words = card.title or card.code
            case Column.OUTCOME:
                words = speech.word(card.outcome, "outcome") if card.outcome else ""
            case Column.STAGE:
                term = rows.term("stage", card.stage) if card.stage else None
                words = term.label.say(spoken) if term else ""
            case Column.PLACE:
                words = self._session.book.regions.name(card.region) if card.region else ""
            case Column.CODE:
                words = card.code or self._state(card)
            case Column.BY:
                words = card.by_name
            case Column.EVIDENCE:
                words = speech.number(card.evidence) if card.evidence else ""
        return words

    def _state(self, card: PaperCard) -> str:
        state = states.state_named(self._session.book.reference, card.kind, card.state)
        return "" if state is None else state.label.say(speech.language())

    def _show_drafts(self) -> None:
        zone = self._session.desk.now().zone_minutes
        self.list.show_drafts([draft_row(one, zone) for one in self._begun])

    # -- deeds ----------------------------------------------------------------------------------

    @Slot(str)
    def _on_draft(self, key: str) -> None:
        for one in self._begun:
            if one.draft.paper == key:
                self._ways.form_wanted.emit(FormWish(one.draft.kind, paper=PaperId(key)))


def _day(card: PaperCard) -> str:
    try:
        when = date.fromisoformat(card.happened)
    except ValueError:
        return ""
    return speech.date(datetime.combine(when, time(), UTC))
