# SPDX-License-Identifier: GPL-3.0-or-later
"""The counter: no bad file and no pulled card blocks the queue, and a pause holds."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.model.beside import Tie
from db.model.evidence import Facts, Kind, Manner, Provenance
from db.model.progress import Progress
from db.store import batches, beside, browse, evidence, jobs, stories
from db.store.jobs import Ticket
from db.store.vault import Vault
from desktop.actions import gather, media, sealing
from desktop.actions.desk import Desk
from tests.fakes.card_reader import CardFile, CardReader
from tests.fakes.small_vault import at_desk, bytes_of, found, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FROM = Provenance(Manner.DEVICE)
PLAIN = Facts(Kind.OTHER, "application/octet-stream")


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


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CardReader:
    """Give a reader with an empty card, through which all reading goes."""
    (tmp_path / "media").mkdir()
    card = CardReader(tmp_path / "media" / "KARTU")
    card.folder.mkdir()
    real = Path.open

    def open_card(path: Path, *args: object, **named: object) -> object:
        if path.is_relative_to(card.folder) and "buffering" in named:
            return CardFile(path, card)
        return real(path, *args, **named)  # type: ignore[call-overload]  # passed on

    monkeypatch.setattr(Path, "open", open_card)
    return card


def enqueue(desk: Desk, card: CardReader, *, known: bool = True) -> str:
    """Queue everything on the card, as the review does."""
    tickets = []
    for one in gather.gather([card.folder]).candidates:
        medium = media.medium_of(one.path, card())
        facts = PLAIN if known else None
        tickets.append(Ticket(one.path, one.name, one.size, one.stamp, FROM, facts, medium))
    return gather.queue(desk, tickets)


def fill(card: CardReader, **contents: bytes) -> None:
    for name, data in contents.items():
        (card.folder / name).write_bytes(data)


def states(vault: Vault, batch: str) -> list[str]:
    return [job.state.value + job.problem for job in jobs.batch_of(vault, jobs.JobId(batch))]


def test_a_card_that_is_pulled_waits_and_goes_on_under_another_letter(
    desk: Desk, vault: Vault, reader: CardReader
) -> None:
    fill(reader, a=os.urandom(100_000), b=os.urandom(100_000), c=os.urandom(100_000))
    (reader.folder.parent / "laptop").write_bytes(b"di laptop")
    batch = enqueue(desk, reader)
    own = gather.look_at(reader.folder.parent / "laptop")
    gather.queue(desk, [Ticket(own.path, own.name, own.size, own.stamp, FROM, PLAIN)])
    reader.pull_after = 150_000
    first = sealing.run_queue(desk, plugged=reader)
    assert first.failed == []
    assert first.away == {reader.identity}
    assert len(first.sealed) == 2  # one of the card, and what lies on the laptop itself
    assert states(vault, batch) == ["sealed", "waiting", "waiting"]
    assert [(one.name, one.files) for one in batches.by_medium(vault)] == [("KARTU", 2)]
    reader.put_back(reader.folder.with_name("KARTU1"))
    second = sealing.run_queue(desk, plugged=reader)
    assert states(vault, batch) == ["sealed"] * 3
    assert (len(second.sealed), second.away) == (2, set())
    endings = batches.endings(vault, jobs.JobId(batch))
    assert [(one.safe, one.medium) for one in endings] == [(True, "KARTU")] * 3


def test_another_card_at_the_same_place_is_not_taken_for_the_first(
    desk: Desk, vault: Vault, reader: CardReader
) -> None:
    fill(reader, a=b"satu")
    batch = enqueue(desk, reader)
    reader.identity = "uuid:LAIN"
    fill(reader, a=b"kartu lain")
    outcome = sealing.run_queue(desk, plugged=reader)
    assert (outcome.sealed, outcome.failed, outcome.away) == ([], [], {"uuid:1234-ABCD"})
    assert states(vault, batch) == ["waiting"]


def test_files_that_failed_while_a_card_came_loose_are_tried_when_it_is_back(
    desk: Desk, vault: Vault, reader: CardReader
) -> None:
    fill(reader, a=b"satu", b=b"dua")
    batch = enqueue(desk, reader)
    reader.bad = {"a"}
    assert len(sealing.run_queue(desk, plugged=reader).failed) == 1
    reader.bad = set()
    jobs.retry_medium(vault, "uuid:lain")
    assert states(vault, batch) == ["failedsource-unreadable", "sealed"]
    jobs.retry_medium(vault, reader.identity)
    assert len(sealing.run_queue(desk, plugged=reader).sealed) == 1


@settings(
    max_examples=int(os.environ.get("SEGEL_CARDS", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_goes_wrong_every_sound_file_is_sealed_and_every_bad_one_named(
    data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = st.sampled_from([0, 1, 700, 40_000, 300_000, 1_200_000])
    sorts = st.sampled_from(["sound", "sound", "sound", "bad", "gone", "twin", "folder"])
    plan = data.draw(st.lists(st.tuples(sorts, sizes), min_size=1, max_size=7))
    pulls = data.draw(st.lists(st.integers(0, 2_000_000), max_size=3))
    group = data.draw(st.sampled_from([1, 2, 32]))
    large = data.draw(st.sampled_from([1_000_000, 16 << 20]))
    holds = data.draw(st.lists(st.booleans(), max_size=4))
    with monkeypatch.context() as patch, tempfile.TemporaryDirectory() as room:
        patch.setattr("desktop.actions.sealing.GROUP", group)
        patch.setattr("desktop.actions.sealing.SMALL_ITEM", large)
        _whatever(Path(room), plan, pulls, holds, patch)


def _whatever(
    room: Path,
    plan: list[tuple[str, int]],
    pulls: list[int],
    holds: list[bool],
    patch: pytest.MonkeyPatch,
) -> None:
    without_ballast(patch)
    card = reader.__wrapped__(room, patch)  # type: ignore[attr-defined]  # the fixture's function
    contents = [os.urandom(size) for _, size in plan]
    for place, (sort, _) in enumerate(plan):
        if sort == "twin":
            contents[place] = contents[0]
        (card.folder / f"f{place}").write_bytes(contents[place])
    vault, _ = found(room / "brankas", StoppedClock(tick_us=1000))
    with at_desk(vault) as desk:
        batch = enqueue(desk, card)
        for place, (sort, _) in enumerate(plan):
            if sort == "bad":
                card.bad.add(f"f{place}")
            if sort in ("gone", "folder"):
                (card.folder / f"f{place}").unlink()
            if sort == "folder":
                (card.folder / f"f{place}").mkdir()
        sealed = 0
        for turn, pull in enumerate([*pulls, None]):
            card.pull_after = pull
            wishes = iter(holds)
            outcome = sealing.run_queue(
                desk, plugged=card, hold=lambda wishes=wishes: next(wishes, False)
            )
            sealed += len(outcome.sealed)
            if not card.plugged:
                assert sealing.run_queue(desk, plugged=card).sealed == []
                card.put_back(card.folder.with_name(f"KARTU{turn}"))
                jobs.retry_medium(vault, card.identity)
        outcome = sealing.run_queue(desk, plugged=card)
        sealed += len(outcome.sealed)
        bad = {place for place, (sort, _) in enumerate(plan) if sort in ("bad", "gone", "folder")}
        endings = batches.endings(vault, jobs.JobId(batch))
        assert {place for place, one in enumerate(endings) if one.problem} == bad
        assert all(one.safe for place, one in enumerate(endings) if place not in bad)
        assert not any(one.safe for place, one in enumerate(endings) if place in bad)
        kept = [bytes_of(vault, one.id) for one in browse.page(vault)]
        wanted = {contents[place] for place in range(len(plan)) if place not in bad}
        assert (len(kept), sealed) == (len(wanted), len(wanted))
        assert set(kept) == wanted
    vault.abandon()


def test_a_pause_holds_after_the_present_item_and_survives_a_restart(
    desk: Desk, vault: Vault, reader: CardReader
) -> None:
    fill(reader, a=b"satu", b=b"dua", c=b"tiga")
    batch = enqueue(desk, reader)
    asked: list[bool] = []

    def hold() -> bool:
        asked.append(True)
        return len(asked) > 1  # not before the first item, but before the second

    outcome = sealing.run_queue(desk, plugged=reader, hold=hold)
    assert (outcome.held, len(outcome.sealed)) == (True, 1)
    assert outcome.safe == [str(reader.folder / "a")]
    assert states(vault, batch) == ["sealed", "waiting", "waiting"]
    sealing.pause(desk, paused=True)
    again = reopen(vault)
    with at_desk(again) as later:
        assert sealing.paused(later)
        sealing.pause(later, paused=False)
        assert not sealing.paused(later)
        assert len(sealing.run_queue(later, plugged=reader).sealed) == 2
    again.lock()


def test_the_rest_is_foretold_from_what_was_measured_and_kept_for_the_card(
    desk: Desk, vault: Vault, reader: CardReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actions.sealing.GROUP", 1)
    fill(reader, a=os.urandom(5_000_000), b=os.urandom(10_000_000))
    enqueue(desk, reader)
    told: list[Progress] = []
    seconds = iter(range(10_000))
    sealing.run_queue(desk, plugged=reader, report=told.append, clock=lambda: float(next(seconds)))
    assert told[0].left_ms is None  # nobody has measured anything yet
    begun = next(one for one in told if one.subject == "b")
    assert begun.left_ms is not None
    assert 0 < begun.left_ms < 1_000_000
    assert told[-1].left_ms == 0
    assert set(batches.rates(vault)) == {reader.identity}


def test_what_lay_together_is_sealed_together_and_signed(
    desk: Desk, vault: Vault, reader: CardReader
) -> None:
    names = ("IMG_0001.HEIC", "IMG_0001.MOV", "IMG_0001.AAE")
    for name in names:
        (reader.folder / name).write_bytes(name.encode())
    main, film, note = (gather.look_at(reader.folder / name) for name in names)
    plain = [gather.Reviewed(one, PLAIN) for one in (main, film, note)]
    gather.queue(
        desk,
        [
            plain[0].ticket(FROM, reader.medium),
            plain[1].ticket(FROM, reader.medium, main=main.path, tie=Tie.LIVE),
            plain[2].ticket(FROM, reader.medium, main=main.path, tie=Tie.SIDECAR),
        ],
    )
    picture, moving, edit = sealing.run_queue(desk, plugged=reader).sealed
    whole = beside.company(vault, picture)
    assert whole.main is None
    assert [(card.id, tie) for card, tie in whole.others] == [
        (moving, Tie.LIVE),
        (edit, Tie.SIDECAR),
    ]
    of_film = beside.company(vault, moving).main
    assert of_film is not None
    assert (of_film[0].id, of_film[1]) == (picture, Tie.LIVE)
    signed = evidence.record_body(vault, evidence.by_id(vault, edit).number)["beside"]
    assert signed == {"item": picture, "name": "IMG_0001.HEIC", "tie": "SERTAAN"}
    assert list(stories.differing(vault.db)) == []
    vault.db.execute("DROP TRIGGER beside_no_update")
    vault.db.execute("UPDATE beside SET tie = 'BERUNTUN'")
    assert len(list(stories.differing(vault.db))) == 3  # the law that is gone, and two rows


def test_a_note_is_sealed_when_its_picture_cannot_be_read(
    desk: Desk, vault: Vault, reader: CardReader
) -> None:
    fill(reader, foto=b"foto", catatan=b"catatan")
    picture, note = (gather.look_at(reader.folder / name) for name in ("foto", "catatan"))
    tickets = [
        gather.Reviewed(picture, PLAIN).ticket(FROM),
        gather.Reviewed(note, PLAIN).ticket(FROM, main=picture.path, tie=Tie.SIDECAR),
    ]
    gather.queue(desk, tickets)
    (reader.folder / "foto").unlink()
    (item,) = sealing.run_queue(desk, plugged=reader).sealed
    assert beside.company(vault, item).main is None
    body = evidence.record_body(vault, 1)["beside"]
    assert body == {"item": None, "name": "foto", "tie": "SERTAAN"}
    assert list(stories.differing(vault.db)) == []


def test_a_path_on_a_card_is_followed_to_its_new_place(reader: CardReader) -> None:
    kept = reader.medium
    path = str(reader.folder / "DCIM" / "a.jpg")
    assert media.medium_of(path, reader()) == kept
    assert media.medium_of("/rumah/a.jpg", reader()) is None
    reader.pull()
    assert media.path_now(path, kept, reader()) == path
    reader.put_back(reader.folder.with_name("E"))
    assert media.path_now(path, kept, reader()) == str(reader.folder / "DCIM" / "a.jpg")
    assert media.path_now("/rumah/a.jpg", None, reader()) == "/rumah/a.jpg"


def test_the_folder_of_a_cameras_pictures_is_found_below_a_phones_storage(tmp_path: Path) -> None:
    assert media.worth_importing(str(tmp_path)) == str(tmp_path)
    (tmp_path / "Penyimpanan internal" / "DCIM").mkdir(parents=True)
    inside = media.worth_importing(str(tmp_path))
    assert inside == str(tmp_path / "Penyimpanan internal" / "DCIM")
    shutil.rmtree(tmp_path / "Penyimpanan internal")
    assert media.worth_importing(str(tmp_path / "tidak ada")) == str(tmp_path / "tidak ada")


def test_the_systems_own_list_of_media_can_be_read() -> None:
    for identity, medium in media.mounted().items():
        assert identity == medium.id
        assert medium.root
        assert medium.name


def test_what_is_sealed_unreviewed_is_kept_together_and_knows_its_card(
    reader: CardReader,
) -> None:
    fill(reader, **{"IMG_1.JPG": b"foto", "IMG_1.xmp": b"catatan"})
    (reader.folder / "hilang").symlink_to("/tidak/ada")
    found = gather.gather([reader.folder]).candidates
    picture, note = gather.tickets_for(found, FROM, reader())
    assert (picture.main, picture.tie, picture.medium) == ("", None, reader.medium)
    assert (note.main, note.tie) == (picture.path, Tie.SIDECAR)
