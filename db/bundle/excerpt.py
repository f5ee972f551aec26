# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining the ledger's part of a bundle: each disclosed entry stands alone and under the head.

Entries that are not disclosed stay unknown: what holds is that each one shown was signed for by the
one who acted, at its place in the one history whose head is in the bundle.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from db.bundle.detail import Detail
from db.bundle.layout import (
    ENTRIES,
    ENTRY_LINE_LIMIT,
    HEAD,
    KEYS,
    KEYS_FORMAT,
    NOTE_LIMIT,
    RECORD_LIMIT,
    RECORDS,
    SHEET_LIMIT,
)
from db.bundle.reading import Found
from db.bundle.signers import Signers, follow
from db.errors import DamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import Entry
from db.ledger.keybook import KEY_ACTS, Key
from db.ledger.tree import verify_consistency, verify_inclusion
from db.model import canonical
from db.model.canonical import Json
from db.model.digest import Digest
from db.model.flaw import Flaw
from db.model.progress import Check
from db.seal.hashing import digest
from db.seal.signature import fingerprint

STEP: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
STEPS_LIMIT: Final = 64
SHOWN_FIELDS: Final = frozenset(
    {"act_consistency", "act_head", "act_path", "body", "index", "path"}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the entries file, read and not yet verified."""

    index: int
    entry: Entry
    act_head: str
    act_path: tuple[bytes, ...]
    path: tuple[bytes, ...]
    act_consistency: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What the disclosed history says.

    `about`: evidence id to the entries about it, in order.  `offices`: number of each entry by
    which an office was joined, to the hash of its card.  `records`: digest of each disclosed
    record to its offset and length in the records file.
    """

    head: Checkpoint | None
    signers: Signers
    count: int
    about: Mapping[str, tuple[Entry, ...]]
    offices: Mapping[int, Digest]
    records: Mapping[Digest, tuple[int, int]]


@dataclass(slots=True)
class _Walk:
    """Where the second reading stands."""

    found: Found
    head: Checkpoint | None
    signers: Signers
    last: Entry | None = None
    count: int = 0
    about: dict[str, list[Entry]] = field(default_factory=dict)
    offices: dict[int, Digest] = field(default_factory=dict)
    acts: dict[str, Checkpoint | None] = field(default_factory=dict)


def examine_excerpt(found: Found, check: Check) -> Excerpt:
    """Hold every disclosed entry against its act's head and the final one, every record likewise.

    Reads the entries twice, one at a time: first for the keys, then for everything else.
    """
    introducing = [
        shown.entry
        for _, shown in _entries(found, check)
        if shown is not None and shown.entry.act in KEY_ACTS
    ]
    signers = follow(introducing)
    for sequence in signers.refused:
        found.say(Flaw.WRONG_SIGNER, f"entry {sequence}", Detail.MAY_NOT_APPOINT)
    walk = _Walk(found, _final_head(found, signers), signers)
    for place, shown in _entries(found, check):
        if shown is None:
            found.say(Flaw.MALFORMED, place, Detail.BAD_ENTRY_LINE)
        else:
            _order(walk, shown)
            _verify(walk, shown)
            walk.last, walk.count = shown.entry, walk.count + 1
            if shown.entry.subject.kind is SubjectKind.EVIDENCE:
                walk.about.setdefault(shown.entry.subject.id, []).append(shown.entry)
            elif shown.entry.act is Act.OFFICE_JOINED and shown.entry.subject.digest is not None:
                walk.offices[shown.entry.sequence] = shown.entry.subject.digest
    if not introducing or introducing[0].sequence != 0:
        found.say(Flaw.MISSING, "entry 0", Detail.NO_FIRST)
    about = {item: tuple(entries) for item, entries in walk.about.items()}
    records = _records(found, about, check)
    return Excerpt(walk.head, signers, walk.count, about, walk.offices, records)


def _entries(found: Found, check: Check) -> Iterator[tuple[str, Shown | None]]:
    for number, (_, line) in enumerate(found.lines(ENTRIES, ENTRY_LINE_LIMIT), 1):
        check()
        yield f"{ENTRIES}:{number}", _shown(line)


def _shown(line: bytes) -> Shown | None:
    value = read_canonical(line)
    if value is None or set(value) != SHOWN_FIELDS:
        return None
    index, body, act_head = value["index"], value["body"], value["act_head"]
    if not isinstance(index, int) or not isinstance(body, str) or not isinstance(act_head, str):
        return None
    try:
        return Shown(
            index,
            Entry.parse(body.encode()),
            act_head,
            steps(value["act_path"]),
            steps(value["path"]),
            steps(value["act_consistency"]),
        )
    except (DamagedError, ValueError):
        return None


def steps(value: Json) -> tuple[bytes, ...]:
    """Return the hashes of a proof; raise ValueError for what is none."""
    if not isinstance(value, list) or len(value) > STEPS_LIMIT:
        raise ValueError
    if not all(isinstance(step, str) and STEP.fullmatch(step) for step in value):
        raise ValueError
    return tuple(bytes.fromhex(step) for step in value)


def read_canonical(line: bytes) -> dict[str, Json] | None:
    """Return the table in one canonical line that ends in a line break, or None."""
    if not line.endswith(b"\n"):
        return None
    try:
        value = canonical.from_bytes(line[:-1])
    except DamagedError:
        return None
    return value if isinstance(value, dict) else None


def _final_head(found: Found, signers: Signers) -> Checkpoint | None:
    data = found.whole(HEAD, NOTE_LIMIT)
    if HEAD not in found.sums:
        return None
    head = _head((data or b"").decode("utf-8", "replace"))
    if head is None:
        found.say(Flaw.MALFORMED, HEAD, Detail.BAD_HEAD)
        return None
    _signature(found, head, signers, HEAD)
    return head


def _head(note: str) -> Checkpoint | None:
    try:
        return Checkpoint.parse(note)
    except DamagedError:
        return None


def _signature(found: Found, head: Checkpoint, signers: Signers, place: str) -> None:
    key = signers.in_force(head.who, head.size)
    if key is None:
        found.say(Flaw.UNKNOWN_SIGNER, place, Detail.UNKNOWN_ACCOUNT)
    elif not head.signed_by(key):
        found.say(Flaw.BAD_SIGNATURE, place, Detail.BAD_SIGNATURE)


def _order(walk: _Walk, shown: Shown) -> None:
    place, entry, last = f"entry {shown.index}", shown.entry, walk.last
    if entry.sequence != shown.index:
        walk.found.say(Flaw.GAP, place, Detail.OTHER_NUMBER)
    if last is not None and entry.sequence <= last.sequence:
        walk.found.say(Flaw.WRONG_ORDER, place, Detail.NOT_ASCENDING)
    follows = last is not None and entry.sequence == last.sequence + 1
    if follows and last is not None and entry.previous != last.link:
        walk.found.say(Flaw.BROKEN_LINK, place, Detail.NOT_FOLLOWING)


def _verify(walk: _Walk, shown: Shown) -> None:
    place, entry, link = f"entry {shown.index}", shown.entry, shown.entry.link
    act = _act(walk, shown, place)
    final = walk.head
    if final is not None:
        if entry.vault != final.vault:
            walk.found.say(Flaw.MISMATCH, place, Detail.OTHER_VAULT)
        if not verify_inclusion(link, shown.index, final.size, shown.path, final.root):
            walk.found.say(Flaw.BROKEN_LINK, place, Detail.NOT_IN_HEAD)
    if act is None:
        return
    if act.who != entry.who:
        walk.found.say(Flaw.WRONG_SIGNER, place, Detail.NOT_WHO_ACTED)
    if not verify_inclusion(link, shown.index, act.size, shown.act_path, act.root):
        walk.found.say(Flaw.BROKEN_LINK, place, Detail.NOT_IN_ACT)
    if final is not None and not verify_consistency(
        act.size, act.root, final.size, final.root, shown.act_consistency
    ):
        walk.found.say(Flaw.FORKED, place, Detail.NOT_PREFIX)


def _act(walk: _Walk, shown: Shown, place: str) -> Checkpoint | None:
    """Return the head of the act; its signature is verified where it is first met."""
    if shown.act_head in walk.acts:
        return walk.acts[shown.act_head]
    act = _head(shown.act_head)
    if act is None:
        walk.found.say(Flaw.MALFORMED, place, Detail.BAD_HEAD)
    else:
        _signature(walk.found, act, walk.signers, place)
        if act.vault != shown.entry.vault:
            walk.found.say(Flaw.MISMATCH, place, Detail.OTHER_VAULT)
    walk.acts = {shown.act_head: act}  # entries of one act stand together
    return act


def _records(
    found: Found, about: Mapping[str, tuple[Entry, ...]], check: Check
) -> dict[Digest, tuple[int, int]]:
    named = {entry.record for entries in about.values() for entry in entries}
    records: dict[Digest, tuple[int, int]] = {}
    for number, (offset, line) in enumerate(found.lines(RECORDS, RECORD_LIMIT + 1), 1):
        check()
        place, mark = f"{RECORDS}:{number}", digest(line[:-1])
        if read_canonical(line) is None:
            found.say(Flaw.MALFORMED, place, Detail.BAD_RECORD)
        elif mark not in named:
            found.say(Flaw.EXTRA, place, Detail.UNNAMED_RECORD)
        elif mark in records:
            found.say(Flaw.EXTRA, place, Detail.RECORD_TWICE)
        else:
            records[mark] = offset, len(line) - 1
    return records


def examine_keys(found: Found, excerpt: Excerpt) -> dict[str, str]:
    """Hold the list of keys against the entries that introduce them; return id to display name."""
    value = read_canonical(found.whole(KEYS, SHEET_LIMIT) or b"")
    if KEYS not in found.sums:
        return {}
    rows = None if value is None else value.get("keys")
    if (
        value is None
        or set(value) != {"format", "keys", "vault"}
        or value["format"] != KEYS_FORMAT
        or not isinstance(rows, list)
    ):
        found.say(Flaw.MALFORMED, KEYS, Detail.BAD_KEYS)
        return {}
    if excerpt.head is not None and value["vault"] != excerpt.head.vault:
        found.say(Flaw.MISMATCH, KEYS, Detail.OTHER_VAULT)
    names: dict[str, str] = {}
    unlisted = {_row(key): key for key in excerpt.signers.keys}
    for number, row in enumerate(rows, 1):
        place = f"{KEYS}#{number}"
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            found.say(Flaw.MALFORMED, place, Detail.BAD_KEYS)
            continue
        mark, name = row.pop("fingerprint", None), row.pop("name")
        key = unlisted.pop(canonical.to_bytes(row), None)
        if key is None:
            found.say(Flaw.UNKNOWN_SIGNER, place, Detail.UNKNOWN_KEY)
        elif mark != fingerprint(key.public_key):
            found.say(Flaw.MISMATCH, place, Detail.OTHER_FINGERPRINT)
        else:
            names[key.account] = str(name)
    for key in unlisted.values():
        found.say(Flaw.MISSING, f"entry {key.since}", Detail.KEY_NOT_LISTED)
    return names


def _row(key: Key) -> bytes:
    """Return the canonical bytes of a key's row without what is not in its entry."""
    return canonical.to_bytes(
        {
            "account": key.account,
            "key": key.public_key.hex(),
            "role": key.role,
            "since": key.since,
        }
    )
