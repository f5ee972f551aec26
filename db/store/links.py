# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence attached to papers: linked and unlinked by signed entries, numbered by hand."""

from collections.abc import Sequence

from db.casework.paper import Link, PaperCard
from db.model.ids import EvidenceId, PaperId
from db.store.vault import Vault


def link(
    vault: Vault,
    paper: PaperId,
    evidence: Sequence[EvidenceId],
    *,
    label: str = "",
    note: str = "",
    guarded: bool = False,
) -> tuple[Link, ...]:
    """Attach items to a paper, those that are not attached already; return all its links.

    Without `label` each gets the next free "E01", "E02", …  `guarded` asks for Right.PROTECTED
    only to be taken back.
    """
    raise NotImplementedError


def relabel(
    vault: Vault,
    paper: PaperId,
    evidence: EvidenceId,
    *,
    label: str | None = None,
    note: str | None = None,
    guarded: bool | None = None,
) -> Link:
    """Give a link another exhibit number, note or guard; what is None stays."""
    raise NotImplementedError


def unlink(vault: Vault, paper: PaperId, evidence: EvidenceId, reason: str) -> None:
    """Detach an item from a paper; the history keeps that it was attached."""
    raise NotImplementedError


def linked(vault: Vault, paper: PaperId) -> tuple[Link, ...]:
    """Return the links of a paper as the reader may see them, by their label."""
    raise NotImplementedError


def papers_of(vault: Vault, evidence: EvidenceId) -> tuple[PaperCard, ...]:
    """Return the papers an item is attached to, as the reader may see them."""
    raise NotImplementedError
