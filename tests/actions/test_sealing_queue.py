# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue: every file ends sealed, linked or set aside with its reason, and stopping is free."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import DiskFullError
from db.ledger.act import Act
from db.model.evidence import Health, Manner, Provenance
from db.model.progress import CancelledError, Progress
from db.store import browse, evidence, jobs
from db.store.jobs import Ticket
from db.store.loading import Loader
from db.store.shelves import SMALL_ITEM
from db.store.vault import Vault
from desktop.actions import gather, sealing, viewing
from desktop.actions.desk import Desk
from tests.fakes.small_vault import at_desk, bytes_of, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FROM = Provenance(Manner.DEVICE)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


def files(folder: Path, **contents: bytes) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in contents]


def enqueue(desk: Desk, paths: list[Path]) -> str:
    candidates = gather.gather(paths).candidates
    return gather.queue(desk, [Ticket(c.path, c.name, c.size, c.stamp, FROM) for c in candidates])


def states(vault: Vault, batch: str) -> list[str]:
    return [job.state.value + job.problem for job in jobs.batch_of(vault, jobs.JobId(batch))]


def test_everything_that_waits_is_sealed_read_back_and_safe(
    desk: Desk, vault: Vault, tmp_path: Path
) -> None:
    paths = files(tmp_path / "k", a=b"satu", b=b"", c=os.urandom(700_000))
    batch = enqueue(desk, paths)
    told: list[Progress] = []
    outcome = sealing.run_queue(desk, report=told.append)
    assert outcome.safe == [str(path) for path in paths]
    for item, path in zip(outcome.sealed, paths, strict=True):
        assert bytes_of(vault, item) == path.read_bytes()
        assert evidence.by_id(vault, item).health is Health.VERIFIED
        assert [s.act for s in evidence.sheet(vault, item).custody] == [Act.SEALED, Act.VERIFIED]
    assert states(vault, batch) == ["sealed"] * 3
    assert jobs.tally(vault) == (0, 0, 0)
    assert told[-1].done == told[-1].total == sum(path.stat().st_size for path in paths)
    assert sealing.run_queue(desk).sealed == []


def test_one_bad_file_never_holds_up_the_others(desk: Desk, vault: Vault, tmp_path: Path) -> None:
    paths = files(tmp_path / "k", a=b"satu", b=b"dua", c=b"tiga", d=b"empat")
    batch = enqueue(desk, paths)
    paths[1].unlink()
    paths[2].unlink()
    paths[2].mkdir()
    outcome = sealing.run_queue(desk)
    assert len(outcome.sealed) == 2
    assert outcome.failed == [(str(paths[1]), "not-found"), (str(paths[2]), "access-denied")]
    assert states(vault, batch) == ["sealed", "failednot-found", "failedaccess-denied", "sealed"]
    paths[1].write_bytes(b"dua lagi")
    jobs.retry(vault, [jobs.failed(vault)[0].id])
    assert len(sealing.run_queue(desk).sealed) == 1


def test_twins_in_one_group_are_sealed_once_and_linked(
    desk: Desk, vault: Vault, tmp_path: Path
) -> None:
    paths = files(tmp_path / "k", a=b"sama", b=b"sama", c=b"lain", d=b"sama")
    batch = enqueue(desk, paths)
    outcome = sealing.run_queue(desk)
    assert (len(outcome.sealed), len(outcome.again)) == (2, 2)
    assert sorted(outcome.safe) == sorted(map(str, paths))
    assert states(vault, batch) == ["sealed", "again", "sealed", "again"]
    assert [one.name for one in evidence.arrivals(vault, 1)] == ["a", "b", "d"]
    enqueue(desk, [paths[3]])
    again = sealing.run_queue(desk)
    assert (again.sealed, len(again.again), again.safe) == ([], 1, [str(paths[3])])


def changing(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Path], None]) -> None:
    """Let `act` happen to the file called `name` between its being looked at and its end."""
    load = Loader.load

    def load_slowly(loader: Loader, source: object, *args: object, **named: object) -> object:
        boxed = load(loader, source, *args, **named)  # type: ignore[arg-type]  # passed on
        path = Path(f"/proc/self/fd/{source.fileno()}").readlink()  # type: ignore[attr-defined]
        if path.name == name:
            act(path)
        return boxed

    monkeypatch.setattr(Loader, "load", load_slowly)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks the system for a file's name")
def test_a_file_that_changes_while_it_is_read_is_not_taken(
    desk: Desk, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path / "k", a=b"satu", b=b"masih disalin", c=b"tiga")
    batch = enqueue(desk, paths)
    with monkeypatch.context() as patch:
        changing(patch, "b", lambda path: path.write_bytes(b"masih disalin lagi") and None)
        outcome = sealing.run_queue(desk)
    assert outcome.failed == [(str(paths[1]), "source-changed")]
    assert states(vault, batch) == ["sealed", "failedsource-changed", "sealed"]
    assert {bytes_of(vault, item) for item in outcome.sealed} == {b"satu", b"tiga"}
    jobs.retry(vault)
    assert len(sealing.run_queue(desk).sealed) == 1


def test_a_file_changed_since_its_review_is_looked_at_again(
    desk: Desk, vault: Vault, tmp_path: Path, samples: Path
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"teks")
    (seen,) = gather.review(desk, gather.gather([path]).candidates)
    path.write_bytes((samples / "HTC_Desire.jpg").read_bytes())
    gather.queue(desk, [seen.ticket(FROM)])
    (item,) = sealing.run_queue(desk).sealed
    assert evidence.by_id(vault, item).media_type == "image/jpeg"


