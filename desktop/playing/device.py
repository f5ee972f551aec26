# SPDX-License-Identifier: GPL-3.0-or-later
"""A sealed item as a device that Qt's players read from.

Qt reads in threads of its own.  One thread of ours holds the connection to the shelves, the last
opened rows are kept in memory, and nothing is ever written: `writeData` is not even overridden.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from PySide6.QtCore import QIODevice, QObject, Signal

from db.errors import SegelError
from db.seal.box import ROW
from db.store.shelves import Plan, Reader

KEPT: Final = 64
"""Rows of 256 KiB kept open: 16 MiB, whatever the length of the film."""
AT_ONCE: Final = 1024 * 1024


class SealedDevice(QIODevice):
    """Reads one sealed item, any byte first.  Make, open and close it on the main thread.

    Nothing may read from it any more when `shut` is called: take it from the player first.
    """

    broken = Signal(object)  # SegelError: a row did not open; Qt is told that the file ends there

    def __init__(self, media: Path, plan: Plan, parent: QObject) -> None:
        super().__init__(parent)
        self._size = plan.size
        self._at = 0
        self._rows: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._shut = False
        self._keeper = ThreadPoolExecutor(1, "segel-play")
        self._keeper.submit(bool)  # begun here: Qt's threads should begin none
        self._reader: Reader | None = None
        self._make: Callable[[], Reader] = lambda: Reader(media, plan)
        self.opened = 0
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def isSequential(self) -> bool:  # noqa: N802 - Qt's name
        """Say that any byte may be read first."""
        return False

    def size(self) -> int:
        """Return how many bytes the item has."""
        return self._size

    def seek(self, position: int) -> bool:
        """Go to a byte."""
        with self._lock:
            self._at = position
        return super().seek(position)

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        """Return how many bytes follow."""
        return max(self._size - self._at, 0)

    def readData(self, most: int) -> bytes:  # noqa: N802 - Qt's name
        """Return bytes from here on; none at the end, after `shut`, or where a row is damaged."""
        with self._lock:
            if self._shut:
                return b""
            end = min(self._at + min(most, AT_ONCE), self._size)
            parts = []
            try:
                while self._at < end:
                    number = self._at // ROW
                    start = self._at - number * ROW
                    part = self._row(number)[start : start + end - self._at]
                    if not part:
                        break
                    parts.append(part)
                    self._at += len(part)
            except SegelError as error:
                self.broken.emit(error)
            return b"".join(parts)

    def shut(self) -> None:
        """Let go of the key, of the opened rows and of the shelves."""
        with self._lock:
            if self._shut:
                return
            self._shut = True
            self._rows.clear()
        self._keeper.submit(self._let_go)
        self._keeper.shutdown(wait=True)
        self.close()

    def _row(self, number: int) -> bytes:
        row = self._rows.get(number)
        if row is None:
            row = self._keeper.submit(self._open_row, number).result()
            self.opened += 1
            self._rows[number] = row
            if len(self._rows) > KEPT:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(number)
        return row

    def _open_row(self, number: int) -> bytes:
        if self._reader is None:
            self._reader = self._make()
        return self._reader.read_at(number * ROW, ROW)

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._make = _gone


def _gone() -> Reader:
    raise RuntimeError
