# SPDX-License-Identifier: GPL-3.0-or-later
"""What is fuzzed: a parser at a border, the errors it may answer with, and what to begin from.

Bytes that begin with `{` are made canonical before a parser of canonical JSON sees them, so that a
bent value gets past the question of its spelling; all other bytes come as they are.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.errors import SegelError
from db.model import canonical

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE / "corpus"
CRASHERS: Final = HERE / "crashers"
Named = tuple[type[BaseException], ...]
EXPECTED: Final[Named] = (SegelError,)
KIB: Final = 1024


class Border(StrEnum):
    """Where the bytes come from."""

    NETWORK = "network"
    STICK = "stick"
    FILE = "file"
    TYPED = "typed"
    CHILD = "parsing child"
    VAULT = "vault folder"


@dataclass(frozen=True, slots=True)
class Target:
    """One parser.

    `refuses`: the errors it may raise; anything else is a crash.  `seeds`: what to begin from.
    `seconds`: of processor time for one input; more is a hang.  `longest`: bytes of an input.
    """

    name: str
    border: Border
    parse: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    refuses: Named = EXPECTED
    seconds: float = 2.0
    longest: int = 4 * KIB


def room(name: str) -> Path:
    """Return a new folder of this process's own, which is removed when the process ends."""
    folder = Path(_ROOMS.name) / f"{os.getpid()}-{name}"
    folder.mkdir()
    return folder


def keep_rooms() -> None:
    """Leave the rooms to the process that this one was forked from."""
    _ROOMS._finalizer.detach()  # type: ignore[attr-defined]  # there is no other way to tell it


_ROOMS: Final = tempfile.TemporaryDirectory(prefix="segel-fuzz-")


class SecondSpellingError(Exception):
    """Something that has one spelling was read from another."""


def one_spelling(wrote: bytes, data: bytes) -> None:
    """Raise SecondSpellingError where what was read would be written otherwise."""
    if wrote != data:
        raise SecondSpellingError


def canon(data: bytes) -> bytes:
    """Return canonical JSON for any JSON object, else the bytes as they are."""
    if data[:1] != b"{":
        return data
    try:
        return canonical.to_bytes(json.loads(data))
    except (ValueError, TypeError, RecursionError):
        return data


def framed(data: bytes) -> bytes:
    """Return a message for a JSON object, a line break and a tail, else the bytes as they are."""
    if data[:1] != b"{":
        return data
    text, _, tail = data.partition(b"\n")
    head = canon(text)
    return len(head).to_bytes(4) + head + tail


def loose(message: bytes) -> bytes:
    """Return a message in the form that `framed` takes: a seed whose head can be bent."""
    length = int.from_bytes(message[:4])
    return message[4 : 4 + length] + b"\n" + message[4 + length :]


def both(messages: Iterable[bytes]) -> list[bytes]:
    """Return messages as they are, and as `framed` takes them."""
    return [form for one in messages for form in (one, loose(one))]


def text(parse: Callable[[str], object]) -> Callable[[bytes], object]:
    """Return a parser of bytes for one of text: what a keyboard, a scanner or a file can give."""
    return lambda data: parse(data.decode("utf-8", "replace"))


def written(*texts: str) -> Callable[[], Iterable[bytes]]:
    """Return texts as seeds."""
    return lambda: [one.encode() for one in texts]


def kept(name: str) -> list[Path]:
    """Return what is kept of a target in the project: small inputs, and all that ever crashed."""
    return [path for home in (CORPUS, CRASHERS) for path in sorted((home / name).glob("*"))]


class HangError(BaseException):
    """An input took more processor time than its target may."""


def attempt(target: Target, data: bytes) -> BaseException | None:
    """Parse `data`; return what came out that must not, or None."""
    try:
        target.parse(data)
    except target.refuses:
        return None
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return error
    return None
