# SPDX-License-Identifier: GPL-3.0-or-later
"""A small history made in memory, and what a caller hands over to have it bundled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from db.bundle.contents import Contents, DisclosedEntry, Exhibit, Signatures, Told
from db.errors import EvidenceDamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Author, Deed, Head
from db.ledger.checkpoint import signer_for
from db.ledger.entry import Entry, Subject
from db.model import canonical
from db.model.claim import CaptureTime, Claim, Field, Position, Source, ZoneBasis
from db.model.evidence import (
    Arrival,
    CustodyStep,
    EvidenceCard,
    EvidenceSheet,
    Facts,
    Health,
    Kind,
    Manner,
    Provenance,
)
from db.model.finding import Finding, Level
from db.model.ids import AccountId, EvidenceId, VaultId, ulid
from db.model.moment import Moment
from db.seal.hashing import digest
from db.seal.signature import Signer

START = 1_795_000_000_000_000
WIT = timezone(timedelta(hours=9), "WIT")
FINDING = Finding("jam-gps", Level.LOOK, {"selisih": "21 jam 58 menit"})
CLAIMS = (
    Claim(Source.EXIF, Field.CAPTURED, "2026-11-14T10:15:30", "EXIF DateTimeOriginal"),
    Claim(Source.EXIF, Field.MAKE, "Kamera", "Image Make"),
    Claim(Source.GPS, Field.POSITION, "-2.5333330,140.7000000", "GPS GPSLatitude"),
)


@dataclass
class Ledger:
    """A history under way, whole and unencrypted."""

    vault: VaultId
    head: Head = field(default_factory=Head)
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: dict[int, bytes] = field(default_factory=dict)
    authors: dict[AccountId, Author] = field(default_factory=dict)

    def enrol(self, account: AccountId, seed: bytes) -> Author:
        author = Author(self.vault, account, signer_for(account, seed), "segel 0.1.0")
        self.authors[account] = author
        return author

    def act(self, who: AccountId, *deeds: Deed) -> None:
        at = self.head.size
        moment = Moment(START + at * 1_000_000, 1000 * at, "b00t", 540, "WIT")
        commit = self.authors[who].write(self.head, deeds, moment)
        for entry, deed in zip(commit.entries, deeds, strict=True):
            self.entries.append(entry)
            self.notes.append(commit.checkpoint.note)
            if deed.record is not None:
                self.records[entry.sequence] = deed.record
        self.head = commit.head

    def account(self, who: AccountId, act: Act, of: AccountId, role: str | None) -> None:
        key = self.authors[of].signer.public_key
        self.act(who, Deed(act, Subject(SubjectKind.ACCOUNT, of, None, key, role)))


def name(kind: str, number: int) -> str:
    """Return a fixed ULID."""
    return ulid(1_795_000_000_000 + number, kind.encode().ljust(10, b"\x00"))


KETUA = AccountId(name("ketua", 1))
STAF = AccountId(name("staf", 2))
CHOSEN = tuple(EvidenceId(name("bukti", 10 + number)) for number in range(3))
OTHER = EvidenceId(name("bukti", 99))
ORIGINALS = (b"\xff\xd8\xff\xe0 sebuah foto kecil \xff\xd9", b"", b"%PDF-1.7 " + bytes(range(256)))
TYPES = ("image/jpeg", "application/x-unknown", "application/pdf")
NAMES = ("IMG 0001 \u2013 TPS.JPG", "../../etc/passwd", "C:\\laporan.pdf")


def record_of(number: int, provenance: Provenance) -> bytes:
    """Return the private record made at sealing, as the vault would write it."""
    return canonical.to_bytes(
        {
            "facts": {
                "claims": [claim.to_json() for claim in CLAIMS],
                "findings": [FINDING.to_json()],
            },
            "name": NAMES[number],
            "provenance": provenance.to_json(),
        }
    )


PROVENANCES = (
    Provenance(Manner.DEVICE, basis="Form A nomor 12", note="kartu memori"),
    Provenance(Manner.WHATSAPP_DOCUMENT, "Bapak X", giver_protected=True, basis="laporan warga"),
    Provenance(Manner.HANDED, "Ibu Y", basis="diserahkan saat laporan"),
)


def history() -> Ledger:
    """Return the history: two accounts, four items, viewings, a replaced key, many entries."""
    ledger = Ledger(VaultId(name("vault", 0)))
    ledger.enrol(KETUA, b"k" * 32)
    ledger.account(KETUA, Act.VAULT_CREATED, KETUA, "KETUA")
    ledger.enrol(STAF, b"s" * 32)
    ledger.account(KETUA, Act.ACCOUNT_ADDED, STAF, "STAF")
    seals = [
        Deed(
            Act.SEALED,
            Subject(SubjectKind.EVIDENCE, item, digest(ORIGINALS[number])),
            record_of(number, PROVENANCES[number]),
        )
        for number, item in enumerate(CHOSEN)
    ]
    ledger.act(STAF, *seals)
    ledger.act(STAF, Deed(Act.SEALED, Subject(SubjectKind.EVIDENCE, OTHER, digest(b"lain"))))
    ledger.enrol(STAF, b"t" * 32)
    ledger.account(KETUA, Act.ACCOUNT_KEY_REPLACED, STAF, None)
    reason = canonical.to_bytes({"reason": "disiapkan untuk sidang"})
    for item in CHOSEN:
        seen = Deed(Act.VIEWED, Subject(SubjectKind.EVIDENCE, item), reason)
        ledger.act(STAF, seen, Deed(Act.VERIFIED, Subject(SubjectKind.EVIDENCE, item)))
    ledger.act(KETUA, Deed(Act.LOCKED, Subject(SubjectKind.VAULT, ledger.vault)))
    return ledger


def exhibit_of(ledger: Ledger, number: int) -> Exhibit:
    """Return one chosen item as a caller would hand it over."""
    item, original = CHOSEN[number], ORIGINALS[number]
    own = [entry for entry in ledger.entries if entry.subject.id == item]
    sealed = own[0]
    card = EvidenceCard(
        id=item,
        number=41 + number,
        name=NAMES[number],
        kind=Kind.PHOTO,
        media_type=TYPES[number],
        size=len(original),
        digest=digest(original),
        sealed_us=sealed.wall_us,
        sealed_by=sealed.who,
        captured=None,
        captured_us=None,
        road=PROVENANCES[number].manner.road,
        manner=PROVENANCES[number].manner,
        health=Health.VERIFIED,
        loudest=Level.LOOK,
        finding_count=1,
        width=4032,
        height=3024,
        duration_ms=None,
        has_position=True,
    )
    facts = Facts(
        Kind.PHOTO,
        TYPES[number],
        CLAIMS,
        (FINDING,),
        CaptureTime("2026-11-14T10:15:30", 540, ZoneBasis.GPS, Source.EXIF),
        Position(-25_333_330, 1_407_000_000, 5, Source.GPS),
    )
    custody = tuple(
        CustodyStep(
            entry.sequence,
            entry.act.value,
            entry.who,
            "Nama Orang",
            entry.wall_us,
            entry.zone_minutes,
            "disiapkan untuk sidang" if entry.act is Act.VIEWED else "",
        )
        for entry in own
    )
    arrival = Arrival(
        sealed.sequence, NAMES[number], PROVENANCES[number], sealed.wall_us, sealed.who
    )

    def read() -> Iterator[bytes]:
        yield original[:7]
        yield original[7:]

    return Exhibit(
        number + 1,
        EvidenceSheet(card, facts, (arrival,), custody),
        (Told(FINDING, {"id": "Dua jam berselisih.", "en": "Two clocks differ."}),),
        read,
        tuple(ledger.records[e.sequence] for e in own if e.sequence in ledger.records),
    )


def contents_of(ledger: Ledger) -> Contents:
    """Return the contents of a bundle of the three chosen items."""
    disclosed = tuple(
        DisclosedEntry(entry.sequence, entry.body, note)
        for entry, note in zip(ledger.entries, ledger.notes, strict=True)
        if entry.subject.kind is SubjectKind.ACCOUNT or entry.subject.id in CHOSEN
    )
    return Contents(
        vault=ledger.vault,
        identifier="SGL-2026-0001",
        title="Laporan nomor 12\u2028 baris kedua",
        organisation="Panwaslu Kecamatan Contoh",
        created=datetime(2026, 11, 21, 11, 3, 4, tzinfo=WIT),
        tool="Segel 0.1.0",
        exhibits=tuple(exhibit_of(ledger, number) for number in range(3)),
        entries=disclosed,
        leaves=[entry.link.value for entry in ledger.entries],
        head=ledger.notes[-1],
        sign=signing(ledger.authors[KETUA].signer),
        names={KETUA: "Ketua Panwaslu"},
    )


def signing(signer: Signer) -> Callable[[bytes], Signatures]:
    """Return what signs a whole bundle with this key."""
    return lambda listing: Signatures(signer.sign_manifest(listing), signer.public_key)


def broken_off(original: bytes) -> Callable[[], Iterator[bytes]]:
    """Return a reader that fails in the middle, as a damaged box does."""

    def read() -> Iterator[bytes]:
        yield original[:5]
        message = "a chunk does not open"
        raise EvidenceDamagedError(message)

    return read
