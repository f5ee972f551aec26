# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a document scanned by camera: those made straight, in order, and one PDF of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views import speech
from desktop.views.buttons import primary, quiet
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import flowing, heading
from desktop.views.preview import StillButton

ACROSS: Final = 3
PAGE: Final = QSize(84, 108)


class ScanCard(Spoken):
    """What to do, the pages that are ready, and the button that binds them."""

    page_chosen = Signal(int)  # place in what was shown
    bind_requested = Signal()
    afresh_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[QImage, ...] = ()
        self._busy = ""
        self._title, self._hint = heading("section"), flowing("small")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(ACROSS, 1)
        self.bind, self.afresh = primary("document"), quiet("plus")
        self.bind.clicked.connect(self.bind_requested)
        self.afresh.clicked.connect(self.afresh_requested)
        self.setLayout(
            column(self._title, self._hint, self._grid, row(self.bind, self.afresh, 0), spacing=10)
        )
        self.retranslate()

    def show_pages(self, pages: Sequence[QImage], *, busy: str = "") -> None:
        """Show small pictures of the pages, first to last; `busy`: what is being done."""
        self._pages, self._busy = tuple(pages), busy
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, page in enumerate(self._pages):
            name = self.tr("Page {number}").format(number=at + 1)
            still = StillButton(page, "document", name)
            still.setFixedSize(PAGE)
            still.clicked.connect(lambda _=False, at=at: self.page_chosen.emit(at))
            self._grid.addWidget(still, at // ACROSS, at % ACROSS)
        self._say()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Pages"))
        self.afresh.say(self.tr("New document"))
        self._say()

    def _say(self) -> None:
        count = len(self._pages)
        if self._busy:
            self._hint.setText(self._busy)
        elif count:
            ready = self.tr("Straightened and sealed: {count}. Photograph the next page.")
            self._hint.setText(ready.format(count=speech.number(count)))
        else:
            self._hint.setText(
                self.tr(
                    "Lay the sheet flat on something darker, in even light, and take a photo. "
                    "The photo is sealed as it is; then you set the corners right."
                )
            )
        self.bind.say(self.tr("One PDF"), self.tr("Put these pages into one PDF"))
        self.bind.setVisible(count > 1)
        self.bind.setEnabled(not self._busy)
        self.afresh.setVisible(count > 0)
