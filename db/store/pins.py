# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads that came back from paper or a colleague: from then on the ledger is held against them.

Only the beginning of a root fits on paper: 20 bytes of it, which nobody finds twice.
"""

from dataclasses import dataclass
from typing import Final

from db.model.digest import Digest
from db.model.flaw import Discrepancy, Flaw
from db.store import outbox
from db.store.driver import translated
from db.store.vault import Vault

ROOT: Final = 20


@dataclass(frozen=True, slots=True)
class Pin:
    """One head that was entered.  `said_by`: where it came from, in the words of whoever typed."""

    size: int
    root: bytes
    said_by: str
    kept_us: int


def keep(vault: Vault, size: int, root: bytes, said_by: str) -> None:
    """Keep a head for good; the same one once."""
    with vault.changing() as db:
        values = [size, root, said_by, vault.account.id, vault.now().wall_us]
        db.execute(
            "INSERT INTO pin (size, root, said_by, who, kept_us) SELECT ?, ?, ?, ?, ?"
            " WHERE NOT EXISTS (SELECT 1 FROM pin WHERE size = ? AND root = ?)",
            [*values, size, root],
        )


def pins(vault: Vault) -> tuple[Pin, ...]:
    """Return every head that was entered, the longest ledger first."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT size, root, said_by, kept_us FROM pin ORDER BY size DESC, id"
        ).fetchall()
    return tuple(Pin(*row) for row in rows)


def fits(own: Digest, root: bytes) -> bool:
    """Tell whether a whole root begins as the one on paper."""
    return own.value[:ROOT] == root


def examine(vault: Vault) -> tuple[Discrepancy, ...]:
    """Hold the ledger against every head that was entered."""
    found = []
    for pin in pins(vault):
        place = f"pin {pin.size}"
        own = outbox.root_at(vault, pin.size)
        if own is None:
            detail = f"a head on paper promises {pin.size} entries, there are {vault.head.size}"
            found.append(Discrepancy(Flaw.CUT_TAIL, place, detail))
        elif not fits(own, pin.root):
            detail = f"a head on paper tells another history of {pin.size} entries"
            found.append(Discrepancy(Flaw.FORKED, place, detail))
    return tuple(found)
