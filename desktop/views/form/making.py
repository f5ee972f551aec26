# SPDX-License-Identifier: GPL-3.0-or-later
"""Which edit a field gets."""

from collections.abc import Callable
from typing import Final

from db.casework.form import Field, FieldType
from desktop.views.form.acts import ActsEditor
from desktop.views.form.chips import ChoiceChips, FlagEditor, offered
from desktop.views.form.dates import DateEditor, MarkEditor, MomentEditor, TimeEditor
from desktop.views.form.editor import Editor
from desktop.views.form.exhibits import ExhibitsEditor
from desktop.views.form.lines import LINES
from desktop.views.form.lists import AccountEditor, ListEditor, ManyList
from desktop.views.form.picks import PAPER, PaperEditor, PersonEditor, RegionEditor
from desktop.views.form.prose import LongEditor
from desktop.views.form.rows import RowsEditor
from desktop.views.form.supply import Supply

ACT: Final = "act"
"""The source that is the catalogue of acts."""
CHIPS: Final = 5
MANY_CHIPS: Final = 12
CHIP_LETTERS: Final = 44
"""Longer answers are read in a list, where they have the whole width."""
MAKERS: Final[dict[FieldType, Callable[[Field, Supply], Editor]]] = {
    **LINES,
    FieldType.LONG: LongEditor,
    FieldType.FLAG: FlagEditor,
    FieldType.DATE: DateEditor,
    FieldType.MOMENT: MomentEditor,
    FieldType.TIME: TimeEditor,
    FieldType.MARK: MarkEditor,
    FieldType.REGION: RegionEditor,
    FieldType.PERSON: PersonEditor,
    FieldType.ACCOUNT: AccountEditor,
    FieldType.EVIDENCE: ExhibitsEditor,
    FieldType.ROWS: lambda field, supply: RowsEditor(field, supply, editor_for),
}


def editor_for(field: Field, supply: Supply) -> Editor:
    """Return a new edit for `field`: chips for a few answers, a search for many."""
    if field.type not in {FieldType.CHOICE, FieldType.MANY}:
        return MAKERS[field.type](field, supply)
    if field.source == ACT:
        return ActsEditor(field, supply)
    single = field.type is FieldType.CHOICE
    if field.source.startswith(PAPER):
        return PaperEditor(field, supply)
    choices = offered(field, supply, "")
    few = len(choices) <= (CHIPS if single else MANY_CHIPS)
    short = all(max(len(one.label.id), len(one.label.en)) <= CHIP_LETTERS for one in choices)
    if choices and few and short:
        return ChoiceChips(field, supply)
    return ListEditor(field, supply) if single else ManyList(field, supply)
