# SPDX-License-Identifier: GPL-3.0-or-later
"""What a measurement says: a figure with its spread, and whether the promise beside it is kept."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of several measurements, and how far apart they lie."""

    median: float
    least: float
    most: float
    rounds: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Return the spread of `values`; there is at least one."""
        return cls(statistics.median(values), min(values), max(values), len(values))


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table.

    `at_least` and `at_most` are what we promise of the median; with neither, the line only informs.
    `skipped` says why nothing could be measured; the spread is then None.
    """

    words: str
    spread: Spread | None = None
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    skipped: str = ""

    @property
    def broken(self) -> bool:
        """Tell whether a promise was measured and not kept."""
        if self.spread is None:
            return False
        middle = self.spread.median
        low = self.at_least is not None and middle < self.at_least
        return low or (self.at_most is not None and middle > self.at_most)

    @property
    def wanted(self) -> str:
        """Return the promise as it stands in the table."""
        if self.at_least is not None:
            return f"≥ {plain(self.at_least)}{self._unit}"
        return "" if self.at_most is None else f"≤ {plain(self.at_most)}{self._unit}"

    @property
    def measured(self) -> str:
        """Return the median with the least and the most in brackets."""
        if self.spread is None:
            return f"skipped: {self.skipped}"
        if self.spread.rounds == 1:
            return f"{plain(self.spread.median)}{self._unit}"
        ends = f"{plain(self.spread.least)} .. {plain(self.spread.most)}"
        return f"{plain(self.spread.median)}{self._unit} [{ends}]"

    @property
    def verdict(self) -> str:
        """Return "kept", "broken" or nothing."""
        if self.spread is None or not self.wanted:
            return ""
        return "**broken**" if self.broken else "kept"

    @property
    def _unit(self) -> str:
        return f" {self.unit}" if self.unit not in {"", "x"} else self.unit

    def to_json(self) -> dict[str, object]:
        """Return the form kept between runs."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, object]) -> Self:
        """Read what `to_json` wrote."""
        spread = value.pop("spread")
        return cls(
            spread=None if spread is None else Spread(**spread),  # type: ignore[arg-type]  # our own
            **value,  # type: ignore[arg-type]  # our own
        )


def plain(number: float) -> str:
    """Return a number with three digits that mean something, or all of a larger one."""
    if number >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.3g}" if number < 1 else f"{number:.2f}" if number < 10 else f"{number:.1f}"


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Return the spread of `above` over `below`, round by round."""
    return Spread.of([one / other for one, other in zip(above, below, strict=True)])
