# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a person drops to a list to review: nothing followed, nothing silently left out."""

import os
import shutil
import socket
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.model.evidence import Manner, Provenance
from db.model.people import Role
from db.model.progress import CancelledError, Progress
from desktop.actions import gather, sealing
from desktop.actions.desk import Desk
from tests.fakes.small_vault import add, at_desk, enter, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    with at_desk(vault) as desk:
        yield desk
    vault.abandon()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Give a memory card with a little of everything."""
    card = tmp_path / "kartu"
    (card / "DCIM" / "100").mkdir(parents=True)
    (card / "DCIM" / "100" / "b.txt").write_bytes(b"kedua")
    (card / "DCIM" / "100" / "a.txt").write_bytes(b"pertama")
    (card / "DCIM" / "Thumbs.db").write_bytes(b"x")
    (card / "DCIM" / "._a.txt").write_bytes(b"x")
    (card / "System Volume Information").mkdir()
    (card / "System Volume Information" / "rahasia").write_bytes(b"x")
    (card / "tautan").symlink_to("/etc/passwd")
    (card / "tautan-folder").symlink_to("/etc")
    (card / "putus").symlink_to("/tidak/ada")
    (card / "memutar").symlink_to(card)
    os.mkfifo(card / "pipa")
    (card / "kosong.jpg").touch()
    return card


def test_files_are_listed_by_folder_and_name_and_litter_by_name(card: Path) -> None:
    found = gather.gather([card])
    good = [one.name for one in found.candidates if not one.problem]
    assert good == ["a.txt", "b.txt", "kosong.jpg"]
    assert sorted(found.left_out) == ["._a.txt", "System Volume Information", "Thumbs.db"]
    assert [one.size for one in found.candidates if not one.problem] == [7, 5, 0]


def test_links_and_pipes_are_listed_and_not_followed(card: Path) -> None:
    problems = {one.name: one.problem for one in gather.gather([card]).candidates if one.problem}
    names = ("memutar", "pipa", "putus", "tautan", "tautan-folder")
    assert problems == dict.fromkeys(names, "not-a-file")


def test_a_socket_and_a_file_that_is_gone_have_their_problem_named(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(str(tmp_path / "soket"))
        found = gather.gather([tmp_path / "soket", tmp_path / "hilang", tmp_path / "a" / "b"])
    assert [one.problem for one in found.candidates] == ["not-a-file", "not-found", "not-found"]


def test_what_may_not_be_read_is_listed_as_that(
    card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:  # root reads everything: let the system call itself refuse
        real = Path.open

        def refuse(path: Path, *args: object, **named: object) -> object:
            if path.name == "a.txt":
                raise PermissionError(13, "Permission denied")
            return real(path, *args, **named)  # type: ignore[call-overload]  # passed on

        monkeypatch.setattr(Path, "open", refuse)
        real_walk = Path.iterdir

        def shut(path: Path) -> Iterator[Path]:
            if path.name == "tertutup":
                raise PermissionError(13, "Permission denied")
            return iter(real_walk(path))

        monkeypatch.setattr(Path, "iterdir", shut)
    else:
        (card / "DCIM" / "100" / "a.txt").chmod(0)
    (card / "tertutup").mkdir(mode=0)
    problems = {one.name: one.problem for one in gather.gather([card]).candidates}
    (card / "tertutup").chmod(0o700)
    assert problems["a.txt"] == problems["tertutup"] == "access-denied"
    assert problems["b.txt"] == ""


def test_gathering_can_be_stopped(card: Path) -> None:
    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        gather.gather([card], check=stop)


def test_a_name_shows_everything_it_hides() -> None:
    assert gather.printable("biasa é 😀.jpg") == "biasa é 😀.jpg"
    assert gather.printable(os.fsdecode(b"\xff\xfe.jpg")) == "\\xff\\xfe.jpg"
    assert gather.printable("a\nb\u202egpj.exe") == "a\\u000ab\\u202egpj.exe"
    assert gather.printable("a\x1b[31m\x00") == "a\\u001b[31m\\u0000"


def test_hostile_names_are_gathered_sealed_and_readable(
    desk: Desk, samples: Path, tmp_path: Path
) -> None:
    place = tmp_path / "aneh"
    with tarfile.open(samples / "nama-aneh.tar") as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        for number, member in enumerate(members):
            data = archive.extractfile(member)
            assert data is not None
            folder = place / str(number)
            folder.mkdir(parents=True)
            name = Path(member.name).name
            (folder / name).write_bytes(data.read() + bytes([number]))
    found = gather.gather([place])
    files = [one for one in found.candidates if not one.problem]
    assert len(files) + len(found.left_out) == len(members)
    gather.queue(
        desk,
        [
            gather.Ticket(one.path, one.name, one.size, one.stamp, Provenance(Manner.DEVICE))
            for one in files
        ],
    )
    outcome = sealing.run_queue(desk)
    assert len(outcome.sealed) == len(files)
    assert outcome.failed == []
    assert sorted(outcome.safe) == sorted(one.path for one in files)
    assert all(one.name.isprintable() for one in files)


def review(desk: Desk, *paths: Path) -> tuple[gather.Reviewed, ...]:
    return gather.review(desk, gather.gather(paths).candidates)


def test_a_review_names_twins_and_what_was_sealed_before(desk: Desk, tmp_path: Path) -> None:
    for name, data in (("1", b"sama"), ("2", b"lain"), ("3", b"sama"), ("4", b"panjang lain")):
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in "1234"]
    first = review(desk, *paths)
    assert [one.twin for one in first] == ["", "", str(paths[0]), ""]
    assert all(one.sealed_before is None and one.facts is not None for one in first)
    gather.queue(desk, [first[0].ticket(Provenance(Manner.DEVICE))])
    sealing.run_queue(desk)
    second = review(desk, *paths)
    numbers = [one.sealed_before and one.sealed_before.number for one in second]
    assert numbers == [1, None, 1, None]


def test_a_review_shows_pictures_that_look_like_sealed_ones(
    desk: Desk, samples: Path, tmp_path: Path
) -> None:
    original = tmp_path / "asli.jpg"
    shutil.copyfile(samples / "HTC_Desire.jpg", original)
    (seen,) = review(desk, original)
    gather.queue(desk, [seen.ticket(Provenance(seen.suggested))])
    sealing.run_queue(desk)
    copy = tmp_path / "salinan.jpg"
    copy.write_bytes(original.read_bytes() + b"\0")
    (again,) = review(desk, copy)
    assert again.sealed_before is None
    assert [card.name for card in again.near] == ["asli.jpg"]
    (exact,) = review(desk, original)
    assert exact.sealed_before is not None
    assert exact.near == ()


def test_a_name_from_a_messenger_suggests_how_a_file_came(
    desk: Desk, tmp_path: Path, samples: Path
) -> None:
    path = tmp_path / "IMG-20261114-WA0003.jpg"
    shutil.copyfile(samples / "HTC_Desire.jpg", path)
    assert review(desk, path)[0].suggested is Manner.WHATSAPP_PHOTO
    assert review(desk, samples / "HTC_Desire.jpg")[0].suggested is Manner.DEVICE


def test_what_cannot_be_read_stays_in_the_review_with_its_problem(desk: Desk, card: Path) -> None:
    told: list[Progress] = []
    candidates = gather.gather([card]).candidates
    (card / "DCIM" / "100" / "a.txt").unlink()
    seen = gather.review(desk, candidates, report=told.append)
    by_name = {one.candidate.name: one for one in seen}
    assert len(seen) == len(candidates)
    assert by_name["a.txt"].candidate.problem == "access-denied"
    assert by_name["pipa"].facts is None
    assert by_name["kosong.jpg"].facts is not None
    assert (told[-1].done, told[-1].total, told[-1].what) == (len(seen), len(seen), "reviewing")


def test_a_review_tells_a_village_supervisor_nothing_of_others_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "b", StoppedClock(tick_us=1000))
    (tmp_path / "foto").write_bytes(b"rahasia ketua")
    with at_desk(vault) as desk:
        (seen,) = review(desk, tmp_path / "foto")
        gather.queue(desk, [seen.ticket(Provenance(Manner.DEVICE))])
        sealing.run_queue(desk)
    village = add(vault, Role.VILLAGE, "PKD", "sandi pkd ini")
    vault.lock()
    opened = enter(vault, village, "sandi pkd ini")
    with at_desk(opened) as desk:
        (seen,) = review(desk, tmp_path / "foto")
        assert seen.sealed_before is None
        gather.queue(desk, [seen.ticket(Provenance(Manner.DEVICE))])
        outcome = sealing.run_queue(desk)
        assert (len(outcome.again), outcome.sealed, outcome.failed) == (1, [], [])
    opened.lock()
