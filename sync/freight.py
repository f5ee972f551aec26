# SPDX-License-Identifier: GPL-3.0-or-later
"""Items on their way: each few are named, carried and receipted while others are being carried.

Case data goes before them, while the roads for chunks are being opened.  Smaller things go beside
them: a question takes a round trip, and media fill the link meanwhile.  Only the last receipt of
all waits for an empty road.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from db.model.progress import Check
from sync.cargo import Manifest
from sync.errors import BusyError
from sync.messages import name_of
from sync.wire import Chunk, Depot, Outbox

TRIES: Final = 3
ENOUGH: Final = 20
"""Chunks that keep the first roads busy for a while."""
Claim = Callable[[tuple[bytes, ...]], tuple[bytes, ...]]
"""Asks for a receipt over names and keeps it; returns those it cannot be given for."""


@dataclass(slots=True, eq=False)
class _Few:
    """Manifests that were named together, and their chunks that the depot lacks."""

    names: tuple[bytes, ...]
    lacks: set[bytes]


class Freight:
    """The items of one round.  `sent` is told the size of each chunk as it is handed over.

    `before` is done once, ahead of the first item; `meanwhile` once, as soon as a few chunks are on
    their way, or at once without any.
    """

    def __init__(
        self,
        outbox: Outbox,
        depot: Depot,
        claim: Claim,
        sent: Callable[[int], None],
        before: Callable[[], None],
        meanwhile: Callable[[], None],
    ) -> None:
        self._outbox = outbox
        self._depot = depot
        self._claim = claim
        self._sent = sent
        self._before, self._meanwhile = [before], [meanwhile]
        self._under_way: list[_Few] = []
        self._landed: set[bytes] = set()
        self._tries: dict[bytes, int] = {}

    def send(self, check: Check) -> None:
        """Send what waits until all of it is receipted.

        Raise BusyError when the depot does not keep what it is sent, and what `Depot` raises.
        """
        if not self._outbox.manifests():
            _do(self._before)  # which no other road would help
        while True:
            self._depot.carry(self._all_chunks(), check, self._landed.add)
            self._receipt(self._under_way)
            if not self._tries:
                return

    def _all_chunks(self) -> Iterator[Chunk]:
        """Hand out enough for the roads, do what is to be done meanwhile, hand out the rest."""
        if not self._depot.beside:
            _do(self._before)
        for place, chunk in enumerate(self._chunks()):
            yield chunk
            _do(self._before)  # which overtakes the chunk, and leaves no moment unused
            if place == ENOUGH:
                _do(self._meanwhile)
        _do(self._before)
        _do(self._meanwhile)

    def _chunks(self) -> Iterator[Chunk]:
        while pieces := self._outbox.manifests(frozenset(self._names(self._under_way))):
            self._receipt(self._whole())
            names = tuple(name_of(piece) for piece in pieces)
            missing = self._depot.manifests(pieces)
            offsets, wanted = dict(missing.partial), set(missing.wanted)
            places = _places(pieces)
            here = {
                places[place][0].chunks[places[place][1]] for place in wanted if place < len(places)
            }
            few = _Few(names, here)
            self._landed -= here
            self._under_way.append(few)
            sent: set[bytes] = set()
            for place, (manifest, index) in enumerate(places):
                name = manifest.chunks[index]
                if place in wanted and name not in sent:
                    sent.add(name)
                    body = self._outbox.chunk(manifest, index)
                    self._sent(len(body))
                    yield Chunk(name, offsets.get(place, 0), body)
                    self._receipt(self._whole())

    def _whole(self) -> list[_Few]:
        return [few for few in self._under_way if few.lacks <= self._landed]

    def _receipt(self, done: Sequence[_Few]) -> None:
        """Ask for a receipt over what was carried; what the depot does not keep waits again."""
        names = self._names(done)
        if not names:
            return
        lacking = self._claim(names)
        self._under_way = [few for few in self._under_way if few not in done]
        for name in names:
            if name not in lacking:
                self._tries.pop(name, None)
                continue
            self._tries[name] = self._tries.get(name, 0) + 1
            if self._tries[name] >= TRIES:
                message = "the depot does not keep what it is sent"
                raise BusyError(message, seconds="60")

    def _names(self, some: Sequence[_Few]) -> tuple[bytes, ...]:
        return tuple(name for few in some for name in few.names)


def _do(once: list[Callable[[], None]]) -> None:
    while once:
        once.pop()()


def _places(pieces: Sequence[bytes]) -> list[tuple[Manifest, int]]:
    """Return every chunk of the manifests in order, as a manifest and a place in it."""
    manifests = map(Manifest.parse, pieces)
    return [(one, index) for one in manifests for index in range(len(one.chunks))]
