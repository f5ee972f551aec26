# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes the lock screen is made of, and every form after it: columns, rows, captioned fields.

Nothing here says `Qt` before it must: `numbers` tells why.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.views.labels import Text, paragraph

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
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the lock screen: see `numbers`

        for part in parts:
            if isinstance(part, QWidget):
                layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)
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


class Field(QWidget):
    """An edit with its caption above and a hint below; the caption names it to screen readers."""

    def __init__(self, edit: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        self._caption = Text("overline")
        self._caption.setBuddy(edit)
        self._hint: Text | None = None
        self._parts = column(self._caption, edit, spacing=4)
        self.setLayout(self._parts)
        self.setFocusProxy(edit)

    def say(self, caption: str, hint: str = "") -> None:
        """Put the caption and the hint into words."""
        self._caption.setText(caption)
        self.edit.setAccessibleName(caption)
        self.show_hint(hint)

    def show_hint(self, text: str, tone: str = "") -> None:
        """Show a line below the edit, or none."""
        self.edit.setAccessibleDescription(text)
        if self._hint is None:
            if not text:
                return
            self._hint = paragraph("small")
            self._parts.addWidget(self._hint)
        self._hint.set_tone(tone)
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
