# SPDX-License-Identifier: GPL-3.0-or-later
"""People are found, read, opened for a reason, and brought in from lists after a look."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.casework.paper import PaperKind
from db.ledger.act import Act
from db.store import browse, docket, people_book
from db.store.docket import PaperFilter
from db.store.vault import Vault, doors
from desktop.actions import searching
from desktop.app import Program
from desktop.models.people_rows import Column
from desktop.session import Session
from desktop.views.print_dialog import PrintDialog
from desktop.windows.people_import import PeopleImport
from desktop.windows.people_page import PeoplePage
from desktop.windows.search_dialog import SearchDialog
from desktop.windows.workspace import Workspace
from tests.fakes.days_vault import stock
from tests.fakes.kept_sheets import KeptSheets
from tests.fakes.scenarios import s1, s2, s4, s6
from tests.fakes.small_vault import CHAIR

PEOPLE = PaperFilter(kinds=frozenset({PaperKind.PERSON}))
Enter = Callable[[str], Workspace]


@pytest.fixture(scope="module")
def days_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hari") / "brankas"
    return stock(folder, CHAIR.passphrase, [s1, s2, s4, s6])


@pytest.fixture
def vault_folder(days_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(days_folder, tmp_path / "brankas"))


@pytest.fixture
def enter(program: Program, vault_folder: Path, qtbot: QtBot) -> Enter:
    def go(label: str) -> Workspace:
        door = next(one for one in doors(vault_folder) if one.label == label)
        errand = program.doors.unlock(vault_folder, door.account, CHAIR.passphrase)
        with qtbot.waitSignal(errand.succeeded) as done:
            pass
        program.window.show()
        program.window.enter(done.args[0])
        workspace = program.window.workspace
        assert workspace is not None
        qtbot.waitUntil(lambda: not workspace.queue.running)
        return workspace

    return go


def ask(session: Session, qtbot: QtBot, work: Callable[[Vault], object]) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    return done.args[0]


def people_of(work: Workspace, qtbot: QtBot) -> PeoplePage:
    work.show_page("people")
    qtbot.waitUntil(lambda: work.people._file is not None)
    return work.people


def show(page: PeoplePage, qtbot: QtBot, words: str) -> None:
    page.view.search.setText(words)
    qtbot.waitUntil(lambda: page._text == words and page._reading is None)
    page.view.list.setCurrentIndex(page.view.model.index(0))
    card = page.view.model.card_at(0)
    assert card is not None
    qtbot.waitUntil(lambda: page._file is not None and page._file.paper.id == card.id)


def review(work: Workspace, path: Path, qtbot: QtBot) -> PeopleImport:
    dialog = people_of(work, qtbot).import_list(str(path))
    qtbot.waitUntil(lambda: dialog._found is not None or dialog.view.message.isVisible())
    return dialog


def names_in(dialog: PeopleImport) -> list[str]:
    return [dialog.view.model.line_at(at).name for at in range(dialog.view.model.loaded())]


def remarks(dialog: PeopleImport, name: str) -> str:
    return dialog.view.model.line_at(names_in(dialog).index(name)).remark


# -- a person's page ---------------------------------------------------------------------------


def test_a_number_is_told_in_words(enter: Enter, qtbot: QtBot) -> None:
    page = people_of(enter("Ketua"), qtbot)
    show(page, qtbot, "Suardana")
    facts = page.view.pane.facts
    assert facts is not None
    assert facts.name == "I Gede Suardana"
    assert facts.numbers[0].printed == "19740817 199903 1 901"
    assert "PNS" in facts.numbers[0].words
    assert "1974" in facts.numbers[0].words
    assert facts.roles[0].case


def test_people_are_found_by_number_and_with_their_accounts(enter: Enter, qtbot: QtBot) -> None:
    page = people_of(enter("Ketua"), qtbot)
    show(page, qtbot, "198805212012012901")
    facts = page.view.pane.facts
    assert facts is not None
    assert facts.name == "Rika Handayani"
    assert "rika.handa.901" in facts.accounts[0]


def test_a_statement_sheet_is_printed_with_what_the_reader_may_see(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    page = people_of(enter("Ketua"), qtbot)
    show(page, qtbot, "SAKSI-1")
    sheets = KeptSheets(tmp_path / "pernyataan.pdf")
    page.deeds.sheets = sheets
    page.view.pane.statement.click()
    dialog = page.findChild(PrintDialog)
    assert dialog is not None
    dialog.save.click()
    qtbot.waitUntil(sheets.path.exists, timeout=20_000)
    text = subprocess.run(
        ["pdftotext", "-layout", sheets.path, "-"], check=True, capture_output=True
    ).stdout.decode()
    assert "SURAT PERNYATAAN" in text
    assert "SAKSI-1" in text
    assert "Yuliana" not in text, "a protected person's sheet names nobody while it is closed"


def test_opening_an_identity_is_a_line_of_the_ledger_and_ends_with_leaving(
    enter: Enter, qtbot: QtBot
) -> None:
    work = enter("Ketua")
    page = people_of(work, qtbot)
    show(page, qtbot, "SAKSI-1")
    pane = page.view.pane
    assert pane.facts is not None
    assert pane.facts.name == "SAKSI-1"
    assert not pane.facts.numbers
    pane.open.click()
    assert not page._file.opened, "without a reason nothing opens"
    QTest.keyClicks(pane.reason, "undangan klarifikasi")
    QTest.keyClick(pane.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._file is not None and page._file.opened)
    assert "Yuliana" in pane.facts.name
    entries = ask(work.session, qtbot, lambda vault: browse.entries(vault, limit=20))
    assert Act.VIEWED.value in {entry.act for entry in entries}
    work.show_page("home")
    work.show_page("people")
    qtbot.waitUntil(lambda: page._file is not None)
    assert pane.facts is not None
    assert pane.facts.name == "SAKSI-1"


def test_the_secretariat_reads_the_code_name_and_cannot_open_it(enter: Enter, qtbot: QtBot) -> None:
    work = enter("Sekretariat")
    page = people_of(work, qtbot)
    show(page, qtbot, "SAKSI-1")
    pane = page.view.pane
    assert pane.facts is not None
    assert not pane.facts.may_open
    assert not pane.open.isVisible()
    assert "Yuliana" not in f"{pane.facts}"
    page.view.search.setText("Yuliana")
    qtbot.waitUntil(lambda: page._text == "Yuliana" and page._reading is None)
    assert page.view.model.rowCount() == 0


# -- lists --------------------------------------------------------------------------------------


def test_nothing_is_written_before_it_is_said_so(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    work = enter("Ketua")
    before = ask(work.session, qtbot, lambda vault: docket.count(vault, PEOPLE))
    path = tmp_path / "pegawai.csv"
    path.write_text("Nama;NIP;Jabatan\nSiti Aminah;198605152010012002;Staf\n", "utf-8")
    dialog = review(work, path, qtbot)
    assert names_in(dialog) == ["Siti Aminah"]
    assert ask(work.session, qtbot, lambda vault: docket.count(vault, PEOPLE)) == before
    dialog.view.save.click()
    qtbot.waitUntil(lambda: dialog._errand is None and dialog._found is None)
    assert ask(work.session, qtbot, lambda vault: docket.count(vault, PEOPLE)) == before + 1


def test_a_list_in_another_spelling_is_read_and_said_to_be_guessed(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "lama.csv"
    path.write_bytes("Nama,Jabatan\nRené Müller,Kasi\n".encode("cp1252"))
    dialog = review(enter("Ketua"), path, qtbot)
    assert names_in(dialog) == ["René Müller"]
    assert dialog._found is not None
    assert "guessed-encoding" in {one.code for one in dialog._found.remarks}


def test_the_same_number_is_a_correction_that_asks_for_its_reason(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    work = enter("Ketua")
    path = tmp_path / "sama.csv"
    path.write_text("Nama;NIP;Jabatan\nRika Handayani;198805212012012901;Sekcam\n", "utf-8")
    dialog = review(work, path, qtbot)
    assert dialog.view.chosen() == ["skip"]
    dialog.view.table.setCurrentIndex(dialog.view.table.model().index(0, Column.NAME))
    QTest.keyClick(dialog.view.table, Qt.Key.Key_Space)
    assert dialog.view.chosen() == ["update"]
    dialog.view.save.click()
    assert dialog.view.message.isVisible(), "a correction needs its reason"
    dialog.view.reason.setText("daftar BKD terbaru")
    dialog.view.save.click()
    qtbot.waitUntil(lambda: dialog._errand is None and dialog._found is None)
    found = ask(
        work.session, qtbot, lambda vault: people_book.by_identity(vault, "198805212012012901")
    )
    assert len(found) == 1
    assert found[0].version == 2
    assert "Sekcam" in found[0].title


def test_twins_rounded_numbers_and_formulas_are_pointed_out_and_not_taken(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Workbook()
    for row in (
        ["DAFTAR PEGAWAI"],
        ["Nama", "NIP", "Alamat"],
        ["Ganda Satu", "198605152010012002", ""],
        ["Ganda Dua", "198605152010012002", ""],
        ["Bulat", 1.98605152010012e17, ""],
        ["Rumus", "", "\u200b"],
    ):
        book.active.append(row)
    path = tmp_path / "pegawai.xlsx"
    book.save(path)
    dialog = review(enter("Ketua"), path, qtbot)
    assert dialog.view.chosen() == ["skip", "skip", "skip", "new"]
    assert "198605152010012002" in remarks(dialog, "Ganda Satu")
    assert "Excel" in remarks(dialog, "Bulat")


def test_formulas_in_a_csv_are_never_taken_over(enter: Enter, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "rumus.csv"
    path.write_text('Nama;Alamat;NIP\nSiti;=HYPERLINK("http://x");="198605152010012002"\n', "utf-8")
    dialog = review(enter("Ketua"), path, qtbot)
    line = dialog.view.model.line_at(0)
    assert line.tone == "warn"
    assert line.number == "198605152010012002"
    assert dialog._found is not None
    assert "alamat" not in dialog._found.candidates[0].values


def test_a_file_that_is_no_list_is_refused_calmly(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"rusak" * 100)
    dialog = review(enter("Ketua"), path, qtbot)
    assert dialog.view.message.isVisible()
    assert not dialog.view.save.isEnabled()


def test_a_thousand_people_come_in_as_a_few_acts_and_can_be_stopped(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    work = enter("Ketua")
    path = tmp_path / "banyak.csv"
    lines = [f"Pegawai {at};{19700101 + at % 28:08}19990{at % 9 + 1}1{at:03}" for at in range(1000)]
    path.write_text("\n".join(["Nama;NIP", *lines]), "utf-8")
    dialog = review(work, path, qtbot)
    before = ask(work.session, qtbot, lambda vault: docket.count(vault, PEOPLE))
    taken = sum(choice == "new" for choice in dialog.view.chosen())
    assert taken > 900
    dialog.view.save.click()
    qtbot.waitUntil(lambda: dialog._errand is None, timeout=60_000)
    after = ask(work.session, qtbot, lambda vault: docket.count(vault, PEOPLE))
    assert after == before + taken


# -- search over everything ---------------------------------------------------------------------


def seek(work: Workspace, words: str, qtbot: QtBot) -> SearchDialog:
    dialog = SearchDialog(work.session, work.ways, work)
    dialog.open()
    QTest.keyClicks(dialog.box.line, words)
    qtbot.waitUntil(lambda: dialog._found is not None and dialog._found[1].text == words)
    return dialog


def test_a_name_is_found_in_every_group_and_enter_goes_there(enter: Enter, qtbot: QtBot) -> None:
    work = enter("Ketua")
    dialog = seek(work, "suardana", qtbot)
    assert dialog._found is not None
    kinds = [group.kind for group in dialog._found[1].groups]
    assert PaperKind.PERSON in kinds
    assert PaperKind.CASE in kinds
    went: list[str] = []
    work.ways.case_wanted.disconnect()
    work.ways.case_wanted.connect(went.append)
    QTest.keyClick(dialog.box.line, Qt.Key.Key_Return)
    assert len(went) == 1


def test_a_code_as_people_say_it_stands_first(enter: Enter, qtbot: QtBot) -> None:
    work = enter("Ketua")
    cases = PaperFilter(kinds=frozenset({PaperKind.CASE}))
    card = ask(work.session, qtbot, lambda vault: docket.page(vault, cases, limit=1)[0])
    dialog = seek(work, card.code.lower().replace("-", " "), qtbot)
    assert dialog._found is not None
    assert dialog._found[1].exact is not None
    assert dialog._found[1].exact.id == card.id


def test_the_secretariat_never_finds_a_protected_name(enter: Enter, qtbot: QtBot) -> None:
    work = enter("Sekretariat")
    for words in ("Yuliana", "5306075004909902"):
        found = ask(
            work.session, qtbot, lambda vault, words=words: searching.everywhere(vault, words)
        )
        assert not found.groups
    assert ask(work.session, qtbot, lambda vault: searching.everywhere(vault, "SAKSI-1")).groups


def test_strange_words_find_nothing_and_break_nothing(enter: Enter, qtbot: QtBot) -> None:
    work = enter("Ketua")
    for words in ('"', "*", "NEAR(", "a" * 5_000, "\u202e\u2019", "😀😀", "x OR y -z"):
        ask(work.session, qtbot, lambda vault, words=words: searching.everywhere(vault, words))
