# SPDX-License-Identifier: GPL-3.0-or-later
"""People in the records: finding them, and opening who a protected person is."""

from db.casework.paper import Paper, PaperCard
from db.model.ids import PaperId
from db.store.vault import Vault


def find(vault: Vault, text: str, limit: int = 20) -> tuple[PaperCard, ...]:
    """Return people by words of their name, office or code name, the newest first."""
    raise NotImplementedError


def by_identity(vault: Vault, digits: str) -> tuple[PaperCard, ...]:
    """Return people with exactly this NIP, NI PPPK, NRP or NIK; blanks and dots do not count."""
    raise NotImplementedError


def reveal(vault: Vault, identity: PaperId, reason: str) -> Paper:
    """Return a paper with protected people under their own names; the ledger says who looked.

    Works for any kind of paper.  Raise NotPermittedError without Right.PROTECTED and
    InvalidInputError without a reason.
    """
    raise NotImplementedError
