# SPDX-License-Identifier: GPL-3.0-or-later
"""A form on the screen joined to its draft in the vault: nothing typed is ever only on the screen.

Each edit is kept before the next one is looked at; what follows from it (the election, the opening
sentence) is filled for the person as long as they have not written it themselves.
"""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from db.casework.gap import Gap
from db.casework.paper import Paper
from db.casework.reference import Reference
from db.errors import SegelError
from db.model.canonical import Json
from db.model.ids import AccountId, EvidenceId, PaperId
from db.store.vault import Vault
from desktop.actions import handing, paperwork
from desktop.actions.following import following, refilled
from desktop.actions.paperwork import Sheet
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.form.form_view import FormView
from desktop.windows.form_supply import Company, FormSupply, company_of
from desktop.windows.wayfinder import FormWish

SETTLE_MS: Final = 250
"""Gaps are looked for when the hand rests."""
CODE: Final = "kode_lokal"
"""A code that stands on a sheet filled in by hand goes before the one the form would get."""


@dataclass(frozen=True, slots=True)
class Table:
    """A form laid on the table, with everything that is needed to fill it."""

    sheet: Sheet
    company: Company
    book: Rulebook


def lay(session: Session, wish: FormWish) -> Errand[Table]:
    """Begin the form that was wished for, or take it up again."""
    book = session.book

    def work(vault: Vault) -> Table:
        if wish.paper is None:
            sheet = paperwork.begin(
                vault, book, wish.kind, form=wish.form, case=wish.case, prefill=wish.prefill
            )
        else:
            sheet = paperwork.resume(vault, book, wish.paper)
        return Table(_coded(sheet), company_of(vault), book)

    return session.on_vault(work)


def _coded(sheet: Sheet) -> Sheet:
    code = sheet.draft.values.get(CODE)
    if sheet.signed is None and isinstance(code, str) and code:
        return replace(sheet, code=code)
    return sheet


