# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference in the settings: what is in use, packs from a stick, offices that are trusted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.ledger.act import Act
from db.model.people import Role
from db.seal.signature import Signer, fingerprint, written_key
from db.store import accounts, browse, packs
from db.store.vault import Person, Vault, doors
from desktop.actions import rules
from desktop.app import Program
from desktop.session import Opened, Session
from desktop.views.reference_page import ReferencePage
from desktop.windows.reference_dialogs import DistrustDialog, TrustDialog
from desktop.windows.settings import Settings
from tests.fakes.small_packs import NEWER, OFFICE, files, pack

T = TypeVar("T")
PLACE = 4


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


@pytest.fixture
def settings(program: Program, session: Session, qtbot: QtBot) -> Iterator[Settings]:
    made = Settings(session, program.preferences, Tray())
    made.at_page(PLACE)
    made.show()
    qtbot.waitUntil(lambda: made._reference._contents.rowCount() > 0)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(settings: Settings) -> ReferencePage:
    return settings._reference


def words(page: QWidget) -> str:
    """Return everything a panel says."""
    return page.accessibleName()


def cell(table: QTableWidget, place: int, at: int) -> QTableWidgetItem:
    found = table.item(place, at)
    assert found is not None
    return found


def trust(session: Session, qtbot: QtBot) -> None:
    ask(session, lambda vault: packs.trust(vault, OFFICE.name, OFFICE.public_key), qtbot)
    session.changed.emit()


def offer(settings: Settings, tmp_path: Path, data: bytes, qtbot: QtBot) -> None:
    """Take a pack from a stick, and wait for what the page says."""
    stick = tmp_path / "rujukan.paket"
    stick.write_bytes(data)
    message = settings._reference.message
    settings._rows.take(stick)
    assert message.isHidden()
    qtbot.waitUntil(lambda: not message.isHidden())


def test_the_page_tells_what_is_in_use(page: ReferencePage, session: Session) -> None:
    rows = session.book.reference
    assert session.book is rules.rulebook()
    assert page._whence.text() == f"Dari {rows.issuer} · bawaan program"
    table = {
        cell(page._contents, at, 0).text(): cell(page._contents, at, 1).text()
        for at in range(page._contents.rowCount())
    }
    assert table["Hari libur"] == str(len(rows.holidays))
    assert table["Formulir"] == str(len(rows.forms))
    assert page._elections.rowCount() == len(rows.contests)
    year = page._year.currentText()
    days = [row for row in rows.holidays if row.day.startswith(year)]
    assert page._holidays.rowCount() == len(days)


def test_a_year_without_holidays_is_warned_of(page: ReferencePage) -> None:
    page._year.addItem("1999", 1999)
    page._year.setCurrentIndex(page._year.count() - 1)
    page._year.activated.emit(page._year.currentIndex())
    assert not page._unknown.isHidden()
    assert "terlalu awal" in page._unknown.accessibleName()
    assert page._holidays.isHidden()


