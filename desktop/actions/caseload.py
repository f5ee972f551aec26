# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading cases whole: what a case page shows, and what keeps a case from being registered.

All of it runs in the vault's thread and takes the open vault and the rules in use.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from typing import Final

from db.casework import access, answers, catalogue, conditions, deadlines, routes, states
from db.casework.access import Conflict
from db.casework.catalogue import Remark
from db.casework.conditions import Clock, Condition
from db.casework.deadlines import Due, Remaining
from db.casework.paper import Draft, Link, Paper, PaperCard, PaperKind, Step, Values
from db.casework.routes import Lack
from db.casework.rows import Route
from db.casework.states import Move
from db.casework.summary import summarise
from db.errors import InvalidInputError, NotFoundError
from db.model.canonical import Json
from db.model.evidence import EvidenceCard
from db.model.ids import AccountId, EvidenceId, PaperId
from db.model.moment import Moment
from db.model.people import Right
from db.store import accounts, docket, drafts, evidence, links, papers
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.actions.paperwork import event_day, zone_of
from desktop.actions.rules import Rulebook

REGISTERED: Final = "DIREGISTRASI"
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


def case_file(vault: Vault, book: Rulebook, identity: PaperId) -> CaseFile:
    """Return a case whole.  Raise NotFoundError for one that is not there or not for the reader."""
    case = papers.paper(vault, identity)
    inside = _around(vault, case)
    people = {person.id: person for person in _pages(vault, answers.people_in(case.values))}
    pages = {identity: page.values for identity, page in people.items()}
    values = case.values
    day = event_day(values) or vault.civil_now().local.date()
    regime = answers.text(values, "regime")
    contest = catalogue.contest_of(book.reference, values, day)
    exhibits = _exhibits(vault, (case_card(vault, identity), *inside))
    limits = limits_of(vault, book, case)
    checks, clock = _checked(vault, book, case, inside, people=pages, count=len(exhibits))
    codes = answers.texts(values, "kategori")
    today = vault.civil_now().local.date()
    types = answers.texts(values, "jenis") or catalogue.case_types(
        codes, reference=book.reference, day=day
    )
    passing = routes.day_of_passing(values) or today
    kinds = {
        answers.text(pages[who], "jenis_id") for who in routes.reported(values) if who in pages
    }
    person_kind = kinds.pop() if len(kinds) == 1 else None
    known = (book.reference.act(code, day) or book.reference.act(code) for code in codes)
    acts = [act for act in known if act is not None]
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
    now = vault.civil_now()
    return tuple((due, deadlines.remaining(due, now.utc)) for due in dues_of(book, paper, now))


def dues_of(book: Rulebook, paper: Paper, now: Moment) -> tuple[Due, ...]:
    """Return every deadline of a paper, the nearest first.  Pure: may run anywhere."""
    minutes = zone_of(book, answers.text(paper.values, "wilayah"), now)
    zone = timezone(timedelta(minutes=minutes))
    return deadlines.deadlines_of(
        paper.values, book.reference, paper.kind, zone, event=event_day(paper.values)
    )


def must_be_registrable(
    vault: Vault, book: Rulebook, case: PaperId, changes: Values | None = None
) -> None:
    """Raise LateError or IncompleteError unless a case may be registered now.

    `changes`: fields that come with the registration.
    """
    paper = papers.paper(vault, case)
    paper = replace(paper, values={**paper.values, **(changes or {})})
    inside = _around(vault, paper)
    people = {one.id: one.values for one in _pages(vault, answers.people_in(paper.values))}
    count = len(_exhibits(vault, (case_card(vault, case), *inside)))
    checks, clock = _checked(vault, book, paper, inside, people=people, count=count)
    conditions.must_be_registrable(checks, clock)


def move(
    vault: Vault, book: Rulebook, case: PaperId, to: str, *, changes: Values, reason: str = ""
) -> Paper:
    """Move a case; what follows from a report, a finding or information is registered complete.

    Raise what `paperwork.move` and `must_be_registrable` raise.
    """
    before = papers.paper(vault, case)
    source = answers.text(before.values, "sumber")
    if to == REGISTERED and source in deadlines.SOURCES:
        values = {**before.values, **changes}
        day = vault.civil_now().local.date()
        role = vault.account.role
        states.step(before.kind, before.state, to, role, values, reference=book.reference, day=day)
        must_be_registrable(vault, book, case, changes)
    return paperwork.move(vault, book, case, to, changes=changes, reason=reason)


