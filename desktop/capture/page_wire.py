# SPDX-License-Identifier: GPL-3.0-or-later
"""What the browser's process and this program say to each other: few messages, each with a limit.

A page may have taken over the process that shows it.  So whatever comes from there is either a
piece of one page being saved, in the one order there is, or the end of that process.
"""

import json
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

MIB: Final = 1024 * 1024
PIECE: Final = 256 * 1024
"""Bytes of a message at most."""
MOST_ARCHIVE: Final = 64 * MIB
MOST_PICTURES: Final = 48 * MIB
MOST_PARTS: Final = 12
ADDRESS_CHARS: Final = 2000
TEXT_CHARS: Final = 500
WIDEST: Final = 20_000
TALLEST: Final = 10_000_000
_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HEAD: Final = struct.Struct(">BI")


class Say(IntEnum):
    """One kind of message.  The first two go to the browser, the others come from it."""

    OPEN = 1  # how to look, and which page to begin with
    TOLD = 2  # how sealing went
    READY = 16
    BEGIN = 17  # the person asked for the page to be saved; what it is
    PICTURE = 18  # bytes of a PNG
    PART = 19  # that PNG is whole
    ARCHIVE = 20  # bytes of the MHTML
    WHOLE = 21  # everything of that page was said
    DROPPED = 22  # nothing comes of that page; why


class Gone(IntEnum):
    """Why nothing came of a page, or why it has no archive."""

    NOTHING = 0
    LEFT = 1  # the page was left meanwhile, or its process died
    SILENT = 2  # it did not answer in time
    LARGE = 3  # more than may be kept
    NO_OUTLET = 4  # an archive would have to lie on the disk in the clear
    STOPPED = 5  # by the person
    UNSAVED = 6  # the engine made no archive


class BrokenWireError(Exception):
    """The other side does not keep to the messages there are."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the browser opens.  `language`: "id" or "en".  `address`: the page, or empty."""

    language: str
    dark: bool
    address: str = ""
    account_used: str = ""
    method: str = ""

    def to_load(self) -> bytes:
        """Return the bytes of its message."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(told).encode()

    @classmethod
    def from_load(cls, load: bytes) -> "Wish":
        """Read what `to_load` wrote; raise BrokenWireError."""
        told = _object(load)
        texts = (
            _text(told, name, ADDRESS_CHARS)
            for name in ("language", "address", "account_used", "method")
        )
        language, address, account, method = texts
        return cls(language, told.get("dark") is True, address, account, method)


@dataclass(frozen=True, slots=True)
class Begun:
    """A page as it stood when the person asked for it to be saved.

    `width` and `height`: of the window's page, in CSS pixels.  `scale`: screen pixels for each of
    them, in percent.  `engine`: name and version.  `account_used` and `method`: as the person
    noted them.
    """

    address: str
    title: str
    width: int
    height: int
    scale: int
    engine: str
    account_used: str = ""
    method: str = ""

    def to_load(self) -> bytes:
        """Return the bytes of its message."""
        told = {name: getattr(self, name) for name in self.__slots__}
        told["address"] = self.address[:ADDRESS_CHARS]
        told["title"] = self.title[:TEXT_CHARS]
        return json.dumps(told).encode()

    @classmethod
    def from_load(cls, load: bytes) -> "Begun":
        """Read what `to_load` wrote; raise BrokenWireError."""
        told = _object(load)
        return cls(
            _text(told, "address", ADDRESS_CHARS),
            _text(told, "title", TEXT_CHARS),
            _number(told, "width", WIDEST),
            _number(told, "height", WIDEST),
            _number(told, "scale", WIDEST),
            _text(told, "engine", TEXT_CHARS),
            _text(told, "account_used", TEXT_CHARS),
            _text(told, "method", TEXT_CHARS),
        )


CERTIFICATE: Final = ("certificate_subject", "certificate_issuer", "certificate_sha256")


@dataclass(frozen=True, slots=True)
class Ended:
    """How saving a page went: its whole height and how much of it is in the picture, CSS pixels.

    `address`: what was shown at the end.  `lack`: why there is no archive, or NOTHING.
    `certificate`: what the site showed of itself, by the names in CERTIFICATE, or empty.
    """

    address: str
    page_height: int
    seen_height: int
    lack: Gone = Gone.NOTHING
    certificate: dict[str, str] = field(default_factory=dict)

    def to_load(self) -> bytes:
        """Return the bytes of its message."""
        told = {
            "address": self.address[:ADDRESS_CHARS],
            "certificate": {name: text[:TEXT_CHARS] for name, text in self.certificate.items()},
            "lack": int(self.lack),
            "page_height": min(self.page_height, TALLEST),
            "seen_height": min(self.seen_height, TALLEST),
        }
        return json.dumps(told).encode()

    @classmethod
    def from_load(cls, load: bytes) -> "Ended":
        """Read what `to_load` wrote; raise BrokenWireError."""
        told = _object(load)
        shown = told.get("certificate")
        if not isinstance(shown, dict) or not set(shown) <= set(CERTIFICATE):
            raise BrokenWireError
        certificate = {name: _text(shown, name, TEXT_CHARS) for name in shown}
        return cls(
            _text(told, "address", ADDRESS_CHARS),
            _number(told, "page_height", TALLEST),
            _number(told, "seen_height", TALLEST),
            gone_from(_number(told, "lack", max(Gone))),
            certificate,
        )


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A whole page: what it was, its pictures from top to bottom, and its archive or nothing."""

    begun: Begun
    ended: Ended
    pictures: tuple[bytes, ...]
    archive: bytes


