# SPDX-License-Identifier: GPL-3.0-or-later
"""Formal and material conditions as a checklist that names what is missing.

Which conditions there are, for which paper and which regime, are rows (`ConditionRule`);
here they are only looked after.  A checklist never stops anybody from writing or keeping a paper;
`must_be_registrable` is asked when a case is registered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final, Self

from db.casework.answers import day as day_in
from db.casework.answers import filled, person, rows, text
from db.casework.deadlines import Due
from db.casework.form import Words
from db.casework.paper import PaperKind, Values
from db.casework.reference import ConditionRule, Reference, in_force, used_in
from db.errors import InvalidInputError
from db.model.canonical import Json
from db.model.ids import PaperId

People = Mapping[PaperId, Values]
"""What is filled in for persons, by the paper of kind ORANG."""

FORMAL: Final = "FORMAL"
MATERIAL: Final = "MATERIEL"


class Completeness(StrEnum):
    """What a checklist comes to."""

    COMPLETE = "LENGKAP"
    INCOMPLETE = "TIDAK_LENGKAP"
    LATE = "LEWAT_WAKTU"


class LateError(InvalidInputError):
    """The time limit had passed: `details` "began", "done", "safe" and "legal", all days."""

    code: ClassVar[str] = "late"


class IncompleteError(InvalidInputError):
    """Conditions are not met: `details["conditions"]`, their codes divided by commas."""

    code: ClassVar[str] = "incomplete"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit in both readings: calendar days and days as the law counts them."""

    safe: date
    legal: date

    @classmethod
    def of(cls, due: Due) -> Self:
        """Return the days of a deadline as the deadlines reckon it; hours end on their day."""
        safe, legal = due.local()
        return cls(_day(safe), _day(legal))


@dataclass(frozen=True, slots=True)
class Clock:
    """When it was known or found, when it was reported or fixed, and the limit between them.

    Anything unknown is None; the condition is then not met, but not late either.
    """

    began: date | None = None
    done: date | None = None
    limit: Limit | None = None

    @property
    def late(self) -> bool:
        """Tell whether the legal date had passed."""
        return self.done is not None and self.limit is not None and self.done > self.limit.legal

    @property
    def in_time(self) -> bool:
        """Tell whether everything is known and the legal date was kept."""
        return None not in {self.began, self.done, self.limit} and not self.late

    @property
    def backwards(self) -> bool:
        """Tell whether it was reported before it was known, which somebody mistyped."""
        return self.began is not None and self.done is not None and self.done < self.began


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the checklist.

    `missing`: keys of fields to fill, "pelapor_alamat", "terlapor.nama".  `late`: it can no longer
    be met.  `rule`: its code is the row's.
    """

    code: str
    group: str
    label: Words
    met: bool
    missing: tuple[str, ...]
    late: bool
    rule: ConditionRule


def checklist(
    reference: Reference,
    kind: PaperKind,
    values: Values,
    *,
    regime: str,
    day: date,
    clock: Clock,
    evidence: int = 0,
    people: People | None = None,
) -> tuple[Condition, ...]:
    """Return the conditions of a report or finding, formal ones first.

    `day`: of the event, which chooses the rows.  `evidence`: how many items are linked.
    """
    known: People = people or {}
    found = [
        _look(rule, values, clock=clock, evidence=evidence, people=known)
        for rule in in_force(reference.conditions, day)
        if rule.acts_for == kind.value and used_in(rule.regimes, regime)
    ]
    return tuple(sorted(found, key=lambda one: one.group != FORMAL))


def clock_of(
    reference: Reference,
    kind: PaperKind,
    values: Values,
    *,
    regime: str,
    day: date,
    deadlines: Iterable[Due],
) -> Clock:
    """Return when a report or finding began and was made, and its limit among `deadlines`.

    `deadlines`: as `deadlines.deadlines_of` reckons them from the same values.  A finding that has
    no form of its own is asked with the values of its Form A and its case together.
    """
    for rule in in_force(reference.conditions, day):
        if (
            rule.check == "in-time"
            and rule.acts_for == kind.value
            and used_in(rule.regimes, regime)
        ):
            began, done = (field.split("|") for field in rule.fields)
            limits = (due for due in deadlines if set(began) & set(due.rule.start.split("|")))
            due = next(limits, None)
            return Clock(
                _first_day(values, began),
                _first_day(values, done),
                None if due is None else Limit.of(due),
            )
    return Clock()


def completeness(conditions: Sequence[Condition]) -> Completeness:
    """Return what a checklist comes to; too late outweighs incomplete."""
    if any(one.late for one in conditions):
        return Completeness.LATE
    if all(one.met for one in conditions):
        return Completeness.COMPLETE
    return Completeness.INCOMPLETE


def unmet(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return the conditions that are not met, in their order."""
    return tuple(one for one in conditions if not one.met)


def must_be_registrable(conditions: Sequence[Condition], clock: Clock) -> None:
    """Raise LateError or IncompleteError unless a case with this checklist may be registered."""
    match completeness(conditions):
        case Completeness.LATE:
            message = "the time limit had passed"
            raise LateError(
                message,
                began=_written(clock.began),
                done=_written(clock.done),
                safe=_written(clock.limit.safe if clock.limit else None),
                legal=_written(clock.limit.legal if clock.limit else None),
            )
        case Completeness.INCOMPLETE:
            message = "conditions are not met"
            codes = ", ".join(one.code for one in unmet(conditions))
            raise IncompleteError(message, conditions=codes)
        case Completeness.COMPLETE:
            return


def _look(
    rule: ConditionRule, values: Values, *, clock: Clock, evidence: int, people: People
) -> Condition:
    if rule.check == "in-time":
        missing = _unknown_days(rule, clock)
        met = clock.in_time and not clock.backwards
    else:
        missing = tuple(
            field.partition("|")[0]
            for field in rule.fields
            if not any(_answered(values, path, people) for path in field.split("|"))
        )
        met = not missing
        if rule.check == "evidence" and evidence > 0:
            missing, met = (), True
    return Condition(
        code=rule.code,
        group=rule.group,
        label=rule.label,
        met=met,
        missing=missing,
        late=rule.check == "in-time" and clock.late,
        rule=rule,
    )


def _unknown_days(rule: ConditionRule, clock: Clock) -> tuple[str, ...]:
    days = zip(rule.fields, (clock.began, clock.done), strict=False)
    return tuple(key.partition("|")[0] for key, day in days if day is None)


def _first_day(values: Values, keys: Iterable[str]) -> date | None:
    return next((day for key in keys if (day := day_in(values, key)) is not None), None)


def _answered(values: Values, path: str, people: People) -> bool:
    key, _, part = path.partition(".")
    if not part:
        return filled(values.get(key))
    return any(_part_answered(row, part, people) for row in rows(values, key))


def _part_answered(row: Values, part: str, people: People) -> bool:
    """Look into a row itself, and into the person it is or names."""
    if filled(row.get(part)):
        return True
    meant: tuple[Json, ...] = (row, row.get("orang"))
    return any(
        bool(text(people.get(who, {}), part)) for who in map(person, meant) if who is not None
    )


def _written(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
