# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files and plain text, read as text and never carried out.

Source of the PDF rules: ISO 32000-1 §7.5 (file structure), §14.3.3 (document information).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from db.intake.limits import WORDS, WORDS_CHARS
from db.intake.source import Source
from db.intake.text import clean, decode

_WINDOW: Final = 2 * 1024 * 1024
_TEXT_BYTES: Final = 4 * WORDS_CHARS
_INFO: Final = re.compile(
    rb"/(CreationDate|ModDate|Producer|Creator|Title|Author)\s*"
    rb"(\((?:[^()\\]|\\.|\([^()]{0,200}\)){0,1000}\)|<[0-9A-Fa-f\s]{0,4000}>)",
    re.DOTALL,
)
_ACTIVE: Final = (
    (b"/JavaScript", "JavaScript"),
    (b"/Launch", "Launch"),
    (b"/EmbeddedFile", "EmbeddedFile"),
    (b"/OpenAction", "OpenAction"),
)
_DATE: Final = re.compile(
    r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?)?"
)


@dataclass(slots=True)
class Pdf:
    """What a PDF says of itself.  `ends`: end-of-file marks; more than one means later additions.

    `active`: kinds of content that do something when opened.
    """

    version: str = ""
    info: dict[str, str] = field(default_factory=dict)
    pages: int | None = None
    ends: int = 0
    offset: int = 0
    active: tuple[str, ...] = ()
    encrypted: bool = False
    xmp: bytes = b""


def read_pdf(source: Source) -> Pdf:
    """Read what stands open in a PDF's first and last two megabytes."""
    head = source.read(0, _WINDOW)
    tail = source.read(max(source.size - _WINDOW, len(head)), _WINDOW)
    data = head + b"\n" + tail
    seen = Pdf()
    seen.offset = max(head.find(b"%PDF-", 0, 1029), 0)
    seen.version = decode(head[seen.offset + 5 : seen.offset + 8], 3)
    for match in _INFO.finditer(data):
        # A later addition's value replaces an earlier one, as in a reader.
        seen.info[match[1].decode("ascii")] = _pdf_text(match[2])
    counts = [int(number) for number in re.findall(rb"/Count\s+(\d{1,6})\b", data)]
    seen.pages = max(counts, default=None)
    seen.ends = len(re.findall(rb"%%EOF", data))
    seen.active = tuple(name for mark, name in _ACTIVE if mark in data)
    seen.encrypted = b"/Encrypt" in data
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    if 0 <= start < end:
        seen.xmp = data[start : end + len(b"</x:xmpmeta>")]
    return seen


def pdf_time(text: str) -> str | None:
    """Turn "D:20261114101530+09'00'" into "2026-11-14T10:15:30+09:00"; None if it is not one."""
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc, sign, hours, minutes = match.groups()
    zone = "Z" if utc else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"


def _pdf_text(raw: bytes) -> str:
    if raw.startswith(b"<"):
        digits = re.sub(rb"\s", b"", raw[1:-1])
        value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        value = re.sub(rb"\\(\d{3})", _octal, raw[1:-1])
        value = re.sub(rb"\\([()\\])", rb"\1", value)
    if value.startswith(b"\xfe\xff"):
        return clean(value[2:].decode("utf-16-be", "replace"))
    return decode(value)


def _octal(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 255]) if match[1].translate(None, b"01234567") == b"" else b""


@dataclass(frozen=True, slots=True)
class Chat:
    """A messenger's exported conversation.  Dates are "2026-11-14T10:15", read day first."""

    messages: int
    people: int
    first: str
    last: str


_LINE: Final = re.compile(
    r"^\u200e?\[?(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{2,4}),?\s"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?:\]|\s-)\s(?:(?P<who>[^:\n]{1,100}):\s)?"
)


def read_text(source: Source) -> str:
    """Return the beginning of a text file as clean text, lines kept, at most 20,000 words."""
    data = source.read(0, _TEXT_BYTES)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            cut = error.start >= len(data) - 4 and source.size > len(data)
            text = data.decode("utf-8", "ignore") if cut else data.decode("latin-1")
    return first_words(text)


def first_words(text: str) -> str:
    """Return at most 20,000 words of a text, clean."""
    for number, match in enumerate(re.finditer(r"\S+", text)):
        if number >= WORDS:
            text = text[: match.start()]
            break
    return clean(text, WORDS_CHARS, lines=True)


def read_chat(text: str) -> Chat | None:
    """Recognise a WhatsApp export; None if fewer than two of its lines look like messages."""
    lines = [match for line in text.splitlines() if (match := _LINE.match(line))]
    if len(lines) < 2:
        return None
    # Indonesian phones write the day first; a "day" over 12 in the second place says otherwise.
    month_first = any(int(line["b"]) > 12 for line in lines)
    times = [time for line in lines if (time := _chat_time(line, month_first=month_first))]
    people = {line["who"] for line in lines if line["who"]}
    if not times or not people:
        return None
    return Chat(len(lines), len(people), min(times), max(times))


def _chat_time(line: re.Match[str], *, month_first: bool) -> str | None:
    a, b, c = int(line["a"]), int(line["b"]), int(line["c"])
    if a > 31:
        year, month, day = a, b, c
    else:
        day, month, year = (b, a, c) if month_first else (a, b, c)
    year += 2000 if year < 100 else 0
    hour = int(line["hour"])
    half = (line["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and int(line["minute"]) < 60):
        return None
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{line['minute']}"


def members(source: Source) -> Iterator[str]:
    """Yield the clean names in a ZIP's own list, at most a thousand, without unpacking anything."""
    tail = source.read(max(source.size - 66_000, 0), 66_000)
    mark = tail.rfind(b"PK\x05\x06")
    if mark < 0 or len(tail) < mark + 22:
        return
    size = int.from_bytes(tail[mark + 12 : mark + 16], "little")
    where = int.from_bytes(tail[mark + 16 : mark + 20], "little")
    listing = source.read(where, min(size, 1024 * 1024))
    at = 0
    for _number in range(1000):
        if listing[at : at + 4] != b"PK\x01\x02" or len(listing) < at + 46:
            return
        name, extra, comment = (
            int.from_bytes(listing[at + place : at + place + 2], "little") for place in (28, 30, 32)
        )
        yield decode(listing[at + 46 : at + 46 + name], 200)
        at += 46 + name + extra + comment
