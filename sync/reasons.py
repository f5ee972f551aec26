# SPDX-License-Identifier: GPL-3.0-or-later
"""Why something waits, as a code with a sentence and a next step for each ("wait.*" phrases)."""

from enum import StrEnum

from db.errors import DamagedError, NewerFormatError, SegelError
from sync.errors import (
    BrokenPromiseError,
    BusyError,
    CaptiveError,
    NotEnrolledError,
    OfflineError,
    ProxyLoginError,
    QuotaError,
    StalledError,
    UntrustedError,
)


class Reason(StrEnum):
    """Why an item waits."""

    NO_OFFICE = "no-office"  # this laptop was not enrolled
    NOT_YET = "not-yet"  # no round was held since it came
    TURN = "turn"  # other things go first
    OFFLINE = "offline"
    STALLED = "stalled"
    CAPTIVE = "captive"
    PROXY = "proxy"  # the network's proxy wants a name and a password
    BUSY = "busy"
    UNTRUSTED = "untrusted"
    REVOKED = "revoked"
    QUOTA = "quota"
    NEWER = "newer"  # the depot speaks a newer protocol
    BROKEN = "broken"  # the depot contradicts what it signed
    DAMAGED = "damaged"  # the item's own bytes do not open
    STOPPED = "stopped"  # a person stopped the round
    PAUSED = "paused"  # a person wants quiet for a while
    METERED = "metered"  # too large for a road that is paid by the byte
    RECEIVER = "receiver"  # a case for one office alone names none that is known
    LARGE = "large"  # larger than what goes by itself
    UNKNOWN = "unknown"


_MEANING: tuple[tuple[type[SegelError], Reason], ...] = (
    (OfflineError, Reason.OFFLINE),
    (StalledError, Reason.STALLED),
    (ProxyLoginError, Reason.PROXY),
    (CaptiveError, Reason.CAPTIVE),
    (BusyError, Reason.BUSY),
    (UntrustedError, Reason.UNTRUSTED),
    (NotEnrolledError, Reason.REVOKED),
    (QuotaError, Reason.QUOTA),
    (NewerFormatError, Reason.NEWER),
    (BrokenPromiseError, Reason.BROKEN),
    (DamagedError, Reason.DAMAGED),
)


def reason_of(error: Exception) -> Reason:
    """Return why everything still waits after a round that ended with `error`."""
    for kind, reason in _MEANING:
        if isinstance(error, kind):
            return reason
    return Reason.UNKNOWN
