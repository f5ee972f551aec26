# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to take reference rows from: an office's key, trusted once its fingerprint was read back.

A key comes as one line, by file or typed; the fingerprint comes by another road, by telephone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import DamagedError, InvalidInputError
from db.seal.signature import fingerprint, read_key, written_key
from db.store import packs
from db.store.driver import translated
from db.store.vault import Vault

KEY_FILE: Final = 4096
"""Bytes that a file with one key never has."""


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The key of an office, not yet trusted.  `fingerprint`: in groups of four."""

    name: str
    public_key: bytes

    @property
    def fingerprint(self) -> str:
        """Return what people compare."""
        return fingerprint(self.public_key)

    def has(self, said: str) -> bool:
        """Tell whether `said` is this key's fingerprint, in whatever case and grouping."""
        return _bare(said) == _bare(self.fingerprint)


def key_from(text: str) -> OfficeKey:
    """Return the key in a line; raise InvalidInputError with `what` "issuer-key" for any other."""
    try:
        return OfficeKey(*read_key(text))
    except DamagedError as error:
        message = "not a whole key of an office"
        raise InvalidInputError(message, what="issuer-key") from error


def key_in(path: Path) -> OfficeKey:
    """Return the key in a file; raise as `key_from` does, or what keeps it from being read."""
    return key_from(key_line(path))


def key_line(path: Path) -> str:
    """Return the first line of a file that should hold a key."""
    with translated(path.name), path.open("rb") as file:
        data = file.read(KEY_FILE)
    return data.decode(errors="replace").strip().partition("\n")[0]


def trust(vault: Vault, key: OfficeKey, said: str) -> None:
    """Take this office's packs from now on; `said`: the fingerprint as the office read it out.

    Raise InvalidInputError with `what` "fingerprint" for another one, and NotPermittedError.
    """
    if not key.has(said):
        message = "another fingerprint was read out"
        raise InvalidInputError(message, what="fingerprint")
    packs.trust(vault, key.name, key.public_key)


def own_key(vault: Vault, issuer: str) -> str:
    """Return the line by which others can trust packs that the working account issues."""
    return written_key(issuer, vault.account.public_key)


def pack_in(path: Path) -> bytes:
    """Return the bytes of a pack; what is longer than any pack is cut off."""
    with translated(path.name), path.open("rb") as file:
        return file.read(packs.LIMIT + 1)


def rows_in(folder: Path) -> dict[str, bytes]:
    """Return the files of rows in a folder by name, "acts.json", "forms/lhp.json"."""
    with translated(folder.name):
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*.json"))
            if path.is_file()
        }


def _bare(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())
