# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger's part of a bundle: disclosed entries with their proofs, records, head and keys.

A damaged history is written down as it is, with the proofs that can be made; the examination says
what is wrong with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.bundle.contents import Contents, DisclosedEntry
from db.bundle.layout import ENTRIES, HEAD, KEYS, KEYS_FORMAT, RECORDS
from db.bundle.proofs import Proofs
from db.bundle.sheet import split
from db.bundle.signers import follow
from db.errors import DamagedError
from db.ledger.act import SubjectKind
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import Entry
from db.ledger.keybook import Key
from db.model import canonical
from db.model.canonical import Json
from db.seal.hashing import digest
from db.seal.signature import fingerprint


def books(contents: Contents) -> Mapping[str, Iterable[bytes]]:
    """Return path and pieces of every file of the ledger's part.

    Raise ValueError when an entry about another item, or a record of no entry, would be disclosed.
    """
    disclosed = sorted(contents.entries, key=lambda entry: entry.index)
    parsed = _parsed(disclosed)
    _only_chosen(contents, parsed)
    return {
        ENTRIES: _entry_lines(disclosed, contents.leaves, contents.head),
        RECORDS: _record_lines(contents, parsed),
        HEAD: [contents.head.encode()],
        KEYS: [canonical.to_bytes(_keys(contents, keys_of(contents))) + b"\n"],
    }


def keys_of(contents: Contents) -> tuple[Key, ...]:
    """Return every key the disclosed entries introduce, oldest first."""
    disclosed = sorted(contents.entries, key=lambda entry: entry.index)
    return follow(_parsed(disclosed)).keys


def _parsed(disclosed: Iterable[DisclosedEntry]) -> tuple[Entry, ...]:
    return tuple(entry for one in disclosed if (entry := _parse(one.body)) is not None)


def _parse(body: bytes) -> Entry | None:
    try:
        return Entry.parse(body)
    except DamagedError:
        return None


def _only_chosen(contents: Contents, entries: Iterable[Entry]) -> None:
    chosen = {exhibit.sheet.card.id for exhibit in contents.exhibits}
    chosen |= {copy.evidence for one in contents.exhibits for copy in one.extra if copy.evidence}
    for entry in entries:
        if entry.subject.kind is SubjectKind.EVIDENCE and entry.subject.id not in chosen:
            message = f"entry {entry.sequence} is about an item that was not chosen"
            raise ValueError(message)


def _entry_lines(
    disclosed: Sequence[DisclosedEntry], leaves: Sequence[bytes], head: str
) -> Iterator[bytes]:
    proofs = Proofs(leaves)
    final = _head_size(head, proofs.size)
    for entry in disclosed:
        size = _head_size(entry.act_head, proofs.size)
        value: Json = {
            "act_consistency": _hex(proofs.consistency(size, final) if 0 < size <= final else ()),
            "act_head": entry.act_head,
            "act_path": _hex(proofs.inclusion(entry.index, size) if entry.index < size else ()),
            "body": entry.body.decode("utf-8", "replace"),
            "index": entry.index,
            "path": _hex(proofs.inclusion(entry.index, final) if entry.index < final else ()),
        }
        yield canonical.to_bytes(value) + b"\n"


def _head_size(note: str, known: int) -> int:
    """Return the size a head is over, or 0 when no proof can be made for it."""
    try:
        size = Checkpoint.parse(note).size
    except DamagedError:
        return 0
    return size if size <= known else 0


def _hex(steps: Iterable[bytes]) -> list[Json]:
    return [step.hex() for step in steps]


def _record_lines(contents: Contents, entries: Iterable[Entry]) -> Iterator[bytes]:
    named = {
        (entry.subject.id, entry.record): entry.sequence
        for entry in entries
        if entry.record is not None
    }
    chosen: dict[bytes, int] = {}
    for item, records in _owned(contents):
        for record in split(records, public=contents.public)[0]:
            sequence = named.get((item, digest(record)))
            if sequence is None:
                message = "a record to disclose belongs to no entry about its item"
                raise ValueError(message)
            chosen[record] = sequence
    for record in sorted(chosen, key=lambda one: chosen[one]):
        yield record + b"\n"


def _owned(contents: Contents) -> Iterator[tuple[str, Sequence[bytes]]]:
    """Yield every disclosed item with its records."""
    for exhibit in contents.exhibits:
        yield exhibit.sheet.card.id, exhibit.records
        for copy in exhibit.extra:
            if copy.evidence is not None:
                yield copy.evidence, copy.records


def _keys(contents: Contents, keys: Sequence[Key]) -> Json:
    return {
        "format": KEYS_FORMAT,
        "keys": [
            {
                "account": key.account,
                "fingerprint": fingerprint(key.public_key),
                "key": key.public_key.hex(),
                "name": contents.names.get(key.account, ""),
                "role": key.role,
                "since": key.since,
            }
            for key in keys
        ],
        "vault": contents.vault,
    }