class Filling(QObject):
    """One form being filled; `view` shows it."""

    looked = Signal(object)  # tuple[Gap, ...], each time they were looked for
    signed = Signal(object)  # Paper
    refused = Signal(object)  # SegelError: it could not be signed
    dropped = Signal()
    handed = Signal()  # the draft is somebody else's now
    kept_back = Signal(object)  # SegelError: it could not be handed over

    def __init__(self, session: Session, table: Table, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._book = session, table.book
        self.sheet = table.sheet
        self.gaps: tuple[Gap, ...] = ()
        self.evidence: tuple[EvidenceId, ...] = ()
        self._turn = 0  # of the last draft that was handed to the vault
        self._over = False  # whether it is being signed or thrown away
        self._filling = False  # whether an edit comes from here and not from the person
        self._follows = self._following()
        if not self.sheet.draft.updated_us and self.sheet.signed is None:
            self._fill_empty()
        supply = FormSupply(session, table.book, table.company, lambda: self.sheet, self)
        self.view = FormView(self.sheet.form, self.sheet.draft.values, supply.supply())
        for key in self._follows:  # their questions are made now: an edit elsewhere fills them
            self.view.fill(key, self.sheet.draft.values.get(key))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self.view.edited.connect(self._on_edited)
        for key in self._openings():
            self.view.offer_text(key, self.tr("Write the opening sentence"), self._opening)
        self.look()

    @property
    def paper(self) -> PaperId:
        """Return which paper is being written."""
        return self.sheet.draft.paper

    @property
    def reference(self) -> Reference:
        """Return the rows in use."""
        return self._book.reference

    def offer(self) -> None:
        """Say the offers of the form again, in the language that is on."""
        for key in self._openings():
            self.view.offer_text(key, self.tr("Write the opening sentence"), self._opening)

    @Slot()
    def look(self) -> None:
        """Look for what is missing and show it."""
        self._settle.stop()
        now = self._session.desk.now()
        self.gaps = paperwork.gaps(self._book, self.sheet, now)
        self.view.show_gaps(self.gaps)
        self.looked.emit(self.gaps)

    def keep_now(self) -> None:
        """Keep everything, the last key included, even when nothing was changed."""
        self.view.flush()
        self._keep()

    def sign(self, reason: str) -> None:
        """Sign what is filled; `signed` or `refused` follows."""
        self.view.flush()
        self._over = True
        sheet, book, evidence = self.sheet, self._book, self.evidence

        def work(vault: Vault) -> Paper:
            return paperwork.sign(vault, book, sheet, reason=reason, evidence=evidence)

        errand = self._session.on_vault(work).belongs_to(self)
        errand.succeeded.connect(self.signed)
        errand.failed.connect(self._on_refused)

    def drop(self) -> None:
        """Throw the draft away."""
        self._over = True
        paper = self.paper
        errand = self._session.on_vault(lambda vault: paperwork.drop(vault, paper))
        errand.belongs_to(self).succeeded.connect(self.dropped)

    def hand_over(self, to: AccountId) -> None:
        """Hand the draft over, the last key included; `handed` or `kept_back` follows."""
        self.view.flush()
        self._over = True
        draft = self.sheet.draft
        errand = self._session.on_vault(lambda vault: handing.hand_over(vault, draft, to))
        errand.belongs_to(self).succeeded.connect(self.handed)
        errand.failed.connect(self._on_kept_back)

    # -- inside ---------------------------------------------------------------------------------

    def _following(self) -> dict[str, Json]:
        return dict(following(self._book, self.sheet.form, self.sheet.draft.values))

    def _fill_empty(self) -> None:
        """Fill what follows from what a new form begins with."""
        values = dict(self.sheet.draft.values)
        found = {
            key: value
            for key, value in self._follows.items()
            if value is not None and not values.get(key)
        }
        if found:
            now = self._session.desk.now()
            self.sheet = refilled(self._book, self.sheet, {**values, **found}, now)
            self._follows = self._following()

    def _openings(self) -> list[str]:
        return [field.key for field in self.sheet.form.fields() if field.default == "opening"]

    def _opening(self) -> str:
        return paperwork.opening_of(self._book, self.sheet.draft.values)

    @Slot(str, object)
    def _on_edited(self, key: str, value: Json) -> None:
        values = dict(self.sheet.draft.values)
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
        self.sheet = refilled(self._book, self.sheet, values, self._session.desk.now())
        if not self._filling:
            self._follow(key)
            self._keep()
        self._settle.start()

    def _follow(self, edited: str) -> None:
        """Fill what follows from an edit, where the person has not written it themselves."""
        before, self._follows = self._follows, self._following()
        self._filling = True
        for key, value in self._follows.items():
            old, now = before.get(key), self.sheet.draft.values.get(key)
            if key == edited or value == old or value is None:
                continue
            gone = now in (None, "") and old is not None and key in self._openings()
            if gone:  # the person took the opening sentence away
                continue
            if now in (None, "", old):
                self.view.fill(key, value)
            elif _begins(now, old):  # the person wrote on behind the opening sentence
                self.view.fill(key, f"{value}{str(now)[len(str(old)) :]}")
        self._filling = False
        self._follows = self._following()

    def _keep(self) -> None:
        if self._over:
            return
        self._turn = turn = self._turn + 1
        self.view.show_saving()
        draft = self.sheet.draft
        # It belongs to nobody: when this form is gone, what was typed last is kept all the same.
        errand = self._session.at_once(lambda vault: paperwork.keep(vault, draft))
        errand.succeeded.connect(lambda _none: self._on_kept(turn))
        errand.failed.connect(self._on_not_kept)

    def _on_kept(self, turn: int) -> None:
        if isValid(self.view) and turn == self._turn:
            self.view.show_saved(self._session.desk.now().local)

    @Slot(object)
    def _on_not_kept(self, error: SegelError) -> None:
        self.view.show_not_saved(speech.error_text(error))

    @Slot(object)
    def _on_refused(self, error: SegelError) -> None:
        self._over = False
        self.refused.emit(error)
        self._keep()

    @Slot(object)
    def _on_kept_back(self, error: SegelError) -> None:
        self._over = False
        self.kept_back.emit(error)


def _begins(now: Json, old: Json) -> bool:
    return isinstance(now, str) and isinstance(old, str) and bool(old) and now.startswith(old)
