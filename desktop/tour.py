# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through the real window, no hand on the mouse, and keeps a picture of each screen."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from db.store.vault import doors
from desktop.app import Program
from desktop.windows.workspace import Workspace

SCREEN: Final = (1366, 728)
"""The smallest laptop Segel is made for, less the system's own bar, in its own pixels."""
PATIENCE_S: Final = 30.0
REST_S: Final = 0.4


class TourError(RuntimeError):
    """A screen did not come in time."""


def take_pictures(vault: Path, passphrase: str, out: Path) -> list[Path]:
    """Open `vault` as its first account and return the pictures, in the order of the walk."""
    out.mkdir(parents=True, exist_ok=True)
    made = QApplication.instance()
    app = made if isinstance(made, QApplication) else QApplication(["Segel"])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/tour.ini", QSettings.Format.IniFormat)
        program = Program(app, settings)
        try:
            return list(Tour(program, out).walk(vault, passphrase))
        finally:
            program.window.close()
            wait(lambda: not program.window.isVisible(), "locking")
            program.close()
            program.window.deleteLater()
            rest(0.0)


class Tour:
    """One walk through the window of `program`."""

    def __init__(self, program: Program, out: Path) -> None:
        self._program, self._out = program, out
        self._count = 0

    def walk(self, vault: Path, passphrase: str) -> Iterator[Path]:
        """Go from the lock screen through every page, by day, then by night."""
        window = self._program.window
        scale = window.devicePixelRatioF()
        window.resize(round(SCREEN[0] / scale), round(SCREEN[1] / scale))
        self._program.preferences.theme = "light"
        self._program.preferences.remember_vault(vault)
        window.begin()
        window.show()
        rest(REST_S)
        yield self._keep("kunci")
        first = doors(vault)[0]
        errand = self._program.doors.unlock(vault, first.account, passphrase)
        errand.succeeded.connect(window.enter)
        wait(lambda: window.workspace is not None, "unlocking")
        workspace = window.workspace
        if workspace is None:
            return
        yield from self._pages(workspace)
        self._program.preferences.theme = "dark"
        workspace.show_page("evidence")
        rest(REST_S)
        yield self._keep("malam")
        self._program.preferences.theme = "light"
        self._program.preferences.language = "en"
        workspace.show_page("home")
        rest(REST_S)
        yield self._keep("english")
        self._program.preferences.language = "id"

    def _pages(self, workspace: Workspace) -> Iterator[Path]:
        wait(lambda: not workspace.queue.running, "the queue")
        rest(REST_S)
        yield self._keep("beranda")
        workspace.show_page("evidence")
        evidence = workspace.evidence
        wait(lambda: evidence.list.model.rowCount() > 0, "the evidence")
        evidence.list.choose_row(0)
        rest(2 * REST_S)
        for look, name in (("grid", "kisi"), ("timeline", "lini-masa"), ("table", "tabel")):
            evidence.list.filters.set_look(look)
            rest(REST_S)
            yield self._keep(f"bukti-{name}")
        evidence.list.filters.set_look("grid")
        cards = evidence.cards
        if cards:
            workspace.open_card(cards[0])
            rest(3 * REST_S)
            yield self._keep("penampil")
            workspace.viewer.leave()
        workspace.show_page("ledger")
        wait(lambda: workspace.ledger.loaded > 0, "the ledger")
        workspace.ledger.choose_row(0)
        workspace.ledger.examine()
        wait(lambda: not workspace.ledger.examining, "the examination")
        rest(REST_S)
        yield self._keep("jejak")

    def _keep(self, name: str) -> Path:
        self._count += 1
        path = self._out / f"{self._count:02d}-{name}.png"
        shown: QWidget = self._program.window
        shown.grab().save(str(path))
        return path


def wait(until: Callable[[], bool], what: str) -> None:
    """Let Qt work until something holds; raise TourError after half a minute."""
    limit = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > limit:
            message = f"waited in vain for {what}"
            raise TourError(message)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def rest(seconds: float) -> None:
    """Let Qt work for a while."""
    limit = time.monotonic() + seconds
    while True:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if time.monotonic() >= limit:
            return
        time.sleep(0.01)
