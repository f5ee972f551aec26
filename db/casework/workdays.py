# SPDX-License-Identifier: GPL-3.0-or-later
"""Working days: which they are is a matter of rows, how they are counted is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from db.casework.reference import Holiday, Workweek

WEEKEND: Final = frozenset({6, 7})
"""Days of the week, 1 Monday to 7 Sunday, that rest where no row says otherwise."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days on which offices work.

    `rest`: days of the week that are none.  `closed`: holidays.  `years`: those the holiday rows
    tell of; of other years only the days of rest are known, so that a date counted there may come
    out too early, never too late.
    """

    rest: frozenset[int] = WEEKEND
    closed: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        holidays: Iterable[Holiday],
        week: Workweek | None = None,
        *,
        joint_leave: bool | None = None,
    ) -> Self:
        """Read the rows.  `joint_leave` says whether it rests too; else `week` does, else it does.

        Raise ValueError when every day of the week would rest.
        """
        if joint_leave is None:
            joint_leave = week is None or week.joint_leave_rests
        rest = frozenset(week.rest) if week else WEEKEND
        if rest >= set(range(1, 8)):
            message = "a week without working days has no deadlines"
            raise ValueError(message)
        rows = tuple(holidays)
        days = [date.fromisoformat(row.day) for row in rows]
        return cls(
            rest,
            frozenset(
                day
                for day, row in zip(days, rows, strict=True)
                if joint_leave or not row.joint_leave
            ),
            frozenset(day.year for day in days),
        )

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on `day`."""
        return day.isoweekday() not in self.rest and day not in self.closed

    def shift(self, day: date, amount: int) -> date:
        """Return the working day `amount` working days after `day`, or before when negative.

        `day` itself is never counted.  Nought returns it unchanged.
        """
        step = _DAY if amount > 0 else -_DAY
        left = abs(amount)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def count(self, after: date, until: date) -> int:
        """Count working days after the first day up to the second; negative when turned round."""
        if until < after:
            return -self.count(until, after)
        days = (until - after).days
        return sum(self.is_working(after + timedelta(days=day)) for day in range(1, days + 1))

    def knows(self, first: date, last: date) -> bool:
        """Tell whether the holidays of every year from `first` to `last` are known."""
        return all(year in self.years for year in range(first.year, last.year + 1))
