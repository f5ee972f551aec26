# SPDX-License-Identifier: GPL-3.0-or-later
"""Protected people under their code names: values as those read them who may not know the names.

Who is protected say the values themselves (`masking.giveaways`) or the newest version of the
person's own paper.  What describes them is taken away, and what gives them away elsewhere in the
same paper is replaced by the code name.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from db.casework.answers import person
from db.casework.cover import Cover
from db.casework.masking import CODE, FLAG, NAME, OPEN, UNNAMED, giveaways, others
from db.casework.paper import PaperKind, Values
from db.model.canonical import Json

Names = Mapping[str, str]
"""What gives somebody away, and the code name that stands there instead."""


@dataclass(frozen=True, slots=True)
class Known:
    """People whom their own paper protects.  `people`: their ids, with their code names."""

    names: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)


NOBODY: Final = Known()
"""Nobody is protected by a paper of their own."""


def protected(values: Values) -> bool:
    """Tell whether the values themselves are those of a protected person."""
    return values.get(FLAG) is True


def code_of(values: Values) -> str:
    """Return the code name of a protected person's values."""
    return _code(values.get(CODE))


def protecting(values: Values, code: str) -> Values:
    """Return a person's values as those of somebody protected under `code`."""
    return {**values, FLAG: True, CODE: code}


def redact(values: Values, known: Known = NOBODY) -> Values:
    """Return the values under code names; the same object when they protect nobody."""
    told = marked(values, known)
    cover = cover_of(values, known)
    if cover.empty and told is values and not _protects(values):
        return values
    veiled = _veiled(told, cover)
    return veiled if isinstance(veiled, Mapping) else values


def marked(values: Values, known: Known) -> Values:
    """Return values in which those are marked as protected whom their own paper protects."""
    if not known.people:
        return values
    told = _marked(values, known)
    return told if isinstance(told, Mapping) else values


def cover_of(values: Values, known: Known) -> Cover:
    """Return what puts code names into texts that belong to these values."""
    told = marked(values, known)
    return Cover({**known.names, **giveaways(told)}, others(told))


def titled(kind: PaperKind, values: Values, title: str, known: Known) -> str:
    """Return a title as everybody may read it."""
    if kind is PaperKind.PERSON and protected(values):
        return code_of(values)
    return cover_of(values, known)(title)


def open_words(values: Values, words: str, known: Known) -> str:
    """Return words as everybody may search them."""
    return code_of(values) if protected(values) else cover_of(values, known)(words)


def names_text(names: Names) -> str:
    """Return names for a column."""
    return json.dumps(dict(sorted(names.items())), ensure_ascii=False)


def unveiled(new: Json, veiled: Json, old: Json) -> Json:
    """Return `new` with what was hidden from its writer put back.

    `veiled` is `old` as the writer read it.  Where they left the veil as it was, what it hid stays.
    """
    if new == veiled:
        return old
    if isinstance(new, Mapping) and isinstance(veiled, Mapping) and isinstance(old, Mapping):
        kept = {key: value for key, value in old.items() if key not in veiled and key not in new}
        return {
            **kept,
            **{
                key: unveiled(new[key], veiled.get(key), old.get(key))
                for key in new
                if key in old or key not in veiled or new[key] != veiled[key]  # else the veil's own
            },
        }
    if _is_list(new) and _is_list(veiled) and _is_list(old):
        return [*_rows_unveiled(new, veiled, old)]
    return new


def _rows_unveiled(new: Json, veiled: Json, old: Json) -> Iterator[Json]:
    """Put rows back: the same row first, then the one about the same person."""
    pairs = list(zip(_list(veiled), _list(old), strict=True))
    for row in _list(new):
        match = next((at for at, (seen, _) in enumerate(pairs) if seen == row), None)
        if match is None and isinstance(row, Mapping):
            match = _same_person(row, pairs)
        if match is None:
            yield row
        else:
            seen, whole = pairs.pop(match)
            yield unveiled(row, seen, whole)


def _same_person(row: Values, pairs: list[tuple[Json, Json]]) -> int | None:
    """Return which of the rows about protected people is about the same one."""
    who, name = person(row.get("orang")), row.get(NAME)
    for at, (seen, _) in enumerate(pairs):
        if isinstance(seen, Mapping) and protected(seen):
            same = who is not None and who == person(seen.get("orang"))
            if same or name == code_of(seen) or (protected(row) and code_of(row) == code_of(seen)):
                return at
    return None


def _marked(value: Json, known: Known) -> Json:
    if isinstance(value, Mapping):
        own = person(value.get("orang"))
        also: dict[str, Json] = {}
        if own is not None and own in known.people:
            also = {FLAG: True, CODE: known.people[own]}
        for key, part in value.items():
            who = person(part)
            described = any(other.startswith(f"{key}_") for other in value)
            if who is not None and who in known.people and described:
                also |= {f"{key}_{FLAG}": True, f"{key}_{CODE}": known.people[who]}
        return {**{key: _marked(part, known) for key, part in value.items()}, **also}
    return [_marked(part, known) for part in _list(value)] if _is_list(value) else value


def _veiled(value: Json, cover: Cover) -> Json:
    if isinstance(value, Mapping):
        hidden = _prefixes(value)
        told = {
            key: part if key.endswith(CODE) else _veiled(part, cover)
            for key, part in value.items()
            if not any(_behind(key, prefix) for prefix in hidden)
        }
        return told | {f"{prefix}{NAME}": code for prefix, code in hidden.items()}
    if _is_list(value):
        return [_veiled(part, cover) for part in _list(value)]
    return cover.value(value)


def _protects(value: Json) -> bool:
    """Tell whether a value protects anybody, even somebody whose name nobody knows."""
    if isinstance(value, Mapping):
        return bool(_prefixes(value)) or any(_protects(part) for part in value.values())
    return any(_protects(part) for part in _list(value))


def _prefixes(value: Values) -> dict[str, str]:
    """Return the beginnings of the fields that describe protected people, and their code names."""
    return {
        key.removesuffix(FLAG): _code(value.get(key.removesuffix(FLAG) + CODE))
        for key, part in value.items()
        if part is True and (key == FLAG or key.endswith(f"_{FLAG}"))
    }


def _behind(key: str, prefix: str) -> bool:
    """Tell whether a field describes the person whose fields begin with `prefix`."""
    return key.startswith(prefix) and key.removeprefix(prefix) not in OPEN


def _code(value: Json) -> str:
    return (value.strip() if isinstance(value, str) else "") or UNNAMED


def _is_list(value: Json) -> bool:
    return isinstance(value, list | tuple)


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else []
