# SPDX-License-Identifier: GPL-3.0-or-later
"""A growing table with named columns: what every list of frozen rows tells Qt alike."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class HeadedTable(QAbstractTableModel):
    """Knows its columns and their heads; what stands in the rows is the heir's.

    `columns`: an IntEnum from 0.  `right`: the columns set to the right, such as numbers.
    """

    def __init__(self, columns: type[IntEnum], right: frozenset[int]) -> None:
        super().__init__()
        self._columns, self._right = len(columns), right
        self._heads: tuple[str, ...] = ("",) * self._columns

    def loaded(self) -> int:
        """Return how many rows are here."""
        raise NotImplementedError

    def set_heads(self, heads: Sequence[str]) -> None:
        """Give the column heads in the language that is on; cells are asked for again."""
        self._heads = tuple(heads)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)
        if self.loaded():
            last = self.index(self.loaded() - 1, self._columns - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def side(self, column: int) -> int:
        """Return how a column is set, as Qt wants it."""
        right = column in self._right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows are here."""
        return 0 if parent.isValid() else self.loaded()

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns a row fills."""
        return 0 if parent.isValid() else self._columns

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's head."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self._columns:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(section)
        return None
