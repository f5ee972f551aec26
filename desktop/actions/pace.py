# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the rest will take, from what was measured on the same medium and never from hope."""

from collections.abc import Mapping
from typing import Final

ENOUGH_BYTES: Final = 4 * 1000**2
ENOUGH_S: Final = 2.0
LATEST: Final = 0.4
"""What the latest measurement weighs: a card slows down when it is warm, and a reader differs."""


class Pace:
    """Bytes a second by medium, over whole items: reading, sealing and reading back.

    `known`: what earlier runs measured, in bytes a second by the medium's id ("" is this laptop's
    own disk).
    """

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        self._rates = {medium: float(rate) for medium, rate in (known or {}).items() if rate > 0}
        self._open: dict[str, tuple[int, float]] = {}
        self._measured: set[str] = set()

    def add(self, medium: str, count: int, seconds: float) -> None:
        """Take in that `count` bytes of a medium took `seconds`, to the end."""
        more, longer = self._open.get(medium, (0, 0.0))
        count, seconds = count + more, seconds + longer
        if (count < ENOUGH_BYTES and seconds < ENOUGH_S) or seconds <= 0:
            self._open[medium] = (count, seconds)
            return
        self._open.pop(medium, None)
        before, rate = self._rates.get(medium), count / seconds
        told = medium in self._measured and before is not None
        self._rates[medium] = LATEST * rate + (1 - LATEST) * (before or 0) if told else rate
        self._measured.add(medium)

    def left(
        self, waiting: Mapping[str, int], under_way: tuple[str, int, float] = ("", 0, 0.0)
    ) -> int | None:
        """Return the milliseconds that the waiting bytes will take, or None while nobody knows.

        `under_way`: medium, bytes and seconds of the item being read now; it stands in for a rate
        where no whole item was measured yet.
        """
        medium, count, seconds = under_way
        rates = dict(self._rates)
        if medium not in rates and seconds >= ENOUGH_S and count:
            rates[medium] = count / seconds
        if any(size and not rates.get(one) for one, size in waiting.items()):
            return None
        needed = sum(size / rates[one] for one, size in waiting.items() if size)
        return round(needed * 1000)

    @property
    def measured(self) -> dict[str, int]:
        """Return what this run measured, by medium."""
        return {medium: round(self._rates[medium]) for medium in self._measured}
