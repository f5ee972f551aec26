# SPDX-License-Identifier: GPL-3.0-or-later
"""What Segel expects to go wrong, sorted by who must act next.

::

    SegelError
     ├── UnavailableError      wait or make room, then try again
     │    ├── AlreadyOpenError     another Segel holds this vault
     │    ├── DiskFullError        no room left on the medium
     │    └── ThrottledError       too many wrong passphrases; wait
     ├── RefusedError          a person must decide or bring something
     │    ├── WrongPassphraseError
     │    ├── AccessDeniedError    the operating system says no
     │    ├── ReadOnlyMediumError
     │    ├── NewerFormatError     written by a newer Segel
     │    ├── NotPermittedError    this role may not do this
     │    ├── NotFoundError
     │    └── InvalidInputError
     └── DamagedError          bytes are not what they should be; never retried, always recorded
          ├── VaultDamagedError
          ├── EvidenceDamagedError
          └── BundleDamagedError

Texts are safe to show and to log: never a key, a passphrase, a person's name, a position, or a
path inside a vault.  `code` names the sentence the interface shows in the reader's language, and
`details` fills its blanks.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


class SegelError(Exception):
    """Something Segel expected could go wrong."""

    code: ClassVar[str] = "error"

    def __init__(self, text: str, **details: str) -> None:
        super().__init__(text)
        self.details: Mapping[str, str] = MappingProxyType(details)


class UnavailableError(SegelError):
    """Try again later."""

    code = "unavailable"


class AlreadyOpenError(UnavailableError):
    """The vault is open in another Segel; close that one first."""

    code = "already-open"


class DiskFullError(UnavailableError):
    """The medium has no room left; free some, nothing was lost."""

    code = "disk-full"


class ThrottledError(UnavailableError):
    """Too many wrong passphrases; `details["seconds"]` says how long to wait."""

    code = "throttled"


class RefusedError(SegelError):
    """A person must act."""

    code = "refused"


class WrongPassphraseError(RefusedError):
    """The passphrase or recovery code does not open this slot."""

    code = "wrong-passphrase"


class AccessDeniedError(RefusedError):
    """The operating system does not let this user read or write the place."""

    code = "access-denied"


class ReadOnlyMediumError(RefusedError):
    """The medium is write-protected."""

    code = "read-only"


class NewerFormatError(RefusedError):
    """The vault was written by a newer Segel; update the program, not the vault."""

    code = "newer-format"


class NotPermittedError(RefusedError):
    """The acting role may not do this."""

    code = "not-permitted"


class NotFoundError(RefusedError):
    """The thing asked for is not there."""

    code = "not-found"


class InvalidInputError(RefusedError):
    """What was typed or chosen cannot be used as it is."""

    code = "invalid-input"


class DamagedError(SegelError):
    """The bytes are not what they should be."""

    code = "damaged"


class VaultDamagedError(DamagedError):
    """A file of the vault is damaged; restore it from a backup."""

    code = "vault-damaged"


class EvidenceDamagedError(DamagedError):
    """The sealed bytes of one item do not open or do not match their hash."""

    code = "evidence-damaged"


class BundleDamagedError(DamagedError):
    """A bundle cannot be read as one."""

    code = "bundle-damaged"
