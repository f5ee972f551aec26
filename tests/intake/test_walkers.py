# SPDX-License-Identifier: GPL-3.0-or-later
"""The walkers through JPEG, TIFF, PNG and MP4 end, whatever they are given."""

import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.intake import answer, bmff, document, exif, frames, jpeg, kinds, png, tail, tiff, xmp
from db.intake.answer import LyingChildError
from db.intake.frames import BrokenFrameError, Say
from db.intake.source import BLOCK, Source, SourceFile, SourceLostError, held
from db.intake.text import clean, is_clean
from db.model.evidence import Facts, Kind
from db.model.finding import Finding, Level

SAMPLES = Path(__file__).parents[1] / "samples"
SHORT = settings(max_examples=60, deadline=2000, suppress_health_check=list(HealthCheck))


def bent(name: str) -> st.SearchStrategy[bytes]:
    """Return a sample with a few bytes changed and perhaps its end cut off."""
    data = (SAMPLES / name).read_bytes()[:60_000]
    change = st.tuples(st.integers(0, min(len(data), 4096) - 1), st.binary(min_size=1, max_size=4))

    def apply(changes: list[tuple[int, bytes]], cut: int) -> bytes:
        out = bytearray(data)
        for at, new in changes:
            out[at : at + len(new)] = new
        return bytes(out[: len(out) - cut])

    return st.builds(apply, st.lists(change, max_size=8), st.integers(0, len(data) // 2))


@SHORT
@given(st.one_of(st.binary(max_size=600), bent("arah_6.jpg"), bent("dipotong_exif_lama.jpg")))
def test_the_jpeg_walk_always_ends_inside_the_file(data: bytes) -> None:
    walk = jpeg.walk_bytes(data)
    assert walk.end is None or 0 <= walk.end <= len(data)
    assert (walk.end is None) == bool(walk.flaw)
    for block in walk.exif:
        exif.read_block(block)


@SHORT
@given(st.one_of(st.binary(max_size=600), bent("sample.3gp"), bent("buatan.heic")))
def test_the_box_walk_always_ends(data: bytes) -> None:
    bmff.walk(held(data))


@SHORT
@given(st.one_of(st.binary(max_size=600).map(lambda rest: b"II*\0" + rest), bent("buatan.tif")))
def test_the_tiff_walk_visits_each_directory_once(data: bytes) -> None:
    seen = tiff.walk(held(data))
    assert seen.directories <= 32
    exif.read_file(held(data))


@SHORT
@given(st.one_of(st.binary(max_size=600), bent("buatan_exif.png"), bent("buatan.webp")))
def test_the_chunk_walks_always_end(data: bytes) -> None:
    for walk in (png.walk_png, png.walk_webp):
        end = walk(held(data)).end
        assert end is None or end <= len(data)


@SHORT
@given(st.binary(max_size=2000))
def test_documents_of_noise_are_read_without_complaint(data: bytes) -> None:
    document.read_pdf(held(b"%PDF-1.7 " + data))
    list(document.members(held(b"PK\x03\x04" + data + b"PK\x05\x06" + data[:18])))
    document.read_chat(document.read_text(held(data)))
    xmp.read([data])
    kinds.recognise(data)
    tail.classify(held(data), min(10, len(data)), announced=bool(len(data) % 2))


@SHORT
@given(st.text(max_size=300), st.integers(1, 200))
def test_clean_text_is_clean_and_bounded(text: str, limit: int) -> None:
    once = clean(text, limit)
    assert len(once) <= limit
    assert is_clean(once, limit)
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=99))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@SHORT
@given(st.integers(0, 3 * BLOCK), st.integers(0, 2 * BLOCK))
def test_a_source_reads_what_the_bytes_are(offset: int, length: int) -> None:
    data = bytes(range(256)) * (2 * BLOCK // 256) + b"end"
    source = held(data)
    assert source.read(offset, length) == data[offset : offset + length]
    file = SourceFile(source)
    file.seek(offset)
    assert file.read(length) == data[offset : offset + length]


def test_a_source_that_shrinks_is_lost() -> None:
    source = Source(lambda _offset, _length: b"short", 100)
    with pytest.raises(SourceLostError):
        source.read(0, 50)


@SHORT
@given(st.binary(max_size=400))
def test_an_answer_of_noise_is_a_lie(data: bytes) -> None:
    with pytest.raises(LyingChildError):
        answer.from_bytes(struct.pack(">I", len(data)) + data)


FACTS = Facts(
    Kind.PHOTO,
    "image/jpeg",
    findings=(Finding("truncated", Level.LOOK, {"where": "JPEG"}),),
    width=4032,
    height=3024,
    likeness=2**63 - 1,
    words="satu\ndua",
)


def test_an_answer_comes_back_as_it_went() -> None:
    assert answer.from_bytes(answer.to_bytes(FACTS)) == FACTS


@SHORT
@given(st.data())
def test_a_bent_answer_is_refused_or_still_facts(data: st.DataObject) -> None:
    load = bytearray(answer.to_bytes(FACTS))
    at = data.draw(st.integers(0, len(load) - 1))
    load[at] = data.draw(st.integers(0, 255))
    with suppress(LyingChildError):
        assert isinstance(answer.from_bytes(bytes(load)), Facts)


class _Pipe:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int, /) -> bytes:
        out, self._data = self._data[:size], self._data[size:]
        return out


@SHORT
@given(st.binary(max_size=64))
def test_frames_of_noise_are_refused_without_reserving_memory(data: bytes) -> None:
    try:
        heard = frames.receive(_Pipe(data), frames.FROM_CHILD)
    except BrokenFrameError:
        return
    assert heard is None or heard[0] in frames.FROM_CHILD


@pytest.mark.parametrize("say", [Say.JOB, Say.DATA])
def test_a_child_may_not_speak_as_the_parent(say: Say) -> None:
    with pytest.raises(BrokenFrameError):
        frames.receive(_Pipe(say.value + bytes(4)), frames.FROM_CHILD)


def test_samsungs_block_and_motion_film_and_text_are_told_apart() -> None:
    cases = {
        tail.Tail.SAMSUNG: b"\0\0abcSEFH" + bytes(20) + b"SEFT",
        tail.Tail.MOTION: b"\0\0\0\x18ftypmp42" + bytes(40),
        tail.Tail.PREVIEW: b"\0\0\xff\xd8\xff\xe0" + bytes(range(40)),
        tail.Tail.TEXT: b"halo dunia apa kabar",
        tail.Tail.UNKNOWN: bytes(range(1, 200)),
        tail.Tail.STRAY: b"\n\n",
    }
    for expected, data in cases.items():
        behind = tail.classify(held(data), 0, announced=False)
        assert behind is not None
        assert behind.tail is expected
    assert tail.classify(held(b"x"), 1, announced=False) is None


def test_a_vendor_table_is_no_common_table() -> None:
    from db.intake.checks.tables import quality  # noqa: PLC0415

    ones = {0: (1,) * 64}
    assert quality(ones) == 100
    assert quality({0: (16, 11, 12, 14, 12, 10, 16, 14, *([9] * 56))}) is None
    assert quality({}) is None
