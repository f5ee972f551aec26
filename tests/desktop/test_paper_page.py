# SPDX-License-Identifier: GPL-3.0-or-later
"""A signed paper is read in words, numbered, printed as the person's act, and corrected."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper, PaperKind, Values
from db.model.ids import PaperId
from db.store import browse, papers
from db.store.vault import Vault
from desktop.app import Program
from desktop.session import Session
from desktop.views.print_dialog import PrintDialog
from desktop.windows.paper_page import PaperPage
from desktop.windows.wayfinder import FormWish, Wayfinder
from tests.fakes.casework_vault import write
from tests.fakes.kept_sheets import KeptSheets

LHP: Values = {
    "tahapan": "KAMPANYE", "regime": "PEMILU", "jenis_pemilihan": "DPRD-K",
    "mulai": "2023-12-03T10:15+08:00", "selesai": "2023-12-03T12:40+08:00",
    "wilayah": "51.05.01.2008", "tempat": "Wantilan Sari\u2019ah", "uraian_hasil": "x" * 60,
    "outcome": "TIDAK_ADA_DUGAAN", "bentuk": "LANGSUNG",
}  # fmt: skip
SUSPICION: Values = {
    **LHP, "outcome": "DUGAAN_PELANGGARAN", "peristiwa": "Camat naik panggung",
    "tempat_kejadian": "Wantilan", "waktu_kejadian": "2023-12-03T10:42+08:00",
}  # fmt: skip


def run(qtbot: QtBot, session: Session, work: object) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as found:  # type: ignore[arg-type]  # any work
        pass
    assert found.args is not None
    return found.args[0]


def signed(qtbot: QtBot, session: Session, values: Values = LHP) -> Paper:
    def work(vault: Vault) -> Paper:
        items = tuple(card.id for card in browse.page(vault, limit=2))
        return write(vault, session.book, PaperKind.SUPERVISION, values, evidence=items)

    found = run(qtbot, session, work)
    assert isinstance(found, Paper)
    return found


@pytest.fixture
def page(session: Session, qtbot: QtBot, tmp_path: Path) -> PaperPage:
    made = PaperPage(session, Wayfinder())
    made.deeds.sheets = KeptSheets(tmp_path / "cetak.pdf")
    qtbot.addWidget(made)
    made.resize(1198, 640)
    made.show()
    return made


def show(page: PaperPage, paper: PaperId, qtbot: QtBot) -> None:
    page.open(paper)
    qtbot.waitUntil(lambda: page.file is not None and page.file.paper.id == paper)


def texts(page: PaperPage) -> str:
    return "\n".join(label.text() for label in page.view.findChildren(QLabel))


def test_a_paper_is_read_in_words_with_its_evidence_and_entry(
    page: PaperPage, session: Session, qtbot: QtBot
) -> None:
    paper = signed(qtbot, session)
    show(page, paper.id, qtbot)
    said = texts(page)
    assert "Wantilan Sari\u2019ah" in said
    assert "Minggu, 3 Desember 2023" in said or "Sunday, 3 December 2023" in said
    assert "KAMPANYE" not in said
    assert page.file is not None
    assert len(page.file.attached) == 2
    assert str(paper.seq) in page.view._entry.text()
    assert f"NOMOR SEMENTARA {paper.code}" in page.view._code.text()


def test_the_official_number_is_entered_and_taken_the_place_of_the_temporary_one(
    page: PaperPage, session: Session, qtbot: QtBot
) -> None:
    paper = signed(qtbot, session)
    show(page, paper.id, qtbot)
    page.view.number.setText("014/LHP/PM.01.02/K.BA-05.01/12/2023")
    page.view._give.click()
    qtbot.waitUntil(lambda: page.file is not None and page.file.paper.version == 2)
    assert "014/LHP" in page.view._code.text()
    newest = run(qtbot, session, lambda vault: papers.paper(vault, paper.id))
    assert isinstance(newest, Paper)
    assert newest.values["tempat"] == LHP["tempat"]


def test_versions_say_what_changed_and_why(page: PaperPage, session: Session, qtbot: QtBot) -> None:
    from dataclasses import replace  # noqa: PLC0415 - beside its one use

    from desktop.actions import paperwork  # noqa: PLC0415 - likewise

    paper = signed(qtbot, session)

    def correct(vault: Vault) -> Paper:
        sheet = paperwork.resume(vault, session.book, paper.id)
        values = {**sheet.draft.values, "tempat": "Balai Banjar"}
        sheet = replace(sheet, draft=replace(sheet.draft, values=values))
        return paperwork.sign(vault, session.book, sheet, reason="salah tempat")

    run(qtbot, session, correct)
    show(page, paper.id, qtbot)
    assert page.file is not None
    newest = page.file.versions[0]
    assert newest.paper.reason == "salah tempat"
    assert [(one.before, one.after) for one in newest.changes] == [
        ("Wantilan Sari\u2019ah", "Balai Banjar")
    ]


def test_printing_is_written_down_and_leaves_no_file_behind(
    page: PaperPage, session: Session, qtbot: QtBot
) -> None:
    paper = signed(qtbot, session)
    show(page, paper.id, qtbot)
    page.view.buttons["print"].click()
    qtbot.waitUntil(lambda: page.findChild(PrintDialog) is not None)
    dialog = page.findChild(PrintDialog)
    assert dialog is not None
    dialog.go.click()
    sheets = page.deeds.sheets
    assert isinstance(sheets, KeptSheets)
    qtbot.waitUntil(lambda: bool(sheets.printed), timeout=20_000)
    assert sheets.printed[0].startswith(b"%PDF")
    steps = run(qtbot, session, lambda vault: papers.steps(vault, paper.id))
    assert [one.act for one in steps][-1] == "DICETAK"  # type: ignore[attr-defined]  # steps
    assert not sheets.path.exists()


def test_a_suspected_violation_offers_its_case_and_a_finished_one_does_not(
    page: PaperPage, session: Session, qtbot: QtBot
) -> None:
    suspected, calm = signed(qtbot, session, SUSPICION), signed(qtbot, session)
    show(page, suspected.id, qtbot)
    wishes: list[FormWish] = []
    page._ways.form_wanted.connect(wishes.append)
    page.view.buttons["case"].click()
    qtbot.waitUntil(lambda: bool(wishes))
    assert wishes[0].prefill["lhp"] == suspected.id
    show(page, calm.id, qtbot)
    assert page.view.buttons["case"].isHidden()


def test_the_language_changes_while_a_paper_is_open(
    page: PaperPage, session: Session, program: Program, qtbot: QtBot
) -> None:
    paper = signed(qtbot, session)
    show(page, paper.id, qtbot)
    program.tongue.speak("id")
    qtbot.waitUntil(lambda: page.view.buttons["correct"].text() == "Perbaiki")
    program.tongue.speak("en")
    qtbot.waitUntil(lambda: page.view.buttons["correct"].text() == "Correct")
    qtbot.waitUntil(lambda: "Sunday" in texts(page))


def test_everything_that_is_pressed_has_a_name(
    page: PaperPage, session: Session, qtbot: QtBot
) -> None:
    paper = signed(qtbot, session)
    show(page, paper.id, qtbot)
    buttons = [one for one in page.view.findChildren(QAbstractButton) if one.isVisible()]
    assert buttons
    assert all(one.accessibleName() for one in buttons)
