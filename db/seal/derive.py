# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys made from other keys, each for one purpose, and keys wrapped under keys."""

import os
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.errors import DamagedError

KEY_LENGTH: Final = 32
NONCE_LENGTH: Final = 12


class Purpose(StrEnum):
    """What a key derived from the vault key is for; the text is the HKDF info (RFC 5869)."""

    RECORDS = "segel.id/v1/records.db"
    ITEM_KEYS = "segel.id/v1/item-keys"
    KEYRING = "segel.id/v1/keys.json"
    RECOVERY = "segel.id/v1/recovery-code"
    TRAVEL = "segel.id/v1/travel"
    PARCEL = "segel.id/v1/parcel"
    VOICE = "segel.id/v1/voice"
    LETTERBOX = "segel.id/v1/letterbox"
    WEB = "segel.id/v1/web"


def new_key() -> bytes:
    """Return 32 bytes from the operating system's random source."""
    return os.urandom(KEY_LENGTH)


def derive(secret: bytes, purpose: Purpose, salt: bytes = b"") -> bytes:
    """Return 32 bytes bound to `purpose`: HKDF-SHA-256 of a uniformly random `secret`."""
    return HKDF(hashes.SHA256(), KEY_LENGTH, salt or None, purpose.value.encode()).derive(secret)


def wrap(key: bytes, secret: bytes, meaning: bytes) -> bytes:
    """Encrypt a short `secret` under `key`, bound to `meaning`: nonce, AES-256-GCM box, tag."""
    nonce = os.urandom(NONCE_LENGTH)
    return nonce + AESGCM(key).encrypt(nonce, secret, meaning)


def unwrap(key: bytes, wrapped: bytes, meaning: bytes) -> bytes:
    """Return what `wrap` was given.  Raise DamagedError for another key, meaning or byte."""
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:], meaning)
    except (InvalidTag, ValueError) as error:
        message = "a wrapped key does not open"
        raise DamagedError(message) from error


def mac(key: bytes, data: bytes) -> bytes:
    """Return HMAC-SHA-256 of `data`."""
    code = hmac.HMAC(key, hashes.SHA256())
    code.update(data)
    return code.finalize()
