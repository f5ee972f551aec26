# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's copies of ledgers, as a head on paper is held against them."""

from sqlalchemy import Connection, select

from db.ledger.tree import leaf_hash, root
from db.model.digest import Digest
from db.model.ids import VaultId
from sync.server import tables


def ledgers(db: Connection) -> tuple[tuple[VaultId, int], ...]:
    """Return every vault the depot has a copy of, and how many entries of it are stored."""
    ledger = tables.ledger.c
    rows = db.execute(select(ledger.vault, ledger.entries).order_by(ledger.vault))
    return tuple((VaultId(vault), int(entries)) for vault, entries in rows)


def root_at(db: Connection, vault: VaultId, size: int) -> Digest | None:
    """Return the root over the first `size` entries of a copy, None beyond its end."""
    entry = tables.entry.c
    query = select(entry.body).where(entry.vault == vault, entry.seq < size).order_by(entry.seq)
    leaves = [leaf_hash(bytes(body)).value for (body,) in db.execute(query)]
    return root(leaves) if len(leaves) == size else None
