# SPDX-License-Identifier: GPL-3.0-or-later
r"""The same on Windows: a named pipe (\\.\pipe\…), which a program opens like a file by its name.

Never run on Windows.  Where the engine refuses such a name nothing comes through, and the window
says that there is no archive; nothing is written in the clear instead.
"""

import ctypes
import secrets
import threading
from contextlib import suppress
from typing import Any, Final

from desktop.browser.outlet import NoOutletError

INBOUND: Final = 0x00000001  # PIPE_ACCESS_INBOUND
FIRST: Final = 0x00080000  # FILE_FLAG_FIRST_PIPE_INSTANCE
LOCAL_ONLY: Final = 0x00000008  # PIPE_REJECT_REMOTE_CLIENTS, bytes, blocking
PIECE: Final = 64 * 1024
PATIENCE_S: Final = 2.0


class NamedPipe:
    """A named pipe that one program of this laptop may write to, once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = bytearray()
        self.overflowed = False
        self.name = rf"\\.\pipe\segel-{secrets.token_hex(16)}"
        library: Any = getattr(ctypes, "WinDLL", None)
        if library is None:
            raise NoOutletError
        self._kernel = library("kernel32", use_last_error=True)
        self._kernel.CreateNamedPipeW.restype = ctypes.c_void_p
        self._pipe = self._kernel.CreateNamedPipeW(
            self.name, INBOUND | FIRST, LOCAL_ONLY, 1, 0, PIECE, 0, None
        )
        if self._pipe in (None, ctypes.c_void_p(-1).value):
            raise NoOutletError
        self._thread = threading.Thread(target=self._drain, name="segel-outlet", daemon=True)
        self._thread.start()

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
        if self._thread.is_alive():
            with suppress(OSError), open(self.name, "wb"):  # noqa: PTH123 - lets go who waits
                pass
            self._thread.join(PATIENCE_S)
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            self._kernel.CloseHandle(ctypes.c_void_p(pipe))

    def _drain(self) -> None:
        pipe = ctypes.c_void_p(self._pipe)
        self._kernel.ConnectNamedPipe(pipe, None)
        buffer = ctypes.create_string_buffer(PIECE)
        count = ctypes.c_ulong()
        while self._kernel.ReadFile(pipe, buffer, PIECE, ctypes.byref(count), None):
            self._held += buffer.raw[: count.value]
            if len(self._held) > self._most:
                self.overflowed = True
                self._held.clear()
                return
