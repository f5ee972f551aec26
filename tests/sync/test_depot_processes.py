# SPDX-License-Identifier: GPL-3.0-or-later
"""Two server processes at once, and what they are asked at the same moment."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import Table, func, select

from db.errors import InvalidInputError, SegelError
from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Subject
from db.ledger.tree import leaf_hash, root, verify_consistency
from db.model.ids import VaultId
from db.seal.box import ROW
from sync import http, patience, quic
from sync.cargo import Manifest
from sync.enrolment import Application
from sync.errors import CodeRefusedError
from sync.http import HttpDepot, device_signer
from sync.line import Answer, Line
from sync.messages import Proof
from sync.quic import QuicRoad
from sync.receipts import Receipt
from sync.road import Exchange
from sync.round import Stage, one_round
from sync.server import tables
from sync.server.parts import part
from sync.server.places import Places
from sync.server.serving import Serving
from sync.server.site import Site
from tests.fakes.depot_processes import Member, members
from tests.fakes.live_depot import Minutes, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.real_stores import common_stores

T = TypeVar("T")


@dataclass
class Nation:
    """A depot on PostgreSQL and S3, with two processes; `inside` looks into its tables."""

    site: Site
    inside: Serving
    members: Sequence[Member]

    def ways(self, seed: bytes) -> list[HttpDepot]:
        return [HttpDepot(one.url, self.site.card, seed) for one in self.members]

    def rows(self, table: Table, vault: VaultId | None = None) -> int:
        query = select(func.count()).select_from(table)
        if vault is not None:
            query = query.where(table.c.vault == vault)
        return self.inside.lane.run(lambda db: int(db.execute(query).scalar_one()))


@dataclass
class Pairing:
    """A depot's folder and places, and two processes at work for it."""

    site: Site
    places: Places
    members: Sequence[Member]


@contextmanager
def two_at_work(folder: Path) -> Iterator[Pairing]:
    environ = common_stores().environ(uuid4().hex)
    places = Places.of(folder, environ)
    site = site_at(folder, places=places)
    with members(folder, environ, 2) as both:
        yield Pairing(site, places, both)


@pytest.fixture(scope="module")
def pairing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairing]:
    with two_at_work(tmp_path_factory.mktemp("nation") / "depot") as both:
        yield both


@pytest.fixture
def nation(pairing: Pairing) -> Iterator[Nation]:
    with Serving(pairing.site, Minutes(), pairing.places) as inside:
        yield Nation(pairing.site, inside, pairing.members)


def at_once(works: Sequence[Callable[[], T]]) -> list[T | SegelError]:
    """Do all of it at the same moment; return what each said."""
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], T]) -> T | SegelError:
        gate.wait()
        try:
            return work()
        except SegelError as error:
            return error

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def joined(nation: Nation, outbox: MemoryOutbox) -> bytes:
    """Enrol a laptop at the first process; return the seed of its key."""
    seed = os.urandom(32)
    invitation = nation.inside.invite()
    application = application_of(invitation.secret, seed, outbox)
    http.apply(nation.members[0].url, nation.site.card, application)
    return seed


def ask(way: HttpDepot, method: str, name: bytes, body: bytes, offset: int = 0) -> Answer:
    """Ask about a chunk on a connection of its own."""
    path = f"/v1/chunks/{name.hex()}"
    signed = way._signed(method, path, None if method == "PUT" else body)
    line = Line(way._address)
    try:
        return line.ask(method, path, {**signed, "Upload-Offset": str(offset)}, body, 1 << 20)
    finally:
        line.close()


def put(way: HttpDepot, name: bytes, offset: int, body: bytes) -> int:
    """Send a chunk, or a piece of one; return the status."""
    return ask(way, "PUT", name, body, offset).status


def application_of(secret: bytes, seed: bytes, outbox: MemoryOutbox) -> Application:
    return Application.write(
        secret, device_signer(seed), vault=outbox.vault, founder=outbox.founder, label="x"
    )


def test_one_code_at_two_processes_at_once_lets_one_laptop_in(nation: Nation) -> None:
    for _ in range(4):
        invitation = nation.inside.invite()
        rivals = [MemoryOutbox(number) for number in (11, 12)]
        before = nation.rows(tables.device)

        def ask(number: int) -> Receipt:
            application = application_of(invitation.secret, os.urandom(32), rivals[number])  # noqa: B023 - asked at once
            return http.apply(nation.members[number].url, nation.site.card, application)

        told = at_once([lambda: ask(0), lambda: ask(1)])
        assert [isinstance(one, Receipt) for one in told].count(True) == 1
        assert [isinstance(one, CodeRefusedError) for one in told].count(True) == 1
        assert nation.rows(tables.device) == before + 1


