# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder that is watched for new files: which it is, and how to choose or leave it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.buttons import quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text, heading, paragraph
from desktop.views.panels import Card


class WatchedCard(Spoken):
    """A card among the settings."""

    choose_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watched = ""
        self._head, self._text, self._place = heading("section"), paragraph("soft"), Text("small")
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choose, self._leave = secondary("folder"), quiet("close")
        self._choose.clicked.connect(self.choose_requested)
        self._leave.clicked.connect(self.leave_requested)
        box = Card()
        words = column(self._head, self._text, self._place, spacing=2)
        line = row(words, column(self._choose, self._leave, spacing=4), spacing=16)
        line.setStretch(0, 1)
        box.inside.addLayout(line)
        self.setLayout(column(box))
        self.setFocusProxy(self._choose)
        self.retranslate()

    def show_folder(self, folder: str) -> None:
        """Show which folder is watched; an empty text says none."""
        self._watched = folder
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._head.setText(self.tr("Watched folder"))
        self._text.setText(
            self.tr(
                "New files in it are offered for review, such as those a phone sends to this "
                "laptop. Nothing is sealed before you say so."
            )
        )
        self._place.setText(self._watched)
        self._place.setVisible(bool(self._watched))
        self._choose.say(self.tr("Another folder…") if self._watched else self.tr("Choose…"))
        self._leave.say(self.tr("Watch no folder"))
        self._leave.setVisible(bool(self._watched))
