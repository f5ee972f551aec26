# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts: forms being filled in, kept at every field, one for each paper and writer."""

from db.casework.paper import Draft
from db.model.ids import PaperId
from db.store.vault import Vault


def new_paper(vault: Vault) -> PaperId:
    """Return a name for a paper about to be written."""
    raise NotImplementedError


def keep(vault: Vault, draft: Draft) -> None:
    """Keep a draft as it stands now, durably; its `updated_us` is set here."""
    raise NotImplementedError


def drafts(vault: Vault) -> tuple[Draft, ...]:
    """Return the reader's own drafts, the last touched first."""
    raise NotImplementedError


def draft(vault: Vault, paper: PaperId) -> Draft | None:
    """Return the reader's own draft of a paper, or None."""
    raise NotImplementedError


def drop(vault: Vault, paper: PaperId) -> None:
    """Throw the reader's own draft of a paper away."""
    raise NotImplementedError
