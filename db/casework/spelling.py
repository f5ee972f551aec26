# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, money, days and times in words, as minutes and reports spell them.

A minutes sheet writes its day out so that no figure can be changed afterwards; the spelling is
that of the language, the same for every office.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from db.model.calendar import DAYS, LONG_MONTHS

LARGEST: Final = 10**18 - 1
_UNITS: Final = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
)
_GROUPS: Final = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
_ZONES: Final = {420: "WIB", 480: "WITA", 540: "WIT", 0: "UTC"}  # Keppres 41/1987


def terbilang(number: int) -> str:
    """Spell a whole number in Indonesian: 1103 is "seribu seratus tiga".

    Raise ValueError beyond 999 quadrillion.
    """
    if abs(number) > LARGEST:
        message = "no word for a number as large as this"
        raise ValueError(message)
    if number < 0:
        return f"minus {terbilang(-number)}"
    if number == 0:
        return _UNITS[0]
    words: list[str] = []
    for place in range(len(_GROUPS) - 1, -1, -1):
        group = number // 1000**place % 1000
        if group == 1 and place == 1:
            words.append("seribu")
        elif group:
            words.extend((_below_thousand(group), _GROUPS[place]))
    return " ".join(word for word in words if word)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds == 1:
        words.append("seratus")
    elif hundreds:
        words.append(f"{_UNITS[hundreds]} ratus")
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < 10:
        return _UNITS[number]
    if number == 10:
        return "sepuluh"
    if number == 11:
        return "sebelas"
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    tens, unit = divmod(number, 10)
    return f"{_UNITS[tens]} puluh" + (f" {_UNITS[unit]}" if unit else "")


def titled(words: str) -> str:
    """Write every word of a spelled number with a capital: "Dua Ribu Dua Puluh Tiga"."""
    return " ".join(word.capitalize() for word in words.split())


def date_in_words(day: date) -> str:
    """Spell a day as minutes do.

    "Minggu, tanggal Tiga bulan Desember tahun Dua Ribu Dua Puluh Tiga".
    """
    return (
        f"{day_name(day)}, tanggal {titled(terbilang(day.day))} bulan {month_name(day.month)} "
        f"tahun {titled(terbilang(day.year))}"
    )


def day_name(day: date, language: str = "id") -> str:
    """Return "Minggu" or "Sunday"."""
    return DAYS[_known(language)][day.weekday()]


def month_name(month: int, language: str = "id") -> str:
    """Return "Desember" or "December" for 12."""
    return LONG_MONTHS[_known(language)][month - 1]


def plain_date(day: date, language: str = "id") -> str:
    """Return "3 Desember 2023"."""
    return f"{day.day} {month_name(day.month, language)} {day.year}"


def long_date(day: date, language: str = "id") -> str:
    """Return "Minggu, 3 Desember 2023"."""
    return f"{day_name(day, language)}, {plain_date(day, language)}"


def zone(at: datetime) -> str:
    """Return what the zone of a time is called here: WIB, WITA, WIT, else "UTC+5.30".

    Empty for a time without a zone.
    """
    offset = at.utcoffset()
    if offset is None:
        return ""
    minutes = offset // timedelta(minutes=1)
    if minutes in _ZONES:
        return _ZONES[minutes]
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f".{rest:02d}" if rest else "")


def clock(at: datetime, language: str = "id", *, utc: bool = False) -> str:
    """Write the time of day with its zone: "10.42 WITA"; in English "10:42 WITA".

    With `utc` also what the world's clock said, "10.42 WITA (02.42 UTC)"; the day is added where
    it was another one there: "07.30 WITA (23.30 UTC, 2 Desember 2023)".
    """
    told = f"{_hour(at, language)} {zone(at)}".rstrip()
    if not utc or not at.utcoffset():
        return told
    world = at.astimezone(UTC)
    day = "" if world.date() == at.date() else f", {plain_date(world.date(), language)}"
    return f"{told} ({_hour(world, language)} UTC{day})"


def span(first: datetime, last: datetime, language: str = "id") -> str:
    """Write a span within one day: "10.15 s.d. 12.40 WITA"."""
    until = "to" if language == "en" else "s.d."
    return f"{_hour(first, language)} {until} {clock(last, language)}"


def rupiah(amount: int, language: str = "id", *, words: bool = True) -> str:
    """Write whole rupiah: "Rp700.000,00 (tujuh ratus ribu rupiah)".

    In English, or without `words`, only the figure: "Rp700,000.00".
    """
    sign, figure = "-" if amount < 0 else "", f"{abs(amount):,}"
    if language == "en":
        return f"{sign}Rp{figure}.00"
    told = f"{sign}Rp{figure.replace(',', '.')},00"
    return f"{told} ({terbilang(amount)} rupiah)" if words else told


def counted(amount: int) -> str:
    """Write a count as receipts do, figure and words: "14 (empat belas)"."""
    return f"{amount} ({terbilang(amount)})"


def _hour(at: datetime, language: str) -> str:
    return f"{at.hour:02d}{':' if language == 'en' else '.'}{at.minute:02d}"


def _known(language: str) -> str:
    return "en" if language == "en" else "id"
