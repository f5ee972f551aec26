# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed recovery sheet as PDF/A, set without the code ever touching a disk."""

import io
import json
from datetime import datetime
from typing import Final

import segno
import typst

from db.model.calendar import LONG_MONTHS
from db.model.ids import VaultId
from db.seal.recovery import GROUP, PREFIX
from resources import path

GROUPS_A_ROW: Final = 3


def recovery_sheet(
    code: str, *, vault: VaultId, label: str, fingerprint: str, created: datetime
) -> bytes:
    """Return one A4 page (PDF/A-2a) that opens the vault.  Keep the bytes as secret as `code`.

    `code` as `db.seal.recovery.write` gives it.  `label`: what people call the vault.
    `fingerprint` as `db.seal.signature.fingerprint` gives it.  `created`: aware; equal arguments
    give equal bytes.  Raise ValueError for a time without a zone.
    """
    if created.tzinfo is None:
        message = "the time on a recovery sheet has a zone"
        raise ValueError(message)
    values = {
        "created": _day(created),
        "fingerprint": fingerprint,
        "label": " ".join(label.split()),
        "qr": drawn_code(PREFIX + code),
        "rows": _rows(code),
        "vault": vault,
    }
    pdf = typst.compile(
        path("documents/recovery.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(path("fonts"))]),
        format="pdf",
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards="a-2a",
        timestamp=created.replace(microsecond=0),
    )
    # typst ends without a line break, which a later signature would need (PDF/A 6.1.9).
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"


def drawn_code(text: str) -> str:
    """Return an SVG of a QR code at level M; the page around it is its quiet zone."""
    drawing = io.BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(
        drawing, kind="svg", xmldecl=False, omitsize=True, border=0
    )
    return drawing.getvalue().decode()


def _rows(code: str) -> list[str]:
    """Return the groups of the code, three to a line."""
    letters = code.replace("-", "")
    groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
    return ["-".join(groups[at : at + GROUPS_A_ROW]) for at in range(0, len(groups), GROUPS_A_ROW)]


def _day(time: datetime) -> str:
    """Return a time as people write it, with its zone: 21 November 2026, 11.03 (WIT)."""
    zone = time.tzname() or ""
    return f"{time.day} {LONG_MONTHS['id'][time.month - 1]} {time.year}, {time:%H.%M} ({zone})"
