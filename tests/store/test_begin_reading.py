# SPDX-License-Identifier: GPL-3.0-or-later
"""What opening needs is asked of the disk while the passphrase is checked, and only wished for."""

import os
import sys
from pathlib import Path

import pytest

from db.errors import WrongPassphraseError
from db.store import disk
from tests.fakes.small_vault import CHAIR, enter, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems are not asked")


@pytest.fixture
def wishes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """Note what is wished for: the file, where it begins and how long it is."""
    noted: list[tuple[str, int, int]] = []

    def fadvise(handle: int, offset: int, length: int, advice: int) -> None:
        if advice == os.POSIX_FADV_WILLNEED:
            name = Path(f"/proc/self/fd/{handle}").readlink().name
            noted.append((name, offset, length))

    monkeypatch.setattr(os, "posix_fadvise", fadvise)
    return noted


@pytest.mark.parametrize("size", [0, 1, 8, 29, 300])
def test_every_byte_of_the_parts_is_wished_for_and_no_slice_behind_the_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wishes: list[tuple[str, int, int]],
    size: int,
) -> None:
    monkeypatch.setattr(disk, "SLICE", 8)
    path = tmp_path / "records.db"
    path.write_bytes(bytes(size))
    disk.begin_reading(path, (0, 16), (-20, 20))
    wanted = {*range(min(16, size)), *range(max(0, size - 20), size)}
    assert {at for _, start, length in wishes for at in range(start, start + length)} >= wanted
    assert all(start < size and length == 8 for _, start, length in wishes)


def test_a_file_that_is_not_there_is_no_trouble(
    tmp_path: Path, wishes: list[tuple[str, int, int]]
) -> None:
    disk.begin_reading(tmp_path / "records.db", (0, 16))
    assert wishes == []


def test_unlocking_wishes_for_the_records_before_the_passphrase_is_known_to_be_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wishes: list[tuple[str, int, int]]
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    vault.lock()
    assert wishes == []
    with pytest.raises(WrongPassphraseError):
        enter(vault, vault.account.id, "bukan kata sandi itu")
    assert wishes[0] == ("records.db", 0, disk.SLICE)
    wishes.clear()
    enter(vault, vault.account.id, CHAIR.passphrase).lock()
    assert wishes[0] == ("records.db", 0, disk.SLICE)
