# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop whose clock died: what the window says, what is asked, and what stands beside times."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.act import Act
from db.model.moment import from_iso
from db.store.vault import doors
from desktop.app import Program
from desktop.models.ledger_table import Column
from desktop.windows.clock_dialog import ClockDialog
from desktop.windows.workspace import Workspace
from tests.fakes.small_vault import CHAIR, CHEAP, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

SERVER = from_iso("2025-01-12T22:14:09.000000Z")
DEAD = from_iso("2017-12-31T17:07:00.000000Z")  # 1 January 2018, 00.07 WIB
BUILT = from_iso("2024-11-01T00:00:00.000000Z")
Enter = Callable[[], Workspace]


@pytest.fixture
def clock() -> StoppedClock:
    made = StoppedClock(zone_minutes=420, zone="WIB")
    made.wall_us = SERVER
    return made


@pytest.fixture
def dead_folder(tmp_path: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a locked vault, on a laptop whose clock died after it was last used."""
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas-mati", clock)
    vault.lock()
    clock.wall_us, clock.since_boot_ms, clock.boot = DEAD, 420_000, "boot-2"
    return vault.folder.path


@pytest.fixture
def slow_program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: StoppedClock
) -> Iterator[Program]:
    """Give the whole program on that laptop."""
    settings = QSettings(str(tmp_path / "mati.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "id")
    made = Program(qapp, settings, cost=CHEAP, clock=clock, built_us=BUILT)
    yield made
    made.window.close()
    qtbot.waitUntil(lambda: made.window.workspace is None and not made.window.isVisible())
    made.close()
    made.window.deleteLater()
    made.tongue.speak("en")


@pytest.fixture
def enter(slow_program: Program, dead_folder: Path, qtbot: QtBot) -> Enter:
    """Give a function that unlocks the vault and returns its workspace."""

    def go() -> Workspace:
        slow_program.window.show()
        account = doors(dead_folder)[0].account
        errand = slow_program.doors.unlock(dead_folder, account, CHAIR.passphrase)
        with qtbot.waitSignal(errand.succeeded) as done:
            pass
        assert done.args is not None
        slow_program.window.enter(done.args[0])
        workspace = slow_program.window.workspace
        assert workspace is not None
        qtbot.waitUntil(lambda: not workspace.queue.running)
        return workspace

    return go


def asked(workspace: Workspace, qtbot: QtBot) -> ClockDialog:
    qtbot.waitUntil(workspace.status._clock.isVisible)
    workspace.status._clock.click()
    dialog = workspace.findChild(ClockDialog)
    assert isinstance(dialog, ClockDialog)
    qtbot.waitUntil(lambda: "2018" in dialog.form._laptop.text())
    return dialog


def fill(dialog: ClockDialog, day: str = "13-01-2025", time: str = "19.26") -> None:
    form = dialog.form
    for line, text in ((form._day, day), (form._time, time)):
        line.clear()
        QTest.keyClicks(line, text)
    form._source.setCurrentIndex(0)


def test_the_doubt_stands_on_the_first_page_and_in_the_status_bar_until_it_is_answered(
    enter: Enter, qtbot: QtBot
) -> None:
    workspace = enter()
    notice = workspace.home.view._clock
    qtbot.waitUntil(notice.isVisible)
    assert "Jam laptop tampak salah: 1 Jan 2018 00.07 WIB" in notice.accessibleName()
    assert "13 Jan 2025 05.14 WIB" in notice.accessibleName()
    assert workspace.status._clock.text() == "Jam diragukan"
    workspace.session.changed.emit()
    dialog = asked(workspace, qtbot)
    dialog.reject()
    qtbot.wait(50)
    assert notice.isVisible()


def test_the_true_time_is_written_down_and_shown_beside_the_laptops(
    enter: Enter, qtbot: QtBot, clock: StoppedClock
) -> None:
    workspace = enter()
    dialog = asked(workspace, qtbot)
    assert not dialog.form._go.isEnabled()
    fill(dialog)
    assert dialog.form._reads.text() == "Senin, 13 Januari 2025"
    assert "tertinggal 2.569 hari 19 jam" in dialog.form._gap.text()
    with qtbot.waitSignal(dialog.accepted):
        dialog.form._go.click()
    qtbot.waitUntil(lambda: workspace.status._clock.text().startswith("Jam dikoreksi"))
    assert "13 Jan 2025 19.26 WIB" in workspace.status._clock.toolTip()
    assert not workspace.home.view._clock.isVisible()
    assert workspace.home.view._day.text() == "Senin, 13 Januari 2025"
    clock.pass_seconds(60)
    workspace.show_page("ledger")
    model = workspace.ledger.view.model
    qtbot.waitUntil(lambda: model.loaded() > 0)
    top = model.row_at(0)
    assert top is not None
    assert top.act == Act.CLOCK_NOTED.value
    cell = model.index(0, Column.TIME)
    assert cell.data() == "13 Jan 2025 19.26 WIB"
    both = "menurut jam laptop 1 Jan 2018 00.07 WIB; menurut koreksi 13 Jan 2025 19.26 WIB"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == both
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    before = model.index(1, Column.TIME)
    assert before.data() == "1 Jan 2018 00.07.00 WIB"
    assert before.data(Qt.ItemDataRole.ToolTipRole) is None
    workspace.ledger.choose_row(0)
    qtbot.waitUntil(lambda: workspace.ledger.view._pane._facts is not None)
    facts = workspace.ledger.view._pane._facts
    assert facts is not None
    assert facts.times == both
    assert '"wall":"2017-12-31T17:07:00.000000Z"' in facts.body


def test_a_time_before_the_program_stays_in_the_dialog_with_its_reason(
    enter: Enter, qtbot: QtBot
) -> None:
    dialog = asked(enter(), qtbot)
    assert not dialog.form._right.isVisible()  # such a clock cannot be confirmed
    fill(dialog, day="1-1-2018")
    assert "sebelum waktu terakhir" in dialog.form._gap.text()
    dialog.form._go.click()
    qtbot.waitUntil(dialog.form.message.isVisible)
    assert "Tidak ada yang dicatat" in dialog.form.message.accessibleName()
    dialog.reject()


@pytest.mark.parametrize(("day", "time"), [("32-01-2025", "19.26"), ("13-01-2025", "25.00")])
def test_what_is_no_time_cannot_be_written_down(
    enter: Enter, qtbot: QtBot, day: str, time: str
) -> None:
    dialog = asked(enter(), qtbot)
    fill(dialog, day, time)
    assert not dialog.form._go.isEnabled()
    dialog.reject()


def test_a_clock_that_jumped_and_is_right_is_confirmed_with_one_press(
    enter: Enter, qtbot: QtBot, clock: StoppedClock
) -> None:
    clock.wall_us = SERVER
    workspace = enter()
    workspace._clock.look()
    qtbot.wait(50)
    assert not workspace.status._clock.isVisible()
    clock.set_wall(3 * 3600)
    workspace._clock.look()
    qtbot.waitUntil(workspace.status._clock.isVisible)
    workspace.side.clock()
    dialog = workspace.findChild(ClockDialog)
    assert isinstance(dialog, ClockDialog)
    qtbot.waitUntil(dialog.form._right.isVisible)
    with qtbot.waitSignal(dialog.accepted):
        dialog.form._right.click()
    qtbot.waitUntil(lambda: not workspace.status._clock.isVisible())


def test_the_dialog_is_reached_by_keyboard_named_and_follows_the_language(
    slow_program: Program, enter: Enter, qtbot: QtBot
) -> None:
    workspace = enter()
    dialog = asked(workspace, qtbot)
    form = dialog.form
    fill(dialog)
    for edit in (form._day, form._time, form._zone, form._source, form._go, form._cancel):
        assert edit.accessibleName()
        assert edit.focusPolicy() & Qt.FocusPolicy.TabFocus
    slow_program.tongue.speak("en")
    qtbot.waitUntil(lambda: form._title.text() == "The laptop's clock looks wrong")
    assert form._source.currentText() == "A phone (GPS or network)"
    assert form._time.clock() == "19:26"
    assert form.statement() is not None
    assert workspace.status._clock.text() == "Clock in doubt"
    assert "2018" in workspace.home.view._clock.accessibleName()
    dialog.reject()
