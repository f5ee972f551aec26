# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger, newest entry first, growing as a reader scrolls back in time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon

from db.model.clock import TrueTime
from desktop.models.headed import NOWHERE, HeadedTable, Index


class Column(IntEnum):
    """The columns of the table."""

    SEQ = 0
    TIME = 1
    ACT = 2
    WHO = 3
    SUBJECT = 4


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry.  `number`: of the item it is about, or None.

    `at_us`: as the laptop said.  `true`: the corrected time, where a correction was in force.
    """

    seq: int
    at_us: int
    zone_minutes: int
    act: str
    who: str
    subject_kind: str
    subject: str
    number: int | None
    link: bytes
    true: TrueTime | None = None


ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1


def _untold(_row: LedgerRow) -> str:
    return ""


class LedgerTable(HeadedTable):
    """Rows with the words `words(row, column)` gives them.

    `mark`: the icon before a corrected time, and `tip`: what is said of both its times.
    """

    more_wanted = Signal(object)  # the sequence number before which to go on, or None

    def __init__(
        self,
        words: Callable[[LedgerRow, Column], str],
        mark: Callable[[], QIcon] = QIcon,
        tip: Callable[[LedgerRow], str] = _untold,
    ) -> None:
        super().__init__(Column, frozenset({Column.SEQ}))
        self._words, self._mark, self._tip = words, mark, tip
        self._rows: list[LedgerRow] = []
        self._more = False

    def begin(self, rows: Sequence[LedgerRow]) -> None:
        """Show the newest page."""
        self.beginResetModel()
        self._rows = list(rows)
        self._more = bool(rows) and rows[-1].seq > 0
        self.endResetModel()

    def append(self, rows: Sequence[LedgerRow]) -> None:
        """Add an older page."""
        older = [row for row in rows if not self._rows or row.seq < self._rows[-1].seq]
        if older:
            first = len(self._rows)
            self.beginInsertRows(NOWHERE, first, first + len(older) - 1)
            self._rows += older
            self.endInsertRows()
        self._more = bool(older) and older[-1].seq > 0

    def row_at(self, place: int) -> LedgerRow | None:
        """Return the row in a place, or None."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def loaded(self) -> int:
        """Return how many entries are here."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words or its whole row."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = Column(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        corrected = column is Column.TIME and row.true is not None
        return self._beside(row, role) if corrected else None

    def _beside(self, row: LedgerRow, role: int) -> object:
        """Return what stands beside a corrected time."""
        if role == Qt.ItemDataRole.DecorationRole:
            return self._mark()
        told = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
        return self._tip(row) if role in told else None

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether older entries can be asked for now."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the page before the oldest entry there is."""
        if self.canFetchMore(parent):
            self._more = False
            self.more_wanted.emit(self._rows[-1].seq)
