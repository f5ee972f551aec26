# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between a hand-over and its medium in tests: sticks that are pulled out."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from db.errors import SegelError


class Stick:
    """Opens files like a stick that is pulled out once, after so many bytes were written."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.out = False
        self.waits: list[SegelError] = []
        self.then: Callable[[], None] = lambda: None

    def opened(self, place: Path, mode: str) -> BinaryIO:
        return cast("BinaryIO", _Plugged(self, place.open(mode, buffering=0)))

    def wait(self, error: SegelError) -> bool:
        """Plug it in again."""
        self.waits.append(error)
        self.out = False
        self.left = 1 << 60
        self.then()
        return True


class _Plugged:
    def __init__(self, stick: Stick, file: BinaryIO) -> None:
        self._stick, self._file = stick, file

    def write(self, data: bytes) -> int:
        stick = self._stick
        stick.left -= len(data)
        stick.out = stick.out or stick.left < 0
        if stick.out:
            self._file.write(data[: len(data) // 2])  # what a cut leaves behind
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._file.write(data)

    def fileno(self) -> int:
        if self._stick.out:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._file.fileno()

    def seek(self, at: int) -> int:
        return self._file.seek(at)

    def truncate(self) -> int:
        return self._file.truncate()

    def close(self) -> None:
        self._file.close()
