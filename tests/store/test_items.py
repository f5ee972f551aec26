# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: S608 - statements are joined from constants of this file
"""Items in the records and on their shelves: once each, readable anywhere, found when harmed."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import (
    EvidenceDamagedError,
    NotFoundError,
    SegelError,
    VaultDamagedError,
)
from db.ledger.act import Act
from db.model.claim import CaptureTime, Claim, Field, Position, Source, ZoneBasis
from db.model.evidence import Facts, Health, Kind, Manner, Provenance, Road
from db.model.finding import Finding, Level
from db.model.ids import EvidenceId
from db.model.progress import CancelledError
from db.seal import derive
from db.seal.box import ROW
from db.seal.hashing import digest
from db.store import admitting, browse, custodian, evidence, jobs, sheets, shelves
from db.store.admitting import Newcomer
from db.store.driver import open_shelf
from db.store.fresh import new_id
from db.store.jobs import JobState, Ticket
from db.store.loading import Loader, read_back
from db.store.shelves import Reader, Writer
from db.store.vault import Vault
from tests.fakes.small_vault import FROM_CARD, bytes_of, found, put, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FACTS = Facts(
    kind=Kind.VIDEO,
    media_type="video/mp4",
    claims=(Claim(Source.CONTAINER, Field.CODEC, "h264", "codec"),),
    findings=(Finding("a", Level.NOTE, {"x": "1"}), Finding("b", Level.LOOK)),
    captured=CaptureTime("2026-11-14T10:15:30", 540, ZoneBasis.STATED, Source.CONTAINER),
    position=Position(-25_333_330, 1_407_000_000, None, Source.GPS),
    width=1920,
    height=1080,
    duration_ms=12_480,
    thumbnail=b"\xff\xd8jpeg",
    likeness=2**63 - 1,
    words="sebuah kata",
)
GIVEN = Provenance(Manner.HANDED, "Bapak X", giver_protected=True, basis="Form A", note="kartu")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


def test_everything_known_about_an_item_comes_back(vault: Vault) -> None:
    item = put(vault, b"isi", name="VID.mp4", facts=FACTS, provenance=GIVEN)
    sheet = evidence.sheet(vault, item)
    assert sheet.facts == FACTS
    card = sheet.card
    assert (card.number, card.name, card.size, card.digest) == (1, "VID.mp4", 3, digest(b"isi"))
    assert (card.kind, card.road, card.manner) == (Kind.VIDEO, Road.RECEIVED, Manner.HANDED)
    assert (card.loudest, card.finding_count, card.has_position) == (Level.LOOK, 2, True)
    assert (card.health, card.duration_ms) == (Health.SEALED, 12_480)
    assert card == evidence.by_id(vault, item) == evidence.by_number(vault, 1)
    (arrival,) = sheet.arrivals
    assert (arrival.name, arrival.provenance, arrival.by) == ("VID.mp4", GIVEN, vault.account.id)
    (step,) = sheet.custody
    assert (step.act, step.by_name, step.zone_minutes) == (Act.SEALED, "Siti Contoh", 480)
    assert custodian.examine_records(vault) == ()


def test_facts_survive_being_written_and_strange_ones_are_damage() -> None:
    written = sheets.facts_to_json(FACTS)
    assert sheets.facts_from_json(written, FACTS.thumbnail) == FACTS
    for harm in (
        {},
        {**written, "kind": "HANTU"},
        {**written, "claims": [{}]},
        {**written, "likeness": "x"},
    ):
        with pytest.raises(VaultDamagedError):
            sheets.facts_from_json(harm)


def test_what_is_not_there_is_not_found(vault: Vault) -> None:
    for attempt in (
        lambda: evidence.by_id(vault, EvidenceId("x")),
        lambda: evidence.by_number(vault, 1),
        lambda: evidence.plan(vault, EvidenceId("x")),
        lambda: admitting.arrived_again(vault, [Newcomer(digest(b"x"), "x", FROM_CARD)]),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert evidence.by_digest(vault, digest(b"x")) is None


def test_the_same_bytes_are_sealed_once_and_each_arrival_is_kept(vault: Vault) -> None:
    item = put(vault, b"sama", name="pertama.jpg")
    again = [Newcomer(digest(b"sama"), f"{n}.jpg", GIVEN) for n in ("kedua", "ketiga")]
    assert admitting.arrived_again(vault, again) == (item, item)
    names = [one.name for one in evidence.arrivals(vault, 1)]
    assert names == ["pertama.jpg", "kedua.jpg", "ketiga.jpg"]
    assert [one.provenance for one in evidence.arrivals(vault, 1)] == [FROM_CARD, GIVEN, GIVEN]
    assert [step.act for step in evidence.custody(vault, 1)] == [
        Act.SEALED,
        *[Act.ARRIVED_AGAIN] * 2,
    ]
    assert custodian.examine_records(vault) == ()


def test_pictures_that_look_alike_are_suggested_nearest_first(vault: Vault) -> None:
    def picture(likeness: int | None) -> Facts:
        return Facts(Kind.PHOTO, "image/jpeg", likeness=likeness)

    for number, likeness in enumerate((0, 0b1, 0b111, 2**10 - 1, 2**11 - 1, None, 0)):
        put(vault, b"%d" % number, facts=picture(likeness))
    assert [c.number for c in evidence.near(vault, evidence.by_number(vault, 1))] == [7, 2, 3, 4]
    assert evidence.near(vault, evidence.by_number(vault, 6)) == ()
    assert [c.number for c in evidence.alike(vault, 2**11 - 1)] == [5, 4, 3, 2]


@settings(max_examples=8)
@given(st.integers(0, 3 * ROW), st.data())
def test_any_stretch_of_an_item_reads_as_that_stretch_of_the_original(
    tmp_path_factory: pytest.TempPathFactory, size: int, draws: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        without_ballast(patch)
        vault, _ = found(tmp_path_factory.mktemp("r") / "b", StoppedClock(tick_us=1000))
    data = os.urandom(size)
    item = put(vault, data)
    with Reader(vault.folder.media, evidence.plan(vault, item)) as reader:
        for _ in range(10):
            offset, length = (
                draws.draw(st.integers(0, size + 9)),
                draws.draw(st.integers(0, size + 9)),
            )
            assert reader.read_at(offset, length) == data[offset : offset + length]
        assert b"".join(reader.blocks()) == data
    vault.lock()


@pytest.mark.parametrize("size", [0, 1, ROW - 1, ROW, ROW + 1, 5 * ROW + 3])
def test_what_was_stored_reads_back(vault: Vault, size: int) -> None:
    data = os.urandom(size)
    item = put(vault, data)
    read_back(vault.folder.media, evidence.plan(vault, item))
    again = reopen(vault)
    assert bytes_of(again, item) == data
    again.lock()


def test_a_large_item_spans_shelves_of_its_own(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.loading.LARGE_SHELF", 4 * 262_400)
    monkeypatch.setattr("db.store.shelves.TRANSACTION", 262_400)

    def allot() -> shelves.Allotment:
        with vault.db.atomic():
            return shelves.allot(vault.db, large=True)

    data = os.urandom(11 * ROW + 5)
    loader = Loader(vault.folder.media, vault.id, Writer(vault.folder.media, allot()), allot)
    boxed = loader.load(io.BytesIO(data), EvidenceId(new_id(vault.now())), derive.new_key())
    filled = loader.finish()
    loader.close()
    admitting.admit(vault, [admitting.Admission(boxed, "besar", FROM_CARD, FACTS)], filled)
    assert [extent.rows for extent in boxed.extents] == [4, 4, 4]
    assert len({extent.shelf for extent in boxed.extents}) == 3
    again = reopen(vault)
    assert bytes_of(again, boxed.id) == data
    assert {row.state for row in custodian.shelves_known(again)} == {"full"}
    again.lock()


class Torn(io.RawIOBase):
    """Gives two blocks and then fails as a worn card does."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # RawIOBase's buffer type
        self.reads += 1
        if self.reads > 2:
            raise OSError(5, "Input/output error")
        buffer[:] = os.urandom(len(buffer))
        return len(buffer)


