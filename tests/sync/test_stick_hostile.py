# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever bytes a stick holds, they are refused by name: no parser of it falls over."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import AccessDeniedError, DamagedError, DiskFullError, ReadOnlyMediumError
from db.seal import envelope
from db.seal.signature import Signer
from sync import framing
from sync.errors import MalformedMessageError
from sync.stick_answer import Answer, Growth, Held, Kept
from sync.stick_layout import HOME, Box, FolderStick, StickGoneError, telling
from sync.stick_volume import MAGIC, MEANING, Volume, opened
from tests.fakes.memory_satchel import MemoryStick
from tests.fakes.stick_pair import StickPair

SEED = bytes(range(32))
KEY = Signer("x", SEED).public_key
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[StickPair]:
    pair = StickPair(tmp_path / "depot")
    pair.laptop.seal(700_000)
    yield pair
    pair.close()


@given(st.binary(max_size=300))
def test_no_bytes_make_a_head_parser_fall(data: bytes) -> None:
    for parser in (Volume.parse, Growth.parse, Kept.parse, Held.parse):
        with pytest.raises(DamagedError):
            parser(data)


@given(st.binary(max_size=200), st.sampled_from(["volume", "growth", "kept", "held"]))
def test_no_head_with_the_right_name_and_any_tail_makes_one_fall(tail: bytes, kind: str) -> None:
    fields = {
        "volume": {"chunks": 9, "depot": "x", "device": "y", "feed": 0, "id": "00" * 16,
                   "key": "11" * 32, "log": 2**52, "sizes": [2**40, 1]},
        "growth": {"at": 2**50, "edge": 64, "note": "x"},
        "kept": {"names": 2**50},
        "held": {},
    }[kind]  # fmt: skip
    parser = {"volume": Volume, "growth": Growth, "kept": Kept, "held": Held}[kind].parse
    with pytest.raises(MalformedMessageError):
        parser(framing.pack(kind, tail, **fields))  # type: ignore[arg-type]  # made up on purpose


@given(st.binary(max_size=400))
def test_whoever_seals_junk_for_the_depot_is_refused(data: bytes) -> None:
    sealed = envelope.seal_for(KEY, MEANING, data)
    edge = len(sealed).to_bytes(4)
    with pytest.raises(MalformedMessageError):
        opened(MAGIC + edge + sealed + sealed + edge + MAGIC, SEED)
    with pytest.raises(MalformedMessageError):
        Answer.open(envelope.seal_for(KEY, b"segel.id/stick/answer/v1", data), SEED, KEY)


@QUIET
@given(data=st.binary(max_size=2000), mark=st.sampled_from([b"", MAGIC]))
def test_files_of_any_bytes_are_unread_and_nothing_else(
    pair: StickPair, data: bytes, mark: bytes
) -> None:
    stick = MemoryStick()
    stick.files[Box.OUT, "00000000"] = mark + data
    taken = pair.take(stick)
    assert (taken.unread, taken.messages, taken.chunks) == (1, 0, 0)


def test_every_changed_byte_of_a_volume_is_found(pair: StickPair) -> None:
    stick = MemoryStick()
    pair.fill(stick)
    (name,) = stick.names(Box.OUT)
    whole = stick.files[Box.OUT, name]
    seed = pair.depot.site.seeds[2]
    volume = opened(whole, seed)
    good = [body for _, _, body in volume.frames(whole)]
    for at in {*range(0, len(whole), 7919), 0, 9, len(whole) - 1}:
        data = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        bodies = [body for _, _, body in opened(data, seed).frames(data)]
        assert sum(one is None for one in bodies) <= 1
        assert all(body in {None, right} for body, right in zip(bodies, good, strict=True))


def test_frames_of_one_volume_fit_no_other_place(pair: StickPair) -> None:
    stick = MemoryStick()
    pair.fill(stick)
    (name,) = stick.names(Box.OUT)
    whole = stick.files[Box.OUT, name]
    volume = opened(whole, pair.depot.site.seeds[2])
    size = volume.sizes[-2] + 16
    start = len(whole) - (len(whole) - volume.length) // 2
    last, before = start - (volume.sizes[-1] + 16), start - (volume.sizes[-1] + 16) - size
    swapped = whole[:before] + whole[before - size : before] + whole[last:]
    frames = list(volume.frames(swapped))
    assert frames[-2][2] is None


def test_a_file_of_huge_length_is_not_read(tmp_path: Path) -> None:
    stick = FolderStick(tmp_path, "0a0b0c0d")
    stick.write(Box.OUT, "00000001", [b"x"])
    path = tmp_path / HOME / "0a0b0c0d" / "kirim" / "00000001.sgl"
    os.truncate(path, 1 << 40)
    assert stick.read(Box.OUT, "00000001", 1000) is None


def test_names_that_lead_elsewhere_are_no_names(tmp_path: Path) -> None:
    stick = FolderStick(tmp_path, "0a0b0c0d")
    with pytest.raises(ValueError, match="name"):
        stick.read(Box.OUT, "../../../etc", 10)


def test_a_half_file_has_another_name_and_is_swept(tmp_path: Path) -> None:
    stick = FolderStick(tmp_path, "0a0b0c0d")
    stick.write(Box.OUT, "00000001", [b"x"])
    half = tmp_path / HOME / "0a0b0c0d" / "kirim" / "00000002.tmp"
    half.write_bytes(b"y")
    assert stick.names(Box.OUT) == ("00000001",)
    assert stick.sweep() == 1
    assert not half.exists()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (28, DiskFullError),
        (27, DiskFullError),
        (30, ReadOnlyMediumError),
        (13, AccessDeniedError),
        (5, StickGoneError),
        (19, StickGoneError),
        (2, StickGoneError),
    ],
)
def test_what_the_system_says_of_a_stick_names_who_must_act(
    number: int, kind: type[Exception]
) -> None:
    with pytest.raises(kind), telling():
        raise OSError(number, "x")


def test_an_envelope_opens_for_its_owner_alone() -> None:
    sealed = envelope.seal_for(KEY, b"m", b"isi")
    assert envelope.open_with(SEED, b"m", sealed) == b"isi"
    assert len(sealed) == 3 + envelope.OVERHEAD
    for seed, meaning, data in ((bytes(32), b"m", sealed), (SEED, b"n", sealed), (SEED, b"m", b"")):
        with pytest.raises(DamagedError):
            envelope.open_with(seed, meaning, data)
    for key in (bytes(32), b"\x01" + bytes(31), b"\xff" * 32, b"short"):
        with pytest.raises(DamagedError):
            envelope.seal_for(key, b"m", b"isi")
