# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that only named offices open: HPKE for the key, AES-256-GCM for what is inside.

Sealing the same bytes for the same audience gives the same parcel, so a parcel has one name
however often it is sent: its key is made from the audience's key and from the content itself, as
in SIV, and the HPKE wraps of the audience's key are made once and kept (`Audience.wraps`).
(RFC 9180: X25519, HKDF-SHA-256, AES-256-GCM, base mode.)
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from db.errors import DamagedError
from db.seal import derive
from db.seal.derive import Purpose

PUBLIC: Final = 32
WRAP: Final = 80  # X25519 share, wrapped key, tag
SIV: Final = 32
ONCE: Final = bytes(12)
"""The nonce: each parcel has a key of its own."""
MEANING: Final = b"segel.id/v1/audience\x00"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The key with which an office opens what is sealed for it.  Never shown, logged or sent."""

    secret: bytes

    @classmethod
    def new(cls) -> Self:
        """Make a key from the operating system's random source."""
        return cls(derive.new_key())

    @property
    def public(self) -> bytes:
        """Return the 32 bytes that others seal for."""
        return X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return "OfficeKey(…)"


def mark(public_key: bytes) -> bytes:
    """Return the 8 bytes by which a parcel names an office's key."""
    return hashlib.sha256(MEANING + public_key).digest()[:8]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may open: the key they share and its wraps, one for each office's public key."""

    key: bytes
    wraps: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def gather(cls, vault_key: bytes, offices: tuple[bytes, ...]) -> Self:
        """Make the audience of these public keys.  Keep the wraps: new ones are other bytes."""
        key = derive.derive(vault_key, Purpose.TRAVEL, b"".join(sorted(offices)))
        keys = ((office, X25519PublicKey.from_public_bytes(office)) for office in offices)
        wraps = tuple((mark(raw), _SUITE.encrypt(key, public, MEANING)) for raw, public in keys)
        return cls(key, wraps)

    def __repr__(self) -> str:
        return f"Audience({len(self.wraps)} offices)"


def seal(audience: Audience, meaning: bytes, plain: bytes) -> bytes:
    """Return `plain` sealed for the audience and bound to `meaning`: SIV, ciphertext, tag."""
    siv = hmac.new(audience.key, meaning + b"\x00" + plain, hashlib.sha256).digest()
    return siv + AESGCM(_own_key(audience.key, siv)).encrypt(ONCE, plain, meaning)


def open_(
    office: OfficeKey, wraps: tuple[tuple[bytes, bytes], ...], meaning: bytes, sealed: bytes
) -> bytes:
    """Return what was sealed.  Raise DamagedError for another office, meaning or byte."""
    wrapped = dict(wraps).get(mark(office.public))
    message = "this parcel does not open"
    if wrapped is None or len(sealed) < SIV:
        raise DamagedError(message)
    private = X25519PrivateKey.from_private_bytes(office.secret)
    try:
        key = _SUITE.decrypt(wrapped, private, MEANING)
        plain = AESGCM(_own_key(key, sealed[:SIV])).decrypt(ONCE, sealed[SIV:], meaning)
    except (InvalidTag, ValueError) as error:
        raise DamagedError(message) from error
    again = hmac.new(key, meaning + b"\x00" + plain, hashlib.sha256).digest()
    if not hmac.compare_digest(again, sealed[:SIV]):
        raise DamagedError(message)
    return plain


def _own_key(key: bytes, siv: bytes) -> bytes:
    return derive.derive(key, Purpose.PARCEL, siv)
