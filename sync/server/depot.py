# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's verbs, without any wire: each runs in the lane and answers with a message.

Everything is idempotent.  A receipt is made only over what is committed and flushed before the
receipt itself is handed out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table, func, insert, select, update

from db.model.digest import Digest
from db.model.ids import VaultId
from db.model.moment import iso
from db.seal.signature import Signer, signed
from sync import messages
from sync.cargo import Manifest, Parcel, bag, unbag
from sync.enrolment import REQUEST, Application, device_name, request_body
from sync.messages import EMPTY, Claim, Entries, Missing, Piece, Proof, State
from sync.receipts import Said, Statement, names_hash
from sync.server import code_notes, copies, parts, tables
from sync.server.log import Log, epoch
from sync.server.media import Media
from sync.server.refusals import (
    BadEntryError,
    CodeError,
    DepotRefusalError,
    NoRoomError,
    RevokedError,
    UnknownDeviceError,
    UnwantedError,
)
from sync.server.tables import Turn

QUOTA: Final = 200 * 1024**3
VERSIONS: Final = 4
"""How many parcels one entry may have for one load: a new office key seals anew."""
MANY: Final = 500
AT_A_TIME: Final = 50
"""How many manifests are in memory at once: each may name thousands of chunks."""
SEEN_US: Final = 60_000_000
"""How exactly it is noted when a device was last seen: a write for every request is dear."""
EPOCH_US: Final = 1_577_836_800_000_000
HOUR_US: Final = 3_600_000_000
FEED_PIECES: Final = 50
FEED_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chunk that a device named: its length, whether it is there, and what of it was begun.

    `arrived` counts what lies in the database; a store that keeps parts is asked itself.
    """

    size: int
    whole: bool
    arrived: int


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled laptop, as a request found it."""

    name: str
    vault: VaultId
    founder: bytes
    room: int


