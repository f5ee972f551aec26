# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference rows together: what the law and the offices lay down, as data, and how to find it.

A case is judged by the rows in force on the day of its event, however many editions came later.
The kinds of rows are in `rows`; whether the rows of an edition fit together, `consistency` says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from db.casework.form import Choice, Form
from db.casework.reading import parse, read_rows
from db.casework.rows import (
    CatalogueAct,
    ConditionRule,
    Contest,
    DeadlineRule,
    FormerRegion,
    Forum,
    Holiday,
    LegalBasis,
    NumberTemplate,
    Phase,
    Province,
    R,
    Regime,
    Route,
    Row,
    State,
    Term,
    Transition,
    Unit,
    Workweek,
    in_force,
    used_in,
)

__all__ = [
    "CatalogueAct",
    "ConditionRule",
    "Contest",
    "DeadlineRule",
    "FormerRegion",
    "Forum",
    "Holiday",
    "LegalBasis",
    "NumberTemplate",
    "Phase",
    "Province",
    "Reference",
    "Regime",
    "Route",
    "Row",
    "State",
    "Term",
    "Transition",
    "Unit",
    "Workweek",
    "in_force",
    "used_in",
]

EDITION: Final = "edition.json"
KINDS: Final[dict[str, type[Row]]] = {
    "regimes": Regime,
    "contests": Contest,
    "terms": Term,
    "acts": CatalogueAct,
    "bases": LegalBasis,
    "deadlines": DeadlineRule,
    "holidays": Holiday,
    "workweeks": Workweek,
    "routes": Route,
    "numbers": NumberTemplate,
    "provinces": Province,
    "former_regions": FormerRegion,
    "states": State,
    "transitions": Transition,
    "conditions": ConditionRule,
    "forums": Forum,
}


