# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the place of something sensitive until somebody asks to see it."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.buttons import Button
from desktop.views.labels import IconLabel, Text, paragraph
from desktop.views.panels import Card
from desktop.views.theme import UNIT

FEW: Final = 9
"""Pixels each way that are left of a veiled picture: colours, and no face."""
WIDE: Final = 380


def veiled(picture: QPixmap) -> QPixmap:
    """Return hardly anything of a picture: nine by nine colours."""
    if picture.isNull():
        return picture
    aspect, way = Qt.AspectRatioMode, Qt.TransformationMode
    return picture.scaled(FEW, FEW, aspect.KeepAspectRatio, way.SmoothTransformation)


class Veil(QWidget):
    """A card over a picture of which only colours are left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        card = Card(margin=3 * UNIT)
        card.setFixedWidth(WIDE)
        self._title, self._text = Text("section"), paragraph("soft")
        self._row = QVBoxLayout()
        self._row.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title.setAlignment(centre)
        self._text.setAlignment(centre)
        card.inside.addWidget(IconLabel("hide", "text_soft", 40), 0, centre)
        card.inside.addWidget(self._title)
        card.inside.addWidget(self._text)
        card.inside.addSpacing(UNIT)
        card.inside.addLayout(self._row)
        column = QVBoxLayout(self)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def say(self, title: str, text: str) -> None:
        """Give the words."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title}. {text}")

    def add(self, button: Button) -> None:
        """Offer a button."""
        self._row.addWidget(button)

    def show_picture(self, picture: QPixmap) -> None:
        """Show what little may be seen of a picture; an empty one shows none."""
        self._picture = veiled(picture)
        self.update()

    def clear(self) -> None:
        """Let go of it."""
        self._picture = QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the colours that are left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().raised))
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(0.7)
            painter.drawPixmap(QRectF(self.rect()), self._picture, QRectF(self._picture.rect()))
