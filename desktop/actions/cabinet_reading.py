# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office's pages show of its senders: lists, and papers in words.

All of it runs in the vault's thread.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from db.casework.paper import Values
from db.casework.printed import Part, printable_rows
from db.errors import NotFoundError, NotPermittedError
from db.model.ids import VaultId
from db.model.people import Right
from db.store import cabinet, cabinet_goods, letters_out
from db.store.cabinet import BreachRow, Cabinet
from db.store.cabinet_goods import Received, ReceivedPaper
from db.store.letters_out import SentLetter
from db.store.vault import Vault
from desktop.actions.paper_reading import people_in
from desktop.actions.paperwork import NoFormError, event_day
from desktop.actions.rules import Rulebook
from sync.reading import FleetRow, row_from

PICTURED: Final = 200
"""Items of a sender that are shown with a small picture."""


@dataclass(frozen=True, slots=True)
class SenderRow:
    """One sender.  `seen_us`: when any of its laptops last came to the depot, or None.

    `told`: what the depot says.  `doubts`: contradictions that this office found.
    """

    held: Cabinet
    told: FleetRow
    label: str
    seen_us: int | None
    items: int
    papers: int
    doubts: tuple[BreachRow, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one sender sent, and the letters that went to it.

    `closed`: unopened, by why.  `thumbnails`: of the newest items, by number.
    """

    held: Cabinet
    items: tuple[Received, ...]
    papers: tuple[ReceivedPaper, ...]
    letters: tuple[SentLetter, ...]
    closed: Mapping[str, int]
    thumbnails: Mapping[int, bytes]


def senders(vault: Vault) -> tuple[SenderRow, ...]:
    """Return every sender, those that were silent longest first."""
    doubts = cabinet.breaches(vault)
    rows = []
    for held in cabinet.cabinets(vault):
        told = row_from(held.told)
        seen = [one.seen_us for one in told.senders if one.seen_us is not None]
        rows.append(
            SenderRow(
                held,
                told,
                ", ".join(one.label for one in told.senders),
                max(seen, default=None),
                len(cabinet_goods.items(vault, held)),
                len(cabinet_goods.papers(vault, held)),
                tuple(one for one in doubts if one.vault == held.vault),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.seen_us or 0))


def shelf(vault: Vault, sender: VaultId) -> Shelf:
    """Return what one sender sent; raise NotFoundError for an unknown one."""
    held = cabinet.cabinet(vault, sender)
    items = cabinet_goods.items(vault, held)
    small = {one.number: cabinet_goods.thumbnail(vault, one.number) for one in items[:PICTURED]}
    return Shelf(
        held,
        items,
        cabinet_goods.papers(vault, held),
        letters_out.letters(vault, sender),
        cabinet_goods.closed(vault, held),
        {number: jpeg for number, jpeg in small.items() if jpeg is not None},
    )


def words(vault: Vault, book: Rulebook, paper: ReceivedPaper, language: str) -> tuple[Part, ...]:
    """Return what a received paper says, section by section.

    Raise NotPermittedError for one about protected people to who may not know them, NoFormError for
    a form that these rows do not know.
    """
    held = cabinet.cabinet(vault, paper.vault)
    told = cabinet_goods.record_of(vault, held, paper.seq)
    if told["summary"].get("guarded") and not vault.account.may(Right.PROTECTED):
        message = "this paper names protected people"
        raise NotPermittedError(message, right=Right.PROTECTED.value, role=vault.account.role.value)
    form = book.reference.form_named(str(told["form"]))
    if form is None:
        message = "this paper was filled in on a form that these reference rows do not know"
        raise NoFormError(message, form=str(told["form"]))
    values: Values = told["values"]

    def places(code: str) -> str:
        return ", ".join(reversed(book.regions.path(code, language)))

    return printable_rows(
        form,
        values,
        book.reference,
        places,
        dict(_people(vault, held, values)),
        language,
        day=event_day(values),
        evidence={one.id: one.name for one in cabinet_goods.items(vault, held)},
    )


def _people(
    vault: Vault, held: Cabinet, values: Values
) -> Iterator[tuple[tuple[str, int], Mapping[str, Any]]]:
    for who, version in dict.fromkeys(people_in(dict(values))):
        with suppress(NotFoundError):
            seq = cabinet_goods.version_at(vault, held, who, version)
            yield (who, version), cabinet_goods.record_of(vault, held, seq)["values"]
