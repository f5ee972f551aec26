# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles in the making: kept at every change, one for each account and case.

Nobody but who writes a plan reads it, and only while they may see the case.  It is durable and no
evidence: no entry speaks of it.
"""

import json
from typing import Any, Final

from db.casework.exhibits import Plan
from db.errors import InvalidInputError
from db.model import canonical
from db.model.ids import PaperId
from db.model.people import Right
from db.store import sight
from db.store.driver import translated
from db.store.vault import Vault

LIMIT: Final = 8 * 1024 * 1024
"""Bytes of one plan."""
NO_CASE: Final = ""


def keep(vault: Vault, plan: Plan) -> None:
    """Keep a plan as it stands now, durably.

    Raise NotFoundError for a case that the account may not see, and InvalidInputError with the
    detail `what` "values" or "too-long"; what was kept before stays.
    """
    vault.must(Right.EXPORT)
    if plan.case is not None:
        sight.must_see(vault, plan.case)
    try:
        filled = canonical.to_bytes(plan.to_json())
    except ValueError as error:
        message = "this plan cannot be written down"
        raise InvalidInputError(message, what="values") from error
    if len(filled) > LIMIT:
        message = "a plan is never this long"
        raise InvalidInputError(message, what="too-long", size=str(len(filled)), most=str(LIMIT))
    about = NO_CASE if plan.case is None else plan.case
    row = [vault.account.id, about, filled.decode(), vault.now().wall_us]
    with translated("records.db"), vault.db.atomic():
        vault.db.execute("INSERT OR REPLACE INTO hearing_plan VALUES (?, ?, ?, ?)", row)


def plan(vault: Vault, case: PaperId | None) -> Plan | None:
    """Return the reader's own plan for a case, or for items of none; None where there is none.

    A plan in a form that this Segel does not know counts as none.  Raise NotFoundError for a case
    that the account may not see.
    """
    vault.must(Right.EXPORT)
    if case is not None:
        sight.must_see(vault, case)
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT filled FROM hearing_plan WHERE written_by = ? AND about = ?",
            [vault.account.id, NO_CASE if case is None else case],
        ).fetchone()
    if row is None:
        return None
    try:
        told: dict[str, Any] = json.loads(row[0])
        return Plan.from_json(told)
    except (KeyError, TypeError, ValueError):
        return None


def drop(vault: Vault, case: PaperId | None) -> None:
    """Throw the reader's own plan away."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "DELETE FROM hearing_plan WHERE written_by = ? AND about = ?",
            [vault.account.id, NO_CASE if case is None else case],
        )
