# SPDX-License-Identifier: GPL-3.0-or-later
"""A real vault, a real stick folder and a real depot: "sent" by stick alone, and nothing else."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.errors import NotFoundError
from db.store import carried, office, outbox
from db.store.vault import Vault
from desktop.actions import sticking, syncing
from desktop.actions.desk import Desk
from sync.server.serving import Serving
from sync.server.stick import Taken
from sync.stick import End
from sync.stick_layout import HOME, FolderStick
from sync.stick_reading import Found
from sync.stick_volume import mark_of
from tests.fakes.live_depot import Minutes, site_at
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock


@dataclass
class Office:
    """A vault that is enrolled, and its depot."""

    desk: Desk
    vault: Vault
    server: Serving

    def take(self, root: Path) -> Taken:
        """Take a stick at the depot, as its command does."""
        mark = mark_of(self.server.site.card.log_key)
        return self.server.counterpart.take(FolderStick(root, mark))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Vault]]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    for number in range(3):
        put(vault, os.urandom(300_000 * (number + 1)), name=f"{number}.bin")
    with at_desk(vault) as desk:
        yield desk, vault
    vault.abandon()


@pytest.fixture
def joined(desk: tuple[Desk, Vault], tmp_path: Path) -> Iterator[Office]:
    with Serving(site_at(tmp_path / "depot"), Minutes()) as server:
        invitation = server.invite()
        body = syncing.apply_by_file(desk[0], invitation, "Panwaslu")
        answer = server.lane.run(lambda db: server.depot.enrol(db, body))
        syncing.take_answer(desk[0], invitation, answer)
        yield Office(*desk, server)


def test_sent_by_stick_alone(joined: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    filled = sticking.fill(joined.desk, stick)
    assert (filled.written.end, filled.written.items) == (End.DONE, 3)
    assert filled.waiting.items == 3
    assert carried.tally(joined.vault).things == len(carried.names(joined.vault)) > 0
    assert joined.take(stick).damaged == 0
    returned, waiting = sticking.read(joined.desk, stick)
    assert returned.found is Found.NEW
    assert waiting.nothing
    assert carried.tally(joined.vault).things == 0
    assert office.stand(joined.vault).log_head


def test_the_second_stick_carries_what_the_first_does_not(joined: Office, tmp_path: Path) -> None:
    first, second = tmp_path / "satu", tmp_path / "dua"
    for stick in (first, second):
        stick.mkdir()
    half = sticking.fill(joined.desk, first, most=1_300_000)
    assert half.written.end is End.FULL
    rest = sticking.fill(joined.desk, second)
    assert rest.written.chunks + half.written.chunks == 9
    assert sticking.fill(joined.desk, second).written.chunks == 0
    assert sticking.fill(joined.desk, second, again=True).written.chunks == 9
    for stick in (second, first):
        joined.take(stick)
    for stick in (first, second):
        sticking.read(joined.desk, stick)
    if not joined.desk.on_vault(syncing.waiting).nothing:
        sticking.fill(joined.desk, second)
        joined.take(second)
        sticking.read(joined.desk, second)
    assert joined.desk.on_vault(syncing.waiting).nothing


def test_what_lies_on_a_stick_goes_last_by_the_wire(joined: Office, tmp_path: Path) -> None:
    def order() -> list[int]:
        waiting = outbox.items(joined.vault, most=1 << 40, skip=frozenset())
        return [item.number for item in waiting]

    assert order() == [1, 2, 3]
    stick = tmp_path / "stik"
    stick.mkdir()
    assert sticking.fill(joined.desk, stick, most=1_000_000).written.items == 1
    assert order() == [3, 1, 2]


def test_what_else_lies_on_a_stick_is_counted_and_left_alone(
    joined: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    (stick / "AutoRun.inf").write_text("[autorun]\nopen=virus.exe\n", encoding="ascii")
    sticking.fill(joined.desk, stick)
    home = next(path for path in (stick / HOME).iterdir() if path.is_dir())
    (home / "kirim" / "foto.jpg.exe").write_bytes(b"MZ")
    (home / "kirim" / "00000000.sgl").symlink_to("/etc/hostname")
    os.mkfifo(home / "kirim" / "11111111.sgl")
    (home / "kirim" / "22222222.tmp").write_bytes(b"half")
    filled = sticking.fill(joined.desk, stick)
    assert filled.stray.autorun
    assert filled.stray.foreign == 3
    assert not (home / "kirim" / "22222222.tmp").exists()
    assert (home / "kirim" / "foto.jpg.exe").read_bytes() == b"MZ"
    taken = joined.take(stick)
    assert taken.unread == 0
    assert taken.chunks == 9


def test_a_folder_that_leads_elsewhere_is_not_followed(joined: Office, tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "stik", tmp_path / "rahasia"
    for folder in (stick, elsewhere):
        folder.mkdir()
    (stick / HOME).symlink_to(elsewhere)
    taken = joined.take(stick)
    assert taken.volumes == 0
    assert FolderStick.offices(stick) == ()


def test_before_an_enrolment_there_is_no_office_to_write_for(
    desk: tuple[Desk, Vault], tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError):
        sticking.fill(desk[0], tmp_path)
