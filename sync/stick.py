# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick as one more road to the depot: volumes out, receipts back, nothing believed unproven.

What a stick carries still waits.  It is sent when a receipt over it came back and was verified, by
whichever road; until then it is only not written a second time, unless a person asks for all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol

from db.errors import DamagedError, DiskFullError
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.signature import Signer
from sync.cargo import Load, Manifest
from sync.checkpoint import LogHead
from sync.messages import CLAIM_NAMES, Claim, name_of
from sync.stick_layout import Box, Stick
from sync.stick_volume import FRAME_LIMIT, FULL, MARK, Bale, pack
from sync.wire import Outbox, Terms

TRIES: Final = 2
OVERHEAD: Final = 128 * 1024
"""Bytes that head and tags of a volume take at most."""


class End(StrEnum):
    """Why a writing ended."""

    DONE = "done"  # nothing more waits for a stick
    FULL = "full"  # the stick, or the budget, is used up; the next stick goes on


class WornStickError(DamagedError):
    """The stick gives other bytes back than were written: it is broken or a fake."""

    code = "stick-bad"


@dataclass(frozen=True, slots=True)
class Stowed:
    """One thing that a volume carries: its name, and from which chunk up to which, or 0, 0."""

    name: bytes
    first: int
    upto: int


class Satchel(Outbox, Protocol):
    """The vault as one who fills sticks sees it.

    `parcels` and `manifests` give the next ones that neither wait on a stick nor were given in this
    writing; empty at the end.
    """

    def all_receipted(self, names: Sequence[bytes]) -> bool:
        """Tell whether every one of these names has a sound receipt."""

    def carried_names(self) -> tuple[bytes, ...]:
        """Return the names of parcels and items that lie on sticks and are not receipted."""

    def places_left(self, manifest: Manifest) -> Sequence[int]:
        """Return the chunks of an item that lie on no stick and are not known at the depot."""

    def pass_over(self, manifest: Manifest) -> None:
        """Leave an item out from now on: its bytes do not open."""

    def stow(self, volume: bytes, things: Sequence[Stowed]) -> None:
        """Write down what a volume carries, now that it is whole on its stick."""

    def settle(self, volumes: Sequence[bytes], held: Sequence[Stowed]) -> None:
        """Forget what these volumes carried: the depot read them, and holds `held` in part."""

    def lose(self, names: Sequence[str]) -> None:
        """Forget what volumes whose ids begin so carried: they arrived unreadable."""


@dataclass(slots=True)
class Written:
    """What a writing did, kept up to date while it runs; whatever ends it, `volumes` are whole."""

    volumes: int = 0
    bytes: int = 0
    parcels: int = 0
    items: int = 0
    chunks: int = 0
    damaged: int = 0
    end: End = End.DONE


def fill(
    satchel: Satchel,
    terms: Terms,
    signer: Signer,
    stick: Stick,
    *,
    most: int | None = None,
    total: int = 0,
    written: Written | None = None,
    check: Check = never,
    report: Report = ignore,
) -> Written:
    """Write what waits onto a stick, the most urgent first, at most `most` bytes.

    `total`: about how many bytes wait, for those who watch.

    Raise what `Stick` raises and WornStickError; `written` says how far it came, and every whole
    volume stays good.  Cancelled or pulled, it goes on at the next call where it stopped.
    """
    done = written or Written()
    writer = _Writer(satchel, terms, signer, stick, most, total, done, check, report)
    writer.write()
    return writer.written


@dataclass(slots=True)
class _Writer:
    satchel: Satchel
    terms: Terms
    signer: Signer
    stick: Stick
    most: int | None
    total: int
    written: Written
    check: Check
    report: Report
    bale: Bale = field(default_factory=Bale)
    things: list[Stowed] = field(default_factory=list)
    limit: int = -1

    def write(self) -> None:
        try:
            for message in self._news():
                self._add(message)
            for load in (Load.RECORD, Load.THUMBNAIL):
                self._parcels(load)
            self._items()
        except DiskFullError:
            self.written.end = End.FULL
        try:
            self._close()
        except DiskFullError:  # it said it had room, and had not
            self.written.end = End.FULL

    def _news(self) -> Iterator[bytes]:
        """Yield entries since the last receipt, their head, and claims over what is under way."""
        standing = self.satchel.standing()
        carried = self.satchel.carried_names()
        if standing.news or carried:
            first = standing.stored
            while (run := self.satchel.run(first)) is not None:
                yield run.emit()
                first += len(run.bodies)
            yield self.satchel.proof(standing.proven).emit()
        for at in range(0, len(carried), CLAIM_NAMES):
            yield Claim(0, carried[at : at + CLAIM_NAMES]).emit()

    def _parcels(self, load: str) -> None:
        while pieces := self.satchel.parcels(load):
            for piece in pieces:
                self._add(piece, Stowed(name_of(piece), 0, 0))
                self.written.parcels += 1

    def _items(self) -> None:
        while pieces := self.satchel.manifests():
            for piece in pieces:
                self._item(Manifest.parse(piece), piece)

    def _item(self, manifest: Manifest, piece: bytes) -> None:
        name = name_of(piece)
        left = self.satchel.places_left(manifest)
        self._add(piece, Stowed(name, 0, 0))
        for place in left:
            try:
                body = self.satchel.chunk(manifest, place)
            except DamagedError:
                self.satchel.pass_over(manifest)
                self.written.damaged += 1
                return
            self._room_for(len(body))
            self.bale.load(body)
            self.things.append(Stowed(name, place, place + 1))
            self.written.chunks += 1
        self.written.items += 1

    def _add(self, message: bytes, thing: Stowed | None = None) -> None:
        self._room_for(len(message))
        self.bale.add(message)
        if thing is not None:
            self.things.append(thing)

    def _room_for(self, size: int) -> None:
        """Close the volume when `size` more bytes do not go in; raise DiskFullError at the end."""
        self.check()
        if self.bale.full or self.bale.bytes + size > self._room():
            self._close()
            if size > self._room():
                message = "the stick has no more room"
                raise DiskFullError(message)

    def _room(self) -> int:
        """Return how long this volume may become."""
        if self.limit < 0:
            room = self.stick.room()
            if self.most is not None:
                room = min(room, self.most - self.written.bytes)
            self.limit = max(0, min(FULL + FRAME_LIMIT, room - OVERHEAD))
        return self.limit

    def _close(self) -> None:
        """Write the volume that was gathered, and read it back."""
        self.limit = -1
        if not self.bale.bytes:
            return
        standing = self.satchel.standing()
        log = LogHead.parse(standing.log_head).size if standing.log_head else 0
        for _ in range(TRIES):
            name, parts = pack(self.bale, self.terms, self.signer, log=log, feed=standing.feed)
            if self.stick.write(Box.OUT, name[:MARK].hex(), parts):
                self.satchel.stow(name, joined(self.things))
                self.written.volumes += 1
                self.written.bytes += sum(map(len, parts))
                self.bale, self.things = Bale(), []
                self.report(Progress(self.written.bytes, self.total, "bytes", "stick-writing"))
                return
        message = "the stick gives other bytes back than were written"
        raise WornStickError(message)


def joined(things: Sequence[Stowed]) -> tuple[Stowed, ...]:
    """Return runs of chunks of one item as one thing."""
    runs: list[Stowed] = []
    for one in things:
        last = runs[-1] if runs else None
        if last is not None and (last.name, last.upto) == (one.name, one.first) and one.upto:
            runs[-1] = replace(last, upto=one.upto)
        else:
            runs.append(one)
    return tuple(runs)
