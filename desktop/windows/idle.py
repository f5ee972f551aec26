# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices when nobody touches the laptop any more.

Only native events of our own windows are looked at, a few a second, so that painting and scrolling
pay nothing for it.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES: Final = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
    }
)
SECOND: Final = 1000


class IdleWatch(QObject):
    """Counts down from the last touch while it is on."""

    counted = Signal(int)  # seconds left
    expired = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = 0.0
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND)
        self._timer.timeout.connect(self.count)
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def start(self, minutes: int) -> None:
        """Begin to count, or change the limit."""
        self._limit = minutes * 60.0
        self._touched = self._clock()
        self._timer.start()
        self.count()

    def stop(self) -> None:
        """Count no more: there is nothing to lock."""
        self._timer.stop()

    def touch(self) -> None:
        """Begin the count again: somebody is there."""
        self._touched = self._clock()

    @Slot()
    def count(self) -> None:
        """Look at the clock now."""
        left = self._limit - (self._clock() - self._touched)
        if left <= 0:
            self.stop()
            self.expired.emit()
        else:
            self.counted.emit(int(left + 0.999))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice a touch; never swallow it."""
        if event.type() in TOUCHES:
            self._touched = self._clock()
        return False

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time replaces the first
