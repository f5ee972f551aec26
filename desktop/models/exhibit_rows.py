# SPDX-License-Identifier: GPL-3.0-or-later
"""Exhibits as a list that can be dragged into order; it says what was moved and moves nothing."""

import json
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QObject, Qt, Signal

from desktop.models import evidence_mime
from desktop.models.headed import NOWHERE, Index

MIME: Final = "application/x-segel-places"
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Gives the whole row as its view knows it."""


class ExhibitRows(QAbstractListModel):
    """Rows in their order.  `spoken(row)` is what a screen reader says of one."""

    moved = Signal(object, int)  # places, and before which place they go
    dropped = Signal(object)  # tuple[EvidenceId, ...]: items dragged here from a list of evidence

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[object, ...] = ()
        self._spoken: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[object], spoken: Sequence[str]) -> None:
        """Show these; where as many were shown before, they are only painted anew."""
        same = len(rows) == len(self._rows)
        if not same:
            self.beginResetModel()
        self._rows, self._spoken = tuple(rows), tuple(spoken)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many exhibits there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or what is said of it."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        spoken = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return self._spoken[index.row()] if role in spoken else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be dragged, and dropped between others."""
        flags = super().flags(index)
        if index.isValid():
            return flags | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Rows move; evidence from elsewhere is taken along."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Take our own rows, and evidence."""
        return [MIME, evidence_mime.MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the places that are being dragged."""
        data = QMimeData()
        places = sorted({index.row() for index in indexes})
        data.setData(MIME, QByteArray(json.dumps(places).encode()))
        return data

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Say what was dropped where; whoever shows the rows puts them into the new order."""
        items = evidence_mime.unpack(data)
        if items:
            self.dropped.emit(items)
            return False
        places = self._places(data)
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        if places:
            self.moved.emit(places, to)
        return False  # the rows are shown anew: nobody is to take the old ones away

    def _places(self, data: QMimeData) -> tuple[int, ...]:
        try:
            found = json.loads(bytes(data.data(MIME).data()) or b"[]")
        except ValueError:
            return ()
        within = range(len(self._rows))
        listed = found if isinstance(found, list) else []
        return tuple(one for one in listed if isinstance(one, int) and one in within)