def test_the_same_day_sent_to_two_processes_at_once_is_there_once(nation: Nation) -> None:
    outbox = MemoryOutbox(21)
    for size in (0, 5, 3000, ROW, 2 * ROW + 100):
        outbox.seal(size)
    seed = joined(nation, outbox)
    run = outbox.run(0)
    assert run is not None
    proof = Proof(outbox.heads[-1][1], 0, (), ())
    pieces = [one for one in outbox.cargo.values() if b"sync/manifest" in one]
    parcels = [one for one in outbox.cargo.values() if one not in pieces]
    ways = nation.ways(seed)
    before = nation.rows(tables.chunk)

    def everything(depot: HttpDepot) -> None:
        depot.prove(proof, 0)
        stored = 0
        while (part := outbox.run(stored)) is not None:
            stored = depot.entries(part)
        depot.parcels(parcels)
        depot.manifests(pieces)
        for piece in pieces:
            for name in Manifest.parse(piece).chunks:
                put(depot, name, 0, outbox.chunks[name])

    told = at_once([lambda way=way: everything(way) for way in ways])  # type: ignore[misc]  # bound now
    assert [one for one in told if one is not None] == []
    assert nation.rows(tables.entry, outbox.vault) == outbox.size
    assert nation.rows(tables.parcel, outbox.vault) == len(parcels)
    assert nation.rows(tables.chunk) == before + len(outbox.chunks)
    assert nation.rows(tables.breach, outbox.vault) == 0
    terms = terms_of(nation.site, seed, outbox.vault)
    assert one_round(outbox, ways[1], terms).stage is Stage.DONE
    assert outbox.sound() >= set(outbox.cargo)
    for way in ways:
        way.close()


def test_forty_writers_of_one_chunk_leave_one(nation: Nation) -> None:
    outbox = MemoryOutbox(31)
    outbox.seal(ROW)
    seed = joined(nation, outbox)
    piece = next(one for one in outbox.cargo.values() if b"sync/manifest" in one)
    first = nation.ways(seed)[0]
    first.manifests([piece])
    name = Manifest.parse(piece).chunks[0]
    before = nation.rows(tables.chunk)
    ways = [way for _ in range(20) for way in nation.ways(seed)]
    told = at_once(
        [
            lambda way=way: put(way, name, 0, outbox.chunks[name])  # type: ignore[misc]  # bound now
            for way in ways
        ]
    )
    assert 201 in told
    assert set(told) <= {201, 409}  # an older writer at the same process gives way
    assert nation.rows(tables.chunk) == before + 1
    assert nation.inside.door._media.read(name) == outbox.chunks[name]
    for way in (first, *ways):
        way.close()


def test_a_chunk_goes_on_over_another_process_where_it_was_broken_off(nation: Nation) -> None:
    outbox = MemoryOutbox(35)
    outbox.seal(2 * ROW)
    seed = joined(nation, outbox)
    piece = next(one for one in outbox.cargo.values() if b"sync/manifest" in one)
    first, second = nation.ways(seed)
    first.manifests([piece])
    names = Manifest.parse(piece).chunks
    name, body = names[0], outbox.chunks[names[0]]
    assert put(first, name, 0, body[:100_000]) == 204
    assert first.manifests([piece]).partial == ((0, 100_000),)
    there = ask(second, "HEAD", name, b"").headers
    assert (there["upload-offset"], there["upload-complete"]) == ("100000", "?0")
    assert put(second, name, 0, body) == 409
    _break_off(second, name, 100_000, body[100_000:], 60_000)
    arrived = int(ask(first, "HEAD", name, b"").headers["upload-offset"])
    assert 100_000 <= arrived <= 160_000
    assert put(first, name, arrived, body[arrived:]) == 201
    assert ask(second, "HEAD", name, b"").headers["upload-complete"] == "?1"
    assert nation.inside.door._media.read(name) == body
    other, wrong = names[1], bytes(len(outbox.chunks[names[1]]))
    assert put(first, other, 0, wrong[:10]) == 204
    assert put(second, other, 10, wrong[10:]) == 422
    assert put(first, other, 0, outbox.chunks[other]) == 201
    assert nation.rows(part) == 0
    for way in (first, second):
        way.close()


