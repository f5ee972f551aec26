# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the fault experiments: `python -m tests.faults all --kills 500 --states 1000`.

Ends with 1 when anything was lost, half there or flawed, and when a control was not caught.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import cuts, desks, errors, full, kills, power, recordings
from tests.faults.ground import MIB
from tests.faults.results import Row, Section, keep, page, read_rows, show, write_rows
from tests.faults.shim import run
from tests.faults.weak import KILL_CONTROLS, POWER_CONTROLS

RESULTS = Path(__file__).with_name("RESULTS.md")
KEPT = Path("build") / "faults" / "results.json"
CONTROL_LOAD = kills.Load(30, (17 * MIB,), MIB)
CONTROL_LIMIT = 200
SYSTEMS = ("ext4", "xfs")
CUT_CONTROLS = ("records-off",)


def _kills(wanted: argparse.Namespace) -> list[Row]:
    load = kills.Load(12, (17 * MIB,), 300_000) if wanted.light else None
    controls = (
        kills.run(CONTROL_LIMIT, wanted.seed, weakened=control, load=CONTROL_LOAD)
        for control in KILL_CONTROLS
    )
    return [kills.run(wanted.kills, wanted.seed, load=load), *controls]


def _power(wanted: argparse.Namespace) -> list[Row]:
    rows = [power.run(wanted.states, wanted.seed)]
    rows += [power.run(wanted.controls, wanted.seed, weakened=name) for name in POWER_CONTROLS]
    return rows


def _errors(wanted: argparse.Namespace) -> list[Row]:
    rows = errors.run(wanted.errors, wanted.seed)
    if wanted.large_errors:
        rows += errors.run(wanted.large_errors, wanted.seed, large=True)
    return rows


def _full(wanted: argparse.Namespace) -> list[Row]:
    return [full.run(wanted.full, wanted.seed)]


def _cuts(wanted: argparse.Namespace) -> list[Row]:
    rows = [cuts.run(system, wanted.cuts, wanted.seed) for system in SYSTEMS]
    few = max(wanted.cuts // 10, 4)
    rows += [cuts.run("ext4", few, wanted.seed, weakened=control) for control in CUT_CONTROLS]
    return rows


def _recordings(wanted: argparse.Namespace) -> list[Row]:
    rows = [recordings.run(wanted.recordings, wanted.seed)]
    return [*rows, *(recordings.run(40, wanted.seed, weakened=one) for one in recordings.CONTROLS)]


def _papers(wanted: argparse.Namespace) -> list[Row]:
    return [
        desks.run(wanted.papers, wanted.seed),
        desks.run(40, wanted.seed, weakened=desks.CONTROL),
    ]


EXPERIMENTS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    "kills": _kills,
    "power": _power,
    "errors": _errors,
    "full": _full,
    "cuts": _cuts,
    "recordings": _recordings,
    "papers": _papers,
}


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    wanted = _parse()
    names = list(EXPERIMENTS) if wanted.experiment == "all" else [wanted.experiment]
    rows: list[Row] = []
    for name in names:
        begun = time.monotonic()
        found = EXPERIMENTS[name](wanted) if len(names) == 1 else _apart(name)
        rows += found
        if not (wanted.light or wanted.json):
            minutes = (time.monotonic() - begun) / 60
            sections = keep(KEPT, name, Section(_command(name, wanted), _where(minutes), found))
            RESULTS.write_text(page(sections), encoding="utf-8")
    if wanted.json:
        sys.stdout.write(write_rows(rows))
    else:
        show(rows)
    return 0 if all(row.right for row in rows) else 1


def _apart(name: str) -> list[Row]:
    """Run one experiment in a process of its own: forks want a process without threads."""
    options = [part for part in sys.argv[1:] if part not in {"all", "--json"}]
    return read_rows(run("tests.faults", [name, "--json", *options], dict(os.environ)))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "experiment", nargs="?", default="all", choices=["all", *EXPERIMENTS], help="which one"
    )
    for name, default, text in (
        ("kills", 500, "processes killed at random moments"),
        ("states", 1000, "disks that power cuts leave"),
        ("errors", 0, "write errors of each kind; 0: every call there is"),
        ("large-errors", 150, "write errors of each kind while a large file is sealed"),
        ("full", 24, "times the medium is filled"),
        ("cuts", 60, "times a real file system loses its power"),
        ("recordings", 100, "recordings that are killed"),
        ("papers", 200, "desks that are killed while papers are written"),
        ("controls", 60, "states judged for each control"),
        ("seed", 1, "what chance begins with"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{text} ({default})")
    parser.add_argument("--light", action="store_true", help="smaller loads, for a quick look")
    parser.add_argument("--json", action="store_true", help="print rows for a program")
    return parser.parse_args()


USES = {
    "kills": ("kills",),
    "power": ("states", "controls"),
    "errors": ("errors", "large-errors"),
    "full": ("full",),
    "cuts": ("cuts",),
    "recordings": ("recordings",),
    "papers": ("papers",),
}


def _command(name: str, wanted: argparse.Namespace) -> str:
    values = vars(wanted)
    options = (f"--{one} {values[one.replace('-', '_')]}" for one in (*USES[name], "seed"))
    return f"python -m tests.faults {name} {' '.join(options)}"


def _where(minutes: float) -> str:
    return (
        f"{platform.system()} {platform.release()}, {os.cpu_count()} processors,"
        f" Python {platform.python_version()}: {minutes:.0f} minutes"
    )


if __name__ == "__main__":
    sys.exit(main())
