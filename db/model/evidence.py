# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence as values: what intake saw, how it came, and the cards a person browses."""

from dataclasses import dataclass
from enum import StrEnum

from db.model.canonical import Json
from db.model.capture import Capture
from db.model.claim import CaptureTime, Claim, Position
from db.model.clock import TrueTime
from db.model.digest import Digest
from db.model.finding import Finding, Level
from db.model.ids import AccountId, EvidenceId, VaultId


class Kind(StrEnum):
    """What sort of thing an item is."""

    PHOTO = "FOTO"
    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    SCREENSHOT = "TANGKAPAN_LAYAR"
    SCREEN_RECORDING = "REKAMAN_LAYAR"
    DOCUMENT = "DOKUMEN_ELEKTRONIK"
    TEXT = "TEKS"
    OTHER = "LAINNYA"


class Road(StrEnum):
    """The three roads by which evidence comes, kept apart everywhere, and what is made from it."""

    CAPTURED = "DIREKAM"  # Segel saw it being made
    DEVICE = "DARI_PERANGKAT"  # copied from the device that made it
    RECEIVED = "DITERIMA"  # came through somebody or something else
    DERIVED = "TURUNAN"  # made in this vault from another item


class Manner(StrEnum):
    """How an item was obtained."""

    CAPTURED = "DIREKAM_SENDIRI"
    DEVICE = "DISALIN_DARI_PERANGKAT"
    WHATSAPP_PHOTO = "DITERIMA_WHATSAPP_FOTO"
    WHATSAPP_DOCUMENT = "DITERIMA_WHATSAPP_DOKUMEN"
    STICK = "DITERIMA_FLASHDISK"
    INTERNET = "DIUNDUH_DARI_INTERNET"
    SCANNED = "DIPINDAI"
    HANDED = "DISERAHKAN_FISIK"
    CLIPBOARD = "DARI_PAPAN_KLIP"
    DERIVED = "DIBUAT_DARI_BUKTI"

    @property
    def road(self) -> Road:
        """Return which road this manner belongs to."""
        match self:
            case Manner.CAPTURED | Manner.SCANNED:
                return Road.CAPTURED
            case Manner.DEVICE:
                return Road.DEVICE
            case Manner.DERIVED:
                return Road.DERIVED
            case _:
                return Road.RECEIVED

    @property
    def passed_on(self) -> bool:
        """Tell whether such files are copies made on the way: neither recorder nor recording."""
        return self in {Manner.WHATSAPP_PHOTO, Manner.INTERNET}


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an item came here, as the person importing it says.

    `giver`: who gave it, or empty.  `basis`: why it was lawful to obtain it, in the person's words.
    """

    manner: Manner
    giver: str = ""
    giver_protected: bool = False
    basis: str = ""
    note: str = ""

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {
            "basis": self.basis,
            "giver": self.giver,
            "giver_protected": self.giver_protected,
            "manner": self.manner.value,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Facts:
    """What intake saw in one file.  Everything in it is a claim or an observation.

    `thumbnail`: JPEG of at most 320 pixels, upright, or None.  `likeness`: 64-bit difference hash
    of the picture for finding near duplicates, or None.  `words`: text worth searching.
    """

    kind: Kind
    media_type: str
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    captured: CaptureTime | None = None
    position: Position | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    thumbnail: bytes | None = None
    likeness: int | None = None
    words: str = ""

    @property
    def loudest(self) -> Level | None:
        """Return the level of the loudest finding, or None when there is none."""
        levels = {finding.level for finding in self.findings}
        if Level.LOOK in levels:
            return Level.LOOK
        return Level.NOTE if levels else None


class Health(StrEnum):
    """What the last look at the sealed bytes showed."""

    SEALED = "DISEGEL"  # written and committed, not read back yet
    VERIFIED = "UTUH"  # opened and hashed again: the same bytes
    DAMAGED = "RUSAK"  # did not open, or another hash


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One row of the gallery: an item at one moment, ready to show.

    `number` counts from 1 in this vault.  `captured_us` is UTC microseconds for sorting, or None.
    """

    id: EvidenceId
    number: int
    name: str
    kind: Kind
    media_type: str
    size: int
    digest: Digest
    sealed_us: int
    sealed_by: AccountId
    captured: CaptureTime | None
    captured_us: int | None
    road: Road
    manner: Manner
    health: Health
    loudest: Level | None
    finding_count: int
    width: int | None
    height: int | None
    duration_ms: int | None
    has_position: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """One time these bytes came in.  The first one sealed them; later ones are exact duplicates."""

    seq: int
    name: str
    provenance: Provenance
    arrived_us: int
    by: AccountId


@dataclass(frozen=True, slots=True)
class CustodyStep:
    """One ledger entry about an item, ready to show.

    `at_us`: as the laptop said.  `true`: the corrected time, where a correction was in force.
    """

    seq: int
    act: str
    by: AccountId
    by_name: str
    at_us: int
    zone_minutes: int
    reason: str
    true: TrueTime | None = None


@dataclass(frozen=True, slots=True)
class SenderCustody:
    """What a bundle told of an item before it came into this vault; its ledger is not ours.

    `bundle`: what the sender calls the bundle.  `vault`: the sender's.  `number`: the exhibit's.
    `proof`: the item in this vault that holds the bundle's own papers.
    """

    bundle: str
    vault: VaultId
    number: int
    proof: EvidenceId
    steps: tuple[CustodyStep, ...]


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """Everything known about one item.  `capture`: how Segel captured it, or None.

    `earlier`: what its senders wrote down about it, oldest bundle first.
    """

    card: EvidenceCard
    facts: Facts
    arrivals: tuple[Arrival, ...]
    custody: tuple[CustodyStep, ...]
    near: tuple[EvidenceCard, ...] = ()
    capture: Capture | None = None
    earlier: tuple[SenderCustody, ...] = ()
