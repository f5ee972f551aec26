# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture on the clipboard becomes evidence without ever being a file."""

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from db.errors import InvalidInputError
from db.model.evidence import Manner, Provenance
from db.model.ids import EvidenceId
from desktop.actions.clipboard import seal_bytes
from desktop.session import Session
from desktop.tasks.runner import CancelToken


class Pasting(QObject):
    """Seals what was pasted."""

    sealed = Signal(object)  # EvidenceId
    failed = Signal(object)  # SegelError

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def paste(self, image: QImage) -> None:
        """Seal `image` as a PNG, named after the moment."""
        desk = self._session.desk
        stamp = desk.now().local.strftime("%Y-%m-%d %H.%M.%S")
        name = self.tr("Clipboard {time}").format(time=stamp) + ".png"
        kept = QImage(image)

        def work(token: CancelToken) -> EvidenceId:
            provenance = Provenance(Manner.CLIPBOARD)
            return seal_bytes(desk, _png(kept), name, provenance, token.check)

        errand = self._session.bench(work)
        errand.succeeded.connect(self.sealed)
        errand.failed.connect(self.failed)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stub asks for bytes, the binding for text.
    if image.isNull() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # as said
        message = "the clipboard holds no picture that can be read"
        raise InvalidInputError(message, what="picture")
    return bytes(buffer.data().data())
