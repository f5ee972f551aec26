# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting back what was sent, from every kind of depot: by its own vault, once it is whole."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from db.model.ids import EvidenceId
from db.seal.box import ROW
from db.seal.hashing import digest
from sync.cargo import Manifest
from sync.errors import MalformedMessageError
from sync.http import HttpDepot
from sync.round import Plan, one_round
from sync.server.serving import Serving
from tests.fakes.live_depot import enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.real_stores import common_stores


@dataclass
class Sent:
    """A laptop that sent an item of three rows, and its depot."""

    server: Serving
    outbox: MemoryOutbox
    depot: HttpDepot
    manifest: Manifest
    body: bytes


@pytest.fixture(params=["folder", "postgresql-and-s3"])
def sent(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sent]:
    outbox, seed = MemoryOutbox(7), os.urandom(32)
    places = None if request.param == "folder" else common_stores().places(uuid4().hex)
    with serving(site_at(tmp_path / "depot", places=places), places) as server:
        depot = enrolled(server, outbox, seed)
        outbox.seal(2 * ROW + 100)
        (body,) = outbox.manifests()
        one_round(outbox, depot, terms_of(server.site, seed, outbox.vault))
        yield Sent(server, outbox, depot, Manifest.parse(body), body)
        depot.close()


def test_the_manifest_and_every_chunk_come_back_as_they_were_sent(sent: Sent) -> None:
    assert sent.depot.manifests_of(sent.manifest.item) == (sent.body,)
    for place, name in enumerate(sent.manifest.chunks):
        body = sent.depot.chunk_of(name)
        assert body is not None
        assert digest(body).value == name
        assert body == sent.outbox.chunk(sent.manifest, place)


def test_another_vault_s_laptop_learns_nothing(sent: Sent) -> None:
    other = enrolled(sent.server, MemoryOutbox(8))
    assert other.manifests_of(sent.manifest.item) == ()
    assert other.chunk_of(sent.manifest.chunks[0]) is None
    assert other.chunk_of(bytes(32)) is None
    other.close()


def test_a_chunk_that_was_named_and_has_not_come_is_not_there(tmp_path: Path) -> None:
    outbox, seed = MemoryOutbox(7), os.urandom(32)
    with serving(site_at(tmp_path / "depot")) as server:
        depot = enrolled(server, outbox, seed)
        outbox.seal(ROW)
        one_round(outbox, depot, terms_of(server.site, seed, outbox.vault), plan=Plan(media=False))
        (piece,) = outbox.manifests()
        depot.manifests([piece])
        manifest = Manifest.parse(piece)
        assert depot.chunk_of(manifest.chunks[0]) is None
        assert depot.manifests_of(manifest.item) == (piece,)
        depot.close()


@pytest.mark.parametrize(
    "path", ["/v1/manifests/kurang", "/v1/chunks/zz", "/v1/chunks/" + "AB" * 32, "/v1/chunks/00"]
)
def test_what_is_no_name_is_refused(tmp_path: Path, path: str) -> None:
    with serving(site_at(tmp_path / "depot")) as server:
        depot = enrolled(server, MemoryOutbox(7))
        with pytest.raises(MalformedMessageError):
            depot.ask("GET", path, b"")
        assert depot.manifests_of(EvidenceId("0" * 26)) == ()
        depot.close()
