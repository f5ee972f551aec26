# SPDX-License-Identifier: GPL-3.0-or-later
"""What every action works with: the vault in its own thread, the shelves, intake, the clock."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, TypeVar

from db.intake.isolate import Examiner
from db.intake.limits import Surroundings
from db.model.ids import VaultId
from db.model.moment import Moment
from db.model.progress import Check
from db.store import timekeeping
from db.store.vault import Vault

T = TypeVar("T")
PATIENCE_S: Final = 0.2


class OnVault(Protocol):
    """Runs a piece of work in the thread that owns the vault and returns what it returns.

    The command line runs it on the spot; the windows hand it to the vault's lane.  Work given here
    is short: the lane answers to the screen as well.
    """

    def __call__(self, work: Callable[[Vault], T], /) -> T:
        """Run `work` with the open vault; raise what it raises."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One open vault with everything around it.

    `now` reads the clocks as people should write them: corrected while a note on the clock is in
    force.  Entries take the laptop's own from the vault.  `loading` is held while shelves grow, so
    that a backup never copies one that is moving.
    """

    on_vault: OnVault
    vault: VaultId
    media: Path
    examiner: Examiner
    now: Callable[[], Moment]
    tool: str
    loading: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def shelves_held(self, check: Check) -> Iterator[None]:
        """Keep the shelves to oneself; while another has them, wait, and stop when told to."""
        while not self.loading.acquire(timeout=PATIENCE_S):
            check()
        try:
            yield
        finally:
            self.loading.release()

    def around(self) -> Surroundings:
        """Return what intake may know of this laptop."""
        moment = self.now()
        return Surroundings(now=moment.utc, zone_minutes=moment.zone_minutes)


def desk_for(
    vault: Vault, on_vault: OnVault, examiner: Examiner, now: Callable[[], Moment], tool: str
) -> Desk:
    """Return the desk of an open vault.  Call in the vault's thread.

    `now`: the laptop's own clocks.
    """

    def civil_now() -> Moment:
        return timekeeping.civil(now(), vault.reckoning)

    return Desk(on_vault, vault.id, vault.folder.media, examiner, civil_now, tool)