def test_a_large_item_gets_shelves_of_its_own_between_small_ones(
    desk: Desk, vault: Vault, tmp_path: Path
) -> None:
    big = os.urandom(1 << 20) * (SMALL_ITEM >> 20) + b"."
    paths = files(tmp_path / "k", a=b"kecil", b=big, c=b"kecil juga")
    enqueue(desk, paths)
    outcome = sealing.run_queue(desk)
    assert len(outcome.sealed) == 3
    assert bytes_of(vault, outcome.sealed[1]) == big
    with sealing.reader(desk, outcome.sealed[1]) as sealed:
        assert sealed.read_at(len(big) - 5, 50) == big[-5:]
    shelves = vault.db.execute("SELECT state, settled IS NOT NULL FROM shelf").fetchall()
    assert sorted(shelves) == [("full", 1), ("open", 1)]


class StopAt:
    """Asks to stop at the n-th look."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def __call__(self) -> None:
        self.looks -= 1
        if self.looks < 0:
            raise CancelledError


@pytest.mark.parametrize("looks", [0, 1, 3, 5, 9, 14, 25, 60])
def test_stopping_anywhere_loses_nothing_and_the_next_run_goes_on(
    vault: Vault, tmp_path: Path, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actions.sealing.GROUP", 2)
    monkeypatch.setattr("desktop.actions.sealing.SMALL_ITEM", 3_000_000)
    paths = files(
        tmp_path / "k",
        a=b"satu",
        b=os.urandom(2_500_000),
        c=b"satu",
        d=os.urandom(5_000_000),
        e=b"x",
    )
    contents = {path.read_bytes() for path in paths}
    with at_desk(vault) as desk:
        batch = enqueue(desk, paths)
        try:
            sealing.run_queue(desk, check=StopAt(looks))
        except CancelledError:
            sealed = {bytes_of(vault, card.id) for card in browse.page(vault)}
            assert sealed <= contents
        sealing.run_queue(desk)
    assert {bytes_of(vault, card.id) for card in browse.page(vault)} == contents
    assert browse.count(vault) == 4
    assert set(states(vault, batch)) <= {"sealed", "again"}
    assert vault.db.execute("SELECT count(*) FROM shelf WHERE state = 'loading'").fetchone()[0] == 0


def test_a_full_disk_stops_the_queue_and_keeps_it(
    desk: Desk, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path / "k", a=b"satu", b=b"dua")
    batch = enqueue(desk, paths)

    def full(_loader: Loader) -> None:
        message = "the disk is full"
        raise DiskFullError(message)

    with monkeypatch.context() as patch:
        patch.setattr(Loader, "finish", full)
        with pytest.raises(DiskFullError):
            sealing.run_queue(desk)
    assert states(vault, batch) == ["waiting", "waiting"]
    assert browse.count(vault) == 0
    assert len(sealing.run_queue(desk).sealed) == 2


def test_bytes_that_do_not_read_back_are_never_called_safe(
    desk: Desk, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path / "k", a=b"satu", b=b"dua")
    enqueue(desk, paths)
    finish = Loader.finish

    def finish_badly(loader: Loader) -> object:
        loader._writer._db.conn.execute("UPDATE chunk SET data = zeroblob(19) WHERE id = 2")
        return finish(loader)

    monkeypatch.setattr(Loader, "finish", finish_badly)
    outcome = sealing.run_queue(desk)
    assert outcome.safe == [str(paths[0])]
    assert outcome.failed == [(str(paths[1]), "evidence-damaged")]
    assert [card.health for card in browse.page(vault)] == [Health.DAMAGED, Health.VERIFIED]


def test_looking_at_an_item_is_written_down_before_it_is_shown(
    desk: Desk, tmp_path: Path, samples: Path
) -> None:
    enqueue(desk, [samples / "HTC_Desire.jpg", *files(tmp_path / "k", a=b"teks \xff biasa")])
    photo, text = sealing.run_queue(desk).sealed
    sheet = viewing.open_sheet(desk, photo, reason="untuk pleno")
    assert (sheet.custody[-1].act, sheet.custody[-1].reason) == (Act.VIEWED, "untuk pleno")
    picture = viewing.picture(desk, photo, longest=64)
    assert max(picture.width, picture.height) == 64
    assert picture.jpeg.startswith(b"\xff\xd8")
    assert viewing.text(desk, text) == "teks \ufffd biasa"


def test_bytes_whose_sealed_copy_is_damaged_are_sealed_again_from_the_card(
    desk: Desk, vault: Vault, tmp_path: Path
) -> None:
    paths = files(tmp_path / "k", a=b"satu-satunya")
    enqueue(desk, paths)
    (first,) = sealing.run_queue(desk).sealed
    with closing(sqlite3.connect(vault.folder.media / "0001.db")) as shelf, shelf:
        shelf.execute("UPDATE chunk SET data = zeroblob(length(data))")
    enqueue(desk, paths)
    outcome = sealing.run_queue(desk)
    assert len(outcome.sealed) == 1
    assert (outcome.again, outcome.safe) == ([], [str(paths[0])])
    assert evidence.by_id(vault, first).health is Health.DAMAGED
    enqueue(desk, paths)
    assert sealing.run_queue(desk).again == outcome.sealed
