# SPDX-License-Identifier: GPL-3.0-or-later
"""The code on the printed recovery sheet: 160 random bits that a person can type.

Written as eight groups of four letters and a ninth that checks the others, in Crockford's base 32,
where I and L read as 1 and O reads as 0.
"""

import hashlib
import os
from typing import Final

from db.errors import InvalidInputError

SECRET: Final = 20
GROUP: Final = 4
LETTERS: Final = 32
CHECK: Final = 4
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX: Final = "SEGEL1:"
_ALIKE = str.maketrans("ILO", "110")


def new_secret() -> bytes:
    """Return 20 bytes from the operating system's random source."""
    return os.urandom(SECRET)


def write(secret: bytes) -> str:
    """Return the code of a 20-byte secret: 36 letters in nine groups joined by dashes."""
    letters = _base32(secret, LETTERS) + _check(secret)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read(text: str) -> bytes:
    """Return the secret of a typed or scanned code.

    Blanks, dashes, letter case and look-alikes do not matter.  Raise InvalidInputError when letters
    are missing or the check group does not fit, so that a slip is not taken for a wrong code.
    """
    bare = text.strip().upper().removeprefix(PREFIX)
    letters = "".join(bare.replace("-", " ").split()).translate(_ALIKE)
    if len(letters) != LETTERS + CHECK or any(letter not in ALPHABET for letter in letters):
        message = "a recovery code has 36 letters and digits"
        raise InvalidInputError(message, what="recovery-code")
    number = 0
    for letter in letters[:LETTERS]:
        number = number << 5 | ALPHABET.index(letter)
    secret = number.to_bytes(SECRET)
    if _check(secret) != letters[LETTERS:]:
        message = "a letter of this recovery code is mistyped"
        raise InvalidInputError(message, what="recovery-code")
    return secret


def _check(secret: bytes) -> str:
    mark = hashlib.sha256(b"segel.id/v1/recovery-check\x00" + secret).digest()
    return _base32(mark[:5], 8)[:CHECK]


def _base32(data: bytes, letters: int) -> str:
    number = int.from_bytes(data)
    return "".join(ALPHABET[number >> 5 * at & 31] for at in range(letters - 1, -1, -1))
