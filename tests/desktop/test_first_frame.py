# SPDX-License-Identifier: GPL-3.0-or-later
"""The lock screen stands soon: what would delay it is not touched, and nothing else changes."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from db.model.ids import AccountId
from db.model.people import Role
from desktop.app import Program
from desktop.views import numbers
from desktop.views.labels import Text, paragraph
from desktop.views.passphrase import PassphraseEdit
from desktop.views.theme import FAMILY
from desktop.views.unlock import Face, Tile, UnlockView
from desktop.windows.main_window import MainWindow

NOT_YET = [
    *("PIL", "av", "cryptography", "sqlcipher3", "sqlite3", "typst", "zxingcpp"),
    *("_hashlib", "datetime", "dataclasses"),
    *("PySide6.QtMultimedia", "PySide6.QtNetwork", "PySide6.QtPrintSupport"),
    *("db.bundle", "db.casework", "db.intake", "db.ledger", "db.model.people", "db.seal.slots"),
    *("db.store.folder", "db.store.vault", "resources.reference", "sync"),
    *("desktop.actions.desk", "desktop.actions.rules", "desktop.capture", "desktop.models"),
    *("desktop.playing", "desktop.views.panels", "desktop.views.speech"),
    *("desktop.views.unlock_recovery", "desktop.windows.crash", "desktop.windows.workspace"),
]
"""What only an open vault, or a person who did not get in, has use for."""

SCRIPT = """
import enum, sys
from pathlib import Path
built = []
make = enum.EnumType.__new__
def watched(kind, name, *rest, **more):
    built.append(name)
    return make(kind, name, *rest, **more)
enum.EnumType.__new__ = watched
from desktop.early import prepare
prepare()
from PySide6.QtCore import QSettings
from desktop.app import NAME, Program
from desktop.preferences import Preferences
from desktop.views import theme
from desktop.views.unlock import Tile
app = theme.application(NAME)
settings = QSettings(sys.argv[2], QSettings.Format.IniFormat)
Preferences(settings).remember_vault(Path(sys.argv[1]))
program = Program(app, settings)
program.window.begin()
program.window.show()
while not any(tile.isVisible() for tile in program.window.findChildren(Tile)):
    app.processEvents()
app.processEvents()
dear = {"WindowType", "Key", "StandardPixmap"} & set(built)
later = {
    name for name in sys.modules if any(name == one or name.startswith(one + ".") for one in LATER)
}
read = any("desktop" in name for name in sys.modules["linecache"].cache)
program.close()
print(sorted(dear | later), read)
""".replace("LATER", repr(NOT_YET))


def test_the_lock_screen_touches_neither_the_names_of_qt_nor_other_screens(
    vault_folder: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(vault_folder), str(tmp_path / "segel.ini")],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] False", "(the second: sources of ours were read)"


def test_every_number_is_the_one_of_its_name(qtbot: QtBot) -> None:
    label, words, edit, scroll = Text(), paragraph(), PassphraseEdit(), QScrollArea()
    for widget in (label, words, edit, scroll):
        qtbot.addWidget(widget)
    scroll.setProperty("horizontalScrollBarPolicy", numbers.BAR_OFF)
    scroll.setProperty("focusPolicy", numbers.NO_FOCUS)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert words.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse
    assert scroll.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert scroll.focusPolicy() is Qt.FocusPolicy.NoFocus
    hints = Qt.InputMethodHint
    assert edit.line.inputMethodHints() == hints.ImhSensitiveData | hints.ImhNoPredictiveText


def test_a_click_on_a_name_chooses_the_person(qtbot: QtBot) -> None:
    view = UnlockView()
    qtbot.addWidget(view)
    faces = [Face(AccountId(name), name, Role.MEMBER) for name in ("Budi", "Siti")]
    view.show_vault("brankas", "tempat", tuple(faces))
    view.show()
    qtbot.waitExposed(view)
    other = view.findChildren(Tile)[1]
    name = next(label for label in other.findChildren(QLabel) if label.text() == "Siti")
    spot = name.mapTo(view, QPoint(4, 4))
    QTest.mouseClick(view.windowHandle(), Qt.MouseButton.LeftButton, pos=spot)
    assert other.isChecked()


def test_who_is_there_is_read_while_the_window_is_built_and_only_once(
    program: Program, vault_folder: Path, qtbot: QtBot
) -> None:
    program.doors.ask(vault_folder)
    with qtbot.waitSignal(program.doors.who(vault_folder).succeeded) as read:
        pass
    assert read.args is not None
    assert [door.role for door in read.args[0]] == [Role.CHAIR]
    with qtbot.waitSignal(program.doors.who(vault_folder).succeeded) as again:
        pass
    assert again.args == read.args


def test_an_answer_nobody_fetched_is_not_kept(
    program: Program, vault_folder: Path, qtbot: QtBot
) -> None:
    program.doors.ask(vault_folder)
    qtbot.waitUntil(lambda: not program.runner.busy)
    with qtbot.waitSignal(program.doors.who(vault_folder).succeeded):
        pass


def test_esc_leaves_the_recovery_sheet_alone(window: MainWindow, qtbot: QtBot) -> None:
    unlock = window._unlock
    qtbot.waitUntil(lambda: bool(unlock._faces))
    unlock._lock._forgot.click()
    assert unlock._pages.currentWidget() is unlock._code
    unlock._code._line.setText("ABCD")
    qtbot.keyClick(unlock._code._line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: unlock._pages.currentWidget() is unlock._lock)
    assert unlock._code._line.text() == ""


def test_what_was_built_before_the_style_sheet_is_written_in_our_letters(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(window._unlock._faces))
    shown = [label for label in window.findChildren(QLabel) if label.isVisible()]
    assert {label.fontInfo().family() for label in shown} == {FAMILY}
