# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the vectors of bundle format 2 anew: two sound bundles, and what is said of each harm.

Run from the project's folder, where Chromium is installed, as long as no version is released:
`python -m tests.vectors.make_bundles`.  Then read `git diff`: it is what changed in the verdicts.
The harms stand in `cases.json`; this fills in what the four verifiers say, who must agree.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from db.bundle.layout import VERIFIER
from db.bundle.write import write
from db.model.hearing import Variant
from tests.fakes import hearing_history
from tests.fakes.bundle_verdicts import KEY, by_browser, by_commands, by_program
from tests.fakes.chromium import chromium
from tests.fakes.rebagging import bag_anew, do_harm, sign_anew

FOLDER = Path(__file__).parent / "bundles"
STAND_IN = "<!doctype html>\n<title>verifikasi.html</title>\n"


def make_bases() -> None:
    """Write the two sound bundles, with a stand-in for the page, which changes more often."""
    ledger = hearing_history.history()
    for variant in Variant:
        folder = FOLDER / variant.value
        shutil.rmtree(folder, ignore_errors=True)
        write(folder, hearing_history.contents(ledger, variant))
        (folder / VERIFIER).write_text(STAND_IN)
        bag_anew(folder)
        sign_anew(folder)


def make_verdicts() -> None:
    """Ask the program, the browser and the commands about each case, and write it down."""
    path = FOLDER / "cases.json"
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    with chromium() as browser, tempfile.TemporaryDirectory() as place:
        for case in cases:
            folder = Path(place) / case["name"]
            shutil.copytree(FOLDER / case["base"], folder)
            do_harm(folder, case["edits"])
            code, told = by_program(folder)
            case["exit"] = code
            case["flaws"] = sorted(f"{flaw['flaw']} {flaw['place']}" for flaw in told["flaws"])
            case["states"] = by_browser(browser, folder)["states"]
            case["commands"] = by_commands(folder, KEY)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False, sort_keys=True) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    make_bases()
    make_verdicts()
