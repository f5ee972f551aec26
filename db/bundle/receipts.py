# SPDX-License-Identifier: GPL-3.0-or-later
"""`kuitansi.jsonl`: what the office signed for, as lines that need nothing but this bundle.

A receipt shows that a history of so many entries lay at the office at a time its own clock told:
every entry below that number is at least that old.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from db.bundle.contents import Contents
from db.bundle.detail import Detail
from db.bundle.excerpt import Excerpt, read_canonical, steps
from db.bundle.layout import RECEIPT_LINE_LIMIT, RECEIPTS
from db.bundle.proofs import Proofs
from db.bundle.reading import Found
from db.errors import DamagedError
from db.ledger.checkpoint import Checkpoint
from db.ledger.depot import LogHead, Said, Statement, log_key
from db.ledger.tree import leaf_hash, verify_consistency, verify_inclusion
from db.model import canonical
from db.model.canonical import Json
from db.model.flaw import Flaw
from db.model.progress import Check
from db.seal.hashing import digest

OFFICE_FIELDS: Final = frozenset({"card", "entry"})
RECEIPT_FIELDS: Final = frozenset({"checkpoint", "consistency", "index", "leaf", "office", "path"})
WEIGHING: Final = frozenset({Said.HEAD, Said.STORED})


@dataclass(frozen=True, slots=True)
class Receipted:
    """One receipt that holds: the depot had `size` entries of this history at `at_us`."""

    depot: str
    size: int
    at_us: int


def receipt_lines(contents: Contents) -> Iterator[bytes]:
    """Yield the lines: each office once, before the first of its receipts."""
    proofs = Proofs(contents.leaves)
    final = Checkpoint.parse(contents.head).size if contents.receipts else 0
    offices: set[int] = set()
    for receipt in contents.receipts:
        size = Statement.parse(receipt.leaf).size
        if receipt.office not in offices:
            offices.add(receipt.office)
            yield _line({"card": receipt.card.decode(), "entry": receipt.office})
        grown = proofs.consistency(size, final) if 0 < size <= final <= proofs.size else ()
        yield _line(
            {
                "checkpoint": receipt.checkpoint,
                "consistency": [step.hex() for step in grown],
                "index": receipt.index,
                "leaf": receipt.leaf.decode(),
                "office": receipt.office,
                "path": [step.hex() for step in receipt.path],
            }
        )


def _line(value: Json) -> bytes:
    return canonical.to_bytes(value) + b"\n"


def examine_receipts(found: Found, excerpt: Excerpt, check: Check) -> tuple[Receipted, ...]:
    """Hold every receipt against the card of its office, the office's log and the final head."""
    if found.version == 1:
        return ()
    if RECEIPTS not in found.sizes:
        found.say(Flaw.MISSING, RECEIPTS, Detail.TAG_NOT_THERE)
    held: list[Receipted] = []
    cards: dict[int, tuple[str, bytes]] = {}
    for number, (_, line) in enumerate(found.lines(RECEIPTS, RECEIPT_LINE_LIMIT), 1):
        check()
        place, value = f"{RECEIPTS}:{number}", read_canonical(line) or {}
        if set(value) == OFFICE_FIELDS:
            _office(found, excerpt, place, value, cards)
        elif set(value) == RECEIPT_FIELDS:
            held += _receipt(found, excerpt, place, value, cards)
        else:
            found.say(Flaw.MALFORMED, place, Detail.BAD_RECEIPT)
    return tuple(held)


def _office(
    found: Found,
    excerpt: Excerpt,
    place: str,
    value: Mapping[str, Json],
    cards: dict[int, tuple[str, bytes]],
) -> None:
    """Take the key of an office's log, if an entry of this history names that very card."""
    card, entry = value["card"], value["entry"]
    try:
        known = log_key(str(card).encode())
    except DamagedError:
        found.say(Flaw.MALFORMED, place, Detail.BAD_RECEIPT)
        return
    if not isinstance(entry, int) or excerpt.offices.get(entry) != digest(str(card).encode()):
        found.say(Flaw.UNKNOWN_SIGNER, place, Detail.OTHER_OFFICE)
        return
    cards[entry] = known


def _receipt(
    found: Found,
    excerpt: Excerpt,
    place: str,
    value: Mapping[str, Json],
    cards: Mapping[int, tuple[str, bytes]],
) -> list[Receipted]:
    """Return the receipt when everything about it holds; else nothing, and its flaws are said."""
    index, office = value["index"], value["office"]
    try:
        leaf = str(value["leaf"]).encode()
        said = Statement.parse(leaf)
        log = LogHead.parse(str(value["checkpoint"]))
        path, grown = steps(value["path"]), steps(value["consistency"])
    except (DamagedError, ValueError):
        found.say(Flaw.MALFORMED, place, Detail.BAD_RECEIPT)
        return []
    before = len(found.flaws)
    depot, key = cards.get(office, ("", b"")) if isinstance(office, int) else ("", b"")
    if not key or not said.depot == log.depot == depot:
        found.say(Flaw.UNKNOWN_SIGNER, place, Detail.OTHER_OFFICE)
    elif not log.signed_by(key):
        found.say(Flaw.BAD_SIGNATURE, place, Detail.LOG_NOT_SIGNED)
    at = index if isinstance(index, int) else -1
    if not verify_inclusion(leaf_hash(leaf), at, log.size, path, log.root):
        found.say(Flaw.BROKEN_LINK, place, Detail.NOT_IN_LOG)
    head = excerpt.head
    if head is not None:
        if said.vault != head.vault or said.kind not in WEIGHING:
            found.say(Flaw.MISMATCH, place, Detail.OTHER_STATEMENT)
        elif not verify_consistency(said.size, said.root, head.size, head.root, grown):
            found.say(Flaw.FORKED, place, Detail.OTHER_HISTORY)
    if head is None or len(found.flaws) > before:
        return []
    return [Receipted(said.depot, said.size, said.at_us)]
