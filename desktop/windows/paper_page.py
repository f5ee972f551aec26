# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a signed paper: read it, print it, number it, correct it, make its case."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.casework import advice
from db.casework.paper import Paper, PaperKind, Values
from db.model.ids import PaperId
from db.model.people import Right
from db.store.papers import NEEDED
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.actions.official_numbers import give_number
from desktop.actions.paper_reading import Attached, PaperFile, Version, paper_file
from desktop.actions.printing import official_number
from desktop.session import Session
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.paper_view import AttachedRow, PaperFacts, PaperView, VersionRow
from desktop.views.signed import short_hash
from desktop.windows.paper_deeds import PaperDeeds
from desktop.windows.showing import decode
from desktop.windows.wayfinder import FormWish, Wayfinder

NUMBERED: Final[Mapping[PaperKind, str]] = {
    PaperKind.SUPERVISION: "nomor_resmi",
    PaperKind.REPORT: "nomor_resmi",
}
"""Where a kind keeps its official number."""
OUTCOMES: Final = {"DUGAAN_PELANGGARAN": "case", "SARAN_PERBAIKAN": "advice"}
SOURCES: Final = {
    PaperKind.REPORT: ("case", "receipt"),
    PaperKind.FINDING: ("case",),
    PaperKind.INFORMATION: ("case",),
}


