# SPDX-License-Identifier: GPL-3.0-or-later
"""The head of a ledger as one printed page (PDF/A), to be kept anywhere but with the laptop."""

import json
from datetime import datetime
from typing import Final

import typst

from db.ledger.spoken import SpokenHead
from db.model.calendar import LONG_MONTHS
from db.model.ids import VaultId
from desktop.actions.pinning import drawn
from resources import path

ACROSS: Final = 4


def head_sheet(head: SpokenHead, *, vault: VaultId, label: str, created: datetime) -> bytes:
    """Return one A4 page with QR code and letters.  Equal arguments give equal bytes.

    `label`: what people call the vault.  `created`: aware; raise ValueError for another.
    """
    if created.tzinfo is None:
        message = "the time on a sheet has a zone"
        raise ValueError(message)
    groups = head.groups
    values = {
        "created": f"{created.day} {LONG_MONTHS['id'][created.month - 1]} {created.year},"
        f" {created:%H.%M} ({created.tzname() or ''})",
        "label": " ".join(label.split()),
        "qr": drawn(head).decode(),
        "rows": [" ".join(groups[at : at + ACROSS]) for at in range(0, len(groups), ACROSS)],
        "size": str(head.size),
        "vault": vault,
    }
    pdf = typst.compile(
        path("documents/head.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(path("fonts"))]),
        format="pdf",
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards="a-2a",
        timestamp=created.replace(microsecond=0),
    )
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"  # PDF/A 6.1.9
