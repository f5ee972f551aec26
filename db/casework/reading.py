# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading rows: JSON from a file into frozen values, every fault named with its file and row.

A file of rows is `{"rows": [ … ]}`.  A row has exactly the keys of its value; those with a default
may be left out.  Words are `{"id": …, "en": …}`, neither empty.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from typing import Any, Final, NoReturn, get_type_hints

from db.casework.form import When, Words
from db.casework.rows import Phase, Row, Unit

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
MAY_BE_EMPTY_WORDS: Final = frozenset({"sanction", "evidence"})


def parse(name: str, data: bytes) -> Any:
    """Return what the JSON in the file `name` says; raise ValueError naming the file."""
    try:
        return json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError) as error:
        message = f"{name}: not a file of rows: {error}"
        raise ValueError(message) from error


def read_rows(kind: type[Row], name: str, data: bytes) -> tuple[Row, ...]:
    """Return the rows of one file, in its order; raise ValueError naming file and row."""
    match parse(name, data):
        case {"rows": list(rows), **rest} if not rest:
            return tuple(
                _row(kind, f"{name}, row {number}", row) for number, row in enumerate(rows, 1)
            )
        case _:
            message = f"{name}: a file of rows is an object with a list called rows"
            raise ValueError(message)


def _row(kind: type[Row], where: str, value: Any) -> Row:
    if not isinstance(value, dict):
        message = f"{where}: an object was expected"
        raise ValueError(message)  # noqa: TRY004 - callers know one kind of fault, bad rows
    where = f"{where} ({value.get('code', '?')})"
    readers, needed = _shape(kind)  # type: ignore[arg-type]  # a class hashes; mypy asks rows
    missing = sorted(needed - value.keys())
    strange = sorted(value.keys() - readers.keys())
    if missing or strange:
        faults = [f"{key} is missing" for key in missing] + [f"{key} is unknown" for key in strange]
        message = f"{where}: {', '.join(faults)}"
        raise ValueError(message)
    read: dict[str, Any] = {}
    for key, part in value.items():
        try:
            read[key] = readers[key](part)
        except (TypeError, ValueError) as error:
            message = f"{where}: {key}: {error}"
            raise ValueError(message) from error
    row = kind(**read)
    if row.valid_to and row.valid_to < row.valid_from:
        message = f"{where}: ends before it begins"
        raise ValueError(message)
    return row


@cache
def _shape(kind: type[Row]) -> tuple[dict[str, Callable[[Any], Any]], frozenset[str]]:
    """Return how each key of a row is read, and which may not be missing."""
    hints = get_type_hints(kind)
    readers = {field.name: _READERS[hints[field.name]] for field in fields(kind)}
    readers |= {"code": _some, "source": _some, "valid_from": _day, "valid_to": _day_or_none}
    readers |= dict.fromkeys(MAY_BE_EMPTY_WORDS & readers.keys(), _any_words)
    needed = frozenset(field.name for field in fields(kind) if field.default is MISSING)
    return readers, needed


def _text(value: Any) -> str:
    if not isinstance(value, str):
        _expected("a text")
    return value


def _some(value: Any) -> str:
    return _text(value).strip() or _expected("a text that is not empty")


def _day(value: Any) -> str:
    text = _text(value)
    if not DAY.fullmatch(text):
        _expected("a day like 2023-11-04")
    return date.fromisoformat(text).isoformat()


def _day_or_none(value: Any) -> str:
    return _day(value) if value else ""


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        _expected("true or false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        _expected("a whole number")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        _expected("a list")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_some(part) for part in _list(value))


def _span(value: Any) -> tuple[str, str]:
    if not value:
        return "", ""
    first, last = map(_day, _list(value))
    if last < first:
        _expected("a first day and a last day after it")
    return first, last


def _any_words(value: Any) -> Words:
    if not isinstance(value, Mapping) or value.keys() != {"id", "en"}:
        _expected("words in id and en")
    return Words(_text(value["id"]), _text(value["en"]))


def _words(value: Any) -> Words:
    words = _any_words(value)
    return Words(_some(words.id), _some(words.en))


def _when(value: Any) -> When | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or value.keys() != {"field", "in"}:
        _expected("a field and a list under in")
    return When(_some(value["field"]), frozenset(_texts(value["in"])))


def _expected(what: str) -> NoReturn:
    message = f"{what} was expected"
    raise ValueError(message)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        message = "a key stands twice in one object"
        raise ValueError(message)
    return dict(pairs)


def _refuse(text: str) -> NoReturn:
    message = f"not a whole number: {text[:20]}"
    raise ValueError(message)


_READERS: Final[dict[Any, Callable[[Any], Any]]] = {
    str: _text,
    bool: _flag,
    int: _whole,
    Unit: Unit,
    Phase: Phase,
    Words: _words,
    Words | None: lambda value: None if value is None else _words(value),
    When | None: _when,
    frozenset[str]: lambda value: frozenset(_texts(value)),
    tuple[str, ...]: _texts,
    tuple[int, ...]: lambda value: tuple(_whole(part) for part in _list(value)),
    tuple[str, str]: _span,
    tuple[Words, ...]: lambda value: tuple(_words(part) for part in _list(value)),
}
