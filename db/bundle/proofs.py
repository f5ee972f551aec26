# SPDX-License-Identifier: GPL-3.0-or-later
"""Merkle proofs for many entries of one ledger: hashed once, then each proof in O(log² n).

Gives exactly what `db.ledger.tree` gives, which hashes the whole tree anew for each proof.
"""

import hashlib
from collections.abc import Sequence

from db.ledger.tree import NODE


class Proofs:
    """The complete subtrees over all leaf hashes of a ledger, kept by height."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Hash every complete subtree: as many hashes as there are leaves."""
        self.size = len(leaves)
        self._rows: list[list[bytes]] = [list(leaves)]
        while len(self._rows[-1]) > 1:
            row = self._rows[-1]
            self._rows.append(
                [_node(row[at], row[at + 1]) for at in range(0, len(row) - len(row) % 2, 2)]
            )

    def root(self, size: int) -> bytes:
        """Return the root over the first `size` leaves; `size` is at least 1."""
        return self._root(0, size)

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """Return the audit path of leaf `index` in the tree of the first `size` leaves."""
        steps: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            split = start + _split(end - start)
            if index < split:
                steps.append(self._root(split, end))
                end = split
            else:
                steps.append(self._root(start, split))
                start = split
        return tuple(reversed(steps))

    def consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        """Return the proof that the first `old` leaves are a prefix of the first `size`."""
        if old in {0, size}:
            return ()
        steps: list[bytes] = []
        start, end, whole = 0, size, True
        while end != old:
            split = start + _split(end - start)
            if old <= split:
                steps.append(self._root(split, end))
                end = split
            else:
                steps.append(self._root(start, split))
                start, whole = split, False
        if not whole:
            steps.append(self._root(start, end))
        return tuple(reversed(steps))

    def _root(self, start: int, end: int) -> bytes:
        """Return the root over leaves `start` to `end`, where `start` begins a subtree."""
        if end - start == 1:
            return self._rows[0][start]
        split = _split(end - start)
        if split * 2 == end - start:
            height = split.bit_length()
            return self._rows[height][start >> height]
        return _node(self._root(start, start + split), self._root(start + split, end))


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
