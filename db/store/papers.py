# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers in the records: signing a version, moving a case, reading as the reader may."""

from collections.abc import Callable, Sequence

from db.casework.paper import Draft, Paper, Step, Summary, Values
from db.model.ids import EvidenceId, PaperId
from db.store.vault import Vault

Summarise = Callable[[Values], Summary]
"""Draws from the whole values, hidden parts included, what lists and searches show."""


def sign(
    vault: Vault,
    draft: Draft,
    *,
    state: str,
    summary: Summary | Summarise,
    code: str,
    reason: str = "",
    reference: str = "",
    evidence: Sequence[EvidenceId] = (),
) -> Paper:
    """Sign a draft: version 1 of a paper, or the next version with its reason; drop the draft.

    `evidence` is linked in the same commit.  Raise NotPermittedError for a role that may not sign
    this kind, RefusedError with the detail `what` "stale-base" when somebody signed a newer version
    meanwhile, and InvalidInputError (`what`: "reason", "code", "case", "values", "too-long").
    Whatever is raised, the draft stays.
    """
    raise NotImplementedError


def move(
    vault: Vault,
    paper: PaperId,
    state: str,
    *,
    changes: Values,
    reason: str,
    summary: Summary | Summarise,
    reference: str = "",
) -> Paper:
    """Bring a paper into another state: a new version with `changes` put over its values.

    A change to None takes a value away.
    """
    raise NotImplementedError


def paper(vault: Vault, identity: PaperId, version: int | None = None) -> Paper:
    """Return the newest or a named version, protected people under their code names.

    Raise NotFoundError for a paper that is not there or not for the reader.
    """
    raise NotImplementedError


def versions(vault: Vault, identity: PaperId) -> tuple[Paper, ...]:
    """Return every version, the first one first, as `paper` would."""
    raise NotImplementedError


def steps(vault: Vault, identity: PaperId) -> tuple[Step, ...]:
    """Return what happened to a paper, and for a case to everything in it, oldest first."""
    raise NotImplementedError


def printed(vault: Vault, identity: PaperId, *, layout: str, variant: str = "") -> None:
    """Write down that a paper was printed.  `variant`: "publik", "sidang" or empty."""
    raise NotImplementedError
