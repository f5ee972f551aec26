# SPDX-License-Identifier: GPL-3.0-or-later
"""A short table to read and choose a row from; for lists that fit on a page of the settings."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

ROW: Final = 34


class PlainTable(QTableWidget):
    """Rows of text, one of which may be chosen; `wide`: the column that takes what room is left."""

    def __init__(self, columns: int, *, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(0, columns, parent)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in range(columns):
            head.setSectionResizeMode(
                at,
                QHeaderView.ResizeMode.Stretch
                if at == wide
                else QHeaderView.ResizeMode.ResizeToContents,
            )

    def say(self, name: str, heads: Sequence[str]) -> None:
        """Give the table its name for screen readers, and its headings."""
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))

    def fill(self, rows: Sequence[Sequence[str]], tips: Sequence[str] = ()) -> None:
        """Show rows; `tips`: what is told of each when the mouse rests on it."""
        self.setRowCount(len(rows))
        for place, cells in enumerate(rows):
            for at, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setToolTip(tips[place] if tips else "")
                self.setItem(place, at, cell)

    def draw(self, place: int, at: int, icon: QIcon, told: str) -> None:
        """Put a drawing before the text of a cell; `told`: what it says, for screen readers."""
        cell = self.item(place, at)
        if cell is not None:
            cell.setIcon(icon)
            cell.setData(Qt.ItemDataRole.AccessibleDescriptionRole, told)

    def write_in(self, at: int, font: QFont) -> None:
        """Write a column in another type."""
        for place in range(self.rowCount()):
            cell = self.item(place, at)
            if cell is not None:
                cell.setFont(font)

    def chosen(self) -> int | None:
        """Return which row is chosen."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None
