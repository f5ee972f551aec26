# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that follow from others: an office's voice, a laptop's letterbox, and letters sealed for it.

Who holds the office's key speaks for the office, so its voice needs no second secret to be kept.
A laptop's letterbox follows from its key for the office.
(RFC 9180: X25519, HKDF-SHA-256, AES-256-GCM, base mode.)
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from db.errors import DamagedError
from db.seal import derive
from db.seal.derive import Purpose
from db.seal.parcel import OfficeKey
from db.seal.signature import Signer

VOICE: Final = "segel.id/voice"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def voice(office: OfficeKey) -> Signer:
    """Return the signer that says who may speak for an office."""
    return Signer(VOICE, derive.derive(office.secret, Purpose.VOICE))


def letterbox(device_seed: bytes) -> OfficeKey:
    """Return the key with which a laptop opens letters that are for it alone."""
    return OfficeKey(derive.derive(device_seed, Purpose.LETTERBOX))


def seal(public_key: bytes, meaning: bytes, plain: bytes) -> bytes:
    """Return `plain` sealed for the owner of a letterbox and bound to `meaning`.

    Raise DamagedError for 32 bytes that are no key.
    """
    try:
        return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public_key), meaning)
    except ValueError as error:
        message = "not the key of a letterbox"
        raise DamagedError(message) from error


def open_(box: OfficeKey, meaning: bytes, sealed: bytes) -> bytes:
    """Return what was sealed.  Raise DamagedError for another key, meaning or byte."""
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(box.secret), meaning)
    except (InvalidTag, ValueError) as error:
        message = "this letter does not open"
        raise DamagedError(message) from error
