# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into a bundle and what came out of writing one, as values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.model.digest import Digest
from db.model.evidence import EvidenceSheet
from db.model.finding import Finding
from db.model.flaw import Discrepancy
from db.model.ids import AccountId, VaultId


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its sentences: language code ("id", "en") to text, blanks already filled."""

    finding: Finding
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One chosen item.

    `number`: its number in this bundle; the exhibits of a bundle count from 1 without a gap.
    `told`: the findings of the sheet with their sentences.
    `read`: opens the sealed item from its first byte; called once; may raise EvidenceDamagedError
    at any piece, upon which the bundle shows the failure in place of the file.
    `records`: the private records of this item's entries that may be disclosed, exact bytes, any
    order.  One that names a protected giver is withheld by the writer.
    `failure`: one sentence when it is already known that the item does not open; `read` is then
    not called.
    """

    number: int
    sheet: EvidenceSheet
    told: tuple[Told, ...]
    read: Callable[[], Iterator[bytes]]
    records: tuple[bytes, ...] = ()
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class DisclosedEntry:
    """One ledger entry to show: its place, its exact bytes, the signed head of the act it is in."""

    index: int
    body: bytes
    act_head: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a bundle is made of.

    `identifier`: short name of the bundle ("SGL-2026-0001").  `created`: aware.  `entries`: every
    entry about a chosen item and every account or key entry from entry 0 on, in any order.
    `leaves`: the leaf hashes of all entries under `head`, 32 bytes each, from entry 0.  `head`: the
    final signed head.  `names`: what to call the accounts that may be named; others stay ids.
    """

    vault: VaultId
    identifier: str
    title: str
    organisation: str
    created: datetime
    tool: str
    exhibits: tuple[Exhibit, ...]
    entries: tuple[DisclosedEntry, ...]
    leaves: Sequence[bytes]
    head: str
    names: Mapping[AccountId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle in its place.

    `size` in bytes and `files` count everything.  `digest`: SHA-256 of `tagmanifest-sha256.txt`,
    which names every other byte; the ledger entry about the export carries it.  `failed`: numbers
    of the exhibits that are shown as failed.  `discrepancies`: what the examination of the finished
    bundle found in the history it carries; a bundle whose files do not read back is never kept.
    """

    folder: Path
    size: int
    files: int
    digest: Digest
    failed: tuple[int, ...]
    discrepancies: tuple[Discrepancy, ...]
