# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes every form is made of: parts in a column or a row, and a captioned field."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.views.labels import Text, paragraph

TOP = Qt.AlignmentFlag.AlignTop
BOTTOM = Qt.AlignmentFlag.AlignBottom
Part = QWidget | QLayout | int


class Spoken(QWidget):
    """A widget that puts itself into words again when the language changes."""

    def retranslate(self) -> None:
        """Speak the language that is on."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class SpokenDialog(QDialog):
    """A dialog that follows the language; Esc closes it."""

    def retranslate(self) -> None:
        """Speak the language that is on."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def column(*parts: Part, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Stack parts from the top; a number is a gap in pixels, 0 takes the room that is left."""
    layout = QVBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def row(*parts: Part, spacing: int = 8, margins: int = 0, top: bool = False) -> QHBoxLayout:
    """Put parts side by side; a number is a gap in pixels, 0 takes the room that is left.

    `top`: widgets stand at the top of the row instead of filling its height.
    """
    layout = QHBoxLayout()
    _fill(layout, parts, spacing, margins)
    if top:
        for part in parts:
            if isinstance(part, QWidget):
                layout.setAlignment(part, TOP)
    return layout


def _fill(
    layout: QVBoxLayout | QHBoxLayout, parts: Iterable[Part], spacing: int, margins: int
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for part in parts:
        if isinstance(part, int):
            if part:
                layout.addSpacing(part)
            else:
                layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


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


class Field(QWidget):
    """An edit with its caption above and a hint below; the caption names it to screen readers."""

    def __init__(self, edit: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        self._caption = Text("overline")
        self._caption.setBuddy(edit)
        self._hint = paragraph("small")
        self._hint.hide()
        self.setLayout(column(self._caption, edit, self._hint, spacing=4))
        self.setFocusProxy(edit)

    def say(self, caption: str, hint: str = "") -> None:
        """Put the caption and the hint into words."""
        self._caption.setText(caption)
        self.edit.setAccessibleName(caption)
        self.show_hint(hint)

    def show_hint(self, text: str, tone: str = "") -> None:
        """Show a line below the edit, or none."""
        self._hint.set_tone(tone)
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self.edit.setAccessibleDescription(text)
