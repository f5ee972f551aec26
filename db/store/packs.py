# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference packs: rows signed by an office, taken into the vault or refused with the reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.store.vault import Vault

Judge = Callable[[Mapping[str, str]], None]
"""Reads the rows of a pack; raises ValueError for rows that cannot be read."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Reference files of one edition.  `files`: name to text.  `seq`: the entry that took it."""

    edition: str
    issuer: str
    files: Mapping[str, str]
    seq: int


def take(vault: Vault, data: bytes, *, built_in: str, judge: Judge) -> Pack:
    """Take a signed pack into the vault.  `built_in`: the edition that came with the program.

    Raise one of the PackRefusedError kinds; the rows in use stay as they are.
    """
    raise NotImplementedError


def current(vault: Vault) -> Pack | None:
    """Return the newest pack that was taken, or None while the built-in rows are in use."""
    raise NotImplementedError
