# SPDX-License-Identifier: GPL-3.0-or-later
"""The real engine in its own process saves pages of a small web, kind and unkind ones."""

import email
import email.policy
import io
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.capture.page_browser import PageBrowser, engine_there
from desktop.capture.page_wire import Gone, SavedPage, Wish
from tests.fakes.web_pages import CANARY, TALL, Web, small_web

HAND = str(Path(__file__).resolve().parents[1] / "fakes" / "driven_browser.py")
LONG_MS = 90_000
pytestmark = pytest.mark.skipif(not engine_there(), reason="QtWebEngine is not installed")


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with small_web() as served:
        yield served


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the browser a home of its own, to look into afterwards."""
    for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


class Told(QObject):
    """A browser, and everything it said."""

    def __init__(self, *words: str, before: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.browser = PageBrowser(self, command=(*before, sys.executable, "-B", HAND, *words))
        self.saved: list[SavedPage] = []
        self.other: list[object] = []
        self.browser.saved.connect(self.saved.append)
        self.browser.dropped.connect(self.other.append)
        self.browser.failed.connect(lambda: self.other.append("failed"))
        self.browser.ended.connect(lambda: self.other.append("ended"))

    def visit(self, qtbot: QtBot, address: str) -> None:
        """Open a page and wait until something came of it."""
        self.browser.open(Wish("id", dark=False, address=address, account_used="akun uji"))
        try:
            qtbot.waitUntil(lambda: bool(self.saved or self.other), timeout=LONG_MS)
        finally:
            self.browser.close()


def test_a_page_is_saved_as_a_whole_picture_and_an_archive_with_all_its_parts(
    qtbot: QtBot, web: Web, home: Path
) -> None:
    told = Told("save")
    told.visit(qtbot, f"{web.root}/kiriman.html")
    assert told.other == ["ended"]
    (page,) = told.saved
    assert page.begun.address == page.ended.address == f"{web.root}/kiriman.html"
    assert page.begun.title == "Kiriman: paslon 2?"
    assert page.begun.account_used == "akun uji"
    assert re.fullmatch(r"QtWebEngine [\d.]+, Chromium [\d.]+", page.begun.engine)
    assert page.begun.width > 500

    (picture,) = page.pictures
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    assert image.size == (page.begun.width, TALL)
    assert page.ended.page_height == page.ended.seen_height == TALL
    seen = image.load()
    assert seen is not None
    assert seen[460, 360] == (255, 0, 0)
    assert seen[460, 6560] == (0, 255, 0), "a picture that loads when it is come to"
    assert seen[150, 3000] == (255, 0, 255), "what lies where two bands meet"
    assert seen[150, TALL - 20] == (0, 255, 255)
    blue = [at for at in range(0, TALL, 10) if seen[900, at] == (0, 0, 255)]
    assert blue == list(range(0, 60, 10)), "a bar that stays in place stands there once"

    mail = email.message_from_bytes(page.archive, policy=email.policy.default)
    parts = {str(one["Content-Location"]): one for one in mail.walk() if not one.is_multipart()}
    assert mail["Snapshot-Content-Location"] == f"{web.root}/kiriman.html"
    assert CANARY in parts[f"{web.root}/kiriman.html"].get_content()
    for name in ("merah.png", "hijau.png"):
        square = Image.open(io.BytesIO(parts[f"{web.root}/{name}"].get_content()))
        assert square.size == (120, 120)
    assert any("ISI-BINGKAI" in str(one.get_content()) for one in parts.values())
    assert not list(home.rglob("*.mhtml"))


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_file_is_written_while_a_page_is_saved(qtbot: QtBot, web: Web, home: Path) -> None:
    trace = home / "trace"
    calls = "trace=open,openat,creat,rename,renameat,renameat2,link,linkat"
    told = Told("save", before=("strace", "-f", "-qq", "-e", calls, "-o", str(trace)))
    told.visit(qtbot, f"{web.root}/kiriman.html")
    assert told.saved
    time.sleep(0.5)  # until the last line of the trace is there
    lines = trace.read_text(errors="replace").splitlines()
    writing = re.compile(
        r'"([^"]*)"[^=]*(?:O_WRONLY|O_RDWR|O_CREAT|creat\()[^=]*(?:= \d|unfinished)'
    )
    written = {found[1] for line in lines if (found := writing.search(line))}
    in_memory = {
        name for name in written if name.startswith(("/dev/", "/proc/", "/memfd")) or not name
    }
    pipes = {name for name in written if name.endswith("/halaman.mhtml")}
    assert pipes, "the trace saw the archive leave"
    for name in written - in_memory - pipes:
        assert not Path(name).exists(), f"{name} was written"
    assert not [line for line in lines if re.search(r"\d+ +(rename|link)", line) and "= 0" in line]
    kept = [path for path in home.rglob("*") if path.is_file() and path != trace]
    assert not [path for path in kept if CANARY.encode() in path.read_bytes()]


def test_a_page_without_an_end_is_cut_where_that_is_said(
    qtbot: QtBot, web: Web, home: Path
) -> None:
    told = Told("save")
    told.visit(qtbot, f"{web.root}/endless.html")
    (page,) = told.saved
    assert 0 < page.ended.seen_height < page.ended.page_height
    assert sum(Image.open(io.BytesIO(one)).height for one in page.pictures) == (
        page.ended.seen_height
    )
    assert home.is_dir()


def test_a_page_that_only_shows_messages_is_given_up_and_says_so(
    qtbot: QtBot, web: Web, home: Path
) -> None:
    told = Told("save", "1.0")
    told.visit(qtbot, f"{web.root}/alerts.html")
    assert told.other[0] is Gone.SILENT
    assert not told.saved
    assert home.is_dir()


def test_a_page_that_is_left_meanwhile_is_not_taken_for_another(
    qtbot: QtBot, web: Web, home: Path
) -> None:
    told = Told("save")
    told.visit(qtbot, f"{web.root}/leaving.html")
    assert told.other[0] is Gone.LEFT
    assert not told.saved
    assert home.is_dir()


def test_a_greedy_page_gets_nothing_and_is_saved_all_the_same(
    qtbot: QtBot, web: Web, home: Path
) -> None:
    web.asked.clear()
    told = Told("save", "1.0")
    told.visit(qtbot, f"{web.root}/grabby.html")
    (page,) = told.saved
    assert page.begun.address == f"{web.root}/grabby.html"
    assert b"root:" not in page.archive
    assert "/kiriman.html" not in web.asked, "a window nobody clicked for"
    kept = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert not [data for data in kept if b"KENARI" in data]


def test_an_archive_that_is_too_large_is_left_out_with_its_reason(
    qtbot: QtBot, web: Web, home: Path
) -> None:
    told = Told("save")
    told.visit(qtbot, f"{web.root}/huge.html")
    (page,) = told.saved
    assert page.ended.lack is Gone.LARGE
    assert page.archive == b""
    assert page.pictures
    assert home.is_dir()


def test_a_window_that_is_closed_ends_its_process(qtbot: QtBot, web: Web, home: Path) -> None:
    told = Told("close")
    told.visit(qtbot, f"{web.root}/kiriman.html")
    assert told.other == ["ended"]
    assert not told.browser.running
    assert home.is_dir()


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.stdout.buffer.write(b'x' * 100_000); sys.stdout.flush(); input()",
        (
            "import sys, struct; o = sys.stdout.buffer;"
            "o.write(struct.pack('>BI', 16, 0) * 2); o.flush(); sys.stdin.buffer.read()"
        ),
        (
            "import sys, struct; o = sys.stdout.buffer;"
            "o.write(struct.pack('>BI', 21, 0)); o.flush(); sys.stdin.buffer.read()"
        ),
        "import sys; sys.exit(3)",
    ],
)
def test_a_browser_that_babbles_or_dies_is_ended_and_said(qtbot: QtBot, program: str) -> None:
    parent = QObject()
    browser = PageBrowser(parent, command=(sys.executable, "-c", program))
    heard: list[str] = []
    browser.saved.connect(lambda _page: heard.append("saved"))
    browser.failed.connect(lambda: heard.append("failed"))
    browser.ended.connect(lambda: heard.append("ended"))
    browser.open(Wish("id", dark=False))
    qtbot.waitUntil(lambda: "ended" in heard, timeout=20_000)
    assert heard == ["failed", "ended"]
    assert not browser.running


def test_a_program_that_is_not_there_is_said(qtbot: QtBot) -> None:
    parent = QObject()
    browser = PageBrowser(parent, command=("/nowhere/at/all",))
    with qtbot.waitSignal(browser.failed, timeout=5000):
        browser.open(Wish("id", dark=False))
    assert not browser.running


def test_nothing_in_the_surroundings_opens_the_browser_to_others(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QTWEBENGINE_REMOTE_DEBUGGING", "SSLKEYLOGFILE", "PYTHONPATH"):
        monkeypatch.setenv(name, str(tmp_path / "9222"))
    told = tmp_path / "told"
    program = f"import os; open({str(told)!r}, 'w').write(' '.join(os.environ))"
    parent = QObject()
    browser = PageBrowser(parent, command=(sys.executable, "-c", program))
    with qtbot.waitSignal(browser.ended, timeout=20_000):
        browser.open(Wish("id", dark=False))
    names = told.read_text(encoding="utf-8").split()
    assert "PATH" in names
    assert not {"QTWEBENGINE_REMOTE_DEBUGGING", "SSLKEYLOGFILE", "PYTHONPATH"} & set(names)
