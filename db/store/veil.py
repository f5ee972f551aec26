# SPDX-License-Identifier: GPL-3.0-or-later
"""Protected people under their code names: values as those read them who may not know the names.

Three spellings protect somebody: the values of a person (`dilindungi`), a row about a person
(likewise), and fields that begin alike (`pelapor_dilindungi`, `pelapor_nama`, …).  What identifies
them is taken away, and their names are replaced in every other text of the same paper.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from db.casework.answers import person
from db.casework.paper import PaperKind, Values
from db.model.canonical import Json

FLAG: Final = "dilindungi"
CODE: Final = "kode_samaran"
NAME: Final = "nama"
UNNAMED: Final = "TERLINDUNGI"
"""The code name of somebody who was given none."""
OPEN: Final = frozenset({FLAG, CODE, "orang", "id", "version", "peran", "kedudukan"})
"""What may be read of a protected person."""
LEAST: Final = 3
"""Words of a name with fewer letters are no reason to change a text."""

Names = Mapping[str, str]
"""What gives somebody away, and the code name that stands there instead."""


@dataclass(frozen=True, slots=True)
class Cover:
    """People whom their own paper protects.  `people`: their ids, with their code names."""

    names: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)


OPENLY: Final = Cover()
"""Nobody is protected by a paper of their own."""


def protected(values: Values) -> bool:
    """Tell whether the values themselves are those of a protected person."""
    return values.get(FLAG) is True


def code_of(values: Values) -> str:
    """Return the code name of a protected person's values."""
    return _written(values.get(CODE)) or UNNAMED


def names_in(values: Values) -> dict[str, str]:
    """Return what gives away those whom these values protect themselves."""
    found: dict[str, str] = {}
    for part, code in _protected_parts(values):
        for key, value in part.items():
            if key not in OPEN and (text := _written(value)) and _telling(key, text):
                found[text] = code
    for text in open_names(values):
        found.pop(text, None)
    return found


def _telling(key: str, text: str) -> bool:
    """Tell whether a text names one person wherever it stands: a name, a number, an address."""
    kind = key.rpartition("_")[2] if key != NAME else NAME
    named = kind in {NAME, "alias", "email", "alamat"}
    return (named or kind in {"nip", "nrp", "nik", "hp"}) and len(text) >= LEAST


def redact(values: Values, cover: Cover = OPENLY) -> Values:
    """Return the values under code names; the same object when they protect nobody."""
    told = marked(values, cover)
    if protected(told):
        return _bare(told)
    mask = mask_of(told, cover)
    if mask.empty and told is values and not any(True for _ in _protected_parts(values)):
        return values
    veiled = _veiled(told, mask)
    return veiled if isinstance(veiled, Mapping) else values


def marked(values: Values, cover: Cover) -> Values:
    """Return values in which those are marked as protected whom their own paper protects."""
    if not cover.people:
        return values
    told = _marked(values, cover)
    return told if isinstance(told, Mapping) else values


def _marked(value: Json, cover: Cover) -> Json:
    if isinstance(value, Mapping):
        own = person(value.get("orang"))
        also: dict[str, Json] = {}
        if own is not None and own in cover.people:
            also = {FLAG: True, CODE: cover.people[own]}
        for key, part in value.items():
            who = person(part)
            if (
                who is not None
                and who in cover.people
                and any(other.startswith(f"{key}_") for other in value)
            ):
                also |= {f"{key}_{FLAG}": True, f"{key}_{CODE}": cover.people[who]}
        return {**{key: _marked(part, cover) for key, part in value.items()}, **also}
    if _is_list(value):
        return [_marked(part, cover) for part in _list(value)]
    return value


def mask_of(values: Values, cover: Cover) -> "Mask":
    """Return what replaces names in texts that belong to these values."""
    told = marked(values, cover)
    return Mask({**cover.names, **names_in(told)}, spare=open_names(told))