def test_a_source_that_fails_leaves_no_row_and_no_thread(vault: Vault) -> None:
    with vault.db.atomic():
        room = shelves.allot(vault.db, large=False)
    loader = Loader(vault.folder.media, vault.id, Writer(vault.folder.media, room), lambda: room)
    with pytest.raises(OSError, match="Input/output"):
        loader.load(Torn(), EvidenceId("x"), derive.new_key())
    loader.finish()
    loader.close()
    shelf = open_shelf(vault.folder.media / room.file, write=False)
    assert shelf.execute("SELECT count(*) FROM chunk").fetchone()[0] == 0
    shelf.close()


def test_stopping_in_the_middle_of_a_file_leaves_no_thread(vault: Vault) -> None:
    with vault.db.atomic():
        room = shelves.allot(vault.db, large=False)
    loader = Loader(vault.folder.media, vault.id, Writer(vault.folder.media, room), lambda: room)
    looks: list[int] = []

    def stop() -> None:
        looks.append(1)
        if len(looks) == 3:
            raise CancelledError

    source = io.BytesIO(bytes(16 * 1024 * 1024))
    with pytest.raises(CancelledError) as held:
        loader.load(source, EvidenceId("x"), derive.new_key(), check=stop)
    assert held.value.__traceback__ is not None
    loader.close()


def test_a_shelf_that_is_gone_or_no_shelf_says_so_and_harms_no_other(vault: Vault) -> None:
    item = put(vault, b"isi")
    plan = evidence.plan(vault, item)
    path = vault.folder.media / "0001.db"
    kept = path.read_bytes()
    for harm, error in ((None, NotFoundError), (b"x" * 4096, VaultDamagedError), (b"", SegelError)):
        path.unlink(missing_ok=True)
        if harm is not None:
            path.write_bytes(harm)
        with pytest.raises(error):
            read_back(vault.folder.media, plan)
    path.write_bytes(kept)
    read_back(vault.folder.media, plan)


