# SPDX-License-Identifier: GPL-3.0-or-later
"""A hearing in Nusa Penida with facts made up for it: a photo, a film, a sound, a chat, a loss."""

import io
import math
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Final

from PIL import Image, ImageDraw

from db.casework.signers import Signer
from db.model.claim import CaptureTime, Claim, Field, Position, Source, ZoneBasis
from db.model.clock import TrueTime
from db.model.derived import Derivation, Still
from db.model.digest import Digest
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
from db.model.hearing import Form, Hearing, HearingExhibit, Variant
from db.model.ids import AccountId, EvidenceId, VaultId
from db.model.moment import to_microseconds
from db.store.trusted_times import Bracket
from desktop.actions.hearing_facts import Copy, ExhibitFacts, HearingFacts, View
from desktop.actions.hearing_facts import Still as Shot
from desktop.actions.printing import Head, Office

WITA: Final = timezone(timedelta(hours=8))
MADE: Final = datetime(2026, 11, 22, 9, 30, tzinfo=WITA)
SEALED: Final = datetime(2026, 11, 14, 10, 42, 7, tzinfo=WITA)
OFFICE: Final = Office("Panwaslu Kecamatan Nusa Penida", "Jalan Raya 9", "Batununggul")
MADE_BY: Final = AccountId("01M7Q5CQG0ESGQAV3M00000001")
US: Final = to_microseconds(SEALED)
MINUTE: Final = 60_000_000

LABELS: Final = (
    ("Foto camat di panggung kampanye", "Camat hadir dan memakai atribut peserta pemilu."),
    ("Video sambutan camat, 2 menit 10 detik", "Camat mengajak hadirin memilih nomor urut tiga."),
    ("Rekaman suara rapat desa", "Kepala desa menjanjikan bantuan bila calon tertentu menang."),
    ("Tangkapan layar percakapan grup RT 04", "Undangan disebarkan melalui grup warga."),
    ("Daftar hadir, hasil pindai", "Nama aparatur sipil negara tercantum sebagai panitia."),
)
KINDS: Final = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.SCREENSHOT, Kind.DOCUMENT)
MEDIA: Final = ("image/jpeg", "video/mp4", "audio/ogg", "image/png", "application/pdf")
MANNERS: Final = (
    Manner.DEVICE,
    Manner.CAPTURED,
    Manner.WHATSAPP_DOCUMENT,
    Manner.WHATSAPP_PHOTO,
    Manner.SCANNED,
)
FINDINGS: Final = (
    Finding("date_future", Level.LOOK, {"time": "2026-11-15 10:42", "now": "2026-11-14 10:42"}),
    Finding("date_missing", Level.NOTE),
)


