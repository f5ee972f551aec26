# SPDX-License-Identifier: GPL-3.0-or-later
"""The one outer form of every message: a canonical head that says what it is, and plain bytes.

A message is four bytes of length (big-endian), that many bytes of canonical JSON, and a tail.  One
value has one spelling, lengths are held against a limit before anything is parsed, and a message of
a later version is told from damage.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from db.errors import DamagedError, NewerFormatError
from db.model import canonical
from db.model.canonical import Json
from db.model.digest import LENGTH as HASH
from db.model.digest import Digest
from sync.errors import MalformedMessageError

FAMILY: Final = "segel.id/sync/"
HEAD_LIMIT: Final = 64 * 1024
PREFIX: Final = 4
_VERSION: Final = re.compile(r"segel\.id/sync/[a-z]{1,20}/v[1-9][0-9]{0,3}")


def pack(kind: str, tail: bytes = b"", /, **parts: Json) -> bytes:
    """Return a message of `kind` ("proof") with what its head says and its tail."""
    head = canonical.to_bytes({**parts, "type": f"{FAMILY}{kind}/v1"})
    return len(head).to_bytes(PREFIX) + head + tail


def unpack(
    data: bytes, kind: str, fields: frozenset[str], limit: int
) -> tuple[Mapping[str, Json], bytes]:
    """Return head and tail of a message of `kind` that has exactly `fields`.

    Raise MalformedMessageError, or NewerFormatError for a later version of the same message.
    """
    if len(data) > limit:
        message = "a message of this kind is never this long"
        raise MalformedMessageError(message)
    length = int.from_bytes(data[:PREFIX])
    if len(data) < PREFIX + length or length > HEAD_LIMIT or len(data) < PREFIX:
        raise MalformedMessageError(_NONE)
    try:
        head = canonical.from_bytes(data[PREFIX : PREFIX + length])
    except DamagedError as error:
        raise MalformedMessageError(_NONE) from error
    if not isinstance(head, Mapping):
        raise MalformedMessageError(_NONE)
    told = head.get("type")
    if told != f"{FAMILY}{kind}/v1":
        later = isinstance(told, str) and told.startswith(f"{FAMILY}{kind}/v")
        if later and _VERSION.fullmatch(str(told)):
            message = "this message is of a newer protocol"
            raise NewerFormatError(message)
        raise MalformedMessageError(_NONE)
    if set(head) != fields | {"type"}:
        raise MalformedMessageError(_NONE)
    return head, data[PREFIX + length :]


def kind_of(data: bytes) -> str:
    """Return what a message says it is ("receipt"), or an empty text."""
    length = int.from_bytes(data[:PREFIX])
    if length > HEAD_LIMIT:
        return ""
    found = re.search(rb'"type":"segel\.id/sync/([a-z]{1,20})/v', data[PREFIX : PREFIX + length])
    return "" if found is None else found[1].decode()


def hashes(tail: bytes) -> tuple[bytes, ...]:
    """Return the 32-byte names that a tail holds; raise MalformedMessageError for a broken one."""
    if len(tail) % HASH:
        raise MalformedMessageError(_NONE)
    return tuple(tail[at : at + HASH] for at in range(0, len(tail), HASH))


def whole(value: Json, most: int) -> int:
    """Return a whole number from 0 to `most`."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise MalformedMessageError(_NONE)
    return value


def text(value: Json, most: int = 2000) -> str:
    """Return text of at most `most` characters."""
    if not isinstance(value, str) or len(value) > most:
        raise MalformedMessageError(_NONE)
    return value


def digest(value: Json) -> Digest:
    """Return a digest in hexadecimal digits."""
    try:
        return Digest.from_hex(text(value, 2 * HASH))
    except ValueError as error:
        raise MalformedMessageError(_NONE) from error


def numbers(value: Json, most: int, many: int) -> tuple[int, ...]:
    """Return a list of at most `many` whole numbers up to `most`."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > many:
        raise MalformedMessageError(_NONE)
    return tuple(whole(one, most) for one in value)


_NONE: Final = "not a message of this protocol"
