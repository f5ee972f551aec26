# SPDX-License-Identifier: GPL-3.0-or-later
"""A web page becomes two items that lie together, from Tangkap, step by step, and never unasked."""

import email
import email.policy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError
from db.model.beside import Tie
from db.model.capture import Means
from db.model.evidence import EvidenceSheet, Kind, Road
from db.store import beside, browse, evidence
from db.store.browse import Filter
from db.store.shelves import Reader
from db.store.vault import Vault
from desktop.app import Program
from desktop.capture.page_browser import engine_there
from desktop.capture.page_wire import Begun, Ended, Gone, SavedPage
from desktop.session import Opened, Session
from desktop.views import speech
from desktop.windows.capture_page import CapturePage
from tests.fakes.fed_studio import FedCamera
from tests.fakes.web_pages import CANARY, small_web, square

HAND = str(Path(__file__).resolve().parents[1] / "fakes" / "driven_browser.py")
OWN = Filter(roads=frozenset({Road.CAPTURED}))
BEGUN = Begun(
    "https://contoh.invalid/a", 'Judul: "satu/dua"', 1180, 551, 125, "Mesin 1", "akun", ""
)
ARCHIVE = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://contoh.invalid/a\r\n"
    b"Subject: Judul\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\ttype="text/html";\r\n\tboundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/html\r\n\r\n<p>\r\n--b--\r\n"
)
Found = TypeVar("Found")


