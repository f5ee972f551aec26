# SPDX-License-Identifier: GPL-3.0-or-later
"""What still stands between a filled form and its signature, each thing by the field it is in.

A `BLOCK` keeps a paper from being signed, never from being kept as a draft; a `WARN` is said once
and left to the person.  Nothing filled in can make this raise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from db.casework import identity
from db.casework.answers import filled
from db.casework.form import Field, FieldType, Form
from db.casework.gap import Gap, Level, block, blocking, warn
from db.casework.identity import Identity, IdKind, Remark
from db.casework.paper import Values
from db.casework.shapes import (
    LONGEST,
    Known,
    World,
    choice_gaps,
    day_of,
    instant,
    number_gaps,
    short,
    since,
    text_gaps,
)
from db.model.canonical import Json

_NAMED: Final[Mapping[str, IdKind]] = {"nik": IdKind.NIK}


def check(
    form: Form,
    values: Values,
    *,
    today: date,
    on: date | None = None,
    zone_minutes: int | None = None,
    known: Known | None = None,
) -> tuple[Gap, ...]:
    """Return every gap of what is asked, in the order of the questions.

    `on`: day of the event, at which ages are reckoned; today if not given.  `zone_minutes`: the
    offset of the place, 480 for WITA; a moment with another one is warned about.  `known`: looks up
    choices that come from a table, areas in "region" and the first digits of a NIK in "nik-region";
    a code it does not know is warned about, since papers outlive editions of the tables.
    """
    world = World(today, on or today, zone_minutes, known)
    return tuple(_level(form.asked(values), values, "", world))


def _level(fields: Sequence[Field], values: Values, path: str, world: World) -> Iterator[Gap]:
    for one in fields:
        value = values.get(one.key)
        if filled(value):
            gaps = tuple(_answer(one, value, world))
            if not blocking(gaps):
                gaps = (*gaps, *_order(one, values), *_number_of(one, values, world))
        else:
            gaps = tuple(_absent(one, values))
        for gap in gaps:
            inner = f".{gap.path}" if gap.path else ""
            yield replace(gap, path=f"{path}{one.key}{inner}")
    for gap in _agreement(fields, values, world):
        yield replace(gap, path=f"{path}{gap.path}")


def _absent(one: Field, values: Values) -> Iterator[Gap]:
    if one.unless and filled(values.get(one.unless)):
        return
    if one.needed(values):
        yield block("required")
    elif one.expected:
        yield warn("expected")


def _answer(one: Field, value: Json, world: World) -> Iterator[Gap]:
    """Yield what is wrong with one answer, paths within it."""
    match one.type:
        case FieldType.FLAG:
            right = isinstance(value, bool)
        case FieldType.NUMBER | FieldType.MONEY:
            right = isinstance(value, int) and not isinstance(value, bool)
        case FieldType.MANY | FieldType.EVIDENCE:
            right = _is_list(value, str)
        case FieldType.ROWS:
            right = _is_list(value, Mapping)
        case FieldType.PERSON:
            right = _is_person(value)
        case _:
            right = isinstance(value, str)
    if not right:
        yield block("wrong-type", type=one.type.value)
    elif isinstance(value, str):
        yield from text_gaps(one, value, world)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        yield from number_gaps(one, value)
    elif isinstance(value, list | tuple):
        yield from _many(one, value, world)


def _many(one: Field, value: Sequence[Json], world: World) -> Iterator[Gap]:
    if one.least is not None and len(value) < one.least:
        yield block("too-few", count=str(len(value)), least=str(one.least))
    most = one.most if one.most is not None else LONGEST[one.type]
    if len(value) > most:
        yield block("too-many", count=str(len(value)), most=str(most))
        return
    for place, part in enumerate(value):
        if isinstance(part, Mapping):
            yield from _level(_asked(one.fields, part), part, f"{place}.", world)
        elif isinstance(part, str) and one.type is FieldType.MANY:
            yield from (replace(gap, path=str(place)) for gap in choice_gaps(one, part, world))


def _asked(fields: Sequence[Field], row: Values) -> tuple[Field, ...]:
    return tuple(one for one in fields if one.when is None or one.when.holds(row))


def _order(one: Field, values: Values) -> Iterator[Gap]:
    """Yield a gap when an answer lies before the one it follows; of a date, only the days count."""
    start, end = values.get(one.after), values.get(one.key)
    if not one.after or not isinstance(start, str) or not isinstance(end, str):
        return
    days = day_of(start[:10]), day_of(end[:10])
    if days[0] is None or days[1] is None:
        return
    first, last = instant(start), instant(end)
    if days[1] < days[0] if first is None or last is None else since(last) < since(first):
        yield block("end-before-start", start=short(start), end=short(end))


def _number_of(one: Field, values: Values, world: World) -> Iterator[Gap]:
    if one.type is FieldType.IDENTITY and (read := _identity(one.key, values, world)):
        yield from (_remarked(remark) for remark in read.remarks)


def _identity(key: str, values: Values, world: World) -> Identity | None:
    """Read the number in `key`; what it should be is told by its name and by `jenis_id` beside it.

    Returns None where no number is given.
    """
    text = values.get(key)
    prefix, name = _split(key)
    chosen = values.get(f"{prefix}jenis_id")
    kind = _NAMED.get(name)
    if kind is None and isinstance(chosen, str) and chosen in set(IdKind):
        kind = IdKind(chosen)
    if not isinstance(text, str) or not text:
        return None
    known = world.known
    regions = None if known is None else lambda code: known("nik-region", code)
    return identity.read(text, kind, on=world.on, today=world.today, regions=regions)


def _agreement(fields: Sequence[Field], values: Values, world: World) -> Iterator[Gap]:
    """Yield where the numbers of one person and the birth and sex beside them differ."""
    keys = [one.key for one in fields if one.type is FieldType.IDENTITY]
    for key in keys:
        prefix, name = _split(key)
        if name == "nip" and f"{prefix}nik" in keys:
            continue
        born, sex = values.get(f"{prefix}tgl_lahir"), values.get(f"{prefix}jk")
        remarks = identity.cross_check(
            _identity(f"{prefix}nip", values, world) if f"{prefix}nip" in keys else None,
            _identity(f"{prefix}nik", values, world) if name == "nik" else None,
            born=day_of(born) if isinstance(born, str) else None,
            sex=sex if isinstance(sex, str) else "",
        )
        yield from (replace(_remarked(one), path=key) for one in remarks)


def _remarked(remark: Remark) -> Gap:
    return Gap("", f"identity-{remark.code}", Level(remark.weight.value), remark.blanks)


def _split(key: str) -> tuple[str, str]:
    """Return what stands before the name of a number, and the name: "pelapor_", "nik"."""
    start, _, name = key.rpartition("_")
    return (f"{start}_" if start else ""), name


def _is_list(value: Json, kind: type) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(part, kind) for part in value)


def _is_person(value: Json) -> bool:
    if not isinstance(value, Mapping):
        return False
    who, version = value.get("id"), value.get("version", 1)
    right = isinstance(version, int) and not isinstance(version, bool) and version > 0
    return isinstance(who, str) and bool(who) and right
