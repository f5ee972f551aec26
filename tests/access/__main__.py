# SPDX-License-Identifier: GPL-3.0-or-later
"""Survey the whole program: `python -m tests.access`.

Ends with 1 when anything fails.  A whole run is written to RESULTS.md beside this file.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.access.axe import RELEASE, AbsentError, source
from tests.access.report import Run, page
from tests.access.tally import Tally, kept

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
ROOM: Final = Path("build") / "access"
WALKS: Final = (("id", "light"), ("en", "dark"))
SCALE: Final = "1.25"


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.access", description=__doc__)
    parser.add_argument("--walk", nargs=2, metavar=("LANGUAGE", "THEME"), help="one walk alone")
    parser.add_argument("--only", default="", help="measure at stops whose name has this in it")
    parser.add_argument("--report", action="store_true", help="do nothing: tell of the last run")
    wanted = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = SCALE
    ROOM.mkdir(parents=True, exist_ok=True)
    if wanted.walk:
        return _walk(*wanted.walk, wanted.only)
    if not wanted.report:
        # Each in a process of its own: a theme and a language are the whole program's.
        call = [sys.executable, "-m", "tests.access", "--only", wanted.only, "--walk"]
        walks = [subprocess.Popen([*call, *each]) for each in WALKS]
        _pages()
        if sum(walk.wait() for walk in walks):
            return 1
    found = Run(
        where=f"{platform.system()}, Python {platform.python_version()}, axe-core {RELEASE}",
        desktop=_kept(*(f"{language}-{theme}" for language, theme in WALKS)),
        pages=_kept("pages"),
        web=_why(),
    )
    RESULTS.write_text(page(found), encoding="utf-8")
    failing = [*found.desktop.failures(), *found.pages.failures()]
    for one in failing:
        sys.stdout.write(f"{' | '.join(one)}\n")
    sys.stdout.write(f"segel: {len(failing)} failures, written to {RESULTS}\n")
    return 1 if failing else 0


def _walk(language: str, theme: str, only: str) -> int:
    from tests.access.inks import survey_tokens  # noqa: PLC0415 - Qt's platform is set by `main`
    from tests.access.walking import walk  # noqa: PLC0415 - likewise

    with tempfile.TemporaryDirectory(prefix="segel-akses-") as room:
        tally = walk(Path(room), language, theme, only)
    survey_tokens(tally)
    tally.keep(ROOM / f"{language}-{theme}.json")
    return 0


def _pages() -> None:
    """Judge the pages in a browser, or say in a sentence why that cannot be."""
    from tests.access.web import survey_pages  # noqa: PLC0415 - Qt's platform is set by `main`
    from tests.fakes.chromium import programs  # noqa: PLC0415 - beside it

    tally, why = Tally(), ""
    try:
        script = source(ROOM)
        if programs() is None:
            why = "Chromium and its driver are not installed"
        else:
            with tempfile.TemporaryDirectory(prefix="segel-akses-") as room:
                survey_pages(tally, script, Path(room))
    except AbsentError as error:
        why = str(error)
    tally.keep(ROOM / "pages.json")
    (ROOM / "pages.txt").write_text(why, encoding="utf-8")
    if why:
        sys.stderr.write(f"segel: the pages in a browser were not judged: {why}\n")


def _kept(*names: str) -> Tally:
    whole = Tally()
    for name in names:
        whole.add(kept(ROOM / f"{name}.json"))
    return whole


def _why() -> str:
    return (ROOM / "pages.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