def _break_off(way: HttpDepot, name: bytes, offset: int, body: bytes, most: int) -> None:
    """Begin a request, send `most` bytes of its body, and be gone."""
    address, path = way._address, f"/v1/chunks/{name.hex()}"
    head = [
        f"PUT {path} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}",
        f"Upload-Offset: {offset}", f"Segel: {way._signed('PUT', path, None)['Segel']}",
    ]  # fmt: skip
    with (
        socket.create_connection((address.host, address.port)) as raw,
        address.context.wrap_socket(raw, server_hostname=address.host) as wire,
    ):
        wire.sendall("\r\n".join([*head, "", ""]).encode() + body[:most])
        threading.Event().wait(1.0)
    threading.Event().wait(1.0)


def test_two_histories_of_one_vault_at_once_leave_one_and_proof_of_the_other(
    nation: Nation,
) -> None:
    outbox, twin = MemoryOutbox(41), MemoryOutbox(41)
    seed = joined(nation, outbox)
    outbox.seal(5)
    twin.act(Act.EXAMINED, Subject(SubjectKind.VAULT, twin.vault))
    ways = nation.ways(seed)
    proofs = [Proof(one.heads[-1][1], 0, (), ()) for one in (outbox, twin)]
    told = at_once([lambda: ways[0].prove(proofs[0], 0), lambda: ways[1].prove(proofs[1], 0)])
    assert [isinstance(one, Receipt) for one in told].count(True) == 1
    assert nation.rows(tables.breach, outbox.vault) == 1
    for way in ways:
        way.close()


def test_the_log_of_two_processes_is_one_and_every_receipt_is_in_it(nation: Nation) -> None:
    outboxes = [MemoryOutbox(50 + number) for number in range(6)]
    seeds = [joined(nation, outbox) for outbox in outboxes]

    def day(number: int) -> None:
        for turn in range(4):
            outboxes[number].seal(100 * turn)
            way = nation.ways(seeds[number])[(number + turn) % 2]
            terms = terms_of(nation.site, seeds[number], outboxes[number].vault)
            try:
                one_round(outboxes[number], way, terms)
            finally:
                way.close()

    told = at_once([lambda number=number: day(number) for number in range(6)])  # type: ignore[misc]  # bound now
    assert [one for one in told if one is not None] == []
    assert not any(outbox.doubts for outbox in outboxes)
    leaf = tables.leaf.c
    bodies = nation.inside.lane.run(
        lambda db: [bytes(row[0]) for row in db.execute(select(leaf.body).order_by(leaf.place))]
    )
    hashes = [leaf_hash(body).value for body in bodies]
    receipts = [one for outbox in outboxes for one in outbox.receipts]
    assert receipts
    for receipt in receipts:
        assert bodies[receipt.index] == receipt.leaf
        assert receipt.head.root == root(hashes[: receipt.head.size])
        assert receipt.proven(nation.site.card.log_key)
    old = receipts[0].head
    path = nation.inside.lane.run(
        lambda db: nation.inside.depot.log.consistency(db, old.size, len(hashes))
    )
    assert verify_consistency(old.size, old.root, len(hashes), root(hashes), path)


def test_a_killed_process_loses_nothing_and_the_other_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.carry.HOPELESS_S", 5.0)  # the one that was killed never comes back
    with two_at_work(tmp_path / "depot") as two, Serving(two.site, Minutes(), two.places) as inside:
        _go_on_without_one(Nation(two.site, inside, two.members))


def _go_on_without_one(nation: Nation) -> None:
    outbox = MemoryOutbox(61)
    seed = joined(nation, outbox)
    for _ in range(6):
        outbox.seal(2 * ROW)
    ways = nation.ways(seed)
    terms = terms_of(nation.site, seed, outbox.vault)
    killer = threading.Timer(0.3, nation.members[0].kill)
    killer.start()
    try:
        one_round(outbox, ways[0], terms)
    except SegelError:
        assert outbox.doubts == []
    killer.join()
    assert one_round(outbox, ways[1], terms).stage is Stage.DONE
    assert outbox.sound() >= set(outbox.cargo)
    assert outbox.doubts == []
    for way in ways:
        way.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are read from /proc")
