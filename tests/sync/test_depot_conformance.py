# SPDX-License-Identifier: GPL-3.0-or-later
"""One suite for every depot: the simulator, the real verbs, and the real server over TLS.

The server is asked with its own folder, and with a real PostgreSQL and a real S3 store.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Subject
from db.seal.box import ROW
from sync.cargo import Manifest
from sync.errors import BrokenPromiseError
from sync.messages import Claim, Missing, Proof, name_of
from sync.receipts import Receipt, Said
from sync.round import Outcome, Plan, Stage, one_round
from sync.wire import Depot, Terms
from tests.fakes.depot_simulator import DepotSimulator
from tests.fakes.live_depot import DirectDepot, enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.real_stores import common_stores


@dataclass
class Pair:
    """A vault's side and a depot."""

    outbox: MemoryOutbox
    depot: Depot
    terms: Terms
    offer: Callable[[str, bytes], object]

    def round(self, plan: Plan | None = None) -> Outcome:
        return one_round(self.outbox, self.depot, self.terms, plan=plan)


@pytest.fixture(params=["simulator", "verbs", "server", "server-on-postgresql-and-s3"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    outbox = MemoryOutbox(7)
    match request.param:
        case "simulator":
            simulator = DepotSimulator(outbox.vault, "DEVICE")
            yield Pair(outbox, simulator, simulator.terms, simulator.offer)
        case "verbs":
            direct = DirectDepot(tmp_path / "depot", outbox)
            yield Pair(outbox, direct, direct.terms, direct.offer)
            direct.close()
        case _:
            seed = os.urandom(32)
            places = None
            if request.param != "server":
                places = common_stores().places(uuid4().hex)
            with serving(site_at(tmp_path / "depot", places=places), places) as server:
                depot = enrolled(server, outbox, seed)

                def offer(kind: str, body: bytes) -> None:
                    server.lane.run(lambda db: server.depot.offer(db, kind, body))

                yield Pair(outbox, depot, terms_of(server.site, seed, outbox.vault), offer)
                depot.close()


def work(outbox: MemoryOutbox) -> None:
    for size in (0, 5, 3000, ROW, 2 * ROW + 100):
        outbox.seal(size)


def test_a_round_leaves_nothing_waiting_and_a_receipt_for_everything(pair: Pair) -> None:
    work(pair.outbox)
    outcome = pair.round()
    assert outcome.stage is Stage.DONE
    assert not outcome.breaches
    assert pair.outbox.sound() >= set(pair.outbox.cargo)
    standing = pair.outbox.standing()
    assert standing.stored == standing.proven == standing.size
    assert not standing.news


def test_a_second_round_sends_nothing(pair: Pair) -> None:
    work(pair.outbox)
    pair.round()
    size, receipts = pair.outbox.size, len(pair.outbox.receipts)
    again = pair.round()
    assert (again.bytes, again.receipts, again.breaches) == (0, 0, [])
    assert (pair.outbox.size, len(pair.outbox.receipts)) == (size, receipts)


def test_a_round_brackets_the_ledger_between_the_log_s_head_and_a_receipt(pair: Pair) -> None:
    pair.outbox.seal(10)
    pair.round()
    assert pair.outbox.entries[-1].act is Act.OFFICE_SEEN
    heads = [one.statement for one in pair.outbox.receipts if one.statement.kind is Said.HEAD]
    assert heads[-1].size == pair.outbox.size
    assert heads[-1].root == pair.outbox.root_at(pair.outbox.size)


def test_on_a_metered_road_media_stay_and_proof_and_forms_go(pair: Pair) -> None:
    work(pair.outbox)
    pair.round(Plan(media=False))
    assert len(pair.outbox.manifests()) == 5
    assert not pair.outbox.parcels("record")
    assert pair.outbox.standing().stored == pair.outbox.size


def test_every_request_may_be_repeated(pair: Pair) -> None:
    work(pair.outbox)
    pair.round()
    depot, outbox = pair.depot, pair.outbox
    proof = Proof(outbox.heads[-1][1], outbox.size, (), ())
    assert depot.prove(proof, 0).statement == depot.prove(proof, 0).statement
    run = outbox.run(0)
    assert run is not None
    assert depot.entries(run) == depot.entries(run) == outbox.size
    pieces = [one for one in outbox.cargo.values() if b"sync/manifest" in one]
    assert depot.manifests(pieces).wanted == depot.manifests(pieces).wanted == ()
    claim = Claim(outbox.size, tuple(sorted(outbox.cargo)))
    first, second = depot.claim(claim, 0), depot.claim(claim, 0)
    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    assert (first.leaf, first.index) == (second.leaf, second.index)


def test_a_claim_names_what_is_missing(pair: Pair) -> None:
    work(pair.outbox)
    pair.round(Plan(media=False))
    names = tuple(sorted(pair.outbox.cargo))
    answer = pair.depot.claim(Claim(pair.outbox.size, names), 0)
    assert isinstance(answer, Missing)
    lacking = {names[place] for place in answer.wanted}
    assert lacking == {name for name in names if b"sync/manifest" in pair.outbox.cargo[name]}
    ahead = pair.depot.claim(Claim(pair.outbox.size + 1, ()), 0)
    assert isinstance(ahead, Missing)
    assert ahead.entries == pair.outbox.size


def test_an_item_is_not_receipted_before_its_last_chunk(pair: Pair) -> None:
    pair.outbox.seal(3 * ROW)
    pair.round(Plan(media=False))
    (piece,) = pair.outbox.manifests()
    manifest = Manifest.parse(piece)
    assert pair.depot.manifests([piece]).wanted == (0, 1, 2, 3)
    claim = Claim(pair.outbox.size, (name_of(piece),))
    assert isinstance(pair.depot.claim(claim, 0), Missing)
    pair.round()
    assert isinstance(pair.depot.claim(claim, 0), Receipt)
    assert pair.depot.manifests([piece]) == Missing(pair.outbox.size, 4, ())
    assert len(manifest.chunks) == 4


def test_what_the_office_has_arrives_once_and_in_order(pair: Pair) -> None:
    pair.offer("note", b"satu")
    pair.offer("pack", b"dua" * 1000)
    pair.round()
    pair.offer("note", b"tiga")
    pair.round()
    pair.round()
    bodies = [piece.body for _, piece in sorted(pair.outbox.pieces.items())]
    assert bodies == [b"satu", b"dua" * 1000, b"tiga"]


def test_another_history_of_the_same_vault_is_refused_and_named(pair: Pair) -> None:
    pair.outbox.seal(5)
    pair.round()
    twin = MemoryOutbox(7)  # the same vault, put back to its beginning
    twin.seal(6)
    for _ in range(5):
        twin.act(Act.EXAMINED, Subject(SubjectKind.VAULT, twin.vault))
    with pytest.raises(BrokenPromiseError) as caught:
        one_round(twin, pair.depot, pair.terms)
    assert caught.value.details["kind"] == "ledger-forked"
    assert [breach for breach, _, _ in twin.doubts] == ["ledger-forked"]
