# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers as a table that grows as a reader scrolls; it asks for more and never queries."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon

from db.casework.paper import PaperCard
from desktop.models.headed import NOWHERE, HeadedTable, Index


class Column(IntEnum):
    """The columns."""

    DAY = 0
    TITLE = 1
    OUTCOME = 2
    STAGE = 3
    PLACE = 4
    CODE = 5
    BY = 6
    EVIDENCE = 7


PAPER_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Gives the whole PaperCard, in every column."""


class PaperTable(HeadedTable):
    """Cards, the newest first.

    `words(card, column)` and `mark(card)` say what a cell shows and the drawing of its outcome;
    they stay outside so that the language and the theme do too.
    """

    more_wanted = Signal(object)  # the last PaperCard there is

    def __init__(
        self, words: Callable[[PaperCard, Column], str], mark: Callable[[PaperCard], QIcon | None]
    ) -> None:
        super().__init__(Column, frozenset({Column.EVIDENCE}))
        self._words, self._mark = words, mark
        self._cards: list[PaperCard] = []
        self._more = False
        self._waiting = False

    def begin(self, cards: Sequence[PaperCard], *, more: bool) -> None:
        """Show a first page instead of what is there."""
        self.beginResetModel()
        self._cards = list(cards)
        self._more, self._waiting = more, False
        self.endResetModel()

    def append(self, cards: Sequence[PaperCard], *, more: bool) -> None:
        """Add a page."""
        self._more, self._waiting = more, False
        if cards:
            first = len(self._cards)
            self.beginInsertRows(NOWHERE, first, first + len(cards) - 1)
            self._cards += cards
            self.endInsertRows()

    def card_at(self, row: int) -> PaperCard | None:
        """Return the card in a row, or None."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def loaded(self) -> int:
        """Return how many cards are here."""
        return len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, its card, its drawing, or how it is set."""
        card = self.card_at(index.row()) if index.isValid() else None
        if card is None:
            return None
        column = Column(index.column())
        shown: object = None
        if role == PAPER_ROLE:
            shown = card
        elif role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            shown = self._words(card, column)
        elif role == Qt.ItemDataRole.DecorationRole and column is Column.OUTCOME:
            shown = self._mark(card)
        elif role == Qt.ItemDataRole.AccessibleTextRole and column is Column.DAY:
            shown = ", ".join(filter(None, (self._words(card, one) for one in Column)))
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            shown = self.side(column)
        return shown

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether another page can be asked for now."""
        return not parent.isValid() and self._more and not self._waiting

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit(self._cards[-1] if self._cards else None)
