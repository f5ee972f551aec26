# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's log proves what a tree of all its leaves would prove, and never takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from db.errors import NewerFormatError
from db.ledger.tree import consistency, inclusion, leaf_hash, root, verify_consistency
from db.model.digest import Digest
from db.model.ids import VaultId
from sync.checkpoint import LogHead, log_signer
from sync.errors import MalformedMessageError
from sync.receipts import Receipt, Said, Statement, names_hash
from sync.server import tables
from sync.server.log import Log
from sync.trust import Breach, judge

VAULT = VaultId("01ARZ3NDEKTSV4RRFFQ69G5FAV")
SIGNER = log_signer("contoh", bytes(32))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = tables.connect(tables.sqlite_url(tmp_path / "depot.db"))
    with engine.begin() as db:
        db.execute(insert(tables.setting).values(name="epoch", value="1"))
    yield engine
    engine.dispose()


def statement(number: int, kind: Said = Said.STORED) -> Statement:
    names = [bytes([number % 256]) * 32]
    root_hash = Digest(bytes(32))
    return Statement(kind, "contoh", "D", VAULT, 5, number, root_hash, 1, names_hash(names))


def test_every_proof_is_that_of_the_whole_tree(engine: Engine) -> None:
    log = Log("contoh", SIGNER)
    leaves: list[bytes] = []
    for number in range(70):
        with engine.begin() as db:
            receipt = Receipt.parse(log.say(db, statement(number), max(0, number - 3)))
        leaves.append(leaf_hash(receipt.leaf).value)
        assert receipt.head.root == root(leaves)
        assert receipt.path == inclusion(leaves, number)
        assert receipt.growth == consistency(leaves, max(0, number - 3))
        assert receipt.proven(SIGNER.public_key)
    with engine.begin() as db:
        fresh = Log("contoh", SIGNER)
        for old in range(1, 70):
            path = fresh.consistency(db, old, 70)
            assert path == consistency(leaves, old)
            assert verify_consistency(old, root(leaves[:old]), 70, root(leaves), path)


def test_the_same_statement_is_said_once(engine: Engine) -> None:
    log = Log("contoh", SIGNER)
    with engine.begin() as db:
        first = Receipt.parse(log.say(db, statement(1)))
        log.say(db, statement(2))
        again = Receipt.parse(log.say(db, statement(1)))
    assert (again.leaf, again.index) == (first.leaf, first.index)
    assert again.head.size == 2


def test_work_that_was_undone_leaves_nothing_behind(engine: Engine) -> None:
    log = Log("contoh", SIGNER)
    with engine.begin() as db:
        log.say(db, statement(1))
        log.say(db, statement(2))
    with engine.connect() as db:
        log.say(db, statement(3))
        db.rollback()
    with engine.begin() as db:
        receipt = Receipt.parse(log.say(db, statement(4)))
        assert receipt.proven(SIGNER.public_key)
        assert receipt.index == 2


def test_any_changed_bit_of_a_receipt_is_noticed(engine: Engine) -> None:
    log = Log("contoh", SIGNER)
    with engine.begin() as db:
        for number in range(5):
            body = log.say(db, statement(number), 2)
    before = Receipt.parse(body)
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 4]) + body[place + 1 :]
        try:
            other = Receipt.parse(changed)
        except (MalformedMessageError, NewerFormatError):
            continue
        old = LogHead.sign("contoh", 1, 2, Digest(bytes(32)), SIGNER)
        same_growth = other.growth == before.growth
        assert not other.proven(SIGNER.public_key) or not same_growth
        assert judge(old, other.head, other.growth, SIGNER.public_key) is not None


def test_a_log_s_head_is_judged_by_the_last_one() -> None:
    leaves = [leaf_hash(bytes([n])).value for n in range(9)]

    def head(size: int, epoch: int = 1, name: str = "contoh") -> LogHead:
        return LogHead.sign(name, epoch, size, root(leaves[:size]), log_signer(name, bytes(32)))

    key = SIGNER.public_key
    path = consistency(leaves, 4)
    assert judge(None, head(9), (), key) is None
    assert judge(head(4), head(9), path, key) is None
    assert judge(head(9), head(9), (), key) is None
    assert judge(head(4), head(9), path[:-1], key) is Breach.FORKED
    assert judge(head(9), head(4), (), key) is Breach.SHRUNK
    assert judge(head(4, 2), head(9, 1), path, key) is Breach.SHRUNK
    assert judge(head(9), head(4, 2), (), key) is Breach.RESTORED
    assert judge(head(4), head(9), path, bytes(32)) is Breach.FORGERY
    assert judge(head(4), head(9, name="lain"), path, key) is Breach.FORGERY


@pytest.mark.parametrize(
    "bad",
    ["", "segel.id/depot/contoh/1\n1\nx\n", "segel.id/depot/Contoh/1\n1\n", "\n\n— a b\n"],
)
def test_what_is_no_head_is_refused(bad: str) -> None:
    with pytest.raises(MalformedMessageError):
        LogHead.parse(bad)
