# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the rows of an edition fit together; an edition with flaws is not taken into use."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, combinations, groupby, pairwise
from typing import Final

from db.casework import exhibits
from db.casework.form import Field
from db.casework.paper import PaperKind
from db.casework.reference import Reference
from db.casework.rows import CatalogueAct, DeadlineRule, NumberTemplate, Phase, Row, State, Term

LAST_DAY: Final = "9999-12-31"
OTHER_SOURCES: Final = frozenset({"account", "act", "basis", "contest", "regime", "route", "state"})


def flaws(reference: Reference) -> tuple[str, ...]:
    """Return every flaw, as sentences that name the row; nothing if all is well."""
    return tuple(
        chain(
            _repeated(reference),
            _acts(reference),
            _phases(reference),
            _routes(reference),
            _others(reference),
            _sources(reference),
            _forums(reference),
        )
    )


def _repeated(reference: Reference) -> Iterator[str]:
    """Find rows that say the same thing twice for one day."""
    kinds = (
        *(reference.regimes, reference.contests, reference.terms, reference.acts, reference.bases),
        *(reference.deadlines, reference.holidays, reference.workweeks, reference.routes),
        *(reference.numbers, reference.provinces, reference.former_regions, reference.states),
        *(reference.transitions, reference.conditions, reference.forums),
    )
    for rows in kinds:
        for key, same in groupby(sorted(rows, key=_key), key=_key):
            if any(_overlap(one, other) for one, other in combinations(same, 2)):
                yield f"{' '.join(key)}: two rows are in force on the same day"


def _key(row: Row) -> tuple[str, ...]:
    match row:
        case Term():
            return row.table, row.code
        case DeadlineRule():
            return row.regime, row.code
        case State():
            return row.kind, row.code
        case _:
            return (row.code,)


def _overlap(one: Row, other: Row) -> bool:
    return one.valid_from <= (other.valid_to or LAST_DAY) and other.valid_from <= (
        one.valid_to or LAST_DAY
    )


def _acts(reference: Reference) -> Iterator[str]:
    """Find acts that lead nowhere, or that no law carries on some day."""
    known = {act.code for act in reference.acts}
    bases = {row.code: row for row in reference.bases}
    types = {row.code for row in reference.terms_of("case-type")}
    families = {row.code for row in reference.terms_of("family")}
    sanctions = {"", *(row.code for row in reference.terms_of("sanction"))}
    regimes = {row.code for row in reference.regimes}
    for act in reference.acts:
        yield from (f"{act.code}: there is no basis {code}" for code in {*act.basis} - {*bases})
        if act.parent and act.parent not in known:
            yield f"{act.code}: there is no act {act.parent} for it to be part of"
        if act.type not in types:
            yield f"{act.code}: there is no case type {act.type}"
        if act.family not in families or act.weight not in sanctions or act.regimes - regimes:
            yield f"{act.code}: its family, weight or regime is unknown"
        if not _carried(act, [bases[code] for code in act.basis if code in bases]):
            yield f"{act.code}: on some day no law carries it"


def _carried(act: CatalogueAct, bases: list[Row]) -> bool:
    """Tell whether some basis is in force on each day on which the act is."""
    turns = {act.valid_from, *(_after(row) for row in bases)}
    days = [day for day in turns if act.valid_from <= day <= (act.valid_to or LAST_DAY)]
    return all(any(row.in_force(date.fromisoformat(day)) for row in bases) for day in days)


def _after(row: Row) -> str:
    """Return the first day on which the row is out of force."""
    if not row.valid_to:
        return LAST_DAY
    return (date.fromisoformat(row.valid_to) + timedelta(days=1)).isoformat()


def _phases(reference: Reference) -> Iterator[str]:
    """Find acts whose counterpart is none: each names the other, or a note says why not."""
    acts = {act.code: act for act in reference.acts}
    for act in reference.acts:
        other = acts.get(act.other_phase)
        if not act.other_phase:
            continue
        if other is None or {act.phase, other.phase} != {Phase.BEFORE, Phase.AFTER}:
            yield f"{act.code}: {act.other_phase} is no act of the other phase"
        elif other.other_phase != act.code and act.note is None:
            yield f"{act.code}: {other.code} does not name it back and no note says why"


def _routes(reference: Reference) -> Iterator[str]:
    """Find case types that on some day would go nowhere, or to two addressees."""
    for type_ in reference.terms_of("case-type"):
        for regime in reference.regimes:
            rows = sorted(
                (
                    row
                    for row in reference.routes
                    if row.type == type_.code and (not row.regimes or regime.code in row.regimes)
                ),
                key=lambda row: row.valid_from,
            )
            days = f"{type_.code} in {regime.code}"
            if not rows or rows[0].valid_from > regime.valid_from or rows[-1].valid_to:
                yield f"{days}: on some day there is no route"
            for earlier, later in pairwise(rows):
                if _after(earlier) != later.valid_from:
                    yield f"{days}: {earlier.code} and {later.code} overlap or leave a gap"


def _others(reference: Reference) -> Iterator[str]:
    """Find codes of regimes, kinds of vote, case types and parents that do not exist."""
    regimes = {row.code for row in reference.regimes}
    kinds = {row.code for row in reference.terms_of("vote-kind")}
    types = {row.code for row in reference.terms_of("case-type")}
    terms = {(row.table, row.code) for row in reference.terms}
    for contest in reference.contests:
        if contest.regime not in regimes or not kinds.issuperset(contest.kinds):
            yield f"{contest.code}: its regime or kind of vote is unknown"
    for rule in reference.deadlines:
        if rule.regime not in {"", *regimes} or rule.types - types or rule.amount < 1:
            yield f"{rule.regime} {rule.code}: its regime, case type or amount cannot be"
    for week in reference.workweeks:
        if week.regime not in {"", *regimes} or not {*range(1, 8)} > {*week.rest}:
            yield f"{week.code}: its regime or days of rest cannot be"
    limited: Iterable[Term | NumberTemplate] = (*reference.terms, *reference.numbers)
    for row in limited:
        if row.regimes - regimes:
            yield f"{row.code}: its regime is unknown"
    for term in reference.terms:
        if term.parent and (term.table, term.parent) not in terms:
            yield f"{term.table} {term.code}: there is no {term.parent} above it"


def _sources(reference: Reference) -> Iterator[str]:
    """Find questions whose answers come from a table that does not exist."""
    tables = OTHER_SOURCES | {term.table for term in reference.terms}
    for form in reference.forms:
        for field in _asked(form.fields()):
            if field.source and field.source.partition(":")[0] not in {*tables, "paper"}:
                yield f"{form.name}: {field.key} asks for the unknown table {field.source}"


def _forums(reference: Reference) -> Iterator[str]:
    """Find forums whose exhibits could not be named, or whose list has unknown parts."""
    types = {row.code for row in reference.terms_of("case-type")}
    regimes = {row.code for row in reference.regimes}
    kinds = {kind.value for kind in PaperKind}
    for row in reference.forums:
        if not row.prefixes or not 0 < row.copies <= exhibits.MOST_COPIES:
            yield f"{row.code}: it has no prefix, or no number of copies"
        elif not exhibits.tells_apart(row.numbering):
            yield f"{row.code}: {row.numbering} does not tell exhibits apart"
        if {*row.columns} - {*exhibits.COLUMNS} or {*row.documents} - {*exhibits.DOCUMENTS}:
            yield f"{row.code}: a column or document is unknown"
        if row.types - types or row.regimes - regimes or {*row.papers} - kinds:
            yield f"{row.code}: its case type, regime or kind of paper is unknown"


def _asked(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _asked(field.fields)
