# SPDX-License-Identifier: GPL-3.0-or-later
"""Who signs a printed paper, read from what was filled in.

Every sort of paper has its rules below: a single name with its position, or every row of a list.
Where nobody is named yet the line stays empty for a pen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db.casework import answers
from db.casework.completed import People, completed
from db.casework.form import Field, Form
from db.casework.paper import PaperKind, Values


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a paper.  `role` stands above the space, `position` under it; `number`: an NIP."""

    role: str
    name: str = ""
    position: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where a signer stands.  `rows`: the list whose rows all sign, else empty.

    `always`: an empty line is printed when the name is missing.
    """

    role: str
    name: str
    position: str = ""
    rows: str = ""
    always: bool = True


_WITNESSES: Final = (
    _Rule("Saksi", "saksi_1", always=False),
    _Rule("Saksi", "saksi_2", always=False),
)
_RECEIPT: Final = (
    _Rule("Yang menyampaikan", "nama"),
    _Rule("Yang menerima", "penerima", "penerima_jabatan"),
)
RULES: Final[Mapping[PaperKind, tuple[_Rule, ...]]] = {
    PaperKind.ASSIGNMENT: (_Rule("", "penandatangan", "penandatangan_jabatan"),),
    PaperKind.SUPERVISION: (_Rule("", "nama", "jabatan", rows="pelaksana"),),
    PaperKind.REPORT: (
        _Rule("Penerima laporan", "penerima", "penerima_jabatan"),
        _Rule("Pelapor", "pelapor_nama"),
    ),
    PaperKind.FINDING: (_Rule("Pengawas yang menemukan", "penemu_nama", "penemu_jabatan"),),
    PaperKind.RECEIPT: _RECEIPT,
    PaperKind.REVIEW: (_Rule("Penyusun", "nama", "jabatan", rows="penyusun"),),
    PaperKind.INVITATION: (_Rule("", "penandatangan", "penandatangan_jabatan"),),
    PaperKind.OATH: (
        _Rule("Yang mengambil sumpah/janji", "pengambil", "pengambil_jabatan"),
        _Rule("Yang mengucapkan sumpah/janji", "nama"),
        *_WITNESSES,
    ),
    PaperKind.CLARIFICATION: (
        _Rule("Yang memberi keterangan", "nama"),
        _Rule("Peminta keterangan", "nama", "jabatan", rows="pemeriksa"),
        _Rule("Pendamping", "pendamping", always=False),
    ),
    PaperKind.PLENARY: (_Rule("", "nama", "jabatan", rows="peserta"),),
    PaperKind.ADVICE: (
        _Rule("Yang menerima", "penerima"),
        _Rule("Yang menyampaikan", ""),
    ),
    PaperKind.MINUTES: (_Rule("sebagai", "nama", "jabatan", rows="pihak"),),
    PaperKind.FORWARDING: (_Rule("", "penandatangan", "penandatangan_jabatan"),),
    PaperKind.EXHIBIT: (
        _Rule("Yang menyerahkan", "penyerah_nama"),
        _Rule("Yang menerima", "penerima"),
    ),
    PaperKind.HANDOVER: (
        _Rule("Yang menyerahkan", "penyerah_nama", "penyerah_jabatan"),
        _Rule("Yang menerima", "penerima", "penerima_jabatan"),
        *_WITNESSES,
    ),
}


def signers(form: Form, values: Values, people: People) -> tuple[Signer, ...]:
    """Return who signs a filled form, in the order in which they stand on paper."""
    whole = completed(form.fields(), values, people)
    found: list[Signer] = []
    for rule in RULES.get(form.kind, ()):
        if rule.rows:
            found.extend(_rows(form, whole, people, rule))
        else:
            name = answers.text(whole, rule.name)
            if name or rule.always:
                found.append(Signer(rule.role, name, answers.text(whole, rule.position)))
    return tuple(found)


def _rows(form: Form, values: Values, people: People, rule: _Rule) -> tuple[Signer, ...]:
    field = next((field for field in form.fields() if field.key == rule.rows), None)
    if field is None:
        return ()
    rows = [completed(field.fields, row, people) for row in answers.rows(values, rule.rows)]
    return tuple(
        Signer(
            _role(field, row, rule.role),
            answers.text(row, rule.name),
            answers.text(row, rule.position),
        )
        for row in rows
        if answers.text(row, rule.name)
    )


def _role(field: Field, row: Values, role: str) -> str:
    """Return the role, or the label of the choice that stands in the row under that key."""
    for part in field.fields:
        if part.key == role:
            labels = {choice.code: choice.label.id for choice in part.choices}
            return labels.get(answers.text(row, role), "")
    return role