def test_every_refusal_has_its_own_words_and_changes_nothing(
    settings: Settings, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    trust(session, qtbot)
    without = files("2030-05-01")
    without.pop("forms/lhp-2022.json")
    said = []
    for data, hint in (
        (b"bukan paket", "tidak utuh"),
        (pack().rpartition(b"\n\n")[0] + b"\n", "tidak ditandatangani"),
        (pack(signer=Signer("siapa", b"s" * 32)), "siapa"),
        (pack("2026-01-01"), "tidak lebih baru"),
        (packs.written("2030-05-01", without, OFFICE), "LHP@"),
    ):
        offer(settings, tmp_path, data, qtbot)
        said.append(words(settings._reference.message))
        assert hint in said[-1]
        assert session.book is rules.rulebook()
    assert len(set(said)) == len(said)
    settings._rows.take(tmp_path / "tidak-ada")
    qtbot.waitUntil(lambda: "Yang dicari tidak ada" in words(settings._reference.message))


def test_a_good_pack_is_in_use_at_once_and_after_the_next_unlocking(
    settings: Settings, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    trust(session, qtbot)
    with qtbot.waitSignal(session.changed):
        offer(settings, tmp_path, pack(), qtbot)
    assert session.book.reference.edition == NEWER
    page = settings._reference
    qtbot.waitUntil(lambda: page._edition.text() == "15 Jan 2030")
    assert "Bawaslu Bali (bawaslu-bali) · diambil oleh Yosina Wanggai" in page._whence.text()
    assert "Rujukan baru dipakai" in words(page.message)


def test_the_rules_in_use_are_read_while_unlocking(
    program: Program, opened: Opened, vault_folder: Path, passphrase: str, qtbot: QtBot
) -> None:
    session = Session(program.doors, opened)
    trust(session, qtbot)
    book = ask(session, lambda vault: rules.take_pack(vault, pack()), qtbot)
    with qtbot.waitSignal(session.closed):
        session.close()
    session.deleteLater()
    errand = program.doors.unlock(vault_folder, doors(vault_folder)[0].account, passphrase)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    again = Session(program.doors, done.args[0])
    assert again.book.reference == book.reference
    with qtbot.waitSignal(again.closed):
        again.close()
    again.deleteLater()


def test_a_pack_that_cannot_be_read_any_more_stands_on_the_page(
    settings: Settings, session: Session, qtbot: QtBot
) -> None:
    trust(session, qtbot)
    strange = packs.written("2030-02-02", {"sesuatu.json": "{}"}, OFFICE)
    ask(
        session,
        lambda vault: packs.take(vault, strange, built_in="2000-01-01", judge=lambda _files: None),
        qtbot,
    )
    session.go_by(ask(session, rules.in_use, qtbot))
    page = settings._reference
    qtbot.waitUntil(lambda: not page._broken.isHidden())
    assert "2 Feb 2030" in words(page._broken)
    assert [flaw.place for flaw in session.standing] == ["reference 2030-02-02"]
    assert page._edition.text() != "2 Feb 2030"


def test_an_office_is_trusted_after_its_fingerprint_was_read_out(
    settings: Settings, session: Session, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = TrustDialog(session, parent=settings)
    dialog.show()
    form = dialog._form
    file = tmp_path / "kantor.kunci"
    file.write_text(written_key(OFFICE.name, OFFICE.public_key) + "\n", encoding="utf-8")
    form._key.setText("bukan kunci")
    assert "salah ketik" in form._owner.accessibleName()
    dialog.bring(file)
    qtbot.waitUntil(lambda: OFFICE.name in form._owner.accessibleName())
    mark = fingerprint(OFFICE.public_key)
    shown = " ".join(line.text() for line in dialog.findChildren(QLineEdit))
    assert mark not in shown
    assert not form._go.isEnabled()
    form._own.set_text(passphrase)
    form._said.setText("0000 1111 2222 3333 4444")
    form._go.click()
    qtbot.waitUntil(lambda: not form.message.isHidden())
    assert "belum dipercaya" in words(form.message)
    form._said.setText(mark.lower())
    form._own.set_text("bukan ini")
    form._go.click()
    qtbot.waitUntil(lambda: "belum dipercaya" not in words(form.message))
    assert ask(session, packs.trusted, qtbot) == {}
    form._own.set_text(passphrase)
    with qtbot.waitSignal(dialog.accepted):
        form._go.click()
    assert ask(session, packs.trusted, qtbot) == {OFFICE.name: mark}
    page = settings._reference
    qtbot.waitUntil(lambda: page._offices.rowCount() == 1)
    assert cell(page._offices, 0, 1).text() == mark
    dialog.deleteLater()
    again = TrustDialog(session, {OFFICE.name}, settings)
    again._form.show_key(file.read_text(encoding="utf-8"))
    assert "menggantikan" in again._form._owner.accessibleName()
    again.deleteLater()


def test_trust_is_taken_back_by_the_list(
    settings: Settings, session: Session, passphrase: str, qtbot: QtBot
) -> None:
    trust(session, qtbot)
    page = settings._reference
    qtbot.waitUntil(lambda: page._offices.rowCount() == 1)
    assert not page._remove.isEnabled()
    page.show_offices_tab()
    page._offices.selectRow(0)
    page._remove.click()
    dialog = settings.findChild(DistrustDialog)
    assert dialog is not None
    assert OFFICE.name in dialog._form._title.text()
    dialog._form._own.set_text(passphrase)
    with qtbot.waitSignal(dialog.accepted):
        dialog._form._go.click()
    entry = ask(session, lambda vault: browse.entries(vault, limit=1)[0], qtbot)
    assert (entry.act, entry.subject) == (Act.ISSUER_DISTRUSTED, OFFICE.name)
    qtbot.waitUntil(lambda: page._offices.rowCount() == 0)
    assert "Belum ada kantor" in page._nobody.text()


def test_who_may_not_is_offered_nothing(
    program: Program, opened: Opened, vault_folder: Path, passphrase: str, qtbot: QtBot
) -> None:
    session = Session(program.doors, opened)
    for role, label in ((Role.MEMBER, "Anggota"), (Role.VILLAGE, "PKD")):
        person = Person(label, label, role, passphrase)
        ask(session, lambda vault, person=person: accounts.add(vault, person), qtbot)  # type: ignore[misc]  # bound now
    with qtbot.waitSignal(session.closed):
        session.close()
    session.deleteLater()
    for label, may_take in (("Anggota", True), ("PKD", False)):
        door = next(one for one in doors(vault_folder) if one.label == label)
        errand = program.doors.unlock(vault_folder, door.account, passphrase)
        with qtbot.waitSignal(errand.succeeded) as done:
            pass
        assert done.args is not None
        theirs = Session(program.doors, done.args[0])
        shown = Settings(theirs, program.preferences, Tray())
        page = shown._reference
        qtbot.waitUntil(lambda page=page: page._contents.rowCount() > 0)  # type: ignore[misc]  # bound now
        assert page._take.isEnabled() is may_take
        assert bool(page._take.toolTip()) is not may_take
        assert page._add.isHidden()
        assert page._remove.isHidden()
        shown.deleteLater()
        with qtbot.waitSignal(theirs.closed):
            theirs.close()
        theirs.deleteLater()


def test_the_page_speaks_both_languages_and_to_screen_readers(
    program: Program, settings: Settings, page: ReferencePage, qtbot: QtBot
) -> None:
    for part in page.findChildren(QAbstractButton) + page.findChildren(QTableWidget):
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.objectName() != "qt_toolbar":
            assert part.accessibleName() or getattr(part, "text", str)(), part
    described = cell(page._contents, 0, 2).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described in {"terverifikasi", "belum diverifikasi"}
    program.tongue.speak("en")
    qtbot.waitUntil(lambda: page._title.text() == "Reference")
    assert page._whence.text().endswith("came with the program")
    assert settings._names.item(PLACE).text() == "Reference"
    assert cell(page._contents, 0, 0).text() == "Regimes"
    dialog = TrustDialog(settings._session, parent=settings)
    assert dialog.windowTitle() == "Trust an office"
    dialog.deleteLater()
    program.tongue.speak("id")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page._title.text() == "Rujukan"


def test_everything_is_reached_by_keyboard(page: ReferencePage, settings: Settings) -> None:
    settings.activateWindow()
    for part in (page._take, page._tabs.tabBar(), page._contents, page._year, page._offices):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
