# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading cases whole: what a case page shows, and what today asks for.

All of it runs in the vault's thread and takes the open vault and the rules in use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Final

from db.casework import access, answers, catalogue, conditions, deadlines, routes, states
from db.casework.access import Conflict
from db.casework.catalogue import Remark
from db.casework.conditions import Clock, Condition, Limit
from db.casework.deadlines import Due, Remaining, Urgency
from db.casework.paper import Draft, Link, Paper, PaperCard, PaperKind, Step, Values
from db.casework.routes import Lack
from db.casework.rows import Route
from db.casework.states import Move
from db.errors import NotFoundError
from db.model.evidence import EvidenceCard
from db.model.ids import PaperId
from db.model.people import Right
from db.store import accounts, docket, drafts, evidence, links, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.paperwork import event_day, zone_of
from desktop.actions.rules import Rulebook

REGISTERED: Final = "DIREGISTRASI"
TIMED: Final = (PaperKind.CASE, PaperKind.ADVICE)
"""Kinds whose deadlines are watched while they are open."""
SOURCES: Final = ("laporan", "temuan", "informasi", "lhp")
"""Fields in which a case names the paper it came from."""
REPORTED_KINDS: Final = {"LAPORAN": PaperKind.REPORT, "TEMUAN": PaperKind.FINDING}


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline of a paper, and what is left of it."""

    card: PaperCard
    due: Due
    left: Remaining


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence in a case: where it is attached, and the item."""

    link: Link
    card: EvidenceCard
    paper: PaperCard


