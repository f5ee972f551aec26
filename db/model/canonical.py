# SPDX-License-Identifier: GPL-3.0-or-later
"""The one byte form that is hashed and signed: RFC 8785 JSON without floating-point numbers.

Two programs that agree on a value agree on its bytes.  Numbers are whole and fit in 53 bits, so
that a JavaScript reader sees the same ones; positions and durations are scaled to whole units.
"""

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Final

from db.errors import DamagedError

LIMIT: Final = 2**53 - 1
LONGEST: Final = 17
ASTRAL: Final = 0xF0  # first byte of a UTF-8 character beyond the basic plane

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
        value: Json = json.loads(
            data, parse_float=_refuse, parse_constant=_refuse, parse_int=_whole
        )
        plain = data.isascii() or max(data, default=0) < ASTRAL
        same = (_fast(value) if plain else to_bytes(value)) == data
    except (ValueError, RecursionError) as error:
        message = "these bytes are not canonical JSON"
        raise DamagedError(message) from error
    if not same:
        message = "this JSON is not in its canonical form"
        raise DamagedError(message)
    return value


def _fast(value: Json) -> bytes:
    """Emit what was just parsed, in C.  Right unless a key lies beyond the basic plane."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def _refuse(text: str) -> Json:
    message = f"not a whole number: {text[:20]}"
    raise ValueError(message)


def _whole(text: str) -> int:
    number = int(text) if len(text) <= LONGEST else LIMIT + 1
    if abs(number) > LIMIT:
        message = "numbers are limited to 53 bits"
        raise ValueError(message)
    return number


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
            return encode_basestring(str(value))
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                message = "keys are text"
                raise ValueError(message)
            # RFC 8785 §3.2.3: keys in the order of their UTF-16 code units.
            plain = all(name.isascii() for name in value)
            names = sorted(value, key=None if plain else lambda name: name.encode("utf-16-be"))
            return "{" + ",".join(f"{_emit(name)}:{_emit(value[name])}" for name in names) + "}"
        case Sequence() if not isinstance(value, bytes | bytearray):
            return "[" + ",".join(_emit(item) for item in value) + "]"
        case _:
            message = f"{type(value).__name__} has no canonical form"
            raise ValueError(message)
