# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop and its real depot that know each other, with sticks between them and no wire."""

from pathlib import Path
from typing import Any

from sync import stick, stick_reading
from sync.checkpoint import log_signer
from sync.http import device_signer
from sync.server.lane import Lane
from sync.server.stick import Counterpart, Taken
from sync.stick import Written
from sync.stick_layout import Stick
from sync.stick_reading import Returned
from tests.fakes.live_depot import DirectDepot
from tests.fakes.memory_satchel import MemorySatchel


class StickPair:
    """`depot` answers rounds as well; `laptop` keeps what comes back."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.laptop = MemorySatchel(seed)
        self.depot = DirectDepot(folder, self.laptop)
        self.signer = device_signer(self.depot.seed)

    def fill(self, medium: Stick, *, again: bool = False, **more: Any) -> Written:
        """Write what waits."""
        self.laptop.begin(again=again)
        try:
            return stick.fill(self.laptop, self.depot.terms, self.signer, medium, **more)
        finally:
            self.laptop.writing = False

    def take(self, medium: Stick) -> Taken:
        """Take it at the office."""
        seed = self.depot.site.seeds[2]
        lane = Lane(self.depot.engine)
        try:
            signer = log_signer(self.depot.site.name, seed)
            counterpart = Counterpart(self.depot.depot, lane, self.depot.media, seed, signer)
            return counterpart.take(medium)
        finally:
            lane.close()

    def read(self, medium: Stick) -> Returned:
        """Read the answer."""
        terms = self.depot.terms
        return stick_reading.read(self.laptop, terms, self.depot.seed, self.signer, medium)

    def there_and_back(self, medium: Stick, **more: Any) -> Returned:
        """Fill, take, read."""
        self.fill(medium, **more)
        self.take(medium)
        return self.read(medium)

    def waits(self) -> set[bytes]:
        """Return the names of what has no sound receipt."""
        return set(self.laptop.cargo) - self.laptop.sound()

    def close(self) -> None:
        """Close the depot."""
        self.depot.close()
