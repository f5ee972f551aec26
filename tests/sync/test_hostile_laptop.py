# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile laptop cannot pass its quota, read or disturb another's, or bring the depot down."""

import gc
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from db.errors import EvidenceDamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Subject
from db.model.progress import never
from db.seal import transport
from db.seal.box import ROW, SEALED_ROW
from sync.cargo import Manifest
from sync.errors import (
    BrokenPromiseError,
    MalformedMessageError,
    NotEnrolledError,
    QuotaError,
)
from sync.http import HttpDepot
from sync.line import Line, pinned
from sync.messages import Claim, Entries, Missing
from sync.server import limits, tables
from sync.server import serving as serving_room
from sync.server.serving import Serving
from sync.wire import Chunk
from tests.fakes.live_depot import enrolled, serving, site_at
from tests.fakes.memory_outbox import MemoryOutbox


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot")) as server:
        yield server


@pytest.fixture
def outbox() -> MemoryOutbox:
    made = MemoryOutbox(5)
    made.seal(2 * ROW)
    return made


@pytest.fixture
def depot(server: Serving, outbox: MemoryOutbox) -> Iterator[HttpDepot]:
    made = enrolled(server, outbox)
    yield made
    made.close()


def manifest_of(outbox: MemoryOutbox) -> bytes:
    return next(one for one in outbox.cargo.values() if b"sync/manifest" in one)


def test_a_chunk_that_no_manifest_names_is_not_taken(
    depot: HttpDepot, outbox: MemoryOutbox
) -> None:
    name, body = next(iter(outbox.chunks.items()))
    with pytest.raises(MalformedMessageError):
        depot.carry([Chunk(name, 0, body)], never, set().add)


def test_wrong_bytes_never_become_a_chunk(
    depot: HttpDepot, outbox: MemoryOutbox, server: Serving
) -> None:
    piece = manifest_of(outbox)
    depot.manifests([piece])
    name = Manifest.parse(piece).chunks[0]
    with pytest.raises(EvidenceDamagedError):
        depot.carry([Chunk(name, 0, bytes(SEALED_ROW))], never, set().add)
    assert list(server.door._media.names()) == []
    body = outbox.chunks[name]
    depot.carry([Chunk(name, -1, body)], never, set().add)
    assert server.door._media.read(name) == body


def test_the_quota_is_counted_once_and_kept(
    depot: HttpDepot, outbox: MemoryOutbox, server: Serving
) -> None:
    piece = manifest_of(outbox)
    room = Manifest.parse(piece).bytes + len(piece)
    server.lane.run(lambda db: db.execute(update(tables.device).values(quota=room)))
    for _ in range(3):
        depot.manifests([piece])
    outbox.seal(5)
    other = [one for one in outbox.cargo.values() if one != piece and b"sync/manifest" in one]
    with pytest.raises(QuotaError):
        depot.manifests(other)
    assert depot.state(0).room == 0


def test_one_laptop_sees_and_changes_nothing_of_another(
    depot: HttpDepot, outbox: MemoryOutbox, server: Serving
) -> None:
    seed = os.urandom(32)
    depot.manifests([manifest_of(outbox)])
    stranger = MemoryOutbox(6)
    second = enrolled(server, stranger, seed)
    try:
        for piece in outbox.cargo.values():
            with pytest.raises(MalformedMessageError):
                (second.manifests if b"sync/manifest" in piece else second.parcels)([piece])
        name = Manifest.parse(manifest_of(outbox)).chunks[0]
        with pytest.raises(MalformedMessageError):
            second.carry([Chunk(name, -1, outbox.chunks[name])], never, set().add)
        assert isinstance(second.claim(Claim(0, tuple(sorted(outbox.cargo))), 0), Missing)
        run = outbox.run(0)
        assert run is not None
        with pytest.raises((MalformedMessageError, BrokenPromiseError)):
            second.entries(run)
        assert second.state(0).head == ""
    finally:
        second.close()


def test_a_request_signed_by_nobody_known_is_refused(depot: HttpDepot, server: Serving) -> None:
    other = HttpDepot(server.site.url, server.site.card, os.urandom(32))
    with pytest.raises(NotEnrolledError):
        other.state(0)
    other.close()
    depot.state(0)