class Depot:
    """One office's depot.  Every method is called in the lane's thread."""

    def __init__(self, name: str, signer: Signer, media: Media, now_us: Callable[[], int]) -> None:
        self.name = name
        self.log = Log(name, signer)
        self._media = media
        self._now_us = now_us

    # -- who ----------------------------------------------------------------------------------

    def admit(
        self, db: Connection, name: str, signature: bytes, method: str, path: str,
        body: bytes | None,
    ) -> Device:  # fmt: skip
        """Return who sent a request; raise UnknownDeviceError or RevokedError."""
        row = db.execute(select(tables.device).where(tables.device.c.name == name)).first()
        told = request_body(self.name, method, path, body)
        if row is None or not signed(bytes(row.key), signature, REQUEST, told):
            message = "nobody enrolled signs like this"
            raise UnknownDeviceError(message)
        if row.revoked_us is not None:
            message = "this device was revoked"
            raise RevokedError(message)
        now = self._now_us()
        if row.seen_us is None or abs(now - row.seen_us) >= SEEN_US:
            this = tables.device.c.name == name
            db.execute(update(tables.device).where(this).values(seen_us=now))
        room = max(0, int(row.quota) - int(row.used))
        return Device(name, VaultId(row.vault), bytes(row.founder), room)

    def enrol(self, db: Connection, body: bytes) -> bytes:
        """Take an application that a valid code was used for; return its receipt."""
        application = Application.parse(body)
        known = tables.invitation.c
        chosen = select(tables.invitation).where(known.code == application.code)
        row = db.execute(chosen.with_for_update()).first()
        name = device_name(application.device)
        if row is None or not application.fits(bytes(row.kept)):
            message = "no such code was given out"
            raise CodeError(message, why="unknown")
        this = known.code == application.code
        if row.used_by is not None and row.used_by != name:
            message = "this code was used already"
            raise CodeError(message, why="spent")
        if row.used_by is None:
            if self._now_us() > row.until_us:
                message = "this code is too old"
                raise CodeError(message, why="late")
            db.execute(update(tables.invitation).where(this).values(used_by=name))
            self._welcome(db, application, name)
            code_notes.follow(db, application.code, application.vault)
        statement = self._statement(
            Said.ENROLLED, name, application.vault, 0, EMPTY, [application.name]
        )
        return self.log.say(db, statement)

    def _welcome(self, db: Connection, application: Application, name: str) -> None:
        device = tables.device
        vault = application.vault
        found = db.execute(select(device.c.founder).where(device.c.vault == vault)).first()
        if found is not None and bytes(found.founder) != application.founder:
            message = "this vault was enrolled with another founder"
            raise CodeError(message, why="founder")
        if db.execute(select(device.c.name).where(device.c.name == name)).first() is None:
            db.execute(
                insert(device).values(
                    name=name,
                    key=application.device,
                    vault=vault,
                    founder=application.founder,
                    label=application.label,
                    enrolled_us=self._now_us(),
                    quota=QUOTA,
                    used=0,
                )
            )
        copies.begin(db, vault)

    def alarm(self, db: Connection, body: bytes) -> None:
        """Note that a spent code was tried by another device."""
        this = tables.invitation.c.code == Application.parse(body).code
        db.execute(update(tables.invitation).where(this).values(alarm=True))

    def revoke(self, db: Connection, name: str) -> bool:
        """Refuse a device from now on; tell whether there was one to refuse."""
        this = (tables.device.c.name == name) & (tables.device.c.revoked_us.is_(None))
        done = db.execute(update(tables.device).where(this).values(revoked_us=self._now_us()))
        return done.rowcount > 0

    # -- what it has --------------------------------------------------------------------------

    def state(self, db: Connection, device: Device, log_size: int) -> bytes:
        """Return where the depot stands with the device's vault."""
        head, entries = copies.stand(db, device.vault)
        log, path = self.log.stand(db, log_size)
        piece = tables.piece.c
        mine = piece.device.is_(None) | (piece.device == device.name)
        feed = db.execute(select(func.max(piece.number)).where(mine)).scalar() or 0
        at = iso(self._now_us())
        return State(at, head, entries, int(feed), device.room, log.note, path).emit()

    def feed(self, db: Connection, device: Device, after: int) -> bytes:
        """Return the next pieces for a device, as many as fit."""
        piece = tables.piece
        mine = piece.c.device.is_(None) | (piece.c.device == device.name)
        query = (select(piece).where(piece.c.number > after, mine).order_by(piece.c.number)).limit(
            FEED_PIECES
        )
        chosen: list[bytes] = []
        for row in db.execute(query):
            body = Piece(int(row.number), row.kind, iso(row.at_us), bytes(row.body)).emit()
            if chosen and sum(map(len, chosen)) + len(body) > FEED_BYTES:
                break
            chosen.append(body)
        return bag(chosen)

    def offer(self, db: Connection, kind: str, body: bytes, device: str | None = None) -> int:
        """Put something out for one device or for all; return its number."""
        tables.in_turn(db, Turn.FEED)
        row = {"kind": kind, "body": body, "device": device, "at_us": self._now_us()}
        made = insert(tables.piece).values(**row).returning(tables.piece.c.number)
        return int(db.execute(made).scalar_one())

    # -- what it takes ------------------------------------------------------------------------

    def prove(self, db: Connection, device: Device, body: bytes, known: int = 0) -> bytes:
        """Take the head of a ledger and the hashes of what is new in it.

        `known`: how many leaves of the log the asker knows.
        """
        proof = Proof.parse(body)
        copies.prove(db, device.vault, proof)
        head, name = proof.head, messages.name_of(body)
        said = self._statement(Said.HEAD, device.name, device.vault, head.size, head.root, [name])
        return self.log.say(db, said, known)

    def entries(self, db: Connection, device: Device, body: bytes) -> bytes:
        """Take a run of entries; say how many are stored without a gap."""
        run = Entries.parse(body)
        stored = copies.grow(db, device.vault, device.founder, run)
        return Missing(stored, 0, ()).emit()

    def parcels(self, db: Connection, device: Device, body: bytes) -> bytes:
        """Take parcels; what is there already is passed over."""
        pieces = unbag(body)
        _hold(db, device)
        named = {messages.name_of(piece): piece for piece in pieces}
        known = _present(db, tables.parcel, device.vault, named)
        fresh = {name: Parcel.parse(piece) for name, piece in named.items() if name not in known}
        versions = _versions(db, device, {parcel.seq for parcel in fresh.values()})
        for parcel in fresh.values():
            _must_be_own(device, parcel.vault)
            versions[parcel.seq, parcel.load] += 1
        if versions and max(versions.values()) > VERSIONS:
            message = "an entry has no more parcels than that"
            raise BadEntryError(message)
        if fresh:
            self._charge(db, device, sum(len(named[name]) for name in fresh))
            rows = [
                {"vault": device.vault, "name": name, "seq": parcel.seq, "load": parcel.load}
                | {"body": named[name]}
                for name, parcel in fresh.items()
            ]
            db.execute(insert(tables.parcel), rows)
        _, stored = copies.stand(db, device.vault)
        return Missing(stored, 0, ()).emit()

    def manifests(self, db: Connection, device: Device, body: bytes) -> bytes:
        """Take manifests; say which of their chunks, counted through all of them, are missing."""
        chunks: list[bytes] = []
        pieces = unbag(body)
        _hold(db, device)
        known = _present(db, tables.manifest, device.vault, map(messages.name_of, pieces))
        fresh: dict[bytes, tuple[Manifest, bytes]] = {}
        for piece in pieces:
            manifest, name = Manifest.parse(piece), messages.name_of(piece)
            _must_be_own(device, manifest.vault)
            if name not in known:
                fresh[name] = (manifest, piece)
            chunks.extend(manifest.chunks)
        if fresh:
            self._expect(db, device, fresh)
        have = _whole(db, chunks)
        missing = tuple(place for place, name in enumerate(chunks) if name not in have)
        begun = self._arrived(db, [chunks[place] for place in missing[:MANY]])
        partial = [
            (place, begun[chunks[place]]) for place in missing[:MANY] if chunks[place] in begun
        ]
        _, stored = copies.stand(db, device.vault)
        return Missing(stored, len(chunks), missing, tuple(partial)).emit()

    def _arrived(self, db: Connection, names: Sequence[bytes]) -> Mapping[bytes, int]:
        """Return how much there is of those of a few chunks that have begun to arrive."""
        if not self._media.keeps_parts:
            return parts.lengths(db, names)
        offsets = {name: self._media.offset(name) for name in names}
        return {name: offset for name, offset in offsets.items() if offset}

    def _expect(
        self, db: Connection, device: Device, fresh: Mapping[bytes, tuple[Manifest, bytes]]
    ) -> None:
        """Write new manifests down, and let their chunks be sent."""
        room = sum(manifest.bytes + len(piece) for manifest, piece in fresh.values())
        self._charge(db, device, room)
        own = [
            {"vault": device.vault, "name": name, "item": manifest.item, "body": piece}
            | {"complete": False}
            for name, (manifest, piece) in fresh.items()
        ]
        db.execute(insert(tables.manifest), own)
        named: dict[bytes, int] = {}
        for manifest, _ in fresh.values():
            for place, name in enumerate(manifest.chunks):
                named.setdefault(name, manifest.length(place))
        rows = [
            {"vault": device.vault, "name": name, "size": size}
            for name, size in sorted(named.items())
        ]
        tables.insert_new(db, tables.wanted, rows)

    def _charge(self, db: Connection, device: Device, size: int) -> None:
        """Count bytes against the quota in one statement; raise NoRoomError when it is used up."""
        column = tables.device.c
        fits = (column.name == device.name) & (column.used + size <= column.quota)
        charged = update(tables.device).where(fits).values(used=column.used + size)
        if db.execute(charged).rowcount == 0:
            message = "the room that the office gave is used up"
            raise NoRoomError(message)

    def wanted(self, db: Connection, device: Device, name: bytes) -> Wanted:
        """Return what is known of a chunk; raise UnwantedError when the device named none such."""
        column, chunk, part = tables.wanted.c, tables.chunk, parts.part
        query = (
            select(column.size, chunk.c.name, func.length(part.c.body))
            .outerjoin(chunk, chunk.c.name == column.name)
            .outerjoin(part, part.c.name == column.name)
            .where(column.vault == device.vault, column.name == name)
        )
        found = db.execute(query).first()
        if found is None:
            message = "no manifest of this device names that chunk"
            raise UnwantedError(message)
        size, there, arrived = found
        return Wanted(int(size), there is not None, int(arrived or 0))

    def settled(self, db: Connection, name: bytes, size: int) -> None:
        """Write down that a chunk is whole and flushed."""
        tables.insert_new(db, tables.chunk, [{"name": name, "size": size}])
        if not self._media.keeps_parts:
            parts.drop(db, name)

    def claim(self, db: Connection, device: Device, body: bytes, known: int = 0) -> bytes:
        """Return a receipt over everything claimed, or what of it is missing.

        `known`: how many leaves of the log the asker knows.
        """
        claim = Claim.parse(body)
        stored, root = copies.reach(db, device.vault, claim.entries)
        have = _present(db, tables.parcel, device.vault, claim.names)
        have |= self._complete(db, device, set(claim.names) - have)
        missing = tuple(place for place, name in enumerate(claim.names) if name not in have)
        if missing or root is None:
            return Missing(stored, len(claim.names), missing).emit()
        said = self._statement(
            Said.STORED, device.name, device.vault, claim.entries, root, claim.names
        )
        return self.log.say(db, said, known)

    def _complete(self, db: Connection, device: Device, names: set[bytes]) -> set[bytes]:
        """Return those manifests whose chunks are all there."""
        complete = set()
        column = tables.manifest.c
        for some in _by_many(sorted(names), AT_A_TIME):
            query = select(column.name, column.body, column.complete).where(
                column.vault == device.vault, column.name.in_(some)
            )
            rows = {bytes(row.name): row for row in db.execute(query)}
            open_ = {
                name: set(Manifest.parse(bytes(row.body)).chunks)
                for name, row in rows.items()
                if not row.complete
            }
            have = _whole(db, sorted(set[bytes]().union(*open_.values())))
            filled = sorted(name for name, chunks in open_.items() if chunks <= have)
            if filled:
                these = (column.vault == device.vault) & column.name.in_(filled)
                db.execute(update(tables.manifest).where(these).values(complete=True))
            complete |= (rows.keys() - open_.keys()) | set(filled)
        return complete

    def note(self, db: Connection, vault: VaultId, seen: copies.ForkSeenError) -> None:
        """Keep both heads of a fork; the same fork once."""
        column = tables.breach.c
        detail = f"{seen.known}\n{seen.shown}"
        same = (column.vault == vault) & (column.detail == detail)
        if db.execute(select(column.number).where(same)).first() is None:
            row = {"vault": vault, "kind": seen.kind, "detail": detail, "at_us": self._now_us()}
            db.execute(insert(tables.breach).values(**row))

    def restored(self, db: Connection) -> None:
        """Begin a new epoch of the log, and say in it what was put back.

        Its number is at least the hours since 2020: two restores of one backup do not share it.
        """
        name = tables.setting.c.name
        tables.in_turn(db, Turn.LOG)
        size = self.log.size(db)
        again = str(max(epoch(db) + 1, (self._now_us() - EPOCH_US) // HOUR_US))
        db.execute(update(tables.setting).where(name == "epoch").values(value=again))
        vault = VaultId("0" * 26)
        said = self._statement(Said.RESTORED, again, vault, size, EMPTY, [])
        self.log.say(db, said)

    def heal(self, db: Connection) -> int:
        """Drop rows of chunks whose files are gone, and make rows for files without; count them.

        Only after a crash or a restore; whoever has a receipt for what is gone is told by claims.
        """
        here = set(self._media.names())
        rows = {bytes(name) for (name,) in db.execute(select(tables.chunk.c.name))}
        for some in _by_many(sorted(rows - here)):
            db.execute(tables.chunk.delete().where(tables.chunk.c.name.in_(some)))
            db.execute(update(tables.manifest).values(complete=False))
        for name in here - rows:
            size = len(self._media.read(name))
            db.execute(insert(tables.chunk).values(name=name, size=size))
        return len(rows ^ here)

    def _statement(
        self, kind: Said, device: str, vault: VaultId, size: int, root: Digest,
        names: Sequence[bytes],
    ) -> Statement:  # fmt: skip
        return Statement(
            kind, self.name, device, vault, self._now_us(), size, root, len(set(names)),
            names_hash(names),
        )  # fmt: skip


def _must_be_own(device: Device, vault: VaultId) -> None:
    if device.vault != vault:
        message = "this belongs to another vault"
        raise DepotRefusalError(message)


def _hold(db: Connection, device: Device) -> None:
    """Let no other request of the device write before this transaction ends."""
    name = tables.device.c.name
    db.execute(select(name).where(name == device.name).with_for_update())


def _by_many(names: Sequence[bytes], many: int = MANY) -> list[Sequence[bytes]]:
    return [names[at : at + many] for at in range(0, len(names), many)]


def _present(db: Connection, table: Table, vault: str, names: Iterable[bytes]) -> set[bytes]:
    """Return which of `names` a vault has in `table`."""
    wanted = sorted(set(names))
    found: set[bytes] = set()
    for some in _by_many(wanted):
        query = select(table.c.name).where(table.c.vault == vault, table.c.name.in_(some))
        found.update(bytes(name) for (name,) in db.execute(query))
    return found


def _versions(db: Connection, device: Device, entries: Iterable[int]) -> Counter[tuple[int, str]]:
    """Return how many parcels each of some entries has, by what they load."""
    column = tables.parcel.c
    counted: Counter[tuple[int, str]] = Counter()
    wanted = sorted(entries)
    for at in range(0, len(wanted), MANY):
        query = (
            select(column.seq, column.load, func.count())
            .where(column.vault == device.vault, column.seq.in_(wanted[at : at + MANY]))
            .group_by(column.seq, column.load)
        )
        counted.update({(int(seq), str(load)): count for seq, load, count in db.execute(query)})
    return counted


def _whole(db: Connection, names: Sequence[bytes]) -> set[bytes]:
    """Return which chunks are there."""
    found: set[bytes] = set()
    for some in _by_many(names):
        query = select(tables.chunk.c.name).where(tables.chunk.c.name.in_(some))
        found.update(bytes(name) for (name,) in db.execute(query))
    return found
