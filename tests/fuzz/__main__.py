# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzz every parser at a border: `python -m tests.fuzz --seconds 10`, or some of them by name.

Each target has a process of its own.  Ends with 1 when anything crashed, hung, took more memory
than it may or ended its process.  The newest run of every target is written to RESULTS.md; inputs
that crashed go to `crashers`, where `make test` tries them from then on.
"""

import argparse
import importlib.util
import io
import json
import re
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stderr
from dataclasses import asdict
from pathlib import Path
from typing import Final

if "--plain" in sys.argv or importlib.util.find_spec("atheris") is None:
    INSTRUMENTED = False
    from tests.fuzz.every import TARGETS
else:
    import atheris  # type: ignore[import-not-found]  # not everywhere

    INSTRUMENTED = True
    # It names every module on the way.
    with (
        redirect_stderr(io.StringIO()),
        atheris.instrument_imports(include=["db", "sync", "desktop"]),
    ):
        from tests.fuzz.every import TARGETS

from tests.fuzz.engine import COVERAGE, PLAIN, Tally, apart, keep_crashes, keep_small
from tests.fuzz.report import page, table
from tests.fuzz.target import Target

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
ROOM: Final = Path("build") / "fuzz"
RUNS: Final = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
EDGES: Final = re.compile(r"cov: (\d+)")
DIED: Final = re.compile(r"^lost-(crash|timeout|oom|leak)")


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", help="targets; all of them where none is named")
    parser.add_argument("--seconds", type=int, default=10, help="for each target (10)")
    parser.add_argument("--plain", action="store_true", help="mutate blindly, even with atheris")
    parser.add_argument("--keep", action="store_true", help="keep small inputs in the project")
    wanted = parser.parse_args()
    chosen = [one for one in TARGETS if not wanted.names or one.name in wanted.names]
    engine = COVERAGE if INSTRUMENTED else PLAIN
    if engine == PLAIN and not wanted.plain:
        sys.stderr.write("segel: atheris is not installed here; mutating without coverage\n")
    tallies = [fuzz(target, wanted.seconds, engine) for target in chosen]
    for target in chosen if wanted.keep else ():
        keep_small(target.name, ROOM / target.name)
    RESULTS.write_text(page(TARGETS, last()), encoding="utf-8")
    sys.stdout.write(table(chosen, tallies))
    return 1 if any(one.crashes for one in tallies) else 0


def last() -> list[Tally]:
    """Return the newest run of every target, an empty one of those that were never run here."""
    found = []
    for target in TARGETS:
        told = ROOM / target.name / "last.json"
        empty = Tally(target.name, COVERAGE)
        found.append(Tally(**json.loads(told.read_text())) if told.exists() else empty)
    return found


def fuzz(target: Target, seconds: int, engine: str) -> Tally:
    """Fuzz one target in a process of its own; return what came of it."""
    room = ROOM / target.name
    room.mkdir(parents=True, exist_ok=True)
    for old in (*room.glob("crashes/*"), *room.glob("lost-*"), *room.glob("*.json")):
        old.unlink()
    left, tally = seconds, Tally(target.name, engine)
    while left > 0:
        began = time.monotonic()
        said = apart(target, room, left, engine)
        _add(tally, room, said)
        left -= max(1, round(time.monotonic() - began))
        if not _died(tally, room):
            break
    keep_crashes(target.name, room)
    tally.seconds = seconds
    (room / "last.json").write_text(json.dumps(asdict(tally)))
    sys.stderr.write(
        f"segel: {target.name}: {tally.runs} runs, {tally.edges} edges,"
        f" {len(tally.crashes)} crashes\n"
    )
    return tally


def _add(tally: Tally, room: Path, said: str) -> None:
    """Add what one process did."""
    told = room / "tally.json"
    if told.exists():
        part = Tally(**json.loads(told.read_text()))
        tally.crashes |= part.crashes
        tally.slowest = max(tally.slowest, part.slowest)
        tally.runs += part.runs if tally.engine == PLAIN else 0
        told.unlink()
    if tally.engine == COVERAGE:
        counts = [int(one) for one in RUNS.findall(said)]
        tally.runs += counts[-1] if counts else 0
        tally.edges = max([tally.edges, *map(int, EDGES.findall(said))])
        if not counts and not _lost(room):
            tally.crashes[f"the process ended: {said[-300:].strip()}"] = ""


def _lost(room: Path) -> Sequence[Path]:
    return [path for path in room.glob("lost-*") if DIED.match(path.name)]


def _died(tally: Tally, room: Path) -> bool:
    """Write down an input that ended its process; tell whether there was one."""
    lost = _lost(room)
    for path in lost:
        kind = path.name.split("-")[1]
        (room / "crashes").mkdir(exist_ok=True)
        name = path.name.rpartition("-")[2][:16]
        path.rename(room / "crashes" / name)
        tally.crashes[f"{kind} of the whole process"] = name
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main())
