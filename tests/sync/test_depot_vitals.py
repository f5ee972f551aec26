# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot says whether it is well, in figures a machine reads, and its log names nobody."""

import logging
import re
from pathlib import Path

import pytest

from db.store.vault import Vault
from desktop.actions import syncing
from sync.http import address_of
from sync.line import Line
from sync.round import Plan
from sync.server import tables
from sync.server.serving import Serving
from sync.server.vitals import last_backup, note_backup
from tests.fakes.live_depot import site_at
from tests.fakes.operated_depot import NOW_US, PASSPHRASE, StillClock, operated
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

SAMPLE = re.compile(r'([a-z_]+)(\{(?:[a-z]+="[^"\\\n]*",?)+\})? ([0-9.e+]+)')


def fetch(server: Serving, path: str) -> tuple[int, str]:
    line = Line(address_of(server.site.url, server.site.card))
    try:
        answer = line.ask("GET", path, {}, b"", 1 << 20)
    finally:
        line.close()
    return answer.status, answer.body.decode()


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(vault, b"isi" * 100_000)
    return vault


def test_a_depot_that_could_give_a_receipt_is_ready(tmp_path: Path) -> None:
    with operated(site_at(tmp_path / "depot")) as server:
        assert fetch(server, "/health") == (200, "ok 0\ndatabase ok\nlog ok\nroom ok\n")
        assert fetch(server, "/health/ready")[0] == 200
        assert fetch(server, "/health/live") == (200, "ok\n")


def test_a_depot_that_moved_away_or_has_no_room_is_not_ready_and_still_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with operated(site_at(tmp_path / "depot")) as server:
        monkeypatch.setattr("sync.server.vitals.LEAST_ROOM", 1 << 62)
        status, text = fetch(server, "/health")
        assert (status, "room little" in text) == (503, True)
        monkeypatch.undo()
        server.lane.run(
            lambda db: db.execute(tables.setting.insert().values(name="moved", value="x")) and None
        )
        status, text = fetch(server, "/health/ready")
        assert (status, "log depot-busy" in text) == (503, True)
        assert fetch(server, "/health/live")[0] == 200


def test_figures_are_whole_and_in_the_form_that_is_read(tmp_path: Path, evening: Vault) -> None:
    clock = StillClock()
    with operated(site_at(tmp_path / "depot"), clock) as server:
        note_backup(server.site.folder, NOW_US - 5_000_000)
        with at_desk(evening) as desk:
            syncing.join(desk, server.invite(), "Panwaslu Rahasia")
            assert syncing.sync(desk).problem is None
        evening.lock()
        text = fetch(server, "/metrics")[1]
    found = {}
    for line in text.splitlines():
        if line.startswith("# "):
            assert re.fullmatch(r"# (HELP|TYPE) segel_depot_[a-z_]+ .+", line), line
            continue
        one = SAMPLE.fullmatch(line)
        assert one is not None, line
        found[one[1] + (one[2] or "")] = float(one[3])
    assert found["segel_depot_devices"] == 1
    assert found["segel_depot_stored_bytes"] >= 300_000
    assert found["segel_depot_backlog_bytes"] == 0
    assert found["segel_depot_log_size"] >= 3
    assert found["segel_depot_last_backup_timestamp_seconds"] == (NOW_US - 5_000_000) // 1_000_000
    assert found["segel_depot_free_bytes"] > 0
    name = "segel_depot_request_duration_seconds"
    bounds = [
        value for key, value in found.items() if key.startswith(f'{name}_bucket{{what="chunks"')
    ]
    assert bounds == sorted(bounds)
    assert bounds[-1] == found[f'{name}_count{{what="chunks"}}'] >= 2


def test_when_the_last_backup_was_is_known_only_from_a_backup(tmp_path: Path) -> None:
    assert last_backup(tmp_path) is None
    (tmp_path / "last-backup").write_text("kemarin")
    assert last_backup(tmp_path) is None
    note_backup(tmp_path, NOW_US)
    assert last_backup(tmp_path) == NOW_US


def test_the_log_of_a_whole_evening_names_no_person_place_or_address(
    tmp_path: Path, evening: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with operated(site_at(tmp_path / "depot")) as server:
        line_of_site = server.site.url.removeprefix("https://")
        with at_desk(evening) as desk:
            invitation = server.invite()
            syncing.join(desk, invitation, "Panwaslu Rahasia")
            assert syncing.sync(desk, plan=Plan()).problem is None
            name = str(server.lane.run(lambda db: db.execute(tables.device.select()).one().name))
            server.lane.run(lambda db: server.depot.revoke(db, name))
            syncing.sync(desk)
        for path in ("/operator", "/operator/fleet?text=Rahasia", "/health", "/log/checkpoint"):
            fetch(server, path)
        line = Line(address_of(server.site.url, server.site.card))
        headers = {"Origin": f"https://{server.site.must_have_host()[0]}"}
        for typed in (PASSPHRASE, "salah-sekali"):
            line.ask("POST", "/operator/enter", headers, f"passphrase={typed}".encode(), 1 << 20)
        line.close()
        vault = evening.id
    evening.lock()
    lines = [record.getMessage() for record in caplog.records]
    told = "\n".join(line for line in lines if not line.startswith("Uvicorn running on"))
    assert '"what": "claims"' in told
    assert '"event": "the operator came in"' in told
    hidden = (
        "Rahasia", "127.0.0.1", line_of_site, vault, PASSPHRASE, "salah-sekali",
        invitation.code, "contoh.jpg",
    )  # fmt: skip
    assert [word for word in hidden if word in told] == []
