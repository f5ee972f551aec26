# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into a bundle and what came out of writing one, as values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from db.model.canonical import Json
from db.model.digest import Digest
from db.model.evidence import EvidenceSheet
from db.model.finding import Finding
from db.model.flaw import Discrepancy
from db.model.hearing import Form, Hearing, Variant
from db.model.ids import AccountId, EvidenceId, VaultId


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its sentences: language code ("id", "en") to text, blanks already filled."""

    finding: Finding
    sentences: Mapping[str, str]


class Part(StrEnum):
    """What a copy beside an original, or in its place, is for; also the name of its file."""

    COVERED = "tersamar"  # faces and numbers covered
    PLAYABLE = "putar"  # in a form that any player knows


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an exhibit that was made, with the recipe by which anybody makes it again.

    `size`: bytes, or what is expected.  `digest`: where it is known beforehand; other bytes are
    then shown as a failure.  `read`: as that of an exhibit.  `evidence`: the item under which a
    derivative was sealed; its entries are then among those disclosed, and `records` are its own.
    `recipe`: of a derivative exactly what its sealing record says under `derived`.
    """

    part: Part
    media_type: str
    size: int
    read: Callable[[], Iterator[bytes]]
    recipe: Json
    digest: Digest | None = None
    evidence: EvidenceId | None = None
    records: tuple[bytes, ...] = ()


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
    `form`: whether the original itself is in the bundle; `read` is called for no other form.
    `extra`: copies, at most one a part; COVERED needs a covered one, NONE goes with none.
    """

    number: int
    sheet: EvidenceSheet
    told: tuple[Told, ...]
    read: Callable[[], Iterator[bytes]]
    records: tuple[bytes, ...] = ()
    failure: str | None = None
    form: Form = Form.ORIGINAL
    extra: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document for reading beside the evidence.

    `path`: below `data/dokumen/` or `data/perkara/`, or `data/rekam/case.jsonld`.  `read`: yields
    its bytes; called once, after all originals were written.
    """

    path: str
    read: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who vouches for the whole bundle: over the exact bytes of `tagmanifest-sha256.txt`.

    `ed25519`: 64 bytes by the account that exports, whose key, 32 bytes, is `public_key`.
    `certified`: a detached CMS signature (DER), `stamped`: an RFC 3161 response (DER), or None.
    """

    ed25519: bytes
    public_key: bytes
    certified: bytes | None = None
    stamped: bytes | None = None


@dataclass(frozen=True, slots=True)
class DisclosedEntry:
    """One ledger entry to show: its place, its exact bytes, the signed head of the act it is in."""

    index: int
    body: bytes
    act_head: str


@dataclass(frozen=True, slots=True)
class OfficeReceipt:
    """One statement an office's log holds about this vault, with its proof.

    `office`: number of the entry by which the office was joined; that entry is disclosed too.
    `card`: the office's card, whose hash the entry carries.  `leaf`, `index`, `path` and
    `checkpoint` as the office gave them.
    """

    office: int
    card: bytes
    leaf: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a bundle is made of.

    `identifier`: short name of the bundle ("SGL-2026-0001").  `created`: aware.  `entries`: every
    entry about a chosen item and every account or key entry from entry 0 on, in any order.
    `leaves`: the leaf hashes of all entries under `head`, 32 bytes each, from entry 0.  `head`: the
    final signed head.  `names`: what to call the accounts that may be named; others stay ids.
    `sign`: signs the whole; called once, when everything else is written.  `hearing`: what the
    bundle is laid before, or None for a plain hand-over.  `receipts`: oldest first.  `unplayable`:
    numbers of the exhibits of which no copy for playing could be made.
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
    sign: Callable[[bytes], Signatures]
    names: Mapping[AccountId, str] = field(default_factory=dict)
    hearing: Hearing | None = None
    attachments: tuple[Attachment, ...] = ()
    receipts: tuple[OfficeReceipt, ...] = ()
    unplayable: tuple[int, ...] = ()

    @property
    def public(self) -> bool:
        """Tell whether anybody may read the bundle, and so nothing private may be in it."""
        return self.hearing is not None and self.hearing.variant is Variant.PUBLIC


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle in its place.

    `size` in bytes and `files` count everything.  `digest`: SHA-256 of `tagmanifest-sha256.txt`,
    which names every other byte; the ledger entry about the export carries it.  `failed`: numbers
    of the exhibits that are shown as failed.  `discrepancies`: what the examination of the finished
    bundle found in the history it carries; a bundle whose files do not read back is never kept.
    `unplayable`: as in the contents.
    """

    folder: Path
    size: int
    files: int
    digest: Digest
    failed: tuple[int, ...]
    discrepancies: tuple[Discrepancy, ...]
    unplayable: tuple[int, ...] = ()
