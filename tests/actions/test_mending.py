# SPDX-License-Identifier: GPL-3.0-or-later
"""Bit rot on a real shelf: a scrub finds it; a real depot or a backup mends it, or nothing does."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.errors import EvidenceDamagedError
from db.ledger.act import Act
from db.model.evidence import Health
from db.model.ids import EvidenceId
from db.model.progress import CancelledError
from db.seal.box import ROW
from db.store import browse, copying, evidence, office, stories
from db.store import mending as kept_mending
from db.store import scrubbing as scrubbing_store
from db.store.vault import Vault
from desktop.actions import backing_up, examining, mending, scrubbing, syncing
from desktop.actions.desk import Desk
from sync.cargo import Manifest
from sync.enrolment import OfficeCard
from sync.errors import BusyError, NotEnrolledError, OfflineError
from sync.http import HttpDepot
from sync.server.serving import Serving
from tests.fakes.bit_rot import rot
from tests.fakes.live_depot import serving, site_at
from tests.fakes.small_vault import at_desk, bytes_of, found, put, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

_ENDED = "the road ended"
SIZES = (0, 900, 3 * ROW + 5, 700)


@dataclass
class Place:
    """A laptop that sent everything, and the depot that has it."""

    vault: Vault
    desk: Desk
    server: Serving
    data: dict[int, bytes]

    def health(self, number: int) -> Health:
        return evidence.by_number(self.vault, number).health

    def opened(self, number: int) -> bytes:
        return bytes_of(self.vault, evidence.by_number(self.vault, number).id)

    def scrub(self) -> scrubbing.Scrubbed:
        return scrubbing.scrub(self.desk, everything=True)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    without_ballast(monkeypatch)
    with ExitStack() as stack:
        server = stack.enter_context(serving(site_at(tmp_path / "depot")))
        vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
        stack.callback(vault.abandon)
        data = {number: os.urandom(size) for number, size in enumerate(SIZES, start=1)}
        for body in data.values():
            put(vault, body)
        desk = stack.enter_context(at_desk(vault))
        syncing.join(desk, server.invite(), "Panwaslu Contoh")
        assert syncing.sync(desk).waiting.items == 0
        yield Place(vault, desk, server, data)


def test_a_rotten_row_is_found_isolated_and_fetched_back_by_the_next_round(place: Place) -> None:
    file = rot(place.vault, 3, row=1)
    done = place.scrub()
    assert [evidence.by_id(place.vault, one).number for one in done.damaged] == [3]
    assert place.health(3) is Health.DAMAGED
    with pytest.raises(EvidenceDamagedError, match="row 1 does not open"):
        place.opened(3)
    rotten = file.read_bytes()
    held = syncing.sync(place.desk)
    assert [evidence.by_id(place.vault, one).number for one in held.mended] == [3]
    assert place.opened(3) == place.data[3]
    assert place.health(3) is Health.VERIFIED
    assert file.read_bytes() == rotten  # what was there stays
    step = evidence.custody(place.vault, 3)[-1]
    assert step.act == Act.MENDED
    assert not list(stories.differing(place.vault.db))
    assert examining.examine_vault(place.desk).clean


def test_the_entry_says_which_rows_were_bad_and_where_the_same_ones_came_from(
    place: Place,
) -> None:
    rot(place.vault, 3, row=0)
    rot(place.vault, 3, row=2)
    place.scrub()
    syncing.fetch_back(place.desk)
    entry = browse.entries(place.vault, limit=1)[0]
    assert entry.act == Act.MENDED
    row = place.vault.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record WHERE n.seq = ?",
        [entry.seq],
    ).fetchone()
    told = row[0].decode()
    assert '"origin":"kantor"' in told
    assert '"runs":[[0,1],[2,1]]' in told
    assert '"found":"2 rows did not open"' in told


def test_only_the_bad_rows_travel(place: Place) -> None:
    rot(place.vault, 3, row=1)
    place.scrub()
    done = syncing.fetch_back(place.desk)
    assert 0 < done.bytes < ROW + 1000


def test_a_shelf_that_is_gone_comes_back_whole_from_the_office(place: Place) -> None:
    (place.vault.folder.media / "0001.db").unlink()
    done = place.scrub()
    assert len(done.damaged) == len(SIZES)
    mended = syncing.fetch_back(place.desk)
    assert len(mended.whole) == len(SIZES)
    assert all(place.opened(number) == body for number, body in place.data.items())
    assert examining.examine_vault(place.desk).clean
    again = reopen(place.vault)
    assert bytes_of(again, evidence.by_number(again, 3).id) == place.data[3]
    again.abandon()


def test_nothing_new_is_put_on_a_shelf_that_rotted(place: Place) -> None:
    rot(place.vault, 2)
    place.scrub()
    put(place.vault, b"baru")
    number = browse.count(place.vault)
    plan = evidence.plan(place.vault, evidence.by_number(place.vault, number).id)
    assert {file for _, file in plan.extents} == {"0002.db"}


def test_what_came_before_the_road_broke_is_not_fetched_again(place: Place) -> None:
    for row in range(3):
        rot(place.vault, 3, row=row)
    place.scrub()
    asked: list[bytes] = []

    class Breaking(HttpDepot):
        def chunk_of(self, name: bytes) -> bytes | None:
            if len(asked) == 2:
                raise OfflineError(_ENDED)
            asked.append(name)
            return super().chunk_of(name)

    with pytest.raises(OfflineError):
        syncing.fetch_back(place.desk, connect=Breaking)
    assert place.health(3) is Health.DAMAGED
    again = reopen(place.vault)
    place.vault = again
    with at_desk(again) as desk:
        seen: list[bytes] = []

        class Counting(HttpDepot):
            def chunk_of(self, name: bytes) -> bytes | None:
                seen.append(name)
                return super().chunk_of(name)

        assert len(syncing.fetch_back(desk, connect=Counting).whole) == 1
    assert len(seen) == 1
    assert not set(seen) & set(asked)
    assert place.opened(3) == place.data[3]
    again.abandon()


def test_a_depot_that_lost_the_chunk_leaves_the_item_damaged_and_says_why(place: Place) -> None:
    rot(place.vault, 2)
    place.scrub()
    manifest = Manifest.parse(kept_mending.manifest_of(place.vault, _id(place, 2)) or b"")
    _whole(place, manifest.chunks[0]).unlink()
    done = syncing.fetch_back(place.desk)
    assert [why for _, why in done.left] == ["absent"]
    assert place.health(2) is Health.DAMAGED
    assert kept_mending.tried(place.vault)[2].why == "absent"
    assert syncing.sync(place.desk).mended == ()  # tried today already


def test_a_chunk_that_rotted_at_the_office_is_refused(place: Place) -> None:
    rot(place.vault, 2)
    place.scrub()
    manifest = Manifest.parse(kept_mending.manifest_of(place.vault, _id(place, 2)) or b"")
    stored = _whole(place, manifest.chunks[0])
    stored.chmod(0o600)
    body = bytearray(stored.read_bytes())
    body[50] ^= 1
    stored.write_bytes(body)
    done = syncing.fetch_back(place.desk)
    assert [why for _, why in done.left] == ["wrong"]
    assert place.health(2) is Health.DAMAGED
    assert kept_mending.staged(place.vault, 2) == ()


def test_a_manifest_that_this_laptop_lost_is_asked_of_the_depot(place: Place) -> None:
    rot(place.vault, 3, row=2)
    place.scrub()
    place.vault.db.execute("DROP TRIGGER travel_no_delete")
    place.vault.db.execute("DELETE FROM travel WHERE kind = 'manifest'")
    assert len(syncing.fetch_back(place.desk).whole) == 1
    assert place.opened(3) == place.data[3]


def test_another_laptop_gets_neither_manifest_nor_chunk(place: Place, tmp_path: Path) -> None:
    body = kept_mending.manifest_of(place.vault, _id(place, 3)) or b""
    manifest = Manifest.parse(body)
    other, _ = found(tmp_path / "lain", StoppedClock(tick_us=1000))
    with at_desk(other) as desk:
        syncing.join(desk, place.server.invite(), "Panwaslu Lain")
        depot = _depot(desk)
        assert depot.manifests_of(manifest.item) == ()
        assert depot.chunk_of(manifest.chunks[0]) is None
        depot.close()
    other.abandon()
    own = _depot(place.desk)
    assert own.manifests_of(manifest.item) == (body,)
    assert own.chunk_of(manifest.chunks[0]) is not None
    own.close()


def test_a_revoked_laptop_gets_nothing_back(place: Place) -> None:
    joined = place.desk.on_vault(syncing.joined)
    assert joined is not None
    place.server.lane.run(lambda db: place.server.depot.revoke(db, joined.device))
    rot(place.vault, 2)
    place.scrub()
    with pytest.raises(NotEnrolledError):
        syncing.fetch_back(place.desk)


def test_a_depot_that_wants_a_moment_of_patience_gets_it(place: Place) -> None:
    rot(place.vault, 2)
    place.scrub()
    waited: list[float] = []
    depot = _depot(place.desk, kind=_Busy)
    card = OfficeCard.parse(_known(place.desk)[1])
    done = mending.from_office(place.desk, depot, card, wait=waited.append)
    depot.close()
    assert waited == [2.0]
    assert len(done.whole) == 1


def test_a_backup_folder_mends_as_well(place: Place, tmp_path: Path) -> None:
    backing_up.back_up(place.desk, tmp_path / "salinan")
    for row in (0, 3):
        rot(place.vault, 3, row=row)
    place.scrub()
    done = mending.from_backup(place.desk, tmp_path / "salinan")
    assert len(done.whole) == 1
    assert place.opened(3) == place.data[3]
    assert '"origin":"cadangan"' in _last_record(place.vault)
    copying.check_copy(tmp_path / "salinan")


def test_a_backup_of_a_rotten_shelf_keeps_the_good_one_it_has(place: Place, tmp_path: Path) -> None:
    examining.examine_vault(place.desk)  # takes the hash of the shelf
    backing_up.back_up(place.desk, tmp_path / "salinan")
    rot(place.vault, 3, row=0)
    copied = backing_up.back_up(place.desk, tmp_path / "salinan")
    assert copied.rotten == ("0001.db",)
    copying.check_copy(tmp_path / "salinan")
    assert scrubbing_store.readings(place.vault).shelves[0].flaw == "mismatch"
    place.scrub()
    assert len(mending.from_backup(place.desk, tmp_path / "salinan").whole) == 1


def test_stopping_keeps_what_came(place: Place) -> None:
    for row in range(3):
        rot(place.vault, 3, row=row)
    place.scrub()

    def check() -> None:
        if kept:
            raise CancelledError

    kept: list[bytes] = []

    class Noting(HttpDepot):
        def chunk_of(self, name: bytes) -> bytes | None:
            body = super().chunk_of(name)
            kept.append(name)
            return body

    with pytest.raises(CancelledError):
        syncing.fetch_back(place.desk, connect=Noting, check=check)
    assert sum(run.rows for run, _ in kept_mending.staged(place.vault, 3)) == 1
    assert len(syncing.fetch_back(place.desk).whole) == 1


def test_an_item_whose_key_is_gone_is_told_as_such(place: Place) -> None:
    place.vault.db.execute("DROP TRIGGER evidence_no_update")
    place.vault.db.execute("UPDATE evidence SET wrapped_key = zeroblob(60) WHERE number = 2")
    place.scrub()
    done = syncing.fetch_back(place.desk)
    assert [why for _, why in done.left] == ["key"]


def _id(place: Place, number: int) -> EvidenceId:
    return evidence.by_number(place.vault, number).id


def _whole(place: Place, name: bytes) -> Path:
    text = name.hex()
    return place.server.site.folder / "media" / text[:2] / text[2:4] / text


def _known(desk: Desk) -> tuple[str, bytes, bytes]:
    known = desk.on_vault(office.office)
    assert known is not None
    return known.url, known.card, known.device_seed


def _depot(desk: Desk, kind: type[HttpDepot] = HttpDepot) -> HttpDepot:
    url, card, seed = _known(desk)
    return kind(url, OfficeCard.parse(card), seed)


class _Busy(HttpDepot):
    """Asks for two seconds before the first chunk."""

    asked = False

    def chunk_of(self, name: bytes) -> bytes | None:
        if not self.asked:
            self.asked = True
            raise BusyError(_ENDED, seconds="2")
        return super().chunk_of(name)


def _last_record(vault: Vault) -> str:
    row = vault.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
        " WHERE n.act = ? ORDER BY n.seq DESC LIMIT 1",
        [Act.MENDED.value],
    ).fetchone()
    return str(row[0].decode())
