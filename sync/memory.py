# SPDX-License-Identifier: GPL-3.0-or-later
"""What this process learnt about the way to each depot, so that the next round begins with it.

Kept is how wide and how far the link was, and the ticket that shortens the next greeting.  It is a
guess and no more: another round trip than last time means another link, and then it is forgotten.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sync.detour import Detour
from sync.line import Address, Datagrams, pinned
from sync.patience import Roads

HOUR_S: Final = 3600.0
"""After so long nothing is believed of a link any more."""


@dataclass(slots=True)
class _Known:
    address: Address
    roads: Roads
    at: float


class Memory:
    """Ways to depots, by host, port, authority and proxy; any thread may ask.

    `clock`: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: dict[tuple[str, int, str, Detour | None], _Known] = {}
        self._lock = threading.Lock()

    def address(self, host: str, port: int, ca_pem: str, detour: Detour | None = None) -> Address:
        """Return where a depot is: the same address, with its ticket, each time."""
        key = host, port, ca_pem, detour
        with self._lock:
            known = self._known.get(key)
            if known is None:
                beside = Datagrams(ca_pem)
                address = Address(host, port, pinned(ca_pem), detour=detour, datagrams=beside)
                known = self._known[key] = _Known(address, Roads(), self._clock())
            return known.address

    def roads(self, address: Address) -> Roads:
        """Return what was learnt of the way to an address lately, or nothing."""
        with self._lock:
            for known in self._known.values():
                if known.address is address and self._clock() - known.at < HOUR_S:
                    return known.roads
        return Roads()

    def keep(self, address: Address, roads: Roads) -> None:
        """Keep what a round learnt.

        A short round to a near depot learns how far it is and not how wide the way: that is kept
        where nothing wider was known, so that the next one asks for no way that lasts.
        """
        with self._lock:
            for known in self._known.values():
                if known.address is not address:
                    continue
                if roads.rate or (roads.rtt and not known.roads.rate):
                    known.roads, known.at = roads, self._clock()


OURS: Final = Memory(time.monotonic)
"""That of this process."""
