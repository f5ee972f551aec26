# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map shows: items that match, and the cases and events they belong to."""

from dataclasses import dataclass

from db.model.placed import Placed
from db.store import browse, placing
from db.store.browse import Filter
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Plotted:
    """`items` and `papers` have places; `count` items match in all."""

    items: tuple[Placed, ...]
    papers: tuple[Placed, ...]
    count: int


def plotted(vault: Vault, wanted: Filter) -> Plotted:
    """Return what stands on the map for a choice of items."""
    return Plotted(
        placing.items(vault, wanted), placing.papers(vault), browse.count(vault, wanted)
    )
