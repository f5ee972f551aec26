# SPDX-License-Identifier: GPL-3.0-or-later
"""Files under review before sealing: what was seen in each, and what the person decided.

A *place* is a file's position among all files, and never changes.  A *line* is what the list shows:
a thing of several files is one line until it is opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model.beside import Tie
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
    `looked`: whether anybody looked into it yet; till then only its name and size are known.
    `voice`: its name is that of something spoken into a phone.
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
    looked: bool = True
    voice: bool = False

    @property
    def to_look_at(self) -> int:
        """Return how many remarks ask for a person's eyes."""
        return sum(remark.level is Level.LOOK for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several files that are one thing: the place of the main one, and of those kept beside it."""

    main: int
    others: tuple[tuple[int, Tie], ...]

    @property
    def places(self) -> tuple[int, ...]:
        """Return every place of it, the main one first."""
        return (self.main, *(place for place, _ in self.others))


@dataclass(frozen=True, slots=True)
class Shown:
    """How a line stands among others.

    `bundle`: the thing whose main file this is; `opened`: whether its files are shown below.
    `bytes`: of all its files.  `tie`: why this file is shown below another one, or None.
    """

    bundle: Bundle | None = None
    opened: bool = False
    bytes: int = 0
    tie: Tie | None = None


ALONE = Shown()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the ticks add up to: files, bytes, and how many of the files are known already.

    `unlooked`: files that nobody looked into yet, ticked or not.
    """

    files: int
    bytes: int
    known: int
    unreadable: int
    to_look_at: int
    unlooked: int = 0


class Role(IntEnum):
    """What the delegate and the windows ask for beside the usual roles."""

    ROW = Qt.ItemDataRole.UserRole  # ReviewRow
    OWN = ROW + 1  # Provenance of this file alone, or None
    SHOWN = ROW + 2  # Shown
    PLACES = ROW + 3  # the places that this line stands for


class ReviewModel(QAbstractListModel):
    """A list of `ReviewRow`, each with a tick and, if need be, its own provenance.

    `dataChanged` follows every change of either.
    """

    def __init__(
        self,
        rows: Sequence[ReviewRow] = (),
        parent: QObject | None = None,
        bundles: Iterable[Bundle] = (),
    ) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._ticked = [not row.problem for row in rows]
        self._own: list[Provenance | None] = [None] * len(rows)
        self._bundles: dict[int, Bundle] = {}
        self._below: dict[int, tuple[int, Tie]] = {}
        self._opened: set[int] = set()
        self._lines: list[int] = []
        self._put_together(bundles)

    # -- what changes -------------------------------------------------------------------------

    def reword(self, rows: Sequence[ReviewRow]) -> None:
        """Show the same files in other words; ticks and provenance stay."""
        self._rows = list(rows)
        self._changed(0, len(self._lines) - 1)

    def show_rows(self, rows: Mapping[int, ReviewRow]) -> None:
        """Show what was found in files by now, by place."""
        for place, row in rows.items():
            self._rows[place] = row
            if row.problem:
                self._ticked[place] = False
        self._changed_places(rows)

    def regroup(self, bundles: Iterable[Bundle]) -> None:
        """Show other files as one thing; ticks, provenance and what was opened stay."""
        self.beginResetModel()
        self._put_together(bundles)
        self.endResetModel()

    def toggle(self, line: int) -> None:
        """Open the thing at `line`, or close it."""
        main = self._lines[line]
        bundle = self._bundles.get(main)
        if bundle is None:
            return
        count = len(bundle.others)
        if main in self._opened:
            self.beginRemoveRows(NOWHERE, line + 1, line + count)
            self._opened.remove(main)
            del self._lines[line + 1 : line + 1 + count]
            self.endRemoveRows()
        else:
            self.beginInsertRows(NOWHERE, line + 1, line + count)
            self._opened.add(main)
            self._lines[line + 1 : line + 1] = [place for place, _ in bundle.others]
            self.endInsertRows()
        self._changed(line, line)

    def tick_all(self, *, ticked: bool) -> None:
        """Tick or untick every file that can be sealed."""
        self._ticked = [ticked and not row.problem for row in self._rows]
        self._changed(0, len(self._lines) - 1)

    def give(self, places: Sequence[int], provenance: Provenance | None) -> None:
        """Let the files at `places` have their own provenance, or that of the batch again."""
        for place in places:
            self._own[place] = provenance
        self._changed_places(places)

    def _put_together(self, bundles: Iterable[Bundle]) -> None:
        self._bundles = {bundle.main: bundle for bundle in bundles if bundle.others}
        self._below = {
            place: (bundle.main, tie)
            for bundle in self._bundles.values()
            for place, tie in bundle.others
        }
        self._opened &= self._bundles.keys()
        self._lines = []
        for place in range(len(self._rows)):
            if place not in self._below:
                self._lines.append(place)
                if place in self._opened:
                    self._lines += [other for other, _ in self._bundles[place].others]

    # -- what Qt asks -------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its name, its tick, its own provenance, or how it stands."""
        if not index.isValid():
            return None
        place = self._lines[index.row()]
        row = self._rows[place]
        answer: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer = row.name
            case Qt.ItemDataRole.ToolTipRole:
                answer = row.path
            case Qt.ItemDataRole.CheckStateRole:
                answer = self._state(place)
            case Role.ROW:
                answer = row
            case Role.OWN:
                answer = self._own[place]
            case Role.SHOWN:
                answer = self._shown(place)
            case Role.PLACES:
                answer = self._stands_for(place)
        return answer

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tick or untick a file that can be sealed, with all that is kept beside it."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        places = self._of_thing(self._lines[index.row()])
        ticked = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        able = [place for place in places if not self._rows[place].problem]
        for place in able:
            self._ticked[place] = ticked
        self._changed_places(places)
        return bool(able)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every row can be chosen, and ticked if it can be sealed."""
        flags = super().flags(index)
        if index.isValid() and self._state(self._lines[index.row()]) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    # -- what windows ask ---------------------------------------------------------------------

    @property
    def places(self) -> int:
        """Return how many files there are."""
        return len(self._rows)

    def row(self, place: int) -> ReviewRow:
        """Return the file at `place`."""
        return self._rows[place]

    def place(self, line: int) -> int:
        """Return which file a line shows, or the main one of the thing it shows."""
        return self._lines[line]

    def own(self, place: int) -> Provenance | None:
        """Return the file's own provenance, or None when it has that of the batch."""
        return self._own[place]

    def main_of(self, place: int) -> tuple[int, Tie] | None:
        """Return the place that the file is kept beside, and why, or None."""
        return self._below.get(place)

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
            sum(not row.looked for row in self._rows),
        )

    def _shown(self, place: int) -> Shown:
        if place in self._below:
            return Shown(tie=self._below[place][1])
        bundle = self._bundles.get(place)
        if bundle is None:
            return ALONE
        size = sum(self._rows[one].size for one in bundle.places)
        return Shown(bundle, place in self._opened, size)

    def _of_thing(self, place: int) -> tuple[int, ...]:
        bundle = self._bundles.get(place)
        return (place,) if bundle is None else bundle.places

    def _stands_for(self, place: int) -> tuple[int, ...]:
        return (place,) if place in self._opened else self._of_thing(place)

    def _state(self, place: int) -> Qt.CheckState | None:
        able = [one for one in self._of_thing(place) if not self._rows[one].problem]
        ticked = sum(self._ticked[one] for one in able)
        if not able:
            return None
        if 0 < ticked < len(able):
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

    def _changed_places(self, places: Iterable[int]) -> None:
        """Tell of every line from the first to the last that shows one of these."""
        heads = {self._below.get(place, (place,))[0] for place in places} | set(places)
        touched = [line for line, place in enumerate(self._lines) if place in heads]
        if touched:
            self._changed(touched[0], touched[-1])

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))
