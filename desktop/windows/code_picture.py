# SPDX-License-Identifier: GPL-3.0-or-later
"""A code is read from a picture that somebody took of it, instead of being typed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop.actions import scans
from desktop.session import Session
from desktop.views.panels import MessagePanel


class CodePicture(QObject):
    """Asks for a picture and reads its QR codes.  `read` carries the first that fits."""

    read = Signal(str)

    def __init__(
        self,
        session: Session,
        fits: Callable[[str], bool],
        message: MessagePanel,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._session, self._fits, self._message, self._over = session, fits, message, over

    @Slot()
    def ask(self) -> None:
        """Ask which picture."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._over,
            self.tr("A photo or screenshot of the code"),
            "",
            self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.heic *.bmp *.tif *.tiff)"),
        )
        if chosen and isValid(self):  # the vault may have locked itself meanwhile
            self.take(chosen)

    def take(self, name: str) -> None:
        """Read the codes in a picture."""
        desk, path = self._session.desk, Path(name)
        errand = self._session.bench(lambda token: scans.codes_in_file(desk, path, token.check))
        errand.belongs_to(self).succeeded.connect(self._on_read)
        errand.failed.connect(self._message.show_error)

    @Slot(object)
    def _on_read(self, texts: tuple[str, ...]) -> None:
        found = next((text for text in texts if self._fits(text)), None)
        if found is None:
            self._message.show_message(
                self.tr("No such code can be read in this picture"),
                self.tr("Take it again: straight on, sharp, and with the white edge around it."),
                "warn",
            )
        else:
            self._message.hide()
            self.read.emit(found)
