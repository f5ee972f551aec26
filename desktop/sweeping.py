# SPDX-License-Identifier: GPL-3.0-or-later
"""Python looks for litter on the main thread alone, and when that has nothing else to do.

Left to itself, Python looks in whichever thread makes the next object.  What it finds there may be
a page that was closed: its connections to signals are then undone in that thread, which holds a
lock of Qt's while it waits for its turn in Python; the main thread holds the turn and waits for
the lock, and the window stands still for good.  Whoever closes pages therefore sweeps here.
"""

import gc
from typing import Final

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

SWEEPS: Final = (700, 10, 1000)
"""New objects, and rounds over younger ones, after which each generation is looked through.

The first two are Python's own.  The oldest holds what has lived long: tens of thousands of cards
are no litter.
"""


def sweep() -> None:
    """Look for litter if enough was made since the last time.  Call on the main thread."""
    counts = gc.get_count()
    for generation in (2, 1, 0):
        if counts[generation] > SWEEPS[generation]:
            gc.collect(generation)
            return


class Sweeper(QObject):
    """Sweeps each time the main thread is about to wait for something to happen.

    From its making no other thread sweeps, until `rest`.  While nothing happens it does nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._begun = False
        gc.disable()

    @Slot()
    def begin(self) -> None:
        """Sweep from now on; before, nothing is thrown away."""
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._on_pause)
        self._begun = True

    def rest(self) -> None:
        """Leave sweeping to Python as it was; no other thread of ours may be alive."""
        if self._begun:
            QAbstractEventDispatcher.instance().aboutToBlock.disconnect(self._on_pause)
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _on_pause(self) -> None:
        sweep()
