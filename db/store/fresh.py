# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made with chance, so that nobody can guess it: names of things, private records."""

import os
from typing import Final

from db.model import canonical
from db.model.canonical import Json
from db.model.ids import RANDOM_BYTES, ulid
from db.model.moment import Moment

NONCE: Final = 16


def new_id(moment: Moment) -> str:
    """Return a fresh ULID."""
    return ulid(max(moment.wall_us // 1000, 0), os.urandom(RANDOM_BYTES))


def private_record(kind: str, /, **parts: Json) -> bytes:
    """Return the canonical bytes of an entry's private part, with a nonce against guessing."""
    body: dict[str, Json] = {
        **parts,
        "nonce": os.urandom(NONCE).hex(),
        "type": f"segel.id/{kind}/v1",
    }
    return canonical.to_bytes(body)
