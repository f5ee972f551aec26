# SPDX-License-Identifier: GPL-3.0-or-later
"""The stores of the tests come up although somebody takes their ports, and say why they do not."""

import socket
from collections.abc import Container, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from tests.fakes import real_stores
from tests.fakes.real_stores import Postgres, Seaweed


@pytest.fixture(autouse=True)
def _packages() -> None:
    real_stores.must_have_stores()


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    with ExitStack() as held:
        yield held


@pytest.fixture
def open_folder(ends: ExitStack) -> Path:
    """Return a folder that everybody may read: PostgreSQL is not run as root."""
    folder = Path(ends.enter_context(TemporaryDirectory()))
    folder.chmod(0o755)
    return folder


def taken(ends: ExitStack, monkeypatch: pytest.MonkeyPatch, which: Container[int]) -> list[int]:
    """Let somebody listen on those of the chosen ports; return all of them, as they are chosen."""
    choose, chosen = real_stores._port, list[int]()

    def port(held: ExitStack) -> int:
        chosen.append(choose(held))
        if len(chosen) - 1 in which:
            ends.enter_context(socket.create_server(("127.0.0.1", chosen[-1])))
        return chosen[-1]

    monkeypatch.setattr(real_stores, "_port", port)
    return chosen


def test_a_taken_port_costs_postgresql_one_try(
    open_folder: Path, ends: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = taken(ends, monkeypatch, {0})
    folder = open_folder / "pg"
    folder.mkdir()
    with psycopg.connect(Postgres(folder, ends).url("mine")) as db:
        assert db.info.port == chosen[1] != chosen[0]


@pytest.mark.parametrize("which", ["master", "gate"])
def test_a_taken_port_costs_seaweedfs_one_try(
    tmp_path: Path, ends: ExitStack, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    order = ("master", "filer", "gate", "volume")
    chosen = taken(ends, monkeypatch, {order.index(which)})
    store = Seaweed(tmp_path, ends, nodes=1, copies=1)
    assert store.environ["AWS_ENDPOINT_URL"] == f"http://127.0.0.1:{chosen[-2]}"
    assert len(store.pids) == 3
    assert [one.name for one in sorted(tmp_path.iterdir())] == ["0", "1"]


def test_who_never_starts_says_what_it_said(
    tmp_path: Path, ends: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(real_stores, "TRIES", 2)
    taken(ends, monkeypatch, range(100))
    with pytest.raises(real_stores._EndedError, match="address already in use"):
        Seaweed(tmp_path, ends, nodes=1, copies=1)


def test_two_test_processes_never_choose_one_port(
    ends: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(real_stores, "PORTS", range(20_000, 20_004))
    with ExitStack() as one:
        held = {real_stores._port(one) for _ in range(3)}
        last = real_stores._port(ends)
        assert {last, *held} == set(range(20_000, 20_004))
    assert {real_stores._port(ends) for _ in range(3)} == held
