# SPDX-License-Identifier: GPL-3.0-or-later
"""Every format a phone or a messenger writes is recognised and read."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from db.intake import kinds
from db.intake.isolate import Surroundings
from db.model.claim import Field, Source, ZoneBasis
from db.model.evidence import Facts, Kind

Look = Callable[..., Facts]
Says = Callable[[Facts, Field, Source], list[str]]


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("HTC_Desire.jpg", Kind.PHOTO, "image/jpeg"),
        ("buatan.heic", Kind.PHOTO, "image/heic"),
        ("buatan_exif.png", Kind.PHOTO, "image/png"),
        ("buatan.webp", Kind.PHOTO, "image/webp"),
        ("buatan.tif", Kind.PHOTO, "image/tiff"),
        ("buatan.dng", Kind.PHOTO, "image/x-adobe-dng"),
        ("buatan.gif", Kind.PHOTO, "image/gif"),
        ("Screenshot_20261114-101530.png", Kind.SCREENSHOT, "image/png"),
        ("VID_20261114_101530.mp4", Kind.VIDEO, "video/mp4"),
        ("IMG_0412.MOV", Kind.VIDEO, "video/quicktime"),
        ("sample.3gp", Kind.VIDEO, "video/3gpp"),
        ("buatan.mkv", Kind.VIDEO, "video/x-matroska"),
        ("perekam_peramban.webm", Kind.VIDEO, "video/webm"),
        ("buatan.avi", Kind.VIDEO, "video/x-msvideo"),
        ("buatan.m4a", Kind.AUDIO, "audio/mp4"),
        ("buatan.mp3", Kind.AUDIO, "audio/mpeg"),
        ("buatan.ogg", Kind.AUDIO, "audio/ogg"),
        ("PTT-20261114-WA0001.opus", Kind.AUDIO, "audio/ogg"),
        ("buatan.wav", Kind.AUDIO, "audio/wav"),
        ("buatan.amr", Kind.AUDIO, "audio/amr"),
        ("buatan.flac", Kind.AUDIO, "audio/flac"),
        ("buatan.pdf", Kind.DOCUMENT, "application/pdf"),
        ("Chat WhatsApp dengan Grup RT 04.txt", Kind.TEXT, "text/plain"),
        ("nama-aneh.tar", Kind.OTHER, "application/octet-stream"),
    ],
)
def test_a_format_is_known_by_its_bytes_and_not_by_its_name(
    look: Look, name: str, kind: Kind, media_type: str
) -> None:
    facts = look(name)
    assert (facts.kind, facts.media_type) == (kind, media_type)
    if kind is not Kind.SCREENSHOT:
        assert look(name, name="tanpa-akhiran").media_type == media_type


@pytest.mark.parametrize(
    "name", ["buatan.heic", "buatan.webp", "buatan_exif.png", "arah_1.jpg", "arah_6.jpg"]
)
def test_exif_is_read_wherever_it_is_kept(look: Look, says: Says, name: str) -> None:
    facts = look(name)
    assert says(facts, Field.CAPTURED, Source.EXIF) == ["2026-11-14T10:15:30+09:00"]
    assert says(facts, Field.CAPTURED, Source.GPS) == ["2026-11-14T01:15:28Z"]
    assert says(facts, Field.POSITION, Source.GPS) == ["-2.5337111,140.7181306"]
    assert says(facts, Field.ACCURACY, Source.GPS) == ["13"]
    assert says(facts, Field.MODEL, Source.EXIF) == ["X100"]
    assert facts.captured is not None
    assert facts.captured.local == "2026-11-14T10:15:30"
    assert (facts.captured.offset_minutes, facts.captured.basis) == (540, ZoneBasis.STATED)
    assert facts.position is not None
    assert facts.position.lat_e7 == -25_337_111


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_thumbnail_stands_upright(look: Look, says: Says, orientation: int) -> None:
    facts = look(f"arah_{orientation}.jpg")
    assert says(facts, Field.DIMENSIONS, Source.STRUCTURE) == ["80x60"]
    upright = (60, 80) if orientation > 4 else (80, 60)
    assert (facts.width, facts.height) == upright
    assert facts.thumbnail is not None
    with Image.open(io.BytesIO(facts.thumbnail)) as image:
        assert image.size == upright
        assert not image.getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_every_format_is_turned_once(
    look: Look, tmp_path: Path, form: str, orientation: int
) -> None:
    stored = Image.new("RGB", (80, 60), "white")
    stored.paste("black", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"arah.{form.lower()}"
    stored.save(path, form, exif=exif)
    thumbnail = look(str(path)).thumbnail
    assert thumbnail is not None
    with Image.open(io.BytesIO(thumbnail)) as image:
        grey = image.convert("L")
    wide, high = grey.size
    assert (wide > high) == (orientation < 5)
    left, top = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1))[orientation - 1]
    corners = {(x, y): grey.getpixel((x * (wide - 8) + 4, y * (high - 8) + 4)) for x in (0, 1)
               for y in (0, 1)}  # fmt: skip
    assert min(corners, key=lambda place: float(str(corners[place]))) == (left, top)


def test_a_picture_and_its_reduced_copy_are_alike(look: Look) -> None:
    large, small = look("buatan_exif.png"), look("buatan.webp")
    other = look("HTC_Desire.jpg")
    assert large.likeness is not None
    assert small.likeness is not None
    assert other.likeness is not None
    assert (large.likeness ^ small.likeness).bit_count() <= 4
    assert (large.likeness ^ other.likeness).bit_count() > 10
    assert 0 <= other.likeness < 2**63


@pytest.mark.parametrize(
    ("name", "codecs", "milliseconds"),
    [
        ("buatan.mkv", {"h264", "vorbis"}, 2000),
        ("buatan.avi", {"mpeg4"}, 2000),
        ("buatan.m4a", {"aac"}, 2000),
        ("buatan.mp3", {"mp3"}, 2000),
        ("buatan.ogg", {"vorbis"}, 2000),
        ("PTT-20261114-WA0001.opus", {"opus"}, 5000),
        ("buatan.wav", {"pcm_s16le"}, 2000),
        ("buatan.amr", {"amr_nb"}, 1000),
        ("sample.3gp", {"h263", "amr_nb", "mpeg4", "aac"}, 4930),
    ],
)
def test_a_container_says_codec_and_duration(
    look: Look, says: Says, name: str, codecs: set[str], milliseconds: int
) -> None:
    facts = look(name)
    assert set(says(facts, Field.CODEC, Source.STRUCTURE)) <= codecs
    assert facts.duration_ms is not None
    assert abs(facts.duration_ms - milliseconds) < 100


def test_a_film_has_an_upright_poster(look: Look, says: Says) -> None:
    facts = look("berputar.mp4")
    assert says(facts, Field.DIMENSIONS, Source.STRUCTURE) == ["160x120"]
    assert says(facts, Field.ORIENTATION, Source.CONTAINER) == ["270"]
    assert facts.thumbnail is not None
    with Image.open(io.BytesIO(facts.thumbnail)) as image:
        assert image.size == (120, 160)


def test_a_phone_video_keeps_all_its_clocks(look: Look, says: Says) -> None:
    facts = look("VID_20261114_101530.mp4")
    assert "2026-11-14T01:15:30Z" in says(facts, Field.CAPTURED, Source.CONTAINER)
    assert says(facts, Field.CAPTURED, Source.NAME) == ["2026-11-14T10:15:30"]
    assert facts.position is not None
    assert facts.position.source is Source.CONTAINER
    assert facts.captured is not None
    assert facts.captured.basis is ZoneBasis.STATED


def test_an_apple_video_states_its_zone(look: Look, says: Says) -> None:
    facts = look("IMG_0412.MOV")
    assert facts.captured is not None
    assert (facts.captured.local, facts.captured.offset_minutes) == ("2026-11-14T10:15:30", 540)
    assert says(facts, Field.MODEL, Source.CONTAINER) == ["iPhone 13"]
    assert "17.5.1" in says(facts, Field.SOFTWARE, Source.CONTAINER)


def test_a_zone_is_known_from_the_satellite_where_nothing_states_it(look: Look) -> None:
    captured = look("HTC_Desire.jpg").captured
    assert captured is not None
    assert (captured.offset_minutes, captured.basis) == (120, ZoneBasis.GPS)


def test_the_laptops_zone_is_only_assumed(look: Look) -> None:
    captured = look("picasa.jpg").captured
    assert captured is not None
    assert (captured.offset_minutes, captured.basis) == (540, ZoneBasis.ASSUMED)


def test_a_zone_stays_unknown_where_nothing_knows_it(look: Look, around: Surroundings) -> None:
    nowhere = Surroundings(now=around.now)
    captured = look("picasa.jpg", around=nowhere).captured
    assert captured is not None
    assert (captured.offset_minutes, captured.basis) == (None, ZoneBasis.UNKNOWN)


def test_a_chat_export_is_counted_and_its_words_are_kept(look: Look) -> None:
    facts = look("Chat WhatsApp dengan Grup RT 04.txt")
    said = {claim.tag: claim.value for claim in facts.claims}
    assert said["chat messages"] == "5"
    assert said["chat participants"] == "3"
    assert said["chat first message"] == "2026-11-14T10:15"
    assert said["chat last message"] == "2026-11-15T08:02"
    assert "daftar hadir" in facts.words


@pytest.mark.parametrize(
    "text",
    [
        "[14/11/26 10.15.30] Ibu: a\n[14/11/26 10.16.30] Pak: b\n",
        "11/14/26, 10:15 AM - Ibu: a\n11/14/26, 10:16 AM - Pak: b\n",
        "2026-11-14, 10:15 - Ibu: a\n2026-11-14, 10:16 - Pak: b\n",
        "14.11.26, 10:15 - Ibu: a\n14.11.26, 10:16 - Pak: b\n",
    ],
)
def test_chat_dates_are_read_in_the_orders_phones_write_them(look: Look, text: str) -> None:
    said = {claim.tag: claim.value for claim in look(text.encode()).claims}
    assert said["chat first message"] == "2026-11-14T10:15"


def test_a_pdf_says_when_and_with_what_it_was_made(look: Look, says: Says) -> None:
    facts = look("buatan.pdf")
    assert says(facts, Field.CAPTURED, Source.CONTAINER) == ["2026-11-14T10:15:30+09:00"]
    assert "Contoh 1.0" in says(facts, Field.SOFTWARE, Source.CONTAINER)
    assert "Undangan rapat" in facts.words


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "audio/mp4"),
        (b"\0\0\0\x14ftyp3gp5\0\0\0\0 3gp4", "video/3gpp"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "image/heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "image/avif"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "video/quicktime"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\xff\xfb\x90\x64" + bytes(64), "audio/mpeg"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "text/html"),
        (
            b"From: <Saved>\r\nSubject: a\r\n b\r\nContent-Type: multipart/related;\r\n\tx",
            "multipart/related",
        ),
        (b"From: <Saved>\r\n\r\nContent-Type: multipart/related", "text/plain"),
        (b"MZ\x90\0", "application/x-executable"),
        ("selamat pagi é".encode("latin-1") * 9, "text/plain"),
        (b"\x80\x81\x82\x83" * 9, "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_first_bytes_are_enough_to_recognise(head: bytes, media_type: str) -> None:
    assert kinds.recognise(head).media_type == media_type
