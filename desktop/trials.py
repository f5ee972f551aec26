# SPDX-License-Identifier: GPL-3.0-or-later
"""What a packaged program must be able to do with evidence and papers, done once each, without Qt.

Each trial does the real thing with the program's own verbs in a vault made for it, and raises
MissingPartError, or whatever the lost part raises.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import segno

import resources
from db.bundle.examine import survey
from db.bundle.handover import SUFFIX, Wrapping
from db.casework.paper import PaperKind
from db.casework.signers import Signer
from db.model.digest import Digest
from db.model.evidence import EvidenceCard, Kind, Manner, Provenance
from db.model.hearing import Hearing, HearingExhibit, Variant
from db.model.ids import PaperId
from db.model.progress import never
from db.seal import age
from db.seal.pdf_signature import PdfSigner
from db.store import browse, evidence
from db.store.vault import Vault
from desktop.actions import (
    examining,
    exporting,
    gather,
    paper_prints,
    paperwork,
    scans,
    sealing,
    viewing,
)
from desktop.actions.desk import Desk
from desktop.actions.hearing_documents import documents
from desktop.actions.hearing_facts import ExhibitFacts, HearingFacts, Still, View
from desktop.actions.printing import Head, Office
from desktop.actions.rules import rulebook
from desktop.actions.samples import sample_files
from desktop.actions.sheet import recovery_sheet

CODE: Final = "SEGEL-UJI"
PDF: Final = b"%PDF-"
OFFICE: Final = Office("Panwaslu Kecamatan Uji", "Jalan Uji 1", "Uji")
SIGNER: Final = Signer("Ketua", "Uji", "", "")


class MissingPartError(RuntimeError):
    """Something that should have been packaged was not."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it is tried: an open vault, and an empty folder beside it."""

    desk: Desk
    folder: Path

    def card(self, kind: Kind) -> EvidenceCard:
        """Return the first sealed item of a kind; raise MissingPartError where there is none."""
        cards = self.desk.on_vault(lambda vault: browse.page(vault, limit=100))
        found = next((card for card in cards if card.kind is kind), None)
        if found is None:
            raise MissingPartError(kind.value)
        return found


Trial = Callable[[Ground], None]


def must(holds: bool, part: str) -> None:  # noqa: FBT001 - a sentence: must(there, "typst")
    """Raise MissingPartError with the part's name, unless what was tried holds."""
    if not holds:
        raise MissingPartError(part)


def seal(ground: Ground) -> None:
    """Look at the samples in the child, seal them, and examine the whole vault."""
    desk = ground.desk
    reviewed = gather.review(desk, gather.gather(sample_files()).candidates)
    kinds = {one.facts.kind for one in reviewed if one.facts is not None}
    must(kinds >= {Kind.PHOTO, Kind.VIDEO, Kind.AUDIO}, "intake")
    gather.queue(desk, [one.ticket(Provenance(Manner.DEVICE)) for one in reviewed])
    must(not sealing.run_queue(desk).failed, "store")
    must(examining.examine_vault(desk).clean, "examining")


def see(ground: Ground) -> None:
    """Render a sealed photo and a still of a sealed film in the child."""
    for kind in (Kind.PHOTO, Kind.VIDEO):
        seen = viewing.picture(ground.desk, ground.card(kind).id, longest=320)
        must(seen.jpeg.startswith(b"\xff\xd8"), kind.value)


def read_code(ground: Ground) -> None:
    """Read a QR code from a picture, in the child."""
    place = ground.folder / "kode.png"
    segno.make(CODE, micro=False).save(str(place), scale=6)
    must(scans.codes_in_file(ground.desk, place) == (CODE,), "zxing-cpp")


def read_workbook(ground: Ground) -> None:
    """Read a list of people from a workbook, in the child."""
    data = resources.path("trial/daftar.xlsx").read_bytes()

    def read_at(offset: int, length: int) -> bytes:
        return data[offset : offset + length]

    rows = ground.desk.examiner.table(read_at, len(data), "daftar.xlsx")
    must(any("198901012015032001" in map(str, row) for row in rows), "openpyxl")


