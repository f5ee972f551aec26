# SPDX-License-Identifier: GPL-3.0-or-later
"""A case, wired: read whole when it comes into sight, and every step of it carried out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.casework.paper import PaperKind
from db.errors import SegelError
from db.model.ids import EvidenceId, PaperId
from db.model.people import RIGHTS
from db.store import links
from db.store.vault import Vault
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views.case_facts import ExhibitFacts
from desktop.views.case_page import CaseView
from desktop.views.forms import Spoken
from desktop.windows.case_deeds import CaseDeeds
from desktop.windows.case_reading import CaseRead, read
from desktop.windows.case_saving import CaseSaving
from desktop.windows.case_speaker import CaseSpeaker
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.exhibit_deeds import ExhibitDeeds
from desktop.windows.showing import decode
from desktop.windows.wayfinder import FormWish, HearingWish, Wayfinder


class CasePage(Spoken):
    """The page of one case; `open` says which."""

    shown = Signal()  # each time a case was read and put on the page

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self.case: PaperId | None = None
        self._read: CaseRead | None = None
        self._opened: dict[PaperId, str] = {}
        self._reading: Errand[CaseRead] | None = None
        self.view = CaseView()
        self.deeds, self.saving = CaseDeeds(session, self), CaseSaving(session, self)
        self.exhibits = ExhibitDeeds(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._wire()

    def _wire(self) -> None:
        view, ways = self.view, self._ways
        view.back_requested.connect(lambda: ways.page_wanted.emit("cases"))
        view.edit_requested.connect(self._on_edit)
        view.hide_requested.connect(self._on_hide)
        view.export_requested.connect(self._on_export)
        view.hearing_requested.connect(self._on_hearing)
        view.moves.move_requested.connect(self._on_move)
        view.checks.fill_requested.connect(self._on_fill)
        view.parties.person_chosen.connect(ways.person_wanted)
        view.parties.open_requested.connect(self._on_open_identity)
        view.acts.instead_requested.connect(self._on_instead)
        view.papers.paper_chosen.connect(ways.paper_wanted)
        view.papers.draft_chosen.connect(self._on_draft)
        view.papers.further_requested.connect(self._on_further)
        view.exhibits.dropped.connect(self._on_dropped)
        view.exhibits.choose_requested.connect(self._on_choose)
        view.exhibits.wished.connect(self._on_exhibit)
        for deeds in (self.deeds, self.exhibits, self.saving):
            deeds.done.connect(self._session.changed)
            deeds.failed.connect(self._on_refused)
        self.deeds.gone.connect(self._on_gone)
        self.deeds.opened.connect(self._on_opened)
        self.saving.saved.connect(self._on_saved)
        self._session.changed.connect(self._on_changed)

    # -- reading --------------------------------------------------------------------------------

    @Slot(str)
    def open(self, case: str) -> None:
        """Show a case; names opened on an earlier one are covered again."""
        if case != self.case:
            self._opened.clear()
            self._read = None
            self.view.message.hide()
            self.view.page.verticalScrollBar().setValue(0)
        self.case = PaperId(case)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Cover every opened name."""
        super().hideEvent(event)
        if self._opened:
            self._opened.clear()
            self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the case again."""
        case = self.case
        if case is None:
            return
        if self._reading is not None:
            self._reading.abandon()
        errand = self._session.on_vault(lambda vault: read(vault, case))
        self._reading = errand
        errand.succeeded.connect(self._on_read)
        errand.failed.connect(self._on_failed)

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _on_read(self, found: CaseRead) -> None:
        self._read = found
        self._show()
        numbers = tuple(one.card.number for one in found.file.exhibits)
        if numbers:
            desk = self._session.desk
            errand = self._session.bench(lambda token: decode(desk, numbers, token))
            errand.succeeded.connect(self.view.exhibits.show_pictures)
        self.shown.emit()

    def _show(self) -> None:
        if self._read is None:
            return
        speaker = CaseSpeaker(self._read, self._opened)
        rights = RIGHTS[self._session.account.role]
        self.view.show_case(speaker.facts(rights), now_us=self._read.now_us)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        self._show()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    @Slot(str)
    def _on_refused(self, words: str) -> None:
        self.view.message.show_message("", words, "warn")

    # -- going elsewhere --------------------------------------------------------------------------

    @Slot()
    def _on_edit(self) -> None:
        self._ways.form_wanted.emit(FormWish(PaperKind.CASE, paper=self.case))

    @Slot(str, str)
    def _on_fill(self, paper: str, field: str) -> None:
        found = self._read
        if found is None:
            return
        told = {one.id: one.kind for one in found.told}
        kind = told.get(PaperId(paper), PaperKind.CASE)
        self._ways.form_wanted.emit(FormWish(kind, paper=PaperId(paper), field=field))

    @Slot(str)
    def _on_draft(self, paper: str) -> None:
        found = self._read
        drafts = () if found is None else found.file.drafts
        draft = next((one for one in drafts if one.paper == paper), None)
        if draft is not None:
            form = draft.form.partition("@")[0]
            self._ways.form_wanted.emit(
                FormWish(draft.kind, form, case=self.case, paper=draft.paper)
            )

    @Slot(str)
    def _on_further(self, form: str) -> None:
        found = self._read
        rows = () if found is None else found.further
        one = next((row for row in rows if row.form == form), None)
        if one is not None:
            wish = FormWish(one.kind, one.form, case=self.case, prefill=one.prefill)
            self._ways.form_wanted.emit(wish)

    @Slot()
    def _on_gone(self) -> None:
        """Leave a case that is not for this reader any more."""
        self.case, self._read = None, None
        self._session.changed.emit()
        self._ways.page_wanted.emit("cases")

    # -- steps ------------------------------------------------------------------------------------

    @Slot(str)
    def _on_move(self, to: str) -> None:
        if self._read is not None:
            self.deeds.move(self._read, to)

    @Slot()
    def _on_hide(self) -> None:
        if self._read is not None:
            self.deeds.hide(self._read)

    @Slot()
    def _on_export(self) -> None:
        if self._read is not None:
            self.saving.save(self._read)

    @Slot()
    def _on_hearing(self) -> None:
        self._ways.hearing_wanted.emit(HearingWish(self.case))

    @Slot(str)
    def _on_open_identity(self, person: str) -> None:
        if self._read is not None:
            self.deeds.open_identity(self._read, PaperId(person))

    @Slot(str, str)
    def _on_opened(self, person: str, name: str) -> None:
        self._opened[PaperId(person)] = name
        self._show()
        self._session.changed.emit()

    @Slot(str, str)
    def _on_instead(self, old: str, new: str) -> None:
        if self._read is not None:
            self.deeds.take_instead(self._read, old, new)

    @Slot(str)
    def _on_saved(self, folder: str) -> None:
        self.view.message.show_message(
            self.tr("Saved for re-typing"),
            self.tr("CSV and JSON are in {folder}. The timeline keeps that it was done.").format(
                folder=folder
            ),
            "good",
        )
        self._session.changed.emit()

    # -- exhibits ---------------------------------------------------------------------------------

    @Slot()
    def _on_choose(self) -> None:
        picker = EvidencePicker(self._session, self)
        picker.bring.hide()
        picker.chosen.connect(self._on_dropped)
        picker.finished.connect(picker.deleteLater)
        picker.setModal(False)
        picker.show()  # beside the case, so that evidence can be dragged over as well

    @Slot(object)
    def _on_dropped(self, items: tuple[EvidenceId, ...]) -> None:
        case = self.case
        if case is None:
            return

        def work(vault: Vault) -> None:
            links.link(vault, case, items)

        errand = self._session.on_vault(work)
        errand.succeeded.connect(lambda _none: self._session.changed.emit())
        errand.failed.connect(self._on_failed)

    @Slot(str, object)
    def _on_exhibit(self, deed: str, facts: ExhibitFacts) -> None:
        if deed == "open":
            self._ways.evidence_wanted.emit(facts.id)
        elif self.case is not None:
            self.exhibits.carry_out(self.case, deed, facts)
