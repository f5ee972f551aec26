# SPDX-License-Identifier: GPL-3.0-or-later
"""The Merkle tree against RFC 6962's own definition, written out the slow way."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.tree import (
    EMPTY,
    Frontier,
    consistency,
    inclusion,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from db.model.digest import Digest


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()).value for number in range(count)]


def by_definition(row: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1 over leaf hashes."""
    if not row:
        return hashlib.sha256().digest()
    if len(row) == 1:
        return row[0]
    split = 1
    while split * 2 < len(row):
        split *= 2
    both = by_definition(row[:split]) + by_definition(row[split:])
    return hashlib.sha256(b"\x01" + both).digest()


def test_the_hashes_are_those_published_with_certificate_transparency() -> None:
    bodies = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    bodies.append("606162636465666768696a6b6c6d6e6f")
    row = [leaf_hash(bytes.fromhex(body)).value for body in bodies]
    assert root(row[:1]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(row[:2]).hex == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert root(row).hex == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert EMPTY.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.integers(0, 130))
def test_the_quick_root_and_the_growing_edge_are_the_defined_one(count: int) -> None:
    row = leaves(count)
    frontier = Frontier()
    for leaf in row:
        frontier = frontier.add(Digest(leaf))
    assert root(row).value == by_definition(row) == frontier.root.value
    assert frontier.size == count
    assert len(frontier.edge) == count.bit_count()


@given(st.integers(1, 130), st.data())
def test_every_leaf_is_proven_at_its_place_and_nowhere_else(
    count: int, draws: st.DataObject
) -> None:
    index = draws.draw(st.integers(0, count - 1))
    row, head = leaves(count), root(leaves(count))
    path, leaf = inclusion(row, index), Digest(leaves(count)[index])
    assert verify_inclusion(leaf, index, count, path, head)
    other = draws.draw(st.integers(-1, count))
    assert verify_inclusion(leaf, other, count, path, head) == (other == index)
    assert not verify_inclusion(leaf_hash(b"x"), index, count, path, head)
    assert not verify_inclusion(leaf, index, count, (*path, bytes(32)), head)
    if path:
        assert not verify_inclusion(leaf, index, count, path[:-1], head)
        wrong = draws.draw(st.integers(0, len(path) - 1))
        bent = (*path[:wrong], bytes(32), *path[wrong + 1 :])
        assert not verify_inclusion(leaf, index, count, bent, head)


@given(st.integers(0, 90), st.integers(0, 40), st.data())
def test_a_longer_tree_is_proven_to_begin_with_the_shorter(
    old: int, more: int, draws: st.DataObject
) -> None:
    new = old + more
    row = leaves(new)
    path, before, after = consistency(row, old), root(row[:old]), root(row)
    assert verify_consistency(old, before, new, after, path)
    assert not verify_consistency(old, before, new, leaf_hash(b"x"), path) or old == 0
    assert not verify_consistency(old, before, new, after, (*path, bytes(32)))
    if old > 0:
        assert not verify_consistency(old, leaf_hash(b"x"), new, after, path)
    if path:
        assert not verify_consistency(old, before, new, after, path[:-1])
        wrong = draws.draw(st.integers(0, len(path) - 1))
        bent = (*path[:wrong], bytes(32), *path[wrong + 1 :])
        assert not verify_consistency(old, before, new, after, bent)


@pytest.mark.parametrize(("old", "new"), [(3, 2), (-1, 2)])
def test_a_tree_does_not_shrink(old: int, new: int) -> None:
    assert not verify_consistency(old, EMPTY, new, EMPTY, ())


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = leaves(2)
    assert leaf_hash(left + right) != root([left, right])
