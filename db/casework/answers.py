# SPDX-License-Identifier: GPL-3.0-or-later
"""What was answered in a form, read without trusting its shape.

Values come from drafts, from older editions of a form and from other offices.  Whatever has not
the shape that `form` gives a field counts as not answered; nothing here raises.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from db.casework.paper import Values
from db.model.canonical import Json
from db.model.ids import PaperId


def text(values: Values, key: str) -> str:
    """Return a text without the space around it, or an empty one."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def texts(values: Values, key: str) -> tuple[str, ...]:
    """Return the texts of a list that are not empty; a single text is a list of one."""
    value = values.get(key)
    many = value if isinstance(value, list | tuple) else (value,)
    return tuple(one.strip() for one in many if isinstance(one, str) and one.strip())


def flag(values: Values, key: str) -> bool:
    """Tell whether a flag was answered with yes."""
    return values.get(key) is True


def rows(values: Values, key: str) -> tuple[Values, ...]:
    """Return the rows of a table; a single object is a table of one."""
    value = values.get(key)
    many = value if isinstance(value, list | tuple) else (value,)
    return tuple(one for one in many if isinstance(one, Mapping))


def person(value: Json) -> PaperId | None:
    """Return whom a person field means, or None for anything that is no person field."""
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        return PaperId(str(value["id"]))
    return None


def people_in(value: Json) -> Iterator[PaperId]:
    """Yield everybody meant anywhere in a value, however deep, in reading order."""
    if isinstance(value, Mapping):
        who = person(value)
        if who is not None and set(value) <= {"id", "version"}:
            yield who
        else:
            for part in value.values():
                yield from people_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from people_in(part)


def day(values: Values, key: str) -> date | None:
    """Return a day; of a moment its local day."""
    written = text(values, key)[:10]
    try:
        return date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None


def moment(values: Values, key: str) -> datetime | None:
    """Return a moment with its offset, or None."""
    try:
        read = datetime.fromisoformat(text(values, key))
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def filled(value: Json) -> bool:
    """Tell whether somebody answered: false and nought are answers, space and nothing are not."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping | list | tuple):
        return any(filled(part) for part in _parts(value))
    return value is not None


def _parts(value: Json) -> tuple[Json, ...]:
    if isinstance(value, Mapping):
        return tuple(value.values())
    return tuple(value) if isinstance(value, list | tuple) else ()