def test_a_signature_serves_one_request_alone(depot: HttpDepot) -> None:
    headers = depot._signed("GET", "/v1/state?log=0", b"")
    line = Line(depot._address)
    try:
        assert line.ask("GET", "/v1/state?log=0", headers, b"", 1 << 20).status == 200
        for method, path, body in (
            ("GET", "/v1/state?log=1", b""),
            ("GET", "/v1/feed?after=0", b""),
            ("POST", "/v1/claims?log=0", Claim(0, ()).emit()),
        ):
            assert line.ask(method, path, headers, body, 1 << 20).status == 401
    finally:
        line.close()


def test_entries_that_break_the_rules_are_not_stored(
    depot: HttpDepot, outbox: MemoryOutbox, server: Serving
) -> None:
    run = outbox.run(0)
    assert run is not None
    spoiled = (
        Entries(0, run.bodies, run.heads[:-1]),  # the end is under no head
        Entries(0, run.bodies[::-1], run.heads),
        Entries(0, (b"{}", *run.bodies[1:]), run.heads),
        Entries(0, run.bodies, tuple(head.replace("A", "B") for head in run.heads)),
    )
    for bad in spoiled:
        with pytest.raises((MalformedMessageError, BrokenPromiseError)):
            depot.entries(bad)
    with server.lane._engine.connect() as db:
        assert db.execute(select(tables.entry.c.seq)).all() == []
    assert depot.entries(run) == outbox.size


def test_a_fork_is_kept_as_proof_on_the_depot(
    depot: HttpDepot, outbox: MemoryOutbox, server: Serving
) -> None:
    run = outbox.run(0)
    assert run is not None
    depot.entries(run)
    twin = MemoryOutbox(5)
    for _ in range(3):
        twin.act(Act.EXAMINED, Subject(SubjectKind.VAULT, twin.vault))
    for _ in range(2):
        with pytest.raises(BrokenPromiseError):
            depot.prove(twin.proof(outbox.size), 0)
    with server.lane._engine.connect() as db:
        kept = db.execute(select(tables.breach.c.detail)).all()
    assert len(kept) == 1
    assert kept[0][0].count("segel.id/brankas/") == 2


def test_too_many_requests_are_asked_for_patience() -> None:
    now = [0.0]
    patience = limits.Patience(lambda: now[0], burst=3, a_second=1)
    for _ in range(3):
        patience.spend("satu")
    patience.spend("dua")
    with pytest.raises(limits.PatienceError) as caught:
        patience.spend("satu")
    assert caught.value.details == {"seconds": "2"}
    now[0] = 2.0
    patience.spend("satu")


def test_the_newest_request_is_a_chunk_s_writer() -> None:
    fences, name = limits.Fences(), bytes(32)
    old, new = fences.enter(name), fences.enter(name)
    assert fences.hold(name, new, lambda: 5) == 5
    with pytest.raises(limits.OffsetError):
        fences.hold(name, old, lambda: 5)
    fences.leave(name)
    fences.leave(name)
    assert fences.enter(name) == 1


def test_a_message_without_length_or_too_long_is_refused_unread(
    depot: HttpDepot, server: Serving
) -> None:
    host, port = server.site.must_have_host()
    context = pinned(transport.pem(server.site.card.ca))
    for length, status in (("Content-Length: 999999999", b"413"), ("X: y", b"413")):
        with (
            socket.create_connection((host, port)) as raw,
            context.wrap_socket(raw, server_hostname=host) as wire,
        ):
            request = f"POST /v1/claims HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n"
            wire.sendall(request.encode())
            assert wire.recv(100).split(b" ")[1] == status
    depot.state(0)


def test_the_server_speaks_nothing_older_than_tls_1_3(server: Serving) -> None:
    host, port = server.site.must_have_host()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=transport.pem(server.site.card.ca))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection((host, port)) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw, server_hostname=host)


