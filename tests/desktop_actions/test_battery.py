# SPDX-License-Identifier: GPL-3.0-or-later
"""The battery is read where the system tells, and hidden where it does not."""

import sys
from pathlib import Path

import pytest

from desktop.actions.battery import Battery, battery

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reads the files of Linux")


def supply(root: Path, name: str, **facts: str) -> None:
    (root / name).mkdir()
    for fact, text in facts.items():
        (root / name / fact).write_text(text + "\n")


def test_a_laptop_on_battery_says_how_much_is_left(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", capacity="37", status="Discharging")
    assert battery(tmp_path) == Battery(37, charging=False)


def test_a_full_battery_on_the_mains_is_plugged_in(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="100", status="Full")
    assert battery(tmp_path) == Battery(100, charging=True)


def test_the_battery_of_a_mouse_is_not_the_laptops(tmp_path: Path) -> None:
    supply(tmp_path, "hid", type="Battery", capacity="4", status="Discharging", scope="Device")
    assert battery(tmp_path) is None


def test_nonsense_and_a_missing_folder_mean_that_nobody_knows(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="many", status="Full")
    assert battery(tmp_path) is None
    assert battery(tmp_path / "none") is None