def hide(vault: Vault, case: PaperId, accounts_: Collection[AccountId], reason: str) -> Paper:
    """Hide a case from accounts, instead of those it was hidden from before.

    Whoever hides it from themselves sees it no longer.  Raise InvalidInputError without a reason
    and NotPermittedError for a role that does not decide.
    """
    vault.must(Right.DECIDE)
    return amend(vault, case, {access.LIMITED: sorted(accounts_) or None}, reason)


def amend(vault: Vault, case: PaperId, changes: Values, reason: str) -> Paper:
    """Change fields of a case that stays where it stands, with a reason."""
    if not reason.strip():
        message = "changing a case needs its reason"
        raise InvalidInputError(message, what="reason")
    before = papers.paper(vault, case)
    return papers.move(
        vault,
        case,
        before.state,
        changes=changes,
        reason=reason,
        summary=lambda values, people: summarise(before.kind, values, people),
    )


def case_card(vault: Vault, identity: PaperId) -> PaperCard:
    """Return the card of one paper.  Raise NotFoundError as `papers.paper` does."""
    return docket.card(vault, identity)


def _checked(
    vault: Vault,
    book: Rulebook,
    case: Paper,
    inside: tuple[PaperCard, ...],
    *,
    people: Mapping[PaperId, Values],
    count: int,
) -> tuple[tuple[Condition, ...], Clock]:
    """Hold the report or finding of a case against the conditions; the case where there is none."""
    kind = REPORTED_KINDS.get(answers.text(case.values, "sumber"), PaperKind.FINDING)
    told = _told(vault, case, inside, kind)
    everybody = {
        **people,
        **{page.id: page.values for page in _pages(vault, answers.people_in(told))},
    }
    known: dict[str, Json] = {"dilaporkan": case.values.get("tgl_laporan"), **case.values}
    values: Values = {**known, **{key: one for key, one in told.items() if answers.filled(one)}}
    regime = answers.text(case.values, "regime")
    day = event_day(case.values) or vault.civil_now().local.date()
    clock = conditions.clock_of(
        book.reference,
        kind,
        values,
        regime=regime,
        day=day,
        deadlines=[due for due, _ in limits_of(vault, book, replace(case, values=values))],
    )
    checks = conditions.checklist(
        book.reference,
        kind,
        values,
        regime=regime,
        day=day,
        clock=clock,
        evidence=count,
        people=everybody,
    )
    return checks, clock


def _around(vault: Vault, case: Paper) -> tuple[PaperCard, ...]:
    """Return the papers a case came from, those that speak of these, and those that stand in it."""
    found: dict[PaperId, PaperCard] = {}
    for key in SOURCES:
        source = answers.text(case.values, key)
        if source:
            with suppress(NotFoundError):
                found[PaperId(source)] = docket.card(vault, PaperId(source))
    _name(vault, case, found, tuple(found))
    for card in docket.in_case(vault, case.id):
        found.setdefault(card.id, card)
    things = tuple(card.id for card in found.values() if card.kind is PaperKind.EXHIBIT)
    _name(vault, case, found, things)
    return tuple(found.values())


def _name(
    vault: Vault, case: Paper, found: dict[PaperId, PaperCard], named: tuple[PaperId, ...]
) -> None:
    """Add the papers that speak of those in `named` and stand in no other case."""
    for other in named:
        for card in reversed(docket.naming(vault, other)):
            if card.kind is not PaperKind.CASE and card.case in {None, case.id}:
                found.setdefault(card.id, card)


def _told(vault: Vault, case: Paper, inside: tuple[PaperCard, ...], kind: PaperKind) -> Values:
    """Return the newest report or finding of a case, or the Form A that tells of it.

    A Form A counts whether the case names it or it stands in the case, as an inquiry's does.
    """
    named = [PaperId(one) for key in SOURCES if (one := answers.text(case.values, key))]
    newest = tuple(reversed(inside))
    own = [card.id for card in newest if card.kind is kind]
    told = [card.id for card in newest if card.kind is PaperKind.SUPERVISION]
    for identity in (*own, *named, *(told if kind is PaperKind.FINDING else ())):
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


def _exhibits(vault: Vault, cards: tuple[PaperCard, ...]) -> tuple[Exhibit, ...]:
    """Return each item once, by where it is attached first: the case itself before its papers."""
    may_read = vault.account.may(Right.READ)
    found: dict[EvidenceId, Exhibit] = {}
    for card in cards:
        for link in links.linked(vault, card.id):
            item = evidence.by_id(vault, link.evidence)
            if may_read or item.sealed_by == vault.account.id:
                found.setdefault(item.id, Exhibit(link, item, card))
    return tuple(found.values())
