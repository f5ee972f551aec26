# SPDX-License-Identifier: GPL-3.0-or-later
"""The deadlines that run, read in slices beside the screen: a full docket keeps nobody waiting.

What was read once is not read again: the dates of a version never change under the same rows.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from db.casework.deadlines import Due, remaining
from db.casework.paper import Paper, PaperCard, PaperKind
from db.model.ids import PaperId
from db.model.moment import Moment
from db.model.progress import Check
from db.store import docket, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.caselists import closed_states
from desktop.actions.caseload import Running, dues_of
from desktop.actions.desk import OnVault
from desktop.actions.rules import Rulebook

SLICE: Final = 50
"""Papers that one visit to the vault reads; between two visits others have their turn."""
ADVISED: Final = PaperFilter(kinds=frozenset({PaperKind.ADVICE}), states=frozenset({"DISAMPAIKAN"}))
"""Advice whose timer runs: it was delivered and is not closed."""

Version = tuple[PaperId, int, str]
"""A version of a paper, and the edition of the rows it was looked at by."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What one visit to the vault brings.  `fresh`: the papers that were not known yet."""

    cards: tuple[PaperCard, ...]
    fresh: Mapping[PaperId, Paper]
    now: Moment


class Upcoming:
    """What runs for one reader, from unlocking to locking."""

    def __init__(self) -> None:
        self._known: dict[Version, tuple[Due, ...]] = {}

    def read(self, on_vault: OnVault, book: Rulebook, check: Check) -> tuple[Running, ...]:
        """Return every open deadline of open cases and advice, the nearest first.

        Run it beside the vault's thread.  What `check` raises ends it between two slices.
        """
        running: list[Running] = []
        known = self._known  # grows; what an abandoned reading found is not lost
        seen: dict[Version, tuple[Due, ...]] = {}
        for part in _slices(on_vault, book, known, check):
            for card in part.cards:
                key = (card.id, card.version, book.reference.edition)
                if card.id in part.fresh:
                    found = dues_of(book, part.fresh[card.id], part.now)
                    known[key] = tuple(due for due in found if due.open)
                seen[key] = known[key]
                running += (Running(card, due, remaining(due, part.now.utc)) for due in seen[key])
        self._known = seen
        return tuple(sorted(running, key=lambda one: one.due.ends))


def _slices(
    on_vault: OnVault, book: Rulebook, known: Container[Version], check: Check
) -> Iterator[Slice]:
    """Yield open cases and running advice, `SLICE` at a time."""
    closed = on_vault(partial(closed_states, book=book))
    edition = book.reference.edition
    for listed in (
        partial(docket.open_cases, closed=closed, limit=SLICE),
        partial(docket.page, wanted=ADVISED, limit=SLICE),
    ):
        last: PaperCard | None = None
        more = True
        while more:
            check()
            part = on_vault(partial(_visit, partial(listed, after=last), known, edition))
            yield part
            more = len(part.cards) == SLICE
            last = part.cards[-1] if part.cards else None


def _visit(
    listed: Callable[[Vault], tuple[PaperCard, ...]],
    known: Container[Version],
    edition: str,
    vault: Vault,
) -> Slice:
    cards = listed(vault)
    fresh = (card for card in cards if (card.id, card.version, edition) not in known)
    return Slice(
        cards, {card.id: papers.paper(vault, card.id) for card in fresh}, vault.civil_now()
    )
