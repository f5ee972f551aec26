# SPDX-License-Identifier: GPL-3.0-or-later
"""The Merkle tree of RFC 6962 over the entries: one hash that stands for all of them.

`Frontier` appends in O(log n) without the old leaves; `root`, `inclusion` and `consistency` work on
all leaf hashes; the two `verify_*` functions need only a proof.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.model.digest import Digest

LEAF: Final = b"\x00"
NODE: Final = b"\x01"
EMPTY: Final = Digest(hashlib.sha256(b"").digest())


def leaf_hash(body: bytes) -> Digest:
    """Return the leaf hash of an entry's bytes (RFC 6962 §2.1)."""
    return Digest(hashlib.sha256(LEAF + body).digest())


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: the roots of its largest complete subtrees, left to right."""

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def add(self, leaf: Digest) -> Self:
        """Return the frontier with one more leaf."""
        edge = [*self.edge, leaf.value]
        size = self.size
        while size & 1:
            right = edge.pop()
            edge.append(_node(edge.pop(), right))
            size >>= 1
        return type(self)(self.size + 1, tuple(edge))

    @property
    def root(self) -> Digest:
        """Return the root hash of the whole tree."""
        if not self.edge:
            return EMPTY
        value = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            value = _node(left, value)
        return Digest(value)


def root(leaves: Sequence[bytes]) -> Digest:
    """Return the root hash over leaf hashes."""
    if not leaves:
        return EMPTY
    return Digest(_root(leaves))


def _root(leaves: Sequence[bytes]) -> bytes:
    # Level by level: a lone node at the right edge moves up unchanged, which is RFC 6962's split.
    row = list(leaves)
    sha256 = hashlib.sha256
    while len(row) > 1:
        pairs = [sha256(NODE + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        if len(row) % 2:
            pairs.append(row[-1])
        row = pairs
    return row[0]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the audit path of leaf `index` (RFC 6962 §2.1.1)."""
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion(leaves[:split], index), _root(leaves[split:]))
    return (*inclusion(leaves[split:], index - split), _root(leaves[:split]))


def consistency(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """Return the proof that the first `old` leaves are a prefix of all (RFC 6962 §2.1.2)."""
    if old in {0, len(leaves)}:
        return ()
    return _subproof(leaves, old, whole=True)


def _subproof(leaves: Sequence[bytes], old: int, *, whole: bool) -> tuple[bytes, ...]:
    if old == len(leaves):
        return () if whole else (_root(leaves),)
    split = _split(len(leaves))
    if old <= split:
        return (*_subproof(leaves[:split], old, whole=whole), _root(leaves[split:]))
    return (*_subproof(leaves[split:], old - split, whole=False), _root(leaves[:split]))


def verify_inclusion(
    leaf: Digest, index: int, size: int, path: Sequence[bytes], expected: Digest
) -> bool:
    """Tell whether `leaf` stands at `index` of the tree of `size` with root `expected`."""
    if not 0 <= index < size:
        return False
    position, last, value = index, size - 1, leaf.value
    for step in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            value = _node(step, value)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            value = _node(value, step)
        position >>= 1
        last >>= 1
    return last == 0 and value == expected.value


def verify_consistency(
    old_size: int, old: Digest, new_size: int, new: Digest, path: Sequence[bytes]
) -> bool:
    """Tell whether the tree `old` is a prefix of the tree `new` (RFC 9162 §2.1.4.2)."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return old == new and not path
    if old_size == 0:
        return not path
    steps = list(path)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old.value)
    if not steps:
        return False
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position >>= 1
        last >>= 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            first, second = _node(step, first), _node(step, second)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            second = _node(second, step)
        position >>= 1
        last >>= 1
    return last == 0 and first == old.value and second == new.value
