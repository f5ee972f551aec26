# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a new vault may lie."""

import os
from pathlib import Path

import pytest

from desktop.actions import place
from desktop.actions.place import Place
from tests.fakes.small_vault import found
from tests.fakes.stopped_clock import StoppedClock


def test_a_new_folder_on_a_roomy_disk_is_good(tmp_path: Path) -> None:
    expected = Place.GOOD if place.free_bytes(tmp_path) > place.ROOM else Place.TIGHT
    assert place.judge(tmp_path / "Segel") is expected
    assert not (tmp_path / "Segel").exists()


@pytest.mark.parametrize("name", ["OneDrive - Bawaslu", "Dropbox", "Google Drive", "iCloudDrive"])
def test_a_folder_that_is_synchronised_is_warned_of(tmp_path: Path, name: str) -> None:
    verdict = place.judge(tmp_path / name / "Segel")
    assert verdict is Place.SYNCED
    assert verdict.usable


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("isi")
    assert place.judge(tmp_path) is Place.NOT_EMPTY
    assert place.judge(tmp_path / "surat.txt") is Place.NOT_A_FOLDER
    assert place.judge(tmp_path / "surat.txt" / "Segel") is Place.NOT_A_FOLDER
    assert not Place.NOT_EMPTY.usable


def test_a_vault_is_recognised_and_not_overwritten(tmp_path: Path) -> None:
    vault, _ = found(tmp_path / "brankas", StoppedClock())
    vault.lock()
    assert place.judge(tmp_path / "brankas") is Place.A_VAULT
    assert place.is_vault(tmp_path / "brankas")
    assert not place.is_vault(tmp_path)


def test_half_a_path_is_refused() -> None:
    assert place.judge(Path("Segel")) is Place.RELATIVE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert place.judge(tmp_path / "Segel") is Place.DENIED
    finally:
        tmp_path.chmod(0o700)
