# SPDX-License-Identifier: GPL-3.0-or-later
"""From a case, or from items chosen by hand, to a plan for a hearing; kept at every change.

All of it runs in the vault's thread and shows what the reader may see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db.casework import answers, exhibits
from db.casework.exhibits import Chosen, Plan
from db.casework.paper import Link, PaperCard, PaperKind
from db.casework.rows import Forum
from db.errors import NotFoundError
from db.model.derived import Derivation, Op
from db.model.evidence import EvidenceCard, Kind
from db.model.hearing import Form
from db.model.ids import EvidenceId, PaperId
from db.model.people import Right
from db.model.playable import Playing
from db.store import docket, evidence, hearing_plans, links, moments, offshoots, papers, settings
from db.store.vault import Vault
from desktop.actions import caseload, paper_prints, playable
from desktop.actions.paper_reading import form_of
from desktop.actions.printing import official_number
from desktop.actions.rules import Rulebook, reference

COVERING: Final = frozenset({Op.BLUR, Op.MASK})
SEEN: Final = frozenset({Kind.PHOTO, Kind.VIDEO, Kind.SCREENSHOT, Kind.SCREEN_RECORDING})
"""Kinds that show people."""
REGISTER: Final = "no_register"


@dataclass(frozen=True, slots=True)
class Item:
    """An item that is in a plan or could be.

    `label`, `note`: as the case links it.  `guarded`: it shows or names somebody protected.
    `covers`: copies of it on which something was covered, the newest first.  `is_cover`: it is such
    a copy itself.  `playing`: what copy for playing it should have beside it, if any.
    """

    card: EvidenceCard
    label: str = ""
    note: str = ""
    guarded: bool = False
    sensitive: bool = False
    covers: tuple[EvidenceCard, ...] = ()
    is_cover: bool = False
    playing: Playing | None = None

    @property
    def seen(self) -> bool:
        """Tell whether people could be seen on it."""
        return self.card.kind in SEEN


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A paper that can be laid beside the exhibits.  `number`: the official one, or empty."""

    card: PaperCard
    number: str


@dataclass(frozen=True, slots=True)
class Readied:
    """Everything needed for going on with a plan.

    `items`: by id, those of the plan that the reader may see, and those of the case.  `gone`: items
    of the plan that the reader does not see (any more).  `found`: it was begun earlier.
    """

    plan: Plan
    forums: tuple[Forum, ...]
    items: Mapping[EvidenceId, Item]
    sheaves: Mapping[PaperId, Sheaf]
    gone: tuple[EvidenceId, ...]
    found: bool
    case: PaperCard | None


def ready(
    vault: Vault,
    book: Rulebook,
    case: PaperId | None,
    items: Sequence[EvidenceId] = (),
    language: str = "id",
) -> Readied:
    """Return the kept plan of a case, or a new one; `items` are added to it.

    Raise NotPermittedError for a role that may not export, NotFoundError for a case or an item the
    reader may not see.
    """
    vault.must(Right.EXPORT)
    file = None if case is None else caseload.case_file(vault, book, case)
    linked = {} if file is None else {one.card.id: one.link for one in file.exhibits}
    kept = hearing_plans.plan(vault, case)
    day = vault.civil_now().local.date()
    rows = book.reference if len(book.reference.forums) else reference()  # an older pack has none
    forums = rows.forums_on(day)
    if kept is None:
        plan = _begun(vault, book, file, forums, day, language)
        plan = exhibits.with_items(plan, [fresh(vault, one) for one in linked])
    else:
        plan = kept
    plan = exhibits.with_items(plan, [fresh(vault, item) for item in items])
    known: dict[EvidenceId, Item] = {}
    for one in dict.fromkeys((*(chosen.evidence for chosen in plan.exhibits), *linked)):
        with suppress(NotFoundError):
            known[one] = item_of(vault, one, linked.get(one))
    gone = tuple(one.evidence for one in plan.exhibits if one.evidence not in known)
    around = () if file is None else (file.case.id, *(card.id for card in file.papers))
    sheaves = dict(_sheaves(vault, book, (*around, *_beside(vault, known), *plan.papers)))
    if kept is None:
        plan = replace(plan, papers=_usual(plan, forums, sheaves))
    return Readied(
        plan,
        forums,
        known,
        sheaves,
        gone,
        kept is not None,
        None if case is None else docket.card(vault, case),
    )


