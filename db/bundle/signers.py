# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose key was in force when, read from the key entries that every bundle discloses."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.ledger.entry import Entry
from db.ledger.keybook import Key, KeyBook
from db.model.ids import AccountId


@dataclass(frozen=True, slots=True)
class Signers:
    """Every key the entries introduce, oldest first, and the entries that may not introduce one."""

    book: KeyBook
    refused: tuple[int, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return every key, oldest first."""
        return tuple(self.book.keys)

    def in_force(self, account: AccountId, size: int) -> bytes | None:
        """Return the key of `account` when the ledger had `size` entries, or None."""
        return self.book.in_force(account, size)


def follow(entries: Iterable[Entry]) -> Signers:
    """Take the keys that `entries`, in order, introduce by right."""
    book = KeyBook()
    refused = [entry.sequence for entry in entries if book.learn(entry) is not None]
    return Signers(book, tuple(refused))
