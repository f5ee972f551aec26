# SPDX-License-Identifier: GPL-3.0-or-later
"""What a survey looked at and what failed, by criterion; each control counts once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CRITERIA: Final = {
    "1.4.1": "No meaning by colour alone",
    "1.4.3": "Text contrast, 4.5:1",
    "1.4.10": "Nothing cut off, no sideways scrolling (with 1.4.4), 1366x768 at 125 %",
    "1.4.11": "Borders, icons and focus rings, 3:1",
    "2.1.1": "Reached by Tab or arrow keys",
    "2.4.7": "Focus is visibly drawn",
    "2.5.8": "Targets of 24x24 px, or spaced as far",
    "4.1.2": "A name to be spoken",
    "axe": "All rules of axe-core for WCAG 2.2 A and AA",
}


@dataclass(slots=True)
class Tally:
    """By criterion: names of what was looked at, and of what failed with how.

    `stops`: where it was looked, in order.  `open`: what a program could not decide.
    """

    stops: list[str] = field(default_factory=list)
    looked: dict[str, set[str]] = field(default_factory=dict)
    failed: dict[str, dict[str, str]] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)

    def note(self, criterion: str, name: str, wrong: str = "") -> None:
        """Count something as looked at and, unless `wrong` is empty, as failing."""
        self.looked.setdefault(criterion, set()).add(name)
        if wrong:
            seen = f" ({self.stops[-1].partition(' (')[0]})" if self.stops else ""
            wrong = wrong if criterion == "axe" else f"{wrong}{seen}"
            self.failed.setdefault(criterion, {}).setdefault(name, wrong)

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """Give criterion, name and what is wrong, in order."""
        for criterion, found in sorted(self.failed.items()):
            for name, wrong in sorted(found.items()):
                yield criterion, name, wrong

    def add(self, other: "Tally") -> None:
        """Take over what another tally has."""
        self.stops += [stop for stop in other.stops if stop not in self.stops]
        self.open |= other.open
        for criterion, names in other.looked.items():
            self.looked.setdefault(criterion, set()).update(names)
        for criterion, found in other.failed.items():
            self.failed[criterion] = found | self.failed.get(criterion, {})

    def keep(self, target: Path) -> None:
        """Write everything as JSON."""
        looked = {one: sorted(names) for one, names in self.looked.items()}
        told = {"stops": self.stops, "looked": looked, "failed": self.failed, "open": self.open}
        target.write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")


def kept(source: Path) -> Tally:
    """Return what `Tally.keep` wrote."""
    told = json.loads(source.read_text(encoding="utf-8"))
    looked = {one: set(names) for one, names in told["looked"].items()}
    return Tally(told["stops"], looked, told["failed"], told["open"])
