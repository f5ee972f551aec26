# SPDX-License-Identifier: GPL-3.0-or-later
"""Which item was made from which, read from the signed records under which they were sealed."""

from collections.abc import Mapping
from typing import Any

from db.errors import InvalidInputError, VaultDamagedError
from db.model.derived import Derivation
from db.model.ids import EvidenceId
from db.model.kin import Kin
from db.store import evidence
from db.store.driver import translated
from db.store.vault import Vault


def derivation(vault: Vault, item: EvidenceId) -> Derivation | None:
    """Return how an item was made, or None for an original; NotFoundError for no item."""
    return derivation_of(evidence.record_body(vault, evidence.by_id(vault, item).number))


def derivation_of(body: Mapping[str, Any]) -> Derivation | None:
    """Read the part of a sealing record that says how an item was made."""
    told = body.get("derived")
    if told is None:
        return None
    try:
        return Derivation.from_json(told)
    except (KeyError, TypeError, ValueError, InvalidInputError) as error:
        message = "the record of a derivation is not in its form"
        raise VaultDamagedError(message, file="records.db") from error


def kin(vault: Vault, item: EvidenceId) -> Kin:
    """Return what an item was made from and what was made from it; NotFoundError for no item."""
    card = evidence.by_id(vault, item)
    seen, values = evidence.visible(vault)
    conditions = "".join(f" AND {one}" for one in seen)
    with translated("records.db"):
        origins = list(
            vault.db.query(
                f"SELECT {evidence.CARD} JOIN derived AS d ON d.origin = e.number"
                f" WHERE d.evidence = ?{conditions}",
                [card.number, *values],
            )
        )
        offshoots = list(
            vault.db.query(
                f"SELECT {evidence.CARD} JOIN derived AS d ON d.evidence = e.number"
                f" WHERE d.origin = ?{conditions} ORDER BY e.number",
                [card.number, *values],
            )
        )
    return Kin(
        derivation_of(evidence.record_body(vault, card.number)),
        evidence.card_from(origins[0]) if origins else None,
        tuple(evidence.card_from(row) for row in offshoots),
    )
