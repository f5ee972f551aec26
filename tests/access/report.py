# SPDX-License-Identifier: GPL-3.0-or-later
"""The page a survey ends in: what was looked at, what fails, and what no machine judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.access.tally import CRITERIA, Tally

INTRO: Final = """# Who can use Segel: a survey by WCAG 2.2 AA

Written by `python -m tests.access` (`make access`).  The real program is walked through without a
screen, at 1366x768 and 125 %: first run, import, every page of a supervisor and of an office, their
dialogs, the lock screen; once in Indonesian with light colours, once in English with dark ones.
At every stop each visible, enabled control is measured.  The pages that open in a browser are
judged by axe-core in Chromium.  A control counts once, however often it was met.

- *A name*: what Qt tells a screen reader; of a list also that its rows have words.
- *Reached*: Tab stops there, or arrow keys lead there from a neighbour where it stops.
- *Focus*: the control is drawn without and with it; at least 24 pixels of CSS must change by 3:1,
  which a caret alone does not do.
- *Contrast*: every pair of tokens that meet, in both themes, and every text as it is drawn.
- *Cut off*: words that lack room by more than half a line or a pixel across, parts beyond what
  holds them, pages wider than their window, dialogs larger than the screen.
- *Targets*: smaller only where a circle of 24 pixels meets no other target (spacing).
- *Colour*: a toned text has letters or digits, a toned icon has words beside it.
"""
LOOKED: Final = {
    "1.4.1": "toned texts and icons",
    "1.4.3": "pairs of tokens; texts as drawn",
    "1.4.10": "texts, controls, scrolling pages, dialogs",
    "1.4.11": "pairs of tokens",
    "2.1.1": "controls",
    "2.4.7": "controls that keys reach",
    "2.5.8": "controls, tabs, rows of lists",
    "4.1.2": "controls and progress bars",
    "axe": "rules that applied on a page",
}
BY_HAND: Final = Path(__file__).with_name("by_hand.md")
"""What people judged, and what nobody did; a table, written by hand."""


@dataclass(frozen=True, slots=True)
class Run:
    """One whole survey.  `web`: why pages were not judged, or nothing."""

    where: str
    desktop: Tally
    pages: Tally
    web: str


def page(run: Run) -> str:
    """Return RESULTS.md."""
    both = Tally()
    both.add(run.desktop)
    both.add(run.pages)
    parts = [
        INTRO,
        f"`python -m tests.access` on {run.where}: {_counted(run)}.\n",
        *_table(both),
        "\n## What fails\n",
        *_failing(both),
        "\n## What axe left to a person\n",
        *_open(run),
        "\n## What no machine judged\n",
        BY_HAND.read_text(encoding="utf-8"),
        "\n## Where it was looked\n",
        *_stops(run),
    ]
    return "\n".join(parts) + "\n"


def _counted(run: Run) -> str:
    inside, pages = len(run.desktop.stops), len(run.pages.stops)
    return f"{inside} stops in the program, {pages} in the browser"


def _table(tally: Tally) -> Iterable[str]:
    yield "| criterion | looked at | how many | fail |\n|---|---|---:|---:|"
    for criterion, title in CRITERIA.items():
        looked, failed = tally.looked.get(criterion, set()), tally.failed.get(criterion, {})
        code = "" if criterion == "axe" else f"{criterion} "
        many = f"{len(looked)}" if looked else "not run"
        yield f"| {code}{title} | {LOOKED[criterion]} | {many} | {len(failed) if looked else '?'} |"


def _failing(tally: Tally) -> Iterable[str]:
    found = [(criterion, name, wrong) for criterion, name, wrong in tally.failures()]
    if not found:
        yield "Nothing."
    for criterion, name, wrong in found:
        yield f"- {criterion}: {_quoted(name)}: {wrong}"


def _open(run: Run) -> Iterable[str]:
    if run.web:
        yield f"The pages were not judged: {run.web}."
        return
    rules: dict[str, set[str]] = {}
    for where, targets in run.pages.open.items():
        opened, _, rule = where.rpartition(": ")
        rules.setdefault(f"`{rule}` at `{targets}`", set()).add(opened.partition(",")[0])
    if not rules:
        yield "Nothing."
    for rule, pages in sorted(rules.items()):
        yield f"- {rule}: {', '.join(sorted(pages))}"


def _stops(run: Run) -> Iterable[str]:
    names = sorted({stop.partition(" (")[0] for stop in run.desktop.stops})
    yield f"In the program: {', '.join(names)}.\n"
    pages = sorted({stop.rpartition(", ")[0] for stop in run.pages.stops})
    yield f"In the browser: {', '.join(pages) or 'nowhere'}."


def _quoted(name: str) -> str:
    return f"`{name.replace('`', chr(39))}`"
