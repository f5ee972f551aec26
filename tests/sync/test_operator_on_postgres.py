# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's pages, witnesses and figures on a real PostgreSQL and a real S3 store."""

from pathlib import Path
from uuid import uuid4

from db.seal.cosignature import Cosigner
from sync.server import witnesses
from sync.server.desk import fleet, records, sessions
from sync.server.desk.fleet import Asked, Order
from sync.server.desk.records import LogCheck
from sync.server.places import Places
from sync.witness import HttpRoad, Memory, Verdict, look, meet, written_address
from tests.fakes.live_depot import enrolled, site_at
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.operated_depot import NOW_US, StillClock, operated, rows_of_a_fleet
from tests.fakes.real_stores import common_stores


def test_what_an_operator_reads_and_does_is_the_same_on_a_database_server(tmp_path: Path) -> None:
    folder = tmp_path / "depot"
    places = Places.of(folder, common_stores().environ(uuid4().hex))
    site = site_at(folder, places=places)
    with operated(site, StillClock(), places) as server:
        run = server.lane.run
        enrolled(server, MemoryOutbox(5)).close()
        run(lambda db: rows_of_a_fleet(db, 20))
        while run(fleet.count_receipts):
            pass
        for order in Order:
            rows, many = run(lambda db, o=order: fleet.laptops(db, Asked(o, True), NOW_US))  # noqa: FBT003 - falling
            assert len(rows) == many == 21
        (mine,) = [one for one in rows if one.receipts]
        assert mine.receipts == 1
        silent, _ = run(lambda db: fleet.laptops(db, Asked(silent=3, region="51"), NOW_US))
        assert all(one.region.startswith("51") for one in silent)
        assert run(lambda db: fleet.totals(db, NOW_US)).laptops == 20
        held = run(lambda db: records.storage(db, fleet.backlog(db)[1]))
        assert held.incomplete == held.items > 0
        assert len(run(records.breaches)) == run(records.breach_count) == 1
        run(lambda db: records.write_act(db, "revoke", mine.name, "hilang", NOW_US))
        assert run(lambda db: records.acts(db, mine.name))[0].words == "hilang"
        secret = run(lambda db: sessions.begin(db, NOW_US))
        assert run(lambda db: sessions.find(db, secret, NOW_US)) is not None

        head = run(server.depot.log.head)
        roots = run(lambda db: records.hash_again(db, frozenset({head.size})))
        assert roots == {head.size: head.root}
        check = LogCheck(NOW_US, head.epoch, head.size, head.root, good=True)
        run(lambda db: records.keep_check(db, check))
        assert run(records.checks) == (check,)

        memory = Memory(tmp_path / "saksi")
        key: Cosigner = memory.cosigner("saksi")
        run(lambda db: witnesses.name(db, key.key.written(), NOW_US))
        known = meet(written_address(site.url, site.card.pin))
        status, text = HttpRoad(known).ask("GET", "/metrics", b"", 1 << 20)
        assert (status, b"segel_depot_devices 21\n" in text) == (200, True)
        assert look(memory, known, key, NOW_US // 1_000_000).verdict is Verdict.FIRST
        (one,) = run(witnesses.witnesses)
        assert one.last is not None
        assert one.last.head == head
