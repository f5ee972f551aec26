# SPDX-License-Identifier: GPL-3.0-or-later
"""Covers through a film, wired: frames come as they are asked for, and a copy is made."""

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtGui import QImage, QPixmap

from db.errors import SegelError
from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId
from desktop.actions import viewing
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.cover_dialog import CoverDialog

SHOWN = 1280


class Covering(QObject):
    """Serves one dialog; lives as long as it does."""

    def __init__(self, session: Session, card: EvidenceCard, dialog: CoverDialog) -> None:
        super().__init__(dialog)
        self._session, self._card, self._dialog = session, card, dialog
        self._busy = False
        self._wanted: int | None = None
        self._making: Errand[EvidenceId] | None = None
        dialog.moment_wanted.connect(self.fetch)
        dialog.stop_requested.connect(self._on_stop)
        dialog.rejected.connect(self._on_stop)

    @Slot(object)
    def fetch(self, at_us: int) -> None:
        """Show the frame of a moment; of several that are asked for meanwhile, only the last."""
        if self._busy:
            self._wanted = at_us
            return
        self._busy = True
        desk, item = self._session.desk, self._card.id
        errand = self._session.bench(
            lambda _token: viewing.picture(desk, item, longest=SHOWN, at_us=at_us)
        ).belongs_to(self)
        errand.succeeded.connect(lambda made: self._show(at_us, made.jpeg))
        errand.failed.connect(self._on_failed)
        errand.settled.connect(self._on_settled)

    def make(self, errand: Errand[EvidenceId]) -> None:
        """Follow the making: how far it is, and what became of it."""
        self._making = errand.belongs_to(self)
        errand.progressed.connect(self._dialog.strip.show_progress)
        errand.succeeded.connect(self._dialog.accept)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(
            lambda: self._dialog.show_refused(speech.word("page-gone.stopped"))
        )

    def _show(self, at_us: int, jpeg: bytes) -> None:
        image = QImage.fromData(jpeg, "JPEG")  # type: ignore[arg-type]  # the stub asks for bytes, the binding for text
        size = upright(self._card, image.size())
        self._dialog.show_frame(at_us, QPixmap.fromImage(image), size.width(), size.height())

    @Slot()
    def _on_settled(self) -> None:
        self._busy = False
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.fetch(wanted)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._dialog.show_refused(speech.error_text(error))

    @Slot()
    def _on_stop(self) -> None:
        making, self._making = self._making, None
        if making is not None:
            making.cancel()


def upright(card: EvidenceCard, shown: QSize) -> QSize:
    """Return how many pixels the upright original has, of which `shown` is a smaller picture."""
    wide, high = card.width or shown.width(), card.height or shown.height()
    if (wide < high) != (shown.width() < shown.height()):
        wide, high = high, wide
    return QSize(wide, high)
