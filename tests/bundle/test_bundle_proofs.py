# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast proofs are the ledger's own."""

import hashlib

import pytest

from db.bundle.proofs import Proofs
from db.ledger import tree

LEAVES = [hashlib.sha256(bytes([number])).digest() for number in range(37)]


@pytest.mark.parametrize("size", range(1, len(LEAVES) + 1))
def test_every_root_and_proof_is_the_one_the_ledger_gives(size: int) -> None:
    proofs = Proofs(LEAVES)
    assert proofs.root(size) == tree.root(LEAVES[:size]).value
    for at in range(size):
        assert proofs.inclusion(at, size) == tree.inclusion(LEAVES[:size], at)
    for old in range(size + 1):
        assert proofs.consistency(old, size) == tree.consistency(LEAVES[:size], old)
