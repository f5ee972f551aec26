# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message a hostile laptop can sign, bent in every way, through the real door.

Nothing brings the depot down, nothing passes a quota, and nothing of another laptop's changes: on
files, and on a real PostgreSQL and a real S3 store.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.errors import DamagedError
from db.model import canonical
from db.model.canonical import Json
from db.seal.box import ROW
from sync.cargo import Manifest, bag
from sync.enrolment import Application
from sync.http import HttpDepot, device_signer
from sync.line import Line
from sync.messages import Claim, Proof
from sync.round import Stage, one_round
from sync.server import limits, tables
from sync.server.serving import Serving
from tests.fakes.live_depot import enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.real_stores import common_stores

ODD: Final[tuple[Json, ...]] = (
    None, True, -1, 0, 1, 2**31, 2**53 - 1, "", "\u0000", "x" * 3000, "٣", [], {}, [0], ["a"],
)  # fmt: skip
EXAMPLES: Final = 60 if settings.default is None or settings.default.max_examples < 1000 else 3000
"""More where there is time for more: `make fuzz`."""
_SAME = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Scene:
    """A depot with an honest laptop that has sent its day, and a hostile one that is enrolled."""

    server: Serving
    honest: MemoryOutbox
    hostile: MemoryOutbox
    depot: HttpDepot
    seed: bytes

    def ask(self, method: str, path: str, body: bytes, more: dict[str, str] | None = None) -> int:
        """Ask something, signed by the hostile laptop; return the status."""
        signed = None if method == "PUT" else body
        headers = {**self.depot._signed(method, path, signed), **(more or {})}
        line = Line(self.depot._address)
        try:
            return line.ask(method, path, headers, body, 1 << 21).status
        finally:
            line.close()

    def honest_rows(self) -> list[int]:
        """Return how much of the honest laptop there is."""

        def work(db: object) -> list[int]:
            return [
                int(
                    db.execute(  # type: ignore[attr-defined]  # a connection
                        select(func.count()).where(table.c.vault == self.honest.vault)
                    ).scalar_one()
                )
                for table in (tables.entry, tables.head, tables.parcel, tables.manifest)
            ]

        return self.server.lane.run(work)

    def used(self) -> tuple[int, int]:
        """Return what of the hostile laptop's quota is used, and the quota."""
        device = tables.device.c
        query = select(device.used, device.quota).where(device.vault == self.hostile.vault)
        row = self.server.lane.run(lambda db: db.execute(query).one())
        return int(row.used), int(row.quota)


