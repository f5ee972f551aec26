# SPDX-License-Identifier: GPL-3.0-or-later
"""The net under everything, spread before anything is shown; what it catches `crash` tells."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal


class CrashWatch(QObject):
    """Takes every exception nobody caught, on any thread, once."""

    crashed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: Callable[
            [type[BaseException], BaseException, TracebackType | None], object
        ] = sys.excepthook

    def watch(self) -> None:
        """Begin: from now on a bug is shown, not printed and forgotten."""
        sys.excepthook = self._hook

    def release(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._before

    def _hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self.crashed.emit(error)
