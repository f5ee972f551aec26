# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts list of the windowed program: everything is made here, once, and joined."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import BUILT_US, __version__
from desktop.preferences import Preferences
from desktop.session import Doors
from desktop.sweeping import Sweeper
from desktop.tasks.runner import Runner
from desktop.tongue import Tongue
from desktop.views import icons, theme
from desktop.windows.crash_watch import CrashWatch
from desktop.windows.main_window import MainWindow

if TYPE_CHECKING:
    from db.intake.isolate import Examiner
    from db.model.moment import Moment
    from db.seal.keyring import Cost
    from desktop.windows.crash import CrashDialog

NAME = "Segel"
AGAIN_MS = 500


def tool_name() -> str:
    """Return the program's name and version as ledger entries carry it."""
    return f"segel/{__version__}"


class Program:
    """All parts of the windowed program, for `run`, the tour and the tests alike."""

    def __init__(
        self,
        app: QApplication,
        settings: QSettings,
        *,
        cost: "Cost | None" = None,
        clock: "Callable[[], Moment] | None" = None,
        built_us: int = BUILT_US,
    ) -> None:
        """Make everything.  `clock` and `built_us`: other clocks than the laptop's, for tests."""
        self.app = app
        self.preferences = Preferences(settings)
        self.tongue = Tongue(app)
        self._sweeper = Sweeper()
        self.runner = Runner()
        self._examiner: Examiner | None = None
        self._clock = clock
        self.doors = Doors(
            self.runner, self.examiner, self.now, tool_name(), cost=cost, built_us=built_us
        )
        known = self.preferences.last_vault
        if known is not None:
            self.doors.ask(known)  # it is read while the window is being built
        theme.load_fonts()
        self.tongue.speak(self.preferences.language)
        theme.choose(app, dark=self._wants_dark())
        theme.prime(app)
        self.window = MainWindow(self.doors, self.preferences, app)
        theme.dress(app)  # once, over all that is there: else every step of building dresses again
        self.crashes = CrashWatch()
        self.crashes.crashed.connect(self._on_crash)
        self.runner.crashed.connect(self._on_crash)
        self.window.ready.connect(self._sweeper.begin)
        self.preferences.changed.connect(self._dress)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._crash: CrashDialog | None = None

    def open(self, paths: Sequence[str] = ()) -> None:
        """Show the window; `paths` are shown for import as soon as a vault is open.

        Who may unlock was most likely read while the window was built: then the first frame shows
        them already.
        """
        self.window.begin(paths)
        QCoreApplication.sendPostedEvents(self.runner)
        self.window.show()

    def close(self) -> None:
        """Lock, stop every thread and let go of what Qt must not outlive."""
        self.crashes.release()
        self.doors.shut()
        if self._examiner is not None:
            self._examiner.close()
        icons.forget()
        self._sweeper.rest()

    def examiner(self) -> "Examiner":
        """Return the one examiner, made when the first vault opens."""
        if self._examiner is None:
            from db.intake.isolate import Examiner  # noqa: PLC0415 - not for the lock screen

            self._examiner = Examiner()
        return self._examiner

    def now(self) -> "Moment":
        """Return one reading of the laptop's clocks.  Any thread may."""
        if self._clock is None:
            from desktop.actions.clock import SystemClock  # noqa: PLC0415 - not for the lock screen

            self._clock = SystemClock()
        return self._clock()

    @Slot()
    def _dress(self) -> None:
        """Follow language and theme."""
        self.tongue.speak(self.preferences.language)
        if theme.choose(self.app, dark=self._wants_dark()):
            theme.apply(self.app)

    def _wants_dark(self) -> bool:
        chosen = self.preferences.theme
        return chosen == "dark" or (chosen == "system" and theme.is_night(self.app))

    @Slot(object)
    def _on_crash(self, error: BaseException) -> None:
        """Show one bug at a time, then lock: a program that erred holds no keys."""
        from desktop.windows.crash import CrashDialog, report_of  # noqa: PLC0415 - only for this

        report = report_of(error, tool_name())
        sys.stderr.write(f"{report}\n")
        if self._crash is not None:
            return
        self._crash = CrashDialog(report, self.window)
        self._crash.finished.connect(self._on_crash_read)
        self._crash.open()

    @Slot()
    def _on_crash_read(self) -> None:
        dialog, self._crash = self._crash, None
        if dialog is not None:
            dialog.deleteLater()
        self.window.lock()


def say_started() -> None:
    """Tell the starter that this version stands, if it is at its first start after an update.

    Its window is shown then, and every part that opens a vault was loaded.
    """
    if not getattr(sys, "frozen", False):
        return
    from desktop.update.layout import installed  # noqa: PLC0415 - a packaged program alone has one

    layout = installed()
    if layout is not None:
        try:
            layout.say_started(__version__)
        except OSError:  # a guard holds the file for a moment; unsaid, the starter would go back
            QTimer.singleShot(AGAIN_MS, say_started)


def run(argv: Sequence[str]) -> int:
    """Open the window and return the exit code.  `argv`: files to import, or `--selftest`."""
    if list(argv) == ["--selftest"]:
        from desktop.selftest import selftest  # noqa: PLC0415 - only for this

        code = selftest(Program, tool_name())
        if code == 0:
            say_started()
        return code
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setOrganizationName(NAME)
    app = theme.application(NAME)
    QGuiApplication.setDesktopFileName("segel")
    app.setQuitOnLastWindowClosed(False)
    form = QSettings.Format.IniFormat
    settings = QSettings(form, QSettings.Scope.UserScope, NAME, NAME)
    program = Program(app, settings)
    program.crashes.watch()
    try:
        program.window.ready.connect(say_started)
        program.open(argv)
        return app.exec()
    finally:
        program.close()
