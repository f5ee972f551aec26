# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts: forms being filled in, kept at every field, one for each paper and writer.

Nobody but the writer reads a draft, until they hand it over.  It is durable and no evidence: no
entry speaks of it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from db.casework import access
from db.casework.paper import Draft, PaperKind, Values
from db.errors import InvalidInputError, NotFoundError
from db.model import canonical
from db.model.canonical import Json
from db.model.ids import AccountId, PaperId
from db.model.people import Account, Right
from db.store import accounts, hiding
from db.store.driver import translated
from db.store.filed import LIMIT
from db.store.fresh import new_id
from db.store.vault import Vault

_VISIBLE: Final = (
    "written_by = :who AND NOT EXISTS (SELECT 1 FROM paper_hidden AS x JOIN paper AS p"
    " ON p.number = x.paper WHERE x.account = :who AND p.id IN (d.paper, d.case_id))"
)


def new_paper(vault: Vault) -> PaperId:
    """Return a name for a paper about to be written."""
    return PaperId(new_id(vault.now()))


def keep(vault: Vault, draft: Draft) -> None:
    """Keep a draft as it stands now, durably; it becomes the working account's, touched now.

    Raise InvalidInputError with the detail `what` "values" or "too-long"; what was kept before
    stays.
    """
    vault.must(Right.CASEWORK)
    try:
        filled = canonical.to_bytes(draft.values)
    except ValueError as error:
        message = "these values cannot be written down"
        raise InvalidInputError(message, what="values") from error
    if len(filled) > LIMIT:
        message = "a paper is never this long"
        raise InvalidInputError(message, what="too-long", size=str(len(filled)), most=str(LIMIT))
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "INSERT INTO draft (paper, written_by, kind, form, filled, case_id, base, updated_us)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (written_by, paper) DO UPDATE SET"
            " kind = excluded.kind, form = excluded.form, filled = excluded.filled,"
            " case_id = excluded.case_id, base = excluded.base, updated_us = excluded.updated_us",
            [
                draft.paper,
                vault.account.id,
                draft.kind.value,
                draft.form,
                filled.decode(),
                draft.case,
                draft.base,
                vault.now().wall_us,
            ],
        )


def drafts(vault: Vault) -> tuple[Draft, ...]:
    """Return the reader's own drafts, the last touched first."""
    return _drafts(vault, "ORDER BY updated_us DESC, id DESC", {})


def draft(vault: Vault, paper: PaperId) -> Draft | None:
    """Return the reader's own draft of a paper, or None."""
    found = _drafts(vault, "AND paper = :paper", {"paper": paper})
    return found[0] if found else None


def drop(vault: Vault, paper: PaperId) -> None:
    """Throw the reader's own draft of a paper away."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "DELETE FROM draft WHERE written_by = ? AND paper = ?", [vault.account.id, paper]
        )


def takers(vault: Vault, paper: PaperId) -> tuple[Account, ...]:
    """Return the accounts that the reader's draft of a paper can be handed to; none without one."""
    mine = draft(vault, paper)
    if mine is None:
        return ()
    return tuple(one for one in accounts.people(vault) if not _hindrance(vault, mine, one))


def give(vault: Vault, paper: PaperId, to: AccountId) -> None:
    """Hand the reader's draft of a paper over, durably: it is the other account's from then on.

    Raise NotFoundError without such a draft, and InvalidInputError with `what` "draft-account" (one
    that is closed, or writes no papers), "draft-case" (one that may not see what the draft is
    about) or "draft-taken" (one that has a draft of this paper); then it stays where it is.
    """
    vault.must(Right.CASEWORK)
    mine = draft(vault, paper)
    if mine is None:
        message = "there is no such draft"
        raise NotFoundError(message)
    hindrance = _hindrance(vault, mine, vault.account_of(to))
    if hindrance:
        message = "this draft cannot go to that account"
        raise InvalidInputError(message, what=hindrance)
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "UPDATE draft SET written_by = :to, given_by = :who, given_us = :now"
            " WHERE written_by = :who AND paper = :paper",
            {"to": to, "who": vault.account.id, "now": vault.now().wall_us, "paper": paper},
        )


def _hindrance(vault: Vault, mine: Draft, to: Account) -> str:
    """Return why a draft cannot go to an account, or nothing."""
    if to.id == vault.account.id or not to.may(Right.CASEWORK):
        return "draft-account"
    about = [one for one in (mine.case, mine.paper if mine.base else None) if one is not None]
    with translated("records.db"):
        closed = hiding.closed_subjects(vault.db, to)
    hidden = to.id in access.hidden_from(mine.values) or not closed.isdisjoint(_texts(mine.values))
    if hidden or not _sees(vault, to, about):
        return "draft-case"
    with translated("records.db"):
        taken = vault.db.execute(
            "SELECT 1 FROM draft WHERE written_by = ? AND paper = ?", [to.id, mine.paper]
        ).fetchone()
    return "draft-taken" if taken else ""


def _sees(vault: Vault, account: Account, about: list[PaperId]) -> bool:
    conditions, values = hiding.visible_papers(vault.db, account)
    where = " AND ".join(["p.id = ?", *conditions])
    with translated("records.db"):
        return all(
            vault.db.execute(f"SELECT 1 FROM paper AS p WHERE {where}", [one, *values]).fetchone()
            for one in about
        )


def _texts(value: Json | Values) -> Iterator[str]:
    """Yield every text in what was filled in, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _drafts(vault: Vault, tail: str, values: dict[str, str]) -> tuple[Draft, ...]:
    with translated("records.db"):
        rows = vault.db.query(
            "SELECT d.*, (SELECT name FROM account WHERE id = d.given_by) AS giver"
            f" FROM draft AS d WHERE {_VISIBLE} {tail}",
            {"who": vault.account.id, **values},
        )
        return tuple(_draft(row) for row in rows)


def _draft(row: dict[str, Any]) -> Draft:
    return Draft(
        PaperId(row["paper"]),
        PaperKind(row["kind"]),
        row["form"],
        json.loads(row["filled"]),
        AccountId(row["written_by"]),
        None if row["case_id"] is None else PaperId(row["case_id"]),
        row["base"],
        row["updated_us"],
        row["giver"] or "",
        row["given_us"],
    )
