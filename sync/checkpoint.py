# SPDX-License-Identifier: GPL-3.0-or-later
"""The signed head of an office's log as a message: what is none is a malformed message."""

from typing import Final, Self

from db.errors import DamagedError
from db.ledger import depot as ledger_depot
from db.ledger.depot import NOTE_LIMIT, ORIGIN
from db.seal.signature import Signer
from sync.errors import MalformedMessageError

__all__ = ["LIMIT", "ORIGIN", "LogHead", "log_signer"]

LIMIT: Final = NOTE_LIMIT


class LogHead(ledger_depot.LogHead):
    """One signed state of a depot's log, as it came over a line."""

    __slots__ = ()

    @classmethod
    def parse(cls, note: str) -> Self:
        """Read a log's head; raise MalformedMessageError for any other form.  Verifies nothing."""
        try:
            return super().parse(note)
        except DamagedError as error:
            raise MalformedMessageError(str(error)) from error


def log_signer(depot: str, seed: bytes) -> Signer:
    """Return the signer of a depot's log."""
    return Signer(ORIGIN + depot, seed)
