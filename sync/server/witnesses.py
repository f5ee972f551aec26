# SPDX-License-Identifier: GPL-3.0-or-later
"""The witnesses of a depot's log: whose signatures it takes, keeps and shows.

A witness is another office.  It asks for the newest head with the proof of growth since the last
one it signed, and brings its signature back; the depot cannot make one itself.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from db.errors import DamagedError
from db.seal.cosignature import WitnessKey
from sync import witnessing
from sync.errors import MalformedMessageError
from sync.server import tables
from sync.server.log import Log, epoch
from sync.server.refusals import DepotRefusalError, StaleError, UnwantedError
from sync.server.tables import meta
from sync.witnessing import MOST, NAME, Cosigned, Growth, Testimony

TILE: Final = 8
"""Levels in one tile (c2sp.org/tlog-tiles): 256 hashes."""

witness: Final = Table(
    "witness",
    meta,
    Column("name", String(NAME), primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("added_us", BigInteger, nullable=False),
    Column("epoch", Integer),
    Column("size", BigInteger),
    Column("note", Text),
    Column("time_s", BigInteger),
)


class ForeignWitnessError(DepotRefusalError):
    """A signature of somebody whom the operator did not name as a witness."""

    status: ClassVar[int] = 403
    code: ClassVar[str] = "foreign-witness"


class TooManyWitnessesError(DepotRefusalError):
    """As many witnesses as are listened to were named already."""

    code: ClassVar[str] = "too-many-witnesses"


@dataclass(frozen=True, slots=True)
class Witness:
    """Whom the operator named, and the newest head they signed; None before the first.

    `time_s`: when, by their own clock.
    """

    key: WitnessKey
    added_us: int
    last: Cosigned | None
    time_s: int | None


def witnesses(db: Connection) -> tuple[Witness, ...]:
    """Return all witnesses by name."""
    return tuple(
        Witness(
            WitnessKey(str(row.name), bytes(row.key)),
            int(row.added_us),
            None if row.note is None else Cosigned.parse(str(row.note)),
            None if row.time_s is None else int(row.time_s),
        )
        for row in db.execute(select(witness).order_by(witness.c.name))
    )


def name(db: Connection, written: str, now_us: int) -> WitnessKey:
    """Listen to a witness from now on; one of the same name with another key is replaced.

    Raise DamagedError for a mistyped key, TooManyWitnessesError.
    """
    key = WitnessKey.read(written)
    if len(key.name) > NAME:
        message = "the name of a witness is too long"
        raise DamagedError(message)
    known = db.execute(select(witness).where(witness.c.name == key.name)).first()
    if known is not None and bytes(known.key) == key.public_key:
        return key
    db.execute(delete(witness).where(witness.c.name == key.name))
    if db.execute(select(func.count()).select_from(witness)).scalar_one() >= MOST:
        message = "no more witnesses are listened to"
        raise TooManyWitnessesError(message)
    row = {"name": key.name, "key": key.public_key, "added_us": now_us}
    db.execute(insert(witness).values(**row))
    return key


def forget(db: Connection, named: str) -> bool:
    """Listen to a witness no more; tell whether there was one."""
    return db.execute(delete(witness).where(witness.c.name == named)).rowcount > 0


class WitnessStand:
    """What witnesses ask a depot, and what it says of them.  Called in the lane's thread."""

    def __init__(self, log: Log, log_key: bytes) -> None:
        self._log = log
        self._key = log_key

    def checkpoint(self, db: Connection) -> str:
        """Return the newest head, with the signatures of witnesses who signed exactly it."""
        head = self._log.head(db)
        lines = [
            one.line
            for seen in witnesses(db)
            if seen.last is not None and seen.last.text == head.note.partition("\n\n")[0] + "\n"
            for one in seen.last.cosignatures
        ]
        return head.note + "".join(f"{line}\n" for line in lines)

    def growth(self, db: Connection, old: int) -> bytes:
        """Return the newest head with the proof from `old` leaves; raise StaleError beyond it."""
        head, path = self._log.stand(db, old)
        if old > head.size:
            message = "the log is shorter than that"
            raise StaleError(message, head=head.note)
        return Growth(old, path, head.note).emit()

    def take(self, db: Connection, body: bytes) -> None:
        """Keep a witness's signature over a head of this log.

        Raise MalformedMessageError, ForeignWitnessError, or StaleError for a head of another epoch
        or one older than that the same witness signed already.
        """
        try:
            cosigned = Cosigned.parse(body.decode())
        except UnicodeDecodeError as error:
            raise MalformedMessageError(_BAD) from error
        if len(cosigned.cosignatures) != 1 or not cosigned.head.signed_by(self._key):
            raise MalformedMessageError(_BAD)
        (one,) = cosigned.cosignatures
        row = db.execute(select(witness).where(witness.c.name == one.name)).first()
        if row is None or not one.by(WitnessKey(one.name, bytes(row.key)), cosigned.text):
            message = "no witness of this log signs like this"
            raise ForeignWitnessError(message)
        head = cosigned.head
        ours = self._log.head(db)
        known = (row.epoch, row.size, row.time_s) if row.note is not None else (0, 0, 0)
        if head.epoch != ours.epoch or (head.epoch, head.size, one.time_s) < known:
            message = "a newer head was signed by this witness"
            raise StaleError(message, head=ours.note)
        kept = {"epoch": head.epoch, "size": head.size, "time_s": one.time_s}
        this = witness.c.name == one.name
        db.execute(update(witness).where(this).values(**kept, note=cosigned.emit()))

    def witnessed(self, db: Connection, known: int) -> bytes:
        """Return what each witness signed last, with the proof to or from a log of `known`."""
        now = epoch(db)
        size = self._log.size(db)
        found = [
            Testimony(
                one.key,
                one.last,
                self._log.consistency(
                    db, min(known, one.last.head.size), max(known, one.last.head.size)
                ),
            )
            for one in witnesses(db)
            if one.last is not None
            and one.last.head.epoch == now
            and max(known, one.last.head.size) <= size
        ]
        return witnessing.write(found)


def tile(db: Connection, level: int, place: int, width: int) -> bytes:
    """Return `width` hashes of a tile; raise UnwantedError for what is not there.

    Levels of tiles are eight levels of the tree apart.
    """
    node = tables.node.c
    first = place << TILE
    query = (
        select(node.hash)
        .where(node.level == level * TILE, node.place >= first, node.place < first + width)
        .order_by(node.place)
    )
    found = [bytes(value) for (value,) in db.execute(query)]
    if len(found) != width:
        message = "the log has no such tile"
        raise UnwantedError(message)
    return b"".join(found)


_BAD: Final = "not a head of this log with one signature of a witness"