@pytest.fixture
def session(program: Program, opened: Opened, qtbot: QtBot) -> Iterator[Session]:
    session = Session(program.doors, opened)
    yield session
    with qtbot.waitSignal(session.closed):
        session.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CapturePage:
    made = CapturePage(session, pictures=lambda: (FedCamera(),), sounds=lambda: ())
    qtbot.addWidget(made)
    made.resize(1010, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def asked(qtbot: QtBot, session: Session, work: Callable[[Vault], Found]) -> Found:
    errand = session.on_vault(work)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    found: Found = done.args[0]
    return found


def sheets(qtbot: QtBot, session: Session) -> list[EvidenceSheet]:
    return asked(
        qtbot,
        session,
        lambda vault: sorted(
            (evidence.sheet(vault, card.id) for card in browse.page(vault, OWN)),
            key=lambda sheet: sheet.card.number,
        ),
    )


def hand_over(page: CapturePage, ended: Ended, pictures: tuple[bytes, ...], archive: bytes) -> None:
    """Do what the browser's process does, without one."""
    browser = page.pages.browser
    browser.begun.emit(BEGUN)
    browser.saved.emit(SavedPage(BEGUN, ended, pictures, archive))


@pytest.mark.skipif(not engine_there(), reason="QtWebEngine is not installed")
def test_the_button_opens_a_browser_whose_page_is_sealed_as_picture_and_archive(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    with small_web() as web:
        page.view.setup._modes._chips["social"].click()
        page.view.setup._edits["address"].setText(f"{web.root}/kiriman.html")
        page.view.setup._edits["account_used"].setText("akun dinas")
        page.pages.browser._command = (sys.executable, "-B", HAND, "save")
        with qtbot.waitSignal(page.pages.kept, timeout=90_000):
            page.view.setup.web.click()
            assert not page.view.setup.web.isEnabled()
        page.pages.browser.close()
    assert page.view.setup.web.isEnabled()
    picture, archive = sheets(qtbot, session)
    assert (picture.card.kind, archive.card.kind) == (Kind.SCREENSHOT, Kind.DOCUMENT)
    assert archive.facts.media_type == "multipart/related"
    assert not archive.facts.findings
    for sheet in (picture, archive):
        assert sheet.capture is not None
        opening = sheet.capture.opening
        assert opening.means == (Means.PAGE,)
        assert opening.circumstances["address"] == f"{web.root}/kiriman.html"
        assert opening.circumstances["title"] == "Kiriman: paslon 2?"
        assert opening.circumstances["account_used"] == "akun dinas"
        assert opening.circumstances["step"] == "profil"
        assert opening.settings["kept_height"] == opening.settings["height"] == "7000"
        assert "Chromium" in opening.devices["HALAMAN_WEB"]
    assert picture.capture is not None
    assert archive.capture is not None
    assert picture.capture.number == archive.capture.number
    company = asked(qtbot, session, lambda vault: beside.company(vault, archive.card.id))
    assert company.main is not None
    assert (company.main[0].id, company.main[1]) == (picture.card.id, Tie.PAGE)
    assert page.view.setup.guide.done.isEnabled(), "it counts as captured at its step"

    plan = asked(qtbot, session, lambda vault: evidence.plan(vault, archive.card.id))
    with Reader(session.desk.media, plan) as sealed:
        whole = sealed.read_at(0, archive.card.size)
    mail = email.message_from_bytes(whole, policy=email.policy.default)
    places = [str(one["Content-Location"]) for one in mail.walk() if not one.is_multipart()]
    assert {one.rsplit("/", 1)[-1] for one in places} >= {"kiriman.html", "merah.png", "hijau.png"}
    assert CANARY in next(mail.iter_parts()).get_content()


def test_a_tall_page_in_parts_lies_together_and_its_names_hold_no_signs_of_paths(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    ended = Ended(
        "https://contoh.invalid/b", 90_000, 60_000, Gone.NOTHING, {"certificate_issuer": "CA"}
    )
    with qtbot.waitSignal(page.pages.kept, timeout=20_000):
        hand_over(page, ended, (square("#111111"), square("#222222")), ARCHIVE)
    first, second, archive = sheets(qtbot, session)
    assert first.card.name.endswith("Judul satudua.png")
    assert second.card.name.endswith("Judul satudua (2).png")
    assert archive.card.name.endswith("Judul satudua.mhtml")
    company = asked(qtbot, session, lambda vault: beside.company(vault, first.card.id))
    assert [card.id for card, _ in company.others] == [second.card.id, archive.card.id]
    assert first.capture is not None
    opening = first.capture.opening
    assert opening.circumstances["address_after"] == "https://contoh.invalid/b"
    assert opening.circumstances["certificate_issuer"] == "CA"
    assert (opening.settings["height"], opening.settings["kept_height"]) == ("90000", "60000")
    assert "account_used" in opening.circumstances
    assert "method" not in opening.circumstances


def test_a_page_without_an_archive_says_why(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    ended = Ended("https://contoh.invalid/a", 551, 551, Gone.NO_OUTLET)
    with qtbot.waitSignal(page.pages.said, timeout=20_000) as said:
        hand_over(page, ended, (square("#333333"),), b"")
    assert said.args is not None
    assert speech.word("page-gone.no_outlet") in said.args[1]
    (picture,) = sheets(qtbot, session)
    assert picture.capture is not None
    assert picture.capture.opening.settings["archive"] == "no_outlet"


def test_where_the_component_is_missing_the_button_says_so_in_a_sentence(
    qtbot: QtBot, page: CapturePage
) -> None:
    page.pages._there = lambda: False
    with qtbot.waitSignal(page.pages.said):
        page.view.setup.web.click()
    assert page.view.message.isVisible()
    assert not page.pages.browser.running
    assert page.view.setup.web.isEnabled()


def test_a_page_that_comes_without_its_beginning_is_not_sealed(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    page.pages.browser.begun.emit(BEGUN)
    page.pages.browser.dropped.emit(Gone.LEFT)
    ended = Ended("https://contoh.invalid/a", 551, 551)
    page.pages.browser.saved.emit(SavedPage(BEGUN, ended, (square("#444444"),), ARCHIVE))
    assert not sheets(qtbot, session)


def test_a_full_disk_is_said_in_both_windows(qtbot: QtBot, page: CapturePage) -> None:
    told: list[tuple[str, str]] = []
    page.pages.browser.tell = lambda text, tone: told.append((text, tone))  # type: ignore[method-assign]  # a listener

    error = DiskFullError("no room", needed="1", free="0")
    with qtbot.waitSignal(page.pages.said):
        page.pages._on_not_sealed(error)
    assert told == [(speech.error_text(error), "bad")]
    assert page.view.message.isVisible()


def test_locking_ends_the_browser(session: Session, page: CapturePage) -> None:
    wait = "import sys; sys.stdin.buffer.read()"
    page.pages.browser._command = (sys.executable, "-c", wait)
    page.view.setup.web.click()
    assert page.pages.browser.running
    session.closing.emit()
    assert not page.pages.browser.running
