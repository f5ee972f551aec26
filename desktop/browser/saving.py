# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves the page that stands there: walked down once, its archive, then its picture in bands.

Walking down lets pictures load that a page only loads when they come into sight.  What is told are
messages for the parent, in their order; nothing is written anywhere.
"""

import json
import math
import sys
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from PySide6.QtCore import QBuffer, QObject, QPoint, QRect, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWebEngineCore import qWebEngineChromiumVersion, qWebEngineVersion

from desktop.browser import certificate
from desktop.browser.outlet import Fifo, NoOutletError, Outlet
from desktop.browser.outlet_windows import NamedPipe
from desktop.browser.page import OWN_WORLD, FencedPage
from desktop.browser.stage import Stage
from desktop.capture.page_wire import (
    MOST_ARCHIVE,
    MOST_PARTS,
    MOST_PICTURES,
    PIECE,
    TALLEST,
    Begun,
    Ended,
    Gone,
    Say,
)

BAND: Final = 3000
"""CSS pixels painted at once: graphics cards end at 8192 and more screen pixels."""
EDGE: Final = 160
"""CSS pixels at a band's ends that its neighbour shows: bars that stay in place stand there."""
PART: Final = 12_000
"""Screen pixels of height in one picture; more makes another part."""
TALLEST_SEEN: Final = 60_000
"""CSS pixels that are kept of a page; some pages have no end."""
GROWTH: Final = 1.25
"""A page may grow by so much while it is walked down, as its pictures load."""
ANSWER_MS: Final = 8000
STEP_MS: Final = 120
REST_MS: Final = 150
LOOKS: Final = 12
ARCHIVE_MS: Final = 60_000
TICK_MS: Final = 30

_WHERE: Final = """(() => {
  const one = document.scrollingElement || document.documentElement;
  return JSON.stringify({x: Math.round(scrollX), y: Math.round(scrollY),
    width: innerWidth, height: innerHeight, full: one ? one.scrollHeight : 0});
})()"""
_GO: Final = "scrollTo({left: 0, top: %d, behavior: 'instant'}); " + _WHERE
_MARK: Final = """segelPainted = 0;
requestAnimationFrame(() => requestAnimationFrame(() => { segelPainted = 1; })); 0"""
_MARKED: Final = "segelPainted"


