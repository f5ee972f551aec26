# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad road to any depot: requests are lost, answers are lost, what arrived once arrives again."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from db.errors import SegelError
from db.model.progress import Check
from sync.errors import OfflineError
from sync.messages import Claim, Entries, Missing, Piece, Proof, State
from sync.receipts import Receipt
from sync.wire import Chunk, Depot, Landed

T = TypeVar("T")
GOOD, LOSE_REQUEST, LOSE_ANSWER, TWICE, LATE = range(5)


class FlakyDepot:
    """Passes calls on as `luck` says, one number a call; good when it is used up.

    `LATE`: a call is lost now and arrives after the next one, out of order.
    """

    def __init__(self, depot: Depot, luck: Sequence[int]) -> None:
        self._depot = depot
        self._luck = list(luck)
        self._late: list[Callable[[], object]] = []

    def _pass(self, call: Callable[[], T]) -> T:
        luck = self._luck.pop(0) if self._luck else GOOD
        late, self._late = self._late, []
        if luck == LOSE_REQUEST:
            raise OfflineError(_LOST)
        if luck == LATE:
            self._late = [*late, call]
            raise OfflineError(_LOST)
        answer = call()
        for old in late:
            _quietly(old)
        if luck == TWICE:
            _quietly(call)
        if luck == LOSE_ANSWER:
            raise OfflineError(_LOST)
        return answer

    def state(self, log_size: int) -> State:
        """Pass it on."""
        return self._pass(lambda: self._depot.state(log_size))

    def prove(self, proof: Proof, log_size: int) -> Receipt:
        """Pass it on."""
        return self._pass(lambda: self._depot.prove(proof, log_size))

    def entries(self, run: Entries) -> int:
        """Pass it on."""
        return self._pass(lambda: self._depot.entries(run))

    def parcels(self, pieces: Sequence[bytes]) -> None:
        """Pass them on."""
        self._pass(lambda: self._depot.parcels(pieces))

    def manifests(self, pieces: Sequence[bytes]) -> Missing:
        """Pass them on."""
        return self._pass(lambda: self._depot.manifests(pieces))

    @property
    def beside(self) -> bool:
        """Tell that chunks go after what is asked."""
        return False

    def carry(self, chunks: Iterable[Chunk], check: Check, landed: Landed) -> None:
        """Pass each on by itself."""
        for chunk in chunks:
            self._pass(lambda one=chunk: self._depot.carry([one], check, landed))  # type: ignore[misc]  # bound now

    def claim(self, claim: Claim, log_size: int) -> Receipt | Missing:
        """Pass it on."""
        return self._pass(lambda: self._depot.claim(claim, log_size))

    def feed(self, after: int) -> tuple[Piece, ...]:
        """Pass it on."""
        return self._pass(lambda: self._depot.feed(after))


def _quietly(call: Callable[[], object]) -> None:
    try:
        call()
    except SegelError:
        return  # nobody hears the answer of a stray request


_LOST = "lost on the way"
