# SPDX-License-Identifier: GPL-3.0-or-later
"""Offers new files of a watched folder for review; a person decides, and nothing is sealed here.

The system says when the folder changes; beside that it is looked at every five minutes, for network
folders that say nothing.  Nothing is looked at more often than once a minute unless it changed.
"""

from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from db.model.people import Right
from desktop.actions import watching
from desktop.actions.watching import Seen
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.buttons import primary, quiet
from desktop.views.panels import MessagePanel

BREATH_MS: Final = 12_000
"""After a change: a little longer than a file takes to count as settled."""
AGAIN_MS: Final = 60_000
SLOW_MS: Final = 300_000


class FolderWatch(QObject):
    """Follows the folder that the settings name.  `offered` carries paths for the review."""

    offered = Signal(object)  # list of paths
    looked = Signal(object)  # Seen

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = ""
        self._seen = Seen({}, 0, 0, ())
        self._errand: Errand[Seen] | None = None
        self.panel = MessagePanel()
        self._review, self._not_these = primary("import"), quiet("close")
        self._review.clicked.connect(self._on_review)
        self._not_these.clicked.connect(self._on_not_these)
        self.panel.set_closable(closable=False)
        self.panel.offer(self._review)
        self.panel.offer(self._not_these)
        self._system = QFileSystemWatcher(self)
        self._soon, self._slow = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self.look)
        self._system.directoryChanged.connect(self._on_changed)
        session.changed.connect(self._on_session_changed)
        if session.account.may(Right.SEAL):
            self.read()

    @Slot()
    def read(self) -> None:
        """Read again which folder is to be watched, and look at it."""
        errand = self._session.on_vault(watching.watched_folder)
        errand.belongs_to(self).succeeded.connect(self._on_read)

    @Slot()
    def look(self) -> None:
        """Look at the folder now, unless that is being done."""
        folder = self._folder
        if not folder or self._errand is not None:
            return
        desk = self._session.desk
        self._errand = self._session.bench(lambda token: watching.look(desk, folder, token.check))
        self._errand.belongs_to(self).succeeded.connect(self._on_looked)
        self._errand.settled.connect(self._on_settled)

    def say(self) -> None:
        """Put what is shown into words again."""
        count = len(self._seen.fresh)
        self._review.say(self.tr("Review them"))
        self._not_these.say(self.tr("Not these"))
        if not count:
            self.panel.hide()
            return
        self.panel.show_message(
            self.tr("New files in the watched folder: {count}").format(count=speech.number(count)),
            self.tr("{size} in {folder}. Nothing is sealed before you say so.").format(
                size=speech.size(self._seen.bytes), folder=self._folder
            ),
        )

    @Slot(object)
    def _on_read(self, folder: str) -> None:
        if folder == self._folder:
            if self._seen.fresh:
                self.look()  # what is sealed by now is offered no more
            return
        self._folder = folder
        self._seen = Seen({}, 0, 0, ())
        self._follow(())
        self.say()
        if folder:
            self._slow.start()
            self.look()
        else:
            self._slow.stop()
            self._soon.stop()

    @Slot(object)
    def _on_looked(self, seen: Seen) -> None:
        self._seen = seen
        self._follow(seen.folders)
        self.say()
        if seen.unsettled:
            self._soon.start(AGAIN_MS)
        self.looked.emit(seen)

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None

    def _follow(self, folders: tuple[str, ...]) -> None:
        before, now = set(self._system.directories()), set(folders)
        if before - now:
            self._system.removePaths(list(before - now))
        if now - before:
            self._system.addPaths(list(now - before))

    @Slot()
    def _on_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start(BREATH_MS)

    @Slot()
    def _on_session_changed(self) -> None:
        if self._session.account.may(Right.SEAL):
            self.read()

    @Slot()
    def _on_review(self) -> None:
        self.panel.hide()
        self.offered.emit(list(self._seen.fresh))

    @Slot()
    def _on_not_these(self) -> None:
        desk, files = self._session.desk, self._seen.fresh
        errand = self._session.bench(lambda _token: watching.pass_over(desk, files))
        errand.belongs_to(self).succeeded.connect(self.look)
