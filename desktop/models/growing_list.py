# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of one column that grow as a reader scrolls; each is a frozen value with an id."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal

from desktop.models.headed import NOWHERE, Index

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Gives the whole row."""


class Known(Protocol):
    """What a row must have: a name that no other row has."""

    @property
    def id(self) -> str:
        """Return the name."""


class GrowingList(QAbstractListModel):
    """Never queries: says what it lacks (`more_wanted`), and the window answers (`append`).

    `words(row)`: what the row is to a screen reader and to a search by keys.
    """

    more_wanted = Signal(object)  # the last row there is

    def __init__(self, words: Callable[[object], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: list[Known] = []
        self._places: dict[str, int] = {}
        self._more = self._waiting = False

    def begin(self, rows: Sequence[Known], *, more: bool) -> None:
        """Show these rows instead of all before."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}
        self._more, self._waiting = more, False
        self.endResetModel()

    def append(self, rows: Sequence[Known], *, more: bool) -> None:
        """Add a page.  `more`: whether another one can be asked for."""
        self._more, self._waiting = more, False
        fresh = [row for row in rows if row.id not in self._places]
        if not fresh:
            return
        first = len(self._rows)
        self.beginInsertRows(NOWHERE, first, first + len(fresh) - 1)
        for place, row in enumerate(fresh, start=first):
            self._places[row.id] = place
        self._rows += fresh
        self.endInsertRows()

    def row_of(self, identity: str) -> int | None:
        """Return where a row stands that is here, or None."""
        return self._places.get(identity)

    def at(self, place: int) -> Known | None:
        """Return a row, or None."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows are here."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or its words."""
        row = self.at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row)
        return None

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether another page can be asked for now."""
        return not parent.isValid() and self._more and not self._waiting

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit(self._rows[-1] if self._rows else None)
