# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing history: deeds become entries, and the one who acted signs the new head."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.ledger.act import Act
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import GENESIS, Entry, Subject
from db.ledger.tree import Frontier
from db.model.digest import Digest
from db.model.ids import AccountId, VaultId
from db.model.moment import Moment
from db.seal.hashing import digest
from db.seal.signature import Signer


@dataclass(frozen=True, slots=True)
class Deed:
    """Something about to be written down.  `record`: its private part as bytes, or None."""

    act: Act
    subject: Subject
    record: bytes | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger stands: its tree's edge and the link of its last entry."""

    frontier: Frontier = field(default_factory=Frontier)
    last: Digest = GENESIS

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return self.frontier.size


@dataclass(frozen=True, slots=True)
class Commit:
    """New entries and the signed head over everything up to them."""

    entries: tuple[Entry, ...]
    checkpoint: Checkpoint
    head: Head


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, into which ledger, with which program."""

    vault: VaultId
    account: AccountId
    signer: Signer
    tool: str

    def write(self, head: Head, deeds: Sequence[Deed], moment: Moment) -> Commit:
        """Return the entries of `deeds` after `head`, signed once.  `deeds` is not empty."""
        entries = []
        frontier, last = head.frontier, head.last
        for deed in deeds:
            entry = Entry.write(
                sequence=frontier.size,
                previous=last,
                vault=self.vault,
                who=self.account,
                act=deed.act,
                subject=deed.subject,
                record=None if deed.record is None else digest(deed.record),
                moment=moment,
                tool=self.tool,
            )
            entries.append(entry)
            last = entry.link
            frontier = frontier.add(last)
        signed = Checkpoint.sign(self.vault, frontier.size, frontier.root, self.signer)
        return Commit(tuple(entries), signed, Head(frontier, last))
