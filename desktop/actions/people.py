# SPDX-License-Identifier: GPL-3.0-or-later
"""People: their pages read whole, and lists from offices turned into pages many at a time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from db.casework import answers, identity, people_import, social, states
from db.casework.filling import asked_only, clean, defaults
from db.casework.identity import Identity, IdKind, Remark
from db.casework.paper import Draft, Paper, PaperCard, PaperKind, Values
from db.casework.people_import import Candidate, PeopleList
from db.casework.summary import summarise
from db.casework.tables import MOST_BYTES
from db.errors import InvalidInputError, NotFoundError
from db.model.canonical import Json
from db.model.ids import PaperId
from db.model.progress import Check, Progress, Report, ignore, never
from db.store import docket, drafts, papers, people_book
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.paperwork import NoFormError
from desktop.actions.rules import Rulebook

PAGE: Final = 100
CASES: Final = 40
CAPTURES: Final = 40
BATCH: Final = 200
"""People signed as one act: the records are busy for a moment, and the screen asks them too."""
NUMBERS: Final = ("nip", "nrp", "nik")
PEOPLE: Final = frozenset({PaperKind.PERSON})
BOOKS: Final = frozenset({".xlsx", ".xlsm"})


class Choice(StrEnum):
    """What becomes of a line of a list."""

    NEW = "new"
    UPDATE = "update"  # the page with the same number is corrected
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person, taken apart.  `key`: the field it stands in."""

    key: str
    read: Identity


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything a person's page shows, as the reader may see it.

    `roles`: cases with the parts the person has there.  `accounts`: what captures say of their
    accounts.  `crossed`: what two numbers and the page say differently.
    """

    paper: Paper
    numbers: tuple[Number, ...]
    crossed: tuple[Remark, ...]
    roles: tuple[tuple[PaperCard, tuple[str, ...]], ...]
    accounts: tuple[Values, ...]
    papers: tuple[PaperCard, ...]
    protected: bool
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list with what is to become of it."""

    candidate: Candidate
    choice: Choice


@dataclass(frozen=True, slots=True)
class Saved:
    """How an import ended.  `stopped`: before all were saved; those saved stay."""

    made: int
    updated: int
    stopped: bool = False


def page(
    vault: Vault, text: str, after: PaperCard | None = None, limit: int = PAGE
) -> tuple[PaperCard, ...]:
    """Return people by words or by a whole number, the newest first; empty for everybody."""
    found = docket.page(vault, PaperFilter(kinds=PEOPLE, text=text), after=after, limit=limit)
    if after is None and text.strip():
        exact = people_book.by_identity(vault, text)
        known = {card.id for card in exact}
        return (*exact, *(card for card in found if card.id not in known))
    return found


def person(vault: Vault, book: Rulebook, who: PaperId) -> PersonFile:
    """Return a person's page; raise NotFoundError for one that is not there for the reader."""
    return _file(vault, book, papers.paper(vault, who))


def opened(vault: Vault, book: Rulebook, who: PaperId, reason: str) -> PersonFile:
    """Return the page of a protected person under their own name; the ledger says who looked."""
    return _file(vault, book, people_book.reveal(vault, who, reason), opened=True)


def _file(vault: Vault, book: Rulebook, paper: Paper, *, opened: bool = False) -> PersonFile:
    values, today = paper.values, vault.civil_now().local.date()
    numbers = tuple(_numbers(book, values, today))
    read = {one.key: one.read for one in numbers}
    cards = docket.with_person(vault, paper.id)
    cases = [card for card in cards if card.kind is PaperKind.CASE][:CASES]
    captures = [card for card in cards if card.kind is PaperKind.SOCIAL][:CAPTURES]
    told = (papers.paper(vault, card.id).values for card in captures)
    mine = (one for one in told if answers.person(one.get("pemilik")) == paper.id)
    protected = answers.flag(values, "dilindungi")
    hidden = protected and not opened
    return PersonFile(
        paper,
        () if hidden else numbers,
        ()
        if hidden
        else identity.cross_check(
            read.get("nip"),
            read.get("nik"),
            born=answers.day(values, "tgl_lahir"),
            sex=answers.text(values, "jk"),
        ),
        tuple((card, _parts(vault, card, paper.id)) for card in cases),
        tuple(social.accounts_in(mine)),
        tuple(card for card in cards if card.kind is not PaperKind.CASE),
        protected,
        opened,
    )


def _numbers(book: Rulebook, values: Values, today: date) -> Iterator[Number]:
    chosen = answers.text(values, "jenis_id")
    for key in NUMBERS:
        said = answers.text(values, key)
        if said:
            kind = IdKind(chosen) if chosen in set(IdKind) and key != "nik" else None
            kind = IdKind.NIK if key == "nik" else kind
            yield Number(
                key, identity.read(said, kind, on=today, today=today, regions=book.regions.existed)
            )


