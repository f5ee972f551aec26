# SPDX-License-Identifier: GPL-3.0-or-later
"""Encrypting for somebody on the wizard's page, and taking a bundle in by dropping it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.bundle.opening import survey_sealed, unpack
from db.model.ids import EvidenceId
from db.seal import age
from db.store import browse
from db.store.vault import Vault
from desktop.app import Program
from desktop.windows import hearing_steps as steps
from desktop.windows.bundle_dialog import BundleDialog
from desktop.windows.handover_deeds import SheetDialog
from desktop.windows.hearing_wizard import HearingWizard
from desktop.windows.wayfinder import HearingWish
from desktop.windows.workspace import Workspace

LONG_MS = 60_000
HOLDER = age.new_identity()


class Desk:
    """A printer and a drawer that take what they are given."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.printed: list[bytes] = []

    def print(self, _parent: QWidget, data: bytes) -> bool:
        self.printed.append(data)
        return True

    def save(self, _parent: QWidget, data: bytes, _title: str, name: str) -> Path | None:
        path = self.place / name
        path.write_bytes(data)
        return path


@pytest.fixture
def work(unlock: Callable[[], Workspace], program: Program, qtbot: QtBot) -> Workspace:
    workspace = unlock()
    program.window.show()
    qtbot.waitExposed(program.window)
    return workspace


@pytest.fixture
def page(work: Workspace, qtbot: QtBot) -> Iterator[HearingWizard]:
    def first(vault: Vault) -> tuple[EvidenceId, ...]:
        return tuple(card.id for card in browse.page(vault))[:2]

    with qtbot.waitSignal(work.session.on_vault(first).succeeded) as done:
        pass
    assert done.args is not None
    work.ways.hearing_wanted.emit(HearingWish(items=done.args[0]))
    wizard = work.hearing
    qtbot.waitUntil(lambda: wizard.plans.readied is not None)
    yield wizard
    qtbot.waitUntil(lambda: not wizard.runs.running, timeout=LONG_MS)


def ready(page: HearingWizard, qtbot: QtBot) -> None:
    """Go to where the target is chosen."""
    page.go(steps.FORUM)
    title = page.forum.edits["title"]
    title.setText("Perkara uji")
    title.textEdited.emit("Perkara uji")
    page.go(steps.CHECKS)
    qtbot.waitUntil(lambda: page.remarks is not None, timeout=LONG_MS)
    page.go(steps.TARGET)
    qtbot.waitUntil(lambda: bool(page.target.handover._own_key.text()))


def add(page: HearingWizard, qtbot: QtBot, name: str, key: str) -> None:
    card = page.target.handover
    before = len(card.boxes)
    card.name.setText(name)
    card.key.setText(key)
    card.add.click()
    qtbot.waitUntil(lambda: len(card.boxes) > before or card.message.isVisible())


