# SPDX-License-Identifier: GPL-3.0-or-later
"""Following another vault's ledger act by act: what does not follow from what is held is refused.

Unlike `examine`, which names every flaw of a ledger that is there, this decides what may be added
to a copy: nothing but whole acts, each under a head that whoever acted signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from db.errors import DamagedError
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import GENESIS, Entry
from db.ledger.keybook import KeyBook
from db.ledger.tree import Frontier
from db.model.digest import Digest
from db.model.ids import AccountId, VaultId


class BrokenSuccessionError(DamagedError):
    """Entries that do not follow: `details["why"]`, at entry `details["seq"]`."""

    code: ClassVar[str] = "broken-succession"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a copy stands.  `founder`: the key that entry 0 has to introduce."""

    vault: VaultId
    founder: bytes
    frontier: Frontier
    last: Digest = GENESIS


@dataclass(frozen=True, slots=True)
class Grown:
    """Entries that may be added, the heads over them, and where the copy stands afterwards."""

    entries: tuple[Entry, ...]
    heads: tuple[Checkpoint, ...]
    stand: Stand


def follow(stand: Stand, book: KeyBook, bodies: Sequence[bytes], notes: Sequence[str]) -> Grown:
    """Return what may be added to a copy.  `book`: filled from the entries before; it learns.

    Raise BrokenSuccessionError, or DamagedError for bytes that are no entry or head.
    """
    heads = {head.size: head for head in map(Checkpoint.parse, notes)}
    frontier, last = stand.frontier, stand.last
    entries: list[Entry] = []
    kept: list[Checkpoint] = []
    authors: set[AccountId] = set()
    for body in bodies:
        entry = Entry.parse(body)
        follows = entry.sequence == frontier.size and entry.previous == last
        _must(follows and entry.vault == stand.vault, "does not follow the entry before", entry)
        founded = entry.sequence != 0 or entry.subject.public_key == stand.founder
        _must(founded, "the first key is another one", entry)
        _must(book.learn(entry) is None, "this account may not introduce that key", entry)
        frontier, last = frontier.add(entry.link), entry.link
        entries.append(entry)
        authors.add(entry.who)
        head = heads.get(frontier.size)
        if head is not None:
            key = book.in_force(head.who, head.size)
            signed = key is not None and head.signed_by(key) and authors == {head.who}
            _must(signed, "its head is not signed by whoever acted", entry)
            same = head.vault == stand.vault and head.root == frontier.root
            _must(same, "its head is over other entries", entry)
            kept.append(head)
            authors.clear()
    if entries:
        _must(not authors, "it is under no signed head", entries[-1])
    after = Stand(stand.vault, stand.founder, frontier, last)
    return Grown(tuple(entries), tuple(kept), after)


def _must(good: bool, why: str, entry: Entry) -> None:  # noqa: FBT001 - what is held
    if not good:
        message = "these entries do not follow from the ledger that is held"
        raise BrokenSuccessionError(message, why=why, seq=str(entry.sequence))
