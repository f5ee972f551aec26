# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser's window: the person goes to a page and logs in alone, and asks for it to be saved.

It says what is kept and what is forgotten, and who looks: the fields for account and method are
part of the record.
"""

from typing import Final

from PySide6.QtCore import QSize, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QLineEdit, QProgressBar

from desktop.browser.page import SCHEMES, FencedPage, forgetful
from desktop.browser.saving import Saving, Speak
from desktop.browser.stage import Stage
from desktop.capture.page_wire import TEXT_CHARS, Gone, Wish
from desktop.views import speech
from desktop.views.buttons import icon_only, primary, secondary
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import Mark
from desktop.views.panels import MessagePanel

SIZE: Final = QSize(1180, 700)
THIN: Final = 3


class BrowserWindow(Spoken):
    """Shows one page at a time; `closed` when the person is done."""

    closed = Signal()

    def __init__(self, wish: Wish, speak: Speak) -> None:
        super().__init__()
        self._speak = speak
        self._saving: Saving | None = None
        self._refused: dict[str, int] = {}
        self._loading = False
        profile = forgetful(self)
        self.page = FencedPage(profile, self)
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.setContextMenuPolicy(self.view.contextMenuPolicy().NoContextMenu)
        self.stage = Stage(self.view)
        self.back, self.onward, self.again = (
            icon_only("left"),
            icon_only("right"),
            icon_only("refresh"),
        )
        self.address = QLineEdit()
        self.account, self.method = QLineEdit(wish.account_used), QLineEdit(wish.method)
        for edit in (self.account, self.method):
            edit.setMaxLength(TEXT_CHARS)
        self._account, self._method = Field(self.account), Field(self.method)
        self.save, self.stop = primary("seal"), secondary()
        self.message = MessagePanel()
        self._note = Mark("lock", "", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(THIN)
        self._bar.setRange(0, 100)
        top = row(self.back, self.onward, self.again, self.address, self.save, self.stop)
        top.setStretchFactor(self.address, 1)
        noted = row(self._account, self._method, spacing=12)
        head = column(top, noted, self._note, self.message, spacing=8, margins=12)
        whole = column(head, self._bar, self.stage, spacing=0)
        whole.setStretchFactor(self.stage, 1)
        self.setLayout(whole)
        self._wire()
        self.retranslate()
        self._enable()
        self.resize(SIZE)
        if wish.address:
            self.go(wish.address)
        self.address.setFocus()

    def _wire(self) -> None:
        self.back.clicked.connect(self.view.back)
        self.onward.clicked.connect(self.view.forward)
        self.again.clicked.connect(self.view.reload)
        self.address.returnPressed.connect(lambda: self.go(self.address.text()))
        self.save.clicked.connect(self._on_save)
        self.page.urlChanged.connect(self._on_url)
        self.page.loadStarted.connect(self._on_load_started)
        self.page.loadProgress.connect(self._bar.setValue)
        self.page.loadFinished.connect(self._on_loaded)
        self.page.titleChanged.connect(self._say_title)
        self.page.refused.connect(self._on_refused)
        self.page.renderProcessTerminated.connect(self._on_died)
        keys = {
            "Ctrl+L": self.address.setFocus,
            "Ctrl+S": self._on_save,
            "F5": self.view.reload,
            "Alt+Left": self.view.back,
            "Alt+Right": self.view.forward,
        }
        for sequence, deed in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(deed)

    def go(self, typed: str) -> None:
        """Go to what was typed; an address without its beginning is taken for one of the web."""
        text = typed.strip()
        if not text:
            return
        url = QUrl(text if "://" in text else f"https://{text}")
        if url.scheme() not in SCHEMES or not url.host():
            self.message.show_message("", self.tr("This is no address of a web page."), "warn")
            return
        self.message.hide()
        self.view.setUrl(url)
        self.view.setFocus()

    def show_told(self, text: str, tone: str) -> None:
        """Say how sealing went."""
        self._settle()
        self.message.show_message("", text, tone)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """End what is being saved, and tell."""
        if self._saving is not None:
            self._saving.stop()
        super().closeEvent(event)
        self.closed.emit()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.back.say(self.tr("Back"), self.tr("Back (Alt+Left)"))
        self.onward.say(self.tr("Forward"), self.tr("Forward (Alt+Right)"))
        self.again.say(self.tr("Load again"), self.tr("Load again (F5)"))
        self.address.setAccessibleName(self.tr("Address of the page"))
        self.address.setPlaceholderText(self.tr("Address of the page, for example example.go.id"))
        self._account.say(self.tr("Account you look with"))
        self._method.say(self.tr("Method"))
        self.account.setPlaceholderText(self.tr("for example: not logged in"))
        self.method.setPlaceholderText(
            self.tr("for example: opened by its link, comments unfolded")
        )
        self.save.say(self.tr("Save this page"), self.tr("Seal picture and archive (Ctrl+S)"))
        self.stop.say(self.tr("Stop"))
        self._note.say(
            self.tr(
                "You log in and scroll yourself. Passwords, cookies and pages are forgotten when "
                "this window closes; only what you save is sealed."
            )
        )
        self.view.setAccessibleName(self.tr("Page"))
        self._say_title()

    # -- saving ---------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        if not self.save.isEnabled():
            return
        self.message.hide()
        self._refused.clear()
        saving = Saving(self.stage, self.page, self._speak, self)
        saving.over.connect(self._on_over)
        saving.moved.connect(self._bar.setValue)
        self.stop.clicked.connect(saving.stop)
        self._saving = saving
        self.stage.draw_curtain(self.tr("Saving the page, please wait …"))
        self._enable()
        saving.start(self.account.text().strip(), self.method.text().strip())

    @Slot(object)
    def _on_over(self, why: Gone) -> None:
        self._bar.setValue(0)
        if why is Gone.NOTHING:
            self.stage.draw_curtain(self.tr("Sealing …"))  # until the other side says how it went
        else:
            self._settle()
            self.message.show_message("", speech.word(f"page-gone.{why.name.lower()}"), "warn")

    def _settle(self) -> None:
        saving, self._saving = self._saving, None
        if saving is not None:
            saving.deleteLater()
        self.stage.draw_curtain("")
        self._enable()

    # -- the page -------------------------------------------------------------------------------

    @Slot(QUrl)
    def _on_url(self, url: QUrl) -> None:
        if not self.address.hasFocus() or self.address.text() == "":
            self.address.setText(url.toDisplayString())
            self.address.setCursorPosition(0)
        self._enable()

    @Slot()
    def _on_load_started(self) -> None:
        self._loading = True
        self._refused.clear()
        self._enable()

    @Slot(bool)
    def _on_loaded(self, whole: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._loading = False
        self._bar.setValue(0)
        self.address.setText(self.page.url().toDisplayString() or self.address.text())
        self.address.setCursorPosition(0)
        if not whole and "certificate" not in self._refused:
            text = self.tr("The page did not load completely. Check the address and the network.")
            self.message.show_message("", text, "warn")
        self._enable()

    @Slot(str)
    def _on_refused(self, what: str) -> None:
        """Say once what a page was refused; it may ask a thousand times."""
        first = what not in self._refused
        self._refused[what] = self._refused.get(what, 0) + 1
        if first and self._saving is None:
            self.message.show_message("", speech.word(f"page-refused.{what}"), "warn")

    @Slot()
    def _on_died(self) -> None:
        self._loading = False
        self.message.show_message("", speech.word("page-gone.left"), "warn")
        self._enable()

    @Slot()
    def _say_title(self) -> None:
        title = self.page.title()
        name = self.tr("Save a web page")
        self.setWindowTitle(f"{title} \u2013 {name}" if title else name)

    def _enable(self) -> None:
        busy = self._saving is not None
        there = self.page.url().scheme() in SCHEMES
        self.save.setEnabled(there and not busy and not self._loading)
        self.save.setVisible(not busy)
        self.stop.setVisible(busy)
        for part in (self.back, self.onward, self.again, self.address, self.account, self.method):
            part.setEnabled(not busy)
        history = self.page.history()
        self.back.setEnabled(not busy and history.canGoBack())
        self.onward.setEnabled(not busy and history.canGoForward())
