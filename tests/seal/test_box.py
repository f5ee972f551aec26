# SPDX-License-Identifier: GPL-3.0-or-later
"""A box gives back what was put in, anywhere first, or fails; and others can open it too."""

import hashlib
import hmac
import random

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import EvidenceDamagedError
from db.seal.box import (
    COMMITMENT,
    HEADER,
    ROW,
    SALT,
    SEALED_ROW,
    SEALED_SEGMENT,
    SEGMENT,
    TAG,
    Opener,
    Sealer,
    rows_of,
    sealed_size,
)

KEY = bytes(range(32))
CONTEXT = b"segel.id/item/v1\x00vault/item"
EDGES = sorted(
    size
    for edge in (0, SEGMENT, 2 * SEGMENT, ROW, ROW + SEGMENT, 2 * ROW, 4 * ROW)
    for size in (edge - 1, edge, edge + 1)
    if size >= 0
)


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311 - the same bytes at every run


def seal(data: bytes, key: bytes = KEY, context: bytes = CONTEXT) -> tuple[bytes, list[bytes]]:
    sealer = Sealer(key, context)
    rows = []
    for start in range(0, len(data), 1024 * 1024):
        rows += sealer.feed(data[start : start + 1024 * 1024])
    rows += sealer.finish()
    return sealer.header, rows


def open_all(header: bytes, rows: list[bytes], size: int) -> bytes:
    opener = Opener(KEY, CONTEXT, header)
    return b"".join(opener.open_row(index, row, size) for index, row in enumerate(rows))


@pytest.mark.parametrize("size", EDGES)
def test_opening_gives_back_what_was_sealed_at_every_edge(size: int) -> None:
    data = noise(size)
    header, rows = seal(data)
    assert open_all(header, rows, size) == data
    assert len(rows) == rows_of(size)
    assert len(header) + sum(map(len, rows)) == sealed_size(size)
    assert all(len(row) == SEALED_ROW for row in rows[:-1])
    assert len(rows[-1]) < SEALED_ROW


@settings(max_examples=30)
@given(st.lists(st.integers(0, 700_000), max_size=6), st.randoms(use_true_random=False))
def test_the_pieces_in_which_an_item_arrives_do_not_matter(
    pieces: list[int], chance: random.Random
) -> None:
    data = noise(sum(pieces))
    sealer, rows, at = Sealer(KEY, CONTEXT), [], 0
    for piece in pieces:
        rows += sealer.feed(memoryview(data)[at : at + piece])
        at += piece
    rows += sealer.finish()
    opener = Opener(KEY, CONTEXT, sealer.header)
    order = list(range(len(rows)))
    chance.shuffle(order)
    found = {index: opener.open_row(index, rows[index], len(data)) for index in order}
    assert b"".join(found[index] for index in sorted(found)) == data


@pytest.mark.parametrize("size", [0, 1, SEGMENT, ROW - 1, ROW, ROW + 1, 3 * ROW + 5])
def test_anyones_program_for_the_public_format_opens_our_boxes(size: int) -> None:
    data = noise(size)
    header, rows = seal(data)
    decryptor = Cobblestone256Decryptor(KEY, CONTEXT)
    assert decryptor.update(header + b"".join(rows)) + decryptor.finalize() == data


@pytest.mark.parametrize("size", [0, 1, SEGMENT, ROW - 1, ROW, ROW + 1, 3 * ROW + 5])
def test_our_reader_opens_boxes_of_anyones_program(size: int) -> None:
    data = noise(size)
    encryptor = Cobblestone256Encryptor(KEY, CONTEXT)
    sealed = encryptor.update(data) + encryptor.finalize()
    body = sealed[HEADER:]
    rows = [body[at : at + SEALED_ROW] for at in range(0, len(body), SEALED_ROW)]
    assert open_all(sealed[:HEADER], rows, size) == data


