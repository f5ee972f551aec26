# SPDX-License-Identifier: GPL-3.0-or-later
"""Times keep their zone and how it is known; places keep their doubts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.intake import place, times
from db.intake.zones import nearest_offset
from db.model.claim import Position, Source


def at(lat: float, lon: float) -> Position:
    return Position(round(lat * place.E7), round(lon * place.E7), None, Source.GPS)


@pytest.mark.parametrize(
    ("lat", "lon", "zones"),
    [
        (-6.2, 106.8, {420}),  # Jakarta
        (5.5, 95.3, {420}),  # Banda Aceh
        (-0.03, 109.3, {420}),  # Pontianak
        (-8.65, 115.2, {480}),  # Denpasar
        (-5.1, 119.4, {480}),  # Makassar
        (-1.2, 116.8, {480}),  # Balikpapan
        (-10.2, 123.6, {480}),  # Kupang
        (4.0, 126.7, {480}),  # Talaud
        (-2.53, 140.7, {540}),  # Jayapura
        (-8.5, 140.4, {540}),  # Merauke
        (-3.7, 128.2, {540}),  # Ambon
        (0.8, 127.4, {540}),  # Ternate
        (51.5, -0.1, set()),  # London
        (-33.9, 151.2, set()),  # Sydney
    ],
)
def test_indonesias_zones_are_known_by_place(lat: float, lon: float, zones: set[int]) -> None:
    assert zones <= place.zones_at(at(lat, lon))
    assert bool(zones) == bool(place.zones_at(at(lat, lon)))


@pytest.mark.parametrize(
    ("minutes", "zone"),
    [(540, 540), (420.0, 420), (333, 330), (345, 345), (-720, -720), (545, 540), (0, 0)],
)
def test_a_zone_explains_a_difference(minutes: float, zone: int) -> None:
    assert nearest_offset(timedelta(minutes=minutes)) == zone


@pytest.mark.parametrize("minutes", [577, 375 - 4, 15 * 60 + 1, -13 * 60, 27 * 60])
def test_no_zone_explains_an_odd_difference(minutes: int) -> None:
    assert nearest_offset(timedelta(minutes=minutes)) is None


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("+06.2000+106.8000/", 6.2, 106.8),
        ("-02.5337+140.7181+012.500/", -2.5337, 140.7181),
        ("-0232.02+14043.09/", -2.5336667, 140.7181667),
        ("-023201.3+1404305.2/", -2.5336944, 140.7181111),
    ],
)
def test_iso_6709_is_read_in_all_its_lengths(text: str, lat: float, lon: float) -> None:
    fix = place.iso6709_fix(text)
    assert fix is not None
    assert fix.position is not None
    assert abs(fix.position.lat_e7 - round(lat * place.E7)) <= 1
    assert abs(fix.position.lon_e7 - round(lon * place.E7)) <= 1


def test_a_place_off_the_globe_is_no_position() -> None:
    fix = place.iso6709_fix("+95.0000+200.0000/")
    assert fix is not None
    assert (fix.position, fix.oddity) == (None, "range")


def test_distances_are_those_of_the_earth() -> None:
    jakarta, surabaya = at(-6.2, 106.8167), at(-7.25, 112.75)
    assert abs(place.metres(jakarta, surabaya) - 665_000) < 5_000
    assert place.metres(jakarta, jakarta) == 0


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_position_is_shown_in_seven_decimals(lat: float, lon: float) -> None:
    shown = [float(part) for part in place.show(at(lat, lon)).split(",")]
    assert abs(shown[0] - lat) < 1e-6
    assert abs(shown[1] - lon) < 1e-6


@pytest.mark.parametrize(
    "text", ["0000:00:00 00:00:00", "    :  :     :  :  ", "", "2026:13:01 10:00:00", "x"]
)
def test_blank_and_impossible_times_are_none(text: str) -> None:
    assert times.exif_time(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"), [("+09:00", 540), ("-0530", -330), ("Z", 0), ("+99:00", None), ("", None)]
)
def test_offsets_are_read_in_every_spelling(text: str, minutes: int | None) -> None:
    assert times.offset_minutes(text) == minutes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("VID_20261114_101530.mp4", datetime(2026, 11, 14, 10, 15, 30)),  # noqa: DTZ001
        ("Screenshot_20261114-101530.png", datetime(2026, 11, 14, 10, 15, 30)),  # noqa: DTZ001
        ("WhatsApp Image 2026-11-14 at 10.15.30.jpeg", None),
        ("IMG-20261114-WA0003.jpg", None),
        ("20269914_101530.jpg", None),
    ],
)
def test_a_time_in_a_name_is_local(name: str, expected: datetime | None) -> None:
    assert times.name_time(name) == expected


def test_an_unset_container_time_is_none() -> None:
    assert times.mac_time(0) is None
    assert times.mac_time(2**63) is None
    assert times.mac_time(2_082_844_800) == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_stamp_with_a_zone_has_a_moment() -> None:
    stamp = times.iso_time("2026-11-14T10:15:30+0900")
    assert stamp is not None
    assert stamp.utc == datetime(2026, 11, 14, 1, 15, 30, tzinfo=UTC)
    assert str(stamp) == "2026-11-14T10:15:30+09:00"


def test_photos_of_one_fence_lie_within_twenty_metres() -> None:
    here = at(-5.0485, 119.3292)
    assert place.metres(here, here) == 0
    assert 0 < place.metres(here, at(-5.0486, 119.3293)) < 20
    assert place.metres(at(0, 0), at(0, 1)) == pytest.approx(111_195, rel=1e-3)
    assert place.metres(at(0, 0), at(0, 180)) == pytest.approx(20_015_115, rel=1e-3)


POINTS = st.builds(at, st.floats(-90, 90), st.floats(-180, 180))


@given(POINTS, POINTS)
def test_the_way_back_is_as_far(one: Position, other: Position) -> None:
    there = place.metres(one, other)
    assert there == pytest.approx(place.metres(other, one), abs=1)
    assert 0 <= there <= 20_015_116
