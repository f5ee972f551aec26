# SPDX-License-Identifier: GPL-3.0-or-later
"""The page a soak ends in: what was done, how each gauge went, and what was complained of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.soak.gauges import Reading
from tests.soak.slopes import Growth

KIB, MIB = 1024, 1024 * 1024
SIZES: Final = frozenset({"rss", "heap", "peak", "helpers", "records", "media"})
TITLES: Final = {
    "rss": "memory of the program",
    "heap": "of it given out by malloc",
    "peak": "most memory since",
    "helpers": "memory of its helpers",
    "files": "open files",
    "threads": "threads",
    "widgets": "widgets",
    "qobjects": "objects of Qt that Python holds",
    "objects": "objects of Python",
    "records": "`records.db`",
    "media": "shelves of media",
}
STEPS: Final = (
    ("add", "cards reviewed and sealed"),
    ("sealed", "files sealed"),
    ("browse", "walks over the pages"),
    ("view", "photos opened"),
    ("play", "films played"),
    ("frames", "frames shown"),
    ("write", "Form A filled in and signed"),
    ("search", "searches"),
    ("send", "rounds with the office"),
    ("examine", "examinations of the whole vault, all clean"),
    ("lock", "unlocks and locks"),
)
COLUMNS: Final = tuple(TITLES)
GROWING: Final = frozenset({"records", "media"})
SHOWN: Final = 12
INTRO: Final = """# A supervisor's hours, again and again

Written by `python -m tests.soak` (`make soak`).  One process of the real program without a screen
works beside a real depot in another process.  Each round unlocks, seals a card, looks through
pages and evidence, opens a photo, plays a film, signs a Form A, searches, sends to the office, has
the whole vault examined, and locks.  Everything is read while the vault is locked, when nothing of
it may be left.

*Each round*: the median of the slopes between all pairs of readings after the warm-up, the first
fifth.  A run fails when one is over its limit, when an exception came out anywhere (a slot, a
thread, a destructor, a warning of Qt), or when something did not happen within a minute.
Passphrases are cheap here, so the memory that Argon2id takes for a moment is not in the peak.

What malloc(3) still gives out more with each round lies in Qt: no object of Python grows, an unlock
and lock alone adds nothing, and of the steps, measured one by one, a film played adds about 50 KiB,
walking over the pages 30, adding files and a Form A 20 each.
"""


@dataclass(frozen=True, slots=True)
class Soak:
    """One run.  `complaints`: what must not have happened."""

    minutes: float
    command: str
    where: str
    done: dict[str, int]
    readings: Sequence[Reading]
    growths: tuple[Growth, ...]
    complaints: Sequence[str]

    @property
    def right(self) -> bool:
        """Tell whether it ran long enough to tell, nothing leaks and nobody complained."""
        leaks = any(one.leaks for one in self.growths)
        return bool(self.growths) and not leaks and not self.complaints


def table(found: Soak) -> str:
    """Return how each gauge went, as a Markdown table."""
    lines = [
        "| gauge | after the warm-up | at the end | each round | limit | outcome |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for one in found.growths:
        size = one.name in SIZES
        first, last = (_size(value) if size else f"{value:.0f}" for value in (one.first, one.last))
        slope = f"{one.slope / KIB:+.1f} KiB" if size else f"{one.slope:+.3f}"
        limit = f"{one.limit / KIB:.0f} KiB" if size else f"{one.limit:g}"
        outcome = (
            "**LEAKS**" if one.leaks else "steady" if one.name not in GROWING else "as written"
        )
        lines.append(f"| {TITLES[one.name]} | {first} | {last} | {slope} | {limit} | {outcome} |")
    return "\n".join(lines) + "\n"


def page(found: Soak) -> str:
    """Return a run as a page of the project."""
    peak = max((one.peak for one in found.readings), default=0)
    done = "\n".join(f"| {words} | {found.done.get(name, 0)} |" for name, words in STEPS)
    said = "\n\n".join(f"```\n{text}\n```" for text in found.complaints) or "None."
    told = (
        f"`{found.command}` on {found.where}: {found.minutes:.0f} minutes,"
        f" {len(found.readings)} rounds, most memory while at work {_size(peak)}.\n"
    )
    return "\n".join(
        (
            INTRO,
            told,
            table(found),
            "| done | times |\n|---|---:|",
            f"{done}\n",
            "## On the way\n",
            _way(found.readings),
            "## Complaints\n",
            f"{said}\n",
        )
    )


def _way(readings: Sequence[Reading]) -> str:
    """Return a dozen readings, evenly spread."""
    step = max(1, (len(readings) - 1) // (SHOWN - 1))
    titles = ("round", "minute", *(TITLES.get(name, name) for name in COLUMNS))
    lines = [_row(titles), _row("---:" for _ in titles)]
    for one in readings[::step]:
        values = ((name, getattr(one, name)) for name in COLUMNS)
        shown = (_size(value) if name in SIZES else str(value) for name, value in values)
        lines.append(_row((str(one.rounds), f"{one.at_s / 60:.0f}", *shown)))
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _size(value: float) -> str:
    return f"{value / MIB:.1f} MiB"
