# SPDX-License-Identifier: GPL-3.0-or-later
"""Beranda begins the day: deadlines, drafts, and what the office lacks, as far as one may know."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.casework.paper import PaperKind
from db.model.people import Role
from db.store import accounts, drafts
from db.store.doors import Door
from db.store.vault import Person, Vault, doors
from desktop.app import Program
from desktop.session import Opened, Session
from desktop.views.home_work import DeadlineRow, HomeWork, WorkFacts
from desktop.windows.home_page import HomePage
from desktop.windows.settings import Settings
from desktop.windows.wayfinder import FormWish, Wayfinder
from tests.fakes.casework_vault import happen
from tests.fakes.scenarios import s1
from tests.fakes.stopped_clock import StoppedClock

PROJECT = Path(__file__).parents[2]


def run(qtbot: QtBot, session: Session, work: object) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as found:  # type: ignore[arg-type]  # any work
        pass
    assert found.args is not None
    return found.args[0]


def shown(session: Session, qtbot: QtBot) -> HomePage:
    page = HomePage(session, Wayfinder())
    qtbot.addWidget(page)
    page.resize(1198, 640)
    page.show()
    qtbot.waitUntil(lambda: page._today is not None)
    return page


def enter(program: Program, folder: Path, door: Door, passphrase: str, qtbot: QtBot) -> Session:
    errand = program.doors.unlock(folder, door.account, passphrase)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    found = done.args[0]
    assert isinstance(found, Opened)
    return Session(program.doors, found)


@pytest.fixture
def busy(program: Program, vault_folder: Path, passphrase: str, qtbot: QtBot) -> Iterator[Session]:
    """Give a session over a vault in which a camat stood on a stage three years ago."""
    session = enter(program, vault_folder, doors(vault_folder)[0], passphrase, qtbot)
    clock = StoppedClock()

    def fill(vault: Vault) -> None:
        kept = vault.now
        vault.now = clock
        scenario = s1(lambda _name: "")  # type: ignore[arg-type, return-value]  # no evidence
        papers = tuple(sheet for sheet in scenario.papers if sheet.kind is PaperKind.CASE)
        from dataclasses import replace  # noqa: PLC0415 - beside its one use

        happen(vault, clock, session.book, replace(scenario, papers=papers))
        vault.now = kept

    run(qtbot, session, fill)
    yield session
    if not session._closing:
        with qtbot.waitSignal(session.closed):
            session.close()


def test_an_office_that_is_not_written_down_is_asked_for_first(
    session: Session, qtbot: QtBot
) -> None:
    page = shown(session, qtbot)
    qtbot.waitUntil(page.view.work.isVisible)
    wishes: list[FormWish] = []
    page._ways.form_wanted.connect(wishes.append)
    page.view.work.set_up.setFocus()
    QTest.keyClick(page.view.work.set_up, Qt.Key.Key_Space)
    assert [one.kind for one in wishes] == [PaperKind.OFFICE]


def test_a_deadline_opens_its_case(busy: Session, qtbot: QtBot) -> None:
    page = shown(busy, qtbot)
    qtbot.waitUntil(lambda: bool(page.view.work.lines))
    line = page.view.work.lines[0]
    assert "Camat" in line.accessibleName()
    opened: list[str] = []
    page._ways.case_wanted.connect(opened.append)
    line.click()
    assert opened


@pytest.mark.parametrize(
    ("hours", "said"),
    [(13, "13 hours left"), (-99, "99 hours late"), (-24_300, "1,012 days late"), (240, "10 days")],
)
def test_hours_are_told_while_they_matter(qtbot: QtBot, hours: int, said: str) -> None:
    work = HomeWork()
    qtbot.addWidget(work)
    line = DeadlineRow("01", True, "Perkara", "Klarifikasi", "hari ini", 0, "bad", hours)  # noqa: FBT003 - a row
    work.show_work(WorkFacts((line,), (), 1, (), may_write=True))
    assert work.lines[0].accessibleName().startswith(said)


def test_a_village_supervisor_sees_no_deadlines_of_others_and_sets_nothing_up(
    busy: Session, program: Program, vault_folder: Path, passphrase: str, qtbot: QtBot
) -> None:
    village = Person("Ketut Desa", "PKD Ped", Role.VILLAGE, passphrase)
    run(qtbot, busy, lambda vault: accounts.add(vault, village))
    with qtbot.waitSignal(busy.closed):
        busy.close()
    door = next(one for one in doors(vault_folder) if one.label == "PKD Ped")
    session = enter(program, vault_folder, door, passphrase, qtbot)
    page = shown(session, qtbot)
    qtbot.waitUntil(lambda: page._workday is not None)
    qtbot.waitUntil(lambda: page._running is not None)
    assert page._running == ()
    assert not page.view.work.isVisible()
    with qtbot.waitSignal(session.closed):
        session.close()


def test_the_settings_lead_to_the_office(session: Session, program: Program, qtbot: QtBot) -> None:
    dialog = Settings(session, program.preferences, object())  # type: ignore[arg-type]  # no paper is printed
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.office.go.text()))
    wishes: list[FormWish] = []
    dialog.form_wanted.connect(wishes.append)
    dialog.office.go.click()
    assert [one.kind for one in wishes] == [PaperKind.OFFICE]


def test_a_program_killed_while_somebody_types_loses_no_more_than_the_last_key(
    program: Program, vault_folder: Path, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    child = textwrap.dedent(f"""
        import sys, time
        sys.path.insert(0, {str(PROJECT)!r})
        from pathlib import Path
        from PySide6.QtCore import QSettings
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication
        from db.casework.paper import PaperKind
        from db.store.vault import doors
        from desktop.app import Program
        from desktop.windows.wayfinder import FormWish
        app = QApplication(["Segel"])
        settings = QSettings({str(tmp_path / "anak.ini")!r}, QSettings.Format.IniFormat)
        program = Program(app, settings)
        folder = Path({str(vault_folder)!r})
        program.window.show()
        got = []
        errand = program.doors.unlock(folder, doors(folder)[0].account, {passphrase!r})
        errand.succeeded.connect(got.append)
        def until(there):
            while not there():
                app.processEvents()
                time.sleep(0.005)
        until(lambda: got)
        program.window.enter(got[0])
        work = program.window.workspace
        work.ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION))
        until(lambda: work.form.filling is not None)
        view = work.form.filling.view
        view.go_to("tempat")
        edit = view._pages["kegiatan"].frames["tempat"].editor.focusProxy()
        QTest.keyClicks(edit, "Pasar Mentigi")
        until(lambda: view._state == "saved")
        QTest.keyClicks(edit, " barat")
        sys.stdout.write("typing\\n")
        sys.stdout.flush()
        time.sleep(60)
    """)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE, env=env) as run_:
        assert run_.stdout is not None
        assert run_.stdout.readline() == b"typing\n"
        run_.send_signal(signal.SIGKILL)
        run_.wait()
    session = enter(program, vault_folder, doors(vault_folder)[0], passphrase, qtbot)
    kept = run(qtbot, session, drafts.drafts)
    assert [one.values["tempat"] for one in kept] == ["Pasar Mentigi"]  # type: ignore[attr-defined]  # drafts
    page = shown(session, qtbot)
    qtbot.waitUntil(lambda: len(page.view.work.drafts.buttons) == 1)
    assert "Pasar Mentigi" in page.view.work.drafts.buttons[0].accessibleName()
    with qtbot.waitSignal(session.closed):
        session.close()
