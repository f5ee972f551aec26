# SPDX-License-Identifier: GPL-3.0-or-later
"""How a depot says no: a code that the other side can act on, and the status it goes under."""

from typing import ClassVar


class DepotRefusalError(Exception):
    """A request that is not done; `code` and `details` are what the asker is told.

    No person reads these: the asker's own errors say what they mean.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "malformed-message"

    def __init__(self, text: str, **details: str) -> None:
        super().__init__(text)
        self.details = details


class UnknownDeviceError(DepotRefusalError):
    """Nobody enrolled signs like this."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "not-enrolled"


class RevokedError(DepotRefusalError):
    """The device was enrolled and is no longer welcome."""

    status: ClassVar[int] = 403
    code: ClassVar[str] = "revoked"


class CodeError(DepotRefusalError):
    """An enrolment code that is unknown, spent or late: `details["why"]`."""

    status: ClassVar[int] = 403
    code: ClassVar[str] = "code-refused"


class StaleError(DepotRefusalError):
    """The proof begins elsewhere than the depot stands: `details["head"]` is what it has."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "stale"


class LedgerForkedError(DepotRefusalError):
    """Another history of the same vault than the depot holds: `details["head"]`."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "ledger-forked"


class BadEntryError(DepotRefusalError):
    """An entry or head that breaks the rules of a ledger."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "bad-entry"


class UnwantedError(DepotRefusalError):
    """A chunk that no manifest of this device names."""

    status: ClassVar[int] = 404
    code: ClassVar[str] = "unwanted"


class OffsetError(DepotRefusalError):
    """A chunk is at another offset: `details["offset"]`."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "offset"


class WrongHashError(DepotRefusalError):
    """The bytes of a chunk are not what its name says; it begins again."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "wrong-hash"


class TooLongError(DepotRefusalError):
    """A message longer than its kind may be, or without a length."""

    status: ClassVar[int] = 413
    code: ClassVar[str] = "too-long"


class PatienceError(DepotRefusalError):
    """Too many requests: `details["seconds"]`."""

    status: ClassVar[int] = 429
    code: ClassVar[str] = "depot-busy"


class MovedError(PatienceError):
    """The depot goes on elsewhere: whoever asks here is to come back, and finds it there."""


class NoRoomError(DepotRefusalError):
    """The quota of the device is used up, or the disk is full."""

    status: ClassVar[int] = 507
    code: ClassVar[str] = "quota"
