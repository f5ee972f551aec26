# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick at the depot: the same verbs in the same lane as the wire, and an answer written back.

A stick may come from anybody.  A volume counts only when it was sealed for this depot and signed
by a device that it knows; what is in it is then held to the rules that requests are held to.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from sqlalchemy import Connection, select

from db.errors import DamagedError, NewerFormatError, RefusedError, SegelError, UnavailableError
from db.ledger.tree import Frontier
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.signature import Signer
from sync import messages
from sync.cargo import bag, unbag
from sync.errors import MalformedMessageError
from sync.framing import kind_of
from sync.messages import CLAIM_NAMES, FEED_LIMIT, Claim, Missing, Piece
from sync.receipts import Receipt
from sync.server import copies, tables
from sync.server.copies import ForkSeenError
from sync.server.depot import Depot, Device
from sync.server.lane import Desk
from sync.server.media import Media, keep
from sync.server.refusals import DepotRefusalError, RevokedError, UnknownDeviceError
from sync.stick_answer import LEAVES, NAMES, PIECES, Answer, Growth, Held, Kept
from sync.stick_layout import Box, Stick
from sync.stick_volume import METHOD, VOLUME_LIMIT, Volume, mark_of, opened

T = TypeVar("T")
FILE_LIMIT: Final = VOLUME_LIMIT + 1024 * 1024
MOST_VOLUMES: Final = NAMES // 2
_ORDER: Final = {"entries": 0, "proof": 1, "parcel": 2, "manifest": 3, "claim": 4}


@dataclass(slots=True)
class Taken:
    """What was taken from a stick.  `refused`: how often each code was said.

    `unread`: files that are no volume for this depot, or that a broken writing left.  `answered`:
    laptops whose answers lie on the stick now; `unanswered`: why the others' do not.
    """

    volumes: int = 0
    messages: int = 0
    chunks: int = 0
    bytes: int = 0
    known: int = 0
    damaged: int = 0
    unread: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    answered: list[str] = field(default_factory=list)
    unanswered: SegelError | None = None


@dataclass(slots=True)
class _Guest:
    """One device's part of a stick.  `device`: None for one that was revoked."""

    name: str
    device: Device | None
    log: int
    feed: int
    volumes: list[bytes] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    receipts: list[Kept] = field(default_factory=list)
    claimed: set[bytes] = field(default_factory=set)
    manifests: dict[bytes, bytes] = field(default_factory=dict)


