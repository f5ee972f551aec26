# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that open in a browser, by axe-core: a bundle's verifier, the operator's desk."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import resources
from tests.access.axe import judge
from tests.access.tally import Tally
from tests.fakes.chromium import Browser
from tests.fakes.desk_browser import ENTER, DeskBrowser, desk_browser
from tests.fakes.live_depot import site_at
from tests.fakes.operated_depot import PASSPHRASE, StillClock, operated, rows_of_a_fleet

VECTORS: Final = Path(__file__).resolve().parents[1] / "vectors" / "bundles"
BUNDLES: Final = ("penuh", "publik")
DESK: Final = ("fleet", "log", "codes", "devices", "readers", "storage", "breaches")
LAPTOPS: Final = 40
PATIENCE: Final = 60
SHADES: Final = ("light", "dark")


def survey_pages(tally: Tally, script: str, room: Path) -> None:
    """Judge every page in both languages, light and, where they have it, dark.

    `script`: axe, as `axe.source` returns it.  `room`: an empty folder.
    """

    def look(browser: DeskBrowser, name: str) -> None:
        for shade in SHADES if name.startswith("verifikasi") else SHADES[:1]:
            browser.shade(shade)
            _note(tally, browser, script, f"{name}, {shade}")

    with operated(site_at(room / "kantor"), StillClock()) as server:
        server.lane.run(lambda db: rows_of_a_fleet(db, LAPTOPS))
        with desk_browser() as browser:  # closed with its connections before the server is
            _verifier(browser, look)
            _desk(browser, server.site.url, look)


def _note(tally: Tally, browser: Browser, script: str, page: str) -> None:
    found = judge(browser, script)
    tally.stops.append(page)
    for rule in found.right:
        tally.note("axe", f"{page}: {rule}")
    for rule, targets in found.wrong.items():
        tally.note("axe", f"{page}: {rule}", ", ".join(targets[:4]))
    for rule, targets in found.open.items():
        tally.open[f"{page}: {rule}"] = ", ".join(targets[:4])


def _verifier(browser: DeskBrowser, look: Callable[[DeskBrowser, str], None]) -> None:
    page = resources.path("verifier/verifikasi.html")
    for language in ("id", "en"):
        for bundle in BUNDLES:
            browser.open(page)
            _speak(browser, language)
            if bundle == BUNDLES[0]:
                look(browser, f"verifikasi.html, empty, {language}")
            browser.choose("#folder", VECTORS / bundle)
            browser.wait("return window.segelResult ?? null", PATIENCE)
            browser.wait("return document.querySelector('#result h1') ? 1 : null", PATIENCE)
            look(browser, f"verifikasi.html, {bundle} examined, {language}")
            browser.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            look(browser, f"verifikasi.html, {bundle} unfolded, {language}")


def _speak(browser: DeskBrowser, language: str) -> None:
    if browser.run("return document.documentElement.lang") != language:
        browser.click(f"[data-tongue={language}]")
        browser.wait(f"return document.documentElement.lang === '{language}' ? 1 : null", 10)


def _desk(browser: DeskBrowser, url: str, look: Callable[[DeskBrowser, str], None]) -> None:
    browser.go(f"{url}/operator")
    look(browser, "operator, gate")
    browser.type("#passphrase", "salah" + ENTER)
    browser.wait("return document.querySelector('[role=alert]') ? 1 : null", 10)
    look(browser, "operator, wrong passphrase")
    browser.type("#passphrase", PASSPHRASE + ENTER)
    browser.wait("return document.querySelector('.rail') ? 1 : null", 10)
    for language, other in (("id", "en"), ("en", "id")):
        for page in DESK:
            browser.go(re.sub(r"/operator.*", f"/operator/{page}", browser.address))
            look(browser, f"operator, {page}, {language}")
        browser.go(f"{url}/operator/fleet")
        browser.click("tbody th a")
        look(browser, f"operator, one laptop, {language}")
        for page, field, words in (
            ("codes", "#words", "Panwaslu Contoh"), ("readers", "#scope", "51.03"),
        ):  # fmt: skip
            browser.go(f"{url}/operator/{page}")
            browser.type(field, words)
            if page == "codes":
                browser.type("#region", "51.03.06")
            browser.click(".button.primary")
            browser.wait("return document.getElementById('code') ? 1 : null", 10)
            look(browser, f"operator, {page}, a code given, {language}")
        browser.click("form[action$=language] button")
        browser.wait(f"return document.documentElement.lang === '{other}' ? 1 : null", 10)
