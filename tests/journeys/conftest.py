# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop on which days happen: a vault with a past, and the program opened over it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper
from db.intake.isolate import Examiner
from db.model.ids import EvidenceId
from db.model.people import Role
from db.store.vault import Vault
from desktop.actions.desk import Desk, desk_for
from desktop.actions.rules import Rulebook, rulebook
from tests.fakes.casework_vault import happen, turn_to
from tests.fakes.scenarios import Evidence, Scenario, evidence_id, paper_id
from tests.fakes.scenarios_files import intake
from tests.fakes.scenarios_stage import PlaceClock, Stage
from tests.fakes.small_vault import add, found, without_ballast

Past = Callable[[str, Callable[[Vault, Desk, Rulebook], None]], Stage]
Lived = Callable[..., Stage]


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
    clock = PlaceClock()
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


@pytest.fixture
def lived(past: Past, tmp_path: Path) -> Lived:
    """Give `lived(make, …)`: the day of a scenario has happened, and the chair sits at the laptop.

    `only`: its papers that were written, by their short names; None for all of them.  `moment`:
    when everything was sealed, else the evening of the day.  `others`: who else has an account.
    """

    def begin(
        make: Callable[[Evidence], Scenario],
        *,
        only: Collection[str] | None = None,
        moment: str = "",
        others: Mapping[str, Role] = MappingProxyType({}),
    ) -> Stage:
        found: dict[str, Paper] = {}
        items: dict[str, EvidenceId] = {}
        accounts: dict[str, str] = {}
        day = make(evidence_id)
        hour = f"{day.day}T20:00+{day.zone_minutes // 60:02d}:00"

        def write(vault: Vault, desk: Desk, book: Rulebook) -> None:
            for label, role in others.items():
                accounts[label] = add(vault, role, label, f"sandi {label} uji")
            seal = intake(desk, tmp_path / "kartu")

            def sealed(name: str) -> EvidenceId:
                items[name] = seal(name)
                return items[name]

            whole = make(sealed)
            wanted = [
                one for one in whole.papers if only is None or one.name.partition("-")[2] in only
            ]
            clock = vault.now
            assert isinstance(clock, PlaceClock)
            clock.zone_minutes = day.zone_minutes
            found.update(happen(vault, clock, book, replace(whole, papers=tuple(wanted))))
            if moment:
                turn_to(clock, moment)

        stage = past(moment or hour, write)
        stage.papers |= found
        stage.items |= items
        stage.accounts |= accounts
        for name, values in day.people.items():
            stage.names[paper_id(name)] = str(values["nama"])
        stage.names[day.region] = rulebook().regions.name(day.region)
        stage.enter()
        return stage

    return begin