def item_of(vault: Vault, item: EvidenceId, link: Link | None = None) -> Item:
    """Return what has to be known of an item before it is laid before anybody."""
    card = evidence.by_id(vault, item)
    kin = offshoots.kin(vault, item)
    attached = [
        one
        for paper in links.papers_of(vault, item)
        for one in links.linked(vault, paper.id)
        if one.evidence == item
    ]
    named = link or next(iter(attached), None)
    covers = [one for one in kin.offshoots if _covers(offshoots.derivation(vault, one.id))]
    return Item(
        card,
        "" if named is None else named.label,
        "" if named is None else named.note,
        any(one.guarded for one in attached),
        card.number in moments.shielded(vault, [card.number]),
        tuple(reversed(covers)),
        _covers(kin.derivation),
        playable.needs(vault, card),
    )


def _covers(derivation: Derivation | None) -> bool:
    """Tell whether something was covered when it was made."""
    return derivation is not None and any(step.op in COVERING for step in derivation.steps)


def fresh(vault: Vault, item: EvidenceId) -> Chosen:
    """Return an item as it enters a plan: pictures go to the public covered or not at all.

    Raise NotFoundError for one the reader may not see.
    """
    known = item_of(vault, item)
    cover = known.covers[0].id if known.covers else None
    public = Form.COVERED if known.seen else Form.NONE
    if known.is_cover:
        public = Form.ORIGINAL
    return Chosen(item, label=known.note or "", public=public, covered=cover)


def _begun(
    vault: Vault,
    book: Rulebook,
    file: caseload.CaseFile | None,
    forums: tuple[Forum, ...],
    day: date,
    language: str,
) -> Plan:
    office = paper_prints.office_of(vault, book)
    plan = Plan(
        organisation=office.name or settings.get(vault, settings.ORGANISATION),
        place=office.place,
        identifier=f"SIDANG-{day:%Y%m%d}",
    )
    types: tuple[str, ...] = ()
    if file is not None:
        values = file.case.values
        types = answers.texts(values, "jenis")
        plan = replace(
            plan,
            case=file.case.id,
            number=answers.text(values, REGISTER),
            title=docket.card(vault, file.case.id).title,
            identifier=f"SIDANG-{file.case.code or f'{day:%Y%m%d}'}",
        )
    usual = next((row for row in forums if row.types & {*types}), None) or _last(forums)
    if usual is None:
        return plan
    return exhibits.before(plan, usual, usual.label.say(language))


def _last(forums: tuple[Forum, ...]) -> Forum | None:
    """Return the row that fits everything: the one that names no case type and comes last."""
    return next((row for row in reversed(forums) if not row.types), None)


def _usual(
    plan: Plan, forums: tuple[Forum, ...], sheaves: Mapping[PaperId, Sheaf]
) -> tuple[PaperId, ...]:
    row = next((row for row in forums if row.code == plan.forum), None)
    kinds = () if row is None else row.papers
    found = [
        (kinds.index(one.card.kind.value), one.card.first_us, identity)
        for identity, one in sheaves.items()
        if one.card.kind.value in kinds
    ]
    return tuple(identity for _, _, identity in sorted(found))


def _beside(vault: Vault, items: Iterable[EvidenceId]) -> Iterator[PaperId]:
    """Yield the papers that items are attached to, and the papers that speak of those."""
    for item in items:
        for card in links.papers_of(vault, item):
            yield card.id
            yield from (other.id for other in docket.naming(vault, card.id))


def _sheaves(
    vault: Vault, book: Rulebook, wanted: Iterable[PaperId]
) -> Iterator[tuple[PaperId, Sheaf]]:
    """Yield the papers that can be printed, as the reader may see them."""
    for identity in dict.fromkeys(wanted):
        with suppress(NotFoundError):
            paper = papers.paper(vault, identity)
            if paper.kind is not PaperKind.PERSON and form_of(book, paper).layout:
                card = docket.card(vault, identity)
                yield identity, Sheaf(card, official_number(paper.values))
