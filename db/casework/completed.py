# SPDX-License-Identifier: GPL-3.0-or-later
"""What a form says once the people it names have been looked up: no line empty that is known.

Only what was left empty is filled; what somebody typed always stands.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from db.casework.form import Field, FieldType
from db.casework.paper import Values
from db.casework.spelling import plain_date
from db.model.canonical import Json

People = Mapping[tuple[str, int], Values]
"""The people a paper names, by paper id and version, as the reader may see them."""

NAME: Final = "nama"
CODE_NAME: Final = "kode_samaran"
BORN: Final = "ttl"
BESIDE: Final = frozenset({"orang", "pelapor"})
"""People whose own keys stand beside them, "nama"; those of others begin with theirs."""


def completed(fields: Sequence[Field], values: Values, people: People) -> Values:
    """Return `values` with what is known of the people among them, and code names for names kept.

    `fields`: those of a form, or of one row of it.
    """
    whole = dict(values)
    keys = tuple(field.key for field in fields)
    for field in fields:
        person = known(values.get(field.key), people) if field.type is FieldType.PERSON else None
        for key, part in _with_birth(person or {}).items():
            place = f"{_prefix(field.key, keys)}{key}"
            if place in keys and place != field.key and not whole.get(place):
                whole[place] = part
    for key in keys:
        code = whole.get(f"{key.removesuffix(NAME)}{CODE_NAME}")
        if key.endswith(NAME) and not whole.get(key) and code:
            whole[key] = code
    return whole


def known(value: Json, people: People) -> Values | None:
    """Return the person that a field means, in the version that was meant; None if unknown."""
    if not isinstance(value, Mapping):
        return None
    who, version = value.get("id"), value.get("version")
    if not isinstance(who, str) or not isinstance(version, int):
        return None
    return people.get((who, version))


def named(person: Values) -> str:
    """Return a person's name, or the code name of somebody whose name is kept."""
    name = person.get(NAME) or person.get(CODE_NAME)
    return name if isinstance(name, str) else ""


def _prefix(key: str, keys: Sequence[str]) -> str:
    own = f"{key}_"
    beside = key in BESIDE and not any(other.startswith(own) for other in keys)
    return "" if beside else own


def _with_birth(person: Values) -> Values:
    """Add place and day of birth as one line."""
    place, born = person.get("tempat_lahir"), person.get("tgl_lahir")
    try:
        day = plain_date(date.fromisoformat(born)) if isinstance(born, str) else ""
    except ValueError:
        day = ""
    told = ", ".join(part for part in (place, day) if isinstance(part, str) and part)
    return {BORN: told, **person} if told else person
