# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operating system refuses while a bundle is written, said as who must act."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from db.errors import (
    AccessDeniedError,
    DiskFullError,
    InvalidInputError,
    ReadOnlyMediumError,
    UnavailableError,
)

WRITE_PROTECTED: Final = 19  # ERROR_WRITE_PROTECT, which Windows gives for a locked stick


@contextmanager
def in_words() -> Iterator[None]:
    """Turn an OSError raised inside into the SegelError that names the remedy."""
    try:
        yield
    except OSError as error:
        if getattr(error, "winerror", None) == WRITE_PROTECTED:
            message = "the medium is write-protected"
            raise ReadOnlyMediumError(message) from error
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT:
                message = "no room is left for the bundle"
                raise DiskFullError(message) from error
            case errno.EROFS:
                message = "the medium is write-protected"
                raise ReadOnlyMediumError(message) from error
            case errno.EACCES | errno.EPERM:
                message = "this user may not write there"
                raise AccessDeniedError(message) from error
            case errno.EFBIG:
                message = "a file is too large for this medium (FAT32 ends at 4 GiB)"
                raise InvalidInputError(message, what="file-too-large") from error
            case errno.ENOENT | errno.ENOTDIR | errno.EEXIST | errno.ENAMETOOLONG | errno.EINVAL:
                message = "a bundle cannot be written under this name"
                raise InvalidInputError(message, what="target") from error
            case _:
                message = "the medium did not take the bundle"
                raise UnavailableError(message) from error
