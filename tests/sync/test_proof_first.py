# SPDX-License-Identifier: GPL-3.0-or-later
"""A real vault and a real depot: proof in few kilobytes, then all of it, opened by the office."""

import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.errors import DamagedError
from db.ledger.act import Act
from db.model.ids import EvidenceId
from db.seal.box import Opener
from db.seal.parcel import OfficeKey, open_
from db.store import evidence, office, outbox
from db.store.loading import context_of
from db.store.vault import Vault
from desktop.actions import syncing
from desktop.actions.desk import Desk
from desktop.actions.dispatch import read_content
from sync.cargo import Manifest, Parcel
from sync.enrolment import OfficeCard
from sync.http import HttpDepot
from sync.messages import name_of
from sync.reasons import Reason
from sync.server import tables
from sync.server.serving import Serving
from tests.fakes.live_depot import serving, site_at
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

KEY = OfficeKey(hashlib.sha256(b"kantor").digest())


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield made
    made.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot", KEY)) as server:
        yield server


def join(desk: Desk, server: Serving) -> None:
    syncing.join(desk, syncing.read_invitation(server.invite().code), "Panwaslu Contoh")


class Counted(HttpDepot):
    """Counts what a request for proof puts on its connection, and its round trips."""

    trips = 0
    proof_bytes = 0

    def ask(self, method: str, path: str, body: bytes, most: int = 1 << 20) -> bytes:
        type(self).trips += 1
        if path.startswith("/v1/proofs"):
            headers = self._signed(method, path, body)
            told = {"Host": self._address.host, "Content-Length": str(len(body)), **headers}
            lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in told.items()), "", ""]
            type(self).proof_bytes = len("\r\n".join(lines)) + len(body)
            type(self).trips_to_proof = type(self).trips
        return super().ask(method, path, body, most)

    trips_to_proof = 0


@pytest.mark.parametrize("items", [100, 300])
def test_a_day_s_proof_is_small_and_arrives_in_few_round_trips(
    vault: Vault, desk: Desk, server: Serving, items: int
) -> None:
    for _ in range(20):
        put(vault, os.urandom(50))
    join(desk, server)
    syncing.sync(desk)
    for _ in range(items):
        put(vault, os.urandom(50))
    Counted.trips = 0
    held = syncing.sync(desk, connect=Counted)
    assert held.problem is None
    connection = 2  # TCP and TLS 1.3
    assert 1 < Counted.trips_to_proof <= 5 - connection
    assert 32 * items < Counted.proof_bytes <= 4096 + 64 * (items - 100)


def test_everything_arrives_and_the_office_alone_opens_it(
    vault: Vault, desk: Desk, server: Serving
) -> None:
    plain = os.urandom(600_000)
    item = put(vault, plain)
    join(desk, server)
    held = syncing.sync(desk)
    assert held.problem is None
    assert held.waiting.nothing
    assert held.reason is None
    seq = next(
        row[0] for row in vault.db.execute("SELECT seq FROM entry WHERE act = ?", [Act.SEALED])
    )
    with server.lane._engine.connect() as db:
        parcel = tables.parcel.c
        body = bytes(db.execute(select(parcel.body).where(parcel.seq == seq)).scalar_one())
        manifest = Manifest.parse(bytes(db.execute(select(tables.manifest.c.body)).scalar_one()))
    sent = Parcel.parse(body)
    record, item_key = read_content(open_(KEY, sent.wraps, sent.meaning, sent.sealed))
    row = vault.db.execute("SELECT record FROM entry WHERE seq = ?", [seq]).fetchone()
    assert hashlib.sha256(record).digest() == row[0]
    opener = Opener(item_key, context_of(vault.id, item), manifest.header)
    rows = [
        opener.open_row(place, server.door._media.read(name), manifest.size)
        for place, name in enumerate(manifest.chunks)
    ]
    assert b"".join(rows) == plain
    with pytest.raises(DamagedError):
        open_(OfficeKey(bytes(32)), sent.wraps, sent.meaning, sent.sealed)
    with pytest.raises(DamagedError):
        open_(KEY, sent.wraps, b"another meaning", sent.sealed)


def test_a_parcel_has_one_name_however_often_it_is_sealed(
    vault: Vault, desk: Desk, server: Serving
) -> None:
    put(vault, b"isi")
    join(desk, server)
    known = office.office(vault)
    assert known is not None
    side = syncing.VaultOutbox(desk, OfficeCard.parse(known.card))
    first, second = side.parcels("record"), side.parcels("record")
    assert first == second
    assert len({name_of(piece) for piece in first}) == len(first) > 1


def test_a_damaged_item_waits_with_its_reason_and_the_others_go(
    vault: Vault, desk: Desk, server: Serving
) -> None:
    put(vault, b"satu")
    put(vault, b"dua")
    join(desk, server)
    vault.db.execute("DROP TRIGGER extent_no_update")
    vault.db.execute("UPDATE extent SET base = 99 WHERE evidence = 1")
    held = syncing.sync(desk)
    assert (held.reason, held.damaged, held.waiting.items) == (Reason.DAMAGED, 1, 1)


def test_what_a_person_sends_first_goes_first(vault: Vault) -> None:
    for number in range(3):
        put(vault, bytes([number]))
    last = evidence.by_number(vault, 3).id
    outbox.send_first(vault, EvidenceId(last))
    order = [one.number for one in outbox.items(vault, most=1 << 20, skip=frozenset())]
    assert order == [3, 1, 2]


def test_a_revoked_laptop_keeps_everything_and_says_why(
    vault: Vault, desk: Desk, server: Serving
) -> None:
    put(vault, b"isi")
    join(desk, server)
    device = syncing.joined(vault)
    assert device is not None
    server.lane.run(lambda db: server.depot.revoke(db, device.device))
    held = syncing.sync(desk)
    assert held.reason is Reason.REVOKED
    assert held.waiting.items == 1


def test_a_server_that_is_not_the_office_s_gets_nothing(
    vault: Vault, desk: Desk, server: Serving, tmp_path: Path
) -> None:
    put(vault, b"isi")
    join(desk, server)
    with serving(site_at(tmp_path / "lain")) as other:

        def astray(_url: str, card: OfficeCard, seed: bytes) -> HttpDepot:
            return HttpDepot(other.site.url, card, seed)

        held = syncing.sync(desk, connect=astray)
    assert held.reason is Reason.UNTRUSTED


def test_a_portal_in_the_way_is_named(desk: Desk, server: Serving) -> None:
    join(desk, server)
    with socket.create_server(("127.0.0.1", 0)) as portal:

        def answer() -> None:
            stranger, _ = portal.accept()
            with stranger:
                stranger.recv(1000)
                stranger.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://masuk/\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        port = portal.getsockname()[1]

        def astray(_url: str, card: OfficeCard, seed: bytes) -> HttpDepot:
            return HttpDepot(f"https://127.0.0.1:{port}", card, seed)

        held = syncing.sync(desk, connect=astray)
        thread.join()
    assert held.reason is Reason.CAPTIVE