PATHS = ("proofs", "entries", "parcels", "manifests", "claims", "chunks/00", "feed", "state", "x")


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD"]),
    path=st.sampled_from(PATHS),
    query=st.text("0123456789abc=&?%-", max_size=8),
    body=st.binary(max_size=200),
)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_no_signed_junk_brings_the_depot_down(
    depot: HttpDepot, method: str, path: str, query: str, body: bytes
) -> None:
    whole = f"/v1/{path}?{query}"
    data = body if method in {"POST", "PUT"} else b""
    headers = depot._signed(method, whole, None if method == "PUT" else data)
    line = Line(depot._address)
    try:
        answer = line.ask(method, whole, headers, data, 1 << 20)
    finally:
        line.close()
    assert answer.status < 500 or answer.status == 507
    depot.state(0)


def test_metrics_and_health_say_how_it_stands_and_name_nobody(
    depot: HttpDepot, outbox: MemoryOutbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "sync.server")
    depot.manifests([manifest_of(outbox)])
    line = Line(depot._address)
    try:
        health = line.ask("GET", "/health", {}, b"", 1000).body
        metrics = line.ask("GET", "/metrics", {}, b"", 1 << 20).body.decode()
        head = line.ask("GET", "/log/checkpoint", {}, b"", 1000).body.decode()
    finally:
        line.close()
    assert health.splitlines()[0] == b"ok 1"
    assert "segel_depot_manifests 1\n" in metrics
    assert 'what="manifests",status="200"} 1' in metrics
    assert head.startswith("segel.id/depot/")
    told = " ".join(record.getMessage() for record in caplog.records)
    assert outbox.vault not in told
    assert "127.0.0.1" not in told


@pytest.mark.parametrize("dripping", [b"", b"GET /health HTTP/1.1\r\nHost: x"])
def test_who_never_says_what_he_wants_is_let_go(
    server: Serving, monkeypatch: pytest.MonkeyPatch, dripping: bytes
) -> None:
    monkeypatch.setattr(serving_room, "WHOLE_S", 1.0)
    host, port = server.site.must_have_host()
    context = pinned(transport.pem(server.site.card.ca))
    with context.wrap_socket(socket.create_connection((host, port)), server_hostname=host) as wire:
        wire.settimeout(0.2)
        for place in range(600):
            try:
                wire.sendall(dripping[place : place + 1])
                heard = wire.recv(1000)
            except TimeoutError:
                continue
            except OSError:
                heard = b""
            assert heard == b""
            return
    pytest.fail("it was kept for two minutes")


def test_a_connection_that_rests_after_an_answer_is_kept(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving_room, "WHOLE_S", 0.5)
    host, port = server.site.must_have_host()
    context = pinned(transport.pem(server.site.card.ca))
    with closing(HTTPSConnection(host, port, context=context, timeout=60)) as line:
        line.connect()
        first = line.sock
        for _ in range(2):
            line.request("GET", "/health")
            assert line.getresponse().read().startswith(b"ok")
            threading.Event().wait(1.5)
        assert line.sock is first


def test_more_connections_than_anybody_needs_are_not_kept(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving_room, "MOST_OPEN", 0)
    host, port = server.site.must_have_host()
    context = pinned(transport.pem(server.site.card.ca))
    heard = b""
    with suppress(ConnectionError, ssl.SSLError), socket.create_connection((host, port)) as plain:
        plain.settimeout(60)
        with context.wrap_socket(plain, server_hostname=host) as wire:
            wire.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            heard = wire.recv(1000)
    assert heard == b""


def test_connections_that_broke_are_let_go_at_once(server: Serving, depot: HttpDepot) -> None:
    host, port = server.site.must_have_host()
    context = pinned(transport.pem(server.site.card.ca))
    for _ in range(10):
        with socket.create_connection((host, port)) as raw:
            wire = context.wrap_socket(raw, server_hostname=host)
            wire.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert wire.recv(1000).startswith(b"HTTP/1.1 200")
            wire.close()  # without a word of TLS
    depot.state(0)
    for _ in range(50):
        gc.collect()
        held = sum(type(one) is serving_room._Connection for one in gc.get_objects())
        if held <= 1:
            break
        threading.Event().wait(0.1)
    assert held <= 1
