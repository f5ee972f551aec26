# SPDX-License-Identifier: GPL-3.0-or-later
"""The signed head of an office's log of receipts: a C2SP tlog-checkpoint.

A log has an epoch, counted up when its depot was put back to an earlier backup, so that an honest
restore says so and a silent one is a contradiction.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.model.digest import Digest
from db.seal.signature import Note, Signer, parse_note, verifies
from sync.errors import MalformedMessageError

ORIGIN: Final = "segel.id/depot/"
LIMIT: Final = 1000
_FORM: Final = re.compile(
    r"segel\.id/depot/([a-z0-9-]{1,40})/([1-9][0-9]{0,5})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n"
)


@dataclass(frozen=True, slots=True)
class LogHead:
    """One signed state of a depot's log.  `note` is its exact text; the rest is what it says."""

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
        """Read a log's head; raise MalformedMessageError for any other form.  Verifies nothing."""
        message = "not the head of a depot's log"
        try:
            if len(note) > LIMIT:
                raise MalformedMessageError(message)
            parsed: Note = parse_note(note)
            found = _FORM.fullmatch(parsed.text)
            if found is None or parsed.name != ORIGIN + found[1]:
                raise MalformedMessageError(message)
            root = base64.b64decode(found[4], validate=True)
            if base64.b64encode(root).decode() != found[4]:
                raise MalformedMessageError(message)
        except (DamagedError, binascii.Error) as error:
            raise MalformedMessageError(message) from error
        return cls(found[1], int(found[2]), int(found[3]), Digest(root), note)

    def signed_by(self, public_key: bytes) -> bool:
        """Tell whether the owner of `public_key` signed exactly this head."""
        return verifies(parse_note(self.note), public_key)


def log_signer(depot: str, seed: bytes) -> Signer:
    """Return the signer of a depot's log."""
    return Signer(ORIGIN + depot, seed)
