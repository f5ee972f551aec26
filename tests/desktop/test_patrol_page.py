# SPDX-License-Identifier: GPL-3.0-or-later
"""A supervisor captures what S2 tells through the real page, mostly by keyboard, and signs it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from db.casework import answers
from db.casework.paper import Paper, PaperKind
from db.model.evidence import Kind, Manner
from db.store import docket, drafts, evidence, links, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault, doors
from desktop.app import Program
from desktop.session import Session
from desktop.windows.patrol_page import PatrolPage
from desktop.windows.person_dialog import PersonDialog
from desktop.windows.wayfinder import FormWish, Wayfinder
from desktop.windows.workspace import Workspace
from tests.fakes.days_vault import stock
from tests.fakes.scenarios import s2
from tests.fakes.small_vault import CHAIR

CAPTURES = PaperFilter(kinds=frozenset({PaperKind.SOCIAL}))


@pytest.fixture(scope="module")
def s2_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stock(tmp_path_factory.mktemp("s2") / "brankas", CHAIR.passphrase, [s2])


@pytest.fixture
def vault_folder(s2_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(s2_folder, tmp_path / "brankas"))


@pytest.fixture
def work(program: Program, vault_folder: Path, qtbot: QtBot) -> Workspace:
    return entered(program, vault_folder, qtbot)


def entered(program: Program, folder: Path, qtbot: QtBot, label: str = "Ketua") -> Workspace:
    door = next(one for one in doors(folder) if one.label == label)
    errand = program.doors.unlock(folder, door.account, CHAIR.passphrase)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    program.window.show()
    program.window.enter(done.args[0])
    workspace = program.window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: not workspace.queue.running)
    return workspace


@pytest.fixture
def page(work: Workspace, qtbot: QtBot) -> PatrolPage:
    work.show_page("patrol")
    qtbot.waitUntil(lambda: work.patrol._sheet is not None)
    return work.patrol


def picture(colour: str = "#3b5998") -> QImage:
    made = QImage(640, 360, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def ask(session: Session, qtbot: QtBot, work: Callable[[Vault], object]) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    return done.args[0]


def type_capture(page: PatrolPage, day: str = "01-09-2024") -> None:
    """Do what the fingers do: paste, Tab, keys for the acts, their times."""
    view = page.view
    assert view.account is not None
    view.account.account.setText("")
    QTest.keyClicks(view.account.account, "https://facebook.com/rika.handa.901")
    QTest.keyClick(view.account.account, Qt.Key.Key_Return)
    view.acts.regime.choose(("PILKADA",))
    view.acts.regime.picked.emit()
    view.acts.day.clear()
    QTest.keyClicks(view.acts.day, day)
    for sort, clock in (("like", "21.04"), ("comment", "21.06"), ("share", "2107"), ("join", "")):
        row = view.acts.add(sort)
        QTest.keyClicks(row.clock, clock)
        if sort == "comment":
            QTest.keyClicks(row.quote, "Lanjutkan Pak, kami siap")
    view.account.online.choose(("YA",))
    view.account.online.picked.emit()


def signed(page: PatrolPage, qtbot: QtBot) -> Paper:
    with qtbot.waitSignal(page._session.changed, timeout=10_000):
        page.view.sign.click()
    assert page._signed is not None
    qtbot.waitUntil(lambda: page._sheet is not None)
    return page._signed


def codes(page: PatrolPage) -> list[str]:
    return [row.standing for row in page.view.acts.rows]


def test_four_acts_are_four_rows_with_their_own_time_and_the_code_of_their_day(
    page: PatrolPage, qtbot: QtBot
) -> None:
    page.shots.take_picture(picture(), Manner.CLIPBOARD)
    qtbot.waitUntil(lambda: len(page.shots.items) == 1)
    type_capture(page)
    assert codes(page) == ["ASN-E4d", "ASN-E4b", "ASN-E4c", "ASN-E4e"]
    sanction = page.view.acts.rows[0].note.sanction
    assert sanction == "sanksi moral (pernyataan tertutup/terbuka)"
    paper = signed(page, qtbot)
    rows = answers.rows(paper.values, "tindakan")
    assert [row.get("waktu") for row in rows] == [
        "2024-09-01T21:04+07:00",
        "2024-09-01T21:06+07:00",
        "2024-09-01T21:07+07:00",
        None,
    ]
    assert rows[3]["hari"] == "2024-09-01"
    assert rows[1]["kutipan"] == "Lanjutkan Pak, kami siap"
    assert answers.text(paper.values, "masih_ada") == "YA"
    assert answers.moment(paper.values, "terakhir_dicek") is not None
    linked = ask(page._session, qtbot, lambda vault: links.linked(vault, paper.id))
    assert [one.label for one in linked] == ["E01"]


def test_a_day_after_candidates_were_fixed_makes_discipline_of_it(page: PatrolPage) -> None:
    type_capture(page)
    page.view.acts.day.clear()
    QTest.keyClicks(page.view.acts.day, "25-09-2024")
    assert codes(page) == ["ASN-D6d", "ASN-D6b", "ASN-D6c", "ASN-D6e"]
    assert all("berat" in row.note.sanction for row in page.view.acts.rows)


def test_acts_on_both_sides_of_the_fixing_day_are_pointed_out(page: PatrolPage) -> None:
    type_capture(page)
    assert page.view.acts.crossing.isHidden()
    row = page.view.acts.rows[1]
    row.day.clear()
    QTest.keyClicks(row.day, "25-09-2024")
    assert codes(page)[:2] == ["ASN-E4d", "ASN-D6b"]
    assert not page.view.acts.crossing.isHidden()
    row.choose("ASN-E4b")
    assert row.standing == "ASN-E4b"
    assert row.warning.text()


def test_an_account_met_before_brings_its_owner_and_grounds(page: PatrolPage) -> None:
    type_capture(page)
    values = page.view.values()
    assert values["platform"] == "FACEBOOK"
    assert values["akun_handle"] == "rika.handa.901"
    assert answers.person(values["pemilik"]) is not None
    assert len(answers.rows(values, "dasar_akun")) == 3


def test_the_draft_is_there_again_after_a_lock(
    page: PatrolPage, program: Program, vault_folder: Path, qtbot: QtBot
) -> None:
    page.shots.take_picture(picture(), Manner.CLIPBOARD)
    qtbot.waitUntil(lambda: len(page.shots.items) == 1)
    type_capture(page)
    qtbot.waitUntil(lambda: not page._keep.isActive() and not page._dirty)
    ask(page._session, qtbot, drafts.drafts)
    with qtbot.waitSignal(page._session.closed):
        program.window.lock()
    work = entered(program, vault_folder, qtbot)
    work.show_page("patrol")
    qtbot.waitUntil(lambda: work.patrol._sheet is not None)
    assert codes(work.patrol) == ["ASN-E4d", "ASN-E4b", "ASN-E4c", "ASN-E4e"]
    assert len(work.patrol.shots.items) == 1
    assert work.patrol.view.acts.rows[0].clock.clock() == "21:04"


def test_what_is_pasted_is_sealed_as_a_screenshot_with_clock_and_address(
    page: PatrolPage, qtbot: QtBot
) -> None:
    assert page.view.account is not None
    page.view.account.lines["target_url"].setText("https://facebook.com/x/posts/9001")
    page.shots.take_picture(picture(), Manner.CAPTURED, screen="LVDS-1")
    qtbot.waitUntil(lambda: len(page.shots.items) == 1)
    card = page.shots.items[0]
    assert card.kind is Kind.SCREENSHOT
    came = ask(page._session, qtbot, lambda vault: evidence.arrivals(vault, card.number))
    note = came[0].provenance.note
    assert "posts/9001" in note
    assert "LVDS-1" in note


def test_a_dropped_picture_is_sealed_and_anything_else_is_refused_in_words(
    page: PatrolPage, qtbot: QtBot, tmp_path: Path
) -> None:
    good, bad = tmp_path / "layar.png", tmp_path / "catatan.txt"
    picture("#aa3344").save(str(good))
    bad.write_text("bukan gambar")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (bad, good)])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.view.strip.dropEvent(event)
    qtbot.waitUntil(lambda: len(page.shots.items) == 1)
    assert page.shots.items[0].name == "layar.png"
    assert "catatan.txt" in page.view.message.accessibleName()
    assert good.exists()


def test_form_a_begins_with_everything_that_was_captured(page: PatrolPage, qtbot: QtBot) -> None:
    page.shots.take_picture(picture(), Manner.CLIPBOARD)
    qtbot.waitUntil(lambda: len(page.shots.items) == 1)
    type_capture(page)
    signed(page, qtbot)
    wishes: list[FormWish] = []
    page._ways.form_wanted.disconnect()
    page._ways.form_wanted.connect(wishes.append)
    page.view.form_requested.emit()
    qtbot.waitUntil(lambda: bool(wishes))
    values = wishes[0].prefill
    assert wishes[0].kind is PaperKind.SUPERVISION
    assert values["bentuk"] == "TIDAK_LANGSUNG"
    assert values["kategori"] == ["ASN-E4d", "ASN-E4b", "ASN-E4c", "ASN-E4e"]
    assert values["waktu_kejadian"] == "2024-09-01T21:04+07:00"
    assert len(values["alat_bukti"]) == 1
    assert values["pelaku"][0]["orang"]


def test_strange_texts_lose_nothing_and_break_nothing(page: PatrolPage, qtbot: QtBot) -> None:
    type_capture(page)
    quote = "😀 \u202eبسم الله\u2019 " + "x" * 9_000
    page.view.acts.rows[1].quote.setText(quote)
    page.view.acts.rows[1].changed.emit()
    page.view.acts.rows[0].clock.setText("99.99")
    page.view.acts.rows[0].changed.emit()
    assert page.view.account is not None
    page.view.account.account.setText("https://[bukan alamat")
    page.view.account._on_address()
    page._keep_now()
    kept = ask(page._session, qtbot, lambda vault: drafts.drafts(vault)[0])
    assert answers.rows(kept.values, "tindakan")[1]["kutipan"].startswith("😀")


def test_an_impossible_day_keeps_it_unsigned_with_words(page: PatrolPage, qtbot: QtBot) -> None:
    type_capture(page)
    page.view.acts.rows[0].day.setText("31-02-2024")
    page.view.acts.rows[0].changed.emit()
    page.view.sign.click()
    qtbot.waitUntil(page.view.message.isVisible)
    assert ask(page._session, qtbot, lambda vault: docket.count(vault, CAPTURES)) == 1


def test_everything_can_be_reached_and_has_a_name(page: PatrolPage) -> None:
    type_capture(page)
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for part in page.findChildren(kind):
            if part.isVisibleTo(page) and not isinstance(part, QToolButton):
                assert part.accessibleName() or part.text(), part


def test_the_rows_follow_the_language(page: PatrolPage, program: Program, qtbot: QtBot) -> None:
    type_capture(page)
    before = page.view.acts.rows[0].note.sanction
    program.tongue.speak("en")
    qtbot.waitUntil(lambda: page.view.acts.buttons["like"].text() == "Like")
    assert page.view.acts.rows[0].note.sanction != before
    assert page.view.values()["akun_handle"] == "rika.handa.901"


def test_nobody_but_the_writer_finds_the_draft(
    page: PatrolPage, program: Program, vault_folder: Path, qtbot: QtBot
) -> None:
    type_capture(page)
    page._keep_now()
    ask(page._session, qtbot, drafts.drafts)
    with qtbot.waitSignal(page._session.closed):
        program.window.lock()
    work = entered(program, vault_folder, qtbot, "Sekretariat")
    work.show_page("patrol")
    qtbot.waitUntil(lambda: work.patrol._sheet is not None)
    assert not work.patrol.view.acts.rows


def test_a_page_of_its_own_needs_nothing_of_the_workspace(work: Workspace, qtbot: QtBot) -> None:
    page = PatrolPage(work.session, Wayfinder(work))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._sheet is not None)
    paper = page._sheet.draft.paper
    assert ask(work.session, qtbot, lambda vault: drafts.draft(vault, paper)) is None
    assert not ask(work.session, qtbot, lambda vault: papers.codes(vault, "XXX"))


def test_an_owner_nobody_knows_gets_a_page_without_leaving_the_patrol(
    page: PatrolPage, qtbot: QtBot
) -> None:
    account = page.view.account
    assert account is not None
    account.person_wanted.emit("Wayan Baru")
    dialog = page.findChild(PersonDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.filling is not None)
    with qtbot.waitSignal(dialog.picked, timeout=10_000) as picked:
        dialog.go.click()
    person = picked.args[0]
    assert account.owner.value() == person
    page._keep_now()
    kept = ask(page._session, qtbot, lambda vault: drafts.drafts(vault)[0])
    assert kept.values["pemilik"] == person