def picture(size: tuple[int, int] = (1200, 800), seed: int = 1) -> bytes:
    """Return a JPEG of a stage under a sky, another one for each seed."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    width, height = size
    for y in range(height):
        shade = 255 * y // height
        draw.line((0, y, width, y), (120 + shade // 3, 160 + shade // 5, 220 - shade // 4))
    draw.rectangle((0, height * 2 // 3, width, height), (70 + 13 * seed % 90, 90, 60))
    for place in range(7):
        x = width * (place + 1) // 8
        draw.ellipse(
            (x - 30, height // 2 - 30, x + 30, height // 2 + 30), (60, 40 + 9 * seed % 80, 40)
        )
        draw.rectangle((x - 40, height // 2 + 30, x + 40, height * 3 // 4), (180, 30 * place, 60))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=82)
    return data.getvalue()


def step(seq: int, act: str, minutes: int, reason: str = "", *, true: bool = False) -> CustodyStep:
    """Return an entry, so many minutes after sealing."""
    at = US + minutes * MINUTE
    corrected = TrueTime(at + 3 * MINUTE, 480) if true else None
    return CustodyStep(seq, act, MADE_BY, "Ni Luh Sekarini", at, 480, reason, corrected)


def sheet(number: int, *, looks: int = 2, findings: Sequence[Finding] = FINDINGS) -> EvidenceSheet:
    """Return what is known of the exhibit with this number."""
    turn = (number - 1) % len(KINDS)
    kind, manner = KINDS[turn], MANNERS[turn]
    card = EvidenceCard(
        id=EvidenceId(f"01M7Q5CQG0ESGQAV3M{number:08}"),
        number=number,
        name=f"IMG_2026111{turn}_104200_{number}.{MEDIA[turn].partition('/')[2]}",
        kind=kind,
        media_type=MEDIA[turn],
        size=2_345_678 * number,
        digest=Digest(bytes((number * 7 + at * 13) % 256 for at in range(32))),
        sealed_us=US,
        sealed_by=MADE_BY,
        captured=None,
        captured_us=US,
        road=manner.road,
        manner=manner,
        health=Health.DAMAGED if number == 5 else Health.VERIFIED,
        loudest=Level.LOOK if findings else None,
        finding_count=len(findings),
        width=4032 if kind is not Kind.AUDIO else None,
        height=3024 if kind is not Kind.AUDIO else None,
        duration_ms=130_000 if kind in {Kind.VIDEO, Kind.AUDIO} else None,
        has_position=turn < 2,
    )
    claims = (
        Claim(Source.EXIF, Field.MAKE, "samsung", "EXIF Make"),
        Claim(Source.EXIF, Field.MODEL, "SM-A546E", "EXIF Model"),
        Claim(Source.GPS, Field.CAPTURED, "2026-11-14T02:40:55Z", "GPS GPSTimeStamp"),
    )
    taken = CaptureTime("2026-11-14T10:41:02", 480, ZoneBasis.STATED, Source.EXIF)
    return EvidenceSheet(
        card,
        Facts(
            kind,
            card.media_type,
            claims if turn < 2 else (),
            tuple(findings) if number != 3 else (),
            taken if turn < 2 else None,
            Position(-86_793_200, 1_155_441_000, 8, Source.GPS) if turn < 2 else None,
            card.width,
            card.height,
            card.duration_ms,
        ),
        (
            Arrival(
                17,
                card.name,
                Provenance(
                    manner,
                    giver="I Wayan Sudarma" if turn > 1 else "",
                    giver_protected=turn == 3,
                    basis="Diserahkan sukarela oleh anggota grup" if turn > 1 else "",
                    note="Kartu memori kamera dinas" if turn == 0 else "",
                ),
                US,
                MADE_BY,
            ),
        ),
        (
            step(17, "DISEGEL", 0, true=number == 2),
            step(18, "DIVERIFIKASI_OK", 1),
            *(step(30 + at, "DILIHAT", 60 + at, "persiapan sidang") for at in range(looks)),
            step(90, "DITAUTKAN", 300, "Temuan 003/TM/PL/Kec.Nusa Penida/XI/2026"),
            step(140, "DIEKSPOR", 11_000),
        ),
    )


def hearing(
    count: int = 5, *, variant: Variant = Variant.FULL, copies: int = 12, prefix: str = "P"
) -> Hearing:
    """Return a hearing with so many exhibits."""
    exhibits = tuple(
        HearingExhibit(
            number,
            f"{prefix}-{number}",
            *LABELS[(number - 1) % len(LABELS)],
            EvidenceId(f"01M7Q5CQG0ESGQAV3M{number:08}"),
            Form.ORIGINAL if variant is Variant.FULL else Form.COVERED,
        )
        for number in range(1, count + 1)
    )
    return Hearing(
        identifier="SGL-2026-0001",
        title="Dugaan pelanggaran netralitas aparatur sipil negara oleh Camat Nusa Penida",
        forum="BAWASLU-ADM",
        forum_title="Majelis Pemeriksa Bawaslu Kabupaten Klungkung",
        case="003/Reg/TM/PL/Kab/17.05/XI/2026",
        variant=variant,
        copies=copies,
        prepared_by="Ni Luh Sekarini",
        place="Batununggul",
        created=MADE,
        exhibits=exhibits,
    )


def view(number: int) -> View:
    """Return what can be seen of the exhibit with this number."""
    kind = KINDS[(number - 1) % len(KINDS)]
    if kind in {Kind.PHOTO, Kind.SCREENSHOT}:
        size = (1400, 1050) if kind is Kind.PHOTO else (620, 1340)
        return View((Shot(picture(size, number)),))
    if kind is Kind.VIDEO:
        times = [130_000_000 * (2 * at + 1) // 12 for at in range(6)]
        return View(tuple(Shot(picture((640, 360), at), when) for at, when in enumerate(times)))
    if kind is Kind.AUDIO:
        return View(
            wave=bytes(int(127 + 120 * math.sin(at / 9) * math.sin(at / 61)) for at in range(800))
        )
    return View()


def facts(
    count: int = 5, *, looks: int = 2, findings: Sequence[Finding] = FINDINGS
) -> HearingFacts:
    """Return the facts of `hearing(count)`."""
    return HearingFacts(
        vault=VaultId("01M7Q5CQG0ESGQAV3M99999999"),
        tool="segel 0.1.0",
        office=OFFICE,
        head=Head(412, Digest(bytes(range(32)))),
        exhibits=tuple(
            ExhibitFacts(
                sheet(number, looks=looks, findings=findings),
                Bracket(US - 90 * MINUTE, US + 600 * MINUTE) if number != 3 else Bracket(),
                place="Wantilan Desa Batununggul, Kecamatan Nusa Penida" if number < 3 else "",
                remark="Bukti tambahan" if number == 4 else "",
                thumbnail=picture((320, 240), number) if number % 5 in {1, 2, 4} else b"",
            )
            for number in range(1, count + 1)
        ),
        view=view,
        signers=(
            Signer("Ketua Panwaslu Kecamatan", "Ni Luh Sekarini", "", "NIP 198901012015032001"),
        ),
    )


def covered(known: ExhibitFacts) -> ExhibitFacts:
    """Return an exhibit with a covered copy in its place, and its recipe."""
    digest = Digest(bytes(reversed(known.sheet.card.digest.value)))
    return ExhibitFacts(
        known.sheet,
        known.bracket,
        known.place,
        known.remark,
        known.thumbnail,
        Copy(known.sheet.card.kind, 1_234_567, digest),
        Derivation(
            known.sheet.card.id, known.sheet.card.digest, (Still(1_000_000),), "segel 0.1.0"
        ),
    )
