# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings, people, the recovery sheet, backup and restore, on a real vault."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.model.people import Account, Role
from db.store import accounts
from db.store.vault import Vault, doors
from desktop.actions.clock import SystemClock
from desktop.app import Program, tool_name
from desktop.session import Session
from desktop.views.forms import SpokenDialog
from desktop.windows.accounts_dialogs import (
    AddPersonDialog,
    CloseDialog,
    NewSheetDialog,
    RenewDialog,
)
from desktop.windows.backup_dialogs import BackupDialog, RestoreDialog, place_for
from desktop.windows.settings import Settings

T = TypeVar("T")
WORDS = "kayu lebar jingga tenun ombak"


class Tray:
    def print(self, _parent: QWidget, data: bytes) -> bool:
        return data.startswith(b"%PDF")

    def save(self, _parent: QWidget, _data: bytes, _title: str, _name: str) -> Path | None:
        return None


def ask(session: Session, work: Callable[[Vault], T], qtbot: QtBot) -> T:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    assert done.args is not None
    answer: T = done.args[0]
    return answer


def people(session: Session, qtbot: QtBot) -> dict[str, Account]:
    return {one.name: one for one in ask(session, accounts.people, qtbot)}


@pytest.fixture
def settings(program: Program, session: Session, qtbot: QtBot) -> Iterator[Settings]:
    made = Settings(session, program.preferences, Tray())
    made.show()
    qtbot.waitUntil(lambda: made._people._table.rowCount() == 1)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def shown() -> Iterator[Callable[[SpokenDialog], None]]:
    made: list[SpokenDialog] = []

    def show(dialog: SpokenDialog) -> None:
        made.append(dialog)
        dialog.show()

    yield show
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


def add_budi(session: Session, passphrase: str, qtbot: QtBot) -> None:
    dialog = AddPersonDialog(session)
    dialog.show()
    form = dialog._form
    form._name.setText("Budi Contoh")
    form._label.setText("Budi")
    form._role.setCurrentIndex(form._role.findData(Role.MEMBER.value))
    form.new.offer(WORDS)
    form._own.set_text(passphrase)
    with qtbot.waitSignal(dialog.accepted):
        form._go.click()
    dialog.deleteLater()


def test_choices_hold_for_the_next_start(program: Program, settings: Settings) -> None:
    page = settings._general
    page._theme.setCurrentIndex(page._theme.findData("dark"))
    page._theme.activated.emit(2)
    page._idle.setValue(17)
    page._idle.editingFinished.emit()
    assert program.preferences.idle_minutes == 17


def test_the_language_changes_while_the_settings_are_open(
    program: Program, settings: Settings, qtbot: QtBot
) -> None:
    assert settings.windowTitle() == "Pengaturan"
    page = settings._general
    page._language.setCurrentIndex(page._language.findData("en"))
    page._language.activated.emit(1)
    qtbot.waitUntil(lambda: settings.windowTitle() == "Settings")
    assert program.preferences.language == "en"


def test_a_person_is_added_only_with_the_chairs_own_passphrase(
    session: Session, passphrase: str, qtbot: QtBot, shown: Callable[[SpokenDialog], None]
) -> None:
    dialog = AddPersonDialog(session)
    shown(dialog)
    form = dialog._form
    form._name.setText("Budi Contoh")
    form._label.setText("Budi")
    form.new.offer(WORDS)
    form._own.set_text("bukan ini")
    form._go.click()
    qtbot.waitUntil(form.message.isVisible)
    assert "Budi Contoh" not in people(session, qtbot)
    form._own.set_text(passphrase)
    with qtbot.waitSignal(dialog.accepted):
        form._go.click()
    assert people(session, qtbot)["Budi Contoh"].role is Role.MEMBER


def test_an_account_is_renewed_then_closed(
    settings: Settings, session: Session, passphrase: str, qtbot: QtBot
) -> None:
    add_budi(session, passphrase, qtbot)
    old = people(session, qtbot)["Budi Contoh"]
    settings._read()
    qtbot.waitUntil(lambda: settings._people._table.rowCount() == 2)
    row = next(one for one in settings._people._rows if one.name == "Budi Contoh")
    renew = RenewDialog(session, row, settings)
    renew.show()
    renew._form.new.offer(WORDS + " lagi")
    renew._form._own.set_text(passphrase)
    with qtbot.waitSignal(renew.accepted):
        renew._form._go.click()
    assert people(session, qtbot)["Budi Contoh"].public_key != old.public_key
    close = CloseDialog(session, row, settings)
    close.show()
    close._form._own.set_text(passphrase)
    with qtbot.waitSignal(close.accepted):
        close._form._go.click()
    assert not people(session, qtbot)["Budi Contoh"].active


