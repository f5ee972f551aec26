# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser's process: messages in on one pipe, out on another, and nothing else to hold on to.

It ends when its window closes, or when the program that started it is gone.
"""

import os
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.browser.window import BrowserWindow
from desktop.capture.page_wire import (
    BrokenWireError,
    Ear,
    Say,
    Wish,
    message,
)
from desktop.sweeping import Sweeper
from desktop.tongue import Tongue
from desktop.views import theme

PIECE: Final = 64 * 1024
TONES: Final = ("good", "warn", "bad")
FLAGS: Final = (
    "--disable-breakpad",
    "--disable-gpu-shader-disk-cache",
    "--disable-logging",
    "--disable-sync",
)


class Wire(QObject):
    """Both pipes: reads in a thread of its own, writes in the main one."""

    heard = Signal(int, bytes)
    ended = Signal()

    def __init__(self, way_in: BinaryIO, way_out: BinaryIO) -> None:
        super().__init__()
        self._in, self._out = way_in, way_out
        self._thread = threading.Thread(target=self._listen, name="segel-wire", daemon=True)

    def begin(self) -> None:
        """Listen."""
        self._thread.start()

    def say(self, say: Say, load: bytes) -> None:
        """Send one message; when nobody is there any more, everything ends."""
        try:
            self._out.write(message(say, load))
            self._out.flush()
        except OSError:
            self.ended.emit()

    def _listen(self) -> None:
        ear = Ear()
        try:
            while piece := os.read(self._in.fileno(), PIECE):
                for say, load in ear.hear(piece):
                    self.heard.emit(int(say), load)
        except (OSError, BrokenWireError):
            pass
        self.ended.emit()


class Browser(QObject):
    """The window, once it is known how it should look."""

    opened = Signal(object)  # BrowserWindow

    def __init__(self, app: QApplication, wire: Wire) -> None:
        super().__init__(app)
        self._app, self._wire = app, wire
        self._tongue = Tongue(app)
        self.window: BrowserWindow | None = None
        queued = Qt.ConnectionType.QueuedConnection
        wire.heard.connect(self._on_heard, queued)
        wire.ended.connect(self._leave, queued)

    @Slot(int, bytes)
    def _on_heard(self, number: int, load: bytes) -> None:
        say = Say(number)
        if say is Say.OPEN and self.window is None:
            self._open(Wish.from_load(load))
        elif say is Say.TOLD and self.window is not None and load:
            tone = TONES[min(load[0], len(TONES) - 1)]
            self.window.show_told(load[1:].decode("utf-8", "replace"), tone)

    def _open(self, wish: Wish) -> None:
        self._tongue.speak(wish.language)
        theme.choose(self._app, dark=wish.dark)
        theme.apply(self._app)
        window = BrowserWindow(wish, self._wire.say)
        window.closed.connect(self._leave)
        self.window = window
        window.show()
        self._wire.say(Say.READY, b"")
        self.opened.emit(window)

    @Slot()
    def _leave(self) -> None:
        QCoreApplication.quit()


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the two pipes for ourselves, so that nothing the engine prints gets between."""
    way_in = os.fdopen(os.dup(0), "rb", buffering=0)
    way_out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for end in (0, 1, 2):
        os.dup2(nowhere, end)
    os.close(nowhere)
    return way_in, way_out


def main(opened: Callable[[BrowserWindow], object] | None = None) -> int:
    """Be the browser's process until its window closes.

    `opened` is called with the window when it stands.
    """
    way_in, way_out = own_pipes()
    told = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join((told, *FLAGS)).strip()
    app = QApplication([sys.argv[0]])
    app.setQuitOnLastWindowClosed(True)
    theme.load_fonts()
    theme.load_other_fonts()
    wire = Wire(way_in, way_out)
    browser = Browser(app, wire)
    if opened is not None:
        browser.opened.connect(opened)
    Sweeper(app).begin()
    wire.begin()
    app.exec()
    if browser.window is not None:
        browser.window.close()
    # The engine's own threads end with the process; there is nothing of ours left to write.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
