# SPDX-License-Identifier: GPL-3.0-or-later
"""What arrived of unfinished chunks, for a depot whose store of media keeps no parts.

It lies in the database that all processes share, so that a chunk goes on over any of them.  How
much arrived is the length of what is there: no second note can disagree.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Column, Connection, LargeBinary, Table, delete, func, insert, select, update

from sync.server.refusals import OffsetError
from sync.server.tables import meta

part: Final = Table(
    "part",
    meta,
    Column("name", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)


def lengths(db: Connection, names: Sequence[bytes]) -> Mapping[bytes, int]:
    """Return how much arrived of those of a few chunks of which something did."""
    query = select(part.c.name, func.length(part.c.body)).where(part.c.name.in_(names))
    return {bytes(name): int(length) for name, length in db.execute(query)}


def begun(db: Connection, name: bytes) -> bytes:
    """Return what arrived of a chunk."""
    found = db.execute(select(part.c.body).where(part.c.name == name)).scalar()
    return b"" if found is None else bytes(found)


def add(db: Connection, name: bytes, offset: int, piece: bytes) -> int:
    """Keep a piece that begins at `offset` and return how much there is now.

    Raise OffsetError when another writer was faster.
    """
    this = part.c.name == name
    if offset == 0:
        if db.execute(select(part.c.name).where(this)).first() is None:
            db.execute(insert(part).values(name=name, body=piece))
            return len(piece)
    else:
        follows = this & (func.length(part.c.body) == offset)
        # Put together here: not every database joins bytes as others do.
        held = db.execute(select(part.c.body).where(follows).with_for_update()).scalar()
        if held is not None:
            db.execute(update(part).where(this).values(body=bytes(held) + piece))
            return offset + len(piece)
    message = "a newer request writes this chunk"
    raise OffsetError(message, offset=str(lengths(db, [name]).get(name, 0)))


def drop(db: Connection, name: bytes) -> None:
    """Forget what arrived of a chunk: it is whole, or was of other bytes."""
    db.execute(delete(part).where(part.c.name == name))