def test_nobody_can_close_their_own_account_from_the_list(settings: Settings) -> None:
    settings.at_page(1)
    settings._people._table.selectRow(0)
    assert not settings._people._close.isEnabled()
    assert not settings._people._renew.isEnabled()


def test_ones_own_passphrase_changes_with_the_old_one(
    settings: Settings, session: Session, passphrase: str, qtbot: QtBot
) -> None:
    settings.at_page(2)
    own = settings._own
    own._old.set_text("bukan ini")
    own.new.offer(WORDS)
    own._go.click()
    qtbot.waitUntil(own.message.isVisible)
    own._old.set_text(passphrase)
    own._go.click()
    qtbot.waitUntil(lambda: own._old.text() == "")
    ask(session, lambda vault: accounts.confirm(vault, WORDS), qtbot)


def test_a_new_sheet_opens_the_vault_and_the_old_slot_is_gone(
    session: Session,
    passphrase: str,
    qtbot: QtBot,
    shown: Callable[[SpokenDialog], None],
) -> None:
    before = ask(session, lambda vault: vault.ring.recovery(), qtbot)
    dialog = NewSheetDialog(session, Tray())
    shown(dialog)
    dialog._form._own.set_text(passphrase)
    dialog._form._go.click()
    qtbot.waitUntil(lambda: dialog._stack.currentIndex() == 1 and dialog._sheet._print.isEnabled())
    dialog._sheet._print.click()
    dialog._on.click()
    dialog._prove._line.setText(dialog._steps._groups[dialog._steps._asked])
    with qtbot.waitSignal(dialog.proven):
        dialog._check.click()
    assert ask(session, lambda vault: vault.ring.recovery(), qtbot) != before


def test_a_backup_is_made_and_a_vault_restored_from_it(
    program: Program,
    session: Session,
    passphrase: str,
    tmp_path: Path,
    qtbot: QtBot,
    shown: Callable[[SpokenDialog], None],
) -> None:
    stick = tmp_path / "flashdisk"
    backup = BackupDialog(session, program.preferences)
    shown(backup)
    backup._form.target.show_path(stick)
    backup._form._go.click()
    qtbot.waitUntil(lambda: backup._stack.currentWidget() is backup._result, timeout=30_000)
    assert program.preferences.text("backup-folder") == str(stick)
    restore = RestoreDialog(program.runner)
    shown(restore)
    restore._form.source.show_path(stick)
    restore._form.target.show_path(tmp_path / "pulih")
    restore._form._go.click()
    qtbot.waitUntil(lambda: restore._stack.currentWidget() is restore._result, timeout=30_000)
    with qtbot.waitSignal(restore.restored) as done:
        restore._result.close_button.click()
    assert done.args == [tmp_path / "pulih"]
    account = doors(tmp_path / "pulih")[0].account
    again = Vault.unlock(
        tmp_path / "pulih", account, passphrase, now=SystemClock(), tool=tool_name()
    )
    again.lock()


def test_restoring_from_something_else_says_so_and_leaves_nothing(
    program: Program, tmp_path: Path, qtbot: QtBot, shown: Callable[[SpokenDialog], None]
) -> None:
    (tmp_path / "surat").mkdir()
    restore = RestoreDialog(program.runner)
    shown(restore)
    restore._form.source.show_path(tmp_path / "surat")
    restore._form.target.show_path(tmp_path / "pulih")
    restore._form._go.click()
    qtbot.waitUntil(restore._form.message.isVisible)
    assert not (tmp_path / "pulih").exists()


def test_a_stick_with_other_files_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    vault = tmp_path / "Segel"
    empty = tmp_path / "kosong"
    empty.mkdir()
    full = tmp_path / "penuh"
    full.mkdir()
    (full / "surat.txt").write_text("isi")
    old = tmp_path / "lama"
    old.mkdir()
    (old / "cadangan.json").write_text("{}")
    assert place_for(empty, vault) == empty
    assert place_for(old, vault) == old
    assert place_for(full, vault) == full / "Cadangan Segel"
