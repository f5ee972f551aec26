# SPDX-License-Identifier: GPL-3.0-or-later
"""A card of a case page: a heading, and a body that is filled anew each time."""

from PySide6.QtWidgets import QWidget

from desktop.views.forms import column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import Card, clear


class PartCard(Card):
    """A card with a heading and a body that is filled anew each time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text("section")
        self.head = row(self.title, 0)
        self.body = column(spacing=10)
        self.inside.addLayout(self.head)
        self.inside.addLayout(self.body)

    def say(self, title: str) -> None:
        """Give the heading."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def empty(self) -> None:
        """Take everything out."""
        clear(self.body)


def said(kind: str, text: str) -> Text:
    """Return a text of some lines."""
    label = flowing(kind)
    label.setText(text)
    return label
