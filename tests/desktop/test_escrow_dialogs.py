# SPDX-License-Identifier: GPL-3.0-or-later
"""The office's key on sheets, from the settings: divided for officers, and made again."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.seal import transport
from db.seal.escrow import split
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey
from db.store import cabinet
from desktop.windows.escrow_dialogs import RestoreDialog, SplitDialog
from desktop.windows.main_window import MainWindow
from desktop.windows.settings import Settings
from desktop.windows.workspace import Workspace
from sync.enrolment import OfficeCard

PATIENCE_MS = 20_000
KEY = OfficeKey(os.urandom(32))


class Drawer:
    """Takes sheets in place of a printer."""

    def __init__(self) -> None:
        self.sheets: list[bytes] = []

    def print(self, _parent: QWidget, data: bytes) -> bool:
        self.sheets.append(data)
        return True

    def save(self, _parent: QWidget, _data: bytes, _title: str, _name: str) -> Path | None:
        raise OSError


@pytest.fixture
def work(window: MainWindow, unlock: Callable[[], Workspace]) -> Workspace:
    made = unlock()
    assert window.isVisible()
    return made


@pytest.fixture
def office(work: Workspace, qtbot: QtBot) -> Workspace:
    card = OfficeCard(
        "contoh",
        "Bawaslu Contoh",
        transport.authority("Bawaslu Contoh", bytes(32)),
        bytes(32),
        (KEY.public,),
        (voice(KEY).public_key,),
    ).emit()
    errand = work.session.on_vault(
        lambda vault: cabinet.join(
            vault, url="https://x", card=card, device_seed=bytes(32), key=KEY
        )
    )
    with qtbot.waitSignal(errand.succeeded):
        pass
    return work


def test_the_key_is_divided_and_each_sheet_goes_to_the_printer(
    office: Workspace, qtbot: QtBot, passphrase: str
) -> None:
    drawer = Drawer()
    dialog = SplitDialog(office.session, drawer, office)
    qtbot.addWidget(dialog)
    dialog.open()
    form = dialog.form
    form.names.setPlainText("Ni Luh Contoh\n\nI Made Contoh\nKetut Contoh")
    form.need.setValue(2)
    assert not form.go.isEnabled()
    form.passphrase.set_text("bukan ini sandinya")
    form.go.click()
    qtbot.waitUntil(form.message.isVisible, timeout=PATIENCE_MS)
    form.passphrase.set_text(passphrase)
    form.go.click()
    qtbot.waitUntil(dialog.sheets.isVisible, timeout=PATIENCE_MS)
    assert form.passphrase.text() == ""
    for printing, _saving in dialog.sheets._buttons:
        printing.click()
    qtbot.waitUntil(lambda: len(drawer.sheets) == 3, timeout=PATIENCE_MS)
    assert all(sheet.startswith(b"%PDF") for sheet in drawer.sheets)
    dialog.sheets._buttons[0][1].click()
    qtbot.waitUntil(dialog.sheets.message.isVisible, timeout=PATIENCE_MS)
    dialog.sheets.done.click()
    assert dialog._sheets == ()


def test_more_sheets_needed_than_officers_cannot_be_asked_for(
    office: Workspace, qtbot: QtBot, passphrase: str
) -> None:
    dialog = SplitDialog(office.session, Drawer(), office)
    qtbot.addWidget(dialog)
    dialog.form.passphrase.set_text(passphrase)
    dialog.form.names.setPlainText("Satu\nDua")
    dialog.form.need.setValue(3)
    assert not dialog.form.go.isEnabled()
    dialog.form.need.setValue(2)
    assert dialog.form.go.isEnabled()


def test_sheets_typed_and_photographed_make_the_key_again(
    work: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    sheets = split(KEY, 2, 3)
    dialog = RestoreDialog(work.session, work)
    qtbot.addWidget(dialog)
    dialog.open()
    form = dialog.form
    assert not form.go.isEnabled()
    form.typed.setPlainText(sheets[2].text[:-1] + ("1" if sheets[2].text[-1] == "0" else "0"))
    form._add.click()
    assert form.message.isVisible()
    form.typed.setPlainText("\n".join(sheets[2].lines))
    form._add.click()
    assert not form.message.isVisible()
    assert not form.go.isEnabled()
    form.typed.setPlainText(split(OfficeKey(bytes([7]) * 32), 2, 3)[0].text)
    form._add.click()
    assert form.message.isVisible()
    photo = tmp_path / "foto.png"
    drawn = io.BytesIO()
    segno.make(sheets[0].text, error="m").save(drawn, kind="png", scale=8, border=4)
    photo.write_bytes(drawn.getvalue())
    dialog.photo.take(str(photo))
    qtbot.waitUntil(form.go.isEnabled, timeout=PATIENCE_MS)
    with qtbot.waitSignal(dialog.restored) as caught:
        form.go.click()
    assert caught.args[0].secret == KEY.secret


def test_the_settings_offer_what_fits_the_vault(
    office: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    settings = Settings(office.session, office._preferences, Drawer(), office)
    qtbot.addWidget(settings)
    settings.at_page(6)
    settings.show()
    qtbot.waitUntil(settings.office.split.isVisible, timeout=PATIENCE_MS)
    assert settings.office.restore.isVisible()
    settings.office.restore.click()
    opened = settings.findChild(RestoreDialog)
    assert opened is not None
    opened.restored.emit(KEY)
    qtbot.waitUntil(lambda: settings.reading.dialog is not None, timeout=PATIENCE_MS)
    opened.reject()
