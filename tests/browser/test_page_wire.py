# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser's process may say: one page in its order and limits, and nothing else."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.capture.page_wire import (
    MOST_ARCHIVE,
    MOST_PARTS,
    MOST_PICTURES,
    PIECE,
    Begun,
    BrokenWireError,
    Ear,
    Ended,
    Gatherer,
    Gone,
    SavedPage,
    Say,
    Wish,
    clean,
    message,
)

BEGUN = Begun("https://contoh.go.id/a", "Judul", 1180, 551, 125, "mesin 1", "akun", "cara")
ENDED = Ended("https://contoh.go.id/a", 9000, 9000, Gone.NOTHING, {"certificate_issuer": "CA"})
COURSE = (
    (Say.BEGIN, BEGUN.to_load()),
    (Say.ARCHIVE, b"arsip"),
    (Say.PICTURE, b"satu "),
    (Say.PICTURE, b"gambar"),
    (Say.PART, b""),
    (Say.WHOLE, ENDED.to_load()),
)


def gathered(*course: tuple[Say, bytes]) -> object:
    gatherer = Gatherer()
    told: object = None
    for say, load in course:
        told = gatherer.take(say, load)
    return told


@given(st.integers(1, 40))
def test_a_page_arrives_whole_however_the_pipe_cuts_it(step: int) -> None:
    stream = b"".join(message(say, load) for say, load in COURSE)
    ear, heard = Ear(), []
    for start in range(0, len(stream), step):
        heard += list(ear.hear(stream[start : start + step]))
    assert gathered(*heard) == SavedPage(BEGUN, ENDED, (b"satu gambar",), b"arsip")


def test_a_second_page_may_follow_the_first() -> None:
    page = gathered(*COURSE, *COURSE)
    assert isinstance(page, SavedPage)
    assert page.pictures == (b"satu gambar",)


def test_a_page_that_was_dropped_leaves_nothing_for_the_next() -> None:
    assert gathered(*COURSE[:4], (Say.DROPPED, bytes([Gone.LEFT]))) is Gone.LEFT
    again = gathered(*COURSE[:4], (Say.DROPPED, bytes([Gone.LEFT])), *COURSE)
    assert again == SavedPage(BEGUN, ENDED, (b"satu gambar",), b"arsip")


@pytest.mark.parametrize(
    "course",
    [
        COURSE[1:],  # no beginning
        (COURSE[0], COURSE[0]),  # two beginnings
        (COURSE[0], COURSE[5]),  # an end without anything
        (*COURSE[:4], COURSE[5]),  # a picture that is not whole
        (COURSE[0], *COURSE[2:]),  # no archive, and no reason for that
        (COURSE[0], COURSE[4]),  # a part without a picture
        (COURSE[0], (Say.OPEN, b"")),  # what only we say
        (COURSE[0], (Say.TOLD, b"\0hai")),
        (COURSE[0], (Say.READY, b"")),
        (COURSE[0], (Say.DROPPED, b"\xff")),
        (COURSE[0], (Say.DROPPED, b"")),
        ((Say.BEGIN, b"[]"),),
        ((Say.BEGIN, b"{}"),),
        ((Say.BEGIN, b"\xff"),),
        ((Say.BEGIN, b"[" * PIECE),),
        (*COURSE[:5], (Say.WHOLE, json.dumps({"address": "a", "lack": 0}).encode())),
    ],
)
def test_anything_out_of_its_order_is_refused(course: tuple[tuple[Say, bytes], ...]) -> None:
    with pytest.raises(BrokenWireError):
        gathered(*course)


def test_more_than_may_be_kept_is_refused() -> None:
    piece = bytes(PIECE)
    for say, most in ((Say.ARCHIVE, MOST_ARCHIVE), (Say.PICTURE, MOST_PICTURES)):
        gatherer = Gatherer()
        gatherer.take(*COURSE[0])
        for _ in range(most // PIECE):
            gatherer.take(say, piece)
        with pytest.raises(BrokenWireError):
            gatherer.take(say, b"x")
    gatherer = Gatherer()
    gatherer.take(*COURSE[0])
    for _ in range(MOST_PARTS):
        gatherer.take(Say.PICTURE, b"x")
        gatherer.take(Say.PART, b"")
    gatherer.take(Say.PICTURE, b"x")
    with pytest.raises(BrokenWireError):
        gatherer.take(Say.PART, b"")


def test_a_message_that_is_too_long_or_of_no_kind_is_refused() -> None:
    with pytest.raises(BrokenWireError):
        list(Ear().hear(message(Say.ARCHIVE)[:1] + (PIECE + 1).to_bytes(4, "big")))
    with pytest.raises(BrokenWireError):
        list(Ear().hear(b"\x63\0\0\0\0"))


@given(st.binary(max_size=200))
def test_noise_never_does_anything_but_break_the_wire(noise: bytes) -> None:
    gatherer = Gatherer()
    with suppress(BrokenWireError):
        for say, load in Ear().hear(noise):
            assert not isinstance(gatherer.take(say, load), SavedPage)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("width", -1),
        ("width", True),
        ("height", 10**9),
        ("scale", "100"),
        ("address", "x" * 3000),
        ("title", None),
        ("engine", 7),
    ],
)
def test_each_field_of_a_beginning_has_its_limits(name: str, value: object) -> None:
    told = json.loads(BEGUN.to_load())
    told[name] = value
    with pytest.raises(BrokenWireError):
        Begun.from_load(json.dumps(told).encode())


def test_a_certificate_says_only_what_certificates_say() -> None:
    for shown in (
        {"lain": "x"},
        {"certificate_issuer": 5},
        ["x"],
        {"certificate_issuer": "x" * 501},
    ):
        told = json.loads(ENDED.to_load())
        told["certificate"] = shown
        with pytest.raises(BrokenWireError):
            Ended.from_load(json.dumps(told).encode())


def test_a_title_keeps_its_letters_and_loses_what_turns_the_reading_round() -> None:
    assert clean("Warga \U0001f9d5\u200d\u2640 ﷺ बा") == "Warga \U0001f9d5\u200d\u2640 ﷺ बा"
    assert clean("gnp\u202etxt.exe\0\n\ud800") == "gnptxt.exe"
    long = Begun("https://x/" + "a" * 5000, "j" * 5000, 1, 1, 1, "m")
    assert len(Begun.from_load(long.to_load()).title) == 500


def test_a_wish_is_read_as_it_was_written() -> None:
    wish = Wish("id", dark=True, address="https://contoh.go.id", account_used="akun", method="cara")
    assert Wish.from_load(wish.to_load()) == wish
