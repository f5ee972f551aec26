# SPDX-License-Identifier: GPL-3.0-or-later
"""The few hundred thumbnails the eye is near; older ones are forgotten, so memory stays flat."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

KEPT: Final = 400
ASKED_AT_ONCE: Final = 32
PENDING: Final = 96
"""Wishes older than this many were scrolled past and are not worth a read."""
PAUSE_MS: Final = 20


class Thumbnails(QObject):
    """Gives pixmaps by item number, and says which ones it lacks.

    `wanted` carries a tuple of item numbers; the answer is `deliver`, which must name each of them,
    with None for an item that has no picture.
    """

    wanted = Signal(object)
    delivered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._pending: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    def get(self, number: int) -> QPixmap | None:
        """Return a thumbnail if it is here; else note that somebody looks at this place."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        if number not in self._asked:
            self._pending[number] = None
            self._pending.move_to_end(number)
            while len(self._pending) > PENDING:
                self._pending.popitem(last=False)
            if not self._timer.isActive() and not self._asked:
                self._timer.start()
        return None

    def deliver(self, pictures: Mapping[int, QImage | None]) -> None:
        """Take pictures in.  Call on the main thread."""
        for number, picture in pictures.items():
            self._asked.discard(number)
            self._kept[number] = None if picture is None else QPixmap.fromImage(picture)
            self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.delivered.emit()
        if self._pending:
            self._timer.start()

    def forget(self) -> None:
        """Let go of every picture: the vault is being locked, or the wish list is stale."""
        self._kept.clear()
        self._pending.clear()
        self._asked.clear()

    @Slot()
    def _ask(self) -> None:
        if self._asked or not self._pending:
            return
        # The newest wishes first: they are what the screen shows now.
        batch = list(reversed(self._pending))[:ASKED_AT_ONCE]
        for number in batch:
            del self._pending[number]
        self._asked.update(batch)
        self.wanted.emit(tuple(batch))
