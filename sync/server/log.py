# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's log: an RFC 6962 tree whose complete subtrees are stored, so proofs cost log n.

Several processes may write it, one at a time: who appends waits for their turn, and gives it back
with the commit.  Nothing of the tree is remembered between two pieces of work, so no process can
sign what another one has undone; a proof reads all it needs in one query.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Label, func, insert, select, tuple_

from db.ledger.tree import EMPTY, NODE, leaf_hash
from db.model.digest import Digest
from db.seal.signature import Signer
from sync import receipts
from sync.checkpoint import LogHead
from sync.receipts import Statement
from sync.server import tables
from sync.server.refusals import MovedError
from sync.server.tables import Turn

T = TypeVar("T")
Place = tuple[int, int]
"""A complete subtree: its level, and its place among those of the level."""
Lookup = Callable[[Place], bytes]
_Nodes = dict[Place, bytes]


class Log:
    """Appends statements and proves them, each within the caller's transaction."""

    def __init__(self, depot: str, signer: Signer) -> None:
        self._depot = depot
        self._signer = signer

    def size(self, db: Connection) -> int:
        """Return the number of leaves; raise MovedError when this log goes on elsewhere."""
        return _stand(db)[1]

    def head(self, db: Connection) -> LogHead:
        """Return the signed head of the log as it stands."""
        return self.stand(db, 0)[0]

    def stand(self, db: Connection, known: int) -> tuple[LogHead, tuple[bytes, ...]]:
        """Return the signed head, and the proof that a log of `known` leaves is its prefix."""
        number, size = _stand(db)

        def work(node: Lookup) -> tuple[bytes, tuple[bytes, ...]]:
            return _root(node, size), _consistency(node, known, size)

        root, path = _with_nodes(db, work)
        return self._signed(number, size, root), path

    def say(self, db: Connection, statement: Statement, known: int = 0) -> bytes:
        """Write a statement and return its receipt, with the proof from a log of `known` leaves.

        What was said before in the same words, but for the time, is not said again: the receipt
        for it is returned.  The receipt may be handed out once the transaction is committed.
        """
        said = _said(statement)
        leaf = tables.leaf.c
        found = db.execute(select(leaf.place, leaf.body).where(leaf.said == said)).first()
        if found is None:
            tables.in_turn(db, Turn.LOG)
        number, size = _stand(db)
        if found is None:
            place, body = size, statement.leaf()
            size += 1
        else:
            place, body = int(found.place), bytes(found.body)

        def work(node: Lookup) -> tuple[_Nodes, bytes, tuple[bytes, ...], tuple[bytes, ...]]:
            grown = _grown(node, place, body) if found is None else {}

            def both(wanted: Place) -> bytes:
                return grown[wanted] if wanted in grown else node(wanted)

            path = _inclusion(both, place, 0, size)
            return grown, _root(both, size), path, _consistency(both, known, size)

        grown, root, path, growth = _with_nodes(db, work)
        if grown:
            db.execute(insert(tables.leaf).values(place=place, said=said, body=body))
            rows = [{"level": level, "place": at, "hash": it} for (level, at), it in grown.items()]
            db.execute(insert(tables.node), rows)
        head = self._signed(number, size, root)
        return receipts.write(body, place, head.note, path, growth)

    def consistency(self, db: Connection, old: int, new: int) -> tuple[bytes, ...]:
        """Return the proof that the log of `old` leaves is a prefix of that of `new`."""
        return _with_nodes(db, lambda node: _consistency(node, old, new))

    def edge(self, db: Connection, size: int) -> tuple[bytes, ...]:
        """Return the roots of the largest complete subtrees of the first `size` leaves."""

        def work(node: Lookup) -> tuple[bytes, ...]:
            parts, low = [], 0
            for level in reversed(range(size.bit_length())):
                if size >> level & 1:
                    parts.append(node((level, low >> level)))
                    low += 1 << level
            return tuple(parts)

        return _with_nodes(db, work)

    def leaves(self, db: Connection, first: int) -> tuple[bytes, ...]:
        """Return the hashes of all leaves from `first` on."""
        node = tables.node.c
        query = select(node.hash).where(node.level == 0, node.place >= first).order_by(node.place)
        return tuple(bytes(value) for (value,) in db.execute(query))

    def _signed(self, number: int, size: int, root: bytes) -> LogHead:
        return LogHead.sign(self._depot, number, size, Digest(root), self._signer)


def epoch(db: Connection) -> int:
    """Return how often this log was begun anew from a backup, counted from 1."""
    return _stand(db)[0]


def _stand(db: Connection) -> tuple[int, int]:
    """Return epoch and number of leaves, of one moment; raise MovedError."""
    setting = tables.setting.c

    def told(name: str) -> Label[str]:
        return select(setting.value).where(setting.name == name).scalar_subquery().label(name)

    last = select(func.max(tables.leaf.c.place)).scalar_subquery().label("last")
    row = db.execute(select(told("epoch"), told("moved"), last)).one()
    if row.moved is not None:
        message = "this log goes on in another database"
        raise MovedError(message, seconds="3600")
    return int(row.epoch), 0 if row.last is None else int(row.last) + 1


def _with_nodes(db: Connection, work: Callable[[Lookup], T]) -> T:
    """Do `work` with the subtrees it asks for: it runs once to hear which, and then with them."""
    asked: set[Place] = set()

    def hear(place: Place) -> bytes:
        asked.add(place)
        return b""

    work(hear)
    return work(_read(db, sorted(asked)).__getitem__)


def _read(db: Connection, places: list[Place]) -> _Nodes:
    if not places:
        return {}
    node = tables.node.c
    query = select(node.level, node.place, node.hash).where(
        tuple_(node.level, node.place).in_(places)
    )
    return {(int(row.level), int(row.place)): bytes(row.hash) for row in db.execute(query)}


def _grown(node: Lookup, place: int, body: bytes) -> _Nodes:
    """Return the subtrees that a new leaf completes."""
    at, level = place, 0
    value = leaf_hash(body).value
    grown = {(level, at): value}
    while at & 1:
        value = _join(node((level, at - 1)), value)
        level, at = level + 1, at >> 1
        grown[level, at] = value
    return grown


def _root(node: Lookup, size: int) -> bytes:
    return EMPTY.value if size == 0 else _subtree(node, 0, size)


def _consistency(node: Lookup, old: int, new: int) -> tuple[bytes, ...]:
    return _subproof(node, old, 0, new, whole=True) if 0 < old < new else ()


def _subtree(node: Lookup, low: int, high: int) -> bytes:
    count = high - low
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node((level, low >> level))
    split = low + _split(count)
    return _join(_subtree(node, low, split), _subtree(node, split, high))


def _inclusion(node: Lookup, place: int, low: int, high: int) -> tuple[bytes, ...]:
    if high - low == 1:
        return ()
    split = low + _split(high - low)
    if place < split:
        other = _subtree(node, split, high)
        return (*_inclusion(node, place, low, split), other)
    other = _subtree(node, low, split)
    return (*_inclusion(node, place, split, high), other)


def _subproof(node: Lookup, old: int, low: int, high: int, *, whole: bool) -> tuple[bytes, ...]:
    if old == high:
        return () if whole else (_subtree(node, low, high),)
    split = low + _split(high - low)
    if old <= split:
        other = _subtree(node, split, high)
        return (*_subproof(node, old, low, split, whole=whole), other)
    other = _subtree(node, low, split)
    return (*_subproof(node, old, split, high, whole=False), other)


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
