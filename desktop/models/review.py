# SPDX-License-Identifier: GPL-3.0-or-later
"""Files under review before sealing: what was seen in each, and what the person decided.

The rows are fixed; the ticks and the per-file provenance are the only things that change here.
"""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model.claim import CaptureTime
from db.model.evidence import Kind, Manner, Provenance
from db.model.finding import Level

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in the reader's words: its level, a short title and the whole sentence."""

    level: Level
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One file as the review shows it.  `size` in bytes.

    `problem`: the code of why it cannot be read, or empty; such a file cannot be chosen.
    `sealed_before`: the number of the item with exactly these bytes.  `twin`: the name of an
    earlier file in this batch with the same bytes.  `near`: numbers of items that look alike.
    """

    path: str
    name: str
    size: int
    kind: Kind | None = None
    captured: CaptureTime | None = None
    thumbnail: bytes | None = None
    remarks: tuple[Remark, ...] = ()
    problem: str = ""
    sealed_before: int | None = None
    twin: str = ""
    near: tuple[int, ...] = ()
    suggested: Manner = Manner.DEVICE

    @property
    def to_look_at(self) -> int:
        """Return how many remarks ask for a person's eyes."""
        return sum(remark.level is Level.LOOK for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the ticks add up to: files, bytes, and how many of the files are known already."""

    files: int
    bytes: int
    known: int
    unreadable: int
    to_look_at: int


class Role(IntEnum):
    """What the delegate and the windows ask for beside the usual roles."""

    ROW = Qt.ItemDataRole.UserRole  # ReviewRow
    OWN = ROW + 1  # Provenance of this file alone, or None


class ReviewModel(QAbstractListModel):
    """A list of `ReviewRow`, each with a tick and, if need be, its own provenance.

    `dataChanged` follows every change of either.
    """

    def __init__(self, rows: tuple[ReviewRow, ...] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._ticked = [not row.problem for row in rows]
        self._own: list[Provenance | None] = [None] * len(rows)

    def reword(self, rows: tuple[ReviewRow, ...]) -> None:
        """Show the same files in other words; ticks and provenance stay."""
        self._rows = rows
        self._changed(0, len(rows) - 1)

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its name, its tick, or its own provenance."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        answer: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer = row.name
            case Qt.ItemDataRole.ToolTipRole:
                answer = row.path
            case Qt.ItemDataRole.CheckStateRole if not row.problem:
                ticked = self._ticked[index.row()]
                answer = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Role.ROW:
                answer = row
            case Role.OWN:
                answer = self._own[index.row()]
        return answer

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tick or untick a file that can be sealed."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if self._rows[index.row()].problem:
            return False
        self._ticked[index.row()] = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        self._changed(index.row(), index.row())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every row can be chosen, and ticked if it can be sealed."""
        flags = super().flags(index)
        if index.isValid() and not self._rows[index.row()].problem:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def tick_all(self, *, ticked: bool) -> None:
        """Tick or untick every file that can be sealed."""
        self._ticked = [ticked and not row.problem for row in self._rows]
        self._changed(0, len(self._rows) - 1)

    def give(self, places: tuple[int, ...], provenance: Provenance | None) -> None:
        """Let the files at `places` have their own provenance, or that of the batch again."""
        for place in places:
            self._own[place] = provenance
            self._changed(place, place)

    def row(self, place: int) -> ReviewRow:
        """Return the file at `place`."""
        return self._rows[place]

    def own(self, place: int) -> Provenance | None:
        """Return the file's own provenance, or None when it has that of the batch."""
        return self._own[place]

    def ticked(self) -> tuple[int, ...]:
        """Return the places of the files to be sealed."""
        return tuple(place for place, ticked in enumerate(self._ticked) if ticked)

    def chosen(self) -> Chosen:
        """Add the ticks up."""
        rows = [self._rows[place] for place in self.ticked()]
        return Chosen(
            len(rows),
            sum(row.size for row in rows),
            sum(row.sealed_before is not None or bool(row.twin) for row in rows),
            sum(bool(row.problem) for row in self._rows),
            sum(row.to_look_at > 0 for row in rows),
        )

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))
