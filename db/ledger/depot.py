# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office's log says: its signed head and the statements that are its leaves.

The one reading for those who ask an office and for those who examine a bundle years later.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from db.errors import DamagedError
from db.model import canonical
from db.model.canonical import Json
from db.model.digest import Digest
from db.model.ids import VaultId
from db.model.moment import from_iso, iso
from db.seal.signature import Note, Signer, parse_note, verifies

ORIGIN: Final = "segel.id/depot/"
TYPE: Final = "segel.id/receipt/v1"
CARD_TYPE: Final = "segel.id/office/v1"
NOTE_LIMIT: Final = 1000
LEAF_LIMIT: Final = 4096
CARD_LIMIT: Final = 16 * 1024
_FORM: Final = re.compile(
    r"segel\.id/depot/([a-z0-9-]{1,40})/([1-9][0-9]{0,5})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n"
)
_HEX: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FIELDS: Final = frozenset(
    {"at", "count", "depot", "device", "kind", "names", "root", "size", "type", "vault"}
)


@dataclass(frozen=True, slots=True)
class LogHead:
    """One signed state of a depot's log, a C2SP tlog-checkpoint.

    A log has an epoch, counted up when its depot was put back to an earlier backup, so that an
    honest restore says so and a silent one is a contradiction.  `note` is its exact text.
    """

    depot: str
    epoch: int
    size: int
    root: Digest
    note: str

    @classmethod
    def sign(cls, depot: str, epoch: int, size: int, root: Digest, signer: Signer) -> Self:
        """Sign the head of a log with `size` leaves."""
        encoded = base64.b64encode(root.value).decode()
        return cls.parse(signer.sign_note(f"{ORIGIN}{depot}/{epoch}\n{size}\n{encoded}\n"))

    @classmethod
    def parse(cls, note: str) -> Self:
        """Read a log's head; raise DamagedError for any other form.  Verifies nothing."""
        message = "not the head of a depot's log"
        if len(note) > NOTE_LIMIT:
            raise DamagedError(message)
        parsed: Note = parse_note(note)
        found = _FORM.fullmatch(parsed.text)
        if found is None or parsed.name != ORIGIN + found[1]:
            raise DamagedError(message)
        try:
            root = base64.b64decode(found[4], validate=True)
        except binascii.Error as error:
            raise DamagedError(message) from error
        if base64.b64encode(root).decode() != found[4]:
            raise DamagedError(message)
        return cls(found[1], int(found[2]), int(found[3]), Digest(root), note)

    def signed_by(self, public_key: bytes) -> bool:
        """Tell whether the owner of `public_key` signed exactly this head."""
        return verifies(parse_note(self.note), public_key)


class Said(StrEnum):
    """What a receipt is about."""

    ENROLLED = "enrolled"  # the device may come; `names`: of its application
    HEAD = "head"  # this head of the ledger was seen; `names`: of the proof it came in
    STORED = "stored"  # entries up to `size` under `root`, and these names, are on the disk
    RESTORED = "restored"  # the depot was put back to a backup of `size` leaves


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a depot.

    `at_us`: by the depot's clock.  `size`, `root`: of the vault's ledger as it stands there.
    `names`: the hash over `count` names of what the statement is about.
    """

    kind: Said
    depot: str
    device: str
    vault: VaultId
    at_us: int
    size: int
    root: Digest
    count: int
    names: Digest

    def leaf(self) -> bytes:
        """Return the exact bytes that the log holds."""
        return canonical.to_bytes(
            {
                "at": iso(self.at_us),
                "count": self.count,
                "depot": self.depot,
                "device": self.device,
                "kind": self.kind.value,
                "names": self.names.hex,
                "root": self.root.hex,
                "size": self.size,
                "type": TYPE,
                "vault": self.vault,
            }
        )

    @classmethod
    def parse(cls, leaf: bytes) -> Self:
        """Read a leaf; raise DamagedError for any other form."""
        message = "not a statement of a depot"
        if len(leaf) > LEAF_LIMIT:
            raise DamagedError(message)
        told = canonical.from_bytes(leaf)
        if not isinstance(told, Mapping) or set(told) != _FIELDS or told["type"] != TYPE:
            raise DamagedError(message)
        try:
            return cls(
                Said(_text(told["kind"], 20)),
                _text(told["depot"], 40),
                _text(told["device"], 40),
                VaultId(_text(told["vault"], 26)),
                from_iso(_text(told["at"], 27)),
                _whole(told["size"]),
                _digest(told["root"]),
                _whole(told["count"]),
                _digest(told["names"]),
            )
        except ValueError as error:
            raise DamagedError(message) from error


def log_key(card: bytes) -> tuple[str, bytes]:
    """Return a depot's name and the key of its log out of its card; raise DamagedError."""
    message = "not the card of an office"
    told = canonical.from_bytes(card) if len(card) <= CARD_LIMIT else None
    if not isinstance(told, Mapping) or told.get("type") != CARD_TYPE:
        raise DamagedError(message)
    try:
        return _text(told.get("depot"), 40), _digest(told.get("log_key")).value
    except ValueError as error:
        raise DamagedError(message) from error


def _text(value: Json, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError
    return value


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def _digest(value: Json) -> Digest:
    text = _text(value, 64)
    if _HEX.fullmatch(text) is None:
        raise ValueError
    return Digest.from_hex(text)
