# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map shows: items that match, and the cases and events they belong to."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from db.casework.paper import PaperCard
from db.errors import NotFoundError
from db.model.evidence import EvidenceCard
from db.model.ids import PaperId
from db.model.placed import Placed
from db.store import browse, docket, evidence, placing
from db.store.browse import Filter
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Plotted:
    """`items` and `papers` have places; `cards` are those papers; `count` items match in all."""

    items: tuple[Placed, ...]
    papers: tuple[Placed, ...]
    cards: Mapping[str, PaperCard]
    count: int


def plotted(vault: Vault, wanted: Filter) -> Plotted:
    """Return what stands on the map for a choice of items."""
    papers = placing.papers(vault)
    cards = {str(one.key): docket.card(vault, PaperId(str(one.key))) for one in papers}
    return Plotted(placing.items(vault, wanted), papers, cards, browse.count(vault, wanted))


def cards_of(vault: Vault, numbers: Sequence[int]) -> tuple[EvidenceCard, ...]:
    """Return the items with these numbers that are there for the reader, in their order."""
    found = []
    for number in numbers:
        with suppress(NotFoundError):
            found.append(evidence.by_number(vault, number))
    return tuple(found)
