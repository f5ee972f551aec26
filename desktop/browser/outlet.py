# SPDX-License-Identifier: GPL-3.0-or-later
"""How an archive leaves the engine without ever lying on a disk: it is told the name of a pipe.

The engine only knows how to save to a file by name.  On Linux and macOS the name of a FIFO does;
on Windows a named pipe has such a name too, but that was never tried on Windows.
"""

import os
import select
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Final, Protocol

MODE: Final = 0o600
WAIT_S: Final = 0.1
PIECE: Final = 64 * 1024
NAME: Final = "halaman.mhtml"


class Outlet(Protocol):
    """A name to save to, and what came through it."""

    @property
    def name(self) -> str:
        """Return what the engine is told to save to."""

    @property
    def ended(self) -> bool:
        """Tell whether everything came through, or nothing more is taken."""

    @property
    def overflowed(self) -> bool:
        """Tell whether more came than may be kept."""

    def taken(self) -> bytes:
        """Return what came through; call once, when it has ended."""

    def close(self) -> None:
        """Take nothing more and leave nothing behind.  May be called twice."""


class NoOutletError(Exception):
    """Here an archive would have to lie on the disk in the clear."""


class Fifo:
    """A FIFO in a folder of its own that nobody else may enter."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = bytearray()
        self._over = threading.Event()
        self.overflowed = False
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="segel-", dir=_memory()))
            self._path = self._folder / NAME
            os.mkfifo(self._path, MODE)
            # Not blocking: a page that is never saved must not leave a thread behind.
            self._end = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, AttributeError) as error:
            raise NoOutletError from error
        self._thread = threading.Thread(target=self._drain, name="segel-outlet", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """Return what the engine is told to save to."""
        return str(self._path)

    @property
    def ended(self) -> bool:
        """Tell whether everything came through, or nothing more is taken."""
        return not self._thread.is_alive()

    def taken(self) -> bytes:
        """Return what came through; call once, when it has ended."""
        whole = bytes(self._held)
        self._held.clear()
        return whole

    def close(self) -> None:
        """Take nothing more and leave nothing behind.  May be called twice."""
        self._over.set()
        self._thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _drain(self) -> None:
        with os.fdopen(self._end, "rb", buffering=0) as end:
            while not self._over.is_set():
                ready, _, _ = select.select([end], [], [], WAIT_S)
                if not ready:
                    continue
                piece = end.read(PIECE)
                if piece:
                    self._held += piece
                    if len(self._held) > self._most:
                        self.overflowed = True
                        self._held.clear()
                        return
                elif self._held:
                    return  # whoever wrote has closed it
                else:
                    self._over.wait(WAIT_S)  # nobody writes yet: a FIFO then reads as ended


def _memory() -> str | None:
    """Return the folder of this session that lies in memory, if there is one."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return folder if folder and os.access(folder, os.W_OK) else None
