# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, money, days and times in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.spelling import (
    LARGEST,
    clock,
    counted,
    date_in_words,
    day_name,
    long_date,
    plain_date,
    rupiah,
    span,
    terbilang,
    zone,
)

WITA = timezone(timedelta(hours=8))
ONES = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "sebelas": 11,
}
GROUPS = {"ribu": 1, "juta": 2, "miliar": 3, "triliun": 4, "kuadriliun": 5}


def understood(words: str) -> int:
    """Read a spelled number as a person would, from left to right."""
    total = group = unit = 0
    for word in words.split():
        if word == "minus":
            continue
        if word == "seribu":
            total += 1000
        elif word == "seratus":
            group += 100
        elif word == "ratus":
            group, unit = group + unit * 100, 0
        elif word == "puluh":
            group, unit = group + unit * 10, 0
        elif word == "belas":
            group, unit = group + unit + 10, 0
        elif word in GROUPS:
            total, group, unit = total + (group + unit) * 1000 ** GROUPS[word], 0, 0
        else:
            unit = ONES[word]
    return (-1 if words.startswith("minus") else 1) * (total + group + unit)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2023, "dua ribu dua puluh tiga"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (700_000, "tujuh ratus ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"),
        (1_000_000_000_000, "satu triliun"),
        (2_000_000_000_000_001, "dua kuadriliun satu"),
        (-5, "minus lima"),
    ],
)
def test_a_number_is_spelled_as_it_is_said(number: int, words: str) -> None:
    assert terbilang(number) == words


@given(st.integers(min_value=-LARGEST, max_value=LARGEST))
def test_a_spelled_number_is_understood_as_itself(number: int) -> None:
    assert understood(terbilang(number)) == number


def test_every_number_to_ten_thousand_has_words_of_its_own() -> None:
    said = [terbilang(number) for number in range(10_001)]
    assert len(set(said)) == len(said)
    assert all("satu ratus" not in words and "satu puluh" not in words for words in said)


def test_a_number_beyond_quadrillions_has_no_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        terbilang(LARGEST + 1)


def test_a_day_is_spelled_out_as_minutes_do() -> None:
    assert date_in_words(date(2023, 12, 3)) == (
        "Minggu, tanggal Tiga bulan Desember tahun Dua Ribu Dua Puluh Tiga"
    )
    assert date_in_words(date(2024, 2, 29)) == (
        "Kamis, tanggal Dua Puluh Sembilan bulan Februari tahun Dua Ribu Dua Puluh Empat"
    )


def test_days_are_written_in_both_languages() -> None:
    day = date(2024, 2, 14)
    assert long_date(day) == "Rabu, 14 Februari 2024"
    assert long_date(day, "en") == "Wednesday, 14 February 2024"
    assert plain_date(day) == "14 Februari 2024"
    assert day_name(day, "xx") == "Rabu"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_day_of_the_week_is_the_calendars(day: date) -> None:
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    assert date_in_words(day).startswith(f"{names[day.isoweekday() - 1]}, tanggal ")


def test_a_time_says_its_zone_and_what_the_worlds_clock_said() -> None:
    at = datetime(2023, 12, 3, 2, 42, 11, tzinfo=UTC).astimezone(WITA)
    assert clock(at) == "10.42 WITA"
    assert clock(at, utc=True) == "10.42 WITA (02.42 UTC)"
    assert clock(at, "en", utc=True) == "10:42 WITA (02:42 UTC)"


def test_the_worlds_day_is_added_where_it_was_another() -> None:
    early = datetime(2023, 12, 3, 7, 30, tzinfo=WITA)
    assert clock(early, utc=True) == "07.30 WITA (23.30 UTC, 2 Desember 2023)"


def test_universal_time_is_said_once() -> None:
    assert clock(datetime(2023, 12, 3, 7, 30, tzinfo=UTC), utc=True) == "07.30 UTC"


def test_zones_have_their_names_here() -> None:
    def at(minutes: int) -> datetime:
        return datetime(2024, 1, 1, tzinfo=timezone(timedelta(minutes=minutes)))

    named = {minutes: zone(at(minutes)) for minutes in (420, 480, 540, 330, -210)}
    assert named == {420: "WIB", 480: "WITA", 540: "WIT", 330: "UTC+5.30", -210: "UTC-3.30"}
    assert zone(datetime(2024, 1, 1)) == ""  # noqa: DTZ001 - a time without a zone is the case


def test_a_span_says_its_zone_once() -> None:
    first = datetime(2023, 12, 3, 10, 15, tzinfo=WITA)
    last = datetime(2023, 12, 3, 12, 40, tzinfo=WITA)
    assert span(first, last) == "10.15 s.d. 12.40 WITA"
    assert span(first, last, "en") == "10:15 to 12:40 WITA"


def test_money_is_written_in_figures_and_words() -> None:
    assert rupiah(700_000) == "Rp700.000,00 (tujuh ratus ribu rupiah)"
    assert rupiah(1_250, words=False) == "Rp1.250,00"
    assert rupiah(700_000, "en") == "Rp700,000.00"
    assert rupiah(-50_000) == "-Rp50.000,00 (minus lima puluh ribu rupiah)"
    assert counted(14) == "14 (empat belas)"
