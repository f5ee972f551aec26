# SPDX-License-Identifier: GPL-3.0-or-later
"""A real vault with a few real files, copied for each test, and the real program around it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.intake.isolate import Examiner
from db.model.evidence import Manner, Provenance
from db.model.people import Role
from db.seal.keyring import Cost
from db.store.vault import Person, Vault, doors
from desktop.actions import gather, sealing
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk, desk_for
from desktop.app import Program, tool_name
from desktop.session import Opened, Session
from desktop.tasks.runner import Runner
from desktop.windows.main_window import MainWindow
from desktop.windows.workspace import Workspace

PASSPHRASE = "kata sandi uji"  # noqa: S105 - of vaults that live for one test
COST = Cost(memory_kib=64, passes=1, lanes=1)
FILES = (
    "Screenshot_20261114-101530.png",
    "VID_20261114_101530.mp4",
    "Chat WhatsApp dengan Grup RT 04.txt",
    "offset_salah_WIB.jpg",
    "PTT-20261114-WA0001.opus",
)


@pytest.fixture
def passphrase() -> str:
    """Give what unlocks every vault of these tests."""
    return PASSPHRASE


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """Give a locked vault that holds FILES.  Copy it; never open it."""
    folder = tmp_path_factory.mktemp("stocked") / "brankas"
    clock = SystemClock()
    chair = Person("Yosina Wanggai", "Yosina", Role.CHAIR, PASSPHRASE)
    vault, _ = Vault.create(folder, chair, now=clock, tool=tool_name(), cost=COST)
    with Examiner() as examiner:
        desk = desk_for(vault, lambda work: work(vault), examiner, clock, tool_name())
        found = gather.gather([samples / name for name in FILES])
        reviewed = gather.review(desk, found.candidates)
        gather.queue(desk, [one.ticket(Provenance(Manner.DEVICE)) for one in reviewed])
        outcome = sealing.run_queue(desk)
    assert len(outcome.sealed) == len(FILES)
    vault.lock()
    return folder


@pytest.fixture
def vault_folder(stocked: Path, tmp_path: Path) -> Path:
    """Give a locked vault of this test's own."""
    return Path(shutil.copytree(stocked, tmp_path / "brankas"))


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    """Give lanes without any work; they end tidily afterwards."""
    made = Runner()
    yield made
    made.close()
    qtbot.wait(1)
    made.deleteLater()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """Give the whole program with settings of its own; it is closed tidily afterwards."""
    settings = QSettings(str(tmp_path / "segel.ini"), QSettings.Format.IniFormat)
    made = Program(qapp, settings, cost=COST)
    yield made
    made.window.close()
    qtbot.waitUntil(lambda: made.window.workspace is None and not made.window.isVisible())
    made.close()
    made.window.deleteLater()
    made.tongue.speak("en")


@pytest.fixture
def window(program: Program, vault_folder: Path, qtbot: QtBot) -> MainWindow:
    """Give the window at the lock screen of a stocked vault."""
    program.preferences.remember_vault(vault_folder)
    program.window.begin()
    program.window.show()
    qtbot.waitExposed(program.window)
    return program.window


@pytest.fixture
def unlock(program: Program, vault_folder: Path, qtbot: QtBot) -> Callable[[], Workspace]:
    """Give a function that unlocks the stocked vault and returns its workspace, at rest."""

    def go() -> Workspace:
        errand = program.doors.unlock(vault_folder, doors(vault_folder)[0].account, PASSPHRASE)
        with qtbot.waitSignal(errand.succeeded) as done:
            pass
        assert done.args is not None
        program.window.enter(done.args[0])
        workspace = program.window.workspace
        assert workspace is not None
        qtbot.waitUntil(lambda: not workspace.queue.running)
        return workspace

    return go


@pytest.fixture
def opened(program: Program, vault_folder: Path, qtbot: QtBot) -> Opened:
    """Give the stocked vault, just opened, without any window."""
    errand = program.doors.unlock(vault_folder, doors(vault_folder)[0].account, PASSPHRASE)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    found = done.args[0]
    assert isinstance(found, Opened)
    return found


@pytest.fixture
def session(program: Program, opened: Opened, qtbot: QtBot) -> Iterator[Session]:
    """Give a session over the stocked vault; it is closed afterwards."""
    made = Session(program.doors, opened)
    yield made
    with qtbot.waitSignal(made.closed):
        made.close()
    made.deleteLater()


@pytest.fixture
def desk(opened: Opened) -> Desk:
    """Give the desk of the stocked vault."""
    return opened.desk