@dataclass(frozen=True, slots=True)
class Reference:
    """All rows of one edition.  `edition`: "2026-11-21", the later the newer; `issuer` in words.

    Lookups give None where nothing is in force; those with a `regime` take an empty one for any.
    """

    edition: str
    issuer: str
    regimes: tuple[Regime, ...] = ()
    contests: tuple[Contest, ...] = ()
    terms: tuple[Term, ...] = ()
    acts: tuple[CatalogueAct, ...] = ()
    bases: tuple[LegalBasis, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    routes: tuple[Route, ...] = ()
    numbers: tuple[NumberTemplate, ...] = ()
    forms: tuple[Form, ...] = ()
    states: tuple[State, ...] = ()
    transitions: tuple[Transition, ...] = ()
    conditions: tuple[ConditionRule, ...] = ()
    workweeks: tuple[Workweek, ...] = ()
    provinces: tuple[Province, ...] = ()
    former_regions: tuple[FormerRegion, ...] = ()
    forums: tuple[Forum, ...] = ()

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """Read an edition from its files, by name: "edition.json", "acts.json", "forms/lhp.json".

        A kind may be divided over a folder, "terms/stage.json"; files are read in the order of
        their names.  A form has a file of its own.  Raises ValueError naming file and row.
        """
        rows: dict[str, list[Any]] = {kind: [] for kind in (*KINDS, "forms")}
        for name in sorted(files):
            kind = name.removesuffix(".json").partition("/")[0]
            if kind == "forms":
                rows[kind].append(_form(name, files[name]))
            elif kind in KINDS and name.endswith(".json"):
                rows[kind].extend(read_rows(KINDS[kind], name, files[name]))
            elif name != EDITION:
                message = f"{name}: nobody knows what this file is for"
                raise ValueError(message)
        edition, issuer = _edition(files)
        return cls(edition, issuer, **{kind: tuple(found) for kind, found in rows.items()})

    def terms_of(self, table: str, regime: str = "", day: date | None = None) -> tuple[Term, ...]:
        """Return the terms of a table as menus show them, on a day or of all days."""
        found = [
            term
            for term in self.terms
            if term.table == table and used_in(term.regimes, regime) and _on(term, day)
        ]
        return tuple(sorted(found, key=lambda term: term.place))

    def term(self, table: str, code: str) -> Term | None:
        """Return one term."""
        return _last(self.terms, lambda term: term.table == table and term.code == code)

    def act(self, code: str, day: date | None = None) -> CatalogueAct | None:
        """Return the act with this code, on a day or in its newest wording."""
        return _last(self.acts, lambda act: act.code == code and _on(act, day))

    def acts_on(
        self, day: date, regime: str = "", parent: str | None = None
    ) -> tuple[CatalogueAct, ...]:
        """Return the acts that could be committed on `day`, the frequent ones first.

        `parent`: only its sub-acts; empty for those that are no sub-act; None for all.
        """
        found = [
            act
            for act in in_force(self.acts, day)
            if used_in(act.regimes, regime) and parent in {None, act.parent}
        ]
        return tuple(sorted(found, key=lambda act: -act.frequency))

    def basis(self, code: str) -> LegalBasis | None:
        """Return one article."""
        return _last(self.bases, lambda row: row.code == code)

    def bases_of(self, act: CatalogueAct, day: date) -> tuple[LegalBasis, ...]:
        """Return the articles that carried `act` on `day`, in the act's order."""
        known = {row.code: row for row in in_force(self.bases, day)}
        return tuple(known[code] for code in act.basis if code in known)

    def contest(self, code: str) -> Contest | None:
        """Return one election."""
        return _last(self.contests, lambda row: row.code == code)

    def contests_on(self, day: date, regime: str = "", kind: str = "") -> tuple[Contest, ...]:
        """Return the elections under way on `day`, of one regime and kind of vote if asked."""
        return tuple(
            row
            for row in in_force(self.contests, day)
            if regime in {"", row.regime} and (not kind or kind in row.kinds)
        )

    def deadlines_on(self, day: date, regime: str, acts_for: str = "") -> tuple[DeadlineRule, ...]:
        """Return the time limits of a regime, for one kind of case or paper if asked."""
        return tuple(
            row
            for row in in_force(self.deadlines, day)
            if row.regime in {"", regime} and acts_for in {"", row.acts_for}
        )

    def workweek(self, day: date, regime: str = "") -> Workweek | None:
        """Return what a working day is for a regime."""
        return _last(self.workweeks, lambda row: row.regime in {"", regime} and _on(row, day))

    def route(self, type_: str, day: date, regime: str = "") -> Route | None:
        """Return where a case of this type goes on `day`, the day it is passed on."""
        return _last(
            self.routes,
            lambda row: row.type == type_ and used_in(row.regimes, regime) and _on(row, day),
        )

    def number(self, paper: str, day: date, regime: str = "") -> NumberTemplate | None:
        """Return how a paper is numbered."""
        return _last(
            self.numbers,
            lambda row: row.paper == paper and used_in(row.regimes, regime) and _on(row, day),
        )

    def forums_on(self, day: date, regime: str = "") -> tuple[Forum, ...]:
        """Return where a bundle may be laid on `day`, in the order of the rows."""
        return tuple(row for row in in_force(self.forums, day) if used_in(row.regimes, regime))

    def form_on(self, code: str, day: date, regime: str = "") -> Form | None:
        """Return the newest edition of a form that was in use on `day`."""
        text = day.isoformat()
        found = [
            form
            for form in self.forms
            if form.code == code
            and form.valid_from <= text
            and (not form.valid_to or text <= form.valid_to)
            and used_in(form.regimes, regime)
        ]
        return max(found, key=lambda form: form.valid_from, default=None)

    def form_named(self, name: str) -> Form | None:
        """Return the form a paper names: "LHP@2022-1"."""
        return next((form for form in self.forms if form.name == name), None)

    def province(self, code: str) -> Province | None:
        """Return the province a region code lies in."""
        return _last(self.provinces, lambda row: row.code == code[:2])

    def choices(self, source: str, day: date, regime: str = "") -> tuple[Choice, ...]:
        """Return what a field may be answered with whose `source` this is.

        "act", "contest" and "regime" are those rows; every other source is a table of terms.
        """
        rows: tuple[Row, ...]
        match source:
            case "act":
                rows = self.acts_on(day, regime)
            case "contest":
                rows = self.contests_on(day, regime)
            case "regime":
                rows = in_force(self.regimes, day)
            case _:
                rows = self.terms_of(source, regime, day)
        return tuple(Choice(row.code, row.label) for row in rows)


def _on(row: Row, day: date | None) -> bool:
    return day is None or row.in_force(day)


def _last(rows: tuple[R, ...], fits: Callable[[R], bool]) -> R | None:
    """Return the fitting row that came into force last; of equals, the one that stands first."""
    return max((row for row in rows if fits(row)), key=lambda row: row.valid_from, default=None)


def _edition(files: Mapping[str, bytes]) -> tuple[str, str]:
    value = parse(EDITION, files.get(EDITION, b"null"))
    match value:
        case {"edition": str(edition), "issuer": str(issuer), **rest} if not rest:
            return edition, issuer
        case _:
            message = f"{EDITION}: an object with edition and issuer was expected"
            raise ValueError(message)


def _form(name: str, data: bytes) -> Form:
    try:
        return Form.from_json(parse(name, data))
    except (ValueError, AttributeError) as error:
        message = f"{name}: {error}"
        raise ValueError(message) from error
