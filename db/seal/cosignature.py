# SPDX-License-Identifier: GPL-3.0-or-later
"""Cosignatures of witnesses over the head of a log (c2sp.org/tlog-cosignature, version 1).

A witness signs the time and the head's text, after it was shown that the log only grew since the
head it signed before.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.errors import DamagedError
from db.seal.signature import DASH, KEY_HASH, PUBLIC_KEY, SIGNATURE, is_key_name

KIND: Final = b"\x04"
TIME: Final = 8
LATEST: Final = 2**53 - 1
MOST_LINES: Final = 16


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """Who a witness is.  `public_key`: Ed25519, 32 bytes."""

    name: str
    public_key: bytes

    @property
    def hash(self) -> bytes:
        """Return the 4 bytes by which a note names the key."""
        told = self.name.encode() + b"\n" + KIND + self.public_key
        return hashlib.sha256(told).digest()[:KEY_HASH]

    def written(self) -> str:
        """Return the key as people hand it on, the one line of a C2SP verifier key."""
        encoded = base64.b64encode(KIND + self.public_key).decode()
        return f"{self.name}+{self.hash.hex()}+{encoded}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read such a line; raise DamagedError for a mistyped one."""
        name, _, rest = text.strip().partition("+")
        _, _, encoded = rest.partition("+")
        message = "not the key of a witness"
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise DamagedError(message) from error
        key = cls(name, raw[1:])
        right = raw[:1] == KIND and len(key.public_key) == PUBLIC_KEY and is_key_name(name)
        if not right or key.written() != text.strip():
            raise DamagedError(message)
        return key


@dataclass(frozen=True, slots=True)
class Cosignature:
    """One line under a head, not verified yet.  `time_s`: seconds since 1970, as the witness says.

    `line` is its exact text without the line break.
    """

    name: str
    key_hash: bytes
    time_s: int
    signature: bytes
    line: str

    @classmethod
    def read(cls, line: str) -> Self:
        """Read a signature line; raise DamagedError for one of another kind."""
        message = "not a cosignature"
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != DASH or not is_key_name(parts[1]):
            raise DamagedError(message)
        try:
            raw = base64.b64decode(parts[2], validate=True)
        except (binascii.Error, ValueError) as error:
            raise DamagedError(message) from error
        right = len(raw) == KEY_HASH + TIME + SIGNATURE
        if not right or base64.b64encode(raw).decode() != parts[2]:
            raise DamagedError(message)
        time_s = int.from_bytes(raw[KEY_HASH : KEY_HASH + TIME])
        if time_s > LATEST:
            raise DamagedError(message)
        return cls(parts[1], raw[:KEY_HASH], time_s, raw[KEY_HASH + TIME :], line)

    def by(self, key: WitnessKey, text: str) -> bool:
        """Tell whether the owner of `key` signed the head `text` at the time told."""
        if (self.name, self.key_hash) != (key.name, key.hash):
            return False
        try:
            whole = Ed25519PublicKey.from_public_bytes(key.public_key)
            whole.verify(self.signature, _told(self.time_s, text))
        except (InvalidSignature, ValueError):
            return False
        return True


class Cosigner:
    """A witness's key."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Take `name` (no blanks, no "+") and the 32-byte seed of an Ed25519 key."""
        if not is_key_name(name):
            message = "a key name has no blanks and no plus sign"
            raise ValueError(message)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = WitnessKey(name, self._key.public_key().public_bytes_raw())

    def sign(self, text: str, time_s: int) -> Cosignature:
        """Sign the text of a head; it ends with a line break."""
        signature = self._key.sign(_told(time_s, text))
        raw = base64.b64encode(self.key.hash + time_s.to_bytes(TIME) + signature).decode()
        return Cosignature.read(f"{DASH} {self.key.name} {raw}")


def split(note: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a note and its signature lines; raise DamagedError for another form."""
    text, blank, tail = note.rpartition("\n\n")
    lines = tuple(tail.removesuffix("\n").split("\n"))
    if not blank or not tail.endswith("\n") or not 0 < len(lines) <= MOST_LINES:
        message = "not a signed note"
        raise DamagedError(message)
    return text + "\n", lines


def _told(time_s: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {time_s}\n{text}".encode()
