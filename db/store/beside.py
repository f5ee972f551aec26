# SPDX-License-Identifier: GPL-3.0-or-later
"""Which items lay together on a card, read from rows that their signed records tell."""

import json
from collections.abc import Iterator
from typing import Any

from db.model.beside import Company, Tie
from db.model.evidence import EvidenceCard
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import EvidenceId
from db.store import evidence
from db.store.driver import Database, translated
from db.store.vault import Vault


def company(vault: Vault, item: EvidenceId) -> Company:
    """Return what an item lay together with; NotFoundError for no item."""
    card = evidence.by_id(vault, item)
    mains = _cards(vault, "b.main = e.number WHERE b.evidence = ?", card.number)
    others = _cards(vault, "b.evidence = e.number WHERE b.main = ?", card.number)
    return Company(mains[0] if mains else None, others)


def _cards(vault: Vault, where: str, number: int) -> tuple[tuple[EvidenceCard, Tie], ...]:
    seen, values = evidence.visible(vault)
    shown = "".join(f" AND {one}" for one in seen)
    card, tables = evidence.CARD.split(" FROM ", 1)
    with translated("records.db"):
        rows = list(
            vault.db.query(
                f"SELECT {card}, b.tie FROM {tables} JOIN beside AS b ON {where}{shown}"
                " ORDER BY e.number",
                [number, *values],
            )
        )
    return tuple((evidence.card_from(row), Tie(row["tie"])) for row in rows)


def differing(db: Database) -> Iterator[Discrepancy]:
    """Yield every row that says something else than the record its item was sealed under."""
    listed = {
        number: (main, tie)
        for number, main, tie in db.execute(
            "SELECT b.evidence, m.id, b.tie FROM beside AS b JOIN evidence AS m"
            " ON m.number = b.main"
        )
    }
    for number, body in db.execute(
        "SELECT e.number, r.body FROM evidence AS e JOIN entry AS n ON n.seq = e.seq"
        " JOIN record AS r ON r.digest = n.record"
        " WHERE e.number IN (SELECT evidence FROM beside)"
        " OR instr(r.body, CAST('\"beside\":' AS BLOB)) > 0 ORDER BY e.number"
    ).fetchall():
        if listed.get(number) != _signed(body):
            detail = "what it was kept beside is not what was signed"
            yield Discrepancy(Flaw.MISMATCH, f"evidence {number}", detail)


def _signed(body: bytes) -> tuple[str, str] | None:
    try:
        told: Any = json.loads(body).get("beside")
        return (told["item"], told["tie"]) if told and told["item"] else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
