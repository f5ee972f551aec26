# SPDX-License-Identifier: GPL-3.0-or-later
"""People in the records: finding them, and opening who a protected person is."""

from collections.abc import Iterable, Mapping
from typing import Final

from db.casework.paper import Paper, PaperCard, PaperKind
from db.errors import InvalidInputError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.model.ids import PaperId
from db.model.people import Right
from db.store import docket, hiding, sight
from db.store.docket import PaperFilter
from db.store.driver import translated
from db.store.filed import digits_of, shown, subject
from db.store.fresh import private_record
from db.store.vault import Vault

FEWEST: Final = 5
"""Fewer digits than this are no number of a person."""
AT_ONCE: Final = 400
"""Numbers looked up by one question."""


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


def known(vault: Vault, numbers: Iterable[str]) -> Mapping[str, PaperId]:
    """Return whose page has which of these numbers; the newest page where several have one.

    As `by_identity`, for a whole list at once.
    """
    wanted = sorted({bare for one in numbers if len(bare := digits_of(one)) >= FEWEST})
    conditions, values = hiding.visible_papers(vault.db, vault.account)
    if not vault.account.may(Right.PROTECTED):
        conditions.append("p.number NOT IN (SELECT paper FROM paper_protected)")
    also = "".join(f" AND {condition}" for condition in conditions)
    found: dict[str, PaperId] = {}
    with translated("records.db"):
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            rows = vault.db.execute(
                "SELECT i.digits, p.id FROM paper_identity AS i JOIN paper AS p"
                f" ON p.number = i.paper WHERE i.digits IN ({','.join('?' * len(some))}){also}"
                " ORDER BY p.number",
                [*some, *values],
            ).fetchall()
            found |= {digits: PaperId(identity) for digits, identity in rows}
    return found


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
