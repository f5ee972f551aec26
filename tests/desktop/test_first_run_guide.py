# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to a vault whose recovery sheet is proven."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from db.store.vault import doors
from desktop.app import Program
from desktop.views.first_run_sheet import Start
from desktop.windows.first_run import At, FirstRun, Founded
from desktop.windows.paper import documents, keep_private, suggested

WORDS = "kayu lebar jingga tenun ombak"


class Tray:
    """A printer's tray: what was printed lies in it."""

    def __init__(self) -> None:
        self.sheets: list[bytes] = []
        self.saved: Path | None = None

    def print(self, _parent: QWidget, data: bytes) -> bool:
        self.sheets.append(data)
        return True

    def save(self, _parent: QWidget, data: bytes, _title: str, _name: str) -> Path | None:
        if self.saved is not None:
            self.saved.write_bytes(data)
        return self.saved


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def guide(program: Program, tray: Tray, qtbot: QtBot) -> Iterator[FirstRun]:
    made = FirstRun(program.doors, tray)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made._paper.forget()
    made.close()
    made.deleteLater()


def _words(mark: QWidget) -> str:
    return " ".join(label.text() for label in mark.findChildren(QLabel))


def fill_in(guide: FirstRun, folder: Path) -> None:
    guide._on_forward()
    guide._where._line.setText(str(folder))
    guide._on_forward()
    guide._who._name.setText("Siti Contoh")
    guide._who._label.setText("Ketua")
    guide._who._office.setText("Panwaslu Kecamatan Contoh")
    guide._who.passphrase.offer(WORDS)


def to_the_sheet(guide: FirstRun, folder: Path, qtbot: QtBot) -> None:
    fill_in(guide, folder)
    guide._on_forward()
    qtbot.waitUntil(lambda: guide._at is At.SHEET and guide._sheet._print.isEnabled())


def test_it_ends_in_a_vault_that_stands_open_with_a_proven_sheet(
    guide: FirstRun, tray: Tray, tmp_path: Path, qtbot: QtBot
) -> None:
    to_the_sheet(guide, tmp_path / "Segel", qtbot)
    assert not guide._frame._forward.isEnabled()  # nothing is printed yet
    guide._sheet._print.click()
    assert tray.sheets[0].startswith(b"%PDF")
    guide._on_forward()
    guide._prove._line.setText(guide._paper._groups[guide._paper._asked].lower())
    guide._on_forward()
    assert guide._at is At.DONE
    with qtbot.waitSignal(guide.founded) as done:
        guide._done._choices[Start.EMPTY][0].click()
    assert done.args is not None
    founded = done.args[0]
    assert isinstance(founded, Founded)
    assert founded.start is Start.EMPTY
    assert [door.label for door in doors(tmp_path / "Segel")] == ["Ketua"]
    assert guide._who.passphrase.text() == ""  # nothing secret stays behind


def test_a_wrong_group_does_not_prove_the_sheet(
    guide: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    to_the_sheet(guide, tmp_path / "Segel", qtbot)
    guide._sheet._print.click()
    guide._on_forward()
    guide._prove._line.setText("0000")
    guide._on_forward()
    assert guide._at is At.PROVE
    assert guide._paper.under_way


def test_a_saved_sheet_counts_like_a_printed_one(
    guide: FirstRun, tray: Tray, tmp_path: Path, qtbot: QtBot
) -> None:
    to_the_sheet(guide, tmp_path / "Segel", qtbot)
    guide._sheet._save.click()  # the person closes the dialog without choosing
    assert not guide._frame._forward.isEnabled()
    tray.saved = tmp_path / "lembar.pdf"
    guide._sheet._save.click()
    assert guide._frame._forward.isEnabled()
    assert tray.saved.read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_used_holds_the_guide(guide: FirstRun, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("isi")
    guide._on_forward()
    guide._where._line.setText(str(tmp_path))
    guide._on_forward()
    assert guide._at is At.PLACE
    guide._on_back()
    assert guide._at is At.WELCOME


def test_no_vault_without_a_name_and_a_passphrase(guide: FirstRun, tmp_path: Path) -> None:
    fill_in(guide, tmp_path / "Segel")
    guide._who._name.clear()
    guide._on_forward()
    assert guide._at is At.PERSON
    assert not (tmp_path / "Segel").exists()


def test_leaving_before_the_sheet_is_proven_asks_first(
    guide: FirstRun, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_sheet(guide, tmp_path / "Segel", qtbot)
    answers = iter([QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])
    monkeypatch.setattr(QMessageBox, "question", lambda *_words: next(answers))
    assert not guide.close()
    assert guide.close()
    assert not guide._paper.under_way


def test_a_vault_that_cannot_be_made_says_so_and_lets_one_choose_again(
    guide: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "Segel"
    fill_in(guide, folder)
    folder.mkdir()
    (folder / "surat.txt").write_text("isi")  # somebody was faster
    guide._on_forward()
    qtbot.waitUntil(lambda: guide._making.failed)
    assert guide._frame._back.isVisible()
    guide._on_back()
    assert guide._at is At.PLACE


def test_enter_in_the_line_of_the_folder_goes_on(
    guide: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    guide._on_forward()
    guide._where._line.setText(str(tmp_path / "brankas"))
    qtbot.keyClick(guide._where._line, Qt.Key.Key_Return)
    assert guide._at is At.PERSON


def test_a_saved_sheet_is_named_with_its_folder(
    guide: FirstRun, tray: Tray, tmp_path: Path, qtbot: QtBot
) -> None:
    tray.saved = tmp_path / "lembar.pdf"
    to_the_sheet(guide, tmp_path / "brankas", qtbot)
    guide._sheet._save.click()
    assert str(tray.saved) in _words(guide._sheet._done)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are another thing there")
def test_a_saved_sheet_is_for_its_owner_alone_even_over_an_older_file(tmp_path: Path) -> None:
    sheet = tmp_path / "lembar.pdf"
    sheet.write_bytes(b"")
    sheet.chmod(0o644)
    keep_private(sheet, b"%PDF")
    assert sheet.read_bytes() == b"%PDF"
    assert sheet.stat().st_mode & 0o077 == 0


def test_a_new_file_is_offered_where_it_is_found_again() -> None:
    assert Path(suggested("lembar.pdf")).parent == documents()
    assert documents().is_absolute()
