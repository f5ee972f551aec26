# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted times by RFC 3161: what is asked, and what came back, kept byte for byte.

A token is kept whatever it says; `openssl ts -verify` is the check that counts.  Here only so much
is read as tells an answer to our question from anything else, so nothing needs to be installed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.model.digest import Digest

Post = Callable[[bytes], bytes]
"""Sends a request to an authority and returns its answer; raises OSError when it cannot."""

NONCE: Final = 8
LARGEST: Final = 1 << 20
_SHA256: Final = bytes.fromhex("300d06096086480165030402010500")
_VERSION: Final = bytes.fromhex("020101")
_WITH_CERTIFICATE: Final = bytes.fromhex("0101ff")
_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04
_GRANTED: Final = frozenset({b"\x00", b"\x01"})


class Stamped(StrEnum):
    """How asking for a trusted time ended."""

    NOT_ASKED = "tidak-diminta"
    GIVEN = "diberi"
    UNREACHABLE = "tidak-terjangkau"
    REFUSED = "ditolak"
    OTHER = "bukan-jawaban"  # an answer, and not to this question


@dataclass(frozen=True, slots=True)
class Stamp:
    """An outcome, and the exact bytes that came back; empty where nothing came."""

    outcome: Stamped
    response: bytes = b""


def ask(digest: Digest, nonce: bytes, post: Post) -> Stamp:
    """Ask an authority to sign the time over a SHA-256; never raises for what it does.

    `nonce`: 8 random bytes.
    """
    try:
        response = post(query(digest, nonce))
    except OSError:
        return Stamp(Stamped.UNREACHABLE)
    return Stamp(judge(response, digest, nonce), response)


def query(digest: Digest, nonce: bytes) -> bytes:
    """Return a TimeStampReq (RFC 3161 §2.4.1, DER) that asks for the certificate as well."""
    if len(nonce) != NONCE:
        message = f"a nonce has {NONCE} bytes"
        raise ValueError(message)
    imprint = _der(_SEQUENCE, _SHA256 + _der(_OCTETS, digest.value))
    return _der(_SEQUENCE, _VERSION + imprint + _number(nonce) + _WITH_CERTIFICATE)


def judge(response: bytes, digest: Digest, nonce: bytes) -> Stamped:
    """Tell whether an answer grants a token over this hash with this nonce.

    The signature in it is not checked.
    """
    if refused(response):
        return Stamped.REFUSED
    if _status(response) is None or len(response) > LARGEST:
        return Stamped.OTHER
    asked = _der(_SEQUENCE, _SHA256 + _der(_OCTETS, digest.value))
    bare = asked.replace(b"\x05\x00", b"", 1)  # some leave the parameters of SHA-256 out
    bare = bare[:1] + bytes([bare[1] - 2]) + bare[2:3] + bytes([bare[3] - 2]) + bare[4:]
    there = (asked in response or bare in response) and _number(nonce) in response
    return Stamped.GIVEN if there else Stamped.OTHER


def refused(response: bytes) -> bool:
    """Tell whether an answer says that no token is granted."""
    status = _status(response)
    return status is not None and status not in _GRANTED


def _status(response: bytes) -> bytes | None:
    """Return PKIStatus, the first integer of the first sequence of a TimeStampResp, or None."""
    outer = _inside(response, _SEQUENCE)
    info = None if outer is None else _inside(outer, _SEQUENCE)
    return None if info is None else _inside(info, _INTEGER)


def _inside(data: bytes, tag: int) -> bytes | None:
    """Return the content of the first value, or None where it is no such value."""
    if len(data) < 2 or data[0] != tag:
        return None
    length, start = data[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start])
    content = data[start : start + length]
    return content if len(content) == length else None


def _der(tag: int, content: bytes) -> bytes:
    """Return a value of at most 127 bytes; ours are no longer."""
    return bytes([tag, len(content)]) + content


def _number(nonce: bytes) -> bytes:
    """Return a positive integer in its shortest form."""
    digits = nonce.lstrip(b"\x00") or b"\x00"
    return _der(_INTEGER, b"\x00" + digits if digits[0] & 0x80 else digits)
