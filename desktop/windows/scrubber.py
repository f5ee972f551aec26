# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the vault back by itself while nobody is at the laptop, and stops when somebody is.

It has no clock of its own: it is told when hands rest and when they are back, and it looks again
when sealing or sending has ended meanwhile.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from db.model.progress import CancelledError
from db.store import scrubbing
from desktop.actions.battery import Battery, battery
from desktop.actions.scrubbing import Scrubbed, scrub
from desktop.session import Session
from desktop.tasks.gently import gently
from desktop.tasks.runner import CancelToken, Errand

LOW: Final = 30
"""Per cent of a battery under which nothing is read that nobody asked for."""


class Scrubber(QObject):
    """Scrubs one session's vault in its rests.

    `busy` tells whether something else works the disk or the line.  `turned`: it began or ended.
    `found`: a run ended that found damage, or made something whole.
    """

    turned = Signal()
    found = Signal(object)  # Scrubbed

    def __init__(
        self,
        session: Session,
        busy: Callable[[], bool],
        parent: QObject | None = None,
        *,
        power: Callable[[], Battery | None] = battery,
    ) -> None:
        super().__init__(parent)
        self._session, self._busy, self._power = session, busy, power
        self._resting = False
        self._due_us: int | None = 0  # 0: nobody has looked yet; None: there is nothing to read
        self._asking = False
        self._errand: Errand[Scrubbed] | None = None
        self._done = Scrubbed()
        session.changed.connect(self._on_changed)
        session.closing.connect(self.stir)

    @property
    def running(self) -> bool:
        """Tell whether something is being read back."""
        return self._errand is not None

    @Slot()
    def rest(self) -> None:
        """Begin, if something is due: nobody touches the laptop."""
        self._resting = True
        self.look()

    @Slot()
    def stir(self) -> None:
        """Stop at once: somebody is there, or the vault closes."""
        self._resting = False
        self._stop()

    @Slot()
    def look(self) -> None:
        """Begin if hands rest, nothing else is going on, and something is due."""
        if self._busy():
            self._stop()
            return
        idle = self._resting and self._errand is None and not self._asking
        if not idle or self._due_us is None or not self._powered():
            return
        if self._due_us > self._session.desk.now().wall_us:
            return
        self._asking = True
        errand = self._session.on_vault(scrubbing.next_due_us)
        errand.belongs_to(self).succeeded.connect(self._on_due)
        errand.settled.connect(self._on_asked)

    def _powered(self) -> bool:
        power = self._power()
        return power is None or power.charging or power.percent >= LOW

    @Slot()
    def _on_changed(self) -> None:
        self._due_us = 0

    @Slot(object)
    def _on_due(self, due_us: int | None) -> None:
        self._due_us = due_us
        now = self._session.desk.now().wall_us
        if due_us is not None and due_us <= now and self._resting and not self._busy():
            self._start()

    @Slot()
    def _on_asked(self) -> None:
        self._asking = False

    def _start(self) -> None:
        desk, outcome = self._session.desk, Scrubbed()

        def work(token: CancelToken) -> Scrubbed:
            def check() -> None:
                token.check()
                if desk.loading.locked():  # shelves are being written
                    raise CancelledError

            return gently(lambda: scrub(desk, check=check, outcome=outcome))

        self._done = outcome
        errand = self._errand = self._session.bench(work)
        errand.settled.connect(self._on_settled)
        self.turned.emit()

    def _stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None
        done = self._done
        self._due_us = 0
        if done.damaged or done.healed or done.pictures:
            self._session.changed.emit()
            self.found.emit(done)
        self.turned.emit()
