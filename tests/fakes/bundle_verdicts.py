# SPDX-License-Identifier: GPL-3.0-or-later
"""What each of the four verifiers says of a bundle, in one form that can be compared."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any, Final

import resources
from db.bundle.__main__ import main
from desktop.cli import parser
from tests.fakes.chromium import Browser
from tests.fakes.expert_commands import failing

KEY: Final = "CD8FA86AFD6BF20D66D6"
"""The exporter's fingerprint in the vectors, as a letter would tell it."""
PAGE: Final = resources.path("verifier/verifikasi.html")
EXPERT: Final = resources.path("verifier/UNTUK-AHLI.txt")


def by_program(folder: Path) -> tuple[int, dict[str, Any]]:
    """Return exit code and report of `python -m db.bundle`; an unexamined one has no flaws."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main([str(folder), "--json"])
    return code, {"flaws": [], **json.loads(said.getvalue())}


def by_segel(folder: Path) -> tuple[int, dict[str, Any]]:
    """Return exit code and report of `segel verify FOLDER`; an unexamined one has no flaws."""
    said, aside = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(aside):
        code = parser.run(["verify", str(folder), "--json"])
    return code, {"flaws": [], **json.loads(said.getvalue())}


def by_browser(browser: Browser, folder: Path) -> dict[str, Any]:
    """Return what the page says in a real browser; `states`: of the exhibits, in order."""
    browser.open(PAGE)
    browser.choose("#folder", folder)
    told: dict[str, Any] = browser.wait("return window.segelResult", 60)
    states = [exhibit["state"] for exhibit in told.get("exhibits", [])]
    return {"flaws": [], **told, "states": states}


def by_commands(folder: Path, letter: str) -> list[str]:
    """Return the commands of the expert's page that fail."""
    return failing(folder, EXPERT.read_text(encoding="utf-8"), letter)
