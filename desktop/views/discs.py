# SPDX-License-Identifier: GPL-3.0-or-later
"""People as discs of their initials; whoever is protected is a shield."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views import icons, theme


class Disc(QWidget):
    """A person as a disc of their initials; somebody protected as a shield."""

    SIZE: Final = 36

    def __init__(self, name: str, *, protected: bool = False) -> None:
        super().__init__()
        self._letters = initials(name)
        self._protected = protected
        self.setFixedSize(self.SIZE, self.SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.warn_soft if self._protected else colours.accent_soft))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self._protected:
            scale = self.devicePixelRatioF()
            painter.drawPixmap(9, 9, icons.pixmap("shield", "warn", 18, scale))
            return
        font = QFont(self.font())
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)


def initials(name: str) -> str:
    """Return one or two letters for a name: "I Gede Suardana" is "IS"."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
