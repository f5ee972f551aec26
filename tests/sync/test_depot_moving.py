# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot moved, backed up while it works, and put back: nothing lost, nothing silently older."""

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, func, select, update

from db.errors import InvalidInputError
from db.model.progress import CancelledError
from db.seal.box import ROW
from sync.errors import BusyError
from sync.http import HttpDepot
from sync.receipts import Said
from sync.round import Stage, one_round
from sync.server import safekeeping, tables
from sync.server.moving import CopyDiffersError
from sync.server.places import Places
from sync.server.serving import Serving
from sync.server.site import Site
from sync.trust import Breach
from tests.fakes.live_depot import Minutes, enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.real_stores import common_stores

HOUR_US = 3_600_000_000


def environ_for(kind: str) -> Mapping[str, str]:
    return {} if kind == "folder" else common_stores().environ(uuid4().hex)


def day(outbox: MemoryOutbox) -> None:
    for size in (0, 700, ROW + 5):
        outbox.seal(size)


class Laptop:
    """A vault's side that keeps its enrolment while the depot goes from place to place."""

    def __init__(self, server: Serving, number: int) -> None:
        self.outbox = MemoryOutbox(number)
        self.seed = os.urandom(32)
        self._site = server.site
        day(self.outbox)
        enrolled(server, self.outbox, self.seed).close()

    def round(self, server: Serving) -> Stage:
        depot = HttpDepot(server.site.url, server.site.card, self.seed)
        try:
            terms = terms_of(self._site, self.seed, self.outbox.vault)
            return one_round(self.outbox, depot, terms).stage
        finally:
            depot.close()


def filled(folder: Path, environ: Mapping[str, str]) -> tuple[Site, list[Laptop]]:
    places = Places.of(folder, environ)
    site = site_at(folder, places=places)
    with serving(site, places) as server:
        laptops = [Laptop(server, number) for number in (1, 2)]
        for laptop in laptops:
            assert laptop.round(server) is Stage.DONE
        server.lane.run(lambda db: server.depot.offer(db, "note", b"satu"))
    return site, laptops


def counts(places: Places) -> dict[str, int]:
    with safekeeping.opened(places) as store, store.engine.begin() as db:
        return {
            table.name: int(db.execute(select(func.count()).select_from(table)).scalar_one())
            for table in tables.meta.sorted_tables
            if table is not tables.setting
        }


def last_leaf(db: Connection) -> bytes:
    leaf = tables.leaf.c
    return bytes(db.execute(select(leaf.body).order_by(leaf.place.desc()).limit(1)).scalar_one())


def cut_after(steps: int) -> Callable[[], None]:
    left = [steps]

    def check() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise CancelledError

    return check


def test_a_moved_depot_has_everything_and_old_receipts_stay_valid(tmp_path: Path) -> None:
    site, laptops = filled(tmp_path / "depot", {})
    environ = environ_for("server")
    before = counts(Places.beside(site.folder))
    kept = [list(laptop.outbox.receipts) for laptop in laptops]
    done = safekeeping.migrate(site, environ)
    assert {name: count for name, count in done.rows.items() if name != "setting"} == before
    assert done.chunks == before["chunk"]
    places = Places.of(site.folder, environ)
    assert counts(places) == before
    with serving(site, places) as server:
        for laptop, receipts in zip(laptops, kept, strict=True):
            assert laptop.round(server) is Stage.DONE
            assert laptop.outbox.doubts == []
            assert laptop.outbox.receipts[: len(receipts)] == receipts
            assert [piece.body for piece in laptop.outbox.pieces.values()] == [b"satu"]
            day(laptop.outbox)
            assert laptop.round(server) is Stage.DONE
            assert laptop.outbox.doubts == []
            assert laptop.outbox.sound() >= set(laptop.outbox.cargo)
        assert server.lane.run(lambda db: server.depot.offer(db, "note", b"dua")) > 1