@dataclass(frozen=True, slots=True)
class Way:
    """An addressee a case may go to, and what it would be sent back for."""

    route: Route
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything a case page shows, as the reader may see it.

    `people`: pages of everybody with a part, by their paper.  `limits`: deadlines with what is left
    of each.  `late`: the checklist shows that the time limit had passed.
    """

    case: Paper
    papers: tuple[PaperCard, ...]
    people: Mapping[PaperId, Paper]
    exhibits: tuple[Exhibit, ...]
    steps: tuple[Step, ...]
    limits: tuple[tuple[Due, Remaining], ...]
    conditions: tuple[Condition, ...]
    clock: Clock
    moves: tuple[Move, ...]
    ways: tuple[Way, ...]
    remarks: tuple[Remark, ...]
    conflicts: tuple[Conflict, ...]
    taken_over: Route | None
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Docket:
    """What today asks of the reader: the nearest deadlines, open drafts, open cases."""

    running: tuple[Running, ...]
    drafts: tuple[Draft, ...]
    open_cases: int
    unfinished_advice: int

    def pressing(self) -> tuple[Running, ...]:
        """Return the deadlines that are near, today or past."""
        return tuple(one for one in self.running if one.left.state is not Urgency.FAR)


def case_file(vault: Vault, book: Rulebook, identity: PaperId) -> CaseFile:
    """Return a case whole.  Raise NotFoundError for one that is not there or not for the reader."""
    case = papers.paper(vault, identity)
    inside = docket.in_case(vault, identity)
    people = {person.id: person for person in _pages(vault, answers.people_in(case.values))}
    pages = {identity: page.values for identity, page in people.items()}
    values = case.values
    day = event_day(values) or vault.now().local.date()
    regime = answers.text(values, "regime")
    contest = catalogue.contest_of(book.reference, values, day)
    exhibits = tuple(_exhibits(vault, (case_card(vault, identity), *inside)))
    limits = limits_of(vault, book, case)
    clock = _clock(values, limits)
    checks = _checklist(vault, book, case, inside, clock, people=pages, count=len(exhibits))
    codes = answers.texts(values, "kategori")
    today = vault.now().local.date()
    types = answers.texts(values, "jenis") or catalogue.case_types(
        codes, reference=book.reference, day=day
    )
    passing = routes.day_of_passing(values) or today
    kinds = {
        answers.text(pages[who], "jenis_id") for who in routes.reported(values) if who in pages
    }
    person_kind = kinds.pop() if len(kinds) == 1 else None
    acts = [act for code in codes if (act := book.reference.act(code)) is not None]
    return CaseFile(
        case=case,
        papers=inside,
        people=people,
        exhibits=exhibits,
        steps=papers.steps(vault, identity),
        limits=limits,
        conditions=checks,
        clock=clock,
        moves=states.moves(
            case.kind,
            case.state,
            vault.account.role,
            book.reference,
            day=today,
            values=values,
        ),
        ways=tuple(
            Way(route, routes.lacking(route, values, pages))
            for route in routes.routes(book.reference, types, day=passing, regime=regime)
        ),
        remarks=tuple(
            remark
            for act in acts
            for remark in catalogue.judge(
                act,
                day=day,
                contest=contest,
                reference=book.reference,
                regime=regime,
                person_kind=person_kind,
            )
        ),
        conflicts=access.conflict(values, pages, accounts.people(vault)),
        taken_over=access.taken_over_by(book.reference, values, day=passing, regime=regime),
        drafts=tuple(draft for draft in drafts.drafts(vault) if draft.case == identity),
    )


def limits_of(vault: Vault, book: Rulebook, paper: Paper) -> tuple[tuple[Due, Remaining], ...]:
    """Return every deadline of a paper with what is left of it, the nearest first."""
    now = vault.now()
    minutes = zone_of(book, answers.text(paper.values, "wilayah"), now)
    zone = timezone(timedelta(minutes=minutes))
    found = deadlines.deadlines_of(
        paper.values, book.reference, paper.kind, zone, event=event_day(paper.values)
    )
    return tuple((due, deadlines.remaining(due, now.utc)) for due in found)


def today(vault: Vault, book: Rulebook) -> Docket:
    """Return what today asks for."""
    closed = frozenset(row.code for row in book.reference.states if row.final)
    cards = [*docket.open_cases(vault, closed)]
    advice = docket.page(
        vault,
        PaperFilter(kinds=frozenset({PaperKind.ADVICE}), states=frozenset({"DISAMPAIKAN"})),
        limit=500,
    )
    running = [
        Running(card, due, left)
        for card in (*cards, *advice)
        for due, left in limits_of(vault, book, papers.paper(vault, card.id))
        if due.open
    ]
    return Docket(
        tuple(sorted(running, key=lambda one: one.due.ends)),
        drafts.drafts(vault),
        len(cards),
        len(advice),
    )


def must_be_registrable(vault: Vault, book: Rulebook, case: PaperId) -> None:
    """Raise LateError or IncompleteError unless a case may be registered now."""
    known = case_file(vault, book, case)
    conditions.must_be_registrable(known.conditions, known.clock)


def case_card(vault: Vault, identity: PaperId) -> PaperCard:
    """Return the card of one paper.  Raise NotFoundError as `papers.paper` does."""
    return docket.card(vault, identity)


def _clock(values: Values, limits: tuple[tuple[Due, Remaining], ...]) -> Clock:
    source = answers.text(values, "sumber")
    began = answers.day(values, "tgl_diketahui" if source == "LAPORAN" else "tgl_ditemukan")
    done = answers.day(values, "tgl_laporan" if source == "LAPORAN" else "pleno_tanggal")
    for due, _ in limits:
        if due.rule.acts_for in REPORTED_KINDS and not due.exact:
            return Clock(began, done, Limit(*due.local()))
    return Clock(began, done, None)


def _checklist(
    vault: Vault,
    book: Rulebook,
    case: Paper,
    inside: tuple[PaperCard, ...],
    clock: Clock,
    *,
    people: Mapping[PaperId, Values],
    count: int,
) -> tuple[Condition, ...]:
    """Hold the report or finding of a case against the conditions; the case where there is none."""
    source = answers.text(case.values, "sumber")
    kind = REPORTED_KINDS.get(source, PaperKind.FINDING)
    values = _told(vault, case, inside, kind)
    everybody = {
        **people,
        **{page.id: page.values for page in _pages(vault, answers.people_in(values))},
    }
    return conditions.checklist(
        book.reference,
        kind,
        {**case.values, **values},
        regime=answers.text(case.values, "regime"),
        day=event_day(case.values) or vault.now().local.date(),
        clock=clock,
        evidence=count,
        people=everybody,
    )


def _told(vault: Vault, case: Paper, inside: tuple[PaperCard, ...], kind: PaperKind) -> Values:
    """Return the newest report or finding of a case; nothing where it has none yet."""
    named = (answers.text(case.values, key) for key in SOURCES)
    known = [card for card in inside if card.kind is kind]
    for identity in (*(card.id for card in reversed(known)), *map(PaperId, filter(None, named))):
        found = next(_pages(vault, iter((identity,))), None)
        if found is not None and found.kind in {kind, PaperKind.SUPERVISION}:
            return found.values
    return {}


def _pages(vault: Vault, wanted: Iterator[PaperId]) -> Iterator[Paper]:
    for identity in dict.fromkeys(wanted):
        try:
            yield papers.paper(vault, identity)
        except NotFoundError:
            continue


def _exhibits(vault: Vault, cards: tuple[PaperCard, ...]) -> Iterator[Exhibit]:
    may_read = vault.account.may(Right.READ)
    for card in cards:
        for link in links.linked(vault, card.id):
            item = evidence.by_id(vault, link.evidence)
            if may_read or item.sealed_by == vault.account.id:
                yield Exhibit(link, item, card)
