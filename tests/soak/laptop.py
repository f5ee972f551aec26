# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that is worn: the real program without a screen, and every complaint it makes, kept.

A complaint is what a person would see as a crash, or what only a terminal would have shown: an
exception that came out of a slot, out of a thread or while something was thrown away, and Qt's own
warnings.
"""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QSettings,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from db.store.doors import doors
from desktop.app import Program
from desktop.tasks.runner import Errand
from desktop.windows.main_window import SETTLE_MS
from desktop.windows.workspace import Workspace

T = TypeVar("T")
PATIENCE_S: Final = 60.0
SCREEN: Final = (1366, 698)
IDLE_MINUTES: Final = 60
SETTLED_S: Final = 2 * SETTLE_MS / 1000
"""Time after a lock in which the program lets go of what was open."""
SAID_ANYWAY: Final = ("propagateSizeHints", "pa_context_connect", "No RHI backend")
"""What Qt says on any computer without a screen, a loudspeaker or a graphics card."""


class StuckError(RuntimeError):
    """Something did not happen within a minute."""


class Laptop:
    """The program over the vault in `vault`."""

    def __init__(self, app: QApplication, vault: Path, passphrase: str) -> None:
        self.vault, self._passphrase = vault, passphrase
        self.complaints: list[str] = []
        self._listen()
        settings = QSettings(str(vault.parent / "segel.ini"), QSettings.Format.IniFormat)
        settings.setValue("language", "id")
        self.program = Program(app, settings)
        self.program.preferences.idle_minutes = IDLE_MINUTES
        self.program.preferences.remember_vault(vault)
        self.program.runner.crashed.connect(self._on_crash)
        self.window = self.program.window
        self.window.resize(*SCREEN)
        self.window.begin()
        self.window.show()
        self.rest(1.0)

    def _listen(self) -> None:
        def slot(kind: type[BaseException], error: BaseException, trace: object) -> None:
            del kind, trace
            self._on_crash(error)

        def beside(told: threading.ExceptHookArgs) -> None:
            if told.exc_value is not None:
                self._on_crash(told.exc_value)

        def thrown_away(told: "sys.UnraisableHookArgs") -> None:
            self.complaints.append(f"{told.exc_value!r} in {told.object!r}")

        def qt(_kind: object, _where: object, text: str) -> None:
            if not any(known in text for known in SAID_ANYWAY):
                self.complaints.append(f"Qt: {text}")

        sys.excepthook = slot
        sys.unraisablehook = thrown_away
        threading.excepthook = beside
        qInstallMessageHandler(qt)

    def _on_crash(self, error: BaseException) -> None:
        self.complaints.append("".join(traceback.format_exception(error)).strip())
        sys.stderr.write(f"{self.complaints[-1]}\n")

    @property
    def work(self) -> Workspace:
        """Return the workspace."""
        found = self.window.workspace
        assert found is not None
        return found

    def unlock(self) -> Workspace:
        """Let the first of the vault in."""
        who = doors(self.vault)[0].account
        self.window.enter(self.done(self.program.doors.unlock(self.vault, who, self._passphrase)))
        self.until(lambda: not self.work.queue.running, "the queue")
        return self.work

    def lock(self) -> None:
        """Lock, and wait until everything that was open is gone."""
        closed: list[bool] = []
        self.window.locked.connect(lambda: closed.append(True))
        # From within Qt's loop, as a key does it: what is to be deleted later is, before the lock.
        QTimer.singleShot(0, self.window, self.window.lock)
        self.until(lambda: bool(closed), "the lock")
        self.window.locked.disconnect()
        self.rest(SETTLED_S)
        self.until(lambda: not self.program.runner.busy, "the last work")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        """End the program, whatever state it is in."""
        try:
            self.window.close()
            self.until(lambda: not self.window.isVisible(), "the end")
        finally:
            self.program.close()
            sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
            sys.unraisablehook = sys.__unraisablehook__

    def until(self, there: Callable[[], bool], what: str) -> None:
        """Let Qt work until something is so."""
        limit = time.monotonic() + PATIENCE_S
        while not there():
            if time.monotonic() > limit:
                message = f"waited in vain for {what}; {self.complaints[-1:]}"
                raise StuckError(message)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def rest(self, seconds: float) -> None:
        """Let Qt work for a while."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)

    def done(self, errand: Errand[T]) -> T:
        """Wait for what an errand brings; raise what it failed with."""
        found: list[T] = []
        errors: list[BaseException] = []
        errand.succeeded.connect(found.append)
        errand.failed.connect(errors.append)
        errand.crashed.connect(errors.append)
        self.until(lambda: bool(found or errors), "an errand")
        if errors:
            raise errors[0]
        return found[0]