def test_the_old_folder_serves_no_longer_and_says_why(tmp_path: Path) -> None:
    site, laptops = filled(tmp_path / "depot", {})
    environ = environ_for("server")
    with serving(site) as old:
        safekeeping.migrate(site, environ)
        day(laptops[0].outbox)
        with pytest.raises(BusyError):
            laptops[0].round(old)
    with pytest.raises(InvalidInputError) as caught:
        Serving(site, Minutes())
    assert caught.value.details["what"] == "depot-moved"
    with pytest.raises(InvalidInputError) as caught:
        safekeeping.migrate(site, environ)
    assert caught.value.details["what"] == "depot-database-used"


@pytest.mark.parametrize("steps", [0, 1, 5, 12, 19, 25])
def test_a_move_that_was_cut_off_leaves_the_old_depot_and_goes_on_later(
    tmp_path: Path, steps: int
) -> None:
    site, laptops = filled(tmp_path / "depot", {})
    environ = environ_for("server")
    with suppress(CancelledError):
        safekeeping.migrate(site, environ, check=cut_after(steps))
        pytest.fail("the cut came too late")
    with pytest.raises(InvalidInputError) as caught:
        Serving(site, Minutes(), Places.of(site.folder, environ))
    assert caught.value.details["what"] in {"depot-moving", "depot-database"}
    with serving(site) as old:
        day(laptops[1].outbox)
        assert laptops[1].round(old) is Stage.DONE
    safekeeping.migrate(site, environ)
    with serving(site, Places.of(site.folder, environ)) as server:
        for laptop in laptops:
            assert laptop.round(server) is Stage.DONE
            assert laptop.outbox.doubts == []
            assert laptop.outbox.sound() >= set(laptop.outbox.cargo)


def test_a_database_in_use_is_not_moved_into(tmp_path: Path) -> None:
    site, _ = filled(tmp_path / "depot", {})
    environ = environ_for("server")
    site_at(tmp_path / "other", places=Places.of(tmp_path / "other", environ))
    with pytest.raises(InvalidInputError) as caught:
        safekeeping.migrate(site, environ)
    assert caught.value.details["what"] == "depot-database-used"
    with pytest.raises(InvalidInputError) as caught:
        safekeeping.migrate(site, {})
    assert caught.value.details["what"] == "depot-nowhere"
    with serving(site):
        pass


def test_a_damaged_chunk_stops_a_move_by_name(tmp_path: Path) -> None:
    site, _ = filled(tmp_path / "depot", {})
    chunk = next((site.folder / "media").glob("??/??/*"))
    body = chunk.read_bytes()
    chunk.chmod(0o600)
    chunk.write_bytes(bytes([body[0] ^ 1]) + body[1:])
    with pytest.raises(CopyDiffersError) as caught:
        safekeeping.migrate(site, environ_for("server"))
    assert caught.value.details["subject"] == chunk.name
    with serving(site):
        pass


def test_a_table_that_this_program_does_not_know_stops_a_move_by_name(tmp_path: Path) -> None:
    site, _ = filled(tmp_path / "depot", {})
    with safekeeping.opened(Places.beside(site.folder)) as store, store.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE later (x)")
    with pytest.raises(CopyDiffersError) as caught:
        safekeeping.migrate(site, environ_for("server"))
    assert caught.value.details["subject"] == "later"
    with serving(site):
        pass


def test_a_row_that_was_changed_in_the_copy_is_noticed(tmp_path: Path) -> None:
    site, _ = filled(tmp_path / "depot", {})
    environ = environ_for("server")
    places = Places.of(site.folder, environ)
    with suppress(CancelledError):
        safekeeping.migrate(site, environ, check=cut_after(25))

    def spoil(db: Connection) -> None:
        db.execute(update(tables.leaf).where(tables.leaf.c.place == 0).values(body=b"{}"))

    with safekeeping.opened(places) as store, store.engine.begin() as db:
        spoil(db)
    with pytest.raises(CopyDiffersError) as caught:
        safekeeping.migrate(site, environ)
    assert caught.value.details["subject"] == "leaf"
    with serving(site):
        pass


