# SPDX-License-Identifier: GPL-3.0-or-later
"""A code that somebody says or types leads to its paper."""

from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from desktop.actions import searching
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CODES = ("SLT-EAD9", "ENR-E0E1", "NPD-7K3F")


def test_a_code_is_found_however_it_is_said_and_with_the_number_of_an_exhibit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    papers = {
        code: signed(vault, PaperKind.CASE, {"judul": "Amplop"}, code=code).id for code in CODES
    }
    for code, paper in papers.items():
        for typed in (code, code.lower().replace("-", " "), f"{code}-E01", f"{code} e1"):
            exact = searching.everywhere(vault, typed).exact
            assert exact is not None, typed
            assert exact.id == paper
    assert searching.everywhere(vault, "SLT-EAD8").exact is None
    vault.abandon()
