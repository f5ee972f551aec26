# SPDX-License-Identifier: GPL-3.0-or-later
"""Kepala buku on paper: shown as QR and letters, and held against the ledger when it comes back."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import segno

from db.errors import InvalidInputError
from db.ledger.spoken import PREFIX, SpokenHead
from db.model.digest import Digest
from db.model.ids import VaultId
from db.store import outbox, pins
from db.store.vault import Vault

SAID_BY: Final = 200


class Verdict(StrEnum):
    """What a head says of a ledger."""

    SAME = "same"  # the ledger has this beginning
    NEWER = "newer"  # the head knows more entries: the tail was cut, or this is an older copy
    OTHER = "other"  # as many entries, another history
    ELSEWHERE = "elsewhere"  # the head of another vault


@dataclass(frozen=True, slots=True)
class Compared:
    """A head held against a ledger.  `size`: its entries; `own`: those of the ledger."""

    verdict: Verdict
    size: int
    own: int


def spoken(vault: Vault) -> SpokenHead:
    """Return the newest head as it is put on paper."""
    size = vault.head.size
    root = outbox.root_at(vault, size)
    if root is None:
        message = "a ledger reaches its own end"
        raise AssertionError(message)
    return SpokenHead.of(vault.id, size, root)


def drawn(head: SpokenHead) -> bytes:
    """Return the QR code as SVG."""
    out = io.BytesIO()
    code = segno.make(PREFIX + head.letters, error="m", boost_error=False, micro=False)
    code.save(out, kind="svg", scale=4, border=3, xmldecl=False, svgns=True)
    return out.getvalue()


def is_head(text: str) -> bool:
    """Tell whether a text is a head as it stands on paper."""
    try:
        SpokenHead.parse(text)
    except InvalidInputError:
        return False
    return True


def compare(
    head: SpokenHead, vault: VaultId, own: int, root_at: Callable[[int], Digest | None]
) -> Compared:
    """Hold a head against a ledger of `own` entries."""
    if not head.is_of(vault):
        return Compared(Verdict.ELSEWHERE, head.size, own)
    root = root_at(head.size) if head.size else None
    if root is None:
        verdict = Verdict.NEWER if head.size > own else Verdict.OTHER
        return Compared(verdict, head.size, own)
    return Compared(Verdict.SAME if head.fits(root) else Verdict.OTHER, head.size, own)


def pin(vault: Vault, text: str, said_by: str) -> Compared:
    """Hold a head that was typed or scanned against this ledger, and keep it for good.

    From then on every examination holds the ledger against it.  A head of another vault is not
    kept.  Raise InvalidInputError for a slip.
    """
    head = SpokenHead.parse(text)
    found = compare(head, vault.id, vault.head.size, lambda size: outbox.root_at(vault, size))
    if found.verdict is not Verdict.ELSEWHERE and head.size:
        pins.keep(vault, head.size, head.root, said_by[:SAID_BY])
    return found
