# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may unlock a vault, read without unlocking it.

The lock screen waits for this, so the usual case takes nothing but the file itself: two copies of
it that are equal.  What is unusual is looked into with every tool.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from db.model.ids import AccountId
from db.model.roles import Role
from db.seal.limits import FORMAT, LABEL_LIMIT, SLOT_LIMIT
from db.store.names import KEYS, RECORDS, SMALL, UNFINISHED


class Door(NamedTuple):
    """One choice on the lock screen."""

    account: AccountId
    label: str
    role: Role


def doors(path: Path) -> tuple[Door, ...]:
    """Return who may unlock the vault at `path`, without unlocking it.

    Two equal copies are believed as they stand; unlocking checks them.  Raise NotFoundError,
    NewerFormatError, AccessDeniedError or VaultDamagedError.
    """
    try:
        return _at_a_glance(path)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return _looked_into(path)


def _at_a_glance(path: Path) -> tuple[Door, ...]:
    """Return who stands in a vault where all is as it should be; raise at whatever is not."""
    first, second = (_read(path / name) for name in KEYS)
    if first != second or (path / UNFINISHED).exists() or not (path / RECORDS).exists():
        raise ValueError
    said = json.loads(first)
    if said["format"] != FORMAT or len(said["slots"]) > SLOT_LIMIT:
        raise ValueError
    return tuple(door for door in map(_door, said["slots"]) if door.role is not Role.RECOVERY)


def _door(slot: Any) -> Door:
    """Return what one slot says of its owner; raise at what nobody could have written there."""
    account, label = slot["account"], slot["label"]
    if not isinstance(account, str) or not isinstance(label, str) or len(label) > LABEL_LIMIT:
        raise ValueError
    return Door(AccountId(account), label, Role(slot["role"]))


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(SMALL)


def _looked_into(path: Path) -> tuple[Door, ...]:
    from db.store.folder import Folder  # noqa: PLC0415 - the lock screen seldom needs it

    folder = Folder(path)
    folder.must_be_a_vault()
    ring, _, _ = folder.read_keys()
    return tuple(Door(slot.account, slot.label, slot.role) for slot in ring.people())
