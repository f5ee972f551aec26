# SPDX-License-Identifier: GPL-3.0-or-later
"""A key file with a passphrase as `age` writes it, whose passphrase costs next to nothing to try.

Real ones cost about a second a try, by design.  Format: age-encryption.org/v1, scrypt recipient.
"""

import base64
import hashlib
import hmac
import os
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

WORK: Final = 4
"""Two to the power of this is the cost; age itself takes about 18."""
NO_NONCE: Final = bytes(12)
LAST: Final = bytes(11) + b"\x01"


def protect(secret: str, passphrase: str) -> bytes:
    """Return what `db.seal.age.protect` returns, but cheap to open."""
    file_key, salt = os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << WORK, r=8, p=1,
        dklen=32,
    )  # fmt: skip
    body = ChaCha20Poly1305(wrapping).encrypt(NO_NONCE, file_key, None)
    head = f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {WORK}\n{_base64(body)}\n---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), head.encode(), "sha256")
    nonce = os.urandom(16)
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    sealed = payload.encrypt(LAST, f"{secret}\n".encode(), None)
    return f"{head} {_base64(mac)}\n".encode() + nonce + sealed


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt or None, info).derive(key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
