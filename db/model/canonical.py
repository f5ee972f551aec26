# SPDX-License-Identifier: GPL-3.0-or-later
"""The one byte form that is hashed and signed: RFC 8785 JSON without floating-point numbers.

Two programs that agree on a value agree on its bytes.  Numbers are whole and fit in 53 bits, so
that a JavaScript reader sees the same ones; positions and durations are scaled to whole units.
"""

import json
from collections.abc import Mapping, Sequence

from db.errors import DamagedError

LIMIT = 2**53 - 1

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def to_bytes(value: Json) -> bytes:
    """Return the canonical bytes of `value`.

    Raises ValueError on anything RFC 8785 (or the whole-number rule above) does not allow: floats,
    big integers, lone surrogates, keys that are not text.
    """
    return _emit(value).encode("utf-8")


def from_bytes(data: bytes) -> Json:
    """Parse bytes that must already be canonical; the inverse of `to_bytes`.

    Raises DamagedError if they are not: a second spelling of the same value would have a second
    hash, so it is refused and not repaired.
    """
    try:
        value: Json = json.loads(data, parse_float=_refuse_number, parse_constant=_refuse_number)
        same = to_bytes(value) == data
    except (ValueError, RecursionError) as error:
        message = "these bytes are not canonical JSON"
        raise DamagedError(message) from error
    if not same:
        message = "this JSON is not in its canonical form"
        raise DamagedError(message)
    return value


def _refuse_number(text: str) -> Json:
    message = f"not a whole number: {text[:20]}"
    raise ValueError(message)


def _emit(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            if abs(value) > LIMIT:
                message = "numbers are limited to 53 bits"
                raise ValueError(message)
            return str(int(value))
        case str():
            value.encode(
                "utf-8"
            )  # a lone surrogate has no bytes: UnicodeEncodeError is a ValueError
            return json.dumps(str(value), ensure_ascii=False)
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                message = "keys are text"
                raise ValueError(message)
            # RFC 8785 §3.2.3: keys in the order of their UTF-16 code units.
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
            return "{" + ",".join(f"{_emit(name)}:{_emit(value[name])}" for name in names) + "}"
        case Sequence() if not isinstance(value, bytes | bytearray):
            return "[" + ",".join(_emit(item) for item in value) + "]"
        case _:
            message = f"{type(value).__name__} has no canonical form"
            raise ValueError(message)
