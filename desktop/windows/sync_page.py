# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinkron, wired: it reads how sending stands, and lets people do something about it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.errors import SegelError
from desktop.actions import sync_state
from desktop.actions.sync_state import SyncState
from desktop.session import Session
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.sync_heaps import HeapRow
from desktop.views.sync_page import SyncFacts, SyncView
from desktop.windows.wayfinder import Wayfinder


class SyncPage(Spoken):
    """The page of sending."""

    read = Signal()  # the page shows how things stand

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self.state: SyncState | None = None
        self.view = SyncView()
        self.setLayout(column(self.view))
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read how things stand, if anybody looks."""
        if self.isVisible():
            errand = self._session.on_vault(sync_state.state)
            errand.belongs_to(self).succeeded.connect(self._on_read)
            errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_read(self, state: SyncState) -> None:
        self.state = state
        self._show()
        self.read.emit()

    def _show(self) -> None:
        state = self.state
        if state is None:
            return
        joining = self.view.joining
        again = state.joined is not None
        joining.show_state(may=state.may_join, applied=state.applied, again=again)
        if state.joined is None:
            self.view.show_joining()
            return
        zone = self._session.desk.now().zone_minutes
        reached = state.sent.reached_us
        heaps = tuple(
            HeapRow(heap.load.value, heap.count, heap.bytes, sync_state.why(heap.load, state).value)
            for heap in state.heaps
        )
        self.view.show_facts(
            SyncFacts(
                state.joined.title,
                state.joined.url,
                speech.moment(reached, zone) if reached else "",
                heaps,
            )
        )

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        self._show()
