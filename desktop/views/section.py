# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a long pane under a heading that opens and closes; its inside is made when opened."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.buttons import Button
from desktop.views.panels import clear
from desktop.views.theme import UNIT


class Section(QWidget):
    """A heading with something below it.

    `fill` gets the empty layout whenever the section is open and its content changed.
    """

    toggled = Signal(bool)

    def __init__(self, *, opened: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill: Callable[[QVBoxLayout], None] | None = None
        self._fresh = False
        self._head = Button("down", "quiet")
        self._head.setProperty("section", "true")
        self._head.setCheckable(True)
        self._head.setChecked(opened)
        self._head.toggled.connect(self._on_toggled)
        self._body = QWidget()
        self.inside = QVBoxLayout(self._body)
        self.inside.setContentsMargins(UNIT, 0, UNIT, UNIT)
        self.inside.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self._body)
        self._show()

    def say(self, title: str) -> None:
        """Give the heading its words."""
        self._head.say(title)

    def fill(self, fill: Callable[[QVBoxLayout], None] | None) -> None:
        """Give new content; None hides the whole section."""
        self._fill, self._fresh = fill, False
        self.setVisible(fill is not None)
        if fill is None:
            clear(self.inside)
        self._show()

    def _show(self) -> None:
        opened = self._head.isChecked()
        self._head.draw("down" if opened else "right", "text_soft")
        if opened and self._fill is not None and not self._fresh:
            clear(self.inside)
            self._fill(self.inside)
            self._fresh = True
        self._body.setVisible(opened)

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._show()
        self.toggled.emit(opened)
