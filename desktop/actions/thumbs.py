# SPDX-License-Identifier: GPL-3.0-or-later
"""Thumbnails are no evidence: one that is no picture any more is made again from the item."""

from typing import Final

from db.errors import DamagedError, SegelError
from db.model.progress import Check
from db.store import evidence
from db.store.custodian import Target
from db.store.shelves import Reader
from desktop.actions.desk import Desk

BEGINS: Final = b"\xff\xd8\xff"
ENDS: Final = b"\xff\xd9"


def mend(desk: Desk, target: Target, check: Check) -> bool:
    """Make the thumbnail of a sound item again, if it has a bad one; tell whether it was made."""
    try:
        kept = desk.on_vault(lambda vault: evidence.thumbnail(vault, target.number))
    except DamagedError:
        kept = b""
    if kept is None or target.plan is None or (kept[:3] == BEGINS and kept[-2:] == ENDS):
        return False
    try:
        with Reader(desk.media, target.plan) as sealed:
            name = desk.on_vault(lambda vault: evidence.by_id(vault, target.id, everyone=True)).name
            facts = desk.examiner.look(
                sealed.read_at, target.size, name, around=desk.around(), check=check
            )
        fresh = facts.thumbnail
        desk.on_vault(lambda vault: evidence.keep_thumbnail(vault, target.number, fresh))
    except SegelError:
        return False
    return fresh is not None