@pytest.mark.parametrize("kind", ["folder", "server"])
@pytest.mark.parametrize("back", ["folder", "server"])
def test_a_backup_taken_at_work_is_put_back_and_laptops_send_the_rest_again(
    tmp_path: Path, kind: str, back: str
) -> None:
    environ = environ_for(kind)
    site, laptops = filled(tmp_path / "depot", environ)
    places = Places.of(site.folder, environ)
    backup = tmp_path / "backup"
    with serving(site, places) as server:
        stop = threading.Event()

        def sending() -> None:
            while not stop.is_set():
                day(laptops[0].outbox)
                laptops[0].round(server)

        sender = threading.Thread(target=sending)
        sender.start()
        try:
            safekeeping.back_up(site, places, backup)
        finally:
            stop.set()
            sender.join()
        assert laptops[0].round(server) is Stage.DONE
        assert safekeeping.back_up(site, places, backup) >= 0
        for laptop in laptops:
            day(laptop.outbox)
            assert laptop.round(server) is Stage.DONE
    again = environ_for(back)
    done = safekeeping.restore(backup, tmp_path / "new", again, Minutes())
    assert done.chunks
    fresh = Site.load(tmp_path / "new")
    with serving(fresh, Places.of(fresh.folder, again)) as server:
        for laptop in laptops:
            with suppress(BusyError):
                laptop.round(server)
            assert laptop.round(server) is Stage.DONE
            assert [kind for kind, _, _ in laptop.outbox.doubts] == [Breach.RESTORED]
            assert laptop.outbox.sound() >= set(laptop.outbox.cargo)


def test_two_restores_of_one_backup_are_two_epochs(tmp_path: Path) -> None:
    site, _ = filled(tmp_path / "depot", {})
    backup = tmp_path / "backup"
    safekeeping.back_up(site, Places.beside(site.folder), backup)
    epochs = []
    for number in range(2):
        folder = tmp_path / f"new{number}"
        later = Minutes()
        later.us += number * HOUR_US
        safekeeping.restore(backup, folder, {}, later)
        with serving(Site.load(folder)) as server:
            head = server.lane.run(server.depot.log.head)
            said = server.lane.run(last_leaf)
        epochs.append(head.epoch)
        assert Said.RESTORED.value.encode() in said
    assert 1 < epochs[0] < epochs[1]


def test_a_restore_that_was_cut_off_goes_on_and_one_into_a_used_folder_is_refused(
    tmp_path: Path,
) -> None:
    site, laptops = filled(tmp_path / "depot", {})
    backup = tmp_path / "backup"
    safekeeping.back_up(site, Places.beside(site.folder), backup)
    with pytest.raises(InvalidInputError) as caught:
        safekeeping.restore(backup, site.folder, {}, Minutes())
    assert caught.value.details["what"] == "depot-database-used"
    other = site_at(tmp_path / "other")
    with pytest.raises(InvalidInputError) as caught:
        safekeeping.restore(backup, other.folder, {}, Minutes())
    assert caught.value.details["what"] == "target-exists"
    new = tmp_path / "new"
    with suppress(CancelledError):
        safekeeping.restore(backup, new, {}, Minutes(), check=cut_after(8))
    with pytest.raises(InvalidInputError) as caught:
        Serving(Site.load(new), Minutes())
    assert caught.value.details["what"] == "depot-moving"
    safekeeping.restore(backup, new, {}, Minutes())
    with serving(Site.load(new)) as server:
        with suppress(BusyError):
            laptops[0].round(server)
        assert laptops[0].round(server) is Stage.DONE
        assert laptops[0].outbox.sound() >= set(laptops[0].outbox.cargo)
