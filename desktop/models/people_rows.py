# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of people: those of the vault, growing as they are scrolled, and those of a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from db.casework.paper import PaperCard
from desktop.models.headed import NOWHERE, HeadedTable

Index = QModelIndex | QPersistentModelIndex
CARD: Final = Qt.ItemDataRole.UserRole + 1
LINE: Final = Qt.ItemDataRole.UserRole + 2


class PeopleRows(QAbstractListModel):
    """Cards of people, a page at a time."""

    more_wanted = Signal(object)  # the last card there is

    def __init__(self, page: int) -> None:
        super().__init__()
        self._page = page
        self._cards: list[PaperCard] = []
        self._more = False

    def begin(self, cards: Sequence[PaperCard]) -> None:
        """Show the first page."""
        self.beginResetModel()
        self._cards = list(cards)
        self._more = len(cards) >= self._page
        self.endResetModel()

    def append(self, cards: Sequence[PaperCard]) -> None:
        """Add a further page."""
        known = {card.id for card in self._cards}
        fresh = [card for card in cards if card.id not in known]
        if fresh:
            first = len(self._cards)
            self.beginInsertRows(NOWHERE, first, first + len(fresh) - 1)
            self._cards += fresh
            self.endInsertRows()
        self._more = len(cards) >= self._page

    def card_at(self, place: int) -> PaperCard | None:
        """Return the card in a place, or None."""
        return self._cards[place] if 0 <= place < len(self._cards) else None

    def place_of(self, paper: str) -> int | None:
        """Return where a person stands, or None while that page is not read."""
        return next((at for at, card in enumerate(self._cards) if card.id == paper), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many people are here."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a card or its words."""
        card = self.card_at(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == CARD:
            return card
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return card.title or card.code
        return None

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether more can be asked for now."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._more = False
            self.more_wanted.emit(self._cards[-1])


class Column(IntEnum):
    """The columns of a list under review."""

    CHOICE = 0
    NAME = 1
    NUMBER = 2
    OFFICE = 3
    REMARK = 4
    LINE = 5


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a file.  `choices`: what may be done with it, the first proposed.

    `tone`: "bad" where it cannot be taken, "warn" where something is to be looked at, or empty.
    """

    line: int
    name: str
    number: str
    office: str
    remark: str
    tone: str
    choices: tuple[str, ...]


class PeopleReview(HeadedTable):
    """Lines of a file with what is to become of each."""

    chosen_changed = Signal()

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__(Column, frozenset({Column.LINE}))
        self._words = words
        self._lines: list[ListLine] = []
        self.choices: list[str] = []

    def show(self, lines: Sequence[ListLine], choices: Sequence[str]) -> None:
        """Show lines and what is proposed for each."""
        self.beginResetModel()
        self._lines, self.choices = list(lines), list(choices)
        self.endResetModel()

    def loaded(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def line_at(self, place: int) -> ListLine:
        """Return the line in a place."""
        return self._lines[place]

    def choose(self, place: int, choice: str) -> None:
        """Say what becomes of a line; what may not be done with it changes nothing."""
        if choice in self._lines[place].choices and self.choices[place] != choice:
            self.choices[place] = choice
            cell = self.index(place, Column.CHOICE)
            self.dataChanged.emit(cell, self.index(place, Column.LINE))
            self.chosen_changed.emit()

    def turn(self, place: int) -> None:
        """Choose the next of what may be done with a line."""
        many = self._lines[place].choices
        if self.choices[place] in many:
            self.choose(place, many[(many.index(self.choices[place]) + 1) % len(many)])

    def choose_all(self, places: Sequence[int], *, taken: bool) -> None:
        """Take many lines, or leave them out."""
        for place in places:
            many = self._lines[place].choices
            self.choices[place] = many[0] if taken else many[-1]
        if self._lines:
            last = self.index(len(self._lines) - 1, Column.LINE)
            self.dataChanged.emit(self.index(0, 0), last)
        self.chosen_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.remark or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.CHOICE: self._words(self.choices[index.row()]),
            Column.NAME: line.name,
            Column.NUMBER: line.number,
            Column.OFFICE: line.office,
            Column.REMARK: line.remark,
            Column.LINE: str(line.line),
        }[column]
