# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, times and places in a recording as people type them; pure reading, no guessing.

A day is read as day, month, year in this order, as everybody here writes it.
"""

import re
from datetime import date
from typing import Final

from db.model.calendar import LONG_MONTHS, MONTHS

NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})")
SOLID: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")
ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAMED: Final = re.compile(r"(\d{1,2})[-/. ]*([a-z]{3,9})[-/., ]*(\d{4}|\d{2})")
CLOCK: Final = re.compile(r"(\d{1,2})(?:[.: ,]?(\d{2}))?")
CENTURY: Final = 2000
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


def day_of(text: str) -> date | None:
    """Return the day `text` means, or None when there is no such day or no one way to read it."""
    bare = text.strip().casefold()
    if match := ISO.fullmatch(bare):
        year, month, day = (int(part) for part in match.groups())
    elif match := NUMBERS.fullmatch(bare) or SOLID.fullmatch(bare):
        day, month, year = (int(part) for part in match.groups())
    elif match := NAMED.fullmatch(bare):
        day, year = int(match[1]), int(match[3])
        month = _month(match[2])
    else:
        return None
    if year < 100:
        year += CENTURY
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    for language in ("id", "en"):
        for names in (MONTHS[language], LONG_MONTHS[language]):
            for number, month in enumerate(names, start=1):
                if month.casefold() == name:
                    return number
    return {"agt": 8, "agus": 8, "ags": 8, "sept": 9, "nop": 11}.get(name, 0)


def typed_day(day: date) -> str:
    """Return a day as the edits show it: "03-12-2023"."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def clock_of(text: str) -> str | None:
    """Return the time of day `text` means as "10:15", or None."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def place_of(text: str) -> str | None:
    """Return a place in a recording, "1:37" or "00.01.37" or "97", as "00:01:37"; None if none."""
    parts = re.split(r"[:. ]", text.strip())
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    if len(parts) > 3 or any(int(part) > 59 for part in parts[1:]):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}:{second:02d}" if hour < 100 else None
