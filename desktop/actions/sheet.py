# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed recovery sheet as PDF/A, set without the code ever touching a disk."""

import io
from datetime import datetime
from typing import Final

import segno

from db.model.ids import VaultId
from db.seal.recovery import GROUP, PREFIX
from desktop.actions.leaflet import moment, rows, set_leaflet

GROUPS_A_ROW: Final = 3


def recovery_sheet(
    code: str, *, vault: VaultId, label: str, fingerprint: str, created: datetime
) -> bytes:
    """Return one A4 page that opens the vault.  Keep the bytes as secret as `code`.

    `code` as `db.seal.recovery.write` gives it.  `label`: what people call the vault.
    `fingerprint` as `db.seal.signature.fingerprint` gives it.  `created`: aware; equal arguments
    give equal bytes.  Raise ValueError for a time without a zone.
    """
    letters = code.replace("-", "")
    groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
    values = {
        "created": moment(created),
        "fingerprint": fingerprint,
        "label": " ".join(label.split()),
        "qr": drawn_code(PREFIX + code),
        "rows": rows(groups, GROUPS_A_ROW, "-"),
        "vault": vault,
    }
    return set_leaflet("recovery", values, created)


def drawn_code(text: str) -> str:
    """Return an SVG of a QR code at level M; the page around it is its quiet zone."""
    drawing = io.BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(
        drawing, kind="svg", xmldecl=False, omitsize=True, border=0
    )
    return drawing.getvalue().decode()
