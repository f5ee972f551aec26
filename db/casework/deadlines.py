# SPDX-License-Identifier: GPL-3.0-or-later
"""Deadlines: every rule a row, every result a safe date and a legal one.

Where a rule counts working days, opinions differ on which days those are.  So two dates are shown:
the *safe* one, on which nobody can call it late, and the *legal* one, the last that the rule
allows.  Where it counts calendar days or hours the two are the same.  The first day is never
counted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from db.casework import answers
from db.casework.paper import PaperKind, Values
from db.casework.reference import DeadlineRule, Reference, Unit, in_force
from db.casework.workdays import WorkCalendar

NEAR: Final = 2
"""Days before the safe date from which a deadline is near."""

SOURCES: Final[Mapping[str, str]] = {
    "TEMUAN": "TEMUAN",
    "INFORMASI_AWAL": "TEMUAN",  # what follows from information is a finding of the committee's own
    "LAPORAN": "LAPORAN",
}
"""Which rules, besides those for every case, a case is under by where it came from."""

_DAY: Final = timedelta(days=1)


class Urgency(StrEnum):
    """How pressing a deadline is."""

    FAR = "JAUH"
    NEAR = "DEKAT"
    TODAY = "HARI_INI"
    OVERDUE = "LEWAT"


class Timeliness(StrEnum):
    """What something done in answer to a deadline is worth."""

    SAFE = "AMAN"
    LEGAL = "SAH"
    LATE = "TERLAMBAT"


@dataclass(frozen=True, slots=True)
class Due:
    """When something must have been done at the latest.

    `safe`, `legal`: local days, or aware UTC times where the rule counts hours; the day itself
    still is in time.  `start`: what it was counted from.  `zone`: of the place, not of the laptop.
    `sure`: whether the holidays of all years in between are known.  `done`: what ended it, or None
    while it runs.
    """

    rule: DeadlineRule
    start: date | datetime
    safe: date | datetime
    legal: date | datetime
    zone: tzinfo
    sure: bool = True
    done: date | datetime | None = None

    @property
    def exact(self) -> bool:
        """Tell whether the deadline is a time and not a day."""
        return isinstance(self.legal, datetime)

    @property
    def ends(self) -> datetime:
        """Return the first moment, in UTC, that is too late for a day, or the last of an hour."""
        return _closing(self.legal, self.zone)

    @property
    def open(self) -> bool:
        """Tell whether nothing has ended it yet."""
        return self.done is None

    def local(self) -> tuple[date | datetime, date | datetime]:
        """Return safe and legal as days, or as times on the clocks of the place."""
        return _shown(self.safe, self.zone), _shown(self.legal, self.zone)


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a deadline at a moment, on the clocks of the place.

    `safe_days`, `legal_days`: days until those dates, negative when past.  `left`: until the last
    moment of the legal one, negative when past.
    """

    state: Urgency
    safe_days: int
    legal_days: int
    left: timedelta


def due(rule: DeadlineRule, start: date | datetime, calendar: WorkCalendar, zone: tzinfo) -> Due:
    """Apply a rule.  A time without a zone is one of the place.

    A rule of hours from a day without a time runs from the day's first moment (safe) and from its
    last (legal).  Raise OverflowError where the calendar ends.
    """
    if rule.unit is Unit.HOURS:
        return _due_hour(rule, start, zone)
    first = _local_day(start, zone)
    amount = -rule.amount if rule.before else rule.amount
    safe = legal = first + amount * _DAY
    if rule.unit is Unit.WORKING:
        legal = calendar.shift(first, amount)
        safe = min(safe, legal)
    low, high = sorted((first, legal))
    sure = rule.unit is not Unit.WORKING or calendar.knows(low, high)
    return Due(rule, start, safe, legal, zone, sure)


def judge(limit: Due, done: date | datetime) -> Timeliness:
    """Tell what something done then is worth.

    A day without a time, held against an hour, counts from its first moment.
    """
    if limit.exact:
        moment = _opening(done, limit.zone)
        safe, legal = (_opening(value, limit.zone) for value in (limit.safe, limit.legal))
        if moment > legal:
            return Timeliness.LATE
        return Timeliness.SAFE if moment <= safe else Timeliness.LEGAL
    day = _local_day(done, limit.zone)
    if day > limit.legal:
        return Timeliness.LATE
    return Timeliness.SAFE if day <= limit.safe else Timeliness.LEGAL


