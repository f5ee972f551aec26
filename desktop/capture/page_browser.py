# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser's process as its parent holds it: started, listened to with suspicion, and ended.

Nothing that comes from there is acted on but the pieces of a page that the person had saved there.
"""

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from desktop.capture.page_wire import (
    Begun,
    BrokenWireError,
    Ear,
    Gatherer,
    Gone,
    SavedPage,
    Say,
    Wish,
    message,
)

START_MS: Final = 60_000
QUIET_MS: Final = 3000
TONES: Final = ("good", "warn", "bad")
ENGINE: Final = "PySide6.QtWebEngineWidgets"
STILL: Final = {"MESA_SHADER_CACHE_DISABLE": "true", "__GL_SHADER_DISK_CACHE": "0"}
"""Graphics drivers keep what they compiled on the disk, unless told not to."""
UNWANTED: Final = ("PYTHON", "SEGEL_", "QTWEBENGINE_REMOTE_DEBUGGING", "SSLKEYLOGFILE")
"""Beginnings of what would lead the engine's doors or keys to others."""


def engine_there() -> bool:
    """Tell whether the optional engine is installed; it is not loaded."""
    return find_spec(ENGINE) is not None


def browser_command() -> tuple[str, ...]:
    """Return how this program starts its browser."""
    if getattr(sys, "frozen", False):
        return sys.executable, "--page-browser"
    return sys.executable, "-B", "-P", "-m", "desktop.browser"


class PageBrowser(QObject):
    """One browser's window at most.  Lives in the main thread."""

    opened = Signal()
    ended = Signal()  # it is gone, for whatever reason
    failed = Signal()  # it never came, or did not keep to what may be said
    begun = Signal(object)  # Begun: saving begins at this very moment
    saved = Signal(object)  # SavedPage
    dropped = Signal(object)  # Gone: nothing came of that page

    def __init__(self, parent: QObject, *, command: Sequence[str] | None = None) -> None:
        """`command`: how the browser is started, if not as this program does it."""
        super().__init__(parent)
        self._command = tuple(command or browser_command())
        self._process: QProcess | None = None
        self._ear, self._gatherer = Ear(), Gatherer()
        self._ready = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(START_MS)
        self._late.timeout.connect(self._refuse)

    @property
    def running(self) -> bool:
        """Tell whether there is a browser, or soon will be."""
        return self._process is not None

    def open(self, wish: Wish) -> None:
        """Start the browser, if there is none yet."""
        if self._process is not None:
            return
        self._ear, self._gatherer, self._ready = Ear(), Gatherer(), False
        process = QProcess(self)
        program, *arguments = self._command
        process.setProgram(program)
        process.setArguments(arguments)
        process.setProcessEnvironment(_environment())
        process.setWorkingDirectory(str(Path(sys.executable).parent))
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_data)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._late.start()
        process.start()
        process.write(message(Say.OPEN, wish.to_load()))

    def tell(self, text: str, tone: str) -> None:
        """Show how sealing went in the browser's window."""
        if self._process is not None:
            self._process.write(message(Say.TOLD, bytes([TONES.index(tone)]) + text.encode()))

    @Slot()
    def close(self) -> None:
        """End it at once: it has nothing that must be written, and the screen is to be empty."""
        process, self._process = self._process, None
        self._late.stop()
        if process is None:
            return
        self._end(process)
        self.ended.emit()

    @Slot()
    def _on_data(self) -> None:
        if self._process is None:
            return
        try:
            for say, load in self._ear.hear(bytes(self._process.readAllStandardOutput().data())):
                self._take(say, load)
        except BrokenWireError:
            self._refuse()

    def _take(self, say: Say, load: bytes) -> None:
        if say is Say.READY:
            if self._ready:
                raise BrokenWireError
            self._ready = True
            self._late.stop()
            self.opened.emit()
            return
        told = self._gatherer.take(say, load)
        match told:
            case Begun():
                self.begun.emit(told)
            case SavedPage():
                self.saved.emit(told)
            case Gone():
                self.dropped.emit(told)

    @Slot()
    def _refuse(self) -> None:
        """End a browser that never came or babbles, without asking it."""
        process, self._process = self._process, None
        self._late.stop()
        if process is not None:
            self._end(process)
        self.failed.emit()
        self.ended.emit()

    def _end(self, process: QProcess) -> None:
        process.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        process.kill()
        process.waitForFinished(QUIET_MS)
        process.deleteLater()

    @Slot()
    def _on_finished(self) -> None:
        self._on_data()
        process, self._process = self._process, None
        self._late.stop()
        if process is None:
            return
        process.deleteLater()
        if not self._ready:
            self.failed.emit()
        self.ended.emit()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._refuse()


def _environment() -> QProcessEnvironment:
    """Return what the browser may know of the world around it."""
    told = QProcessEnvironment.systemEnvironment()
    for name in told.keys():  # noqa: SIM118 - not a dictionary
        if name.startswith(UNWANTED):
            told.remove(name)
    for name, value in STILL.items():
        told.insert(name, value)
    if sys.platform != "win32" and os.geteuid() == 0:
        told.insert("QTWEBENGINE_DISABLE_SANDBOX", "1")  # the engine's fence needs another account
    return told