def test_of_processes_behind_one_address_one_that_dies_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "depot"
    environ = common_stores().environ(uuid4().hex)
    site = site_at(folder, places=Places.of(folder, environ))
    outbox, pause = MemoryOutbox(81), threading.Event()
    with members(folder, environ, 1, "--processes", "2") as (one,):
        first = one.children()
        assert len(first) == 2
        os.kill(first[0], signal.SIGKILL)
        with Serving(site, Minutes(), Places.of(folder, environ)) as inside:
            seed = joined(Nation(site, inside, [one]), outbox)
        outbox.seal(ROW)
        way = HttpDepot(one.url, site.card, seed)
        assert one_round(outbox, way, terms_of(site, seed, outbox.vault)).stage is Stage.DONE
        way.close()
        for _ in range(100):
            if first[0] not in one.children() and len(one.children()) == 2:
                break
            pause.wait(0.1)
        assert first[1] in one.children()
        assert len(one.children()) == 2
        one.process.terminate()
        assert one.process.wait(120) == 0
        assert not Path(f"/proc/{first[1]}").exists()


class Watched(QuicRoad):
    """Counts what was answered over UDP."""

    answered = 0

    def turn(self) -> list[Exchange]:
        done = super().turn()
        Watched.answered += len(done)
        return done


def answering(member: Member, port: int) -> set[int]:
    """Return the processes of a member that hold the port of UDP."""
    lines = [line.split() for line in Path("/proc/net/udp").read_text().splitlines()[1:]]
    gates = {f"socket:[{one[9]}]" for one in lines if one[1].endswith(f":{port:04X}")}
    return {one for one in member.children() if gates & held_by(one)}


def held_by(process: int) -> set[str]:
    """Return what a process holds open; nothing when it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return {str(file.readlink()) for file in Path(f"/proc/{process}/fd").iterdir()}
    return set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are read from /proc")
def test_one_of_the_processes_answers_datagrams_and_another_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "FAR_S", 0.0)
    monkeypatch.setattr(quic, "QuicRoad", Watched)
    folder = tmp_path / "depot"
    environ = common_stores().environ(uuid4().hex)
    site = site_at(folder, places=Places.of(folder, environ))
    outbox, pause = MemoryOutbox(83), threading.Event()
    with members(folder, environ, 1, "--processes", "3") as (one,):
        port = int(one.url.rpartition(":")[2])
        with Serving(site, Minutes(), Places.of(folder, environ)) as inside:
            seed = joined(Nation(site, inside, [one]), outbox)

        def hold() -> int:
            """Hold a round with two new items; return what was answered over UDP."""
            Watched.answered = 0
            outbox.seal(2 * ROW)
            outbox.seal(ROW)
            way = HttpDepot(one.url, site.card, seed)
            assert one_round(outbox, way, terms_of(site, seed, outbox.vault)).stage is Stage.DONE
            way.close()
            assert outbox.sound() >= set(outbox.cargo)
            return Watched.answered

        def lasting() -> bool:
            """Hold rounds until one goes over UDP; those before it went over TCP."""
            return any(hold() or pause.wait(1) for _ in range(30))

        assert lasting()
        (first,) = answering(one, port)
        os.kill(first, signal.SIGKILL)
        assert lasting()
        (second,) = answering(one, port)
        assert second != first


def test_a_database_of_another_depot_or_none_is_not_served_from(tmp_path: Path) -> None:
    stores = common_stores()
    mine, empty = stores.places(uuid4().hex), stores.places(uuid4().hex)
    site_at(tmp_path / "a", places=mine)
    other = site_at(tmp_path / "b")
    for places in (mine, empty):
        with pytest.raises(InvalidInputError) as caught:
            Serving(other, Minutes(), places)
        assert caught.value.details["what"] == "depot-database"
    with pytest.raises(InvalidInputError) as caught:
        site_at(tmp_path / "c", places=mine)
    assert caught.value.details["what"] == "depot-database-used"
    assert not (tmp_path / "c").exists()


def test_pieces_offered_at_once_are_numbered_in_the_order_they_appear(nation: Nation) -> None:
    outbox = MemoryOutbox(71)
    seed = joined(nation, outbox)
    way = nation.ways(seed)[0]
    seen: list[int] = []
    stop = threading.Event()

    def follow() -> None:
        after = 0
        while not stop.is_set():
            for piece in way.feed(after):
                seen.append(piece.number)
                after = piece.number

    def offer() -> None:
        for _ in range(25):
            nation.inside.lane.run(lambda db: nation.inside.depot.offer(db, "note", b"x"))

    reader = threading.Thread(target=follow)
    reader.start()
    at_once([offer] * 4)
    stop.wait(0.3)
    stop.set()
    reader.join()
    way.close()
    assert seen == sorted(seen)
    assert len(seen) == 100
