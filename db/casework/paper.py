# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers: the documents of casework, each version signed and never edited afterwards.

A paper is a filled form.  While it is being written it is a `Draft`, which belongs to its writer
and may change with every key; signing it makes version 1, and a correction makes version 2 with
its reason.  A case (PERKARA) is a paper too; other papers stand in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.model.canonical import Json
from db.model.clock import TrueTime
from db.model.ids import AccountId, EvidenceId, PaperId

Values = Mapping[str, Json]
"""What was filled in, by field key; canonical JSON, so whole numbers only (see `form`)."""


class PaperKind(StrEnum):
    """What sort of paper; the words are the field's own."""

    OFFICE = "KANTOR"
    PERSON = "ORANG"
    ASSIGNMENT = "SPT"
    SUPERVISION = "LHP"  # Formulir Model A
    EVENT = "ACARA"
    SOCIAL = "MEDSOS"
    FACILITY = "FASILITAS"
    PROP = "APK"
    PLEDGE = "IKRAR"
    INFORMATION = "INFORMASI_AWAL"
    REPORT = "LAPORAN"  # B.1
    FINDING = "TEMUAN"  # B.2
    RECEIPT = "TANDA_TERIMA"  # B.3 and B.3.1
    CASE = "PERKARA"
    REVIEW = "KAJIAN"
    INVITATION = "UNDANGAN"  # B.9
    OATH = "SUMPAH"  # B.10 and B.11
    CLARIFICATION = "KLARIFIKASI"  # B.12
    PLENARY = "PLENO"
    ADVICE = "SARAN_PERBAIKAN"
    MINUTES = "BERITA_ACARA"
    FORWARDING = "PENERUSAN"
    FOLLOW_UP = "TINDAK_LANJUT"
    EXHIBIT = "BARANG_BUKTI"
    HANDOVER = "SERAH_TERIMA"


class Part(StrEnum):
    """What a person is in a case."""

    REPORTER = "PELAPOR"
    REPORTED = "TERLAPOR"
    WITNESS = "SAKSI"
    EXPERT = "AHLI"
    VICTIM = "KORBAN"
    GIVER = "PENYERAH"


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being filled in.  `paper`: what it will become, or become the next version of.

    `base`: the version it corrects, 0 for a new paper.  `updated_us`: UTC microseconds.  `giver`:
    the name of who typed it and handed it over at `given_us`, or empty.
    """

    paper: PaperId
    kind: PaperKind
    form: str
    values: Values
    by: AccountId
    case: PaperId | None = None
    base: int = 0
    updated_us: int = 0
    giver: str = ""
    given_us: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """One signed version of a paper.

    `code`: the local number people say, "NPD-7K3F", or empty.  `form`: "LHP@2022-1", the form and
    its edition.  `state`: where it stands (see `states`).  `reason`: why this version was written.
    `seq`: the ledger entry that signed it.  `reference`: the edition of the reference rows in use.
    """

    id: PaperId
    kind: PaperKind
    version: int
    code: str
    form: str
    values: Values
    state: str
    case: PaperId | None
    reason: str
    reference: str
    by: AccountId
    by_name: str
    made_us: int
    zone_minutes: int
    seq: int


@dataclass(frozen=True, slots=True)
class Party:
    """A person's part in a paper, by the version of the person that was meant."""

    person: PaperId
    part: Part


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists and searches show of a paper, drawn from its values by `summary.summarise`.

    `happened`: local day "2023-12-03" or empty.  `region`: code or empty.  `categories`: catalogue
    codes.  `guarded`: words only those may find who may know protected people.  `stage`: the stage
    that was watched (tahapan), for statistics.
    """

    title: str
    happened: str = ""
    region: str = ""
    regime: str = ""
    outcome: str = ""
    categories: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    words: str = ""
    guarded: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One row of a list: the newest version of a paper, as the reader may see it."""

    id: PaperId
    kind: PaperKind
    version: int
    code: str
    state: str
    case: PaperId | None
    title: str
    happened: str
    region: str
    regime: str
    outcome: str
    categories: tuple[str, ...]
    by: AccountId
    by_name: str
    first_us: int
    made_us: int
    evidence: int = 0
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence attached to a paper.  `label`: the exhibit's number there, "E01".

    `guarded`: shows or names a protected person; only those who may know them see it.
    """

    paper: PaperId
    evidence: EvidenceId
    number: int
    label: str
    note: str
    guarded: bool
    seq: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a paper, for its timeline.

    `at_us`: as the laptop said.  `true`: the corrected time, where a correction was in force.
    """

    seq: int
    act: str
    paper: PaperId
    kind: PaperKind
    code: str
    state: str
    by_name: str
    at_us: int
    zone_minutes: int
    reason: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    true: TrueTime | None = None
