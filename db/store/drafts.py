# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts: forms being filled in, kept at every field, one for each paper and writer.

Nobody but the writer reads a draft.  It is durable and no evidence: no entry speaks of it.
"""

import json
from typing import Any, Final

from db.casework.paper import Draft, PaperKind
from db.errors import InvalidInputError
from db.model import canonical
from db.model.ids import AccountId, PaperId
from db.model.people import Right
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


def _drafts(vault: Vault, tail: str, values: dict[str, str]) -> tuple[Draft, ...]:
    with translated("records.db"):
        rows = vault.db.query(
            f"SELECT * FROM draft AS d WHERE {_VISIBLE} {tail}",
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
    )
