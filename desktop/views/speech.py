# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for values: codes, times, sizes and places, in the language the screen speaks."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from db.errors import InvalidInputError, SegelError
from db.model.calendar import DAYS, LONG_MONTHS, MONTHS
from db.model.moment import MICRO, from_microseconds
from desktop.views import words
from resources.phrases import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.model.claim import CaptureTime
    from db.model.clock import TrueTime
    from db.model.progress import Progress

Language = words.Language
language, word = words.language, words.word  # they stand apart for the lock screen
ZONES: Final = {420: "WIB", 480: "WITA", 540: "WIT", 0: "UTC"}
"""The three zones of Indonesia (Keppres 41/1987), by their offset in minutes."""
UNITS: Final = ("B", "kB", "MB", "GB", "TB")
STEP: Final = 1000
TENS: Final = 10
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*)?")


def error_text(error: SegelError) -> str:
    """Return what a person needs to know of an expected error: what, what is safe, who acts."""
    blanks = dated(error.details)
    if isinstance(error, InvalidInputError) and "what" in blanks:
        return say(f"invalid.{blanks['what']}", language(), **blanks)
    return say(f"error.{error.code}", language(), **blanks)


def dated(blanks: "Mapping[str, str]") -> dict[str, str]:
    """Return blanks of a sentence with days and times as people write them, the rest as it is."""
    return {key: _in_words(value) for key, value in blanks.items()}


def _in_words(value: str) -> str:
    """Write "2023-12-12" as "12 Desember 2023", a time with its zone behind it."""
    if not _ISO.fullmatch(value):
        return value
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = f"{when.day} {LONG_MONTHS[language()][when.month - 1]} {when.year}"
    if "T" not in value:
        return day
    offset = when.utcoffset()
    zone = "" if offset is None else f" {zone_name(int(offset.total_seconds() // 60))}"
    return f"{day} {clock(when)}{zone}"


def number(value: int) -> str:
    """Write a whole number with its groups of three: 12.345 in Indonesian."""
    text = f"{value:,}"
    return text.replace(",", ".") if language() == "id" else text


def size(count: int) -> str:
    """Write a number of bytes for people: "3,4 MB"."""
    value, place = float(count), 0
    while value >= STEP and place < len(UNITS) - 1:
        value /= STEP
        place += 1
    text = f"{value:.0f}" if place == 0 or value >= TENS * TENS else f"{value:.1f}"
    return f"{text.replace('.', ',') if language() == 'id' else text} {UNITS[place]}"


def zone_name(minutes: int) -> str:
    """Return what a zone is called here: WIB, WITA, WIT, else "UTC+5:30"."""
    if minutes in ZONES:
        return ZONES[minutes]
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


def moment(microseconds: int, zone_minutes: int, *, seconds: bool = False) -> str:
    """Write a time in a zone: "14 Nov 2026 10.15 WITA"."""
    when = from_microseconds(microseconds).astimezone(timezone(timedelta(minutes=zone_minutes)))
    return f"{date(when)} {clock(when, seconds=seconds)} {zone_name(zone_minutes)}"


def by_both_clocks(microseconds: int, zone_minutes: int, true: "TrueTime | None") -> str:
    """Say what the laptop's clock said and what it was corrected to; nothing without correction."""
    if true is None:
        return ""
    return word(
        "clock.both",
        laptop=moment(microseconds, zone_minutes),
        true=moment(true.us, true.zone_minutes),
    )


def date(when: datetime) -> str:
    """Write a day: "14 Nov 2026"."""
    return f"{when.day} {MONTHS[language()][when.month - 1]} {when.year}"


def long_date(when: datetime) -> str:
    """Write a day with its name: "Sabtu, 14 November 2026"."""
    spoken = language()
    month = LONG_MONTHS[spoken][when.month - 1]
    return f"{DAYS[spoken][when.weekday()]}, {when.day} {month} {when.year}"


def clock(when: datetime, *, seconds: bool = False) -> str:
    """Write a time of day: "10.15" in Indonesian, "10:15" in English."""
    mark = "." if language() == "id" else ":"
    return when.strftime(f"%H{mark}%M" + (f"{mark}%S" if seconds else ""))


def captured(time: "CaptureTime") -> str:
    """Write when a file says it was made, with the zone if one is known."""
    try:
        when = datetime.fromisoformat(time.local)
    except ValueError:
        return time.local
    zone = "" if time.offset_minutes is None else f" {zone_name(time.offset_minutes)}"
    return f"{date(when)} {clock(when, seconds=True)}{zone}"


def brief(microseconds: int, zone_minutes: int) -> str:
    """Write a time where room is scarce: "14 Nov 10.15"."""
    when = from_microseconds(microseconds).astimezone(timezone(timedelta(minutes=zone_minutes)))
    return f"{when.day} {MONTHS[language()][when.month - 1]} {clock(when)}"


def brief_captured(time: "CaptureTime") -> str:
    """Write when a file says it was made, without seconds and zone."""
    try:
        when = datetime.fromisoformat(time.local)
    except ValueError:
        return time.local
    return f"{date(when)} {clock(when)}"


def duration(milliseconds: int) -> str:
    """Write a length of time: "1:05" or "2:03:09"."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def about(milliseconds: int) -> str:
    """Write how long something will take, as roughly as it is known: "about 12 minutes"."""
    minutes = round(milliseconds / 60_000)
    if milliseconds < 60_000:
        return word("left.moment")
    if minutes < 100:
        return word("left.minutes", count=number(minutes))
    return word("left.hours", hours=number(minutes // 60), minutes=number(minutes % 60))


def progress_text(progress: "Progress") -> str:
    """Write one line about running work: step, how far, and on what."""
    line = word(progress.what, "step")
    if progress.total:
        if progress.unit == "bytes":
            line += f" · {size(progress.done)} / {size(progress.total)}"
        else:
            line += f" · {number(progress.done)} / {number(progress.total)}"
    if progress.left_ms is not None and progress.done < progress.total:
        line += f" · {word('left.still', time=about(progress.left_ms))}"
    return f"{line} · {progress.subject}" if progress.subject else line


def utc_day(microseconds: int, zone_minutes: int) -> int:
    """Return the number of a day since 1970 in a zone, to group items by."""
    return (microseconds // MICRO + zone_minutes * 60) // 86_400


def day_of(number_of_day: int) -> datetime:
    """Return the day `utc_day` numbered."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=number_of_day)
