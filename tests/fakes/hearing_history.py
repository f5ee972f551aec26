# SPDX-License-Identifier: GPL-3.0-or-later
"""A small history that ends in a hearing: an office with its receipts, a covered copy, documents.

Everything has fixed keys and clocks, so that what is made of it is the same bytes each time.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from db.bundle.contents import (
    Attachment,
    Contents,
    Copy,
    DisclosedEntry,
    Exhibit,
    OfficeReceipt,
    Part,
)
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.depot import ORIGIN, LogHead, Said, Statement
from db.ledger.entry import Subject
from db.ledger.tree import inclusion, leaf_hash, root
from db.model import canonical
from db.model.derived import Derivation, Draw, Op
from db.model.hearing import Form, Hearing, HearingExhibit, Variant
from db.model.ids import EvidenceId, VaultId
from db.model.playable import Recipe
from db.seal.hashing import digest
from db.seal.signature import Signer
from tests.fakes import bundled_history as base
from tests.fakes.bundled_history import CHOSEN, KETUA, ORIGINALS, STAF, WIT, Ledger, name

COVERED = EvidenceId(name("samar", 50))
COVERED_BYTES = b"\xff\xd8\xff\xe0 sebuah foto kecil, wajah tertutup \xff\xd9"
PLAYABLE_BYTES = b"\x00\x00\x00\x18ftypmp42 salinan yang dapat diputar"
RECIPE = Derivation(
    CHOSEN[0], digest(ORIGINALS[0]), (Draw(Op.BLUR, (10, 20, 110, 140)),), "segel 0.1.0", "anak"
)
DEPOT = "contoh"
LOG = Signer(ORIGIN + DEPOT, b"d" * 32)
CARD = canonical.to_bytes(
    {
        "ca": "30820000",
        "depot": DEPOT,
        "log_key": LOG.public_key.hex(),
        "office_keys": ["00" * 32],
        "title": "Bawaslu Provinsi Contoh",
        "type": "segel.id/office/v1",
    }
)
PURPOSES = ("Membuktikan kehadiran di lokasi", "Membuktikan percakapan", "Membuktikan laporan")


def small_pdf() -> bytes:
    """Return one empty page, as the smallest PDF that readers take without a complaint."""
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    whole, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 4\n0000000000 65535 f \n" + table
    return (
        whole + table + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(whole)
    )


def history() -> Ledger:
    """Return the base history, an office that was joined, a covered copy, and the export."""
    ledger = base.history()
    about = Subject(SubjectKind.OFFICE, "contoh", digest(CARD))
    ledger.act(KETUA, Deed(Act.OFFICE_JOINED, about))
    sealed = canonical.to_bytes({"derived": RECIPE.to_json(), "name": "Rumah Siti.jpg"})
    subject = Subject(SubjectKind.EVIDENCE, COVERED, digest(COVERED_BYTES))
    ledger.act(STAF, Deed(Act.SEALED, subject, sealed))
    out = canonical.to_bytes({"bundle": "SGL-2026-0002"})
    exported = [
        Deed(Act.EXPORTED, Subject(SubjectKind.EVIDENCE, item, digest(original)), out)
        for item, original in zip((*CHOSEN, COVERED), (*ORIGINALS, COVERED_BYTES), strict=True)
    ]
    ledger.act(KETUA, *exported)
    return ledger


def receipts(ledger: Ledger, log: Signer = LOG) -> tuple[OfficeReceipt, ...]:
    """Return what the office said of the history as it stood before and after the covered copy."""
    joined = next(one.sequence for one in ledger.entries if one.act is Act.OFFICE_JOINED)
    links = [entry.link.value for entry in ledger.entries]
    statements = [
        Statement(
            Said.STORED,
            DEPOT,
            "laptop",
            VaultId(ledger.vault),
            base.START + 3_600_000_000 + size,
            size,
            root(links[:size]),
            1,
            digest(b"nama"),
        )
        for size in (joined + 1, joined + 2)
    ]
    leaves = [b"lain", *(said.leaf() for said in statements), b"lain lagi"]
    hashes = [leaf_hash(leaf).value for leaf in leaves]
    head = LogHead.sign(DEPOT, 1, len(leaves), root(hashes), log)
    return tuple(
        OfficeReceipt(joined, CARD, leaves[at], at, inclusion(hashes, at), head.note)
        for at in (1, 2)
    )


def contents(ledger: Ledger, variant: Variant = Variant.FULL) -> Contents:
    """Return what a wizard hands over for this variant."""
    public = variant is Variant.PUBLIC
    forms = (Form.COVERED, Form.NONE, Form.ORIGINAL) if public else (Form.ORIGINAL,) * 3
    chosen = {*CHOSEN, COVERED}
    disclosed = tuple(
        DisclosedEntry(entry.sequence, entry.body, note)
        for entry, note in zip(ledger.entries, ledger.notes, strict=True)
        if entry.subject.kind in {SubjectKind.ACCOUNT, SubjectKind.OFFICE}
        or entry.subject.id in chosen
    )
    exhibits = tuple(_exhibit(ledger, number, form) for number, form in enumerate(forms))
    created = datetime(2026, 11, 21, 11, 3, 4, tzinfo=WIT)
    return replace(
        base.contents_of(ledger),
        identifier="SGL-2026-0002",
        title="Sidang pelanggaran administratif",
        created=created,
        exhibits=exhibits,
        entries=disclosed,
        hearing=Hearing(
            identifier="SGL-2026-0002",
            title="Sidang pelanggaran administratif",
            forum="bawaslu-administrasi",
            forum_title="Bawaslu Provinsi Contoh",
            case="001/ADM/2026",
            variant=variant,
            copies=7,
            prepared_by="Panwaslu Kecamatan Contoh",
            place="Contoh",
            created=created,
            exhibits=tuple(
                HearingExhibit(
                    one.number, f"P-{one.number}", f"Bukti ke-{one.number}", purpose,
                    one.sheet.card.id, one.form,
                )
                for one, purpose in zip(exhibits, PURPOSES, strict=True)
            ),
        ),
        attachments=(Attachment("data/dokumen/daftar-alat-bukti.pdf", pieces(small_pdf())),),
        receipts=receipts(ledger),
    )  # fmt: skip


def playable(item: EvidenceId, original: bytes) -> Copy:
    """Return a copy for playing that says what it was made of."""
    settings = {"container": "mp4", "video": "libx264"}
    recipe = Recipe(item, digest(original), settings, "segel 0.1.0").to_json()
    return Copy(Part.PLAYABLE, "video/mp4", len(PLAYABLE_BYTES), pieces(PLAYABLE_BYTES), recipe)


def pieces(data: bytes) -> Callable[[], Iterator[bytes]]:
    """Return what reads these bytes."""
    return lambda: iter([data[:9], data[9:]])


def _exhibit(ledger: Ledger, number: int, form: Form) -> Exhibit:
    plain = base.exhibit_of(ledger, number)
    own = [entry for entry in ledger.entries if entry.subject.id == COVERED]
    extra: list[Copy] = []
    if number == 0:
        extra.append(
            Copy(
                Part.COVERED,
                "image/jpeg",
                len(COVERED_BYTES),
                pieces(COVERED_BYTES),
                RECIPE.to_json(),
                digest(COVERED_BYTES),
                COVERED,
                tuple(
                    ledger.records[one.sequence] for one in own if one.sequence in ledger.records
                ),
            )
        )
    if number == 1 and form is Form.ORIGINAL:
        extra.append(playable(CHOSEN[1], ORIGINALS[1]))
    return replace(plain, form=form, extra=tuple(extra))
