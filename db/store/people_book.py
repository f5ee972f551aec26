# SPDX-License-Identifier: GPL-3.0-or-later
"""People in the records: finding them, and opening who a protected person is."""

from typing import Final

from db.casework.paper import Paper, PaperCard, PaperKind
from db.errors import InvalidInputError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.model.ids import PaperId
from db.model.people import Right
from db.store import docket, sight
from db.store.docket import PaperFilter
from db.store.filed import digits_of, shown, subject
from db.store.fresh import private_record
from db.store.vault import Vault

FEWEST: Final = 5
"""Fewer digits than this are no number of a person."""


def find(vault: Vault, text: str, limit: int = 20) -> tuple[PaperCard, ...]:
    """Return people by words of their name, office or code name, the newest first."""
    people = PaperFilter(kinds=frozenset({PaperKind.PERSON}), text=text)
    return docket.page(vault, people, limit=limit)


def by_identity(vault: Vault, digits: str) -> tuple[PaperCard, ...]:
    """Return people with exactly this NIP, NI PPPK, NRP or NIK; blanks and dots do not count.

    Protected people are found by those only who may know them.
    """
    bare = digits_of(digits)
    if len(bare) < FEWEST:
        return ()
    known = vault.account.may(Right.PROTECTED)
    spared = "" if known else " AND p.number NOT IN (SELECT paper FROM paper_protected)"
    return sight.cards(
        vault,
        "AND p.number IN (SELECT paper FROM paper_identity WHERE digits = ?)"
        f"{spared} ORDER BY p.number DESC",
        [bare],
    )


def reveal(vault: Vault, identity: PaperId, reason: str) -> Paper:
    """Return a paper with protected people under their own names; the ledger says who looked.

    Works for any kind of paper.  Raise NotPermittedError without Right.PROTECTED and
    InvalidInputError without a reason.
    """
    vault.must(Right.PROTECTED)
    seen = sight.must_see(vault, identity)
    if not reason.strip():
        message = "opening a protected name needs its reason"
        raise InvalidInputError(message, what="reason")
    filed, row = sight.versions(vault, seen, seen.version)[0]
    record = private_record("act", reason=reason.strip())
    vault.write([Deed(Act.VIEWED, subject(seen.kind, identity), record)])
    return shown(filed, row, filed.values)
