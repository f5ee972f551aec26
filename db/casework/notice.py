# SPDX-License-Identifier: GPL-3.0-or-later
"""Notice that must be given so many days before: a paper that leaves no time is refused."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Final

from db.casework.answers import day, moment
from db.casework.deadlines import Due, Timeliness, judge
from db.casework.paper import Values
from db.errors import InvalidInputError

DATED: Final = "tanggal"
"""The day a paper carries itself, which stands for the day it leaves while nobody says that."""


class ShortNoticeError(InvalidInputError):
    """It would leave too late: `details` "sent", "latest" and "event", all days."""

    code: ClassVar[str] = "short-notice"


def must_give_notice(values: Values, limits: Iterable[Due]) -> None:
    """Raise ShortNoticeError unless a paper leaves early enough before what it announces.

    `limits`: as `deadlines.deadlines_of` reckons them; those that run forward are left alone.  Both
    the day on the paper and the day it was delivered must be in time.
    """
    for limit in limits:
        if not limit.rule.before:
            continue
        told = (*(limit.rule.ends or ()), DATED)
        for sent in (moment(values, key) or day(values, key) for key in told):
            if sent is not None and judge(limit, sent) is Timeliness.LATE:
                message = "notice is given too late"
                raise ShortNoticeError(
                    message,
                    sent=_day(sent),
                    latest=_day(limit.local()[1]),
                    event=_day(limit.start),
                )


def _day(told: date | datetime) -> str:
    return (told.date() if isinstance(told, datetime) else told).isoformat()
