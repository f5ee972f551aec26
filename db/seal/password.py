# SPDX-License-Identifier: GPL-3.0-or-later
"""A passphrase that lets somebody in and opens nothing: only a slow fingerprint of it is kept."""

import hmac
import os
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from db.errors import DamagedError
from db.seal.slots import MEMORY_LIMIT_KIB, SALT, Cost

LENGTH: Final = 32
_NUMBERS: Final = 4
_WHOLE: Final = 3 * _NUMBERS + SALT + LENGTH


def verifier(passphrase: str, cost: Cost) -> bytes:
    """Return what to keep of a passphrase: cost, salt and Argon2id (RFC 9106), 60 bytes."""
    salt = os.urandom(SALT)
    numbers = (cost.memory_kib, cost.passes, cost.lanes)
    return b"".join(n.to_bytes(_NUMBERS) for n in numbers) + salt + _slow(passphrase, salt, cost)


def fits(passphrase: str, kept: bytes) -> bool:
    """Tell whether `kept` was made of this passphrase; raise DamagedError for what was not."""
    memory, passes, lanes = (
        int.from_bytes(kept[at : at + _NUMBERS]) for at in range(0, 3 * _NUMBERS, _NUMBERS)
    )
    sound = 8 * lanes <= memory <= MEMORY_LIMIT_KIB and 1 <= passes <= 64 and 1 <= lanes <= 64
    if len(kept) != _WHOLE or not sound:
        message = "not the fingerprint of a passphrase"
        raise DamagedError(message)
    salt = kept[3 * _NUMBERS : 3 * _NUMBERS + SALT]
    return hmac.compare_digest(_slow(passphrase, salt, Cost(memory, passes, lanes)), kept[-LENGTH:])


def _slow(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(
        salt=salt,
        length=LENGTH,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(passphrase.encode())
