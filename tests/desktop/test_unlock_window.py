# SPDX-License-Identifier: GPL-3.0-or-later
"""The lock screen: the right way in, every wrong one, and the recovery sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import errors
from db.errors import SegelError
from db.model.people import Role
from db.store import accounts
from db.store.vault import Person, Vault, doors
from desktop.actions.clock import SystemClock
from desktop.app import Program, tool_name
from desktop.tasks.runner import Lane
from desktop.windows.unlock import Unlock


@pytest.fixture
def unlock(program: Program, vault_folder: Path, qtbot: QtBot) -> Iterator[Unlock]:
    made = Unlock(program.doors)
    made.show()
    made.show_vault(vault_folder)
    qtbot.waitUntil(lambda: bool(made._faces))
    yield made
    made.close()
    made.deleteLater()


def try_with(unlock: Unlock, text: str) -> None:
    unlock._lock.edit.set_text(text)
    unlock._lock._go.click()


def refused(unlock: Unlock, text: str, qtbot: QtBot) -> SegelError:
    unlock._error = None
    try_with(unlock, text)
    qtbot.waitUntil(lambda: unlock._error is not None)
    assert unlock._error is not None
    return unlock._error


def test_the_right_passphrase_opens_and_is_forgotten(
    unlock: Unlock, passphrase: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(unlock.opened):
        try_with(unlock, passphrase)
    assert unlock._lock.edit.text() == ""


def test_a_wrong_passphrase_is_said_calmly_and_can_be_tried_again(
    unlock: Unlock, qtbot: QtBot
) -> None:
    error = refused(unlock, "bukan ini", qtbot)
    assert isinstance(error, errors.WrongPassphraseError)
    assert unlock._lock.message.isVisible()
    assert unlock._lock.edit.line.property("wrong") is True
    assert unlock._lock._go.isEnabled()


def test_after_three_wrong_ones_the_button_waits(unlock: Unlock, qtbot: QtBot) -> None:
    for _ in range(3):
        refused(unlock, "bukan ini", qtbot)
    assert isinstance(refused(unlock, "bukan ini", qtbot), errors.ThrottledError)
    assert not unlock._lock._go.isEnabled()
    while unlock._seconds:
        unlock._on_second()
    assert unlock._lock._go.isEnabled()
    assert not unlock._lock.message.isVisible()


@pytest.mark.parametrize(
    "kind",
    [
        errors.AlreadyOpenError,
        errors.NewerFormatError,
        errors.AccessDeniedError,
        errors.ReadOnlyMediumError,
        errors.DiskFullError,
        errors.VaultDamagedError,
        errors.NotFoundError,
    ],
)
def test_each_error_has_a_title_of_its_own_and_does_not_blame_the_typing(
    unlock: Unlock, kind: type[SegelError]
) -> None:
    error = kind("", file="records.db")
    unlock._refuse(error)
    assert unlock._title(error)
    assert unlock._lock.message.isVisible()
    assert unlock._lock.edit.line.property("wrong") is False


def test_a_vault_that_is_open_already_says_so(
    unlock: Unlock, vault_folder: Path, passphrase: str, qtbot: QtBot
) -> None:
    account = doors(vault_folder)[0].account
    other = Vault.unlock(vault_folder, account, passphrase, now=SystemClock(), tool=tool_name())
    try:
        assert isinstance(refused(unlock, passphrase, qtbot), errors.AlreadyOpenError)
    finally:
        other.lock()


def test_a_folder_without_a_vault_offers_other_ways(
    unlock: Unlock, tmp_path: Path, qtbot: QtBot
) -> None:
    unlock.show_vault(tmp_path / "tidak-ada")
    qtbot.waitUntil(lambda: unlock._error is not None)
    assert not unlock._lock._form.isVisible()
    assert unlock._lock._other.isEnabled()


def test_the_sheet_gives_one_person_a_new_passphrase(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "lain"
    chair = Person("Siti Contoh", "Ketua", Role.CHAIR, "lupa lupa lupa")
    with qtbot.waitSignal(program.doors.create(folder, chair).succeeded) as made:
        pass
    assert made.args is not None
    code, desk = made.args[0].code, made.args[0].desk
    member = Person("Budi Contoh", "Budi", Role.MEMBER, "sandi milik budi")
    added = program.runner.run(
        Lane.VAULT, lambda _token: desk.on_vault(lambda vault: accounts.add(vault, member))
    )
    with qtbot.waitSignal(added.succeeded):
        pass
    with qtbot.waitSignal(program.doors.lock().settled):
        pass
    unlock = Unlock(program.doors)
    qtbot.addWidget(unlock)
    unlock.show()
    unlock.show_vault(folder)
    qtbot.waitUntil(lambda: len(unlock._faces) == 2)
    unlock._lock._forgot.click()
    unlock._code._line.setText("ABCD")
    unlock._code._go.click()
    qtbot.waitUntil(unlock._code.message.isVisible)
    unlock._code._line.setText(code.lower().replace("-", " "))
    unlock._code._go.click()
    qtbot.waitUntil(lambda: unlock._pages.currentWidget() is unlock._renew)
    unlock._renew._who.setCurrentIndex(1)
    unlock._renew.passphrase.offer("kayu lebar jingga tenun ombak")
    unlock._renew._go.click()
    qtbot.waitUntil(
        lambda: unlock._pages.currentWidget() is unlock._lock and unlock._lock.message.isVisible()
    )
    assert unlock._lock._tiles.checkedButton().face.label == "Budi"  # type: ignore[attr-defined]
    with qtbot.waitSignal(unlock.opened) as done:
        try_with(unlock, "kayu lebar jingga tenun ombak")
    assert done.args is not None
    assert done.args[0].account.role is Role.MEMBER
