# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger's head as twelve groups of four letters: short enough to type, photograph or read out.

::

    mark of the vault (4 letters) ‖ size (8) ‖ first 20 bytes of the root (32) ‖ check (4)

Crockford's base 32: no letter is taken for another, case and blanks do not matter.  The check is of
20 bits over the letters before it, so that a slip is called a slip and not another history.
"""

import hashlib
from dataclasses import dataclass
from typing import Final, Self

from db.errors import InvalidInputError
from db.model.digest import Digest
from db.model.ids import VaultId

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX: Final = "SEGEL:KEPALA:"
"""What stands before the letters in a QR code."""
GROUP: Final = 4
GROUPS: Final = 12
MARK: Final = 4
SIZE: Final = 8
ROOT: Final = 20
CHECK: Final = 4
MEANING: Final = b"segel.id/v1/head\x00"
_ALIKE: Final = str.maketrans("ILO", "110")


@dataclass(frozen=True, slots=True)
class SpokenHead:
    """What such a text says.  `mark`: 20 bits of which vault; `root`: the first 20 bytes."""

    mark: str
    size: int
    root: bytes

    @classmethod
    def of(cls, vault: VaultId, size: int, root: Digest) -> Self:
        """Return what is said of the first `size` entries of a vault's ledger."""
        return cls(mark_of(vault), size, root.value[:ROOT])

    @property
    def letters(self) -> str:
        """Return the 48 letters."""
        told = self.mark + _written(self.size, SIZE) + _written(int.from_bytes(self.root), 32)
        return told + _check(told)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the letters in groups of four."""
        letters = self.letters
        return tuple(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read letters as they were typed, pasted or scanned.

        Raise InvalidInputError with `what` "head-length" or "head-slip".
        """
        bare = "".join(text.upper().split()).removeprefix(PREFIX)
        bare = "".join(letter for letter in bare if letter.isalnum()).translate(_ALIKE)
        if len(bare) != GROUP * GROUPS:
            message = "a head has twelve groups of four letters"
            raise InvalidInputError(message, what="head-length", letters=str(len(bare)))
        told, check = bare[:-CHECK], bare[-CHECK:]
        if set(bare) - set(LETTERS) or _check(told) != check:
            message = "the check letters do not fit: something was typed otherwise"
            raise InvalidInputError(message, what="head-slip")
        root = _read(told[MARK + SIZE :]).to_bytes(ROOT)
        return cls(told[:MARK], _read(told[MARK : MARK + SIZE]), root)

    def is_of(self, vault: VaultId) -> bool:
        """Tell whether this is about that vault, as far as 20 bits tell."""
        return self.mark == mark_of(vault)

    def fits(self, root: Digest) -> bool:
        """Tell whether a whole root begins like this one."""
        return root.value[:ROOT] == self.root


def mark_of(vault: VaultId) -> str:
    """Return the four letters by which such a text names a vault."""
    number = int.from_bytes(hashlib.sha256(MEANING + vault.encode()).digest()[:3]) >> 4
    return _written(number, MARK)


def _check(told: str) -> str:
    number = int.from_bytes(hashlib.sha256(MEANING + told.encode()).digest()[:3]) >> 4
    return _written(number, CHECK)


def _written(number: int, letters: int) -> str:
    return "".join(LETTERS[number >> 5 * at & 31] for at in range(letters - 1, -1, -1))


def _read(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    return number
