# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed or pasted, made safe to keep, sign and print, without losing what was meant.

Characters that cannot be seen and change how a line reads (controls, direction overrides, a byte
order mark) go; letters of every script, their marks, joiners and emoji stay.  Nothing is cut: a
text that is too long stays whole and `checking` says so.  Cleaning twice changes nothing more.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from db.casework import identity
from db.casework.form import Field, FieldType, Form
from db.casework.paper import Values
from db.model.canonical import LIMIT, Json

DEEPEST: Final = 12
"""Lists in lists beyond this depth are nobody's answer and are dropped."""

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LOCAL_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})[.:](\d{2})")
_PLACE: Final = re.compile(r"(?:(\d{1,2})[.:])?(\d{1,2})[.:](\d{2})")
_DASH: Final = re.compile("[-\u2010-\u2015]")
_WHOLE: Final = re.compile(
    r"(?:Rp\.?\s*)?(-?\d{1,3}(?:\.\d{3})+|-?\d{1,16})(?:,00|,-)?", re.IGNORECASE
)
_SINGLE: Final = frozenset(
    {
        FieldType.TEXT,
        FieldType.CHOICE,
        FieldType.DATE,
        FieldType.MOMENT,
        FieldType.TIME,
        FieldType.MARK,
        FieldType.REGION,
        FieldType.ACCOUNT,
        FieldType.IDENTITY,
        FieldType.PHONE,
        FieldType.URL,
        FieldType.NUMBER,
        FieldType.MONEY,
    }
)


def clean(form: Form, values: Values) -> Values:
    """Return the values as they may be kept, unanswered keys left out.

    Keys that the form does not ask are kept, since another edition may have asked them.  Never
    raises, whatever it is given.
    """
    return _level(form.fields(), values, 0)


def clean_text(text: str, *, lines: bool = True) -> str:
    r"""Return a text without what cannot be seen, composed (NFC), its ends trimmed.

    `lines`: line ends stay, all of them as ``\n``; else they become spaces.  A half of a character
    whose other half is lost becomes U+FFFD.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    return unicodedata.normalize("NFC", text).strip()


def _level(fields: tuple[Field, ...], values: Values, depth: int) -> dict[str, Json]:
    asked = {field.key: field for field in fields}
    cleaned: dict[str, Json] = {}
    for key, value in values.items():
        field = asked.get(key)
        made = _plain(value, depth + 1) if field is None else _answer(field, value, depth + 1)
        if made is not None:
            cleaned[clean_text(str(key), lines=False)] = made
    return cleaned


def _answer(field: Field, value: Json, depth: int) -> Json:
    if field.type is FieldType.ROWS and isinstance(value, list | tuple):
        return _rows(field, value, depth) or None
    plain = _plain(value, depth, lines=field.type not in _SINGLE)
    if not isinstance(plain, str):
        return plain
    return _SPELLED.get(field.type, _as_it_is)(plain)


def _rows(field: Field, rows: list[Json] | tuple[Json, ...], depth: int) -> list[Json]:
    if depth > DEEPEST:
        return []
    kept: list[Json] = []
    for row in rows:
        made = _level(field.fields, row, depth) if isinstance(row, Mapping) else _plain(row, depth)
        if made:
            kept.append(made)
    return kept


def _plain(value: object, depth: int, *, lines: bool = True) -> Json:
    """Return canonical JSON of a value, or None for nothing."""
    if isinstance(value, str):
        return clean_text(value, lines=lines) or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= LIMIT else hex(value)
    if isinstance(value, Mapping | list | tuple):
        return _within(value, depth) or None if depth <= DEEPEST else None
    return clean_text(str(value)) or None


def _within(value: Mapping[object, object] | Sequence[object], depth: int) -> Json:
    if isinstance(value, Mapping):
        named = {
            clean_text(str(key), lines=False): _plain(part, depth + 1)
            for key, part in value.items()
        }
        return {key: part for key, part in named.items() if part is not None}
    return [made for part in value if (made := _plain(part, depth + 1)) is not None]


def _as_it_is(text: str) -> Json:
    return text


def _mark(text: str) -> Json:
    return "-".join(_place(part.strip()) for part in _DASH.split(text))


def _number(text: str) -> Json:
    found = _WHOLE.fullmatch(text)
    if found is None:
        return text
    number = int(found[1].replace(".", ""))
    return number if abs(number) <= LIMIT else text


def _digits(text: str) -> Json:
    read = identity.read(text, on=date.max)
    strange = any(remark.code in {"letters", "empty"} for remark in read.remarks)
    return text if strange or not read.digits else read.digits


def _day(text: str) -> Json:
    found = _LOCAL_DAY.fullmatch(text)
    return f"{int(found[3]):04d}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def _time(text: str) -> Json:
    found = _TIME.fullmatch(text)
    return f"{int(found[1]):02d}:{int(found[2]):02d}" if found else text


def _place(text: str) -> str:
    found = _PLACE.fullmatch(text)
    return ":".join(f"{int(part or 0):02d}" for part in found.groups()) if found else text


_SPELLED: Final[Mapping[FieldType, Callable[[str], Json]]] = {
    FieldType.IDENTITY: _digits,
    FieldType.DATE: _day,
    FieldType.TIME: _time,
    FieldType.MARK: _mark,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
}
"""How an answer is written once and the same way, where people write it in several."""
