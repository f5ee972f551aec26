# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts: what a depot says it holds, as a leaf of its log that can never be taken back.

A leaf is one canonical statement.  A receipt is that leaf, its place, the path to the root and the
signed head of the log; only one that was verified here makes anything "sent".
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from db.errors import DamagedError
from db.ledger.tree import leaf_hash, verify_inclusion
from db.model import canonical
from db.model.digest import Digest
from db.model.ids import VaultId
from db.model.moment import from_iso, iso
from sync import framing
from sync.checkpoint import LogHead
from sync.errors import BrokenPromiseError, MalformedMessageError

TYPE: Final = "segel.id/receipt/v1"
LIMIT: Final = 16 * 1024
LEAF_LIMIT: Final = 4096
MOST: Final = 2**53 - 1
_FIELDS: Final = frozenset(
    {"at", "count", "depot", "device", "kind", "names", "root", "size", "type", "vault"}
)
_PARTS: Final = frozenset({"checkpoint", "index", "leaf", "steps"})


class Said(StrEnum):
    """What a receipt is about."""

    ENROLLED = "enrolled"  # the device may come; `names`: of its application
    HEAD = "head"  # this head of the ledger was seen; `names`: of the proof it came in
    STORED = "stored"  # entries up to `size` under `root`, and these names, are on the disk
    RESTORED = "restored"  # the depot was put back to a backup of `size` leaves


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a depot.

    `at_us`: by the depot's clock.  `size`, `root`: of the vault's ledger as it stands there.
    `names`: the hash over `count` names, see `names_hash`.
    """

    kind: Said
    depot: str
    device: str
    vault: VaultId
    at_us: int
    size: int
    root: Digest
    count: int
    names: Digest

    def leaf(self) -> bytes:
        """Return the exact bytes that the log holds."""
        return canonical.to_bytes(
            {
                "at": iso(self.at_us),
                "count": self.count,
                "depot": self.depot,
                "device": self.device,
                "kind": self.kind.value,
                "names": self.names.hex,
                "root": self.root.hex,
                "size": self.size,
                "type": TYPE,
                "vault": self.vault,
            }
        )

    @classmethod
    def parse(cls, leaf: bytes) -> Self:
        """Read a leaf; raise MalformedMessageError for any other form."""
        message = "not a statement of a depot"
        try:
            if len(leaf) > LEAF_LIMIT:
                raise MalformedMessageError(message)
            told = canonical.from_bytes(leaf)
            if not isinstance(told, Mapping) or set(told) != _FIELDS or told["type"] != TYPE:
                raise MalformedMessageError(message)
            return cls(
                Said(framing.text(told["kind"], 20)),
                framing.text(told["depot"], 40),
                framing.text(told["device"], 40),
                VaultId(framing.text(told["vault"], 26)),
                from_iso(framing.text(told["at"], 27)),
                framing.whole(told["size"], MOST),
                framing.digest(told["root"]),
                framing.whole(told["count"], MOST),
                framing.digest(told["names"]),
            )
        except (DamagedError, ValueError) as error:
            raise MalformedMessageError(message) from error


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
