# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets for a pen: an empty form or statement whose code leads its scan back to the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from db.casework.form import Form
from db.casework.printed import empty_rows
from db.casework.reference import Reference
from db.casework.signers import Signer
from db.casework.spelling import plain_date, zone
from db.model.canonical import Json
from desktop.actions.printing import BLANK, Office
from desktop.actions.typeset import part_json, signer_json, title_of, typeset

STATEMENT: Final = "PERNYATAAN"


def blank(
    form: Form, office: Office, code: str, *, made: datetime, reference: Reference | None = None
) -> bytes:
    """Return an empty form for handwriting as PDF/A-2a; its QR code leads the scan back to `code`.

    `made`: aware; the day printed is its own.  `reference`: short lists become boxes to tick.
    Raise ValueError for a time without a zone.
    """
    return typeset(
        "blank",
        {
            **_empty(office, code, f"{form.name} · {code}", made),
            "official": form.official if form.verified else "",
            "parts": [part_json(part) for part in empty_rows(form, reference)],
            "title": title_of(form),
        },
        f"{BLANK}:{form.name}:{code}",
        made,
    )


def _empty(office: Office, code: str, name: str, made: datetime) -> dict[str, Json]:
    """Return what every sheet for a pen has in common; it has no number and no day of signing."""
    if made.tzinfo is None:
        message = "the time on an empty sheet has a zone"
        raise ValueError(message)
    day = plain_date(made.date())
    return {
        "answers": {},
        "code": code,
        "dated": "",
        "foot": {
            "hash": name,
            "line": f"Formulir kosong, dicetak {day} {made:%H.%M} {zone(made)}",
        },
        "number": "",
        "office": office.to_json(),
        "photos": [],
        "public": False,
        "reason": "",
        "signers": [],
        "version": 1,
    }


def statement_sheet(
    office: Office, code: str, answers: Mapping[str, str], *, made: datetime
) -> bytes:
    """Return a sheet on which somebody writes down what he or she knows, as PDF/A-2a.

    `answers`: what is known already, by key: nama, ttl, pekerjaan, alamat, hp, keterangan; the rest
    is lines for a pen.  `code`: the local number to which its QR code leads the scan.  `made`:
    aware; raise ValueError for a time without a zone.
    """
    return typeset(
        "statement",
        {
            **_empty(office, code, f"{STATEMENT} · {code}", made),
            "answers": dict(answers),
            "official": "",
            "parts": [],
            "signers": [
                signer_json(Signer("Yang membuat pernyataan", answers.get("nama", ""))),
                signer_json(Signer("Yang menerima")),
            ],
            "title": "Surat pernyataan",
        },
        f"{BLANK}:{STATEMENT}:{code}",
        made,
    )
