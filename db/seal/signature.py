# SPDX-License-Identifier: GPL-3.0-or-later
"""Ed25519 signatures (RFC 8032) and the C2SP signed note they are written in."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.errors import DamagedError

SEED: Final = 32
SIGNATURE: Final = 64
KEY_HASH: Final = 4
ED25519_NOTE: Final = b"\x01"
PUBLIC_KEY: Final = 32
DASH: Final = "\u2014"
MANIFEST: Final = re.compile(rb"(?:[0-9a-f]{64}  [^\n\x00]+\n)+")
PREFIX: Final = bytes.fromhex("302a300506032b6570032100")
"""What stands before an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4)."""


class Signer:
    """Holds one private key and signs under one name."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Take `name` (no blanks, no "+") and the 32-byte seed of an Ed25519 key."""
        if not is_key_name(name):
            message = "a key name has no blanks and no plus sign"
            raise ValueError(message)
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign_note(self, text: str) -> str:
        """Return `text` as a C2SP signed note.  `text` ends with a line break."""
        signature = key_hash(self.name, self.public_key) + self._key.sign(text.encode())
        return f"{text}\n{DASH} {self.name} {base64.b64encode(signature).decode()}\n"

    def sign(self, meaning: bytes, data: bytes) -> bytes:
        """Return 64 bytes over `data` as a statement of kind `meaning`, which has no zero byte."""
        return self._key.sign(meaning + b"\x00" + data)

    def sign_manifest(self, listing: bytes) -> bytes:
        """Return 64 bytes over exactly a `sha256sum` listing, as stock tools verify it.

        Nothing else is signed in this way: a listing has no zero byte and begins with no origin,
        so it is neither a statement nor a note.  Raise ValueError for what is no listing.
        """
        if MANIFEST.fullmatch(listing) is None:
            message = "only a listing of SHA-256 digests is signed as it is"
            raise ValueError(message)
        return self._key.sign(listing)


@dataclass(frozen=True, slots=True)
class Note:
    """A signed note taken apart, not yet verified.  `signature` is 64 bytes."""

    text: str
    name: str
    key_hash: bytes
    signature: bytes


def is_key_name(name: str) -> bool:
    """Tell whether a signed note may name a key so: not empty, no blanks, no plus sign."""
    return bool(name) and not any(letter.isspace() or letter == "+" for letter in name)


def key_hash(name: str, public_key: bytes) -> bytes:
    """Return the 4 bytes by which a signed note names a key (c2sp.org/signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519_NOTE + public_key).digest()[:KEY_HASH]


def written_key(name: str, public_key: bytes) -> str:
    """Return a key as people hand it on: the one line of a C2SP verifier key."""
    encoded = base64.b64encode(ED25519_NOTE + public_key).decode()
    return f"{name}+{key_hash(name, public_key).hex()}+{encoded}"


def read_key(text: str) -> tuple[str, bytes]:
    """Return name and public key out of such a line; raise DamagedError for a mistyped one."""
    name, _, rest = text.strip().partition("+")
    mark, _, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        message = "a key is not base 64"
        raise DamagedError(message) from error
    key = raw.removeprefix(ED25519_NOTE)
    if len(key) != PUBLIC_KEY or not is_key_name(name) or key_hash(name, key).hex() != mark:
        message = "not a whole key of an issuer"
        raise DamagedError(message)
    return name, key


def parse_note(note: str) -> Note:
    """Take a note with exactly one signature apart; raise DamagedError on any other form."""
    text, blank, tail = note.rpartition("\n\n")
    parts = tail.removesuffix("\n").split(" ")
    form = bool(blank) and tail.endswith("\n") and len(parts) == 3 and parts[0] == DASH
    if not form or not is_key_name(parts[1]):
        message = "not a signed note"
        raise DamagedError(message)
    try:
        raw = base64.b64decode(parts[2], validate=True)
    except (binascii.Error, ValueError) as error:
        message = "a note's signature is not base 64"
        raise DamagedError(message) from error
    if len(raw) != KEY_HASH + SIGNATURE or base64.b64encode(raw).decode() != parts[2]:
        message = "a note's signature has another length or spelling"
        raise DamagedError(message)
    return Note(text + "\n", parts[1], raw[:KEY_HASH], raw[KEY_HASH:])


def verifies(note: Note, public_key: bytes) -> bool:
    """Tell whether the note was signed by the owner of `public_key` under the name it gives."""
    if note.key_hash != key_hash(note.name, public_key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(note.signature, note.text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def signed(public_key: bytes, signature: bytes, meaning: bytes, data: bytes) -> bool:
    """Tell whether the owner of `public_key` signed `data` as a statement of kind `meaning`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, meaning + b"\x00" + data)
    except (InvalidSignature, ValueError):
        return False
    return True


def signed_manifest(public_key: bytes, signature: bytes, listing: bytes) -> bool:
    """Tell whether the owner of `public_key` signed exactly this `sha256sum` listing."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, listing)
    except (InvalidSignature, ValueError):
        return False
    return True


def to_pem(public_key: bytes) -> bytes:
    """Return a key as stock tools read it."""
    encoded = base64.b64encode(PREFIX + public_key)
    return b"-----BEGIN PUBLIC KEY-----\n" + encoded + b"\n-----END PUBLIC KEY-----\n"


def from_pem(text: bytes) -> bytes:
    """Return the key in exactly such a text; raise DamagedError for any other."""
    lines = text.split(b"\n")
    try:
        key = base64.b64decode(lines[1], validate=True).removeprefix(PREFIX)
    except (IndexError, binascii.Error, ValueError) as error:
        message = "not a public key"
        raise DamagedError(message) from error
    if len(key) != PUBLIC_KEY or to_pem(key) != text:
        message = "not an Ed25519 public key in its one form"
        raise DamagedError(message)
    return key


def fingerprint(public_key: bytes) -> str:
    """Return the form in which people compare keys: SHA-256, first 20 digits in groups of four."""
    digits = hashlib.sha256(public_key).hexdigest()[:20].upper()
    return " ".join(digits[at : at + 4] for at in range(0, 20, 4))
