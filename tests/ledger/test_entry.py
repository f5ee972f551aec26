# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries and signed heads: read only in the one form in which they are written."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import DamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Author, Deed, Head
from db.ledger.checkpoint import Checkpoint, signer_for
from db.ledger.entry import BODY_LIMIT, GENESIS, Entry, Subject
from db.ledger.tree import Frontier, leaf_hash, root
from db.model import canonical
from db.model.digest import Digest
from db.seal.hashing import digest
from db.seal.signature import Signer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.written_history import KETUA, STAF, VAULT, founded, lived, seed_of

SIGNER = signer_for(KETUA, seed_of(KETUA))
FULL = Subject(SubjectKind.EVIDENCE, "01ARZ3NDEKTSV4RRFFQ69G5FAV", GENESIS, b"k" * 32, "KETUA")
MOMENT = replace(StoppedClock()(), trusted_us=5)
ENTRY = Entry.write(
    sequence=3,
    previous=digest(b"before"),
    vault=VAULT,
    who=KETUA,
    act=Act.SEALED,
    subject=FULL,
    record=digest(b"record"),
    moment=MOMENT,
    tool="uji/1",
)
BODY: dict[str, Any] = json.loads(ENTRY.body)


def test_an_entry_says_what_was_written() -> None:
    assert Entry.parse(ENTRY.body) == ENTRY
    assert (ENTRY.subject, ENTRY.act, ENTRY.who) == (FULL, Act.SEALED, KETUA)
    assert (ENTRY.wall_us, ENTRY.zone_minutes, ENTRY.boot) == (MOMENT.wall_us, 480, "boot-1")
    assert ENTRY.link == leaf_hash(ENTRY.body)


@given(st.integers(0, len(ENTRY.body) - 1), st.integers(0, 7))
def test_a_flipped_bit_is_another_entry_or_none(byte: int, bit: int) -> None:
    data = bytearray(ENTRY.body)
    data[byte] ^= 1 << bit
    try:
        entry = Entry.parse(bytes(data))
    except DamagedError:
        return
    assert entry != ENTRY
    assert entry.link != ENTRY.link


CLOCK, SUBJECT = BODY["clock"], BODY["subject"]


@pytest.mark.parametrize(
    "parts",
    [
        {"format": "segel.id/entry/v2"},
        {"more": 1},
        {"sequence": -1},
        {"sequence": True},
        {"sequence": "3"},
        {"previous": "00"},
        {"previous": "AB" * 32},
        {"previous": None},
        {"record": ""},
        {"record": 7},
        {"vault": "short"},
        {"vault": list(VAULT)},
        {"who": list(KETUA)},
        {"who": None},
        {"act": "DIHAPUS"},
        {"act": ["DISEGEL"]},
        {"tool": 1},
        {"tool": None},
        {"clock": None},
        {"clock": {}},
        {"clock": {**CLOCK, "more": 1}},
        {"clock": {**CLOCK, "wall": 5}},
        {"clock": {**CLOCK, "wall": "2026-11-21"}},
        {"clock": {**CLOCK, "trusted": "yesterday"}},
        {"clock": {**CLOCK, "boot": 5}},
        {"clock": {**CLOCK, "zone": {}}},
        {"clock": {**CLOCK, "zone_minutes": True}},
        {"clock": {**CLOCK, "since_boot_ms": "1"}},
        {"subject": None},
        {"subject": []},
        {"subject": ["id", "kind"]},
        {"subject": {"id": "x"}},
        {"subject": {**SUBJECT, "more": "x"}},
        {"subject": {**SUBJECT, "kind": "hantu"}},
        {"subject": {**SUBJECT, "id": 7}},
        {"subject": {**SUBJECT, "key": "abc"}},
        {"subject": {**SUBJECT, "key": "AB" * 32}},
        {"subject": {**SUBJECT, "sha256": "ab " * 32}},
        {"subject": {**SUBJECT, "role": None}},
    ],
)
def test_what_is_not_exactly_an_entry_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(DamagedError):
        Entry.parse(canonical.to_bytes({**BODY, **parts}))


