# SPDX-License-Identifier: GPL-3.0-or-later
"""Patroli medsos, wired: screens become sealed evidence, and what is typed is never only typed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from db.casework import answers, catalogue, social
from db.casework.paper import Paper, PaperKind, Values
from db.casework.rows import CatalogueAct
from db.errors import SegelError
from db.model.ids import EvidenceId
from db.store.vault import Vault
from desktop.actions import paperwork, patrol
from desktop.actions.paperwork import Sheet
from desktop.actions.patrol import Table
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.patrol import PatrolFacts, PatrolView
from desktop.views.patrol_acts import ActNote
from desktop.windows.form_supply import Company, FormSupply, company_of, spelled
from desktop.windows.patrol_shots import PatrolShots
from desktop.windows.person_dialog import PersonDialog
from desktop.windows.wayfinder import FormWish, PatrolWish, Wayfinder

KEEP_MS: Final = 300
HEAVY: Final = "BERAT"


class PatrolPage(Spoken):
    """The page of social-media patrol."""

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._book: Rulebook | None = None
        self._sheet: Sheet | None = None
        self._company = Company(())
        self._kind = ""
        self._signed: Paper | None = None
        self._reading = self._dirty = False
        self._brought: list[PatrolWish] = []
        self.view = PatrolView()
        self.view.now = lambda: session.desk.now().local
        self.setLayout(column(self.view))
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self._keep_now)
        self.shots = PatrolShots(session, self.view, self)
        self._wire()

    def _wire(self) -> None:
        view = self.view
        view.edited.connect(self._on_edited)
        view.sign_requested.connect(self._on_sign)
        view.discard_requested.connect(self._on_discard)
        view.form_requested.connect(self._on_form)
        view.case_requested.connect(self._on_case)
        view.paper_chosen.connect(self._ways.paper_wanted)
        view.person_wanted.connect(self._on_person_wanted)
        view.strip.opened.connect(self._ways.evidence_wanted)
        self.shots.changed.connect(self._on_shots)

    # -- reading ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the table when the page comes into sight."""
        super().showEvent(event)
        screens = QGuiApplication.screens()
        self.view.strip.show_screens([one.name() or str(at) for at, one in enumerate(screens, 1)])
        if self._sheet is None:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed last."""
        super().hideEvent(event)
        if self.window().isVisible():  # else everything ends, and nothing more can be asked
            self._keep_now()

    @Slot()
    def refresh(self) -> None:
        """Read the table from the vault."""
        if self._reading:
            return
        self._reading = True
        desk, book = self._session.desk, self._session.book

        def read(_token: CancelToken) -> tuple[Rulebook, Company, Table]:
            return (book, *desk.on_vault(lambda vault: _read(vault, book)))

        errand = self._session.bench(read)
        errand.succeeded.connect(self._on_table)
        errand.failed.connect(self._on_failed)
        errand.settled.connect(self._on_read)

    @Slot()
    def _on_read(self) -> None:
        self._reading = False

    @Slot(object)
    def _on_table(self, read: tuple[Rulebook, Company, Table]) -> None:
        self._book, self._company, table = read
        self._sheet, self._kind = table.sheet, table.person_kind
        supply = FormSupply(self._session, self._book, self._company, self._laid, self).supply()
        self._facts = self._said(table)
        self.view.show_table(self._facts, supply, self._judge)
        self.shots.lay(table.items)
        if self.view.focusWidget() is None:
            self.view.focus_first()
        while self._brought:
            self._lay(self._brought.pop(0))

    def _said(self, table: Table) -> PatrolFacts:
        assert self._book is not None  # noqa: S101 - read together with the table
        rows, spoken, sheet = self._book.reference, speech.language(), table.sheet
        values = sheet.draft.values
        return PatrolFacts(
            form=sheet.form,
            values=values,
            code=sheet.code,
            zone_minutes=sheet.zone_minutes,
            day=answers.day(values, "waktu_tangkap") or sheet.day,
            accounts=table.accounts,
            earlier=table.earlier,
            regimes=tuple(one.code for one in rows.choices("regime", sheet.day)),
            acts={one.code: one.label.say(spoken) for one in rows.terms_of("social-act")},
        )

    def _laid(self) -> Sheet:
        assert self._sheet is not None  # noqa: S101 - nothing asks before a table is laid
        return patrol.with_values(self._sheet, self.view.values())

    # -- the rules -------------------------------------------------------------------------------

    def _judge(self, values: Values) -> Sequence[ActNote]:
        if self._book is None or self._sheet is None:
            return ()
        book = self._book
        fits = patrol.judged(book, self._sheet, values, self._kind)
        rows = answers.rows(values, "tindakan")
        crossing = social.crossing(
            book.reference, values, rows, answers.day(values, "waktu_tangkap") or self._sheet.day
        )
        self.view.show_crossing("" if crossing is None else self._crossing_text(crossing[2]))
        return [
            self._note(one, answers.text(line, "kategori"))
            for one, line in zip(fits, rows, strict=True)
        ]

    def _note(self, fit: social.Fit, kept: str) -> ActNote:
        spoken = speech.language()
        standing: CatalogueAct | None = fit.act
        chosen = {act.code: act for act in fit.choices}.get(kept)
        if chosen is not None and (fit.act is None or fit.remarks):
            standing = chosen
        warning = ""
        if fit.remarks and chosen is standing:
            first = fit.remarks[0]
            warning = speech.word(first.code, "remark", **spelled(first, spoken))
        elif fit.act is None and not kept:
            warning = self.tr(
                "When candidates were fixed is not known for this day: choose the act yourself."
            )
        if standing is None:
            choices = tuple((act.code, act.label.say(spoken)) for act in fit.choices)
            return ActNote(choices=choices, warning=warning)
        return ActNote(
            code="" if fit.act is None else fit.act.code,
            label=standing.label.say(spoken),
            sanction=catalogue.sanction_text(standing, spoken),
            choices=tuple((act.code, act.label.say(spoken)) for act in fit.choices),
            warning=warning,
            berat=standing.weight == HEAVY,
        )

    def _crossing_text(self, fixed: str) -> str:
        day = speech.date(datetime.fromisoformat(fixed))
        text = self.tr(
            "The acts lie before and after {day}, when candidates were fixed. Each has the code of "
            "its own day; two captures are easier to follow up."
        )
        return text.format(day=day)

    # -- keeping --------------------------------------------------------------------------------

    @Slot(object)
    def _on_edited(self, values: Values) -> None:
        self._dirty = True
        who = answers.person(values.get("pemilik"))
        before = None if self._sheet is None else self._sheet.draft.values.get("pemilik")
        if who != answers.person(before):
            self._keep_now()
            errand = self._session.on_vault(lambda vault: patrol.person_kind(vault, values))
            errand.succeeded.connect(self._on_kind)
        else:
            self._keep.start()

    @Slot(object)
    def _on_kind(self, kind: str) -> None:
        self._kind = kind
        self.view.acts.rejudge()

    @Slot()
    def _keep_now(self) -> Errand[None] | None:
        self._keep.stop()
        if self._sheet is None or not self._dirty:
            return None
        self._dirty = False
        self._sheet = self._laid()
        draft = self._sheet.draft
        errand = self._session.on_vault(lambda vault: paperwork.keep(vault, draft))
        errand.succeeded.connect(self._on_kept)
        errand.failed.connect(self._on_failed)
        return errand

    @Slot()
    def _on_kept(self) -> None:
        now = speech.clock(self._session.desk.now().local)
        self.view.show_kept(self.tr("Kept {time}").format(time=now))

    @Slot()
    def _on_discard(self) -> None:
        if self._sheet is None:
            return
        self._keep.stop()
        self._dirty = False
        paper = self._sheet.draft.paper
        errand = self._session.on_vault(lambda vault: paperwork.drop(vault, paper))
        errand.succeeded.connect(self._begin_anew)
        errand.failed.connect(self._on_failed)

    @Slot()
    def _begin_anew(self) -> None:
        self._sheet = None
        self.refresh()

    # -- pictures -------------------------------------------------------------------------------

    @Slot()
    def _on_shots(self) -> None:
        self._dirty = True
        self._keep_now()

    def bring(self, wish: PatrolWish) -> None:
        """Lay captures made elsewhere on the table, with what was noted about them."""
        self._brought.append(wish)
        if self._sheet is not None:
            self._lay(self._brought.pop(0))

    def _lay(self, wish: PatrolWish) -> None:
        self.shots.link(wish.evidence)
        if self.view.account is not None:
            self.view.account.offer(wish.address, wish.account_used)

    # -- the owner of the account ---------------------------------------------------------------

    @Slot(str)
    def _on_person_wanted(self, typed: str) -> None:
        dialog = PersonDialog(self._session, typed, self)
        dialog.picked.connect(self.view.show_owner)
        dialog.open()

    # -- signing --------------------------------------------------------------------------------

    @Slot()
    def _on_sign(self) -> None:
        if self._sheet is None or self._book is None:
            return
        self._keep_now()
        book, sheet = self._book, self._laid()
        self.view.sign.setEnabled(False)
        errand = self._session.on_vault(lambda vault: patrol.sign(vault, book, sheet))
        errand.succeeded.connect(self._on_signed)
        errand.failed.connect(self._on_refused)

    @Slot(object)
    def _on_signed(self, paper: Paper) -> None:
        self._signed = paper
        self._sheet = None
        self.shots.lay(())
        self.view.message.hide()
        self.view.show_signed(paper.code)
        self._session.changed.emit()
        self.refresh()

    @Slot(object)
    def _on_refused(self, error: SegelError) -> None:
        self.view.sign.setEnabled(True)
        if error.details.get("what") == "gaps" and self._sheet is not None and self._book:
            gaps = paperwork.gaps(self._book, self._laid(), self._session.desk.now())
            texts = [
                speech.word(one.phrase, **speech.dated(one.details))
                for one in gaps
                if one.path == error.details.get("field")
            ]
            self.view.message.show_message(
                self.tr("Something is still missing"), " ".join(texts), "warn"
            )
            return
        self._on_failed(error)

    @Slot()
    def _on_form(self) -> None:
        if self._signed is None or self._book is None:
            return
        book, paper = self._book, self._signed
        errand = self._session.on_vault(lambda vault: patrol.form_a(vault, book, paper))
        errand.succeeded.connect(partial(self._wish, PaperKind.SUPERVISION))
        errand.failed.connect(self._on_failed)

    @Slot()
    def _on_case(self) -> None:
        if self._signed is None or self._book is None:
            return
        book, paper = self._book, self._signed
        errand = self._session.on_vault(lambda vault: patrol.case(vault, book, paper))
        errand.succeeded.connect(partial(self._wish, PaperKind.CASE))
        errand.failed.connect(self._on_failed)

    def _wish(self, kind: PaperKind, values: Values) -> None:
        items = tuple(
            EvidenceId(one)
            for one in answers.texts({} if self._signed is None else self._signed.values, "bukti")
        )
        self._ways.form_wanted.emit(FormWish(kind, prefill=values, evidence=items))

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    def retranslate(self) -> None:
        """Put the rules' words into the language that is on."""
        if self._sheet is None or self._book is None:
            return
        spoken, rows = speech.language(), self._book.reference
        acts = {one.code: one.label.say(spoken) for one in rows.terms_of("social-act")}
        self._facts = replace(self._facts, values=self.view.values(), acts=acts)
        self.view.acts.show_labels(acts, self._facts.regimes)


def _read(vault: Vault, book: Rulebook) -> tuple[Company, Table]:
    return company_of(vault), patrol.table(vault, book)
