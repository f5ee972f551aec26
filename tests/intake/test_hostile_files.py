# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile file costs a bounded time and memory, and ends in a finding."""

import io
import struct
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from db.intake.isolate import Examiner, Surroundings
from db.model.canonical import to_bytes
from db.model.evidence import Facts
from db.model.finding import Level

Look = Callable[..., Facts]
Codes = Callable[[Facts], dict[str, Level]]


def chunk(kind: bytes, load: bytes) -> bytes:
    return struct.pack(">I", len(load)) + kind + load + struct.pack(">I", zlib.crc32(kind + load))


def png(*chunks: bytes, width: int = 8, height: int = 8) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(72)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def jpeg(*segments: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(out, "JPEG")
    return b"\xff\xd8" + b"".join(segments) + out.getvalue()[2:]


def app1(load: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(load) + 2) + load


def box(kind: bytes, load: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(load), kind) + load


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bom_dimensi.gif", "bomb"),
        ("bom_dimensi.png", "bomb"),
        ("bom_ztxt.png", "bomb"),
        ("nested_moov_1000.mp4", "bomb"),
        ("exif_65535_entri.jpg", "exif_damaged"),
        ("exif_ifd_berputar.jpg", "exif_damaged"),
        ("hanya_SOI.jpg", "truncated"),
        ("satu_bita.jpg", "unknown_format"),
        ("nol_bita.jpg", "empty"),
        ("terpotong_dalam_exif.jpg", "truncated"),
        ("tanpa_moov.mp4", "video_unfinished"),
        ("xmp_entitas_bom.jpg", "xmp_entities"),
        ("0843180d-crash-576cbd2a9f805e.jpg", "type_mismatch"),
    ],
)
def test_a_hostile_file_is_described_and_does_not_stop_the_child(
    look: Look, codes: Codes, examiner: Examiner, name: str, code: str
) -> None:
    before = examiner._child
    assert code in codes(look(name))
    assert examiner._child is before, "the child had to be replaced"


def test_a_jpeg_with_hundreds_of_scans_is_not_decoded(look: Look, codes: Codes) -> None:
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + b"\x55\x55"
    data = jpeg()
    bomb = data[:-2] + scan * 150 + b"\xff\xd9"
    facts = look(bomb)
    assert "bomb" in codes(facts)
    assert facts.thumbnail is None


def test_a_thumbnail_that_claims_gigapixels_is_a_bomb_and_the_picture_is_still_shown(
    look: Look, codes: Codes
) -> None:
    inner = io.BytesIO()
    Image.new("RGB", (16, 16)).save(inner, "JPEG")
    claimed = bytearray(inner.getvalue())
    at = claimed.index(b"\xff\xc0")
    claimed[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    first = struct.pack("<H", 0) + struct.pack("<I", 14)
    second = struct.pack("<H", 2)
    second += struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack(
        "<HHII", 0x0202, 4, 1, len(claimed)
    )
    tiff = b"II*\0\x08\0\0\0" + first + second + bytes(4) + bytes(claimed)
    facts = look(jpeg(app1(b"Exif\0\0" + tiff)))
    assert "bomb" in codes(facts)
    assert facts.thumbnail is not None


def test_camera_data_inside_a_thumbnail_is_named(look: Look, codes: Codes) -> None:
    inner = jpeg(app1(b"Exif\0\0II*\0\x08\0\0\0" + bytes(6)))
    second = struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, 44)
    second += struct.pack("<HHII", 0x0202, 4, 1, len(inner))
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<HI", 0, 14) + second + bytes(4) + inner
    assert codes(look(jpeg(app1(b"Exif\0\0" + tiff))))["nested_exif"] is Level.LOOK


@pytest.mark.parametrize("keyword", [b"zTXt", b"iTXt"])
def test_text_that_swells_is_a_bomb(look: Look, codes: Codes, keyword: bytes) -> None:
    packed = zlib.compress(bytes(20_000_000))
    head = b"Comment\0\0" if keyword == b"zTXt" else b"Comment\0\1\0\0\0"
    assert "bomb" in codes(look(png(chunk(keyword, head + packed)), name="a.png"))


def test_entities_in_xmp_are_never_expanded(look: Look, codes: Codes) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    packet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]><x>&l9;&file;</x>'
    )
    facts = look(jpeg(app1(b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())))
    assert codes(facts)["xmp_entities"] is Level.LOOK
    assert not [claim for claim in facts.claims if "root" in claim.value or claim.value == "ha"]