class PaperPage(Spoken):
    """One paper at a time.  Call `open`."""

    evidence_requested = Signal(object)  # EvidenceCard

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._paper: PaperId | None = None
        self.file: PaperFile | None = None
        self.view = PaperView()
        self.deeds = PaperDeeds(session, ways, self.view.message, self)
        self.view.back_requested.connect(ways.back_wanted)
        self.view.deed_requested.connect(self._on_deed)
        self.view.number_given.connect(self._on_number)
        self.view.near_chosen.connect(self._on_near)
        self.view.move_requested.connect(self._on_move)
        self.view.evidence_chosen.connect(lambda card: ways.evidence_wanted.emit(card.id))
        self.setLayout(column(self.view))
        session.changed.connect(self.refresh)

    def open(self, paper: PaperId) -> None:
        """Show the newest version of a paper."""
        self._paper = paper
        self.view.message.hide()
        self._read()

    @Slot()
    def refresh(self) -> None:
        """Read again when something changed."""
        if self.isVisible() and self._paper is not None:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again when the page comes back into sight."""
        super().showEvent(event)
        if self.file is not None and self.file.paper.id == self._paper:
            self._read()

    def retranslate(self) -> None:
        """Put the paper into the language that is on."""
        if self._paper is not None and self.file is not None:
            self._read()

    # -- reading --------------------------------------------------------------------------------

    def _read(self) -> None:
        paper, book, language = self._paper, self._session.book, speech.language()
        if paper is None:
            return
        errand = self._session.on_vault(lambda vault: paper_file(vault, book, paper, language))
        errand.belongs_to(self).succeeded.connect(self._on_read)
        errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _on_read(self, file: PaperFile) -> None:
        if file.paper.id != self._paper:
            return
        self.file = file
        self.view.show_facts(self._facts(file))
        numbers = tuple(one.card.number for one in file.attached)
        if numbers:
            desk = self._session.desk
            errand = self._session.bench(lambda token: decode(desk, numbers, token))
            errand.belongs_to(self).succeeded.connect(self.view.show_thumbnails)

    def _facts(self, file: PaperFile) -> PaperFacts:
        paper, language = file.paper, speech.language()
        signed = self.tr("Signed by {who}, {when}").format(
            who=paper.by_name, when=speech.moment(paper.made_us, paper.zone_minutes)
        )
        entry = self.tr("Ledger entry {seq}").format(seq=paper.seq)
        if file.link:
            entry = f"{entry} · {short_hash(file.link.hex())}"
        near = [(card.id, card.title or card.code) for card in file.naming]
        if file.case is not None:
            near.insert(0, (file.case.id, file.case.title or file.case.code))
        return PaperFacts(
            title=file.form.title.say(language),
            official=file.form.official if file.form.verified else "",
            number=official_number(paper.values),
            code=paper.code,
            state="" if file.state is None else file.state.label.say(language),
            signed=signed,
            entry=entry,
            parts=file.parts,
            versions=tuple(_version(one) for one in file.versions),
            attached=tuple(_attached(one) for one in file.attached),
            near=tuple(near),
            deeds=self._deeds(file),
            may_number=paper.kind in NUMBERED and self._session.account.may(Right.NUMBER),
            drafted=file.drafted,
            moves=tuple((one.way.to, one.way.label.say(language)) for one in file.moves),
        )

    def _deeds(self, file: PaperFile) -> frozenset[str]:
        paper, account = file.paper, self._session.account
        deeds = set()
        if file.form.layout:
            deeds.add("print")
        needed = NEEDED.get(paper.kind, Right.CASEWORK)
        if account.may(needed) and account.may(Right.CASEWORK):
            deeds.add("correct")
        if account.may(Right.READ):
            deeds |= {*SOURCES.get(paper.kind, ())}
            if (deed := OUTCOMES.get(str(paper.values.get("outcome")))) is not None:
                deeds.add(deed)
        # What came of a paper already is not begun a second time.
        kinds = {card.kind for card in file.naming}
        for kind, deed in (
            (PaperKind.CASE, "case"),
            (PaperKind.ADVICE, "advice"),
            (PaperKind.RECEIPT, "receipt"),
        ):
            if kind in kinds:
                deeds.discard(deed)
        return frozenset(deeds)

    # -- deeds ------------------------------------------------------------------------------------

    @Slot(str)
    def _on_deed(self, name: str) -> None:
        if self.file is None:
            return
        paper = self.file.paper
        match name:
            case "print":
                self.deeds.print(paper.id)
            case "correct":
                self._ways.form_wanted.emit(FormWish(paper.kind, paper=paper.id))
            case "case":
                self.deeds.make_case(paper)
            case "receipt":
                self.deeds.make_receipt(paper)
            case "advice":
                given: Values = advice.advice_from(paper.values, paper.id)
                self._ways.form_wanted.emit(FormWish(PaperKind.ADVICE, prefill=given))

    @Slot(str)
    def _on_move(self, to: str) -> None:
        file, book = self.file, self._session.book
        if file is None:
            return
        paper = file.paper
        move = next((one for one in file.moves if one.way.to == to), None)
        if move is not None and move.unfilled:  # what it needs is filled in as a correction
            self._ways.form_wanted.emit(FormWish(paper.kind, paper=paper.id))
            return

        def work(vault: Vault) -> Paper:
            return paperwork.move(vault, book, paper.id, to, changes={})

        errand = self._session.on_vault(work).belongs_to(self)
        errand.succeeded.connect(self._session.changed)
        errand.failed.connect(self.view.message.show_error)

    @Slot(str)
    def _on_number(self, number: str) -> None:
        file, book = self.file, self._session.book
        if file is None or number == official_number(file.paper.values):
            return
        paper, key = file.paper, NUMBERED[file.paper.kind]

        def work(vault: Vault) -> Paper:
            return give_number(vault, book, paper.id, key, number)

        errand = self._session.on_vault(work).belongs_to(self)
        errand.succeeded.connect(self._on_numbered)
        errand.failed.connect(self.view.message.show_error)

    @Slot()
    def _on_numbered(self) -> None:
        text = self.tr("It is printed from now on instead of the temporary one.")
        self.view.message.show_message(self.tr("The official number is entered"), text, "good")
        self._session.changed.emit()

    @Slot(str)
    def _on_near(self, identity: str) -> None:
        file = self.file
        if file is None:
            return
        kinds = {card.id: card.kind for card in file.naming}
        if file.case is not None:
            kinds[file.case.id] = file.case.kind
        case = kinds.get(PaperId(identity)) is PaperKind.CASE
        (self._ways.case_wanted if case else self._ways.paper_wanted).emit(identity)


def _version(one: Version) -> VersionRow:
    paper = one.paper
    return VersionRow(
        paper.version,
        speech.moment(paper.made_us, paper.zone_minutes),
        paper.by_name,
        paper.reason,
        tuple((change.label, change.before, change.after) for change in one.changes),
    )


def _attached(one: Attached) -> AttachedRow:
    detail = f"{speech.word(one.card.kind, 'kind')} · {speech.size(one.card.size)}"
    return AttachedRow(one.card, one.link.label, detail, one.link.guarded)
