# SPDX-License-Identifier: GPL-3.0-or-later
"""Holding the signature over the whole bundle against the keys its own history introduces.

A certificate and a time stamp are only recognised here: whom to trust for them is the reader's
choice, and UNTUK-AHLI.txt says how stock tools check them.
"""

from dataclasses import dataclass
from typing import Final

from db.bundle.detail import Detail
from db.bundle.excerpt import Excerpt
from db.bundle.layout import (
    CERTIFIED,
    PUBLIC_KEY,
    SHEET_LIMIT,
    SIGNATURE,
    SIGNATURE_LIMIT,
    STAMPED,
    tag_manifest,
)
from db.bundle.reading import Found
from db.errors import DamagedError
from db.ledger.keybook import Key
from db.model.flaw import Flaw
from db.model.people import RIGHTS, Right
from db.seal.signature import from_pem, signed_manifest

EXPORTERS: Final = frozenset(
    role.value for role, rights in RIGHTS.items() if Right.EXPORT in rights
)
SEQUENCE: Final = 0x30
SHORT: Final = 0x80
LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who signed the whole bundle, and what stands beside that for others to check.

    `key`: whose signature verified, or None.  `certified`, `stamped`: a CMS signature and a time
    stamp lie there; nothing here says whether they are good.
    """

    key: Key | None
    certified: bool
    stamped: bool


def examine_signature(found: Found, excerpt: Excerpt) -> Vouched:
    """Hold the signature over `tagmanifest-sha256.txt`; a bundle of the first version has none."""
    if found.version == 1:
        return Vouched(None, certified=False, stamped=False)
    held = {path: _der(found, path) for path in (CERTIFIED, STAMPED)}
    return Vouched(_signer(found, excerpt), certified=held[CERTIFIED], stamped=held[STAMPED])


def _signer(found: Found, excerpt: Excerpt) -> Key | None:
    pem, signature = (
        found.whole(PUBLIC_KEY, SIGNATURE_LIMIT),
        found.whole(SIGNATURE, SIGNATURE_LIMIT),
    )
    listing = found.whole(tag_manifest("sha256"), SHEET_LIMIT)
    key = _key(found, pem)
    owner = None if key is None else _owner(excerpt, key)
    if key is not None and owner is None:
        found.say(Flaw.UNKNOWN_SIGNER, PUBLIC_KEY, Detail.NOT_IN_FORCE)
    elif owner is not None and owner.role not in EXPORTERS:
        found.say(Flaw.WRONG_SIGNER, PUBLIC_KEY, Detail.MAY_NOT_EXPORT)
    if SIGNATURE not in found.sizes or listing is None:
        return None
    if signature is None or len(signature) != LENGTH:
        found.say(Flaw.MALFORMED, SIGNATURE, Detail.BAD_SIGNATURE_FILE)
        return None
    if key is None:
        return None
    if not signed_manifest(key, signature, listing):
        found.say(Flaw.BAD_SIGNATURE, SIGNATURE, Detail.WHOLE_NOT_SIGNED)
        return None
    return owner


def _key(found: Found, pem: bytes | None) -> bytes | None:
    """Return the key that lies beside the signature; a flaw when it is none."""
    if PUBLIC_KEY not in found.sums:
        return None
    try:
        return from_pem(pem or b"")
    except DamagedError:
        found.say(Flaw.MALFORMED, PUBLIC_KEY, Detail.BAD_KEY_FILE)
        return None


def _owner(excerpt: Excerpt, public_key: bytes) -> Key | None:
    """Return whose key it is, if it was in force under the final head."""
    if excerpt.head is None:
        return None
    for key in reversed(excerpt.signers.keys):
        force = excerpt.signers.in_force(key.account, excerpt.head.size)
        if key.public_key == public_key == force:
            return key
    return None


def _der(found: Found, path: str) -> bool:
    """Tell whether the file is there; a flaw when it is not one DER sequence."""
    data = found.whole(path, SIGNATURE_LIMIT)
    if path in found.sums and (data is None or not _is_sequence(data)):
        found.say(Flaw.MALFORMED, path, Detail.NOT_DER)
    return path in found.sizes


def _is_sequence(data: bytes) -> bool:
    if len(data) < 2 or data[0] != SEQUENCE:
        return False
    if data[1] < SHORT:
        return len(data) == 2 + data[1]
    digits = data[1] - SHORT
    length = int.from_bytes(data[2 : 2 + digits])
    return 0 < digits <= 4 and length >= SHORT and len(data) == 2 + digits + length
