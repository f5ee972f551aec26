# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of cases and of advice as their page shows them, a page of rows at a time.

All of it runs in the vault's thread and takes the open vault and the rules in use.
"""

from dataclasses import dataclass
from typing import Final

from db.casework import advice, answers
from db.casework.advice import AdviceStanding
from db.casework.deadlines import Due, Remaining
from db.casework.paper import PaperCard, PaperKind, Values
from db.casework.states import states
from db.errors import NotFoundError
from db.model.ids import EvidenceId, PaperId
from db.store import docket, links, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.caseload import limits_of
from desktop.actions.rules import Rulebook

PAGE: Final = 60
MOST_SOURCES: Final = 200
SUSPECTED: Final = "DUGAAN_PELANGGARAN"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list.  `parties`: names with their part, as the reader may know them.

    `nearest`: the open deadline that ends first, or None.  `register`: the official number or
    empty.  `hidden`: it is hidden from somebody on this laptop.
    """

    card: PaperCard
    parties: tuple[tuple[str, str], ...]
    nearest: tuple[Due, Remaining] | None
    register: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """Advice in a list.  `limit`: its timer, or None while it was not delivered."""

    card: PaperCard
    told: str
    said: str
    limit: tuple[Due, Remaining] | None
    standing: AdviceStanding
    lhp: PaperId | None


@dataclass(frozen=True, slots=True)
class Source:
    """A paper that a case can begin with.  `taken`: a case began with it already."""

    card: PaperCard
    taken: bool


def open_states(vault: Vault, book: Rulebook, kind: PaperKind = PaperKind.CASE) -> frozenset[str]:
    """Return the states in which papers of a kind are not at their end."""
    today = vault.civil_now().local.date()
    return frozenset(row.code for row in states(book.reference, kind, today) if not row.final)


def closed_states(vault: Vault, book: Rulebook, kind: PaperKind = PaperKind.CASE) -> frozenset[str]:
    """Return the states in which papers of a kind are at their end."""
    today = vault.civil_now().local.date()
    return frozenset(row.code for row in states(book.reference, kind, today) if row.final)


def cases(
    vault: Vault,
    book: Rulebook,
    wanted: PaperFilter,
    *,
    after: PaperCard | None = None,
    limit: int = PAGE,
) -> tuple[CaseRow, ...]:
    """Return a page of cases, the newest first."""
    cards = docket.page(vault, wanted, after=after, limit=limit)
    names: dict[PaperId, str] = {}
    return tuple(_case(vault, book, card, names) for card in cards)


def advices(
    vault: Vault,
    book: Rulebook,
    *,
    after: PaperCard | None = None,
    limit: int = PAGE,
) -> tuple[AdviceRow, ...]:
    """Return a page of corrective advice, the newest first, in a case or without one."""
    wanted = PaperFilter(kinds=frozenset({PaperKind.ADVICE}))
    cards = docket.page(vault, wanted, after=after, limit=limit)
    return tuple(_advice(vault, book, card) for card in cards)


def sources(vault: Vault, kind: PaperKind) -> tuple[Source, ...]:
    """Return what a case can begin with, the newest first, those already taken last.

    `kind`: FINDING (with every Form A that suspects a violation), REPORT or INFORMATION.
    """
    asked = [PaperFilter(kinds=frozenset({kind}))]
    if kind is PaperKind.FINDING:
        suspected = PaperFilter(kinds=frozenset({PaperKind.SUPERVISION}), outcome=SUSPECTED)
        asked.append(suspected)
    found = [
        Source(card, _taken(vault, card.id))
        for wanted in asked
        for card in docket.page(vault, wanted, limit=MOST_SOURCES)
    ]
    return tuple(sorted(found, key=lambda one: (one.taken, -one.card.first_us)))


def attached(vault: Vault, paper: PaperId) -> tuple[EvidenceId, ...]:
    """Return the items attached to a paper, in the order of their numbers."""
    return tuple(link.evidence for link in links.linked(vault, paper))


def finding_of(vault: Vault, advice_paper: PaperId) -> Values:
    """Return the finding that advice which was not obeyed leads to, as far as it is told."""
    told = papers.paper(vault, advice_paper)
    lhp = answers.text(told.values, "lhp")
    seen: Values = {}
    if lhp:
        try:
            seen = papers.paper(vault, PaperId(lhp)).values
        except NotFoundError:
            lhp = ""
    found = dict(advice.finding_from(seen, PaperId(lhp), told.values))
    found.setdefault("regime", told.values.get("regime"))
    found.setdefault("wilayah", told.values.get("wilayah"))
    return {key: value for key, value in found.items() if answers.filled(value)}


def _case(vault: Vault, book: Rulebook, card: PaperCard, names: dict[PaperId, str]) -> CaseRow:
    paper = papers.paper(vault, card.id)
    limits = limits_of(vault, book, paper)
    running = (limit for limit in limits if limit[0].open)
    parties = []
    for row in answers.rows(paper.values, "pihak"):
        who = answers.person(row.get("orang"))
        name = answers.text(row, "nama") or (_name(vault, who, names) if who else "")
        if name:
            parties.append((answers.text(row, "peran"), name))
    return CaseRow(
        card,
        tuple(parties),
        next(running, None),
        answers.text(paper.values, "no_register"),
        bool(answers.texts(paper.values, "akses_terbatas_dari")),
    )


def _name(vault: Vault, who: PaperId, names: dict[PaperId, str]) -> str:
    if who not in names:
        try:
            page = papers.paper(vault, who).values
        except NotFoundError:
            names[who] = ""
        else:
            names[who] = answers.text(page, "nama") or answers.text(page, "kode_samaran")
    return names[who]


def _advice(vault: Vault, book: Rulebook, card: PaperCard) -> AdviceRow:
    paper = papers.paper(vault, card.id)
    limit = next(iter(limits_of(vault, book, paper)), None)
    legal = None if limit is None else limit[0].local()[1]
    lhp = answers.text(paper.values, "lhp")
    return AdviceRow(
        card,
        answers.text(paper.values, "kepada"),
        answers.text(paper.values, "isi"),
        limit,
        advice.standing(paper.values, due=legal, today=vault.civil_now().local.date()),
        PaperId(lhp) if lhp else None,
    )


def _taken(vault: Vault, paper: PaperId) -> bool:
    return any(card.kind is PaperKind.CASE for card in docket.naming(vault, paper))
