# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides are read in the program, found in by words, and put on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.guide import FILES, Book, chapters
from desktop.session import Session
from desktop.views.shortcuts import ShortcutSheet
from desktop.windows.guide_window import GuideWindow
from desktop.windows.main_window import MainWindow
from desktop.windows.workspace import Workspace


class Tray:
    """A printer's tray, and a place to save to: `folder`, or none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.printed: list[bytes] = []

    def print(self, _parent: QWidget, data: bytes) -> bool:
        self.printed.append(data)
        return True

    def save(self, _parent: QWidget, data: bytes, _title: str, name: str) -> Path | None:
        if self.folder is None:
            return None
        path = self.folder / name
        path.write_bytes(data)
        return path


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    return Tray(tmp_path)


@pytest.fixture
def guide(session: Session, tray: Tray, qtbot: QtBot) -> Iterator[GuideWindow]:
    made = GuideWindow(session, tray)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    qtbot.waitUntil(lambda: made.view.chapters.count() > 0)
    yield made
    made.close()
    made.deleteLater()


def change(guide: GuideWindow, qtbot: QtBot, *, book: Book, language: str) -> None:
    """Choose a guide and a language as somebody does, and wait until it is there."""
    view = guide.view
    view.book.setCurrentIndex(view.book.findData(book.value))
    view.language.setCurrentIndex(view.language.findData(language))
    view.language.activated.emit(view.language.currentIndex())
    titles = [one.title for one in chapters(book, language)]
    qtbot.waitUntil(lambda: shown(guide) == titles)


def shown(guide: GuideWindow) -> list[str]:
    """Return the titles that can be seen in the list."""
    listed = guide.view.chapters
    items = [listed.item(at) for at in range(listed.count())]
    return [item.text() for item in items if not item.isHidden()]


@pytest.mark.parametrize(("book", "language"), sorted(FILES, key=str))
def test_every_chapter_can_be_opened_with_all_its_pictures(
    guide: GuideWindow, qtbot: QtBot, book: Book, language: str
) -> None:
    change(guide, qtbot, book=book, language=language)
    page = guide.view.page
    for place, chapter in enumerate(chapters(book, language)):
        guide.view.chapters.setCurrentRow(place)
        assert chapter.title in page.toPlainText()
        image = QTextDocument.ResourceType.ImageResource
        for source in chapter.html.split('src="')[1:]:
            name = QUrl(source.partition('"')[0])
            assert page.loadResource(image, name) is not None


def test_a_link_leads_to_the_chapter_that_has_the_title(guide: GuideWindow, qtbot: QtBot) -> None:
    change(guide, qtbot, book=Book.USER, language="id")
    guide.view.follow(QUrl("#jam-laptop-salah"))
    assert guide.view.chapters.currentItem().text() == "4. Buka dan kunci"


def test_a_link_to_another_guide_opens_it(guide: GuideWindow, qtbot: QtBot) -> None:
    change(guide, qtbot, book=Book.USER, language="en")
    guide.view.follow(QUrl("panduan.md"))
    qtbot.waitUntil(lambda: shown(guide)[0] == "Panduan Segel")
    assert guide.view.language.currentData() == "id"
    guide.view.follow(QUrl("operator.md"))
    qtbot.waitUntil(lambda: shown(guide)[0] == chapters(Book.OPERATOR, "id")[0].title)
    assert guide.view.book.currentData() == Book.OPERATOR.value


def test_words_that_are_looked_for_leave_the_chapters_that_have_them(
    guide: GuideWindow, qtbot: QtBot
) -> None:
    change(guide, qtbot, book=Book.USER, language="id")
    view = guide.view
    everything = len(shown(guide))
    qtbot.keyClicks(view.sought, "barang bukti")
    found = shown(guide)
    assert "21. Barang bukti" in found
    assert len(found) < everything
    assert view.page.extraSelections()
    qtbot.keyClick(view.sought, Qt.Key.Key_Return)
    assert view.page.textCursor().selectedText().casefold() == "barang bukti"
    before = view.chapters.currentRow()
    for _ in range(200):
        qtbot.keyClick(view.sought, Qt.Key.Key_Return)
        if view.chapters.currentRow() != before:
            break
    assert view.chapters.currentRow() != before
    view.sought.setText("tidak ada kata seperti ini")
    assert shown(guide) == []
    assert view.found.text()
    view.sought.clear()
    assert len(shown(guide)) == everything


def test_the_guide_is_saved_and_the_card_is_printed(
    guide: GuideWindow, tray: Tray, qtbot: QtBot, tmp_path: Path
) -> None:
    change(guide, qtbot, book=Book.OPERATOR, language="en")
    guide.view.save_requested.emit()
    qtbot.waitUntil((tmp_path / "segel-operator-en.pdf").exists, timeout=20_000)
    qtbot.waitUntil(guide.view.message.isVisible)
    guide.view.card_requested.emit()
    qtbot.waitUntil(lambda: len(tray.printed) == 1, timeout=20_000)
    assert tray.printed[0].startswith(b"%PDF-")


def test_a_place_that_cannot_be_written_to_is_named(
    guide: GuideWindow, tray: Tray, qtbot: QtBot, tmp_path: Path
) -> None:
    change(guide, qtbot, book=Book.OPERATOR, language="en")
    tray.folder = tmp_path / "not there"
    guide.view.save_requested.emit()
    qtbot.waitUntil(guide.view.message.isVisible, timeout=20_000)
    assert guide.view.message.property("tone") == "warn"


def test_f1_and_one_press_more_lead_to_the_guide(
    window: MainWindow, unlock: Callable[[], Workspace], qtbot: QtBot, qapp: QApplication
) -> None:
    workspace = unlock()
    window.activateWindow()
    qtbot.waitActive(window)
    qtbot.keyClick(workspace, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: workspace.findChild(ShortcutSheet) is not None)
    sheet = workspace.findChild(ShortcutSheet)
    assert sheet is not None
    qtbot.mouseClick(sheet._guide, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.findChild(GuideWindow) is not None)
    guide = workspace.findChild(GuideWindow)
    assert guide is not None
    qtbot.waitUntil(lambda: guide.view.chapters.count() > 0)
    guide.reject()
    qapp.processEvents()
