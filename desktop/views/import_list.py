# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of files under review, worked with keys as well as with the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop.models.review import Index, ReviewModel, Role


class ReviewList(QListView):
    """The files; space turns the ticks of what is selected, right and left open and close piles."""

    def dataChanged(  # noqa: N802 - Qt's name
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Paint again what changed; every row has one height, so that nothing is laid out anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the ticks with the space bar, open with right and close with left."""
        chosen = self.selectionModel().selectedIndexes()
        model, here = self.model(), self.currentIndex()
        fold = {Qt.Key.Key_Right: False, Qt.Key.Key_Left: True}.get(Qt.Key(event.key()))
        if fold is not None and isinstance(model, ReviewModel) and here.isValid():
            shown = here.data(Role.SHOWN)
            if shown.bundle is not None and shown.opened is fold:
                model.toggle(here.row())
            return
        if event.key() == Qt.Key.Key_Space and chosen:
            state = Qt.ItemDataRole.CheckStateRole
            ticked = chosen[0].data(state) == Qt.CheckState.Checked
            turned = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            for index in chosen:
                self.model().setData(index, turned, state)
            return
        super().keyPressEvent(event)
