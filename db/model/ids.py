# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of things: ULIDs, so that ids sort by the time they were given."""

from typing import Final, NewType

EvidenceId = NewType("EvidenceId", str)
AccountId = NewType("AccountId", str)
VaultId = NewType("VaultId", str)
JobId = NewType("JobId", str)
PaperId = NewType("PaperId", str)
RecordingId = NewType("RecordingId", str)

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
LENGTH: Final = 26
RANDOM_BYTES: Final = 10


def ulid(milliseconds: int, randomness: bytes) -> str:
    """Return a 26-character ULID of a Unix time in milliseconds and 10 random bytes."""
    if not 0 <= milliseconds < 2**48 or len(randomness) != RANDOM_BYTES:
        message = "a ULID is made of 48 bits of time and 10 random bytes"
        raise ValueError(message)
    number = milliseconds << 80 | int.from_bytes(randomness)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_ulid(text: str) -> bool:
    """Tell whether `text` is spelled like a ULID."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text) and text[0] <= "7"
