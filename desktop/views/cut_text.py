# SPDX-License-Identifier: GPL-3.0-or-later
"""One line that is cut to the room there is, and loses nothing: its tip and its name are whole."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.labels import Text

LETTERS: Final = 8


class CutText(Text):
    """One line that ends in an ellipsis where its room ends; the whole text is its tip.

    It takes whatever room its neighbours leave.  `asks`: it asks for the width of its text, and
    gives that up where there is less.
    """

    def __init__(
        self, kind: str, text: str = "", parent: QWidget | None = None, *, asks: bool = False
    ) -> None:
        super().__init__(kind, text, parent)
        across = QSizePolicy.Policy.Preferred if asks else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a few letters."""
        whole = super().minimumSizeHint()
        few = self.fontMetrics().averageCharWidth() * LETTERS
        return QSize(min(few, whole.width()), whole.height())

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), cut)
