# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the page stands: as large as the window, or for a moment as tall as a picture needs.

No window manager has a say in the size of a widget within a window, so a page can be made taller
than any screen without anything moving on it.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views import theme


class Stage(QWidget):
    """Holds the view, and a curtain over it while it is being stretched."""

    def __init__(self, view: QWebEngineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        view.setParent(self)
        self._tall = 0
        self._curtain = QLabel(self)
        self._curtain.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._curtain.setAutoFillBackground(True)
        self._curtain.setStyleSheet(
            f"background: {theme.tokens().ground}; color: {theme.tokens().text}; font-size: 17px;"
        )
        self._curtain.hide()

    def stretch(self, height: int) -> None:
        """Make the page `height` pixels tall, or with 0 as tall as the window again."""
        self._tall = height
        self._lay()

    def draw_curtain(self, words: str) -> None:
        """Cover the page with these words, or with none show it again."""
        self._curtain.setText(words)
        self._curtain.setVisible(bool(words))
        self._curtain.raise_()

    def seen(self) -> QImage:
        """Return what the page shows now, in screen pixels."""
        return self.view.grab().toImage()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take what room there is."""
        return QSize(960, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay both out again."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        self.view.setGeometry(0, 0, self.width(), self._tall or self.height())
        self._curtain.setGeometry(self.rect())
