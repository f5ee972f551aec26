# SPDX-License-Identifier: GPL-3.0-or-later
"""pytest-qt's robot, with as much patience as a slow or busy machine may need.

What comes is heard at once, so patience costs nothing but where a test fails.
"""

from collections.abc import Callable
from typing import Any, Final

from pytestqt.qtbot import QtBot

PATIENCE_MS: Final = 90_000


class PatientBot(QtBot):
    """Waits `PATIENCE_MS` at least for whatever it is told to wait for."""

    def waitUntil(  # noqa: N802 - the robot's name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(  # noqa: N802 - likewise
        self, signal: Any, *, timeout: int = PATIENCE_MS, raising: bool | None = None, **more: Any
    ) -> Any:
        # What may fail to come, as in assertNotEmitted, is waited for as long as was said.
        patience = timeout if raising is False else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=patience, raising=raising, **more)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802 - likewise
        return super().waitSignals(signals, timeout=max(timeout, PATIENCE_MS), **more)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:  # noqa: N802 - likewise
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE_MS))

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:  # noqa: N802 - likewise
        return super().waitActive(widget, timeout=max(timeout, PATIENCE_MS))
