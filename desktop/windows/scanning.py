# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets photographed one by one: each photo sealed as it is, then made straight, then bound."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from db.model.derived import Straighten
from db.model.ids import EvidenceId
from db.store import evidence
from desktop.actions import deriving
from desktop.capture import edges
from desktop.capture.edges import Corners
from desktop.capture.frames import Still
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views.capture_scan import ScanCard
from desktop.views.straighten_dialog import StraightenDialog

SMALL: Final = QSize(192, 192)
STRAIGHT: Final = "-lurus.png"


@dataclass(frozen=True, slots=True)
class _Page:
    item: EvidenceId
    picture: QImage


class Scanning(QObject):
    """Follows a photo of a sheet to its straight page, and pages to their PDF."""

    made = Signal(object)  # EvidenceId: sealed and read back
    chosen = Signal(str)  # EvidenceId: a page one wants to see
    failed = Signal(object)  # SegelError

    def __init__(self, session: Session, card: ScanCard, over: QWidget) -> None:
        """`over`: the widget above which dialogs open."""
        super().__init__(over)
        self._session, self._card, self._over = session, card, over
        self._pages: tuple[_Page, ...] = ()
        self.dialog: StraightenDialog | None = None
        card.page_chosen.connect(lambda at: self.chosen.emit(str(self._pages[at].item)))
        card.bind_requested.connect(self._on_bind)
        card.afresh_requested.connect(self._on_afresh)

    def follow(self, item: EvidenceId, still: Still) -> None:
        """Ask where the sheet is on a photo that was just sealed."""

        def look(_token: CancelToken) -> tuple[QImage, Corners]:
            image = still.image or QImage.fromData(still.jpeg)
            return image, edges.guess(image)

        errand = self._session.bench(look)
        errand.succeeded.connect(lambda seen: self._ask(item, *seen))
        errand.failed.connect(self.failed)

    def _ask(self, item: EvidenceId, image: QImage, guessed: Corners) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        dialog = StraightenDialog(image, guessed, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(lambda step: self._make(item, step, dialog.corners.straight(SMALL)))
        dialog.finished.connect(self._on_answered)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_answered(self) -> None:
        self.dialog = None

    def _make(self, item: EvidenceId, step: Straighten, picture: QImage) -> None:
        desk = self._session.desk
        self._show(self.tr("Straightening and sealing …"))

        def work(token: CancelToken) -> EvidenceId:
            card = desk.on_vault(lambda vault: evidence.by_id(vault, item))
            name = card.name.rpartition(".")[0] + STRAIGHT
            return deriving.derive(desk, item, (step,), name, check=token.check)

        errand = self._session.bench(work)
        errand.succeeded.connect(lambda made: self._on_made(_Page(made, picture)))
        errand.failed.connect(self._on_failed)

    def _on_made(self, page: _Page) -> None:
        self._pages = (*self._pages, page)
        self._show()
        self.made.emit(page.item)

    @Slot()
    def _on_bind(self) -> None:
        desk, pages = self._session.desk, tuple(page.item for page in self._pages)
        self._show(self.tr("Making the PDF …"))
        stamp = desk.now().local.strftime("%Y-%m-%d %H.%M.%S")
        name = self.tr("Document {time}").format(time=stamp) + ".pdf"
        errand = self._session.bench(
            lambda token: deriving.bind(desk, pages, name, check=token.check)
        )
        errand.succeeded.connect(self._on_bound)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_bound(self, item: EvidenceId) -> None:
        self._on_afresh()
        self.made.emit(item)

    @Slot()
    def _on_afresh(self) -> None:
        self._pages = ()
        self._show()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._show()
        self.failed.emit(error)

    def _show(self, busy: str = "") -> None:
        self._card.show_pages([page.picture for page in self._pages], busy=busy)
