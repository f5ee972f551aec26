# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving a web page, wired: a browser in its own process hands over a page, and it is sealed here.

The moment, the number and the signature are this program's; what the page says of itself is noted
as such.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import SegelError
from db.model.capture import Means, Opening, Place
from desktop.actions import webpages
from desktop.actions.webpages import SealedPage
from desktop.capture.page_browser import PageBrowser, engine_there
from desktop.capture.page_wire import Begun, Gone, SavedPage, Wish
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech, theme

TITLE_CHARS: Final = 60
UNFIT: Final = '\\/:*?"<>|'


class PageSaving(QObject):
    """Opens the browser, and seals each page that is saved there."""

    said = Signal(str, str, str)  # title, text, tone
    sealed = Signal(object)  # EvidenceId of the page's first picture
    kept = Signal(object, object)  # the same, with its Opening
    running = Signal(bool)  # whether the browser's window is open, or about to be

    def __init__(
        self,
        session: Session,
        noted: Callable[[], dict[str, str]],
        parent: QObject,
        *,
        there: Callable[[], bool] = engine_there,
    ) -> None:
        """Take `noted`: what is noted of a page at this moment, by the names of a record.

        `there` tells whether the optional engine is installed.
        """
        super().__init__(parent)
        self._there = there
        self._session, self._noted = session, noted
        self._place: Place | None = None
        self._opening: Opening | None = None
        self.browser = PageBrowser(self)
        self.browser.begun.connect(self._on_begun)
        self.browser.saved.connect(self._on_saved)
        self.browser.dropped.connect(self._on_dropped)
        self.browser.failed.connect(self._on_failed)
        self.browser.ended.connect(lambda: self.running.emit(self.browser.running))
        session.closing.connect(self.browser.close)

    def open(self, place: Place | None) -> None:
        """Open the browser with what is noted; say so where there is none."""
        if not self._there():
            self.said.emit("", speech.word("page-gone.engine"), "warn")
            return
        self._place = place
        noted = self._noted()
        self.browser.open(
            Wish(
                speech.language(),
                theme.is_dark(),
                noted.get("address", ""),
                noted.get("account_used", ""),
                noted.get("method", ""),
            )
        )
        self.running.emit(self.browser.running)

    @Slot(object)
    def _on_begun(self, begun: Begun) -> None:
        """Take the moment, by this laptop's clocks, at which the person asked for it."""
        told = self._noted()
        told |= {"address": begun.address, "title": begun.title}
        told |= {"account_used": begun.account_used, "method": begun.method}
        self._opening = Opening(
            (Means.PAGE,),
            self._session.desk.now(),
            {Means.PAGE.value: begun.engine},
            {"window": f"{begun.width}\u00d7{begun.height}", "scale": f"{begun.scale} %"},
            {name: text for name, text in told.items() if text},
            self._place,
        )

    @Slot(object)
    def _on_saved(self, page: SavedPage) -> None:
        begun, self._opening = self._opening, None
        if begun is None:
            return
        opening = _completed(begun, page)
        desk = self._session.desk
        ended, name = desk.now(), _name(opening, self.tr("Page {time} {title}"))

        def work(token: CancelToken) -> SealedPage:
            return webpages.seal_page(
                desk, page.pictures, page.archive, opening, ended, name, check=token.check
            )

        errand = self._session.bench(work)
        errand.succeeded.connect(lambda done: self._on_sealed(done, opening, page.ended.lack))
        errand.failed.connect(self._on_not_sealed)

    def _on_sealed(self, done: SealedPage, opening: Opening, lack: Gone) -> None:
        if done.archive is None:
            why = speech.word(f"page-gone.{lack.name.lower()}")
            text = self.tr("The picture is sealed. There is no archive: {why}").format(why=why)
            self.browser.tell(text, "warn")
            self.said.emit("", text, "warn")
        else:
            text = self.tr("Picture and archive are sealed and were read back whole.")
            self.browser.tell(text, "good")
        self.sealed.emit(done.pictures[0])
        self.kept.emit(done.pictures[0], opening)

    @Slot(object)
    def _on_not_sealed(self, error: SegelError) -> None:
        self.browser.tell(speech.error_text(error), "bad")
        self.said.emit("", speech.error_text(error), "bad")

    @Slot(object)
    def _on_dropped(self, _why: Gone) -> None:
        self._opening = None  # the browser's own window says why

    @Slot()
    def _on_failed(self) -> None:
        self._opening = None
        self.said.emit("", speech.word("page-gone.broken"), "warn")


def _completed(begun: Opening, page: SavedPage) -> Opening:
    """Return the opening with what is known at the end: heights, certificate, what is missing."""
    ended = page.ended
    settings = {
        **begun.settings,
        "archive": ended.lack.name.lower() if ended.lack is not Gone.NOTHING else "mhtml",
        "height": str(ended.page_height),
        "kept_height": str(ended.seen_height),
    }
    circumstances = {**begun.circumstances, **ended.certificate}
    if ended.address != begun.circumstances.get("address", ""):
        circumstances["address_after"] = ended.address
    kept = {name: text for name, text in circumstances.items() if text}
    return replace(begun, settings=settings, circumstances=kept)


def _name(opening: Opening, form: str) -> str:
    """Return what the items are called, without the ends of their names."""
    stamp = opening.started.local.strftime("%Y-%m-%d %H.%M.%S")
    title = "".join(one for one in opening.circumstances.get("title", "") if one not in UNFIT)
    return form.format(time=stamp, title=title[:TITLE_CHARS]).strip()
