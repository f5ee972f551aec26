# SPDX-License-Identifier: GPL-3.0-or-later
"""A locked vault in which whole days happened, with a chair and a secretary who may unlock it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from db.model.people import Role
from db.store import accounts
from db.store.vault import Person, Vault
from desktop.actions.rules import rulebook
from tests.fakes import casework_vault
from tests.fakes.casework_vault import turn_to
from tests.fakes.scenarios import Evidence, Scenario
from tests.fakes.small_vault import CHEAP, TOOL
from tests.fakes.stopped_clock import StoppedClock

Day = Callable[[Evidence], Scenario]


def stock(folder: Path, passphrase: str, days: Sequence[Day]) -> Path:
    """Make the vault; "Ketua" and "Sekretariat" unlock it with the same passphrase."""
    clock, book = StoppedClock(), rulebook()
    turn_to(clock, "2023-11-01T08:00+08:00")
    chair = Person("Yosina Wanggai", "Ketua", Role.CHAIR, passphrase)
    vault, _ = Vault.create(folder, chair, now=clock, tool=TOOL, cost=CHEAP)
    try:
        secretary = Person("Marta Rumbiak", "Sekretariat", Role.SECRETARIAT, passphrase)
        accounts.add(vault, secretary)
        seal = casework_vault.sealed(vault)
        for day in days:
            casework_vault.happen(vault, clock, book, day(seal))
    finally:
        vault.lock()
    return folder
