# SPDX-License-Identifier: GPL-3.0-or-later
"""The number an office gave a paper, entered without touching anything else it says."""

from typing import Final

from db.casework import states
from db.casework.paper import Paper
from db.casework.summary import summarise
from db.model.ids import PaperId
from db.store import papers
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.actions.rules import Rulebook

NUMBERED: Final = "BERNOMOR"


def give_number(vault: Vault, book: Rulebook, identity: PaperId, key: str, number: str) -> Paper:
    """Enter, change or take away an official number; a new version says so.

    A Form A that was sent is officially numbered from then on.  Raise NotPermittedError for who may
    not give numbers.
    """
    before = papers.paper(vault, identity)
    changes = {key: number.strip() or None}
    ways = states.moves(
        before.kind,
        before.state,
        vault.account.role,
        book.reference,
        day=vault.civil_now().local.date(),
        values={**before.values, **changes},
    )
    if number.strip() and any(one.way.to == NUMBERED and one.allowed for one in ways):
        return paperwork.move(vault, book, identity, NUMBERED, changes=changes)
    return papers.move(
        vault,
        identity,
        before.state,
        changes=changes,
        reason="",
        summary=lambda values, people: summarise(before.kind, values, people),
        reference=book.reference.edition,
    )
