# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop on which days happen: a vault with a past, and the program opened over it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.intake.isolate import Examiner
from db.store.vault import Vault
from desktop.actions.desk import Desk, desk_for
from desktop.actions.rules import Rulebook, rulebook
from tests.fakes.casework_vault import turn_to
from tests.fakes.scenarios_stage import Stage
from tests.fakes.small_vault import found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

Past = Callable[[str, Callable[[Vault, Desk, Rulebook], None]], Stage]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """Give the rules that ship."""
    return rulebook()


@pytest.fixture
def past(
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    book: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Past]:
    """Give `past(moment, write)`: a vault made then, filled by `write`, and the program over it."""
    without_ballast(monkeypatch)
    clock = StoppedClock(tick_us=1000)
    made: list[Stage] = []

    def begin(moment: str, write: Callable[[Vault, Desk, Rulebook], None]) -> Stage:
        turn_to(clock, moment)
        vault, _ = found(tmp_path / "brankas", clock)
        with Examiner() as examiner:
            write(vault, desk_for(vault, lambda work: work(vault), examiner, clock, "uji/1"), book)
        vault.lock()
        stage = Stage(qapp, qtbot, tmp_path / "brankas", clock)
        made.append(stage)
        return stage

    yield begin
    for stage in made:
        stage.close()
