# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts: what a depot says it holds, as a leaf of its log that can never be taken back.

A leaf is one canonical statement.  A receipt is that leaf, its place, the path to the root and the
signed head of the log; only one that was verified here makes anything "sent".
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.ledger import depot as ledger_depot
from db.ledger.depot import LEAF_LIMIT, TYPE, Said
from db.ledger.tree import leaf_hash, verify_inclusion
from db.model.digest import Digest
from db.model.ids import VaultId
from sync import framing
from sync.checkpoint import LogHead
from sync.errors import BrokenPromiseError, MalformedMessageError

__all__ = [
    "LEAF_LIMIT",
    "LIMIT",
    "TYPE",
    "Receipt",
    "Said",
    "Statement",
    "expect",
    "names_hash",
    "write",
]

LIMIT: Final = 16 * 1024
MOST: Final = 2**53 - 1
_PARTS: Final = frozenset({"checkpoint", "index", "leaf", "steps"})


class Statement(ledger_depot.Statement):
    """One statement of a depot, as it came over a line."""

    __slots__ = ()

    @classmethod
    def parse(cls, leaf: bytes) -> Self:
        """Read a leaf; raise MalformedMessageError for any other form."""
        try:
            return super().parse(leaf)
        except DamagedError as error:
            raise MalformedMessageError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Receipt:
    """A statement with its proof, as it is kept.

    `growth`: the proof that the log the asker knew is the beginning of the one under `head`.
    `body`: the exact bytes that came.
    """

    statement: Statement
    leaf: bytes
    index: int
    head: LogHead
    path: tuple[bytes, ...]
    growth: tuple[bytes, ...]
    body: bytes

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a receipt; raise MalformedMessageError or NewerFormatError.  Verifies nothing."""
        head, tail = framing.unpack(body, "receipt", _PARTS, LIMIT)
        try:
            leaf = framing.text(head["leaf"], LEAF_LIMIT).encode()
        except UnicodeEncodeError as error:
            message = "not a receipt"
            raise MalformedMessageError(message) from error
        names = framing.hashes(tail)
        steps = framing.whole(head["steps"], len(names))
        return cls(
            Statement.parse(leaf),
            leaf,
            framing.whole(head["index"], MOST),
            LogHead.parse(framing.text(head["checkpoint"])),
            names[:steps],
            names[steps:],
            body,
        )

    def proven(self, log_key: bytes) -> bool:
        """Tell whether the log's owner signed a head under which the statement really stands."""
        same = self.statement.depot == self.head.depot
        leaf = leaf_hash(self.leaf)
        inside = verify_inclusion(leaf, self.index, self.head.size, self.path, self.head.root)
        return same and inside and self.head.signed_by(log_key)


def write(
    leaf: bytes, index: int, checkpoint: str, path: Sequence[bytes], growth: Sequence[bytes]
) -> bytes:
    """Return a receipt as it travels."""
    return framing.pack(
        "receipt",
        b"".join((*path, *growth)),
        checkpoint=checkpoint,
        index=index,
        leaf=leaf.decode(),
        steps=len(path),
    )


def names_hash(names: Iterable[bytes]) -> Digest:
    """Return what a statement says of names: SHA-256 over them in order, each once."""
    return Digest(hashlib.sha256(b"".join(sorted(set(names)))).digest())


def expect(
    receipt: Receipt,
    *,
    kind: Said,
    log_key: bytes,
    depot: str,
    device: str,
    vault: VaultId,
    names: Iterable[bytes],
    size: int | None = None,
    root: Digest | None = None,
) -> Receipt:
    """Return a receipt that says what was asked and proves it; raise BrokenPromiseError."""
    said = receipt.statement
    if not receipt.proven(log_key):
        raise BrokenPromiseError(_UNPROVEN, kind="unproven")
    same = said.kind is kind and (said.depot, said.device, said.vault) == (depot, device, vault)
    sized = (size is None or said.size == size) and (root is None or said.root == root)
    if not same or not sized or said.names != names_hash(names):
        raise BrokenPromiseError(_OTHER, kind="other-statement")
    return receipt


_UNPROVEN: Final = "a receipt is not proven by the depot's log"
_OTHER: Final = "a receipt states something else than was asked"
