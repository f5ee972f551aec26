# SPDX-License-Identifier: GPL-3.0-or-later
"""Enrolment, wired: by code or invitation file over the network, or by files alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from db.errors import SegelError
from db.store.driver import translated
from desktop.actions import syncing
from desktop.actions.syncing import Joined
from desktop.session import Session
from desktop.views.sync_joining import JoiningView
from desktop.windows.code_picture import CodePicture
from desktop.windows.paper import suggested
from sync.enrolment import Invitation

LARGEST: Final = 64 * 1024
"""Bytes read of a file that may be anything."""


class Joining(QObject):
    """Does what the view of enrolling wishes.  `joined`: an office is in force now."""

    joined = Signal(object)  # Joined

    def __init__(self, session: Session, view: JoiningView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        view.code_given.connect(self._on_code)
        view.file_requested.connect(self._on_file)
        view.application_requested.connect(self._on_application)
        view.answer_requested.connect(self._on_answer)
        self.picture = CodePicture(session, _is_invitation, view.message, view)
        self.picture.read.connect(view.code.setPlainText)
        view.picture_requested.connect(self.picture.ask)

    @Slot(str, str)
    def _on_code(self, code: str, label: str) -> None:
        desk = self._session.desk
        self._ask(lambda: syncing.join(desk, syncing.read_invitation(code), label))

    @Slot(str)
    def _on_file(self, label: str) -> None:
        desk, path = self._session.desk, self._choose(self.tr("Open the office's invitation"))
        if path:
            self._ask(lambda: syncing.join(desk, _invitation(path), label))

    @Slot(str)
    def _on_application(self, label: str) -> None:
        desk, path = self._session.desk, self._choose(self.tr("Open the office's invitation"))
        if not path:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._view, self.tr("Save the application"), suggested(self.tr("application.segel"))
        )
        if not name or not isValid(self):
            return

        def work() -> None:
            body = syncing.apply_by_file(desk, _invitation(path), label)
            target = Path(name)
            with translated(target.name):
                target.write_bytes(body)

        self._hold(work, self._on_written)

    @Slot()
    def _on_answer(self) -> None:
        desk, invited = self._session.desk, self._choose(self.tr("Open the office's invitation"))
        answer = self._choose(self.tr("Open the office's answer")) if invited else ""
        if answer:
            self._ask(lambda: syncing.take_answer(desk, _invitation(invited), _bytes(answer)))

    def _choose(self, title: str) -> str:
        chosen, _ = QFileDialog.getOpenFileName(self._view, title)
        return chosen if isValid(self) else ""  # the vault may have locked itself meanwhile

    def _ask(self, work: Callable[[], Joined]) -> None:
        self._hold(work, self._on_joined)

    def _hold(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._view.show_busy(busy=True)
        errand = self._session.wire(lambda _token: work())
        errand.belongs_to(self).succeeded.connect(then)
        errand.failed.connect(self._on_failed)
        errand.settled.connect(self._on_settled)

    @Slot(object)
    def _on_joined(self, joined: Joined) -> None:
        self._view.code.clear()
        self.joined.emit(joined)

    @Slot(object)
    def _on_written(self, _nothing: object) -> None:
        self._view.message.show_message(
            self.tr("The application is written"),
            self.tr("Have it carried to the office. Open the answer here when it comes back."),
            "good",
        )
        self._session.changed.emit()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._view.message.show_error(error)

    @Slot()
    def _on_settled(self) -> None:
        self._view.show_busy(busy=False)


def _is_invitation(text: str) -> bool:
    try:
        syncing.read_invitation(text)
    except SegelError:
        return False
    return True


def _bytes(name: str) -> bytes:
    path = Path(name)
    with translated(path.name), path.open("rb") as file:
        return file.read(LARGEST)


def _invitation(name: str) -> Invitation:
    return syncing.read_invitation(_bytes(name))
