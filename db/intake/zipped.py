# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a stranger's zip, read one after the other and never unpacked onto a disk.

Names are only told; whoever takes them must not use them as paths unexamined.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

from db.errors import BundleDamagedError, InvalidInputError, NotFoundError

FILES_LIMIT: Final = 400_000
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def is_zip(path: Path) -> bool:
    """Tell whether a file looks like a zip."""
    with suppress(OSError):
        return path.is_file() and zipfile.is_zipfile(path)
    return False


def members(path: Path) -> Iterator[tuple[str, int, BinaryIO]]:
    """Yield name, stated length and an open file of every member that is no folder.

    Reading one raises BundleDamagedError when its bytes are not what the zip says, at their end.
    Raise NotFoundError, and InvalidInputError with `what` "not-zip" for what cannot be read here:
    other ways of packing, passwords, more files than any bundle has.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            listed = packed.infolist()
            odd = any(one.flag_bits & 1 or one.compress_type not in METHODS for one in listed)
            if odd or len(listed) > FILES_LIMIT:
                message = "this zip is packed in a way that is not read here"
                raise InvalidInputError(message, what="not-zip")
            for one in listed:
                if not one.filename.endswith("/"):  # `is_dir` fails at an empty name
                    with packed.open(one) as file:
                        yield one.filename, one.file_size, cast("BinaryIO", _Whole(file))
    except OSError as error:
        message = "the zip cannot be read"
        raise NotFoundError(message) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        message = "this is no zip that can be read"
        raise InvalidInputError(message, what="not-zip") from error


class _Whole:
    def __init__(self, file: object) -> None:
        self._file = cast("BinaryIO", file)

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            message = "a file of the zip is damaged"
            raise BundleDamagedError(message) from error
