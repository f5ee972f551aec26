# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards that fail and files that move while they are read: set aside with the reason, no other way.

Every time the other files are sealed, nothing half is kept, and the file can be tried again.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.model.ids import EvidenceId
from db.model.progress import Progress
from db.seal import derive
from db.store import browse, jobs
from db.store.loading import Loader
from db.store.shelves import Writer, allot
from desktop.actions.desk import Desk
from desktop.actions.examining import examine_vault
from desktop.actions.sealing import Outcome, run_queue
from tests.faults import cuts, full, ground
from tests.faults.ground import MIB

SIZES = {"a.bin": 300_000, "b.bin": 5 * MIB, "c.bin": 20 * MIB, "d.bin": 70_000}
BOTH = pytest.mark.parametrize("victim", ["b.bin", "c.bin"], ids=["small", "large"])


class Bench:
    """An open vault, a card with four files, and a hand in the middle of the reading."""

    def __init__(self, home: Path) -> None:
        self.card = home / "kartu"
        self.card.mkdir()
        for number, (name, size) in enumerate(SIZES.items()):
            (self.card / name).write_bytes(bytes([number + 1]) * size)
        self.vault = ground.create(home / "brankas")
        self.desk: Desk = ground.desk_of(self.vault)

    def seal(
        self, *more: Path, meddle: Callable[[], None] | None = None, during: str = ""
    ) -> Outcome:
        """Seal the card and `more`; `meddle` once, as soon as some of `during` has been read."""
        ground.put(self.desk, [*map(str, sorted(self.card.iterdir())), *map(str, more)])
        return self.go_on(meddle, during)

    def go_on(self, meddle: Callable[[], None] | None = None, during: str = "") -> Outcome:
        """Let the queue run."""
        hands = [meddle] if meddle else []

        def report(progress: Progress) -> None:
            if progress.subject == during and hands:
                hands.pop()()

        outcome = run_queue(self.desk, report=report)
        assert not hands, "nobody was read while it was time to meddle"
        return outcome

    def names(self) -> list[str]:
        """Return the names of what is sealed, in order."""
        return sorted(card.name for card in browse.every(self.vault))

    def flaws(self) -> list[str]:
        """Return what an examination finds."""
        return [f"{one.flaw} {one.place}" for one in examine_vault(self.desk).discrepancies]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    assert bench.flaws() == []
    bench.vault.lock()


def only(victim: str, problem: str, outcome: Outcome) -> bool:
    failed = [(Path(path).name, why) for path, why in outcome.failed]
    return failed == [(victim, problem)]


@BOTH
def test_a_file_that_is_cut_while_it_is_read_is_set_aside(bench: Bench, victim: str) -> None:
    path = bench.card / victim
    outcome = bench.seal(meddle=lambda: os.truncate(path, 1000), during=victim)
    assert only(victim, "source-changed", outcome)
    assert bench.names() == sorted(set(SIZES) - {victim})
    jobs.retry(bench.vault)
    assert bench.go_on().failed == []
    assert bench.names() == sorted(SIZES)


@BOTH
def test_a_file_that_grows_while_it_is_read_is_set_aside(bench: Bench, victim: str) -> None:
    def grow() -> None:
        with (bench.card / victim).open("ab") as file:
            file.write(b"masih disalin")

    outcome = bench.seal(meddle=grow, during=victim)
    assert only(victim, "source-changed", outcome)
    assert bench.names() == sorted(set(SIZES) - {victim})


def test_bytes_exchanged_under_the_old_times_are_noticed(bench: Bench) -> None:
    path = bench.card / "b.bin"
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)

    def exchange() -> None:
        with path.open("r+b") as file:
            file.write(b"lain")
        os.utime(path, ns=times)

    outcome = bench.seal(meddle=exchange, during="b.bin")
    assert only("b.bin", "source-changed", outcome)


def test_a_file_that_is_gone_when_its_turn_comes_is_set_aside(bench: Bench) -> None:
    path = bench.card / "d.bin"
    outcome = bench.seal(meddle=path.unlink, during="a.bin")
    assert only("d.bin", "not-found", outcome)
    assert bench.names() == ["a.bin", "b.bin", "c.bin"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_a_file_whose_first_bytes_cannot_be_read_is_set_aside(bench: Bench) -> None:
    outcome = bench.seal(Path("/proc/self/mem"))
    assert only("mem", "source-unreadable", outcome)
    assert bench.names() == sorted(SIZES)


def test_a_card_that_is_pulled_out_costs_only_what_was_left_on_it(
    bench: Bench, tmp_path: Path
) -> None:
    if why := full.missing() or cuts.missing("ext4"):
        pytest.skip(why)
    image, place = tmp_path / "kartu.img", tmp_path / "kartu-sd"
    cuts.make(image, "ext4")
    with cuts.mounted(image, place):
        shutil.copyfile(bench.card / "c.bin", place / "x.bin")
    for path in bench.card.iterdir():
        path.unlink()
    (bench.card / "lain.bin").write_bytes(b"dari kartu lain")
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", image, place], check=True)
    try:
        outcome = bench.seal(place / "x.bin", meddle=lambda: cuts.shut_down(place), during="x.bin")
    finally:
        subprocess.run(["umount", place], check=True)
    assert [Path(path).name for path, _ in outcome.failed] == ["x.bin"]
    assert bench.names() == ["lain.bin"]


class Torn:
    """A source whose medium fails after some bytes."""

    def __init__(self, good: int) -> None:
        self._left = good

    def readinto(self, buffer: memoryview, /) -> int:
        """Give bytes while there are good ones."""
        if not self._left:
            raise OSError(5, "Input/output error")
        count = min(self._left, len(buffer))
        buffer[:count] = bytes(count)
        self._left -= count
        return count


@pytest.mark.parametrize("expected", [500_000, 3 * MIB], ids=["alone", "ahead"])
@pytest.mark.parametrize("good", [0, 1, 262_144, 400_000, 2_500_000])
def test_a_medium_that_fails_in_the_middle_of_a_file_leaves_no_row_of_it(
    bench: Bench, expected: int, good: int
) -> None:
    vault = bench.vault
    with vault.changing() as records:
        room = allot(records, large=False)
    loader = Loader(bench.desk.media, vault.id, Writer(bench.desk.media, room), lambda: room)
    try:
        with pytest.raises(OSError, match="Input/output"):
            loader.load(Torn(good), EvidenceId("x"), derive.new_key(), expected=expected)
        assert loader._writer._db.execute("SELECT count(*) FROM chunk").fetchone()[0] == 0
    finally:
        loader.close()


def test_a_file_sealed_before_is_linked_in_the_middle_of_a_long_commit(bench: Bench) -> None:
    """The shelf its bytes lie on is locked then, because the commit under way outgrew the cache."""
    bench.seal()
    new = bench.card / "baru.bin"
    new.write_bytes(bytes(range(256)) * 40_000)
    again = bench.card / "lagi.bin"
    shutil.copyfile(bench.card / "a.bin", again)
    ground.put(bench.desk, [str(new), str(again)])
    outcome = bench.go_on()
    assert outcome.failed == []
    assert sorted(outcome.safe) == [str(new), str(again)]
