# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides in a window, wired: read off the main thread, saved and printed as paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.actions.guide import FILES, Book, Chapter, chapters, folder
from desktop.actions.guide_pdf import card_pdf, guide_pdf
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.guide_book import GuideBook, Leaf
from desktop.windows.first_run_sheet import Printing

SIZE: Final = QSize(1040, 540)


class GuideWindow(SpokenDialog):
    """Shows the guides over the workspace."""

    def __init__(self, session: Session, paper: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._paper = session, paper
        self._now: tuple[Book, str] = (Book.USER, speech.language())
        self.view = GuideBook(folder())
        self.view.wanted.connect(self._on_wanted)
        self.view.file_wanted.connect(self._on_file)
        self.view.save_requested.connect(self._on_save)
        self.view.card_requested.connect(self._on_card)
        self.view.close_requested.connect(self.reject)
        self.setLayout(column(self.view))
        self.retranslate()
        self._read()
        self.view.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Guide"))
        names = {Book.USER: self.tr("For users"), Book.OPERATOR: self.tr("For operators")}
        self.view.offer([(one.value, names[one]) for one in Book], self._now)

    def _read(self) -> None:
        now = self._now

        def work(_token: CancelToken) -> tuple[tuple[Book, str], tuple[Chapter, ...]]:
            return now, chapters(*now)

        errand = self._session.bench(work).belongs_to(self)
        errand.succeeded.connect(self._on_read)
        errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _on_read(self, read: tuple[tuple[Book, str], tuple[Chapter, ...]]) -> None:
        now, told = read
        if now == self._now:
            self.view.show_leaves([Leaf(a.title, a.anchors, a.html, a.text) for a in told])

    @Slot(str, str)
    def _on_wanted(self, book: str, language: str) -> None:
        self._now = (Book(book), language)
        self._read()

    @Slot(str)
    def _on_file(self, name: str) -> None:
        """Open the guide whose file a link names."""
        for which, file in FILES.items():
            if Path(file).name == name:
                self._now = which
                self.retranslate()
                self._read()

    @Slot()
    def _on_save(self) -> None:
        book, language = self._now
        desk = self._session.desk

        def work(_token: CancelToken) -> bytes:
            return guide_pdf(book, language, made=desk.now().local, edition=desk.tool)

        self._set(work, self._keep)

    @Slot()
    def _on_card(self) -> None:
        desk = self._session.desk

        def work(_token: CancelToken) -> bytes:
            return card_pdf(made=desk.now().local, edition=desk.tool)

        self._set(work, self._print)

    def _set(self, work: Callable[[CancelToken], bytes], then: Callable[[bytes], None]) -> None:
        errand = self._session.bench(work).belongs_to(self)
        errand.succeeded.connect(then)
        errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _keep(self, pdf: bytes) -> None:
        book, language = self._now
        name = f"segel-{book.value}-{language}.pdf"
        try:
            path = self._paper.save(self, pdf, self.tr("Save the guide"), name)
        except OSError:
            self.view.message.show_message(
                self.tr("The file could not be written"),
                self.tr("Choose another place, perhaps a stick with room on it."),
                "warn",
            )
            return
        if path is not None:
            told = self.tr("Saved as {name}.").format(name=path.name)
            self.view.message.show_message(told, "", "good")

    @Slot(object)
    def _print(self, pdf: bytes) -> None:
        self._paper.print(self, pdf)
