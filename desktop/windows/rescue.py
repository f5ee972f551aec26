# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings that a crash or a full disk left behind, sealed once after unlocking."""

from PySide6.QtCore import QObject, Signal, Slot

from db.model.capture import Opening
from db.model.people import Right
from desktop.actions import capturing
from desktop.actions.capturing import Recovered
from desktop.session import Session


class Rescue(QObject):
    """Looks for what waits, and seals it."""

    recovered = Signal(object)  # tuple[Recovered, ...], never empty

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def start(self) -> None:
        """Begin; `recovered` follows when there was anything."""
        if not self._session.account.may(Right.SEAL):
            return
        desk = self._session.desk
        told = self.tr("Recording {time}")

        def name(opening: Opening) -> str:
            stamp = opening.started.local.strftime("%Y-%m-%d %H.%M.%S")
            suffix = ".webm" if opening.settings.get("container") == "webm" else ".mp4"
            return told.format(time=stamp) + suffix

        errand = self._session.bench(
            lambda token: capturing.recover(desk, name, token.check, token.report)
        )
        errand.succeeded.connect(self._on_found)

    @Slot(object)
    def _on_found(self, found: tuple[Recovered, ...]) -> None:
        if found:
            self.recovered.emit(found)
            self._session.changed.emit()
