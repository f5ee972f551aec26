# SPDX-License-Identifier: GPL-3.0-or-later
"""Envelopes for whoever holds a signing key: only its owner opens them, anyone may seal one.

An Ed25519 key is taken as its X25519 twin by the birational map of RFC 7748 §4.1, so that a laptop
and a depot that know each other's signing keys need no others.  HPKE (RFC 9180, base mode) for
what is short; AES-256-GCM under a fresh key, with the place as nonce, for what fills a volume.
"""

import hashlib
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from db.errors import DamagedError

PRIME: Final = 2**255 - 19
SIGN_BIT: Final = 1 << 255
NONCE: Final = 12
TAG: Final = 16
SHARE: Final = 32
OVERHEAD: Final = SHARE + TAG
"""Bytes that an envelope is longer than what is in it."""
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal_for(signing_key: bytes, meaning: bytes, plain: bytes) -> bytes:
    """Return `plain` for the owner of an Ed25519 public key, bound to `meaning`.

    Raise DamagedError for 32 bytes that are no such key.
    """
    try:
        twin = X25519PublicKey.from_public_bytes(_montgomery(signing_key))
        return _SUITE.encrypt(plain, twin, meaning)
    except ValueError as error:
        message = "nothing can be sealed for this key"
        raise DamagedError(message) from error


def open_with(seed: bytes, meaning: bytes, sealed: bytes) -> bytes:
    """Return what was sealed for the key with this Ed25519 seed.

    Raise DamagedError for another key, meaning or byte.
    """
    scalar = hashlib.sha512(seed).digest()[:SHARE]
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(scalar), meaning)
    except (InvalidTag, ValueError) as error:
        raise DamagedError(_SHUT) from error


def seal_frame(key: bytes, place: int, meaning: bytes, plain: bytes) -> bytes:
    """Return `plain` as frame `place` of a volume.  A key serves one volume, a place one frame."""
    return AESGCM(key).encrypt(place.to_bytes(NONCE), plain, meaning)


def open_frame(key: bytes, place: int, meaning: bytes, sealed: bytes) -> bytes:
    """Return what a frame holds; raise DamagedError for another key, place, meaning or byte."""
    try:
        return AESGCM(key).decrypt(place.to_bytes(NONCE), sealed, meaning)
    except (InvalidTag, ValueError) as error:
        raise DamagedError(_SHUT) from error


def _montgomery(signing_key: bytes) -> bytes:
    """Return the u-coordinate that belongs to the y-coordinate of an Ed25519 public key."""
    y = int.from_bytes(signing_key, "little") & (SIGN_BIT - 1)
    if len(signing_key) != SHARE or y in {0, 1} or y >= PRIME - 1:
        message = "not a usable point"
        raise ValueError(message)
    return ((1 + y) * pow(1 - y, -1, PRIME) % PRIME).to_bytes(SHARE, "little")


_SHUT: Final = "this envelope does not open"