class GoneError(Exception):
    """Nothing comes of this page."""

    def __init__(self, why: Gone) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Ask:
    """A script whose answer the course waits for."""

    script: str


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a page is scrolled to, how large its window is and how tall the page, CSS pixels."""

    y: int
    width: int
    height: int
    full: int


T = TypeVar("T")
Course = Generator[int | _Ask, Any, T]
"""Steps of saving: yields milliseconds to rest, or a script to be answered."""
Speak = Callable[[Say, bytes], None]


class Saving(QObject):
    """Saves one page; `over` comes once, with the reason when nothing came of it."""

    over = Signal(object)  # Gone
    moved = Signal(int)  # percent, roughly

    def __init__(self, stage: Stage, page: FencedPage, speak: Speak, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._page, self._speak = stage, page, speak
        self._course: Course[None] | None = None
        self._turn = 0
        self._gone = Gone.NOTHING
        self._outlet: Outlet | None = None
        self._pool = ThreadPoolExecutor(1, "segel-png")
        self._sent = 0
        self._certificate: dict[str, str] | None = None

    def start(self, account_used: str, method: str) -> None:
        """Begin.  `account_used`, `method`: what the person noted."""
        self._course = self._whole(account_used, method)
        self._page.loadStarted.connect(self._on_left)
        self._page.renderProcessTerminated.connect(self._on_left)
        self._go_on(None)

    @Slot()
    def stop(self) -> None:
        """End it, because the person wishes so."""
        self._end(Gone.STOPPED)

    # -- the course -----------------------------------------------------------------------------

    def _whole(self, account_used: str, method: str) -> Course[None]:
        address = self._page.url()
        where = yield from self._ask_where(_WHERE)
        scale = round(self._stage.devicePixelRatioF() * 100)
        versions = _version(qWebEngineVersion), _version(qWebEngineChromiumVersion)
        engine = "QtWebEngine {}, Chromium {}".format(*versions)
        begun = Begun(
            _spelled(address),
            self._page.title(),
            where.width,
            where.height,
            scale,
            engine,
            account_used,
            method,
        )
        self._speak(Say.BEGIN, begun.to_load())
        asking = certificate.Asking(self)
        asking.told.connect(self._on_certificate)
        asking.ask(address)
        tall = yield from self._walk(where)
        lack = yield from self._archive()
        full, seen = yield from self._picture(tall)
        yield from self._ask_where(_GO % where.y)
        while self._certificate is None:
            yield TICK_MS
        ended = Ended(_spelled(self._page.url()), full, seen, lack, self._certificate)
        self._speak(Say.WHOLE, ended.to_load())

    def _walk(self, first: _Where) -> Course[int]:
        """Go down to where the page ended at first, so that everything loads; return its end."""
        goal = min(first.full, TALLEST_SEEN)
        at, where = 0, first
        while at < goal:
            where = yield from self._ask_where(_GO % at)
            yield STEP_MS
            at += max(where.height, 1)
            self.moved.emit(round(40 * at / max(goal, 1)))
        where = yield from self._ask_where(_GO % 0)
        yield REST_MS
        most = round(goal * GROWTH) + first.height
        return min(where.full, most, TALLEST_SEEN)

    def _archive(self) -> Course[Gone]:
        """Let the engine save the page into an outlet; return why there is nothing, if so."""
        try:
            self._outlet = _new_outlet()
        except NoOutletError:
            return Gone.NO_OUTLET
        self._page.save_to(self._outlet.name)
        waited = 0
        while not self._outlet.ended and waited < ARCHIVE_MS:
            yield TICK_MS
            waited += TICK_MS
        ended, large = self._outlet.ended, self._outlet.overflowed
        self._outlet.close()
        whole = self._outlet.taken()
        self._outlet = None
        if large:
            return Gone.LARGE
        if not ended or not whole:
            return Gone.UNSAVED
        for start in range(0, len(whole), PIECE):
            self._speak(Say.ARCHIVE, whole[start : start + PIECE])
        return Gone.NOTHING

    def _picture(self, tall: int) -> Course[tuple[int, int]]:
        """Paint the page in bands, join them to parts, and say each; return its heights."""
        self._stage.stretch(min(max(tall, self._stage.height()), BAND))
        yield REST_MS
        part: QImage | None = None
        top = parts = at = 0  # `top` in screen pixels, `at` in those of the page
        full = tall
        while at < tall and parts < MOST_PARTS:
            where = yield from self._ask_where(_GO % max(at - EDGE, 0))
            full = max(full, where.full)
            bottom = where.y + where.height
            end = min(bottom - EDGE if bottom < min(tall, where.full) else bottom, tall)
            if end <= at:
                break  # the page became shorter meanwhile
            image = yield from self._still()
            ratio = image.devicePixelRatio()
            image.setDevicePixelRatio(1.0)
            if part is None:
                height = min(round(tall * ratio) - top, PART)
                part = QImage(image.width(), max(height, 1), QImage.Format.Format_RGB32)
                part.fill(Qt.GlobalColor.white)
            begin = round((at - where.y) * ratio)
            rest = top + part.height() - round(at * ratio)
            rows = min(round((end - at) * ratio), rest)
            painter = QPainter(part)
            source = QRect(0, begin, image.width(), rows)
            painter.drawImage(QPoint(0, round(at * ratio) - top), image, source)
            painter.end()
            at = end if rows < rest else math.ceil((top + part.height()) / ratio)
            if rows == rest or at >= tall:
                yield from self._say_part(part)
                top, part, parts = top + part.height(), None, parts + 1
            self.moved.emit(round(40 + 60 * at / max(tall, 1)))
        if part is not None:
            yield from self._say_part(part)
        self._stage.stretch(0)
        return full, min(at, tall)

    def _still(self) -> Course[QImage]:
        """Return what is painted once it no longer changes, or, where it never rests, at last."""
        yield _Ask(_MARK)
        for _ in range(LOOKS):
            yield STEP_MS
            if (yield _Ask(_MARKED)):
                break
        last = self._stage.seen()
        for _ in range(LOOKS):
            yield REST_MS
            image = self._stage.seen()
            if image == last:
                break
            last = image
        return last

    def _say_part(self, image: QImage) -> Course[None]:
        made = self._pool.submit(_png, image)
        while not made.done():
            yield TICK_MS
        whole = made.result()
        self._sent += len(whole)
        if self._sent > MOST_PICTURES:
            raise GoneError(Gone.LARGE)
        for start in range(0, len(whole), PIECE):
            self._speak(Say.PICTURE, whole[start : start + PIECE])
        self._speak(Say.PART, b"")

    def _ask_where(self, script: str) -> Course[_Where]:
        told = yield _Ask(script)
        try:
            where = json.loads(told)
            numbers = [int(where[name]) for name in ("y", "width", "height", "full")]
        except (TypeError, ValueError, KeyError) as error:
            raise GoneError(Gone.SILENT) from error
        return _Where(*(min(max(number, 0), TALLEST) for number in numbers))

    # -- driving it -----------------------------------------------------------------------------

    def _go_on(self, answer: object) -> None:
        if self._course is None:
            return
        self._turn += 1
        turn = self._turn
        try:
            wanted = self._course.send(answer)
        except StopIteration:
            self._end(Gone.NOTHING)
            return
        except GoneError as error:
            self._end(error.why)
            return
        if isinstance(wanted, _Ask):
            self._page.runJavaScript(
                wanted.script, OWN_WORLD.value, lambda told: self._on_answer(turn, told)
            )
            QTimer.singleShot(ANSWER_MS, self, lambda: self._on_silence(turn))
        else:
            QTimer.singleShot(wanted, self, lambda: self._on_answer(turn, None))

    def _on_answer(self, turn: int, answer: object) -> None:
        if turn == self._turn:
            self._go_on(answer)

    def _on_silence(self, turn: int) -> None:
        if turn == self._turn:
            self._end(Gone.SILENT)

    def _end(self, why: Gone) -> None:
        if self._course is None:
            return
        self._course = None
        self._page.loadStarted.disconnect(self._on_left)
        self._page.renderProcessTerminated.disconnect(self._on_left)
        if self._outlet is not None:
            self._outlet.close()
        self._pool.shutdown(wait=False)
        self._stage.stretch(0)
        if why is not Gone.NOTHING:
            self._speak(Say.DROPPED, bytes([why]))
        self.over.emit(why)

    @Slot()
    def _on_left(self) -> None:
        self._end(Gone.LEFT)

    @Slot(object)
    def _on_certificate(self, told: dict[str, str]) -> None:
        self._certificate = told


def _new_outlet() -> Outlet:
    """Return a way out for an archive; raise NoOutletError where there is none."""
    return (NamedPipe if sys.platform == "win32" else Fifo)(MOST_ARCHIVE)


def _version(ask: Callable[[], object]) -> str:
    """Return a version as text; the stub says bytes, the binding gives text."""
    told = ask()
    return told.decode() if isinstance(told, bytes) else str(told)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, the binding for text
    return bytes(buffer.data().data())


def _spelled(address: QUrl) -> str:
    """Return an address as it is written, without a password that may stand in it."""
    bare = QUrl(address)
    if bare.password():
        bare.setPassword("")
    return bare.toString()
