# SPDX-License-Identifier: GPL-3.0-or-later
"""By USB stick and head on paper, as a person meets them, on a real vault."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.ledger.spoken import PREFIX
from db.store.vault import Vault
from desktop.actions import pinning, sticking, syncing
from desktop.session import Session
from desktop.windows.head_dialog import HeadDialog
from desktop.windows.stick_dialogs import StickDialog
from sync.server.serving import Serving
from sync.stick_layout import FolderStick
from sync.stick_volume import mark_of
from tests.fakes.live_depot import Minutes, site_at
from tests.fakes.photographed import photographed

T = TypeVar("T")


class Tray:
    """Keeps what would be printed."""

    def __init__(self) -> None:
        self.printed: list[bytes] = []

    def print(self, _parent: QWidget, data: bytes) -> bool:
        self.printed.append(data)
        return True

    def save(self, _parent: QWidget, _data: bytes, _title: str, _name: str) -> Path | None:
        return None


def ask(session: Session, work: Callable[[Vault], T], qtbot: QtBot) -> T:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    assert done.args is not None
    answer: T = done.args[0]
    return answer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with Serving(site_at(tmp_path / "depot"), Minutes()) as server:
        yield server


def join(session: Session, server: Serving, qtbot: QtBot) -> None:
    invitation = server.invite()

    def work(_token: object) -> object:
        body = syncing.apply_by_file(session.desk, invitation, "Panwaslu")
        answer = server.lane.run(lambda db: server.depot.enrol(db, body))
        return syncing.take_answer(session.desk, invitation, answer)

    with qtbot.waitSignal(session.bench(work).succeeded, timeout=20_000):
        pass


def test_a_laptop_without_office_is_told_where_to_enrol(session: Session, qtbot: QtBot) -> None:
    dialog = StickDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.form.message.isVisible)
    assert not dialog.form._write.isEnabled()


def test_written_taken_and_read_by_the_dialog(
    session: Session, server: Serving, qtbot: QtBot, tmp_path: Path
) -> None:
    join(session, server, qtbot)
    stick = tmp_path / "stik"
    stick.mkdir()
    dialog = StickDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.choose(stick)
    qtbot.waitUntil(dialog.form._write.isEnabled)
    dialog.form._write.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog.told, timeout=20_000)
    assert ask(session, lambda vault: sticking.outlook(vault, stick), qtbot).tally.things > 0
    mark = mark_of(server.site.card.log_key)
    assert server.counterpart.take(FolderStick(stick, mark)).damaged == 0
    dialog.told._back.click()
    qtbot.waitUntil(dialog.form._read.isEnabled)
    dialog.form._read.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog.told, timeout=20_000)
    assert ask(session, syncing.waiting, qtbot).nothing
    dialog.told.close_button.click()
    assert not dialog.isVisible()


def test_a_stick_that_went_is_named_and_the_form_stays(
    session: Session, server: Serving, qtbot: QtBot, tmp_path: Path
) -> None:
    join(session, server, qtbot)
    stick = tmp_path / "stik"
    stick.mkdir()
    dialog = StickDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.choose(stick)
    qtbot.waitUntil(dialog.form._write.isEnabled)
    stick.rmdir()
    dialog.form._write.click()
    qtbot.waitUntil(dialog.form.message.isVisible, timeout=20_000)
    assert dialog._stack.currentWidget() is dialog.form


def test_a_head_is_shown_printed_and_matched(session: Session, qtbot: QtBot) -> None:
    tray = Tray()
    dialog = HeadDialog(session, tray)
    qtbot.addWidget(dialog)
    dialog.show()
    head = ask(session, pinning.spoken, qtbot)
    qtbot.waitUntil(lambda: bool(dialog.form._letters.accessibleName()))
    dialog.form.typed.setText(" ".join(head.groups).lower())
    dialog.form._check.click()
    qtbot.waitUntil(dialog.form.message.isVisible)
    assert dialog.form.message.property("tone") == "good"
    dialog.form.typed.setText("salah")
    dialog.form._check.click()
    qtbot.waitUntil(lambda: dialog.form.message.property("tone") != "good")
    dialog.form._print.click()
    qtbot.waitUntil(lambda: bool(tray.printed), timeout=20_000)
    assert tray.printed[0].startswith(b"%PDF")


def test_a_head_is_read_from_a_photo_and_a_photo_without_one_says_so(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = HeadDialog(session, Tray())
    qtbot.addWidget(dialog)
    dialog.show()
    head = ask(session, pinning.spoken, qtbot)
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(photographed("https://example.org/", PREFIX + head.letters))
    with qtbot.waitSignal(dialog.photo.read, timeout=20_000):
        dialog.photo.take(str(picture))
    dialog.form._check.click()
    qtbot.waitUntil(dialog.form.message.isVisible)
    assert dialog.form.message.property("tone") == "good"
    picture.write_bytes(photographed("https://example.org/"))
    dialog.photo.take(str(picture))
    qtbot.waitUntil(lambda: dialog.form.message.property("tone") == "warn", timeout=20_000)
    picture.write_bytes(b"bukan gambar")
    dialog.form.message.hide()
    dialog.photo.take(str(picture))
    qtbot.waitUntil(dialog.form.message.isVisible, timeout=20_000)
