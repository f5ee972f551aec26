# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's pages in a real Chromium: from the passphrase to a laptop enrolled and refused."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from db.store.vault import Vault
from desktop.actions import syncing
from desktop.actions.desk import Desk
from sync.reasons import Reason
from sync.server.desk import fleet
from sync.server.desk.fleet import Asked
from sync.server.serving import Serving
from tests.fakes.chromium import programs
from tests.fakes.desk_browser import ENTER, SPACE, TAB, DeskBrowser, desk_browser
from tests.fakes.live_depot import site_at
from tests.fakes.operated_depot import NOW_US, PASSPHRASE, StillClock, operated, rows_of_a_fleet
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

pytestmark = pytest.mark.skipif(programs() is None, reason="Chromium and its driver are not here")

CHECK = (Path(__file__).parent / "page_checks.js").read_text(encoding="utf-8")
PAGES = ("fleet", "log", "codes", "devices", "readers", "storage", "breaches")


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def server(tmp_path: Path, clock: StillClock) -> Iterator[Serving]:
    with operated(site_at(tmp_path / "kantor"), clock) as server:
        server.lane.run(lambda db: rows_of_a_fleet(db, 40))
        yield server


@pytest.fixture
def browser(server: Serving) -> Iterator[DeskBrowser]:
    """Give a browser that is closed, with all its connections, before the server is."""
    assert server.site.url
    with desk_browser() as browser:
        yield browser


@pytest.fixture
def inside(browser: DeskBrowser, server: Serving) -> DeskBrowser:
    browser.go(f"{server.site.url}/operator")
    browser.type("#passphrase", PASSPHRASE + ENTER)
    browser.wait("return document.querySelector('.rail') ? 1 : null", 10)
    return browser


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Vault, Desk]]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(vault, b"isi" * 1000)
    try:
        with at_desk(vault) as desk:
            yield vault, desk
    finally:
        vault.lock()


def shown_code(browser: DeskBrowser) -> str:
    """Return what a telephone reads off the picture on the page."""
    picture = Image.open(io.BytesIO(browser.picture_of(".qr svg")))
    (read,) = zxingcpp.read_barcodes(picture)
    return read.text


def test_a_laptop_is_enrolled_by_the_code_on_the_page_and_refused_after_revoking(
    inside: DeskBrowser, server: Serving, laptop: tuple[Vault, Desk]
) -> None:
    _, desk = laptop
    inside.click("a[href$='/codes']")
    inside.type("#words", "Panwaslu Kuta Utara, laptop 2")
    inside.type("#region", "51.03.06")
    inside.click(".button.primary")
    code = shown_code(inside)
    assert code == inside.text("#code")
    syncing.join(desk, syncing.read_invitation(code), "Kuta Utara 2")
    assert syncing.sync(desk).problem is None

    inside.go(f"{server.site.url}/operator/fleet?text=Kuta+Utara+2")
    row = inside.text("tbody tr")
    assert "Kuta Utara, Kabupaten Badung, Bali" in row
    inside.click("tbody th a")
    assert inside.text("h1") == "Kuta Utara 2"
    inside.type("#reason", "Laptop hilang di kantor camat")
    inside.click(".button.danger")  # the browser itself asks for the tick first
    assert "done=" not in inside.address
    inside.click("#sure")
    inside.click(".button.danger")
    assert "dicabut" in inside.text("[role=status]")
    held = syncing.sync(desk)
    assert held.reason is Reason.REVOKED
    assert "Laptop hilang di kantor camat" in inside.text("main")


