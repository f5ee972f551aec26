# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that a run of the fuzzer ends in."""

import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.fuzz.engine import COVERAGE, Tally
from tests.fuzz.target import CRASHERS, Target

FIXED: Final = Path(__file__).with_name("FIXED.md")
INTRO: Final = """# What fuzzing found

Written by `python -m tests.fuzz` (`make fuzz`).  A crash is any exception that is not one of the
parser's named errors, more than its processor time for one input, more than a gibibyte of memory
on top of the program, or an end of the process.  Messages that must be signed, sealed or summed
are so after they were bent: a hostile laptop has a key of its own.  *Kept*: inputs that crashed in
any run until now; each is tried by `make test`.
"""


def table(targets: Sequence[Target], tallies: Sequence[Tally]) -> str:
    """Return one line for each target."""
    lines = [
        "| target | border | executions | edges reached | slowest input | crashes now | kept |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for target, tally in zip(targets, tallies, strict=True):
        kept = len(list((CRASHERS / target.name).glob("*")))
        edges = str(tally.edges) if tally.engine == COVERAGE else "not counted"
        lines.append(
            f"| {target.name} | {target.border} | {tally.runs} | {edges} |"
            f" {tally.slowest * 1000:.0f} ms | {len(tally.crashes)} | {kept} |"
        )
    runs, crashes = sum(one.runs for one in tallies), sum(len(one.crashes) for one in tallies)
    lines.append(f"| **{len(targets)} targets** | | **{runs}** | | | **{crashes}** | |")
    return "\n".join(lines) + "\n"


def page(targets: Sequence[Target], tallies: Sequence[Tally]) -> str:
    """Return the newest runs of all targets as a page of the project."""
    seconds = sorted({round(one.seconds) for one in tallies})
    each = " or ".join(str(one) for one in seconds)
    where = f"{platform.system()}, Python {platform.python_version()}"
    minutes = sum(one.seconds for one in tallies) / 60
    found = [
        f"- {tally.name}: {where.splitlines()[0]}" for tally in tallies for where in tally.crashes
    ]
    parts = [
        INTRO,
        (
            f"`python -m tests.fuzz --seconds {seconds[-1]}` on one core of {where}, {each} seconds"
            f" for each target, {minutes:.0f} minutes in all.\n"
        ),
        table(targets, tallies),
        "## Crashes of these runs\n",
        "\n".join(found) + "\n" if found else "None.\n",
    ]
    if FIXED.exists():
        parts.append(FIXED.read_text(encoding="utf-8"))
    return "\n".join(parts)
