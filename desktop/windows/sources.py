# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialog that asks where evidence comes from; while open it follows what is plugged in."""

from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.store import batches
from desktop.actions import media
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views.forms import SpokenDialog, column
from desktop.views.sources import Source, SourcesView

SIZE: Final = QSize(620, 520)
LOOK_MS: Final = 3000


class SourcesDialog(SpokenDialog):
    """Emits one choice and closes."""

    files_chosen = Signal()
    folder_chosen = Signal()
    source_chosen = Signal(str)  # the folder to import

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        plugged: media.Look = media.mounted,
    ) -> None:
        super().__init__(parent)
        self._session, self._plugged = session, plugged
        self._errand: Errand[tuple[Source, ...]] | None = None
        self.view = SourcesView()
        self.setLayout(column(self.view))
        self.view.files_chosen.connect(self._on_files)
        self.view.folder_chosen.connect(self._on_folder)
        self.view.source_chosen.connect(self._on_source)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MS)
        self.retranslate()
        self.look()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Add evidence"))

    @Slot()
    def look(self) -> None:
        """Ask what is plugged in now."""
        if self._errand is not None:
            return
        desk, plugged = self._session.desk, self._plugged

        def work(_token: CancelToken) -> tuple[Source, ...]:
            waits = {one.medium: one.files for one in desk.on_vault(batches.by_medium)}
            there = sorted(plugged().values(), key=lambda medium: medium.name.casefold())
            rooms = [media.room_on(one.root) or (None, None) for one in there]
            return tuple(
                Source(one.root, one.name, free, total, waits.get(one.id, 0))
                for one, (free, total) in zip(there, rooms, strict=True)
            )

        self._errand = self._session.bench(work)
        self._errand.belongs_to(self).succeeded.connect(self.view.show_sources)
        self._errand.settled.connect(self._on_settled)

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None

    @Slot()
    def _on_files(self) -> None:
        self.accept()
        self.files_chosen.emit()

    @Slot()
    def _on_folder(self) -> None:
        self.accept()
        self.folder_chosen.emit()

    @Slot(str)
    def _on_source(self, root: str) -> None:
        self.accept()
        self.source_chosen.emit(root)
