# SPDX-License-Identifier: GPL-3.0-or-later
"""F1: every key that does something, on one sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog
from desktop.views.labels import Text
from desktop.views.panels import clear
from desktop.views.theme import UNIT


class ShortcutSheet(SpokenDialog):
    """A sheet that lists the keys by place, and leads to the guide."""

    guide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(5 * UNIT)
        self._close, self._guide = primary(), secondary("help")
        self._close.clicked.connect(self.accept)
        self._guide.clicked.connect(self.guide_wanted)
        self._guide.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self._guide)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(3 * UNIT)
        column.addLayout(self._columns)
        column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.setWindowTitle(self.tr("Keys"))
        self._close.say(self.tr("Close"))
        self._guide.say(self.tr("User guide"))
        clear(self._columns)
        everywhere = (
            ("Alt+1 \u2026 Alt+9, Alt+0", self.tr("The pages, in the order of the rail")),
            ("Ctrl+K", self.tr("Search everything")),
            ("Ctrl+I", self.tr("Add from a card, stick or phone")),
            ("Ctrl+O", self.tr("Add files")),
            ("Ctrl+Shift+O", self.tr("Add a folder")),
            ("Ctrl+V", self.tr("Add from the clipboard")),
            ("Ctrl+E", self.tr("Export")),
            ("Ctrl+,", self.tr("Settings")),
            ("Ctrl+L", self.tr("Lock now")),
            ("F1", self.tr("This sheet")),
            ("F5", self.tr("Read again")),
        )
        lists = (
            ("Ctrl+F", self.tr("Search")),
            ("Ctrl+1 / 2 / 3", self.tr("Grid, timeline, table")),
            ("Enter", self.tr("Open the item")),
            ("Ctrl+A", self.tr("Choose everything that is loaded")),
        )
        patrol = (
            ("Ctrl+1 \u2026 Ctrl+8", self.tr("Add an act")),
            ("F9", self.tr("Capture the screen")),
            ("Ctrl+Shift+V", self.tr("Paste a picture")),
            ("Ctrl+Enter", self.tr("Sign")),
        )
        viewer = (
            ("+ / -", self.tr("Larger, smaller")),
            ("0", self.tr("Whole picture")),
            ("1", self.tr("Actual size")),
            ("R", self.tr("Turn the view")),
            ("\u2190 / \u2192", self.tr("Previous, next item")),
            ("I", self.tr("Details")),
            (self.tr("Space"), self.tr("Play or pause")),
            (", / .", self.tr("One frame back, on")),
            ("J / L", self.tr("Five seconds back, on")),
            ("M", self.tr("Write a note at this moment")),
            ("Esc", self.tr("Back to the list")),
        )
        self._columns.addLayout(
            self._list((self.tr("Everywhere"), everywhere), (self.tr("Patrol"), patrol))
        )
        self._columns.addLayout(
            self._list((self.tr("Evidence list"), lists), (self.tr("Viewer"), viewer))
        )

    def _list(self, *groups: tuple[str, tuple[tuple[str, str], ...]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(UNIT)
        for title, keys in groups:
            column.addWidget(Text("section", title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(2 * UNIT)
            grid.setVerticalSpacing(6)
            for row, (key, deed) in enumerate(keys):
                name = Text("soft", key)
                name.setFont(theme.fixed_font())
                grid.addWidget(name, row, 0)
                grid.addWidget(Text("", deed), row, 1)
            grid.setColumnStretch(1, 1)
            column.addLayout(grid)
            column.addSpacing(UNIT)
        column.addStretch(1)
        return column
