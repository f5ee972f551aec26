# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour of all screens, surveyed at each of its stops instead of photographed."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.access.measures import measure
from tests.access.tally import Tally
from tests.fakes.every_dialog import MAKERS
from tests.journeys.screenshots import Tour

SCALE: Final = 1.25


class Survey(Tour):
    """One walk through the program, with measurements at every stop."""

    def __init__(self, app: QApplication, settings: QSettings, room: Path, only: str) -> None:
        super().__init__(app, settings, Namespace(out=room / "x", scale=SCALE, only=only), room)
        self.tally = Tally()
        self._shown = f"{settings.value('theme')}, {settings.value('language')}"

    def walk(self) -> None:
        """Go everywhere, and open what the tour has no picture of."""
        super().walk()
        work = self.window.workspace
        for name, make in MAKERS.items():
            made = make(self.program, work.session)
            made.show()
            self.rest(0.2)
            self.shot(f"dialog-{name}", made)
            made.close()
            made.deleteLater()
            self.rest(0.1)

    def shot(self, name: str, dialog: Any = None) -> None:
        """Measure the window, or the dialog in front of it."""
        self.rest(0.12)
        if self.only and self.only not in name:
            return
        if isinstance(dialog, QDialog):
            self.fit(dialog)
        elif dialog is not None:
            dialog.resize(self.window.size())
        shown: QWidget = dialog or self.window
        shown.activateWindow()
        self.rest(0.02)
        QApplication.sendPostedEvents()  # a countdown may just have asked for more room
        self.tally.stops.append(f"{name} ({self._shown})")
        measure(shown, self.tally)
        self.rest(0.05)
        self.count += 1
        sys.stderr.write(f"segel: {self.tally.stops[-1]}\n")


def _only_grave(kind: QtMsgType, _context: object, text: str) -> None:
    if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        sys.stderr.write(f"{text}\n")


def walk(room: Path, language: str, theme: str, only: str = "") -> Tally:
    """Go everywhere in one language and one theme; return what was found.

    `room`: an empty folder.  `only`: measure at stops whose name has this in it.
    """
    qInstallMessageHandler(_only_grave)
    app = QApplication(["Segel"])
    app.setQuitOnLastWindowClosed(False)
    settings = QSettings(str(room / "segel.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", language)
    settings.setValue("theme", theme)
    survey = Survey(app, settings, room, only)
    try:
        survey.walk()
    finally:
        survey.program.close()
    return survey.tally