class Mask:
    """Replaces names in texts, whole or a word of them.

    `spare`: names of others in the same paper; a word that they share stays, or the paper would
    accuse the wrong one.
    """

    def __init__(self, names: Names, spare: Sequence[str] = ()) -> None:
        table = {name.casefold(): code for name, code in names.items() if name}
        others = [name for name in spare if " ".join(name.casefold().split()) not in table]
        spared = {word for name in others for word in _words(name)}
        for name, code in names.items():
            if any(letter.isdigit() for letter in name):
                continue  # a number or an address: whole or not at all
            for word in _words(name):
                if len(word) >= LEAST and word not in spared:
                    table.setdefault(word, code)
        self._table = table
        longest = sorted(table, key=len, reverse=True)
        choice = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
        self._found = re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE) if table else None

    @property
    def empty(self) -> bool:
        """Tell whether it replaces nothing."""
        return self._found is None

    def __call__(self, text: str) -> str:
        """Return `text` with code names in it."""
        if self._found is None:
            return text
        masked = self._found.sub(self._code, text)
        for code in set(self._table.values()):
            masked = re.sub(rf"{re.escape(code)}(?:\s+{re.escape(code)})+", code, masked)
        return masked

    def _code(self, match: re.Match[str]) -> str:
        said = " ".join(match[0].casefold().split())
        return self._table.get(said, UNNAMED)


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
    """Put rows back: the same row first, then the one of the same code name."""
    pairs = list(zip(_list(veiled), _list(old), strict=True))
    for row in _list(new):
        match = next((at for at, (seen, _) in enumerate(pairs) if seen == row), None)
        if match is None and isinstance(row, Mapping) and protected(row):
            match = _same_code(row, pairs)
        if match is None:
            yield row
        else:
            seen, whole = pairs.pop(match)
            yield unveiled(row, seen, whole)


def _same_code(row: Values, pairs: list[tuple[Json, Json]]) -> int | None:
    for at, (seen, _) in enumerate(pairs):
        if isinstance(seen, Mapping) and protected(seen) and code_of(seen) == code_of(row):
            return at
    return None


def titled(kind: PaperKind, values: Values, title: str, cover: Cover) -> str:
    """Return a title as everybody may read it."""
    if kind is PaperKind.PERSON and protected(values):
        return code_of(values)
    return mask_of(values, cover)(title)


def open_words(values: Values, words: str, cover: Cover) -> str:
    """Return words as everybody may search them."""
    return code_of(values) if protected(values) else mask_of(values, cover)(words)


def names_text(names: Names) -> str:
    """Return names for a column."""
    return json.dumps(dict(sorted(names.items())), ensure_ascii=False)


def _veiled(value: Json, mask: Mask) -> Json:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        if protected(value):
            return _bare(value)
        hidden = dict(_prefixes(value))
        return {
            key: part
            if key in {CODE, FLAG} or key.endswith((f"_{CODE}", f"_{FLAG}"))
            else _veiled(part, mask)
            for key, part in value.items()
            if not _behind(key, hidden)
        } | {f"{prefix}_{NAME}": code for prefix, code in hidden.items()}
    if _is_list(value):
        return [_veiled(part, mask) for part in _list(value)]
    return value


def _bare(values: Values) -> dict[str, Json]:
    """Return what may be read of a protected person."""
    kept = {key: value for key, value in values.items() if key in OPEN}
    return {**kept, NAME: code_of(values)}


def _behind(key: str, hidden: Mapping[str, str]) -> bool:
    """Tell whether a field stands behind one of the veils that fields beginning alike make."""
    prefix, _, last = key.partition("_")
    return prefix in hidden and bool(last) and last not in OPEN


def _prefixes(values: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield "pelapor" and its code name where "pelapor_dilindungi" is set."""
    for key, value in values.items():
        if value is True and key.endswith(f"_{FLAG}"):
            prefix = key.removesuffix(f"_{FLAG}")
            yield prefix, _written(values.get(f"{prefix}_{CODE}")) or UNNAMED


def _protected_parts(value: Json) -> Iterator[tuple[Mapping[str, Json], str]]:
    """Yield whatever describes somebody who is protected, and their code name."""
    if isinstance(value, Mapping):
        if protected(value):
            yield value, code_of(value)
            return
        hidden = dict(_prefixes(value))
        for prefix, code in hidden.items():
            yield (
                {
                    key: part
                    for key, part in value.items()
                    if key.startswith(f"{prefix}_") and _behind(key, hidden)
                },
                code,
            )
        for key, part in value.items():
            if not _behind(key, hidden):
                yield from _protected_parts(part)
    elif _is_list(value):
        for part in _list(value):
            yield from _protected_parts(part)


def open_names(value: Json) -> list[str]:
    """Return the names of people in a paper whom nothing protects."""
    found: list[str] = []
    if isinstance(value, Mapping) and not protected(value):
        hidden = dict(_prefixes(value))
        for key, part in value.items():
            if _behind(key, hidden):
                continue
            if isinstance(part, str) and (key == NAME or key.endswith(f"_{NAME}")):
                found.append(part)
            else:
                found += open_names(part)
    elif _is_list(value):
        for part in _list(value):
            found += open_names(part)
    return found


def _words(name: str) -> list[str]:
    return re.findall(r"\w+(?:['\u2019]\w+)*", name.casefold())


def _written(value: Json) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_list(value: Json) -> bool:
    return isinstance(value, list | tuple)


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else []