class Counterpart:
    """Takes sticks for one depot.  `signer`: of its log; `seed`: of the same key."""

    def __init__(self, depot: Depot, lane: Desk, media: Media, seed: bytes, signer: Signer) -> None:
        self._depot = depot
        self._lane = lane
        self._media = media
        self._seed = seed
        self._signer = signer

    def take(
        self,
        stick: Stick,
        *,
        taken: Taken | None = None,
        check: Check = never,
        report: Report = ignore,
    ) -> Taken:
        """Take everything that counts, and write an answer for every laptop that is known.

        Messages of all volumes go first, then chunks, so that the order of files does not matter.
        Raise what `Stick` raises; what was taken until then stays, and taking again adds nothing.
        """
        done = taken or Taken()
        names = stick.names(Box.OUT)[:MOST_VOLUMES]
        guests: dict[str, _Guest] = {}
        unread: list[str] = []
        for chunks in (False, True):
            for at, name in enumerate(names):
                check()
                if name not in unread and not self._volume(stick, name, guests, done, chunks):
                    unread.append(name)
                report(
                    Progress(at + 1 + chunks * len(names), 2 * len(names), "items", "stick-taking")
                )
        done.unread = len(unread)
        for guest in guests.values():
            self._answer(stick, guest, unread, done)
        return done

    # -- volumes ------------------------------------------------------------------------------

    def _volume(
        self, stick: Stick, name: str, guests: dict[str, _Guest], done: Taken, chunks: bool  # noqa: FBT001 - one of two passes
    ) -> bool:  # fmt: skip
        """Take messages or chunks of one volume; tell whether it could be read at all."""
        data = stick.read(Box.OUT, name, FILE_LIMIT)
        if data is None:
            return False
        try:
            volume = opened(data, self._seed)
        except (MalformedMessageError, NewerFormatError):
            return False
        guest = self._admit(volume, guests, done, first=not chunks)
        if guest is None or guest.device is None:
            return True
        if not chunks:
            guest.volumes.append(volume.id)
            done.volumes += 1
        ready: list[tuple[bytes, int]] = []
        found = []
        for is_chunk, digest, body in volume.frames(data):
            if is_chunk is not chunks:
                continue
            if body is None:
                done.damaged += 1
            elif is_chunk:
                self._chunk(guest, guest.device, digest, body, ready, done)
            else:
                found.append(body)
        for body in sorted(found, key=lambda one: _ORDER.get(kind_of(one), len(_ORDER))):
            self._message(guest, guest.device, body, done)
        if ready:
            self._lane.run(lambda db: self._settled(db, ready))
        return True

    def _admit(
        self, volume: Volume, guests: dict[str, _Guest], done: Taken, *, first: bool
    ) -> _Guest | None:
        def work(db: Connection) -> Device:
            return self._depot.admit(
                db, volume.device, volume.signature, METHOD, volume.path, volume.body
            )

        try:
            device: Device | None = self._lane.run(work)
        except RevokedError as error:
            device = None
            done.refused[error.code] += first
        except (UnknownDeviceError, DepotRefusalError) as error:
            done.refused[error.code] += first
            return None
        guest = guests.setdefault(
            volume.device, _Guest(volume.device, device, volume.log, volume.feed)
        )
        if device is None:
            guest.codes.add(RevokedError.code)
        guest.device = device
        guest.log, guest.feed = min(guest.log, volume.log), min(guest.feed, volume.feed)
        return guest

    # -- what is in them ----------------------------------------------------------------------

    def _message(self, guest: _Guest, device: Device, body: bytes, done: Taken) -> None:
        """Do what one message asks; a refusal is counted, and nothing else is held up by it."""
        depot, name = self._depot, messages.name_of(body)
        kind = kind_of(body)
        try:
            match kind:
                case "entries":
                    self._do(device, lambda db: depot.entries(db, device, body))
                case "proof":
                    receipt = self._do(device, lambda db: depot.prove(db, device, body))
                    guest.receipts.append(Kept(Receipt.parse(receipt), (name,)))
                case "parcel":
                    self._do(device, lambda db: depot.parcels(db, device, bag([body])))
                    guest.claimed.add(name)
                case "manifest":
                    self._do(device, lambda db: depot.manifests(db, device, bag([body])))
                    guest.claimed.add(name)
                    guest.manifests[name] = body
                case "claim":
                    guest.claimed.update(Claim.parse(body).names)
                case _:
                    message = "this does not travel on a stick"
                    raise MalformedMessageError(message)
        except DepotRefusalError as error:
            self._refuse(guest, error.code, done)
        except DamagedError as error:
            self._refuse(guest, error.code, done)
        else:
            done.messages += 1

    def _chunk(
        self, guest: _Guest, device: Device, name: bytes, body: bytes,
        ready: list[tuple[bytes, int]], done: Taken,
    ) -> None:  # fmt: skip
        """Put one chunk on the disk; its row follows with those of the whole volume."""
        try:
            wanted = self._lane.run(lambda db: self._depot.wanted(db, device, name))
            if wanted.whole:
                done.known += 1
                return
            if wanted.size != len(body):
                message = "a chunk has another length than its manifest says"
                raise MalformedMessageError(message)
            keep(self._media, name, body)
        except DepotRefusalError as error:
            self._refuse(guest, error.code, done)
        except DamagedError as error:
            self._refuse(guest, error.code, done)
        else:
            ready.append((name, len(body)))
            done.chunks += 1
            done.bytes += len(body)

    def _settled(self, db: Connection, ready: Sequence[tuple[bytes, int]]) -> None:
        for name, size in ready:
            self._depot.settled(db, name, size)

    def _do(self, device: Device, work: Callable[[Connection], T]) -> T:
        """Run work in the lane; a fork that it shows is kept before it is refused."""
        try:
            return self._lane.run(work)
        except ForkSeenError as seen:
            fork = seen
        self._lane.run(lambda db: self._depot.note(db, device.vault, fork))
        raise fork.refusal()

    @staticmethod
    def _refuse(guest: _Guest, code: str, done: Taken) -> None:
        guest.codes.add(code)
        done.refused[code] += 1

    # -- the way back -------------------------------------------------------------------------

    def _answer(self, stick: Stick, guest: _Guest, unread: Sequence[str], done: Taken) -> None:
        held: list[Held] = []
        pieces: tuple[Piece, ...] = ()
        device = guest.device
        if device is not None:
            guest.receipts += self._lane.run(lambda db: self._claims(db, device, guest))
            whole = {name for one in guest.receipts for name in one.names}
            held = [
                Held(name, self._lacking(device, body))
                for name, body in guest.manifests.items()
                if name not in whole
            ]
            pieces = self._lane.run(lambda db: self._pieces(db, device, guest.feed))
        key, growth = self._lane.run(lambda db: (_key(db, guest.name), self._growth(db, guest)))
        answer = Answer(
            self._depot.name,
            guest.name,
            tuple(guest.volumes),
            tuple(unread),
            tuple(sorted(guest.codes)),
            growth,
            tuple(guest.receipts),
            tuple(held),
            pieces,
        )
        sealed = answer.seal(self._signer, key)
        try:
            written = stick.write(Box.BACK, mark_of(key), [sealed])
        except (RefusedError, UnavailableError) as error:
            done.unanswered = error
            return
        if written:
            done.answered.append(guest.name)

    def _lacking(self, device: Device, manifest: bytes) -> Missing:
        """Return which chunks of an item are not there."""
        body = bag([manifest])
        return Missing.parse(self._do(device, lambda db: self._depot.manifests(db, device, body)))

    def _claims(self, db: Connection, device: Device, guest: _Guest) -> list[Kept]:
        """Return receipts over everything that is there of what was brought or asked for."""
        _, stored = copies.stand(db, device.vault)
        receipts: list[Kept] = []
        names = sorted(guest.claimed)
        for at in range(0, max(1, len(names)), CLAIM_NAMES):
            some = tuple(names[at : at + CLAIM_NAMES])
            answer = self._depot.claim(db, device, Claim(stored, some).emit())
            if kind_of(answer) == "missing":
                wanted = set(Missing.parse(answer).wanted)
                some = tuple(name for place, name in enumerate(some) if place not in wanted)
                answer = self._depot.claim(db, device, Claim(stored, some).emit())
            if kind_of(answer) == "receipt":
                receipts.append(Kept(Receipt.parse(answer), some))
        return receipts

    def _pieces(self, db: Connection, device: Device, after: int) -> tuple[Piece, ...]:
        """Return what the office has for a laptop, in order, as much as one answer takes."""
        chosen: list[Piece] = []
        size = 0
        while found := unbag(self._depot.feed(db, device, after), FEED_LIMIT):
            for body in found:
                size += len(body)
                if chosen and size > PIECES:
                    return tuple(chosen)
                chosen.append(Piece.parse(body))
                after = chosen[-1].number
        return tuple(chosen)

    def _growth(self, db: Connection, guest: _Guest) -> Growth:
        """Return the log's head and all leaves since the laptop knew it, or the last of them."""
        tables.in_turn(db, tables.Turn.LOG)  # head and leaves are of one moment
        head = self._depot.log.head(db)
        first = max(min(guest.log, head.size), head.size - LEAVES)
        return Growth(
            head.note, Frontier(first, self._depot.log.edge(db, first)),
            self._depot.log.leaves(db, first),
        )  # fmt: skip


def _key(db: Connection, device: str) -> bytes:
    column = tables.device.c
    return bytes(db.execute(select(column.key).where(column.name == device)).scalar_one())
