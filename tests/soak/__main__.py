# SPDX-License-Identifier: GPL-3.0-or-later
"""Wear the program out: `python -m tests.soak --minutes 60`.

Ends with 1 when anything grows with each round, when an exception came out anywhere, or when the
program got stuck.  A run as long as promised, an hour, is written to RESULTS.md beside this file.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import SegelError
from tests.soak import gauges, office
from tests.soak.gauges import Reading
from tests.soak.pages import Soak, page, table
from tests.soak.slopes import judge

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
KEPT: Final = Path("build") / "soak"
"""The run that is under way, or the last: `--report` writes the page from it."""
PASSPHRASE: Final = "sungai tenang lampu jernih padi"  # noqa: S105 - of a vault that lives as long
STOCK: Final = """
import sys, pathlib
from tests.fakes.days_vault import stock
from tests.fakes.scenarios import s1
stock(pathlib.Path(sys.argv[1]), sys.argv[2], [s1])
"""
HOUR: Final = 60.0
WARM_UP: Final = 0.2
"""The share of the rounds after which caches are full."""


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=HOUR, help="how long (60)")
    parser.add_argument("--page", type=Path, help="write the page here; an hour goes to RESULTS.md")
    parser.add_argument("--report", action="store_true", help="do nothing: tell of the last run")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = wanted.page or (RESULTS if wanted.minutes >= HOUR else None)
    if not wanted.report:
        with tempfile.TemporaryDirectory(prefix="segel-soak-") as room:
            wear(Path(room), wanted.minutes)
    found = last()
    sys.stdout.write(table(found))
    for complaint in found.complaints:
        sys.stdout.write(f"\n{complaint}\n")
    if target is not None:
        target.write_text(page(found), encoding="utf-8")
        sys.stdout.write(f"segel: written to {target}\n")
    return 0 if found.right else 1


def wear(room: Path, minutes: float) -> None:
    """Work for a number of minutes in the empty folder `room`, and keep how everything went."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - its platform is set by `main`

    app = QApplication(["Segel"])
    app.setQuitOnLastWindowClosed(False)
    vault = room / "Segel"
    # In a process of its own: what it loads is no memory of the program's.
    subprocess.run([sys.executable, "-c", STOCK, str(vault), PASSPHRASE], check=True)
    with office.serving(room / "kantor") as (depot, code):
        _rounds(app, room, vault, minutes, depot, code)


def _rounds(
    app: "QApplication", room: Path, vault: Path, minutes: float, depot: int, code: str
) -> None:
    from tests.soak.day import Day  # noqa: PLC0415 - its platform is set by `main`
    from tests.soak.laptop import Laptop, StuckError  # noqa: PLC0415 - likewise

    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / "readings.jsonl").write_text("")
    laptop = Laptop(app, vault, PASSPHRASE)
    card = room / "kartu"
    card.mkdir()
    day = Day(laptop, card)
    begun = time.monotonic()
    try:
        day.enrol(code)
        gauges.forget_peak()
        while time.monotonic() - begun < minutes * 60:
            day.round()
            _keep(gauges.read(vault, time.monotonic() - begun, day.done["lock"], depot))
            _told(minutes, begun, day.done, laptop.complaints)
    except (StuckError, AssertionError, SegelError) as error:
        laptop.complaints.append(f"round {day.done['lock'] + 1}: {error!r}")
    try:
        laptop.close()
    except StuckError as error:
        laptop.complaints.append(repr(error))
    _told(minutes, begun, day.done, laptop.complaints)


def _told(minutes: float, begun: float, done: dict[str, int], complaints: list[str]) -> None:
    told = {
        "minutes": (time.monotonic() - begun) / 60,
        "command": f"python -m tests.soak --minutes {minutes:g}",
        "where": f"{platform.system()}, {os.cpu_count()} processors, Python "
        f"{platform.python_version()}",
        "done": done,
        "complaints": complaints,
    }
    (KEPT / "run.json").write_text(json.dumps(told))


def last() -> Soak:
    """Return the run that was kept last, whole or not."""
    lines = (KEPT / "readings.jsonl").read_text().splitlines()
    readings = [Reading(**json.loads(line)) for line in lines]
    told = json.loads((KEPT / "run.json").read_text())
    growths = judge(readings, round(len(readings) * WARM_UP))
    return Soak(readings=readings, growths=growths, **told)


def _keep(reading: Reading) -> None:
    with (KEPT / "readings.jsonl").open("a") as kept:
        kept.write(f"{json.dumps(asdict(reading))}\n")
    sys.stderr.write(
        f"segel: round {reading.rounds}, {reading.at_s / 60:.1f} min:"
        f" {reading.rss / 2**20:.1f} MiB, {reading.files} files, {reading.threads} threads,"
        f" {reading.widgets} widgets, {reading.qobjects} QObjects, {reading.objects} objects\n"
    )


if __name__ == "__main__":
    sys.exit(main())
