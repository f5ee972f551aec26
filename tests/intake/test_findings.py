# SPDX-License-Identifier: GPL-3.0-or-later
"""Each finding is raised by the file that shows it, and by no untouched one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from db.intake.isolate import Surroundings
from db.intake.wording import sentence
from db.model.evidence import Facts
from db.model.finding import Level

Look = Callable[..., Facts]
Codes = Callable[[Facts], dict[str, Level]]
LOOK, NOTE = Level.LOOK, Level.NOTE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dipotong_exif_lama.jpg", {"dims_mismatch": LOOK, "thumbnail_mismatch": LOOK}),
        ("thumbnail_beda.jpg", {"thumbnail_mismatch": LOOK}),
        ("data_setelah_EOI_zip.jpg", {"trailing_data": LOOK, "polyglot": LOOK}),
        ("dua_exif.jpg", {"multiple_exif": LOOK}),
        ("gps_nol.jpg", {"gps_zero": NOTE}),
        ("gps_tanpa_tanda.jpg", {"gps_outside_district": LOOK, "gps_ref_suspect": LOOK}),
        ("jam_melenceng.jpg", {"clock_skew": LOOK}),
        ("offset_salah_WIB.jpg", {"tz_offset_mismatch": LOOK}),
        ("lightroom_mobile_xmp.jpg", {"software_edit": LOOK, "xmp_history": LOOK}),
        ("tahun_1970.jpg", {"date_epoch": LOOK}),
        ("Screenshot_20261114-101530.png", {"screenshot": NOTE, "no_exif": NOTE}),
        ("Issue_508.jpg", {"software_edit": LOOK, "dims_mismatch": LOOK}),
        ("picasa.jpg", {"software_edit": LOOK, "dims_mismatch": NOTE}),
        ("Photoshop_(3).jpg", {"software_edit": NOTE}),
        ("Issue_173_(dotnet).jpg", {"gps_date_invalid": NOTE}),
        ("IMG_0412.MOV", {"video_remux": LOOK}),
        ("dipotong_edit_list.mp4", {"video_remux": LOOK, "edit_list": LOOK}),
        ("waktu_mvhd_lokal.mov", {"video_time_mismatch": NOTE}),
        ("cloud.jpg", {"c2pa_remote": NOTE}),
        ("tanpa_moov.mp4", {"video_unfinished": LOOK}),
        ("bukan_jpeg.jpg", {"type_mismatch": LOOK}),
        ("pdf_bernama.jpg", {"type_mismatch": LOOK}),
        ("png_bernama.jpg", {"type_mismatch": LOOK}),
        ("komentar_kendali.jpg", {"hidden_characters": NOTE}),
        ("xmp_entitas_bom.jpg", {"xmp_entities": LOOK}),
        ("terpotong_tengah.jpg", {"truncated": LOOK}),
        ("nol_bita.jpg", {"empty": LOOK}),
    ],
)
def test_a_labelled_file_shows_its_findings(
    look: Look, codes: Codes, on_duty: Surroundings, name: str, expected: dict[str, Level]
) -> None:
    found = codes(look(name, around=on_duty))
    assert {code: found.get(code) for code in expected} == expected


@pytest.mark.parametrize(
    "name",
    [
        "HTC_Desire.jpg",
        "Samsung_GT-I9000_(Galaxy_S).jpg",
        "Sony_DSC-HX5V_(2).jpg",
        "Issue_173_(dotnet).jpg",
        "gps-datetime.jpg",
        "sample.3gp",
        "VID_20261114_101530.mp4",
        *(f"arah_{number}.jpg" for number in range(1, 9)),
    ],
)
def test_an_untouched_file_is_never_called_loud(look: Look, name: str) -> None:
    assert look(name).loudest is not LOOK


def test_a_c2pa_manifest_is_seen_whether_or_not_it_can_be_checked(look: Look, codes: Codes) -> None:
    found = codes(look("adobe-20220124-CA.jpg"))
    assert {"c2pa_present", "c2pa_valid"} & found.keys()


def test_a_name_in_whatsapps_style_asks_for_the_file_itself(look: Look, codes: Codes) -> None:
    facts = look("picasa.jpg", name="IMG-20261114-WA0003.jpg")
    assert codes(facts)["whatsapp_name"] is NOTE
    finding = next(one for one in facts.findings if one.code == "whatsapp_name")
    assert "kabel atau kartu" in sentence(finding, "id")


def test_the_future_depends_on_the_laptops_clock(
    look: Look, codes: Codes, around: Surroundings
) -> None:
    early = Surroundings(now=datetime(2009, 1, 1, tzinfo=UTC), zone_minutes=540)
    assert codes(look("HTC_Desire.jpg", around=early))["date_future"] is LOOK
    assert "date_future" not in codes(look("HTC_Desire.jpg", around=around))


def test_a_medium_older_than_the_photo_is_only_noted(look: Look, codes: Codes) -> None:
    copied = Surroundings(
        now=datetime(2026, 11, 21, tzinfo=UTC), modified=datetime(2001, 1, 1, tzinfo=UTC)
    )
    assert codes(look("HTC_Desire.jpg", around=copied))["medium_older"] is NOTE


def test_a_place_inside_the_district_is_not_mentioned(
    look: Look, codes: Codes, on_duty: Surroundings
) -> None:
    assert "gps_outside_district" not in codes(look("arah_1.jpg", around=on_duty))


@pytest.mark.parametrize("tail", [bytes(5000), b"\xff" * 300, b"\r\n"])
def test_padding_behind_a_picture_is_only_noted(look: Look, codes: Codes, tail: bytes) -> None:
    data = look_bytes(tail)
    assert codes(look(data))["trailing_data"] is NOTE


@pytest.mark.parametrize(
    "tail", [b"PK\x03\x04" + bytes(40), b"%PDF-1.4 ...", b"<script>x</script>", b"MZ" + bytes(99)]
)
def test_a_foreign_format_behind_a_picture_is_loud(look: Look, codes: Codes, tail: bytes) -> None:
    found = codes(look(look_bytes(tail)))
    assert found["trailing_data"] is LOOK
    assert found["polyglot"] is LOOK


def look_bytes(tail: bytes) -> bytes:
    from pathlib import Path  # noqa: PLC0415

    return (Path(__file__).parents[1] / "samples" / "arah_1.jpg").read_bytes() + tail


def test_loud_findings_come_first_and_each_code_once(look: Look) -> None:
    levels = [one.level for one in look("dipotong_exif_lama.jpg").findings]
    assert levels == sorted(levels, key=lambda level: level is NOTE)
    names = [one.code for one in look("dua_exif.jpg").findings]
    assert len(names) == len(set(names))