def test_everything_is_reached_and_done_with_the_keyboard_alone(
    browser: DeskBrowser, server: Serving
) -> None:
    browser.go(f"{server.site.url}/operator")
    browser.press(*PASSPHRASE, ENTER)
    browser.wait("return document.querySelector('.rail') ? 1 : null", 10)
    browser.press(TAB, ENTER)
    assert browser.run("return document.activeElement.id || location.hash") in {
        "content", "#content",
    }  # fmt: skip
    browser.go(f"{server.site.url}/operator/codes")
    reached: list[str] = []
    for _ in range(30):
        browser.press(TAB)
        at = browser.run(
            "const e = document.activeElement; return [e.id || e.textContent.trim().slice(0, 20),"
            " getComputedStyle(e).outlineStyle !== 'none']"
        )
        reached.append(at[0])
        assert at[1], f"{at[0]} does not show that it has the focus"
        if at[0] == "Buat kode":
            break
    assert reached[-1] == "Buat kode"
    assert {"Armada", "words", "region"} <= set(reached)
    browser.press(SPACE)
    browser.wait("return document.getElementById('code') ? 1 : null", 10)
    assert browser.run("return document.activeElement.id") == "given-title"


def test_every_page_is_labelled_in_order_readable_and_fits(inside: DeskBrowser) -> None:
    for language, other in (("id", "en"), ("en", "id")):
        for page in PAGES:
            inside.go(re.sub(r"/operator.*", f"/operator/{page}", inside.address))
            assert inside.run("return document.documentElement.lang") == language
            assert inside.run(CHECK) == [], page
            inside.complaints()
        inside.click("form[action$=language] button")
        inside.wait(f"return document.documentElement.lang === '{other}' ? 1 : null", 10)


def test_the_gate_is_labelled_and_a_wrong_passphrase_is_said(
    browser: DeskBrowser, server: Serving
) -> None:
    browser.go(f"{server.site.url}/operator")
    assert browser.run(CHECK) == []
    browser.type("#passphrase", "salah" + ENTER)
    browser.wait("return document.querySelector('[role=alert]') ? 1 : null", 10)
    assert browser.run(CHECK) == []


def test_nothing_a_laptop_calls_itself_is_run_and_nothing_is_asked_of_others(
    inside: DeskBrowser, server: Serving
) -> None:
    evil = "<img src=x onerror=document.title='x'>"

    def plant(db: fleet.Connection) -> None:
        db.execute(
            fleet.update(fleet.tables.device)
            .where(fleet.tables.device.c.name == fleet.laptops(db, Asked(), NOW_US)[0][0].name)
            .values(label=evil)
        )

    server.lane.run(plant)
    inside.complaints()
    inside.go(f"{server.site.url}/operator/fleet?text=onerror")
    assert inside.text("tbody th a") == evil
    assert inside.run("return document.title").startswith("Armada")
    assert inside.complaints() == []
    asked = inside.run("return performance.getEntriesByType('resource').map(e => e.name)")
    assert all(name.startswith(server.site.url) for name in asked)
    assert len(asked) > 3


def test_the_fleet_stays_fresh_and_a_province_is_a_filter(
    inside: DeskBrowser, server: Serving
) -> None:
    inside.go(f"{server.site.url}/operator/fleet")
    inside.run("document.querySelector('tbody tr').dataset.old = '1'")
    inside.click("button[data-refresh]")
    inside.wait("return document.querySelector('tr[data-old]') ? null : 1", 10)
    inside.click(".map a")
    assert "region=51" in inside.address
    assert "Bali" in inside.text(".chip")


def test_an_office_is_let_in_to_read_by_the_code_on_the_page(inside: DeskBrowser) -> None:
    inside.click("a[href$='/readers']")
    inside.type("#scope", "51.03")
    inside.click(".button.primary")
    code = shown_code(inside)
    assert code == inside.text("#code")
    assert "Kabupaten Badung, Bali" in inside.text(".given")
    assert inside.run(CHECK) == []


def test_nobody_comes_in_by_the_cookie_of_a_session_that_was_left(
    inside: DeskBrowser, server: Serving
) -> None:
    (cookie,) = [one for one in inside.cookies() if one["name"].startswith("__Host-")]
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
    assert inside.run("return document.cookie") == ""
    inside.click("form[action$=leave] button")
    inside.wait("return document.querySelector('.rail') ? null : 1", 10)
    inside.go(f"{server.site.url}/operator/fleet")
    assert inside.run("return document.querySelector('#passphrase') !== null")