def _parts(vault: Vault, card: PaperCard, who: PaperId) -> tuple[str, ...]:
    with suppress(NotFoundError):
        rows = answers.rows(papers.paper(vault, card.id).values, "pihak")
        parts = (
            answers.text(row, "peran") for row in rows if answers.person(row.get("orang")) == who
        )
        return tuple(dict.fromkeys(part for part in parts if part))
    return ()


# ------------------------------------------------------------------------------------ lists


def read_list(desk: Desk, book: Rulebook, path: Path, check: Check = never) -> PeopleList:
    """Read a list of people; nothing is kept.  Workbooks are read in the parsing process alone.

    Raise InvalidInputError with `what` "table" for what cannot be read at all.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return people_import.from_csv(b" " * (MOST_BYTES + 1), on=_today(desk), known=_nobody)
        data = path.read_bytes()
    except OSError as error:
        message = "the list cannot be read"
        raise InvalidInputError(message, what="table") from error
    return parsed(desk, book, data, path.name, check)


def parsed(desk: Desk, book: Rulebook, data: bytes, name: str, check: Check = never) -> PeopleList:
    """Read the bytes of a list, a workbook by its beginning, anything else as text."""
    on = _today(desk)
    if data.startswith(b"PK\x03\x04") or Path(name).suffix.lower() in BOOKS:
        rows = desk.examiner.table(
            lambda at, length: data[at : at + length], len(data), name, check=check
        )
        first = people_import.from_cells(rows, on=on, known=_nobody)
        known = _known(desk, first)
        return people_import.from_cells(rows, on=on, known=known.get, regions=book.regions.existed)
    first = people_import.from_csv(data, on=on, known=_nobody)
    check()
    known = _known(desk, first)
    return people_import.from_csv(data, on=on, known=known.get, regions=book.regions.existed)


def _nobody(_number: str) -> PaperId | None:
    return None


def _today(desk: Desk) -> date:
    return desk.now().local.date()


def _known(desk: Desk, found: PeopleList) -> Mapping[str, PaperId]:
    numbers = [
        said
        for one in found.candidates
        for key in NUMBERS
        if (said := answers.text(one.values, key))
    ]
    return desk.on_vault(lambda vault: people_book.known(vault, numbers))


def proposed(candidate: Candidate) -> Choice:
    """Return what is done with a line unless somebody says otherwise."""
    return Choice.NEW if candidate.takeable else Choice.SKIP


def allowed(candidate: Candidate) -> tuple[Choice, ...]:
    """Return what may be done with a line."""
    if any(one.blocks for one in candidate.remarks):
        return (Choice.SKIP,)
    first = Choice.NEW if candidate.existing is None else Choice.UPDATE
    return (first, Choice.SKIP)


def save(
    desk: Desk,
    book: Rulebook,
    rows: Sequence[Row],
    *,
    reason: str,
    check: Check = never,
    report: Report = ignore,
) -> Saved:
    """Sign the chosen people, a batch at a time; stopping keeps the batches that were signed."""
    wanted = [row for row in rows if row.choice in allowed(row.candidate)]
    wanted = [row for row in wanted if row.choice is not Choice.SKIP]
    made = updated = 0
    for choice in (Choice.NEW, Choice.UPDATE):
        some = [row.candidate for row in wanted if row.choice is choice]
        for start in range(0, len(some), BATCH):
            batch = some[start : start + BATCH]
            check()
            done = desk.on_vault(partial(_sign, book, batch, reason))
            made += done if choice is Choice.NEW else 0
            updated += done if choice is Choice.UPDATE else 0
            report(Progress(made + updated, len(wanted), "items", "saving-people"))
    return Saved(made, updated)


def _sign(book: Rulebook, batch: Sequence[Candidate], reason: str, vault: Vault) -> int:
    today = vault.civil_now().local.date()
    form = book.reference.form_on(PaperKind.PERSON.value, today)
    if form is None:
        message = "no edition of this form is in force"
        raise NoFormError(message, form=PaperKind.PERSON.value)
    begun = []
    for one in batch:
        old, paper, base = _before(vault, one)
        values: dict[str, Json] = {**(old or defaults(form, {})), **one.values}
        begun.append(
            Draft(
                paper,
                PaperKind.PERSON,
                form.name,
                asked_only(form, clean(form, values)),
                vault.account.id,
                base=base,
            )
        )
    state = states.signed(
        PaperKind.PERSON, vault.account.role, {}, reference=book.reference, day=today
    )
    return len(
        papers.sign_many(
            vault,
            begun,
            state=state,
            summary=lambda values, people: summarise(PaperKind.PERSON, values, people),
            reason=reason,
            reference=book.reference.edition,
        )
    )


def _before(vault: Vault, one: Candidate) -> tuple[Values, PaperId, int]:
    if one.existing is None:
        return {}, drafts.new_paper(vault), 0
    known = papers.paper(vault, one.existing)
    return known.values, known.id, known.version
