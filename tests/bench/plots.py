# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark page as pictures: promises with how much of them is used, ours beside others.

Drawn from the page itself, so that a picture never says anything else than the table above it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import typst

import resources

PLAN: Final = Path(__file__).with_name("plots.typ")
LIMIT: Final = 0.6
"""Where the line of the promise stands, as a share of the width."""
OURS: Final = "Segel"
NUMBER: Final = r"[\d,]+(?:\.\d+)?"
WANTED: Final = re.compile(rf"(?P<way>[≤≥]) (?P<most>{NUMBER}) ?(?P<unit>.*)")
MEASURED: Final = re.compile(
    rf"(?P<middle>{NUMBER}) ?(?P<unit>[^\[]*?)(?: \[(?P<low>{NUMBER}) \.\. (?P<high>{NUMBER})\])?"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: `share`, `low` and `high` of the width; `state`: kept, broken or other."""

    words: str
    said: str
    share: float
    low: float
    high: float
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """One row that the page only tells: what in which unit, and how far apart the rounds lay."""

    group: str
    words: str
    said: str
    unit: str
    middle: float
    low: float
    high: float


def picture(part: str) -> bytes:
    """Return a section of the page as an SVG picture."""
    cells = [_cells(line) for line in part.splitlines() if line.startswith("| ")]
    promises = [bar for row in cells if len(row) == 4 and (bar := _promise(row))]
    groups = list(_groups([told for row in cells if len(row) == 2 and (told := _told(row))]))
    drawn = {
        "limit": LIMIT,
        "promises": [asdict(one) for one in promises],
        "groups": [
            {"title": title, "rows": [asdict(one) for one in bars]} for title, bars in groups
        ],
    }
    made = typst.compile(
        PLAN,
        format="svg",
        font_paths=[resources.path("fonts")],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(drawn)},
    )
    assert isinstance(made, bytes)
    return made


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _promise(row: list[str]) -> Bar | None:
    """Return how much of a promise is used: 1 is all of it, whichever way it points."""
    words, wanted, measured, verdict = row
    promise, found = WANTED.fullmatch(wanted), MEASURED.fullmatch(measured)
    if promise is None or found is None or _number(promise["most"]) == 0:
        return None
    most, middle = _number(promise["most"]), _number(found["middle"])
    ends = sorted(_number(found[name] or found["middle"]) for name in ("low", "high"))
    if promise["way"] == "≤":
        used, low, high = (one / most for one in (middle, *ends))
    else:
        used, high, low = (most / one if one else 2.0 for one in (middle, *ends))
    state = "broken" if "broken" in verdict else "kept"
    return Bar(words, f"{measured} ({wanted})", used * LIMIT, low * LIMIT, high * LIMIT, state)


def _told(row: list[str]) -> Told | None:
    group, colon, words = row[0].partition(": ")
    found = MEASURED.fullmatch(row[1])
    if not colon or found is None or not found["unit"].strip():
        return None
    low, high = (_number(found[name] or found["middle"]) for name in ("low", "high"))
    return Told(group, words, row[1], found["unit"].strip(), _number(found["middle"]), low, high)


def _groups(rows: list[Told]) -> Iterator[tuple[str, list[Bar]]]:
    """Yield what stands beside ours: rows about the same thing in the same unit."""
    for group, unit in dict.fromkeys((row.group, row.unit) for row in rows):
        same = [row for row in rows if (row.group, row.unit) == (group, unit)]
        longest = max(row.high for row in same)
        if not longest or not any(OURS in row.words for row in same):
            continue
        yield (
            f"{group}, {unit}",
            [
                Bar(
                    row.words,
                    row.said,
                    row.middle / longest,
                    row.low / longest,
                    row.high / longest,
                    "kept" if OURS in row.words else "other",
                )
                for row in same
            ],
        )


def _number(text: str) -> float:
    return float(text.replace(",", ""))