def by_the_book(key: bytes, context: bytes, salt: bytes, data: bytes) -> bytes:
    """Seal as c2sp.org/chunked-encryption words it, with HKDF-Expand of RFC 5869 by hand."""
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    first = hmac.digest(key, info + b"\x01", hashlib.sha512)
    second = hmac.digest(key, first + info + b"\x02", hashlib.sha512)
    material = first + second
    aes, nonce, commitment = AESGCM(material[:32]), material[32:44], material[44:76]
    out = salt + commitment
    for number in range(len(data) // SEGMENT + 1):
        count = (int.from_bytes(nonce) ^ number).to_bytes(12)
        out += aes.encrypt(count, data[number * SEGMENT : (number + 1) * SEGMENT], b"")
    return out


def test_the_bytes_are_those_of_the_specification() -> None:
    data = noise(ROW + SEGMENT + 3)
    header, rows = seal(data)
    assert header + b"".join(rows) == by_the_book(KEY, CONTEXT, header[:SALT], data)


def test_a_box_that_was_written_down_still_opens() -> None:
    """Bytes of the specification for a fixed salt; should they change, old items are lost."""
    sealed = by_the_book(KEY, CONTEXT, b"\x2a" * SALT, b"bukti")
    assert sealed.hex() == FROZEN
    assert Opener(KEY, CONTEXT, sealed[:HEADER]).open_row(0, sealed[HEADER:], 5) == b"bukti"


def test_two_boxes_around_the_same_bytes_have_nothing_in_common() -> None:
    assert seal(b"sama")[0] != seal(b"sama")[0]


SIZE = ROW + 2 * SEGMENT + 100
DATA = noise(SIZE)
SEALED_HEADER, SEALED_ROWS = seal(DATA)


@given(st.integers(0, HEADER - 1), st.integers(0, 7))
def test_any_flipped_bit_of_the_header_is_refused(byte: int, bit: int) -> None:
    header = bytearray(SEALED_HEADER)
    header[byte] ^= 1 << bit
    with pytest.raises(EvidenceDamagedError):
        Opener(KEY, CONTEXT, bytes(header))


@given(st.integers(0, sum(map(len, SEALED_ROWS)) - 1), st.integers(0, 7))
def test_any_flipped_bit_of_a_row_is_refused(byte: int, bit: int) -> None:
    index, at = divmod(byte, SEALED_ROW)
    row = bytearray(SEALED_ROWS[index])
    row[at] ^= 1 << bit
    with pytest.raises(EvidenceDamagedError):
        Opener(KEY, CONTEXT, SEALED_HEADER).open_row(index, bytes(row), SIZE)


@given(st.data())
def test_any_row_that_is_cut_or_longer_is_refused(draws: st.DataObject) -> None:
    index = draws.draw(st.sampled_from([0, 1]))
    row = SEALED_ROWS[index]
    other = draws.draw(
        st.integers(0, len(row) - 1).map(lambda end: row[:end])
        | st.binary(min_size=1, max_size=40).map(lambda more: row + more)
    )
    with pytest.raises(EvidenceDamagedError):
        Opener(KEY, CONTEXT, SEALED_HEADER).open_row(index, other, SIZE)


def test_swapped_rows_and_swapped_segments_are_refused() -> None:
    opener = Opener(KEY, CONTEXT, SEALED_HEADER)
    header, rows = seal(noise(3 * ROW))
    with pytest.raises(EvidenceDamagedError):
        Opener(KEY, CONTEXT, header).open_row(0, rows[1], 3 * ROW)
    row = SEALED_ROWS[0]
    first, second = row[:SEALED_SEGMENT], row[SEALED_SEGMENT : 2 * SEALED_SEGMENT]
    with pytest.raises(EvidenceDamagedError):
        opener.open_row(0, second + first + row[2 * SEALED_SEGMENT :], SIZE)


@pytest.mark.parametrize("size", [SIZE - 1, SIZE + 1, ROW, 0, 2 * ROW, SIZE - SEGMENT])
def test_an_item_of_another_length_than_recorded_is_refused(size: int) -> None:
    with pytest.raises(EvidenceDamagedError):
        open_all(SEALED_HEADER, SEALED_ROWS, size)


def test_a_row_behind_the_end_is_refused() -> None:
    opener = Opener(KEY, CONTEXT, SEALED_HEADER)
    with pytest.raises(EvidenceDamagedError):
        opener.open_row(2, SEALED_ROWS[1], SIZE)
    with pytest.raises(EvidenceDamagedError):
        opener.open_row(2, b"", SIZE)


@pytest.mark.parametrize(
    ("key", "context"),
    [(bytes(32), CONTEXT), (KEY, b""), (KEY, CONTEXT + b"x"), (KEY, CONTEXT[:-1])],
)
def test_another_key_or_another_item_is_refused_before_anything_opens(
    key: bytes, context: bytes
) -> None:
    with pytest.raises(EvidenceDamagedError):
        Opener(key, context, SEALED_HEADER)


@pytest.mark.parametrize("length", [0, HEADER - 1, HEADER + 1])
def test_a_header_of_another_length_is_refused(length: int) -> None:
    header = SEALED_HEADER.ljust(length, b"\0")[:length]
    with pytest.raises(EvidenceDamagedError):
        Opener(KEY, CONTEXT, header)


def test_a_row_says_in_its_error_which_one_it_is() -> None:
    with pytest.raises(EvidenceDamagedError) as caught:
        Opener(KEY, CONTEXT, SEALED_HEADER).open_row(1, SEALED_ROWS[0], SIZE)
    assert caught.value.details["row"] == "1"


def test_the_parts_of_a_box_have_the_lengths_of_the_format() -> None:
    assert (SEGMENT, TAG, SALT, COMMITMENT, HEADER) == (16384, 16, 24, 32, 56)
    assert (ROW, SEALED_ROW) == (262_144, 262_400)


FROZEN = (
    "2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a81c84098a6a136635174e082f21dcf51"
    "055e1744abea13de123d66b4422327f5558aed01ef5ec4ce47f31de9185e59939c910544a0"
)