def print_papers(ground: Ground) -> None:
    """Sign a paper and set it, an empty form and a recovery sheet as PDF."""
    desk, book = ground.desk, rulebook()
    values = {"nama": OFFICE.name, "tempat_simpan": OFFICE.place}

    def sign(vault: Vault) -> PaperId:
        sheet = paperwork.begin(vault, book, PaperKind.EXHIBIT, prefill=values)
        return paperwork.sign(vault, book, sheet).id

    paper = desk.on_vault(sign)
    made = desk.now().local
    for name, pdf in (
        ("paper.typ", paper_prints.pdf_of(desk, book, paper, never)),
        ("blank.typ", paper_prints.blank_pdf(desk, book)),
        (
            "recovery.typ",
            recovery_sheet(CODE, vault=desk.vault, label="Uji", fingerprint="", created=made),
        ),
    ):
        must(pdf.startswith(PDF), name)


def sign_document(ground: Ground) -> None:
    """Sign a document with a certificate made for this, which nobody holds."""
    data = resources.path("trial/uji.p12").read_bytes()
    pen = PdfSigner(data, "uji", now=lambda: ground.desk.now().utc)
    made = ground.desk.now().local
    sheet = recovery_sheet(CODE, vault=ground.desk.vault, label="Uji", fingerprint="", created=made)
    must(b"/ByteRange" in pen(sheet), "pyhanko")


def lay_before(ground: Ground) -> None:
    """Set every document of a hearing as PDF."""
    desk, card = ground.desk, ground.card(Kind.PHOTO)
    sheet = desk.on_vault(lambda vault: evidence.sheet(vault, card.id))
    picture = viewing.picture(desk, card.id, longest=320).jpeg
    hearing = Hearing(
        identifier=CODE,
        title="Uji",
        forum="BAWASLU-ADM",
        forum_title="Uji",
        case="",
        variant=Variant.FULL,
        copies=2,
        prepared_by=SIGNER.name,
        place=OFFICE.place,
        created=desk.now().local,
        exhibits=(HearingExhibit(1, "P-1", "Uji", "Uji", card.id),),
    )
    facts = HearingFacts(
        vault=desk.vault,
        tool=desk.tool,
        office=OFFICE,
        head=Head(1, Digest(bytes(32))),
        exhibits=(ExhibitFacts(sheet, thumbnail=picture),),
        view=lambda _number: View((Still(picture),)),
        signers=(SIGNER,),
    )
    made = documents(hearing, facts)
    must(len(made) > 1, "documents")
    for document in made:
        must(document.make().startswith(PDF), document.path)


def hand_over(ground: Ground) -> None:
    """Write a bundle with its page, examine it, and write one encrypted for a recipient."""
    desk, item = ground.desk, ground.card(Kind.PHOTO).id
    write = partial(
        exporting.export_bundle, desk, [item], identifier=CODE, title="Uji", organisation="Uji"
    )
    plain = ground.folder / "bundel"
    write(target=plain)
    must((plain / "verifikasi.html").stat().st_size > 0, "verifikasi.html")
    must(not survey(plain).discrepancies, "bundle")
    secret = age.new_identity()
    write(target=ground.folder / "kirim", wrapping=Wrapping((secret.recipient,)))
    must(any(ground.folder.rglob(f"*{SUFFIX}*")), "pyrage")


TRIALS: Final[tuple[tuple[str, Trial], ...]] = (
    ("vault, intake and ledger", seal),
    ("pictures and stills", see),
    ("codes in pictures", read_code),
    ("workbooks", read_workbook),
    ("papers as PDF", print_papers),
    ("signatures in PDF", sign_document),
    ("documents of a hearing as PDF", lay_before),
    ("bundles, plain and encrypted", hand_over),
)
"""In this order: what is sealed first is used by the others."""
