# SPDX-License-Identifier: GPL-3.0-or-later
"""The chosen evidence as one model for grid, timeline and table; it grows as a reader scrolls.

The model never queries: it says what it lacks (`more_wanted`), and the window answers (`append`).
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from db.model.evidence import EvidenceCard
from db.model.finding import Level
from desktop.models.evidence_mime import MIME, pack
from desktop.models.headed import NOWHERE, HeadedTable, Index


class Column(IntEnum):
    """The columns of the table; the grid uses the first alone."""

    NUMBER = 0
    NAME = 1
    KIND = 2
    CAPTURED = 3
    SEALED = 4
    SIZE = 5
    ROAD = 6
    HEALTH = 7
    FINDINGS = 8


CARD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Gives the whole EvidenceCard, in every column."""


class EvidenceTable(HeadedTable):
    """Cards in the order they were found.

    `words(card, column)` returns what a cell shows; it stays outside so that the language does too.
    """

    more_wanted = Signal(object)  # the last EvidenceCard there is, or None

    def __init__(self, words: Callable[[EvidenceCard, Column], str]) -> None:
        super().__init__(Column, frozenset({Column.NUMBER, Column.SIZE}))
        self._words = words
        self._cards: list[EvidenceCard] = []
        self._rows: dict[int, int] = {}
        self._more = False
        self._waiting = False

    # -- what the window tells ----------------------------------------------------------------

    def begin(self) -> None:
        """Forget everything; the first page is on its way."""
        self.beginResetModel()
        self._cards.clear()
        self._rows.clear()
        self._more, self._waiting = False, True
        self.endResetModel()

    def append(self, cards: Sequence[EvidenceCard], *, more: bool) -> None:
        """Add a page.  `more`: whether another one can be asked for."""
        self._more, self._waiting = more, False
        fresh = [card for card in cards if card.number not in self._rows]
        if not fresh:
            return
        first = len(self._cards)
        self.beginInsertRows(NOWHERE, first, first + len(fresh) - 1)
        for place, card in enumerate(fresh, start=first):
            self._rows[card.number] = place
        self._cards += fresh
        self.endInsertRows()

    def renew(self, card: EvidenceCard) -> None:
        """Show a card's new state where the old one stands."""
        row = self._rows.get(card.number)
        if row is not None and self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def card_at(self, row: int) -> EvidenceCard | None:
        """Return the card in a row, or None."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, number: int) -> int | None:
        """Return the row of an item that is loaded, or None."""
        return self._rows.get(number)

    @property
    def complete(self) -> bool:
        """Tell whether the last page is here."""
        return not self._more and not self._waiting

    def loaded(self) -> int:
        """Return how many cards are here."""
        return len(self._cards)

    # -- what Qt asks -------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, its card, or how it is set."""
        card = self.card_at(index.row()) if index.isValid() else None
        if card is None:
            return None
        column = Column(index.column())
        if role == CARD_ROLE:
            return card
        shown: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            shown = self._words(card, column)
        elif role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NUMBER:
            shown = self._spoken(card)
        elif role == Qt.ItemDataRole.ToolTipRole and column in {Column.NUMBER, Column.NAME}:
            shown = card.name
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            shown = self.side(column)
        return shown

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let items be dragged to a form or a case."""
        shown = super().flags(index)
        return shown | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else shown

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Return what a drag carries."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the ids of the dragged items, in the order of the list."""
        rows = sorted({index.row() for index in indexes})
        return pack(card.id for row in rows if (card := self.card_at(row)) is not None)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether another page can be asked for now."""
        return not parent.isValid() and self._more and not self._waiting

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit(self._cards[-1] if self._cards else None)

    def _spoken(self, card: EvidenceCard) -> str:
        columns = [Column.NUMBER, Column.NAME, Column.KIND, Column.HEALTH]
        if card.loudest is Level.LOOK:
            columns.append(Column.FINDINGS)
        return ", ".join(self._words(card, column) for column in columns)
