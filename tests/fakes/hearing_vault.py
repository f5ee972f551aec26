# SPDX-License-Identifier: GPL-3.0-or-later
"""A case that goes before a forum: a protected witness, photos with positions, names in file names.

Everything that the public must not read stands in `SECRETS`, as it might be spelled anywhere.
"""

from dataclasses import dataclass
from pathlib import Path

from db.casework.paper import Paper
from db.model.derived import Draw, Op
from db.model.evidence import Kind, Manner, Provenance
from db.model.ids import EvidenceId
from db.store import evidence, links
from db.store.vault import Vault
from desktop.actions import deriving
from desktop.actions.desk import Desk
from desktop.actions.rules import rulebook
from tests.fakes.casework_vault import happen
from tests.fakes.scenarios import s6
from tests.fakes.small_vault import put
from tests.fakes.stopped_clock import StoppedClock

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PHOTO = "Sony_DSC-HX5V_(2).jpg"
SECRETS = (
    "5306075004909902",
    "Yuliana",
    "yuliana",
    "081234567890",
    "3205282507899904",
    "Menanga II RT 04",
)
"""NIK, names, a phone and an address that only the panel may read."""
NAMES = {
    "S06-E01": "Foto Yuliana T 5306075004909902.jpg",
    "S06-E02": "IMG_2024 rumah Yuliana.jpg",
    "S06-E03": "catatan Yuliana.txt",
}
GIVEN = Provenance(
    Manner.WHATSAPP_DOCUMENT,
    giver="Yuliana T.",
    giver_protected=True,
    basis="Diserahkan Yuliana T., HP 081234567890",
    note="Tinggal di Menanga II RT 04",
)


@dataclass(frozen=True, slots=True)
class HearingCase:
    """What such a vault holds.  `covered`: a copy of the first photo with a place masked."""

    papers: dict[str, Paper]
    items: dict[str, EvidenceId]
    covered: EvidenceId


def seal(vault: Vault, desk: Desk, name: str, data: bytes, came: Provenance = GIVEN) -> EvidenceId:
    """Seal bytes with what intake really sees in them."""
    facts = desk.examiner.look(
        lambda start, size: data[start : start + size], len(data), name, around=desk.around()
    )
    return put(vault, data, name=name, facts=facts, provenance=came)


def hearing_case(vault: Vault, desk: Desk, clock: StoppedClock) -> HearingCase:
    """Let it happen."""
    known: dict[str, EvidenceId] = {}

    def sealed(name: str) -> EvidenceId:
        if name not in known:
            photo = (SAMPLES / PHOTO).read_bytes()
            data = {
                "S06-E01": photo,
                "S06-E02": photo + b"\0",  # other bytes, the same picture
            }.get(name, b"NIK 3205282507899904, Yuliana T., HP 081234567890\n")
            known[name] = seal(vault, desk, NAMES[name], data)
        return known[name]

    papers = happen(vault, clock, rulebook(), s6(sealed))
    case = papers["perkara"].id
    for name in NAMES:
        links.link(vault, case, (sealed(name),), note=f"Bukti dari Yuliana T. ({name})")
    steps = (Draw(Op.MASK, (20, 20, 200, 160)), Draw(Op.BLUR, (220, 20, 400, 160)))
    covered = deriving.derive(
        desk, known["S06-E01"], steps, "Yuliana ditutup.jpg", note="wajah Yuliana T. ditutup"
    )
    assert evidence.by_id(vault, known["S06-E01"]).kind is Kind.PHOTO
    return HearingCase(papers, dict(known), covered)
