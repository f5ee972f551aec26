# SPDX-License-Identifier: GPL-3.0-or-later
"""Words, numbers, sizes and times as an operator reads them, in the language they chose."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from resources import operator
from sync.server.desk.markup import Markup, tag

GIB: Final = 1024**3
DAY_US: Final = 86_400_000_000
HOUR_US: Final = 3_600_000_000
MINUTE_US: Final = 60_000_000
WIB: Final = timedelta(hours=7)
"""What a time is shown in before the browser's own zone is known."""
UNITS: Final = ("B", "kB", "MB", "GB", "TB")
NONE: Final = "\u2013"
"""Where there is nothing to show."""
MONTHS: Final = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


@dataclass(frozen=True, slots=True)
class Speech:
    """One language.  `now_us`: of the page, for what is said of times."""

    language: str
    now_us: int

    def __call__(self, key: str, **blanks: str | int) -> str:
        """Return a phrase with its blanks filled; numbers are grouped."""
        told = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in blanks.items()
        }
        return operator.words(self.language)[key].format(**told)

    def has(self, key: str) -> bool:
        """Tell whether there is such a phrase."""
        return key in operator.words(self.language)

    def number(self, value: int) -> str:
        """Return 7.285 or 7,285."""
        shown = f"{value:,}"
        return shown.replace(",", ".") if self.language == "id" else shown

    def size(self, count: int) -> str:
        """Return a number of bytes: 4,2 MB or 4.2 MB."""
        value, steps = float(count), 0
        while value >= 1000 and steps < len(UNITS) - 1:
            value, steps = value / 1000, steps + 1
        unit = UNITS[steps]
        shown = f"{value:.1f}" if steps else f"{value:.0f}"
        return f"{shown.replace('.', ',') if self.language == 'id' else shown} {unit}"

    def room(self, count: int) -> str:
        """Return an amount of room as it is given out: 200 GiB."""
        shown = f"{count / GIB:.1f}".removesuffix(".0")
        return f"{shown.replace('.', ',') if self.language == 'id' else shown} GiB"

    def ago(self, at_us: int) -> str:
        """Return how long ago something was, roughly."""
        gone = max(0, self.now_us - at_us)
        for unit, length in (("days", DAY_US), ("hours", HOUR_US), ("minutes", MINUTE_US)):
            if gone >= length:
                many = gone // length
                return self(f"ago.{unit}" if many > 1 else f"ago.{unit}.one", many=many)
        return self("ago.now")

    def until(self, at_us: int) -> str:
        """Return in how many hours something will be."""
        return self("until.hours", many=max(1, (at_us - self.now_us) // HOUR_US))

    def day(self, at_us: int) -> str:
        """Return a day and time in WIB."""
        at = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at_us) + WIB
        month = MONTHS[self.language][at.month - 1]
        return f"{at.day} {month} {at.year} {at:%H.%M} WIB"

    def time(self, at_us: int | None, never: str = NONE) -> Markup:
        """Return a time that the browser may show in its own zone, or `never`."""
        if at_us is None:
            return tag("span", {"class": "soft"}, never)
        exact = datetime.fromtimestamp(at_us / 1_000_000, UTC).isoformat(timespec="seconds")
        return tag("time", {"datetime": exact, "title": self.day(at_us)}, self.ago(at_us))

    def moment(self, at_us: int) -> Markup:
        """Return day and time, not how long ago."""
        exact = datetime.fromtimestamp(at_us / 1_000_000, UTC).isoformat(timespec="seconds")
        return tag("time", {"datetime": exact, "class": "exact"}, self.day(at_us))
