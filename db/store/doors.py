# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may unlock a vault, read without unlocking it."""

from dataclasses import dataclass
from pathlib import Path

from db.model.ids import AccountId
from db.model.people import Role
from db.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Door:
    """One choice on the lock screen."""

    account: AccountId
    label: str
    role: Role


def doors(path: Path) -> tuple[Door, ...]:
    """Return who may unlock the vault at `path`, without unlocking it.

    Raise NotFoundError, NewerFormatError, AccessDeniedError or VaultDamagedError.
    """
    folder = Folder(path)
    folder.must_be_a_vault()
    ring, _, _ = folder.read_keys()
    return tuple(Door(slot.account, slot.label, slot.role) for slot in ring.people())