def test_rows_of_one_item_in_the_place_of_anothers_do_not_open(vault: Vault) -> None:
    first, second = put(vault, b"a" * 100), put(vault, b"b" * 100)
    shelf = open_shelf(vault.folder.media / "0001.db", write=True)
    with shelf.atomic():
        shelf.execute("UPDATE chunk SET id = 9 WHERE id = 1")
        shelf.execute("UPDATE chunk SET id = 1 WHERE id = 2")
        shelf.execute("UPDATE chunk SET id = 2 WHERE id = 9")
    shelf.close()
    for item in (first, second):
        with pytest.raises(EvidenceDamagedError):
            bytes_of(vault, item)


@pytest.mark.parametrize(
    "change",
    [
        "name = 'lain.jpg'",
        "size = size + 1",
        "kind = 'AUDIO'",
        "media_type = 'image/png'",
        "manner = 'DIREKAM_SENDIRI'",
        "id = 'lain'",
        "digest = zeroblob(32)",
    ],
)
def test_a_row_that_no_longer_says_what_was_signed_is_found(vault: Vault, change: str) -> None:
    put(vault, b"isi", name="asli.jpg")
    vault.db.execute("DROP TRIGGER evidence_no_update")
    vault.db.execute(f"UPDATE evidence SET {change}")
    assert "evidence 1" in {one.place for one in custodian.examine_records(vault)}


def test_a_record_that_was_changed_or_taken_out_is_found(vault: Vault) -> None:
    put(vault, b"isi")
    vault.db.execute("DROP TRIGGER record_no_update")
    vault.db.execute("DROP TRIGGER record_no_delete")
    seq = vault.head.size - 1
    of_entry = "WHERE digest = (SELECT record FROM entry WHERE seq = ?)"
    other = "CAST(replace(body, 'berkas', 'berkat') AS BLOB)"
    vault.db.execute(f"UPDATE record SET body = {other} {of_entry}", [seq])
    found_ = {(one.place, one.flaw.value) for one in custodian.examine_records(vault)}
    assert {(f"entry {seq}", "mismatch"), ("evidence 1", "mismatch")} <= found_
    vault.db.execute(f"DELETE FROM record {of_entry}", [seq])
    found_ = {(one.place, one.flaw.value) for one in custodian.examine_records(vault)}
    assert (f"entry {seq}", "missing") in found_


# ------------------------------------------------------------------------------------ the queue


def ticket(name: str, size: int = 1, facts: Facts | None = None) -> Ticket:
    return Ticket(f"/kartu/{name}", name, size, "stamp", GIVEN, facts)


def test_the_queue_survives_locking_with_everything_in_it(vault: Vault) -> None:
    batch = jobs.new_batch(vault)
    odd = Ticket(os.fsdecode(b"/kartu/\xff\xfe\n.jpg"), "\\xff\\xfe", 5, "s", FROM_CARD, FACTS)
    jobs.enqueue(vault, batch, [ticket("a"), odd])
    again = reopen(vault)
    waiting = jobs.waiting(again, 10)
    assert [job.ticket for job in waiting] == [ticket("a"), odd]
    assert jobs.tally(again) == (2, 6, 0)
    assert jobs.batch_of(again, batch) == waiting
    again.lock()


def test_a_file_goes_from_waiting_to_failed_and_back_or_out(vault: Vault) -> None:
    batch = jobs.new_batch(vault)
    jobs.enqueue(vault, batch, [ticket(name) for name in "abcd"])
    a, b, c, d = jobs.waiting(vault, 10)
    assert jobs.waiting(vault, 2, after=b.id) == (c, d)
    for job in (a, b):
        jobs.fail(vault, job, "not-found")
    assert [job.problem for job in jobs.failed(vault)] == ["not-found", "not-found"]
    assert jobs.tally(vault) == (2, 2, 2)
    jobs.retry(vault, [])
    assert len(jobs.failed(vault)) == 2
    jobs.retry(vault, [a.id])
    assert [job.id for job in jobs.waiting(vault, 10)] == [a.id, c.id, d.id]
    jobs.retry(vault)
    assert jobs.failed(vault) == ()
    jobs.drop(vault, [c.id])
    item = put(vault, b"isi")
    with vault.db.atomic():
        jobs.done(a, JobState.SEALED, item)(vault.db)
    jobs.drop(vault, [a.id])
    states = [(job.state, job.evidence) for job in jobs.batch_of(vault, batch)]
    assert states == [(JobState.SEALED, item), (JobState.WAITING, None), (JobState.WAITING, None)]


def test_health_follows_the_last_look(vault: Vault) -> None:
    put(vault, b"isi")
    for act, health in ((Act.VERIFIED, Health.VERIFIED), (Act.VERIFY_FAILED, Health.DAMAGED)):
        evidence.note_act(vault, act, [evidence.by_number(vault, 1)])
        assert evidence.by_number(vault, 1).health is health
    assert browse.count(vault, browse.Filter(health=frozenset({Health.DAMAGED}))) == 1
    evidence.note_act(vault, Act.VIEWED, [evidence.by_number(vault, 1)], reason="untuk rapat")
    assert evidence.custody(vault, 1)[-1].reason == "untuk rapat"
    assert evidence.note_act(vault, Act.VIEWED, []) == ()
