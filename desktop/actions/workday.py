# SPDX-License-Identifier: GPL-3.0-or-later
"""What a day at work begins with: open cases, drafts to go on with, what the office still lacks.

It runs in the vault's thread; deadlines are read beside it (see `upcoming`).
"""

from dataclasses import dataclass

from db.casework import answers, filling
from db.casework.form import Words
from db.casework.paper import Draft, PaperKind, Values
from db.model.ids import PaperId
from db.model.people import Right
from db.store import docket, drafts
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.caselists import open_states
from desktop.actions.paper_reading import newest
from desktop.actions.rules import Rulebook

NAMES = ("judul", "peristiwa", "nama", "nama_acara", "tempat", "isi", "kepada", "akun_nama")
"""Fields by which a draft is known again, the best first."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft and how far it is.  `name`: how its writer knows it again, or empty."""

    draft: Draft
    title: Words
    name: str
    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class Workday:
    """The casework of the first page.

    `office`, `letter`: the newest KANTOR and SPT, or None; `may_set_up`: whether the reader is one
    who writes them.
    """

    begun: tuple[Begun, ...]
    open_cases: int
    office: PaperId | None
    letter: PaperId | None
    may_set_up: bool


def workday(vault: Vault, book: Rulebook) -> Workday:
    """Return what the first page says of casework, as far as it is the reader's own."""
    cases = PaperFilter(kinds=frozenset({PaperKind.CASE}), states=open_states(vault, book))
    may_read = vault.account.may(Right.READ) and vault.account.may(Right.CASEWORK)
    return Workday(
        begun(vault, book),
        docket.count(vault, cases),
        newest(vault, PaperKind.OFFICE),
        newest(vault, PaperKind.ASSIGNMENT),
        may_read,
    )


def begun(
    vault: Vault, book: Rulebook, kinds: frozenset[PaperKind] = frozenset()
) -> tuple[Begun, ...]:
    """Return the reader's drafts, the last touched first; of some kinds only if asked."""
    rows = []
    for draft in drafts.drafts(vault):
        form = book.reference.form_named(draft.form)
        if form is None or (kinds and draft.kind not in kinds):
            continue
        done, asked = filling.progress(form, draft.values)
        rows.append(Begun(draft, form.title, _name(draft.values), done, asked))
    return tuple(rows)


def _name(values: Values) -> str:
    found = (answers.text(values, key).partition("\n")[0].strip() for key in NAMES)
    return next((one for one in found if one), "")