@pytest.fixture(params=["files", "postgresql-and-s3"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    places = None if request.param == "files" else common_stores().places(uuid4().hex)
    honest, hostile, seed = MemoryOutbox(1), MemoryOutbox(2), os.urandom(32)
    for outbox in (honest, hostile):
        for size in (0, 900, ROW + 1):
            outbox.seal(size)
    with serving(site_at(tmp_path / "depot", places=places), places) as server:
        server.door._patience = limits.Patience(lambda: 0.0, 1e12, 1.0)
        server.door._strangers = limits.Patience(lambda: 0.0, 1e12, 1.0)
        own = os.urandom(32)
        first = enrolled(server, honest, own)
        terms = terms_of(server.site, own, honest.vault)
        assert one_round(honest, first, terms).stage is Stage.DONE
        first.close()
        depot = enrolled(server, hostile, seed)
        yield Scene(server, honest, hostile, depot, seed)
        depot.close()


def good_messages(scene: Scene) -> list[tuple[str, bytes]]:
    """Return one good message for every door, with the path it goes to."""
    mine, other = scene.hostile, scene.honest
    run = mine.run(0)
    assert run is not None
    manifests = [one for one in mine.cargo.values() if b"sync/manifest" in one]
    parcels = [one for one in mine.cargo.values() if b"sync/parcel" in one]
    application = Application.write(
        os.urandom(10), device_signer(scene.seed), vault=mine.vault, founder=mine.founder, label="x"
    )
    return [
        ("/v1/proofs?log=0", Proof(mine.heads[-1][1], 0, (), (bytes(32),)).emit()),
        ("/v1/entries", run.emit()),
        ("/v1/parcels", bag(parcels)),
        ("/v1/parcels", bag([*other.cargo.values()][:2])),
        ("/v1/manifests", bag(manifests)),
        ("/v1/claims?log=0", Claim(1, tuple(sorted(mine.cargo))).emit()),
        ("/v1/enrolments", application.body),
        ("/v1/readers", application.body),
        ("/v1/reader/letters?to=", bag([])),
    ]


def bent(draw: st.DataObject, body: bytes) -> bytes:
    """Bend a message: its bytes, its length, or a value of its head under a good spelling."""
    match draw.draw(st.sampled_from(["value", "value", "bytes", "cut", "grow", "twice"])):
        case "value":
            return _with_another_value(draw, body)
        case "bytes":
            changed = bytearray(body)
            for _ in range(draw.draw(st.integers(1, 4))):
                changed[draw.draw(st.integers(0, len(body) - 1))] = draw.draw(st.integers(0, 255))
            return bytes(changed)
        case "cut":
            return body[: draw.draw(st.integers(0, len(body) - 1))]
        case "grow":
            at = draw.draw(st.integers(0, len(body)))
            return body[:at] + draw.draw(st.binary(min_size=1, max_size=40)) + body[at:]
        case _:
            return body + body


def _with_another_value(draw: st.DataObject, body: bytes) -> bytes:
    length = int.from_bytes(body[:4])
    try:
        head = canonical.from_bytes(body[4 : 4 + length])
    except DamagedError:
        return body[::-1]
    assert isinstance(head, dict)
    key = draw.draw(st.sampled_from(sorted(head)))
    told = canonical.to_bytes({**head, key: draw.draw(st.sampled_from(ODD))})
    return len(told).to_bytes(4) + told + body[4 + length :]


def test_no_bent_message_brings_a_depot_down_or_changes_what_is_another_s(scene: Scene) -> None:
    before = scene.honest_rows()
    good = good_messages(scene)

    @given(st.data())
    @_SAME
    def bend(draw: st.DataObject) -> None:
        path, body = draw.draw(st.sampled_from(good))
        status = scene.ask("POST", path, bent(draw, body))
        assert status in {200, 400, 401, 403, 404, 409, 413, 422, 426, 507}, status

    bend()
    assert scene.honest_rows() == before
    used, quota = scene.used()
    assert 0 <= used <= quota
    terms = terms_of(scene.server.site, scene.seed, scene.hostile.vault)
    again = one_round(scene.hostile, scene.depot, terms)
    assert again.stage is Stage.DONE


def test_no_path_query_or_header_brings_a_depot_down(scene: Scene) -> None:
    piece = next(one for one in scene.hostile.cargo.values() if b"sync/manifest" in one)
    scene.depot.manifests([piece])
    named = Manifest.parse(piece).chunks[0].hex()
    vault = scene.honest.vault
    paths = [
        f"/v1/chunks/{named}", f"/v1/chunks/{named.upper()}", "/v1/chunks/%00", "/v1/chunks/..",
        "/v1/state", "/v1/feed", f"/v1/reader/{vault}/entries", f"/v1/reader/{vault}/manifests",
        "/v1/reader/fleet", "/v1/reader/%00/entries", "/log/checkpoint", "/metrics", "/health",
    ]  # fmt: skip
    queries = [
        "", "?log=1", "?log=-1", "?log=999999999999999", "?log=9999999999999999999999",
        "?log=%D9%A3", "?after=%00", "?after=1&after=2", "?first=%00&until=%FF", "?%00",
        "?after=99999999999999",
    ]  # fmt: skip
    offsets = ["", "0", "1", "-1", "+0", "00", "262400", "99999999999999999999", "٣", "x"]

    @given(
        method=st.sampled_from(["GET", "HEAD", "PUT", "POST", "DELETE"]),
        path=st.sampled_from(paths),
        query=st.sampled_from(queries),
        offset=st.sampled_from(offsets),
        body=st.binary(max_size=300),
    )
    @_SAME
    def ask(method: str, path: str, query: str, offset: str, body: bytes) -> None:
        sent = body if method in {"PUT", "POST"} else b""
        told = {"Upload-Offset": offset} if offset.isascii() else {}
        status = scene.ask(method, path + query, sent, told)
        assert status < 500 or status == 507, status

    ask()
    assert scene.ask("GET", "/health", b"") == 200


@pytest.mark.parametrize("room", [0, 1, 5000])
def test_no_order_of_messages_passes_a_quota(scene: Scene, room: int) -> None:
    vault = scene.hostile.vault
    device = tables.device
    scene.server.lane.run(
        lambda db: db.execute(
            device.update().where(device.c.vault == vault).values(quota=room, used=0)
        )
    )
    pieces = [*scene.hostile.cargo.values()]

    @given(st.lists(st.lists(st.sampled_from(pieces), min_size=1, max_size=4), max_size=6))
    @settings(_SAME, max_examples=15)
    def send(bags: list[list[bytes]]) -> None:
        for some in bags:
            for door in ("parcels", "manifests"):
                kept = [one for one in some if f"sync/{door[:-1]}".encode() in one]
                status = scene.ask("POST", f"/v1/{door}", bag(kept))
                assert status in {200, 400, 507}, status

    send()
    column = tables.parcel.c, tables.manifest.c
    held = 0
    for one in column:
        query = select(one.body).where(one.vault == vault)
        held += sum(
            len(bytes(body))
            for body in scene.server.lane.run(
                lambda db, asked=query: db.execute(asked).scalars().all()
            )  # type: ignore[misc]  # bound now
        )
    used, quota = scene.used()
    assert held <= used <= quota == room
