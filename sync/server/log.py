# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's log: an RFC 6962 tree whose complete subtrees are stored, so proofs cost log n."""

import hashlib
from typing import Final

from sqlalchemy import Connection, func, insert, select

from db.ledger.tree import EMPTY, NODE, leaf_hash
from db.model.digest import Digest
from db.seal.signature import Signer
from sync import receipts
from sync.checkpoint import LogHead
from sync.receipts import Statement
from sync.server import tables

KEPT: Final = 100_000


class Log:
    """Appends statements and proves them.  Belongs to the lane."""

    def __init__(self, depot: str, signer: Signer) -> None:
        self._depot = depot
        self._signer = signer
        self._known: dict[tuple[int, int], bytes] = {}

    def forget(self) -> None:
        """Drop what is remembered: work was undone."""
        self._known.clear()

    def size(self, db: Connection) -> int:
        """Return the number of leaves."""
        last = db.execute(select(func.max(tables.leaf.c.place))).scalar()
        return 0 if last is None else int(last) + 1

    def head(self, db: Connection) -> LogHead:
        """Return the signed head of the log as it stands."""
        size = self.size(db)
        root = EMPTY if size == 0 else Digest(self._subtree(db, 0, size))
        return LogHead.sign(self._depot, epoch(db), size, root, self._signer)

    def say(self, db: Connection, statement: Statement, known: int = 0) -> bytes:
        """Write a statement and return its receipt, with the proof from a log of `known` leaves.

        What was said before in the same words, but for the time, is not said again: the receipt
        for it is returned.
        """
        said = _said(statement)
        found = db.execute(
            select(tables.leaf.c.place, tables.leaf.c.body).where(tables.leaf.c.said == said)
        ).first()
        if found is None:
            body = statement.leaf()
            place = self._append(db, said, body)
        else:
            place, body = int(found.place), bytes(found.body)
        head = self.head(db)
        path = self._inclusion(db, place, 0, head.size)
        growth = self.consistency(db, known, head.size)
        return receipts.write(body, place, head.note, path, growth)

    def consistency(self, db: Connection, old: int, new: int) -> tuple[bytes, ...]:
        """Return the proof that the log of `old` leaves is a prefix of that of `new`."""
        if not 0 < old < new:
            return ()
        return self._subproof(db, old, 0, new, whole=True)

    def edge(self, db: Connection, size: int) -> tuple[bytes, ...]:
        """Return the roots of the largest complete subtrees of the first `size` leaves."""
        parts, low = [], 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                parts.append(self._node(db, level, low >> level))
                low += 1 << level
        return tuple(parts)

    def leaves(self, db: Connection, first: int) -> tuple[bytes, ...]:
        """Return the hashes of all leaves from `first` on."""
        node = tables.node.c
        query = select(node.hash).where(node.level == 0, node.place >= first).order_by(node.place)
        return tuple(bytes(value) for (value,) in db.execute(query))

    def _append(self, db: Connection, said: bytes, body: bytes) -> int:
        db.execute(
            select(tables.setting.c.value).where(tables.setting.c.name == "epoch").with_for_update()
        )
        place = at = self.size(db)
        db.execute(insert(tables.leaf).values(place=place, said=said, body=body))
        value, level = leaf_hash(body).value, 0
        self._put(db, level, at, value)
        while at & 1:
            value = _join(self._node(db, level, at - 1), value)
            level, at = level + 1, at >> 1
            self._put(db, level, at, value)
        return place

    def _put(self, db: Connection, level: int, place: int, value: bytes) -> None:
        db.execute(insert(tables.node).values(level=level, place=place, hash=value))
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[level, place] = value

    def _node(self, db: Connection, level: int, place: int) -> bytes:
        value = self._known.get((level, place))
        if value is None:
            node = tables.node.c
            query = select(node.hash).where(node.level == level, node.place == place)
            value = self._known[level, place] = bytes(db.execute(query).scalar_one())
        return value

    def _subtree(self, db: Connection, low: int, high: int) -> bytes:
        count = high - low
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self._node(db, level, low >> level)
        split = low + _split(count)
        return _join(self._subtree(db, low, split), self._subtree(db, split, high))

    def _inclusion(self, db: Connection, place: int, low: int, high: int) -> tuple[bytes, ...]:
        if high - low == 1:
            return ()
        split = low + _split(high - low)
        if place < split:
            other = self._subtree(db, split, high)
            return (*self._inclusion(db, place, low, split), other)
        other = self._subtree(db, low, split)
        return (*self._inclusion(db, place, split, high), other)

    def _subproof(
        self, db: Connection, old: int, low: int, high: int, *, whole: bool
    ) -> tuple[bytes, ...]:
        if old == high:
            return () if whole else (self._subtree(db, low, high),)
        split = low + _split(high - low)
        if old <= split:
            other = self._subtree(db, split, high)
            return (*self._subproof(db, old, low, split, whole=whole), other)
        other = self._subtree(db, low, split)
        return (*self._subproof(db, old, split, high, whole=False), other)


def epoch(db: Connection) -> int:
    """Return how often this log was begun anew from a backup, counted from 1."""
    row = db.execute(select(tables.setting.c.value).where(tables.setting.c.name == "epoch"))
    return int(row.scalar_one())


def _said(statement: Statement) -> bytes:
    parts = (
        statement.kind.value,
        statement.device,
        statement.vault,
        str(statement.size),
        statement.root.hex,
        statement.names.hex,
    )
    return hashlib.sha256("\n".join(parts).encode()).digest()


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1
