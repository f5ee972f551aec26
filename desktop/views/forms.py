# SPDX-License-Identifier: GPL-3.0-or-later
"""The few shapes every form is made of: typed labels, buttons by kind, a captioned field."""

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

Type = Literal["display", "title", "section", "overline", "soft", "small", "plain"]
ButtonKind = Literal["primary", "plain", "quiet", "danger"]


def label(kind: Type = "plain", *, wrap: bool = True) -> QLabel:
    """Return an empty label of one of the theme's types."""
    made = QLabel()
    made.setProperty("type", kind)
    made.setWordWrap(wrap)
    return made


def button(kind: ButtonKind = "plain") -> QPushButton:
    """Return an empty button of one of the theme's kinds; never the default one by chance."""
    made = QPushButton()
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a label or a message one of the theme's tones: "", "good", "warn" or "bad"."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def column(*parts: QWidget | QLayout | int, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Stack parts from the top; a number is a gap in pixels, 0 takes the room that is left."""
    layout = QVBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def row(*parts: QWidget | QLayout | int, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """Put parts side by side; a number is a gap in pixels, 0 takes the room that is left."""
    layout = QHBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def _fill(
    layout: QVBoxLayout | QHBoxLayout,
    parts: Iterable[QWidget | QLayout | int],
    spacing: int,
    margins: int,
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


def card(layout: QLayout) -> QFrame:
    """Return a framed surface around `layout`."""
    frame = QFrame()
    frame.setObjectName("card")
    frame.setLayout(layout)
    return frame


class Field(QWidget):
    """An edit with its caption above and a hint below; the caption names it to screen readers."""

    def __init__(self, edit: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        self._caption = label("overline")
        self._caption.setBuddy(edit)
        self._hint = label("small")
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
        set_tone(self._hint, tone)
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self.edit.setAccessibleDescription(text)