def message(say: Say, load: bytes = b"") -> bytes:
    """Return one message as bytes; `load` has at most PIECE of them."""
    return _HEAD.pack(say, len(load)) + load


def clean(text: str) -> str:
    """Return a text without what cannot be seen or turns the reading round."""
    return "".join(
        one for one in text if unicodedata.category(one) not in _UNSEEN and one not in _TURNING
    )


def gone_from(number: int) -> Gone:
    """Return the reason with this number; raise BrokenWireError for none."""
    try:
        return Gone(number)
    except ValueError as error:
        raise BrokenWireError from error


class Ear:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def hear(self, data: bytes) -> Iterator[tuple[Say, bytes]]:
        """Yield every message that is whole by now; raise BrokenWireError for what is none."""
        self._held += data
        while len(self._held) >= _HEAD.size:
            number, length = _HEAD.unpack_from(self._held)
            if length > PIECE:
                raise BrokenWireError
            end = _HEAD.size + length
            if len(self._held) < end:
                return
            load = bytes(self._held[_HEAD.size : end])
            del self._held[:end]
            try:
                yield Say(number), load
            except ValueError as error:
                raise BrokenWireError from error


@dataclass(slots=True)
class _Loose:
    """The pieces of a page that is not whole yet."""

    begun: Begun
    pictures: list[bytes] = field(default_factory=list)
    part: bytearray = field(default_factory=bytearray)
    archive: bytearray = field(default_factory=bytearray)
    seen: int = 0


class Gatherer:
    """Puts the pieces of one page together.  Holds at most one page."""

    def __init__(self) -> None:
        self._loose: _Loose | None = None

    def take(self, say: Say, load: bytes) -> Begun | SavedPage | Gone | None:
        """Take a message from the browser.

        Return what it completes: the beginning of a page, a whole page, or why there is none.
        Raise BrokenWireError for anything out of its order or over its limit.
        """
        loose = self._loose
        if say is Say.DROPPED:  # also of a page that did not even answer at first
            self._loose = None
            return gone_from(load[0] if len(load) == 1 else -1)
        if loose is None:
            if say is not Say.BEGIN:
                raise BrokenWireError
            self._loose = _Loose(Begun.from_load(load))
            return self._loose.begun
        match say:
            case Say.PICTURE:
                loose.part += load
                loose.seen += len(load)
                _hold(loose.seen <= MOST_PICTURES)
            case Say.PART:
                _hold(bool(loose.part) and len(loose.pictures) < MOST_PARTS)
                loose.pictures.append(bytes(loose.part))
                loose.part.clear()
            case Say.ARCHIVE:
                loose.archive += load
                _hold(len(loose.archive) <= MOST_ARCHIVE)
            case Say.WHOLE:
                self._loose = None
                return _whole(loose, Ended.from_load(load))
            case _:
                raise BrokenWireError
        return None


def _whole(loose: _Loose, ended: Ended) -> SavedPage:
    _hold(bool(loose.pictures) and not loose.part)
    _hold(bool(loose.archive) == (ended.lack is Gone.NOTHING))
    return SavedPage(loose.begun, ended, tuple(loose.pictures), bytes(loose.archive))


def _hold(kept: object) -> None:
    if not kept:
        raise BrokenWireError


def _object(load: bytes) -> dict[str, Any]:
    try:
        told = json.loads(load)
    except (ValueError, RecursionError) as error:
        raise BrokenWireError from error
    if not isinstance(told, dict):
        raise BrokenWireError
    return told


def _text(told: dict[str, Any], name: str, most: int) -> str:
    value = told.get(name)
    if not isinstance(value, str) or len(value) > most:
        raise BrokenWireError
    return clean(value)


def _number(told: dict[str, Any], name: str, most: int) -> int:
    value = told.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise BrokenWireError
    return value
