# SPDX-License-Identifier: GPL-3.0-or-later
"""A few of the disks that `python -m tests.faults power` rebuilds by the thousand."""

from pathlib import Path

import pytest

from tests.faults import power, shim
from tests.faults.results import table
from tests.faults.trace import Change, Cut, Disk
from tests.faults.weak import POWER_CONTROLS

needs_recorder = pytest.mark.skipif(bool(shim.missing()), reason=shim.missing() or "there")
ROOT = Path("/disk")
RARE = {"admitted-first"}  # wrong for a moment only: caught by the hundreds of states of a long run


@needs_recorder
def test_a_power_cut_at_any_moment_leaves_every_promise_kept() -> None:
    row = power.run(60, seed=2)
    assert row.runs == 60
    assert row.right, table([row]) + str(row.examples)


@needs_recorder
@pytest.mark.parametrize("control", sorted({*POWER_CONTROLS} - RARE))
def test_replayed_power_cuts_catch_a_missing_precaution(control: str) -> None:
    row = power.run(200, seed=2, weakened=control, until_wrong=True)
    assert row.right, f"{control} was not caught: {table([row])}"


def disk_after(*changes: Change) -> Disk:
    disk = Disk(ROOT)
    for change in changes:
        disk.take(change)
    return disk


def call(op: str, inode: int = 0, offset: int = 0, path: str = "", data: bytes = b"") -> Change:
    return Change(op, inode, offset, len(data), path, data)


CREATED = call("C", 7, path="/disk/a")
WRITTEN = call("W", 7, data=b"x" * 9000)
SYNCED = call("S", 7)
NAMED = call("D", path="/disk")


def test_what_was_written_and_never_flushed_is_gone_after_the_worst_cut(tmp_path: Path) -> None:
    disk_after(CREATED, NAMED, WRITTEN).write(tmp_path / "state", Cut.NOTHING_KEPT, 1)
    assert (tmp_path / "state" / "a").read_bytes() == b""


def test_a_flushed_file_has_no_name_before_its_folder_is_flushed(tmp_path: Path) -> None:
    disk_after(CREATED, WRITTEN, SYNCED).write(tmp_path / "state", Cut.NOTHING_KEPT, 1)
    assert list((tmp_path / "state").iterdir()) == []


def test_a_rename_before_the_flush_can_leave_an_empty_file_under_the_new_name(
    tmp_path: Path,
) -> None:
    moved = call("R", path="/disk/a", data=b"/disk/b")
    disk_after(CREATED, NAMED, WRITTEN, moved).write(tmp_path / "state", Cut.NAMES_KEPT, 1)
    assert (tmp_path / "state" / "b").read_bytes() == b""


def test_sectors_that_were_not_flushed_are_kept_one_by_one(tmp_path: Path) -> None:
    disk = disk_after(CREATED, NAMED, WRITTEN)
    seen = set()
    for seed in range(40):
        place = tmp_path / str(seed)
        disk.write(place, Cut.CHANCE, seed)
        seen.add((place / "a").read_bytes())
    assert len(seen) > 3
    assert b"x" * 9000 in seen
    assert any(len(data) == 9000 and data[:4096] == bytes(4096) for data in seen)


def test_two_files_of_one_name_are_not_mixed_up(tmp_path: Path) -> None:
    removed = call("U", path="/disk/a")
    again = call("C", 8, path="/disk/a")
    other = call("W", 8, data=b"other")
    disk = disk_after(CREATED, NAMED, WRITTEN, SYNCED, removed, again, other)
    disk.write(tmp_path / "old", Cut.NOTHING_KEPT, 1)
    disk.write(tmp_path / "new", Cut.ALL_KEPT, 1)
    assert (tmp_path / "old" / "a").read_bytes() == b"x" * 9000
    assert (tmp_path / "new" / "a").read_bytes() == b"other"
