# SPDX-License-Identifier: GPL-3.0-or-later
"""A signed paper read whole: in words, with its versions, its evidence and its ledger entry.

All of it runs in the vault's thread; values come from the store as the reader may see them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from db.casework import answers, states
from db.casework.form import Form
from db.casework.paper import Link, Paper, PaperCard, PaperKind, Values
from db.casework.printed import Item, Part, printable_rows
from db.casework.rows import State
from db.casework.states import Move
from db.errors import NotFoundError
from db.model.canonical import Json
from db.model.evidence import EvidenceCard
from db.model.ids import PaperId
from db.model.people import Right
from db.store import browse, docket, drafts, evidence, links, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.official_numbers import NUMBERED
from desktop.actions.paperwork import NoFormError, event_day
from desktop.actions.printing import Sources
from desktop.actions.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that a version changed.  Empty texts: it was not answered."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One signed version: who, when, why, and what it changed."""

    paper: Paper
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """An item linked to the paper."""

    link: Link
    card: EvidenceCard


@dataclass(frozen=True, slots=True)
class PaperFile:
    """Everything a paper's page shows.

    `link`: hash of the ledger entry that signed it, empty for who may not read the ledger.
    `drafted`: a correction is begun already.  `moves`: where the reader may take it from here.
    """

    paper: Paper
    form: Form
    parts: tuple[Part, ...]
    versions: tuple[Version, ...]
    attached: tuple[Attached, ...]
    state: State | None
    link: bytes
    case: PaperCard | None
    naming: tuple[PaperCard, ...]
    drafted: bool
    moves: tuple[Move, ...]


def paper_file(vault: Vault, book: Rulebook, identity: PaperId, language: str) -> PaperFile:
    """Return a paper whole.  Raise NotFoundError for one not there or not for the reader."""
    paper = papers.paper(vault, identity)
    form = form_of(book, paper)
    attached = tuple(attached_to(vault, identity))
    names: dict[str, str] = {one.card.id: name_of(one) for one in attached}
    every = papers.versions(vault, identity)
    told = [words(vault, book, form_of(book, one), one.values, names, language) for one in every]
    versions = [
        Version(one, differences(told[at - 1] if at else (), told[at]) if at else ())
        for at, one in enumerate(every)
    ]
    return PaperFile(
        paper=paper,
        form=form,
        parts=told[-1],
        versions=tuple(reversed(versions)),
        attached=attached,
        state=states.state_named(book.reference, paper.kind, paper.state),
        link=link_of(vault, paper.seq),
        case=None if paper.case is None else docket.card(vault, paper.case),
        naming=docket.naming(vault, identity),
        drafted=drafts.draft(vault, identity) is not None,
        moves=tuple(
            move
            for move in states.moves(
                paper.kind,
                paper.state,
                vault.account.role,
                book.reference,
                day=vault.civil_now().local.date(),
                values=paper.values,
            )
            if move.allowed and move.way.to != NUMBERED
        ),
    )


def form_of(book: Rulebook, paper: Paper) -> Form:
    """Return the form a paper was filled on; raise NoFormError when these rows lack it."""
    form = book.reference.form_named(paper.form)
    if form is None:
        message = "this paper was filled in on a form that these reference rows do not know"
        raise NoFormError(message, form=paper.form)
    return form


def sources(
    vault: Vault, book: Rulebook, values: Values, names: Mapping[str, str], language: str = "id"
) -> Sources:
    """Return what turns a paper's values into words, people included as the reader may see them."""

    def places(code: str) -> str:
        return ", ".join(reversed(book.regions.path(code, language)))

    people: dict[tuple[str, int], Values] = {}
    for who, version in dict.fromkeys(people_in(dict(values))):
        with suppress(NotFoundError):
            people[who, version] = papers.paper(vault, who, version).values
    return Sources(book.reference, places, people, names)


def people_in(value: Json) -> Iterator[tuple[PaperId, int]]:
    """Yield everybody a paper names, in the version that was meant."""
    if isinstance(value, Mapping):
        who, version = answers.person(value), value.get("version")
        if who is not None and isinstance(version, int):
            yield who, version
        for part in value.values():
            yield from people_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from people_in(part)


def words(
    vault: Vault,
    book: Rulebook,
    form: Form,
    values: Values,
    names: Mapping[str, str],
    language: str,
) -> tuple[Part, ...]:
    """Return what a filled form says, section by section."""
    told = sources(vault, book, values, names, language)
    return printable_rows(
        form,
        values,
        told.reference,
        told.regions,
        told.people,
        language,
        day=event_day(values),
        evidence=told.evidence,
    )


def differences(before: Sequence[Part], after: Sequence[Part]) -> tuple[Change, ...]:
    """Return the answers that differ, in the order of the form."""
    old = {item.key: item for part in before for item in part.items}
    new = {item.key: item for part in after for item in part.items}
    found = []
    for key, item in {**old, **new}.items():
        one, other = said(old.get(key)), said(new.get(key))
        if one != other:
            found.append(Change(item.label, one, other))
    return tuple(found)


def said(item: Item | None) -> str:
    """Return an answer as one text, rows as lines."""
    if item is None:
        return ""
    rows = ["; ".join(cell for cell in row if cell) for row in item.rows]
    return "\n".join(part for part in (item.text, *rows) if part)


def attached_to(vault: Vault, identity: PaperId) -> Iterator[Attached]:
    """Yield the items linked to a paper that the reader may see."""
    for link in links.linked(vault, identity):
        with suppress(NotFoundError):
            card = evidence.by_id(vault, link.evidence)
            if vault.account.may(Right.READ) or card.sealed_by == vault.account.id:
                yield Attached(link, card)


def name_of(attached: Attached) -> str:
    """Return what papers call an item: "E01 IMG_20231203_104211.jpg"."""
    return " ".join(part for part in (attached.link.label, attached.card.name) if part)


def link_of(vault: Vault, seq: int) -> bytes:
    """Return the hash of a ledger entry, or nothing for who may not read the ledger."""
    if not vault.account.may(Right.READ):
        return b""
    return browse.entries(vault, before=seq + 1, limit=1)[0].link


def newest(vault: Vault, kind: PaperKind) -> PaperId | None:
    """Return the paper of a kind that was signed last, or None."""
    cards = docket.page(vault, PaperFilter(kinds=frozenset({kind})), limit=1)
    return cards[0].id if cards else None
