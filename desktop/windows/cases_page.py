# SPDX-License-Identifier: GPL-3.0-or-later
"""Perkara, wired: cases and advice a page at a time, and the four ways a case begins."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.casework.paper import PaperCard, PaperKind, Values
from db.casework.rows import in_force
from db.casework.states import states
from db.errors import SegelError
from db.model.ids import EvidenceId, PaperId
from db.model.people import Right
from db.store import docket
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions import caselists, paperwork
from desktop.actions.caselists import AdviceRow, CaseRow, Source
from desktop.actions.rules import Rulebook, in_use
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.case_facts import AdviceLine, CaseLine
from desktop.views.case_filters import ALL, OPEN
from desktop.views.case_list import CaseListView
from desktop.views.forms import Spoken
from desktop.windows.advice_closing import AdviceClosing
from desktop.windows.case_sources import SourceDialog
from desktop.windows.case_words import CaseWords
from desktop.windows.wayfinder import FormWish, Wayfinder

KINDS: Final = {
    "TEMUAN": PaperKind.FINDING,
    "LAPORAN": PaperKind.REPORT,
    "INFORMASI_AWAL": PaperKind.INFORMATION,
}


@dataclass(frozen=True, slots=True)
class _First:
    """The beginning of the list."""

    rows: tuple[CaseRow, ...]
    count: int
    book: Rulebook


@dataclass(frozen=True, slots=True)
class _Advices:
    rows: tuple[AdviceRow, ...]
    book: Rulebook


class CasesPage(Spoken):
    """The page of all cases and of all advice."""

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._first: _First | None = None
        self._told: _Advices | None = None
        self._reading: Errand[_First] | None = None
        self._terms = ("", "")  # edition and language of the filters
        may_write = session.account.may(Right.CASEWORK)
        self.view = CaseListView(may_write=may_write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        view = self.view
        view.choice_changed.connect(self._read_cases)
        view.tab_changed.connect(self.refresh)
        view.case_chosen.connect(ways.case_wanted)
        view.advice_chosen.connect(ways.paper_wanted)
        view.begin_requested.connect(self._on_begin)
        view.more_cases_wanted.connect(self._on_more_cases)
        view.more_advice_wanted.connect(self._on_more_advice)
        view.advice_requested.connect(self._on_advise)
        view.close_requested.connect(self._on_close)
        view.finding_requested.connect(self._on_finding)
        session.changed.connect(self._on_changed)

    # -- reading --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the tab that is shown."""
        if self.view.on_advice:
            self._read_advice()
        else:
            self._read_cases()

    def show_advice(self) -> None:
        """Go to the advice."""
        self.view.show_tab(1)

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _read_cases(self) -> None:
        if self._reading is not None:
            self._reading.abandon()

        def work(vault: Vault) -> _First:
            book = in_use(vault)
            wanted = self._filter(vault, book)
            rows = caselists.cases(vault, book, wanted)
            return _First(rows, docket.count(vault, wanted), book)

        errand = self._session.on_vault(work)
        self._reading = errand
        errand.succeeded.connect(self._on_cases)
        errand.failed.connect(self._on_failed)

    def _filter(self, vault: Vault, book: Rulebook) -> PaperFilter:
        chosen = self.view.filters.choice
        if chosen.state:
            among = frozenset({chosen.state})
        elif chosen.standing == ALL:
            among = frozenset()
        elif chosen.standing == OPEN:
            among = caselists.open_states(vault, book)
        else:
            among = caselists.closed_states(vault, book)
        return PaperFilter(
            kinds=frozenset({PaperKind.CASE}),
            states=among,
            text=chosen.text,
            regime=chosen.regime,
            category=chosen.category,
        )

    @Slot(object)
    def _on_cases(self, first: _First) -> None:
        self._first = first
        self._show_cases()

    def _show_cases(self) -> None:
        first = self._first
        if first is None:
            return
        words = CaseWords(first.book.reference)
        self._show_terms(words)
        lines = [words.line(row) for row in first.rows]
        more = len(first.rows) == caselists.PAGE
        self.view.show_cases(lines, count=first.count, more=more)

    def _show_terms(self, words: CaseWords) -> None:
        reference = words.reference
        wanted = (reference.edition, speech.language())
        if self._terms == wanted:
            return
        self._terms = wanted
        today = self._session.desk.now().local.date()
        known = states(reference, PaperKind.CASE, today)
        self.view.filters.show_terms(
            [(row.code, words.regime(row.code)) for row in in_force(reference.regimes, today)],
            [(row.code, words.state(PaperKind.CASE, row.code)) for row in known[1:]],
            [(row.code, words.act(row.code)) for row in reference.acts],
        )

    @Slot(object)
    def _on_more_cases(self, last: CaseLine) -> None:
        def work(vault: Vault) -> _First:
            book = in_use(vault)
            wanted = self._filter(vault, book)
            return _First(caselists.cases(vault, book, wanted, after=_card(last)), 0, book)

        errand = self._session.on_vault(work)
        self._reading = errand
        errand.succeeded.connect(self._on_further_cases)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_further_cases(self, further: _First) -> None:
        words = CaseWords(further.book.reference)
        lines = [words.line(row) for row in further.rows]
        self.view.cases.append(lines, more=len(lines) == caselists.PAGE)

    def _read_advice(self, after: AdviceLine | None = None) -> None:
        def work(vault: Vault) -> _Advices:
            book = in_use(vault)
            return _Advices(caselists.advices(vault, book, after=_card(after)), book)

        errand = self._session.on_vault(work)
        errand.succeeded.connect(self._on_advice if after is None else self._on_further_advice)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_more_advice(self, last: AdviceLine) -> None:
        self._read_advice(last)

    @Slot(object)
    def _on_advice(self, read: _Advices) -> None:
        self._told = read
        words = CaseWords(read.book.reference)
        lines = [words.advice(row) for row in read.rows]
        self.view.show_advice(lines, more=len(lines) == caselists.PAGE)

    @Slot(object)
    def _on_further_advice(self, read: _Advices) -> None:
        words = CaseWords(read.book.reference)
        lines = [words.advice(row) for row in read.rows]
        self.view.advice.append(lines, more=len(lines) == caselists.PAGE)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        if self._first is not None:
            self._show_cases()
        if self._told is not None:
            self._on_advice(self._told)

    # -- beginning a case -------------------------------------------------------------------------

    @Slot(str)
    def _on_begin(self, source: str) -> None:
        if source not in KINDS:
            self._ways.form_wanted.emit(FormWish(PaperKind.CASE, prefill={"sumber": source}))
            return
        kind = KINDS[source]
        errand = self._session.on_vault(lambda vault: caselists.sources(vault, kind))
        errand.succeeded.connect(lambda found: self._on_sources(kind, found))
        errand.failed.connect(self._on_failed)

    def _on_sources(self, kind: PaperKind, found: tuple[Source, ...]) -> None:
        dialog = SourceDialog(kind, found, self)
        dialog.chosen.connect(self._on_source)
        dialog.new_requested.connect(
            lambda wanted: self._ways.form_wanted.emit(FormWish(PaperKind(wanted)))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_source(self, paper: str) -> None:
        source = PaperId(paper)

        def work(vault: Vault) -> tuple[Values, tuple[EvidenceId, ...]]:
            book = in_use(vault)
            values = paperwork.case_of(vault, book, source)
            return values, caselists.attached(vault, source)

        errand = self._session.on_vault(work)
        errand.succeeded.connect(self._on_case_begun)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_case_begun(self, begun: tuple[Values, tuple[EvidenceId, ...]]) -> None:
        values, items = begun
        self._ways.form_wanted.emit(FormWish(PaperKind.CASE, prefill=values, evidence=items))

    # -- advice -----------------------------------------------------------------------------------

    @Slot()
    def _on_advise(self) -> None:
        self._ways.form_wanted.emit(FormWish(PaperKind.ADVICE))

    @Slot(str)
    def _on_close(self, paper: str) -> None:
        dialog = AdviceClosing(self._session, PaperId(paper), self)
        dialog.closed_with.connect(self._on_closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_closed(self, paper: str) -> None:
        self._session.changed.emit()
        if paper:  # it was not obeyed: the next step is offered at once
            self._on_finding(paper)

    @Slot(str)
    def _on_finding(self, paper: str) -> None:
        errand = self._session.on_vault(lambda vault: caselists.finding_of(vault, PaperId(paper)))
        errand.succeeded.connect(self._on_finding_begun)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_finding_begun(self, values: Values) -> None:
        self._ways.form_wanted.emit(FormWish(PaperKind.FINDING, prefill=values))


def _card(line: CaseLine | AdviceLine | None) -> PaperCard | None:
    token = None if line is None else line.token
    return token if isinstance(token, PaperCard) else None
