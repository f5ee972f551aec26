# SPDX-License-Identifier: GPL-3.0-or-later
"""The open vault in its lane: nobody else ever touches it.

A call from another worker thread waits for the lane; a call from the lane itself runs on the spot.
After the vault is locked, late calls are told to stop.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from db.model.stopping import CancelledError
from desktop.tasks.runner import Lane, Runner

if TYPE_CHECKING:
    from db.store.vault import Vault

T = TypeVar("T")


class VaultLane:
    """Where the open vault lives.  Serves as the desk's `on_vault`."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._vault: Vault | None = None
        self._thread: int | None = None

    def __call__(self, work: "Callable[[Vault], T]", /) -> T:
        """Run `work` with the open vault and return what it returns; CancelledError when locked."""
        if threading.get_ident() == self._thread:
            return work(self._opened())
        return self._runner.wait_for(Lane.VAULT, lambda: work(self._opened()))

    def adopt(self, vault: "Vault") -> None:
        """Take a vault in.  Call in the lane's thread, where it was opened."""
        self._vault = vault
        self._thread = threading.get_ident()

    def lock(self) -> None:
        """Lock the vault, if one is open.  Call in the lane's thread."""
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.lock()

    def _opened(self) -> "Vault":
        if self._vault is None:
            raise CancelledError
        return self._vault
