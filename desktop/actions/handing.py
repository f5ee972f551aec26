# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts that somebody else signs: who may, and the way to them.

All of it runs in the vault's thread and takes the open vault.
"""

from db.casework.form import Form
from db.casework.paper import Draft, PaperKind
from db.errors import NotFoundError
from db.model.ids import AccountId
from db.model.people import Account, Right
from db.store import drafts, evidence
from db.store.papers import NEEDED
from db.store.vault import Vault
from desktop.actions.paperwork import attachments


def right_for(kind: PaperKind) -> Right:
    """Return the right that signing a paper of this kind takes."""
    return NEEDED.get(kind, Right.CASEWORK)


def signers(vault: Vault, form: Form, draft: Draft) -> tuple[Account, ...]:
    """Return the accounts that may sign a draft and can take it over, by name.

    The draft is kept first, as it stands.
    """
    drafts.keep(vault, draft)
    sealers = _sealers(vault, form, draft)
    needed = right_for(draft.kind)
    able = (
        one
        for one in drafts.takers(vault, draft.paper)
        if one.may(needed) and (one.may(Right.READ) or sealers <= {one.id})
    )
    return tuple(sorted(able, key=lambda one: one.name.casefold()))


def hand_over(vault: Vault, draft: Draft, to: AccountId) -> None:
    """Hand a draft over as it stands now; raise as `drafts.keep` and `drafts.give` do."""
    drafts.keep(vault, draft)
    drafts.give(vault, draft.paper, to)


def _sealers(vault: Vault, form: Form, draft: Draft) -> frozenset[AccountId]:
    """Return who sealed what a draft attaches: village supervisors read their own items alone."""
    found = set()
    for item in attachments(form, draft.values):
        try:
            found.add(evidence.by_id(vault, item).sealed_by)
        except NotFoundError:
            continue
    return frozenset(found)
