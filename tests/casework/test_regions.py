# SPDX-License-Identifier: GPL-3.0-or-later
"""Every place is found by code and by name, is called what it is there, and keeps its clock."""

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.regions import RegionKind, Regions, fold
from desktop.actions.rules import reference, regions
from resources.reference import REGIONS, region_files
from resources.reference.take_regions import take

SLOWEST = 0.030  # seconds of the processor; others may be at work on this machine
CURLED = "\u2019"


def test_the_tables_are_the_bytes_that_were_published() -> None:
    for line in (REGIONS / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert sha256((REGIONS / name).read_bytes()).hexdigest() == digest
    assert "Open Database License" in (REGIONS / "NOTICE.md").read_text()


def test_there_are_as_many_places_as_the_package_says() -> None:
    assert [regions().count(width) for width in (2, 5, 8, 13)] == [38, 514, 7285, 83762]


def test_every_row_is_found_with_the_name_a_csv_reader_reads() -> None:
    for name, data in region_files().items():
        rows = csv.reader(io.StringIO(data.decode()))
        next(rows)
        for row in list(rows)[:: 1 if len(data) < 300_000 else 17]:
            assert regions().name(row[0]) == row[-1], (name, row)
            assert row[0] in regions()
            assert row[0] in regions().children(row[0].rpartition(".")[0])


@pytest.mark.parametrize(
    ("code", "path"),
    [
        (
            "51.05.01.2008",
            ("Bali", "Kabupaten Klungkung", "Kecamatan Nusa Penida", "Desa Batununggul"),
        ),
        (
            "21.05.01.1001",
            (
                "Kepulauan Riau",
                "Kabupaten Kepulauan Anambas",
                "Kecamatan Siantan",
                "Kelurahan Terempa",
            ),
        ),
        (
            "94.04.03.2003",
            ("Papua Tengah", "Kabupaten Mimika", "Distrik Mimika Timur", "Kampung Poumako"),
        ),
        (
            "13.01.01.2001",
            (
                "Sumatera Barat",
                "Kabupaten Pesisir Selatan",
                "Kecamatan Pancung Soal",
                "Nagari Inderapura",
            ),
        ),
        ("11.01.01", ("Aceh", "Kabupaten Aceh Selatan", "Kecamatan Bakongan")),
        ("73.71", ("Sulawesi Selatan", "Kota Makassar")),
        ("99.99", ()),
    ],
)
def test_a_place_is_called_what_it_is_there(code: str, path: tuple[str, ...]) -> None:
    assert regions().path(code) == path


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("51.05.01.2008", ("Asia/Makassar", "WITA", 480)),
        ("62.01.02.1005", ("Asia/Pontianak", "WIB", 420)),
        ("94", ("Asia/Jayapura", "WIT", 540)),
        ("18.03", ("Asia/Jakarta", "WIB", 420)),
        ("82", ("Asia/Jayapura", "WIT", 540)),
    ],
)
def test_a_place_keeps_its_clock(code: str, zone: tuple[str, str, int]) -> None:
    found = regions().zone(code)
    assert (found.iana, found.name, found.minutes) == zone


def test_every_province_has_a_clock_that_the_zone_files_agree_with() -> None:
    noon = datetime(2024, 2, 14, 12, tzinfo=UTC)
    for code in regions().children():
        zone = regions().zone(code)
        offset = noon.astimezone(ZoneInfo(zone.iana)).utcoffset()
        assert offset == timedelta(minutes=zone.minutes)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("51", RegionKind.PROVINCE),
        ("51.05", RegionKind.REGENCY),
        ("73.71", RegionKind.CITY),
        ("51.05.01", RegionKind.DISTRICT),
        ("51.05.01.2008", RegionKind.VILLAGE),
        ("21.05.01.1001", RegionKind.WARD),
        ("91.03.01.3001", RegionKind.CUSTOM),
        ("", None),
        ("51.05.01.9001", None),
    ],
)
def test_a_code_tells_what_a_place_is(code: str, kind: RegionKind | None) -> None:
    assert regions().kind(code) == kind


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("batununggul", "51.05.01.2008"),
        ("Desa BATUNUNGGUL", "51.05.01.2008"),
        ("nusa penida", "51.05.01"),
        ("Kec. Nusa Penida", "51.05.01"),
        ("semuli raya lampung", "18.03.13.2002"),
        ("51.05.01.2008", "51.05.01.2008"),
        ("ra\u2019as", "35.29.22"),
        ("raas", "35.29.22"),
        ("kab garut", "32.05"),
        ("barrang lompo makassar", "73.71.15.1002"),
    ],
)
def test_a_place_is_found_however_its_name_is_typed(said: str, code: str) -> None:
    assert regions().search(said)[0] == code


def test_a_name_written_apart_finds_the_place_written_together() -> None:
    found = regions().search("suka maju garut")
    assert found
    assert all(regions().name(code) == "Sukamaju" and code.startswith("32.05") for code in found)


def test_names_with_a_curled_apostrophe_are_found_with_a_straight_one_or_none() -> None:
    rows = csv.reader(io.StringIO(region_files()["villages.csv"].decode()))
    curled = [(row[0], row[-1]) for row in rows if CURLED in row[-1]]
    assert len(curled) == 3
    for code, name in curled:
        for typed in (name, name.replace(CURLED, "'"), name.replace(CURLED, "")):
            assert code in regions().search(typed, limit=50)


def test_a_search_stays_within_the_place_it_is_asked_for() -> None:
    found = regions().search("suka", within="32.05", limit=500)
    assert len(found) > 5
    assert all(code.startswith("32.05.") for code in found)


def test_a_search_ends_with_what_it_may_show() -> None:
    assert len(regions().search("s", limit=7)) == 7
    assert regions().search("") == ()
    assert regions().search("…—") == ()
    assert regions().search("tidak ada tempat begini") == ()


@pytest.mark.parametrize("said", ["suka", "maju jaya", "suka maju garut", "a", "x" * 10_000_000])
def test_a_search_is_quick(said: str) -> None:
    regions().search("batununggul")
    best = min(_seconds(said) for _ in range(5))
    assert best < SLOWEST


def _seconds(said: str) -> float:
    begun = time.process_time()
    regions().search(said)
    return time.process_time() - begun


@given(st.text(max_size=40))
def test_whatever_is_typed_is_searched_without_a_fault(said: str) -> None:
    for code in regions().search(said, limit=3):
        assert code in regions()
    assert fold(fold(said)) == fold(said)


def test_former_codes_are_known_and_lead_to_places_of_today() -> None:
    assert "91.09" not in regions()
    assert regions().existed("91.09.03")
    assert regions().now("91.09") == "94.04"
    assert not regions().existed("99.01.01")
    for row in reference().former_regions:
        assert row.now in regions()
        assert regions().name(row.now) == row.label.id
        assert not row.verified


def test_a_missing_or_spoilt_table_is_named() -> None:
    whole = region_files()
    with pytest.raises(ValueError, match=r"villages\.csv"):
        Regions({name: data for name, data in whole.items() if "vill" not in name}, ())
    for spoilt in (b"", b"name,code\n", b"code,name\n1\n", b"code,name\r\n11,Aceh\r\n"):
        with pytest.raises(ValueError, match=r"provinces\.csv"):
            Regions({**whole, "provinces.csv": spoilt}, ())


def test_other_bytes_than_the_named_ones_are_not_taken(tmp_path: Path) -> None:
    for name, data in {**region_files(), "LICENSE.md": b"x"}.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ValueError, match=r"LICENSE\.md"):
        take(tmp_path)
