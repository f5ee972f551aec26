# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message has one spelling, and whatever else comes is refused in a moment."""

import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NewerFormatError
from db.ledger.checkpoint import Checkpoint, signer_for
from db.model.digest import Digest
from db.model.ids import AccountId, EvidenceId, VaultId
from db.seal.box import HEADER, rows_of
from sync import enrolment, framing, messages
from sync.cargo import Manifest, Parcel, bag, unbag
from sync.checkpoint import LogHead
from sync.errors import MalformedMessageError
from sync.messages import Claim, Entries, Missing, Piece, Proof, State
from sync.receipts import Receipt, Statement

VAULT = VaultId("01ARZ3NDEKTSV4RRFFQ69G5FAV")
ACCOUNT = AccountId("01ARZ3NDEKTSV4RRFFQ69G5FAW")
NOTE = Checkpoint.sign(VAULT, 9, Digest(bytes(32)), signer_for(ACCOUNT, bytes(32))).note
NAMES = st.lists(st.binary(min_size=32, max_size=32), max_size=9)
NUMBER = st.integers(0, 2**53 - 1)
SIZES = st.sampled_from([0, 1, 16_383, 16_384, 262_143, 262_144, 600_000])


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    size = draw(SIZES)
    count = rows_of(size)
    names = tuple(draw(st.binary(min_size=32, max_size=32)) for _ in range(count))
    header = draw(st.binary(min_size=HEADER, max_size=HEADER))
    return Manifest(VAULT, EvidenceId(ACCOUNT), draw(NUMBER), size, header, names)


@st.composite
def missings(draw: st.DrawFn) -> Missing:
    total = draw(st.integers(0, 40))
    wanted = sorted(draw(st.sets(st.integers(0, total - 1)))) if total else []
    partial = tuple((place, draw(NUMBER)) for place in wanted if draw(st.booleans()))
    return Missing(draw(NUMBER), total, tuple(wanted), partial)


WRAPS = st.lists(
    st.tuples(st.binary(min_size=8, max_size=8), st.binary(min_size=80, max_size=80)),
    min_size=1,
    max_size=3,
)
MESSAGES = st.one_of(
    st.builds(
        lambda old, path, items: Proof(NOTE, old, tuple(path), tuple(items)), NUMBER, NAMES, NAMES
    ),
    st.builds(
        lambda entries, path: State("t", NOTE, entries, 1, 2, "c", tuple(path)), NUMBER, NAMES
    ),
    st.builds(
        lambda first, bodies: Entries(first, tuple(bodies), (NOTE,)),
        NUMBER,
        st.lists(st.binary(min_size=1, max_size=50), min_size=1, max_size=5),
    ),
    st.builds(
        lambda seq, wraps, sealed: Parcel(VAULT, seq, "record", tuple(wraps), sealed),
        NUMBER,
        WRAPS,
        st.binary(min_size=48, max_size=90),
    ),
    manifests(),
    missings(),
    st.builds(lambda entries, names: Claim(entries, tuple(sorted(set(names)))), NUMBER, NAMES),
    st.builds(Piece, NUMBER, st.just("pack"), st.just("t"), st.binary(max_size=50)),
)
PARSERS: tuple[Callable[[bytes], object], ...] = (
    Proof.parse, State.parse, Entries.parse, Parcel.parse, Manifest.parse, Missing.parse,
    Claim.parse, Piece.parse, Receipt.parse, Statement.parse, unbag, messages.read_refusal,
    enrolment.OfficeCard.parse, enrolment.Invitation.parse, enrolment.Application.parse,
    lambda data: LogHead.parse(data.decode("latin-1")),
)  # fmt: skip


@given(MESSAGES)
def test_what_is_emitted_parses_to_the_same_and_back(message: Proof) -> None:
    data = message.emit()
    again = type(message).parse(data)
    assert again == message
    assert again.emit() == data


@given(MESSAGES, st.data())
def test_a_changed_message_is_refused_or_says_something_else(
    message: Proof, data: st.DataObject
) -> None:
    whole = message.emit()
    place = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :]
    for other in (changed, whole[:place], whole + b"\x00"):
        try:
            assert type(message).parse(other) != message
        except (MalformedMessageError, NewerFormatError):
            continue


@given(st.sampled_from(PARSERS), st.binary(max_size=400))
def test_junk_is_refused_by_every_parser(parse: Callable[[bytes], object], junk: bytes) -> None:
    length = len(junk).to_bytes(4)
    for data in (junk, length + junk, b"\x00\x00\x00\x02{}" + junk, b"\xff" * 4 + junk):
        with pytest.raises((MalformedMessageError, NewerFormatError)):
            parse(data)


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_a_bag_gives_back_what_was_put_in(pieces: list[bytes]) -> None:
    assert unbag(bag(pieces)) == tuple(pieces)


def test_a_later_version_is_told_from_damage() -> None:
    later = Claim(1, ()).emit().replace(b"claim/v1", b"claim/v2")
    with pytest.raises(NewerFormatError):
        Claim.parse(later)


def test_a_message_is_refused_by_its_length_alone() -> None:
    with pytest.raises(MalformedMessageError, match="never this long"):
        framing.unpack(bytes(messages.CLAIM_LIMIT + 1), "claim", frozenset(), messages.CLAIM_LIMIT)


def test_a_bomb_is_not_inflated() -> None:
    bomb = zlib.compress(bytes(64 * 1024 * 1024), 9)
    data = framing.pack("entries", bomb, entries=1, first=0, heads=1)
    assert len(data) < messages.ENTRIES_LIMIT
    with pytest.raises(MalformedMessageError):
        Entries.parse(data)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=10, max_size=10))
def test_a_code_survives_typing(pin: bytes, secret: bytes) -> None:
    made = enrolment.Invitation("https://kantor.example:8443", pin, secret)
    typed = (
        made.code.replace("#", " # ")
        .replace("0", "o")
        .replace("https://kantor.example", "https://kantor.example")
    )
    assert enrolment.Invitation.read(made.code) == made
    assert enrolment.Invitation.read(typed.replace("443o", "4430")).secret == secret
