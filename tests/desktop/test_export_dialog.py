# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle leaves the vault only after the passphrase was asked again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.bundle.examine import examine
from db.store import browse, settings
from desktop.session import Session
from desktop.windows.export_dialog import ExportDialog


@pytest.fixture
def dialog(session: Session, tmp_path: Path, qtbot: QtBot) -> Iterator[ExportDialog]:
    with qtbot.waitSignal(session.on_vault(browse.page).succeeded) as done:
        pass
    assert done.args is not None
    made = ExportDialog(session, tuple(card.id for card in done.args[0][:2]))
    made.show()
    qtbot.waitUntil(lambda: bool(made._form._id.text()))
    made._form._name.setText("Laporan 004")
    made._form._office.setText("Panwaslu Kecamatan Contoh")
    made._form._folder.setText(str(tmp_path))
    yield made
    made.close()
    made.deleteLater()


def export(dialog: ExportDialog, passphrase: str, qtbot: QtBot) -> None:
    dialog._form._pass.set_text(passphrase)
    dialog._form._go.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is not dialog._work, timeout=30_000)


def test_a_wrong_passphrase_writes_nothing(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    before = set(tmp_path.iterdir())
    export(dialog, "bukan ini", qtbot)
    assert dialog._form.message.isVisible()
    assert set(tmp_path.iterdir()) == before


def test_the_right_one_writes_a_bundle_that_examines_clean(
    dialog: ExportDialog, session: Session, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    name = dialog._form._id.text()
    export(dialog, passphrase, qtbot)
    assert dialog._stack.currentWidget() is dialog._result
    assert examine(tmp_path / name) == ()
    assert dialog._result._mark.text() == dialog._result._result.fingerprint
    assert dialog._form._pass.text() == ""
    errand = session.on_vault(lambda vault: settings.get(vault, settings.ORGANISATION))
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args == ["Panwaslu Kecamatan Contoh"]


def test_a_folder_that_is_gone_is_said_calmly(
    dialog: ExportDialog, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog._form._folder.setText(str(tmp_path / "dicabut"))
    export(dialog, passphrase, qtbot)
    assert dialog._stack.currentWidget() is dialog._form
    assert dialog._form.message.isVisible()


def test_a_name_that_exists_is_refused(
    dialog: ExportDialog, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / dialog._form._id.text()).mkdir()
    export(dialog, passphrase, qtbot)
    assert dialog._form.message.isVisible()


def test_nothing_can_be_exported_before_every_line_is_filled(dialog: ExportDialog) -> None:
    dialog._form._pass.set_text("apa saja")
    assert dialog._form._go.isEnabled()
    dialog._form._name.clear()
    assert not dialog._form._go.isEnabled()


def test_a_long_name_of_an_item_pushes_no_field_out_of_sight(dialog: ExportDialog) -> None:
    form = dialog._form
    width = form._folder.width()
    form._names.setText("pembagian sembako di halaman kantor desa " * 12)
    form.layout().activate()
    QApplication.sendPostedEvents()
    right = form._choose.mapTo(form, form._choose.rect().topRight()).x()
    assert right <= form.width()
    assert form._folder.width() == width
    assert form.minimumSizeHint().width() <= form.width()
