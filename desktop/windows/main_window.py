# SPDX-License-Identifier: GPL-3.0-or-later
"""The one window: guide, lock screen or workspace, and the way from each to the next.

Locking comes first: whatever runs is told to stop, every view of evidence is destroyed, and only
then does the vault close.
"""

import gc
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from db.store.names import KEYS
from desktop.preferences import Preferences
from desktop.session import Doors, Opened, Session
from desktop.tasks.runner import Errand, Lane
from desktop.tasks.thrift import give_back
from desktop.views import theme
from desktop.windows.unlock import Unlock

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.views.panels import EmptyState
    from desktop.windows.first_run import FirstRun, Founded
    from desktop.windows.idle import IdleWatch
    from desktop.windows.workspace import Workspace

SIZE: Final = (1240, 720)
LEAST: Final = (900, 560)
WORKSPACE: Final = "desktop.windows.workspace"
HINT: Final = "SEGEL.txt"
"""The file in a vault that tells a person what the folder is."""

READY_MS: Final = 300
"""Time after which the lock screen is painted and the rest of the program may be loaded."""

SETTLE_MS: Final = 500
"""Time after a lock in which the last widgets are destroyed and the last work ends."""


class MainWindow(QMainWindow):
    """Everything a person sees of Segel."""

    locked = Signal()
    ready = Signal()  # the lock screen is painted, and everything behind it is loaded

    def __init__(self, doors: Doors, preferences: Preferences, app: QGuiApplication) -> None:
        super().__init__()
        self.setWindowTitle("Segel")
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self._doors, self._preferences, self._app = doors, preferences, app
        self._session: Session | None = None
        self._workspace: Workspace | None = None
        self._guide: FirstRun | None = None
        self._leaving = self._nobody_there = self._entered = False
        self._pending: list[str | Path] = []
        self._ahead: Errand[int] | None = None
        self._folder = Path()
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._unlock = Unlock(doors)
        self._stack.addWidget(self._unlock)
        self._unlock.opened.connect(self.enter)
        self._unlock.vault_chosen.connect(self.show_lock)
        self._unlock.new_requested.connect(self.show_guide)
        self._unlock.restore_requested.connect(self._on_restore)
        self._unlock.check_requested.connect(self.check_bundle)
        self.setAcceptDrops(True)
        preferences.changed.connect(self._on_preferences)

    # -- what only an open vault needs --------------------------------------------------------

    @cached_property
    def _cover(self) -> "EmptyState":
        """Return what stands over everything while the vault closes."""
        from desktop.views.panels import EmptyState  # noqa: PLC0415 - not for the lock screen

        cover = EmptyState("lock")
        self._stack.addWidget(cover)
        return cover

    @cached_property
    def _idle(self) -> "IdleWatch":
        """Return what locks a laptop nobody touches, or that is put to sleep."""
        from desktop.windows.idle import IdleWatch  # noqa: PLC0415 - likewise

        watch = IdleWatch(self._app, self)
        watch.expired.connect(self._on_nobody_there)
        self._app.applicationStateChanged.connect(self._on_state)
        return watch

    # -- the way in ---------------------------------------------------------------------------

    def begin(self, paths: Sequence[str | Path] = ()) -> None:
        """Show the lock screen of the last vault, or the guide when there is none.

        `paths` are shown for import as soon as a vault is open; one that is a vault's folder, or
        one of its files to click on, is the vault to open instead.  A bundle is examined at once:
        for that no vault is needed.
        """
        opened = _vault_of(paths)
        self._pending = [] if opened else list(paths)
        QTimer.singleShot(READY_MS, self, self._make_ready)
        known = opened or self._preferences.last_vault
        if known is None:
            self.show_guide()
        else:
            self.show_lock(known)
        if len(self._pending) == 1:
            QTimer.singleShot(0, self, self._offer_check)

    def _offer_check(self) -> None:
        from desktop.actions.bundle_sources import looks_like_bundle  # noqa: PLC0415 - likewise

        path = Path(self._pending[0]) if len(self._pending) == 1 else Path()
        if self._session is None and looks_like_bundle(path):
            self.check_bundle(path)

    @Slot()
    def check_bundle(self, path: Path | None = None) -> None:
        """Examine a bundle, with no vault open; `path` where it is known which."""
        from desktop.windows.bundle_check import BundleCheckDialog  # noqa: PLC0415 - likewise

        theme.load_other_fonts()
        runner = self._doors.runner
        dialog = BundleCheckDialog(lambda work: runner.run(Lane.BENCH, work), parent=self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        if path is not None:
            dialog.choose(path)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:  # noqa: N802 - Qt's name
        """Welcome one file or folder while no vault is open; the workspace takes its own."""
        if self._session is None and len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:  # noqa: N802 - Qt's name
        """Examine the bundle that was dropped."""
        event.acceptProposedAction()
        self.check_bundle(Path(event.mimeData().urls()[0].toLocalFile()))

    @Slot(object)
    def show_lock(self, folder: Path) -> None:
        """Ask who is there, for the vault in `folder`."""
        self._folder = folder
        self._drop_guide()
        self._stack.setCurrentWidget(self._unlock)
        self._unlock.show_vault(folder)

    @Slot()
    def _make_ready(self) -> None:
        """Load what follows while the passphrase is being typed.

        What a program is made of lives until its end: Python need not look through it, for a tenth
        of a second and in the middle of scrolling, for what may be thrown away.
        """
        theme.load_other_fonts()
        errand = self._doors.runner.run(Lane.BENCH, lambda _token: import_module(WORKSPACE))
        errand.succeeded.connect(self._on_ready)

    @Slot()
    def _on_ready(self) -> None:
        """Set aside what lives long, unless a vault was opened by now: that must be let go of."""
        if not self._entered:
            gc.freeze()
            self._read_ahead()
        self.ready.emit()

    def _read_ahead(self) -> None:
        """Read records of the vault that will likely be opened, until it is."""
        from desktop.actions.ahead import read_ahead  # noqa: PLC0415 - not for the lock screen

        folder = self._folder
        if self._guide is None:
            self._ahead = self._doors.runner.run(
                Lane.BENCH, lambda token: read_ahead(folder, token.check)
            )

    @Slot()
    def show_guide(self) -> None:
        """Guide a newcomer to a vault."""
        self._drop_guide()
        theme.load_other_fonts()
        from desktop.windows.first_run import FirstRun  # noqa: PLC0415 - not for the lock screen
        from desktop.windows.paper import Paper  # noqa: PLC0415 - likewise

        guide = FirstRun(self._doors, Paper())
        guide.founded.connect(self._on_founded)
        guide.vault_chosen.connect(self.show_lock)
        guide.restore_requested.connect(self._on_restore)
        guide.check_requested.connect(self.check_bundle)
        self._guide = guide
        self._stack.addWidget(guide)
        self._stack.setCurrentWidget(guide)

    @Slot()
    def _on_restore(self) -> None:
        """Make a vault from a backup, then ask who is there."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - likewise

        from desktop.windows.backup_dialogs import RestoreDialog  # noqa: PLC0415 - likewise

        dialog = RestoreDialog(self._doors.runner, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.restored.connect(self.show_lock)
        dialog.open()

    def _drop_guide(self) -> None:
        guide, self._guide = self._guide, None
        if guide is not None:
            self._stack.removeWidget(guide)
            guide.deleteLater()

    @Slot(object)
    def _on_founded(self, founded: "Founded") -> None:
        self.enter(founded.opened)
        self._drop_guide()
        if self._workspace is None:
            return
        from desktop.views.first_run_sheet import Start  # noqa: PLC0415 - likewise

        if founded.start is Start.SAMPLE:
            self._workspace.side.samples()
        elif founded.start is Start.ADD:
            self._workspace.doors.choose_source()

    @Slot(object)
    def enter(self, opened: Opened) -> None:
        """Show the workspace of a vault that was just opened."""
        self._entered = True
        if self._ahead is not None:
            self._ahead.abandon()
            self._ahead = None
        theme.load_other_fonts()
        self._folder = opened.folder
        self._preferences.remember_vault(opened.folder)
        session = Session(self._doors, opened)
        session.setParent(self)
        session.closed.connect(self._on_closed)
        self._session = session
        from desktop.windows.workspace import Workspace  # noqa: PLC0415 - not for the lock screen

        workspace = Workspace(session, self._preferences)
        workspace.lock_requested.connect(self.lock)
        self._idle.counted.connect(workspace.status.show_countdown)
        workspace.stirred.connect(self._idle.touch)
        self._idle.rested.connect(workspace.scrubber.rest)
        self._idle.touched.connect(workspace.scrubber.stir)
        self._workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self._idle.start(self._preferences.idle_minutes)
        if self._pending:
            paths, self._pending = self._pending, []
            QTimer.singleShot(0, workspace, lambda: workspace.import_paths(paths))

    @property
    def workspace(self) -> "Workspace | None":
        """Return the workspace while a vault is open."""
        return self._workspace

    # -- the way out --------------------------------------------------------------------------

    @Slot()
    def lock(self) -> None:
        """Stop what runs, destroy every view of evidence, then close the vault."""
        session = self._session
        if session is None:
            return
        self._session = None
        self._idle.stop()
        self._cover.say(self.tr("Locking"), self.tr("What is being written is finished first."))
        self._stack.setCurrentWidget(self._cover)
        workspace, self._workspace = self._workspace, None
        session.close()
        if workspace is not None:
            from PySide6.QtCore import Qt  # noqa: PLC0415 - likewise

            children = Qt.FindChildOption.FindDirectChildrenOnly
            self._idle.counted.disconnect(workspace.status.show_countdown)
            for dialog in workspace.findChildren(QWidget, options=children):
                if dialog.isWindow():
                    dialog.hide()
            self._stack.removeWidget(workspace)
            workspace.deleteLater()

    @Slot()
    def _on_nobody_there(self) -> None:
        self._nobody_there = self._session is not None
        self.lock()

    @Slot()
    def _on_closed(self) -> None:
        session = self.sender()
        if isinstance(session, Session):
            session.deleteLater()
        self.locked.emit()
        QTimer.singleShot(SETTLE_MS, self, self._sweep)
        if self._leaving:
            self.close()
        else:
            self.show_lock(self._folder)
            if self._nobody_there:
                self._nobody_there = False
                self._unlock.say_nobody_was_there()

    @Slot()
    def _sweep(self) -> None:
        """Let go of what only points at itself: pages of the vault, with pictures of evidence."""
        if self._doors.runner.busy:  # what still runs still holds on to some of it
            QTimer.singleShot(SETTLE_MS, self, self._sweep)
        else:
            gc.collect()
            QPixmapCache.clear()  # Qt keeps what it scaled for the screen, evidence too
            give_back()

    def closeEvent(self, event: "QCloseEvent") -> None:  # noqa: N802 - Qt's name
        """Lock first, then go."""
        if self._guide is not None and not self._guide.close():
            event.ignore()
            return
        if self._session is not None:
            self._leaving = True
            event.ignore()
            self.lock()
            return
        if not self._leaving and vars(self).get("_cover") is self._stack.currentWidget():
            self._leaving = True  # it is locking already
            event.ignore()
            return
        super().closeEvent(event)
        QGuiApplication.quit()

    def _on_state(self, state: "Qt.ApplicationState") -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - likewise

        if state is Qt.ApplicationState.ApplicationSuspended:
            self.lock()

    @Slot()
    def _on_preferences(self) -> None:
        if self._session is not None:
            self._idle.start(self._preferences.idle_minutes)


def _vault_of(paths: Sequence[str | Path]) -> Path | None:
    """Return the vault's folder that the system asked to be opened, or None."""
    if len(paths) != 1:
        return None
    path = Path(paths[0]).absolute()
    folder = path.parent if path.name in (*KEYS, HINT) else path
    return folder if any((folder / name).is_file() for name in KEYS) else None
