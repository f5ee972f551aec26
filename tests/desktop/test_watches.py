# SPDX-License-Identifier: GPL-3.0-or-later
"""Idle time, drives and the queue are watched without keeping the window busy."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.preferences import Preferences
from desktop.windows.crash import CrashDialog, report_of
from desktop.windows.crash_watch import CrashWatch
from desktop.windows.drives import Drive, DriveWatch, memory_card
from desktop.windows.idle import IdleWatch

SECRET = "sandi-rahasia-warga"  # noqa: S105 - planted, to be looked for


class Hands:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def idle(qapp: QApplication, hands: Hands) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, clock=hands)
    yield watch
    watch.stop()
    watch.deleteLater()


def test_the_vault_locks_itself_when_nobody_is_there(
    idle: IdleWatch, hands: Hands, qtbot: QtBot
) -> None:
    idle.start(5)
    hands.seconds += 299
    with qtbot.assertNotEmitted(idle.expired):
        idle.count()
    hands.seconds += 1
    with qtbot.waitSignal(idle.expired):
        idle.count()


def test_the_countdown_says_how_long_is_left(idle: IdleWatch, hands: Hands) -> None:
    said: list[int] = []
    idle.counted.connect(said.append)
    idle.start(1)
    hands.seconds += 12
    idle.count()
    assert said == [60, 48]


def test_a_key_press_begins_the_countdown_again(
    idle: IdleWatch, hands: Hands, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    idle._on_window(QGuiApplication.focusWindow())
    idle.start(5)
    hands.seconds += 200
    qtbot.keyClick(QGuiApplication.focusWindow(), Qt.Key.Key_A)
    hands.seconds += 200
    with qtbot.assertNotEmitted(idle.expired):
        idle.count()


def test_a_card_is_noticed_when_it_comes_and_when_it_goes(
    qapp: QApplication,  # noqa: ARG001 - wants Qt
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    stick, card = Drive("/media/budi/STIK", "STIK"), Drive(str(tmp_path), "KARTU (E:)")
    there = [stick]
    watch = DriveWatch(look=lambda: tuple(there))
    with qtbot.assertNotEmitted(watch.arrived):
        watch.poll()
    there.append(card)
    with qtbot.waitSignal(watch.arrived) as arrived:
        watch.poll()
    assert arrived.args == [card]
    assert memory_card(card) == str(tmp_path)
    (tmp_path / "DCIM").mkdir()
    assert memory_card(card) == str(tmp_path / "DCIM")
    there.remove(card)
    with qtbot.waitSignal(watch.left) as left:
        watch.poll()
    assert left.args == [card]
    assert watch.drives == (stick,)
    watch.deleteLater()


def _fail(passphrase: str) -> None:
    message = f"could not use {passphrase}"
    raise ValueError(message)


def test_a_report_names_types_and_our_lines_and_no_value() -> None:
    try:
        try:
            _fail(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        report = report_of(error, "segel/0.1.0")
    assert "KeyError" in report
    assert "ValueError" in report
    assert SECRET not in report


def test_a_bug_is_shown_once_and_the_hook_given_back(qtbot: QtBot) -> None:

    before = sys.excepthook
    watch = CrashWatch()
    watch.watch()
    with qtbot.waitSignal(watch.crashed) as crash:
        sys.excepthook(RuntimeError, RuntimeError("x"), None)
    watch.release()
    assert sys.excepthook is before
    assert crash.args is not None
    assert isinstance(crash.args[0], RuntimeError)
    dialog = CrashDialog("segel/0.1.0\nRuntimeError")
    qtbot.addWidget(dialog)
    dialog._copy.click()
    assert "RuntimeError" in QGuiApplication.clipboard().text()
    watch.deleteLater()


def test_preferences_survive_and_refuse_nonsense(
    qapp: QApplication,  # noqa: ARG001 - wants Qt
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    file = str(tmp_path / "segel.ini")
    kept = Preferences(QSettings(file, QSettings.Format.IniFormat))
    assert (kept.language, kept.theme, kept.idle_minutes, kept.vaults) == ("id", "system", 5, ())
    with qtbot.waitSignal(kept.changed):
        kept.language = "en"
    kept.theme = "pink"
    kept.idle_minutes = 900
    kept.remember_vault(tmp_path / "a")
    kept.remember_vault(tmp_path / "b")
    kept.remember_vault(tmp_path / "a")
    kept._store.sync()
    again = Preferences(QSettings(file, QSettings.Format.IniFormat))
    assert (again.language, again.theme, again.idle_minutes) == ("en", "system", 60)
    assert again.vaults == (tmp_path / "a", tmp_path / "b")
    again.forget_vault(tmp_path / "a")
    assert again.vaults == (tmp_path / "b",)
