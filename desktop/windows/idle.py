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
REST_S: Final = 30.0
"""After so long without a touch hands rest: what nobody waits for may be done."""


class IdleWatch(QObject):
    """Counts down from the last touch while it is on.

    `rested`: nobody has touched the laptop for a while; `touched`: the first touch after that.
    """

    counted = Signal(int)  # seconds left
    expired = Signal()
    rested = Signal()
    touched = Signal()

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
        self._resting = False
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND)
        self._timer.timeout.connect(self.count)
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def start(self, minutes: int) -> None:
        """Begin to count, or change the limit."""
        self._limit = minutes * 60.0
        self.touch()
        self._timer.start()
        self.count()

    def stop(self) -> None:
        """Count no more: there is nothing to lock."""
        self._timer.stop()

    def touch(self) -> None:
        """Begin the count again: somebody is there."""
        self._touched = self._clock()
        if self._resting:
            self._resting = False
            self.touched.emit()

    @Slot()
    def count(self) -> None:
        """Look at the clock now."""
        since = self._clock() - self._touched
        left = self._limit - since
        if since >= REST_S and not self._resting:
            self._resting = True
            self.rested.emit()
        if left <= 0:
            self.stop()
            self.expired.emit()
        else:
            self.counted.emit(int(left + 0.999))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice a touch; never swallow it."""
        if event.type() in TOUCHES:
            self.touch()
        return False

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time replaces the first
