# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide to read: chapters beside one of them, with the words that are looked for marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QDesktopServices, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from desktop.views import theme
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text
from desktop.views.panels import MessagePanel

LIST_WIDE: Final = 264
FEWEST: Final = 2
"""Letters that are looked for at least."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter.  `anchors`: what links may name in it; `text`: its words, to search in."""

    title: str
    anchors: frozenset[str]
    html: str
    text: str


class GuideBook(Spoken):
    """Shows the chapters of a guide, and says what else is wanted."""

    wanted = Signal(str, str)  # which guide, in which language
    file_wanted = Signal(str)  # the file that a link names
    save_requested = Signal()
    card_requested = Signal()
    close_requested = Signal()

    def __init__(self, pictures: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leaves: tuple[Leaf, ...] = ()
        self.sought, self.found = QLineEdit(), Text("small")
        self.sought.setClearButtonEnabled(True)
        self.sought.textChanged.connect(self._on_sought)
        self.sought.returnPressed.connect(self._on_next)
        self.book, self.language = QComboBox(), QComboBox()
        self.book.activated.connect(self._on_chosen)
        self.language.addItem("Bahasa Indonesia", "id")
        self.language.addItem("English", "en")
        self.language.activated.connect(self._on_chosen)
        self.chapters, self.page = QListWidget(), QTextBrowser()
        self.chapters.setFixedWidth(LIST_WIDE)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.currentRowChanged.connect(self._on_chapter)
        self.page.setSearchPaths([str(pictures)])
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self.follow)
        self.message = MessagePanel()
        self._save, self._card, self._close = secondary("document"), secondary("printer"), primary()
        self._next = quiet("down")
        self._save.clicked.connect(self.save_requested)
        self._card.clicked.connect(self.card_requested)
        self._close.clicked.connect(self.close_requested)
        self._next.clicked.connect(self._on_next)
        self.setLayout(
            column(
                row(self.sought, self._next, self.found, 0, self.book, self.language),
                self.message,
                row(self.chapters, self.page),
                row(self._save, self._card, 0, self._close),
                spacing=12,
                margins=16,
            )
        )
        self.sought.setMinimumWidth(LIST_WIDE)
        self.setFocusProxy(self.sought)
        self.retranslate()

    def offer(self, books: Sequence[tuple[str, str]], now: tuple[str, str]) -> None:
        """Say which guides there are, as key and name, and which one in which language is shown."""
        self.book.clear()
        for key, name in books:
            self.book.addItem(name, key)
        self.book.setCurrentIndex(self.book.findData(now[0]))
        self.language.setCurrentIndex(max(0, self.language.findData(now[1])))

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show a guide from its first chapter."""
        self._leaves = tuple(leaves)
        self.chapters.clear()
        for leaf in self._leaves:
            item = QListWidgetItem(leaf.title)
            item.setToolTip(leaf.title)
            self.chapters.addItem(item)
        self.chapters.setCurrentRow(0)
        self._on_sought(self.sought.text())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write the page again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._leaves:
            self._on_chapter(self.chapters.currentRow())

    def retranslate(self) -> None:
        """Put everything into words."""
        self.sought.setPlaceholderText(self.tr("Search the guide"))
        self.sought.setAccessibleName(self.tr("Search the guide"))
        self.book.setAccessibleName(self.tr("Which guide"))
        self.language.setAccessibleName(self.tr("Language of the guide"))
        self.chapters.setAccessibleName(self.tr("Chapters"))
        self.page.setAccessibleName(self.tr("Chapter"))
        self._next.say(self.tr("Next"))
        self._save.say(self.tr("Save PDF"))
        self._card.say(self.tr("Card of the day"))
        self._close.say(self.tr("Close"))
        self._count()

    @Slot(QUrl)
    def follow(self, link: QUrl) -> None:
        """Go where a link leads: a title here, another guide, or a page outside."""
        if link.scheme():
            QDesktopServices.openUrl(link)
            return
        if link.path():
            self.file_wanted.emit(link.path())
            return
        anchor = link.fragment()
        for place, leaf in enumerate(self._leaves):
            if anchor in leaf.anchors:
                self.chapters.setCurrentRow(place)
                self.page.scrollToAnchor(anchor)
                return

    @Slot()
    def _on_chosen(self) -> None:
        self.wanted.emit(self.book.currentData(), self.language.currentData())

    @Slot(int)
    def _on_chapter(self, place: int) -> None:
        if not 0 <= place < len(self._leaves):
            return
        self.page.document().setDefaultStyleSheet(_style())
        self.page.setHtml(self._leaves[place].html)
        self._mark()

    @Slot(str)
    def _on_sought(self, text: str) -> None:
        wanted = text.strip().casefold()
        if len(wanted) < FEWEST:
            wanted = ""
        first = -1
        for place, leaf in enumerate(self._leaves):
            hidden = bool(wanted) and wanted not in leaf.text.casefold()
            self.chapters.item(place).setHidden(hidden)
            if not hidden and first < 0:
                first = place
        current = self.chapters.currentItem()
        if wanted and first >= 0 and current.isHidden():
            self.chapters.setCurrentRow(first)
        self._mark()
        self._count()

    @Slot()
    def _on_next(self) -> None:
        """Go to the next place in this chapter, else to the next chapter that has the words."""
        wanted = self.sought.text().strip()
        if len(wanted) < FEWEST or self.page.find(wanted):
            return
        shown = [at for at in range(len(self._leaves)) if not self.chapters.item(at).isHidden()]
        if not shown:
            return
        now = self.chapters.currentRow()
        self.chapters.setCurrentRow(next((at for at in shown if at > now), shown[0]))
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.page.find(wanted)

    def _mark(self) -> None:
        """Mark every place of the chapter where the words stand."""
        wanted, marks = self.sought.text().strip(), []
        if len(wanted) >= FEWEST:
            place = self.page.document().find(wanted)
            while not place.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = place
                mark.format.setBackground(QColor(theme.tokens().warn_soft))
                marks.append(mark)
                place = self.page.document().find(wanted, place)
        self.page.setExtraSelections(marks)

    def _count(self) -> None:
        wanted = len(self.sought.text().strip()) >= FEWEST
        shown = sum(not self.chapters.item(at).isHidden() for at in range(len(self._leaves)))
        told = self.tr("Found in chapters: {count}").format(count=shown)
        told = told if shown else self.tr("Not in this guide")
        self.found.setText(told if wanted else "")
        self._next.setEnabled(wanted and shown > 0)


def _style() -> str:
    """Return how a chapter looks in the theme that is on."""
    ink = theme.tokens()
    return (
        f"h1, h2 {{ color: {ink.accent}; }} h1 {{ font-size: 24px; }} h2 {{ font-size: 20px; }}"
        f"h3 {{ font-size: 16px; }} p, li {{ line-height: 140%; }} a {{ color: {ink.accent}; }}"
        f"code {{ font-family: '{theme.FIXED}'; font-size: 12px; background: {ink.raised}; }}"
        f".under {{ color: {ink.text_soft}; font-size: 12px; }}"
        f"th {{ text-align: left; background: {ink.raised}; }}"
        f"td {{ border-bottom: 1px solid {ink.line}; }}"
    )