def test_boxes_with_impossible_sizes_end_the_walk(look: Look, codes: Codes) -> None:
    huge = struct.pack(">I4sQ", 1, b"moov", 2**62)
    data = box(b"ftyp", b"isom\0\0\0\0isom") + huge + bytes(64)
    assert codes(look(data, name="a.mp4")).keys() & {
        "video_unfinished",
        "unreadable",
        "parser_failed",
    }


def test_boxes_nested_without_end_are_a_bomb(look: Look, codes: Codes) -> None:
    inner = b""
    for _level in range(200):
        inner = box(b"moov", inner)
    assert "bomb" in codes(look(box(b"ftyp", b"isom\0\0\0\0isom") + inner, name="a.mp4"))


def test_a_picture_that_is_also_a_zip_is_named(look: Look, codes: Codes) -> None:
    out = io.BytesIO()
    out.write(jpeg())
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("payload.exe", b"MZ")
    found = codes(look(out.getvalue(), name="a.jpg"))
    assert found["polyglot"] is Level.LOOK
    gif = io.BytesIO()
    Image.new("P", (4, 4)).save(gif, "GIF")
    with zipfile.ZipFile(gif, "a") as archive:
        archive.writestr("payload", b"x")
    assert codes(look(gif.getvalue(), name="a.gif"))["polyglot"] is Level.LOOK


def test_control_characters_are_written_out(look: Look) -> None:
    facts = look("komentar_kendali.jpg")
    for claim in facts.claims:
        assert claim.value.isprintable()
    assert any("\\u" in claim.value for claim in facts.claims)


def test_claims_are_bounded(look: Look) -> None:
    load = b"x" * 60_000
    comment = b"\xff\xfe" + struct.pack(">H", len(load) + 2) + load
    facts = look(jpeg(*[comment] * 50))
    assert all(len(claim.value) <= 500 for claim in facts.claims)


def test_evidence_is_bounded(look: Look, codes: Codes) -> None:
    long = "x" * 3000
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        ' xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"><rdf:Description>'
        f'<xmpMM:History><rdf:Seq><rdf:li stEvt:action="{long}" stEvt:softwareAgent="{long}"'
        f' stEvt:when="{long}"/></rdf:Seq></xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    facts = look(jpeg(app1(b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())))
    assert "xmp_history" in codes(facts)
    assert all(len(text) <= 500 for one in facts.findings for text in one.evidence.values())


def test_a_header_that_claims_gigapixels_is_a_bomb(look: Look, codes: Codes) -> None:
    for width, height in ((2**31, 2**31), (2**32 - 1, 8), (60_000, 60_000)):
        facts = look(png(width=width, height=height), name="a.png")
        assert "bomb" in codes(facts)
        assert (facts.width, facts.height) == (width, height)


def test_words_are_bounded(look: Look) -> None:
    facts = look(b"kata " * 100_000, name="a.txt")
    assert len(facts.words.split()) == 20_000
    assert len(look(b"x" * 3_000_000, name="a.txt").words) <= 200_000


def test_strange_names_break_nothing(
    look: Look, codes: Codes, samples: Path, examiner: Examiner, around: Surroundings
) -> None:
    with tarfile.open(samples / "nama-aneh.tar", errors="surrogateescape") as tar:
        files = [(one.name, tar.extractfile(one)) for one in tar.getmembers() if one.isfile()]
        members = [(name, file.read()) for name, file in files if file is not None]
    assert len(members) >= 12
    for name, data in members:
        facts = examiner.look(
            lambda at, n, data=data: data[at : at + n], len(data), name, around=around
        )
        for claim in facts.claims:
            to_bytes(claim.to_json())
        for finding in facts.findings:
            to_bytes(finding.to_json())
    assert "hidden_characters" in codes(look("arah_1.jpg", name="foto\u202egpj.exe.jpg"))
    assert look("arah_1.jpg", name="\udcff\udcfe.jpg").thumbnail
    assert look("arah_1.jpg", name="x" * 100_000 + ".jpg").thumbnail


@pytest.mark.parametrize("cut", [1, 3, 10, 100, 1000, 2000])
@pytest.mark.parametrize(
    "name", ["arah_1.jpg", "buatan.heic", "buatan.webp", "sample.3gp", "buatan.mkv"]
)
def test_a_cut_file_is_described(look: Look, samples: Path, name: str, cut: int) -> None:
    data = (samples / name).read_bytes()
    assert look(data[:cut], name=name).findings
    assert isinstance(look(data[:-cut], name=name), Facts)
