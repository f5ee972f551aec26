# SPDX-License-Identifier: GPL-3.0-or-later
"""The head of a ledger as one printed page (PDF/A), to be kept anywhere but with the laptop."""

from datetime import datetime
from typing import Final

from db.ledger.spoken import SpokenHead
from db.model.ids import VaultId
from desktop.actions.leaflet import moment, rows, set_leaflet
from desktop.actions.pinning import drawn

ACROSS: Final = 4


def head_sheet(head: SpokenHead, *, vault: VaultId, label: str, created: datetime) -> bytes:
    """Return one A4 page with QR code and letters.  Equal arguments give equal bytes.

    `label`: what people call the vault.  `created`: aware; raise ValueError for another.
    """
    values = {
        "created": moment(created),
        "label": " ".join(label.split()),
        "qr": drawn(head).decode(),
        "rows": rows(head.groups, ACROSS, " "),
        "size": str(head.size),
        "vault": vault,
    }
    return set_leaflet("head", values, created)
