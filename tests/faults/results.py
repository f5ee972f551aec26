# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting what experiments found, and the table they end in."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.faults.judge import Verdict

KEPT = 12
SIGN_OF_LIFE = 100
KEY = """A control has one precaution taken away; it must be caught, or nothing is proven.
*Lost*: states in which something promised was not kept.  *Flaws*: states in which an examination
after restart finds anything, or a person would stumble over something.
"""


@dataclass(slots=True)
class Row:
    """One experiment: how many states were judged, and in how many something was wrong.

    `weakened`: the precaution that was taken away; such a row is right when something was wrong.
    """

    name: str
    weakened: str = ""
    runs: int = 0
    lost: int = 0
    half: int = 0
    flawed: int = 0
    absent: int = 0
    items: int = 0
    skipped: str = ""
    note: str = ""
    examples: list[str] = field(default_factory=list)

    def count(self, verdict: Verdict, where: str) -> None:
        """Take in one verdict."""
        self.runs += 1
        if self.runs % SIGN_OF_LIFE == 0:
            sys.stderr.write(f"segel: {self.name}: {self.runs}\n")
        self.lost += bool(verdict.lost)
        self.half += bool(verdict.half)
        self.flawed += bool(verdict.flaws)
        self.absent += verdict.absent
        self.items += verdict.items
        if not verdict.good and len(self.examples) < KEPT:
            self.examples.append(f"{where}: {verdict}")

    @property
    def bad(self) -> bool:
        """Tell whether anything was wrong."""
        return bool(self.lost or self.half or self.flawed)

    @property
    def right(self) -> bool:
        """Tell whether the experiment came out as it must; a skipped one says so instead."""
        return bool(self.skipped) or (self.runs > 0 and self.bad == bool(self.weakened))


def read_rows(text: str) -> list[Row]:
    """Read what `write_rows` wrote."""
    return [Row(**value) for value in json.loads(text)]


def write_rows(rows: Iterable[Row]) -> str:
    """Return rows as JSON."""
    return json.dumps([asdict(row) for row in rows])


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        "| experiment | states judged | items opened | lost | half items | flaws | outcome |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for row in rows:
        outcome = f"skipped: {row.skipped}" if row.skipped else _outcome(row)
        lines.append(
            f"| {row.name} | {row.runs} | {row.items} | {row.lost} | {row.half} | {row.flawed} |"
            f" {outcome}{'; ' + row.note if row.note else ''} |"
        )
    return "\n".join(lines) + "\n"


def _outcome(row: Row) -> str:
    if row.weakened:
        return "caught" if row.right else "**NOT CAUGHT**"
    return "right" if row.right else "**WRONG**"


def show(rows: Iterable[Row]) -> None:
    """Print the table and the first examples of what was wrong where nothing may be."""
    rows = list(rows)
    sys.stdout.write(table(rows))
    for row in rows:
        if not row.right:
            for example in row.examples:
                sys.stdout.write(f"  {row.name}: {example}\n")


@dataclass(slots=True)
class Section:
    """One experiment as it was last run at length."""

    command: str
    where: str
    rows: list[Row]


def keep(kept: Path, name: str, section: Section) -> dict[str, Section]:
    """Keep what an experiment found in the file `kept`; return all that is kept there."""
    sections = read_sections(kept)
    sections[name] = section
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({name: asdict(one) for name, one in sections.items()}, indent=1))
    return sections


def read_sections(kept: Path) -> dict[str, Section]:
    """Return what is kept in the file `kept`."""
    if not kept.exists():
        return {}
    return {
        name: Section(one["command"], one["where"], [Row(**row) for row in one["rows"]])
        for name, one in json.loads(kept.read_text()).items()
    }


def page(sections: dict[str, Section]) -> str:
    """Return the results as a page of the project."""
    parts = ["# What the fault experiments found\n", "Written by `python -m tests.faults`.\n", KEY]
    for name, one in sections.items():
        parts += [f"## {name}\n", f"`{one.command}` on {one.where}.\n", table(one.rows)]
    return "\n".join(parts)
