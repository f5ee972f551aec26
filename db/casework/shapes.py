# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of one answer: a day that exists, a time with its zone, a place in a recording."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

from db.casework.form import Field, FieldType
from db.casework.gap import Gap, block, warn
from db.casework.spelling import zone
from db.model.canonical import LIMIT

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""A year beyond these was mistyped: nobody alive was born earlier."""

LONGEST: Final[Mapping[FieldType, int]] = {
    FieldType.TEXT: 500,
    FieldType.LONG: 20_000,
    FieldType.URL: 2_000,
    FieldType.PHONE: 40,
    FieldType.ROWS: 500,
    FieldType.MANY: 200,
    FieldType.EVIDENCE: 5_000,
}
"""How long an answer may be where its field says nothing, in characters or pieces."""

Known = Callable[[str, str], bool]
"""Tells whether a table has a code: known("act", "ASN-D4")."""

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MOMENT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_OFFSET: Final = re.compile(r"(?:Z|[+-]\d{2}:\d{2})$", re.ASCII)
_TIME: Final = re.compile(r"(\d{2}):(\d{2})", re.ASCII)
_MARK: Final = re.compile(r"(\d{1,2}:\d{2}:\d{2})(?:-(\d{1,2}:\d{2}:\d{2}))?", re.ASCII)
_REGION: Final = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
_URL: Final = re.compile(r"(?:https?://)?[^\s/:@]+\.[^\s/:@]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
_PHONE_DIGITS: Final = range(5, 16)  # ITU-T E.164: at most fifteen


@dataclass(frozen=True, slots=True)
class World:
    """What answers are compared with; see `checking.check`."""

    today: date
    on: date
    zone_minutes: int | None
    known: Known | None


def text_gaps(one: Field, value: str, world: World) -> Iterator[Gap]:
    """Yield what is wrong with an answer that is a text."""
    yield from _long_enough(one, len(value.strip()))
    if _UNWRITABLE.search(value):
        yield block("unwritable")
    if one.type in _SHAPES:
        yield from _SHAPES[one.type](one, value, world)


def number_gaps(one: Field, value: int) -> Iterator[Gap]:
    """Yield what is wrong with a number."""
    if one.least is not None and value < one.least:
        yield block("too-small", number=str(value), least=str(one.least))
    most = one.most if one.most is not None else LIMIT
    if value > most or value < -LIMIT:
        yield block("too-large", number=short(str(value)), most=str(most))


def choice_gaps(one: Field, value: str, world: World) -> Iterator[Gap]:
    """Yield a gap unless the code is one of the choices."""
    if one.choices:
        if all(value != choice.code for choice in one.choices):
            yield block("unknown-choice", choice=short(value))
    elif one.source and world.known and not world.known(one.source, value):
        yield warn("unknown-choice", choice=short(value))


def _long_enough(one: Field, length: int) -> Iterator[Gap]:
    if one.least is not None and length < one.least:
        yield block("too-short", length=str(length), least=str(one.least))
    most = one.most if one.most is not None else LONGEST.get(one.type)
    if most is not None and length > most:
        yield block("too-long", length=str(length), most=str(most))


def _date(one: Field, value: str, world: World) -> Iterator[Gap]:
    found = _DAY.fullmatch(value)
    if not found:
        yield block("not-a-date", text=short(value))
    elif (day := day_of(value)) is None:
        yield block("impossible-date", text=value)
    elif one.past and day > world.today:
        yield warn("in-the-future", date=value, today=world.today.isoformat())


def _moment(one: Field, value: str, world: World) -> Iterator[Gap]:
    found = _MOMENT.fullmatch(value)
    if not found:
        written, _, clock = _OFFSET.sub("", value).rpartition("T")
        if day_of(written) is not None and not clock:
            yield block("no-time")
        else:  # in the words of the person: "T" and the offset come from the fields
            yield block("not-a-moment", text=short(f"{written} {clock}".strip()))
        return
    day, at = day_of(found[1]), instant(value)
    if day is None:
        yield block("impossible-date", text=found[1])
    elif at is None:
        yield block("impossible-time", text=short(value[11:]))
    elif at.tzinfo is None:
        yield block("no-zone", text=value)
    else:
        offset = at.utcoffset() or timedelta()
        if world.zone_minutes is not None and offset != timedelta(minutes=world.zone_minutes):
            there = at.replace(tzinfo=timezone(timedelta(minutes=world.zone_minutes)))
            yield warn("wrong-zone", given=zone(at), place=zone(there))
        if one.past and day > world.today:
            yield warn("in-the-future", date=found[1], today=world.today.isoformat())


def _mark(_: Field, value: str, __: World) -> Iterator[Gap]:
    found = _MARK.fullmatch(value)
    places = [_seconds(part) for part in found.groups() if part] if found else []
    if not places or None in places:
        yield block("not-a-mark", text=short(value))
    elif places != sorted(place for place in places if place is not None):
        yield block("end-before-start", start=value.partition("-")[0], end=value.partition("-")[2])


def _time(_: Field, value: str, __: World) -> Iterator[Gap]:
    found = _TIME.fullmatch(value)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        yield block("not-a-time", text=short(value))


def _region(_: Field, value: str, world: World) -> Iterator[Gap]:
    if not _REGION.fullmatch(value):
        yield block("not-a-region", text=short(value))
    elif world.known and not world.known("region", value):
        yield warn("unknown-region", region=value)


def _phone(_: Field, value: str, __: World) -> Iterator[Gap]:
    if sum(sign.isdecimal() for sign in value) not in _PHONE_DIGITS:
        yield warn("not-a-phone", text=short(value))


def _url(_: Field, value: str, __: World) -> Iterator[Gap]:
    if not _URL.fullmatch(value[: LONGEST[FieldType.URL]]):
        yield warn("not-a-url", text=short(value))


def day_of(text: str) -> date | None:
    """Return a day written "2023-12-03" that exists and is of our time, or None."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def instant(text: str) -> datetime | None:
    """Return a moment as `form` writes it, or None."""
    try:
        return datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        return None


def since(at: datetime) -> timedelta:
    """Return how long after the first day of the calendar, in UTC, without ever leaving it."""
    clock = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
    return timedelta(days=at.toordinal()) + clock - (at.utcoffset() or timedelta())


def _seconds(text: str) -> int | None:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    return None if minutes > 59 or seconds > 59 else hours * 3600 + minutes * 60 + seconds


def short(text: str) -> str:
    """Return enough of a text to know it again."""
    return text if len(text) <= 40 else f"{text[:39]}…"


_SHAPES: Final[Mapping[FieldType, Callable[[Field, str, World], Iterator[Gap]]]] = {
    FieldType.CHOICE: choice_gaps,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.TIME: _time,
    FieldType.MARK: _mark,
    FieldType.REGION: _region,
    FieldType.PHONE: _phone,
    FieldType.URL: _url,
}
