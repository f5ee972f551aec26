# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of reference rows; each carries its words, its source and the days it is in force.

A row is in force on a day when `valid_from <= day` and `valid_to` is empty or not before it.
`verified` is true only where the text was read, in the original or reproduced word for word, or
where a day is of public record; what is not verified is never printed as official.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from db.casework.form import When, Words


class Unit(StrEnum):
    """What a deadline counts in."""

    WORKING = "hari_kerja"
    CALENDAR = "hari_kalender"
    HOURS = "jam"


class Phase(StrEnum):
    """Before or after the candidates of a contest were fixed; the same act weighs differently."""

    BEFORE = "SEBELUM_PENETAPAN"
    AFTER = "SETELAH_PENETAPAN"
    ANY = "SETIAP_SAAT"


@dataclass(frozen=True, slots=True)
class Row:
    """What every row has.  Days are "2023-11-04"; `valid_to` is empty while in force."""

    code: str
    label: Words
    source: str
    verified: bool
    valid_from: str
    valid_to: str

    def in_force(self, day: date) -> bool:
        """Tell whether the row applies to something that happened on `day`."""
        text = day.isoformat()
        return self.valid_from <= text and (not self.valid_to or text <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Regime(Row):
    """PEMILU, PILKADA: which family of rules governs."""


@dataclass(frozen=True, slots=True)
class Contest(Row):
    """An election: its regime, kinds of vote, and the day its candidates were fixed.

    `kinds`: codes of `vote-kind` terms.  `fixed`: the day, or empty while nobody knows it.
    `campaign`, `quiet`: first and last day, or empty.  `vote`: the day, or empty.
    """

    regime: str
    kinds: tuple[str, ...]
    fixed: str
    campaign: tuple[str, str]
    quiet: tuple[str, str]
    vote: str


@dataclass(frozen=True, slots=True)
class Term(Row):
    """A word of a list: a stage, a kind of vote, a platform, a capacity.  `table` names the list.

    `regimes`: where it is used, or empty for all.  `parent`: the term above it in the same table,
    or empty.  `place`: where it stands in menus.
    """

    table: str
    regimes: frozenset[str]
    parent: str
    place: int


@dataclass(frozen=True, slots=True)
class CatalogueAct(Row):
    """An act that a rule forbids: ASN-E4b, PM-523-2, HOAKS/proses.

    `family`: code of a `family` term: "ASN-ETIK", "ASN-DISIPLIN", "PEMILU", …
    `type`: the case type it leads to (see `Route`): "HUKUM_LAIN/ASN", "PIDANA", …
    `regimes`: where it can be charged, or empty for all.
    `other_phase`: the code of the same or the nearest act in the other phase, or empty.
    `sanction`: words, and `weight`: "MORAL", "SEDANG", "BERAT", "PTDH", "PIDANA", "ADMIN" or empty.
    `evidence`: what usually proves it.  `basis`: codes of legal-basis rows.
    `parent`: the act it is a sub-act of, or empty.  `frequency`: higher stands earlier in menus.
    `papers`: kinds of paper it is the usual act of ("ACARA"); there it stands first.  "MEDSOS:like"
    means a row of that sort on a social-media capture.
    `note`: what the reader of the row must know, or None.
    """

    family: str
    type: str
    regimes: frozenset[str]
    phase: Phase
    other_phase: str
    parent: str
    sanction: Words
    weight: str
    evidence: Words
    basis: tuple[str, ...]
    frequency: int
    papers: tuple[str, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis(Row):
    """An article and what it says in short.  `reference`: "UU 7/2017 Pasal 283"."""

    reference: str
    text: Words


@dataclass(frozen=True, slots=True)
class DeadlineRule(Row):
    """A time limit.  `start`: the field of the case it runs from; `before`: it runs backwards.

    `amount`: how many of `unit`.  `regime`: whose rule, or empty for all.  `acts_for`: which kind
    of case or paper it is for: "TEMUAN", "LAPORAN", "PERKARA", "SARAN_PERBAIKAN", "UNDANGAN",
    "PENERUSAN".  `types`: the case types it is for, or empty for all.  `start` may name several
    fields, "a|b"; the first that is filled counts.  `ends`: fields that, once filled, end it.
    """

    regime: str
    start: str
    amount: int
    unit: Unit
    before: bool
    acts_for: str
    types: frozenset[str] = frozenset()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday(Row):
    """A day that is no working day.  `day`: "2024-02-14".  `joint_leave`: cuti bersama.

    Holidays are in force from before the first day anybody counts from, so that a deadline may
    run over the turn of a year.
    """

    day: str
    joint_leave: bool


@dataclass(frozen=True, slots=True)
class Workweek(Row):
    """What a working day is.  `rest`: days of the week that are none, 1 Monday to 7 Sunday.

    `joint_leave_rests`: whether joint leave (cuti bersama) is no working day either.
    `regime`: whose rule, or empty for all.
    """

    regime: str
    rest: tuple[int, ...]
    joint_leave_rests: bool


@dataclass(frozen=True, slots=True)
class Route(Row):
    """Where a case of a type goes.  `steps`: who passes it on, in order; the last is the addressee.

    `type`: case type, "HUKUM_LAIN/ASN".  `regimes`: where it applies, or empty for all.
    `system`: the addressee's electronic channel, "SBT", or empty.  `needs`: person or case fields
    without which the addressee does not take it ("nip_atau_nik").
    """

    type: str
    regimes: frozenset[str]
    addressee: Words
    steps: tuple[Words, ...]
    system: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberTemplate(Row):
    """How a number is written: "{seq:03}/LHP/{classification}/{unit}/{mm}/{yyyy}".

    `paper`: what is numbered, a paper kind or "REGISTER_LAPORAN", "REGISTER_TEMUAN", "SURAT".
    `regimes`: where it is used, or empty for all.
    """

    paper: str
    regimes: frozenset[str]
    template: str


@dataclass(frozen=True, slots=True)
class State(Row):
    """Where a paper of a kind can stand.  `code`: unique within `kind`; `final`: it ends there."""

    kind: str
    final: bool


@dataclass(frozen=True, slots=True)
class Transition(Row):
    """A way from one state to another; the label is the verb on its button.

    `kind`: of paper, "*" for those without ways of their own.  `start`: the state it leaves, "DRAF"
    where a paper is signed.  `roles`: who may take it.  `needs`: fields that must be filled.
    `sets`: days or moments it fixes, filled as well.  `when`: only for papers like this.
    """

    kind: str
    start: str
    to: str
    roles: frozenset[str]
    needs: tuple[str, ...]
    sets: tuple[str, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True)
class ConditionRule(Row):
    """A formal or material condition.  `group`: "FORMAL" or "MATERIEL".

    `acts_for`: "LAPORAN", "TEMUAN".  `check`: "filled" (each of `fields`, where "a|b" asks for
    one of two and "pelapor.alamat" looks into a person or into rows), "evidence" (one item or one
    of `fields`), or "in-time" (`fields` are the day it began and the day it was done).
    """

    group: str
    acts_for: str
    regimes: frozenset[str]
    check: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forum(Row):
    """Where a bundle is laid, and how its exhibits are named there.

    `types`: case types that usually end there, or empty.  `regimes`: where it is used, or empty for
    all.  `prefixes`: what codes begin with, the supervisor's own first: "PK", "P", "T".
    `numbering`: how a code is written (`exhibits.code`).  `copies`: printed sets usually asked for.
    `columns`, `documents`: codes of `exhibits.COLUMNS` and `exhibits.DOCUMENTS`, in their order.
    `papers`: kinds of paper that are usually laid beside the exhibits.
    """

    types: frozenset[str]
    regimes: frozenset[str]
    prefixes: tuple[str, ...]
    numbering: str
    copies: int
    columns: tuple[str, ...]
    documents: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province(Row):
    """What a province's clocks show and what its places are called.  `code`: "51".

    `iana`: "Asia/Makassar"; `zone`: "WITA"; `minutes`: east of UTC.  `district`: what a
    kecamatan is called there; `village`, `ward`, `custom`: a desa, a kelurahan and a desa adat.
    """

    iana: str
    zone: str
    minutes: int
    district: Words
    village: Words
    ward: Words
    custom: Words


@dataclass(frozen=True, slots=True)
class FormerRegion(Row):
    """A region code of earlier days, as it still stands in a NIK.  `now`: today's code."""

    now: str


R = TypeVar("R", bound=Row)


def in_force(rows: Iterable[R], day: date) -> tuple[R, ...]:
    """Return the rows that apply to something that happened on `day`, in their order."""
    return tuple(row for row in rows if row.in_force(day))


def used_in(regimes: frozenset[str], regime: str) -> bool:
    """Tell whether something limited to `regimes` is used in `regime`; no limit, or none asked."""
    return not regimes or not regime or regime in regimes
