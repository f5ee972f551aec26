# SPDX-License-Identifier: GPL-3.0-or-later
"""Packs as an office would make them: the rows that ship, with what a test changes."""

import json
from collections.abc import Callable
from typing import Any

import resources.reference
from db.seal.signature import Signer
from db.store import packs

OFFICE = Signer("bawaslu-bali", b"k" * 32)
NEWER = "2030-01-15"
Rows = list[dict[str, Any]]


def files(edition: str = NEWER, **changes: Callable[[Rows], None]) -> dict[str, str]:
    """Return the rows that ship as another edition; `changes` edit the rows of a file in place."""
    found = {name: data.decode() for name, data in resources.reference.files().items()}
    found["edition.json"] = json.dumps({"edition": edition, "issuer": "Bawaslu Bali"})
    for kind, change in changes.items():
        value = json.loads(found[f"{kind}.json"])
        change(value["rows"])
        found[f"{kind}.json"] = json.dumps(value)
    return found


def pack(edition: str = NEWER, signer: Signer = OFFICE, **changes: Callable[[Rows], None]) -> bytes:
    """Return such rows, signed."""
    return packs.written(edition, files(edition, **changes), signer)