@pytest.mark.parametrize("data", [b"", b"null", b"[]", ENTRY.body + b"\n", b" " + ENTRY.body])
def test_what_is_no_table_or_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        Entry.parse(data)


@pytest.mark.parametrize("name", sorted(BODY))
def test_an_entry_that_lacks_a_part_is_refused(name: str) -> None:
    with pytest.raises(DamagedError):
        Entry.parse(canonical.to_bytes({key: BODY[key] for key in BODY if key != name}))


def test_an_entry_is_never_longer_than_a_page() -> None:
    long = canonical.to_bytes({**BODY, "tool": "x" * BODY_LIMIT})
    with pytest.raises(DamagedError):
        Entry.parse(long)


def test_an_author_chains_entries_and_signs_once_an_act() -> None:
    author = Author(VAULT, KETUA, SIGNER, "uji/1")
    deeds = [Deed(Act.VIEWED, Subject(SubjectKind.VAULT, VAULT), record) for record in (None, b"r")]
    first = author.write(Head(), deeds, MOMENT)
    second = author.write(first.head, deeds[:1], MOMENT)
    entries = (*first.entries, *second.entries)
    assert [entry.sequence for entry in entries] == [0, 1, 2]
    assert [entry.previous for entry in entries] == [GENESIS, entries[0].link, entries[1].link]
    assert [entry.record for entry in entries] == [None, digest(b"r"), None]
    leaves = [entry.link.value for entry in entries]
    assert (second.checkpoint.size, second.checkpoint.root) == (3, root(leaves))
    assert (first.checkpoint.size, first.checkpoint.root) == (2, root(leaves[:2]))
    assert second.checkpoint.signed_by(SIGNER.public_key)
    assert (second.head.size, second.head.last) == (3, entries[2].link)


def note(*lines: str, name: str = "segel.id/akun/" + KETUA) -> str:
    return Signer(name, b"k" * 32).sign_note("\n".join(lines) + "\n")


ORIGIN = "segel.id/brankas/" + VAULT
ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_a_signed_head_says_which_vault_how_many_entries_and_which_root() -> None:
    head = Checkpoint.parse(note(ORIGIN, "12", ROOT))
    assert (head.vault, head.size, head.who) == (VAULT, 12, KETUA)
    assert head.root == Digest(Frontier().root.value)


@pytest.mark.parametrize(
    "text",
    [
        note(ORIGIN, "012", ROOT),
        note(ORIGIN, "-1", ROOT),
        note(ORIGIN, "+1", ROOT),
        note(ORIGIN, "1_0", ROOT),
        note(ORIGIN, "١٢", ROOT),
        note(ORIGIN, "", ROOT),
        note(ORIGIN, "9" * 5000, ROOT),
        note(ORIGIN, "12", ROOT, "more"),
        note(ORIGIN, "12"),
        note(ORIGIN, "12", "QUJD"),
        note(ORIGIN, "12", ROOT.replace("U=", "V=")),
        note(ORIGIN, "12", "!" * 44),
        note("other.example/log", "12", ROOT),
        note(ORIGIN, "12", ROOT, name="other.example"),
        "",
        "no note at all\n",
    ],
)
def test_what_is_not_exactly_a_signed_head_is_refused(text: str) -> None:
    with pytest.raises(DamagedError):
        Checkpoint.parse(text)


def test_a_head_is_signed_by_one_person_and_no_other() -> None:
    head = Checkpoint.parse(founded().heads[-1])
    assert head.signed_by(SIGNER.public_key)
    assert not head.signed_by(signer_for(STAF, seed_of(STAF)).public_key)


def test_a_head_does_not_verify_with_another_number_or_root() -> None:
    text = lived().heads[-1]
    lines = text.split("\n")
    assert not Checkpoint.parse(text.replace(f"\n{lines[1]}\n", "\n1\n")).signed_by(
        SIGNER.public_key
    )
    assert not Checkpoint.parse(text.replace(lines[2], ROOT)).signed_by(SIGNER.public_key)
