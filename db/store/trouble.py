# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place where the operating system's errors become ours."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from db.errors import (
    AccessDeniedError,
    DiskFullError,
    NotFoundError,
    ReadOnlyMediumError,
    SegelError,
    VaultDamagedError,
)

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED = frozenset({errno.EACCES, errno.EPERM})


@contextmanager
def on_disk(file: str) -> Iterator[None]:
    """Turn the operating system's errors into ours, naming `file` only."""
    try:
        yield
    except OSError as error:
        raise from_os(error, file) from error


def from_os(error: OSError, file: str) -> SegelError:
    """Return our error for one of the operating system's."""
    if error.errno in _FULL:
        return DiskFullError("the disk is full", file=file)
    if error.errno == errno.EROFS:
        return ReadOnlyMediumError("the medium is write-protected", file=file)
    if error.errno in _DENIED:
        return AccessDeniedError("the operating system denies access", file=file)
    if error.errno == errno.ENOENT:
        return NotFoundError("the file is not there", file=file)
    return VaultDamagedError("the file cannot be read or written", file=file)