def remaining(limit: Due, now: datetime, *, near: int = NEAR) -> Remaining:
    """Tell what is left at `now`, an aware time of any zone; only the instant matters.

    Near: within `near` days of the safe date, or past it.  Today: the safe or the legal date is
    today.  Overdue: the legal one has passed.
    """
    today = now.astimezone(limit.zone).date()
    safe, legal = (_local_day(value, limit.zone) for value in (limit.safe, limit.legal))
    left = limit.ends - now.astimezone(UTC)
    if left < timedelta(0) or (not limit.exact and not left):
        state = Urgency.OVERDUE
    elif today in {safe, legal}:
        state = Urgency.TODAY
    elif (safe - today).days <= near:
        state = Urgency.NEAR
    else:
        state = Urgency.FAR
    return Remaining(state, (safe - today).days, (legal - today).days, left)


def deadlines_of(
    values: Values,
    reference: Reference,
    kind: PaperKind,
    zone: tzinfo,
    *,
    regime: str = "",
    types: Collection[str] = (),
    event: date | None = None,
) -> tuple[Due, ...]:
    """Return every deadline that runs, or ran, from what is filled in a case or paper.

    `regime`, `types`: of the case the paper stands in, where the paper does not say.  `event`: the
    day whose rules apply; without it `tgl_kejadian`, or the start of each deadline.  The nearest
    come first.
    """
    types = frozenset(answers.texts(values, "jenis") or types)
    regime = answers.text(values, "regime") or regime
    event = event or answers.day(values, "tgl_kejadian")
    found = []
    for rule in reference.deadlines:
        start = first_filled(values, rule.start.split("|"))
        if start is None or not _applies(rule, values, kind, regime):
            continue
        if rule.types and not rule.types & types:
            continue
        day = event or _local_day(start, zone)
        if not rule.in_force(day):
            continue
        holidays = in_force(reference.holidays, day)
        calendar = WorkCalendar.of(holidays, reference.workweek(day, regime))
        try:
            limit = due(rule, start, calendar, zone)
            found.append((limit.ends, rule.code, limit))
        except OverflowError:  # a year 9999 typed in haste; the form says so
            continue
    return tuple(
        replace(limit, done=first_filled(values, limit.rule.ends))
        for _, _, limit in sorted(found, key=lambda one: one[:2])
    )


def first_filled(values: Values, keys: list[str] | tuple[str, ...]) -> date | datetime | None:
    """Return the first of the fields that holds a moment or a day."""
    for key in keys:
        told = answers.moment(values, key) or answers.day(values, key)
        if told is not None:
            return told
    return None


def _applies(rule: DeadlineRule, values: Values, kind: PaperKind, regime: str) -> bool:
    if rule.regime not in {"", regime}:
        return False
    if kind is PaperKind.CASE:
        source = SOURCES.get(answers.text(values, "sumber"), "")
        return rule.acts_for in {kind, PaperKind.FORWARDING, source}
    if kind is PaperKind.SUPERVISION:
        return rule.acts_for in {kind, PaperKind.ADVICE}
    return rule.acts_for == kind


def _due_hour(rule: DeadlineRule, start: date | datetime, zone: tzinfo) -> Due:
    hours = timedelta(hours=-rule.amount if rule.before else rule.amount)
    safe = _opening(start, zone) + hours
    legal = safe if isinstance(start, datetime) else _closing(start, zone) + hours
    return Due(rule, start, safe, legal, zone)


def _local_day(told: date | datetime, zone: tzinfo) -> date:
    if not isinstance(told, datetime):
        return told
    return told.date() if told.tzinfo is None else told.astimezone(zone).date()


def _shown(told: date | datetime, zone: tzinfo) -> date | datetime:
    return told.astimezone(zone) if isinstance(told, datetime) else told


def _opening(told: date | datetime, zone: tzinfo) -> datetime:
    """Return the moment, or the first moment of the day, in UTC."""
    if isinstance(told, datetime):
        return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)
    return datetime.combine(told, time(), zone).astimezone(UTC)


def _closing(told: date | datetime, zone: tzinfo) -> datetime:
    """Return the moment, or the first moment after the day, in UTC."""
    if isinstance(told, datetime):
        return _opening(told, zone)
    return _opening(told + _DAY, zone)
