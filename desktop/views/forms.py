# SPDX-License-Identifier: GPL-3.0-or-later
"""What every form is made of: the shapes, dialogs that follow the language, pages that scroll."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QSpinBox, QWidget

from desktop.views.shapes import Field, Part, Spoken, column, row

__all__ = [
    "BOTTOM",
    "Field",
    "Part",
    "Spoken",
    "SpokenDialog",
    "column",
    "number_box",
    "row",
    "scrolled",
]

BOTTOM = Qt.AlignmentFlag.AlignBottom
INSET = 9


class SpokenDialog(QDialog):
    """A dialog that follows the language; Esc closes it."""

    def retranslate(self) -> None:
        """Speak the language that is on."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def number_box() -> QSpinBox:
    """Return a field for a whole number, inset as other fields are; its style sheet cannot."""
    box = QSpinBox()
    box.lineEdit().setTextMargins(INSET, 0, 0, 0)
    return box


def scrolled(page: QWidget) -> QScrollArea:
    """Let `page` scroll upright when it is too tall; its ground shows through."""
    scroll = QScrollArea()
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    for text in page.findChildren(QLabel):
        if text.wordWrap():
            text.setMinimumHeight(1)  # else Qt reserves what it would need in a narrow column
    return scroll