def test_a_recipient_is_added_and_the_bundle_opens_with_their_key_alone(
    page: HearingWizard, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    ready(page, qtbot)
    target, card = page.target, page.target.handover
    folder = tmp_path / "stik"
    folder.mkdir()
    target.folder.show_path(folder)
    target._again.set_text(passphrase)
    assert page.frame.forward.isEnabled()
    card.wanted.click()
    assert not page.frame.forward.isEnabled()
    add(page, qtbot, "Bawaslu Kabupaten", HOLDER.recipient)
    assert card.boxes[HOLDER.recipient].isChecked()
    assert (card.name.text(), card.key.text()) == ("", "")
    assert page.frame.forward.isEnabled()
    page.frame.forward.click()
    qtbot.waitUntil(lambda: not page.runs.running, timeout=LONG_MS)
    assert page.frame.stack.currentWidget() is page.result
    (sealed,) = folder.glob("*.tar.age")
    assert survey_sealed(sealed, [HOLDER.secret.encode()]).discrepancies == ()
    assert not [path for path in folder.rglob("*") if path.is_dir()]
    assert not page.result.cards[0].verify.isVisible()


def test_what_is_no_key_is_said_and_not_kept(page: HearingWizard, qtbot: QtBot) -> None:
    ready(page, qtbot)
    card = page.target.handover
    card.wanted.click()
    add(page, qtbot, "Bukan", "age1bukan")
    assert card.message.isVisible()
    assert card.key.text() == "age1bukan"
    assert not card.boxes


def test_a_recipient_is_forgotten(page: HearingWizard, qtbot: QtBot) -> None:
    ready(page, qtbot)
    card = page.target.handover
    card.wanted.click()
    add(page, qtbot, "Bawaslu Provinsi", HOLDER.recipient)
    (_, drop) = card._drops[0]
    assert "Bawaslu Provinsi" in drop.accessibleName()
    assert isinstance(drop, QAbstractButton)
    drop.click()
    qtbot.waitUntil(lambda: not card.boxes)


def test_the_passphrase_goes_onto_paper_before_its_dialog_closes(
    page: HearingWizard, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page.handover._paper = desk = Desk(tmp_path)
    ready(page, qtbot)
    folder = tmp_path / "stik"
    folder.mkdir()
    page.target.folder.show_path(folder)
    page.target._again.set_text(passphrase)
    page.target.handover.wanted.click()
    page.target.handover.sheet.click()
    page.frame.forward.click()
    qtbot.waitUntil(lambda: page.handover.dialog is not None, timeout=LONG_MS)
    dialog = page.handover.dialog
    assert isinstance(dialog, SheetDialog)
    dialog.reject()
    assert dialog.isVisible()
    dialog.print.click()
    assert desk.printed[0].startswith(b"%PDF")
    dialog.close_button.click()
    qtbot.waitUntil(lambda: page.handover.dialog is None)
    assert list(folder.glob("*.kunci.age"))
    assert not list(folder.glob("*.pdf"))


def test_every_control_of_the_card_has_a_name(page: HearingWizard, qtbot: QtBot) -> None:
    ready(page, qtbot)
    card = page.target.handover
    card.wanted.click()
    for control in card.findChildren(QAbstractButton):
        assert control.text() or control.accessibleName()
    for edit in card.findChildren(QLineEdit):
        assert edit.accessibleName()


def test_a_dropped_bundle_is_offered_and_taken_in(
    work: Workspace, page: HearingWizard, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    ready(page, qtbot)
    page.target.folder.show_path(tmp_path)
    page.target._again.set_text(passphrase)
    page.frame.forward.click()
    qtbot.waitUntil(lambda: not page.runs.running, timeout=LONG_MS)
    bag = page.writing.done[0].written.folder
    work.import_paths([str(bag)])
    dialog = work.findChildren(BundleDialog)[-1]
    assert dialog.isVisible()
    dialog.form.take.click()
    qtbot.waitUntil(lambda: dialog._errand is None, timeout=LONG_MS)
    assert dialog._stack.currentWidget() is dialog.outcome
    assert not dialog.outcome.lines
    dialog.outcome.close_button.click()
    work.import_paths([str(bag)])
    again = work.findChildren(BundleDialog)[-1]
    again.form.take.click()
    qtbot.waitUntil(again.form.message.isVisible, timeout=LONG_MS)
    again.form.cancel.click()


def test_an_encrypted_bundle_is_only_unpacked_when_that_is_wished(
    work: Workspace, page: HearingWizard, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    ready(page, qtbot)
    own = page.target.handover._own_key.text()
    page.target.handover.wanted.click()
    add(page, qtbot, "Kami sendiri", own)
    page.target.folder.show_path(tmp_path)
    page.target._again.set_text(passphrase)
    page.frame.forward.click()
    qtbot.waitUntil(lambda: not page.runs.running, timeout=LONG_MS)
    sealed = page.writing.done[0].written.folder
    (tmp_path / "ke").mkdir()
    work.import_paths([str(sealed)])
    dialog = work.findChildren(BundleDialog)[-1]
    assert dialog.form.unpack.isVisible()
    dialog.unpack_into(tmp_path / "ke")
    qtbot.waitUntil(lambda: dialog._errand is None, timeout=LONG_MS)
    assert dialog._stack.currentWidget() is dialog.outcome
    assert not dialog.outcome.lines
    assert len(list((tmp_path / "ke").iterdir())) == 1
    dialog.outcome.close_button.click()
    with pytest.raises(Exception, match="recipients"):
        unpack(sealed, tmp_path, [HOLDER.secret.encode()])


def test_plain_files_go_to_the_review_as_ever(
    work: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"bukan paket")
    with qtbot.waitSignal(work.doors.brought):
        work.doors.bring([str(tmp_path / "foto.jpg")])
    assert not work.findChildren(BundleDialog)
