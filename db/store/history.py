# SPDX-License-Identifier: GPL-3.0-or-later
"""One ledger entry exactly as it was signed, for a reader who wants to see the bytes."""

from dataclasses import dataclass

from db.errors import NotFoundError
from db.ledger.entry import Entry
from db.model.people import Right
from db.store.driver import translated
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry's exact bytes, its private record if it has one, and the head that signs it."""

    body: bytes
    record: bytes | None
    head: str


def signed_entry(vault: Vault, seq: int) -> Signed:
    """Return entry `seq`; raise NotFoundError when there is none, NotPermittedError for others."""
    vault.must(Right.READ)
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT n.body, r.body, (SELECT h.note FROM head AS h WHERE h.size > n.seq"
            " ORDER BY h.size LIMIT 1) FROM entry AS n LEFT JOIN record AS r"
            " ON r.digest = n.record WHERE n.seq = ?",
            [seq],
        ).fetchone()
    if row is None:
        message = "there is no entry of this number"
        raise NotFoundError(message, number=str(seq))
    return Signed(row[0], row[1], row[2] or "")


def founding_key(vault: Vault) -> bytes:
    """Return the key that founded the vault, from which every other key in it follows.

    Compared by another road, its fingerprint is what makes a bundle's signatures mean something.
    """
    with translated("records.db"):
        row = vault.db.execute("SELECT body FROM entry WHERE seq = 0").fetchone()
    if row is None:
        message = "the ledger has no first entry"
        raise NotFoundError(message)
    return Entry.parse(row[0]).subject.public_key or b""
