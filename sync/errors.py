# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong on the way to an office, sorted by who must act.

::

    UnavailableError
     ├── OfflineError         no road to the office now: no network, no name, no answer
     ├── StalledError         a road that stopped moving
     ├── CaptiveError         somebody else answered: a sign-in page, a proxy
     │    └── ProxyLoginError  the proxy of this network wants a name and a password
     └── BusyError            the depot asks for patience; `details["seconds"]`
    RefusedError
     ├── UntrustedError       another certificate than the office's
     ├── NotEnrolledError     the depot does not know this device, or no longer
     ├── CodeRefusedError     an enrolment code that is spent, late or another's
     └── QuotaError           the room that the office gave is used up
    DamagedError
     ├── MalformedMessageError  bytes that are no message of this protocol
     └── BrokenPromiseError     a depot that contradicts what it signed; `details["kind"]`
"""

from typing import ClassVar

from db.errors import DamagedError, RefusedError, UnavailableError


class OfflineError(UnavailableError):
    """There is no road to the office now."""

    code: ClassVar[str] = "offline"


class StalledError(UnavailableError):
    """The road stopped moving; what had arrived stays there."""

    code: ClassVar[str] = "stalled"


class CaptiveError(UnavailableError):
    """Somebody else answered in the office's place."""

    code: ClassVar[str] = "captive"


class ProxyLoginError(CaptiveError):
    """The proxy of this network wants a name and a password."""

    code: ClassVar[str] = "proxy-login"


class BusyError(UnavailableError):
    """The depot asks for patience: `details["seconds"]`."""

    code: ClassVar[str] = "depot-busy"


class UntrustedError(RefusedError):
    """The server shows a certificate that the office's authority did not sign."""

    code: ClassVar[str] = "untrusted"


class NotEnrolledError(RefusedError):
    """The depot does not know this device, or no longer."""

    code: ClassVar[str] = "not-enrolled"


class CodeRefusedError(RefusedError):
    """An enrolment code that is spent, late, mistyped or another's: `details["why"]`."""

    code: ClassVar[str] = "code-refused"


class QuotaError(RefusedError):
    """The room that the office gave this device is used up."""

    code: ClassVar[str] = "quota"


class MalformedMessageError(DamagedError):
    """These bytes are no message of this protocol."""

    code: ClassVar[str] = "malformed-message"


class BrokenPromiseError(DamagedError):
    """A depot contradicts what it signed; `details["kind"]` names how, see `sync.trust`."""

    code: ClassVar[str] = "broken-promise"
