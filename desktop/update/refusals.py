# SPDX-License-Identifier: GPL-3.0-or-later
"""Why an update is not taken, each reason by its own name; the Segel in use stays as it is.

::

    RefusedError
     └── UpdateRefusedError
          ├── UpdateDamagedError    not a whole package: copy it again
          ├── UpdateUnsignedError   signed by nobody whom this Segel knows as its maker
          ├── UpdateOlderError      `details["version"]` is not newer than `details["own"]`
          ├── UpdateSystemError     made for `details["system"]`, this is `details["own"]`
          ├── UpdateFormatError     cannot read vaults of this laptop any more, or not yet
          ├── UpdateStartError      unpacked, tried, and it does not run on this laptop
          ├── UpdatePlaceError      this Segel was not installed in a way that keeps two versions
          ├── UpdateKeyError        this Segel was built without the key of its maker
          └── UpdateDiskError       the disk on which Segel lies cannot be written
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from db.errors import RefusedError, VaultDamagedError
from db.store.trouble import on_disk


class UpdateRefusedError(RefusedError):
    """An update was not taken."""

    code: ClassVar[str] = "update-refused"


class UpdateDamagedError(UpdateRefusedError):
    """These bytes are no whole package."""

    code: ClassVar[str] = "update-damaged"


class UpdateUnsignedError(UpdateRefusedError):
    """Nobody whom this Segel knows as its maker signed this."""

    code: ClassVar[str] = "update-unsigned"


class UpdateOlderError(UpdateRefusedError):
    """`details["version"]` is not newer than `details["own"]`."""

    code: ClassVar[str] = "update-older"


class UpdateSystemError(UpdateRefusedError):
    """It was made for `details["system"]`, and this is `details["own"]`."""

    code: ClassVar[str] = "update-system"


class UpdateFormatError(UpdateRefusedError):
    """It reads vaults of formats `least` to `most`, and those here are of `details["own"]`."""

    code: ClassVar[str] = "update-format"


class UpdateStartError(UpdateRefusedError):
    """It was unpacked and does not run on this laptop."""

    code: ClassVar[str] = "update-start"


class UpdatePlaceError(UpdateRefusedError):
    """This Segel does not lie in a folder that keeps versions side by side."""

    code: ClassVar[str] = "update-place"


class UpdateKeyError(UpdateRefusedError):
    """This Segel was built without the key of its maker."""

    code: ClassVar[str] = "update-key"


class UpdateDiskError(UpdateRefusedError):
    """The disk on which Segel is installed cannot be written."""

    code: ClassVar[str] = "update-disk"


@contextmanager
def installing(name: str) -> Iterator[None]:
    """Turn what the laptop's disk says while a version is written into who must act.

    Raise DiskFullError, AccessDeniedError, ReadOnlyMediumError or UpdateDiskError.
    """
    try:
        with on_disk(name):
            yield
    except VaultDamagedError as error:  # no vault is meant here
        message = "the disk of the program cannot be written"
        raise UpdateDiskError(message, file=name) from error
