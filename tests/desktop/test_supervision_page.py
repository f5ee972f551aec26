# SPDX-License-Identifier: GPL-3.0-or-later
"""Pengawasan lists what was supervised, drafts first, and brings handwritten forms back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from db.casework.paper import PaperKind, Values
from db.store import browse, drafts
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.models.paper_table import Column
from desktop.session import Session
from desktop.views.scan_dialog import ScanDialog
from desktop.windows.filling import CODE, lay
from desktop.windows.supervision_page import SupervisionPage
from desktop.windows.wayfinder import FormWish, Wayfinder
from tests.fakes.casework_vault import write

CALM: Values = {
    "tahapan": "KAMPANYE", "regime": "PEMILU", "jenis_pemilihan": "DPRD-K",
    "mulai": "2023-12-03T10:15+08:00", "selesai": "2023-12-03T12:40+08:00",
    "wilayah": "51.05.01.2008", "tempat": "Wantilan Batununggul", "uraian_hasil": "x" * 60,
    "outcome": "TIDAK_ADA_DUGAAN", "bentuk": "LANGSUNG",
}  # fmt: skip
QUIET: Values = {**CALM, "tahapan": "MASA_TENANG", "tempat": "Dusun II Menanga",
    "mulai": "2024-02-12T21:10+08:00", "selesai": "2024-02-12T23:30+08:00",
    "outcome": "SARAN_PERBAIKAN", "saran_isi": "Turunkan alat peraga",
    "saran_kepada": "Tim kampanye"}  # fmt: skip


def run(qtbot: QtBot, session: Session, work: object) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as found:  # type: ignore[arg-type]  # any work
        pass
    assert found.args is not None
    return found.args[0]


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> SupervisionPage:
    def fill(vault: Vault) -> None:
        for values in (CALM, QUIET):
            write(vault, session.book, PaperKind.SUPERVISION, values)
        sheet = paperwork.begin(
            vault, session.book, PaperKind.SUPERVISION, prefill={"tempat": "Balai Banjar"}
        )
        paperwork.keep(vault, sheet.draft)

    run(qtbot, session, fill)
    made = SupervisionPage(session, Wayfinder())
    qtbot.addWidget(made)
    made.resize(1198, 640)
    made.show()
    qtbot.waitUntil(lambda: made.list.model.rowCount() == 2)
    return made


def titles(page: SupervisionPage) -> list[str]:
    model = page.list.model
    return [model.index(at, Column.TITLE).data() for at in range(model.rowCount())]


def test_papers_and_drafts_are_listed(page: SupervisionPage) -> None:
    QAbstractItemModelTester(page.list.model)
    assert len(titles(page)) == 2
    assert len(page.list.drafts.buttons) == 1
    assert "Balai Banjar" in page.list.drafts.buttons[0].accessibleName()


def test_a_draft_is_gone_on_with(page: SupervisionPage, session: Session, qtbot: QtBot) -> None:
    kept = run(qtbot, session, drafts.drafts)
    wishes: list[FormWish] = []
    page._ways.form_wanted.connect(wishes.append)
    page.list.drafts.buttons[0].click()
    assert [one.paper for one in wishes] == [kept[0].paper]  # type: ignore[index]  # drafts


@pytest.mark.parametrize(
    ("box", "code"), [("outcome", "SARAN_PERBAIKAN"), ("stage", "MASA_TENANG")]
)
def test_filters_narrow_the_list(page: SupervisionPage, qtbot: QtBot, box: str, code: str) -> None:
    chooser = getattr(page.list, box)
    chooser.setCurrentIndex(chooser.findData(code))
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.list.model.index(0, Column.DAY).data().endswith("2024")
    page.list.clear()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)


def test_words_find_a_paper_and_none_says_so(page: SupervisionPage, qtbot: QtBot) -> None:
    page.list.search.setText("menanga")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.search.setText("tidak ada yang begini")
    qtbot.waitUntil(lambda: page.list._stack.currentWidget() is page.list._none)


def test_enter_opens_a_paper(page: SupervisionPage, qtbot: QtBot) -> None:
    opened: list[str] = []
    page._ways.paper_wanted.connect(opened.append)
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))


def test_other_papers_begin_from_the_menu(page: SupervisionPage) -> None:
    wishes: list[FormWish] = []
    page._ways.form_wanted.connect(wishes.append)
    for action in page.list._menu.actions():
        action.trigger()
    kinds = {one.kind for one in wishes}
    assert {
        PaperKind.ASSIGNMENT,
        PaperKind.REPORT,
        PaperKind.INFORMATION,
        PaperKind.PLEDGE,
    } <= kinds


def test_a_scan_comes_back_under_the_code_that_was_printed(
    page: SupervisionPage, session: Session, qtbot: QtBot
) -> None:
    item = run(qtbot, session, lambda vault: browse.page(vault, limit=1)[0].id)
    wishes: list[FormWish] = []
    page._ways.form_wanted.connect(wishes.append)
    page.scans.take((item,))  # type: ignore[arg-type]  # an id
    qtbot.waitUntil(lambda: page.findChild(ScanDialog) is not None, timeout=10_000)
    dialog = page.findChild(ScanDialog)
    assert dialog is not None, "no code can be read in that picture"
    dialog.line.setText("npd 7k3f")
    dialog.go.click()
    assert wishes[0].prefill == {CODE: "NPD-7K3F", "lampiran": [item]}
    with qtbot.waitSignal(lay(session, wishes[0]).succeeded) as laid:
        pass
    assert laid.args is not None
    assert laid.args[0].sheet.code == "NPD-7K3F"


def test_a_code_that_is_none_is_said_so(page: SupervisionPage) -> None:
    page.scans.typed((), "\u202e????")
    assert page.list.message.isVisible()


def test_every_filter_and_button_has_a_name(page: SupervisionPage) -> None:
    shown = page.list
    for part in (shown.new, shown.others, shown.blank, shown.scan, shown.search, shown.table,
                 shown.kind, shown.outcome, shown.stage, shown.week):  # fmt: skip
        assert part.accessibleName()
