# SPDX-License-Identifier: GPL-3.0-or-later
"""Files come in the order a camera made them, and what is one thing stands as one."""

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model.beside import Tie
from db.model.claim import CaptureTime, Source, ZoneBasis
from desktop.actions import gather, grouping
from desktop.actions.grouping import Group, Named


def at(local: str) -> CaptureTime:
    return CaptureTime(local, None, ZoneBasis.UNKNOWN, Source.EXIF)


def things(*names: str, **times: str) -> dict[str, dict[str, Tie]]:
    """Return what `grouped` makes of names, by the main file's name."""
    files = [
        Named(f"/kartu/{name}", captured=at(times[stem]) if stem in times else None)
        for name in names
        for stem in [PurePath(name).stem]
    ]
    return {
        names[group.main]: {names[place]: tie for place, tie in group.others}
        for group in grouping.grouped(files)
    }


def test_a_cards_files_come_by_folder_and_number_whatever_their_prefix(tmp_path: Path) -> None:
    names = [
        "DCIM/100MEDIA/IMG_0009.JPG",
        "DCIM/100MEDIA/MVI_0010.AVI",
        "DCIM/100MEDIA/IMG_0011.JPG",
        "DCIM/101MEDIA/DSC_0001.JPG",
        "DCIM/1000KEMUDIAN/a.jpg",
    ]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = gather.gather([tmp_path]).candidates
    assert [str(PurePath(one.path).relative_to(tmp_path)) for one in found] == names


def test_a_phones_files_come_by_the_time_in_their_names(tmp_path: Path) -> None:
    names = ["IMG_20261114_090000.jpg", "VID_20261114_090500.mp4", "IMG_20261114_101530.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert [one.name for one in gather.gather([tmp_path]).candidates] == names


def test_equal_numbers_come_by_the_time_of_the_file(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - for one call

    for name, when in (("AAAA0001.JPG", 2_000_000_000), ("ZZZZ0001.JPG", 1_000_000_000)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (when, when))
    names = [one.name for one in gather.gather([tmp_path]).candidates]
    assert names == ["ZZZZ0001.JPG", "AAAA0001.JPG"]


def test_people_count_to_ten_after_nine(tmp_path: Path) -> None:
    for name in ("foto 10.jpg", "foto 9.jpg", "foto 1.jpg"):
        (tmp_path / name).write_bytes(b"x")
    names = [one.name for one in gather.gather([tmp_path]).candidates]
    assert names == ["foto 1.jpg", "foto 9.jpg", "foto 10.jpg"]


@pytest.mark.parametrize(
    "note",
    ["IMG_0001.xmp", "IMG_0001.THM", "IMG_0001.AAE", "IMG_0001.WAV", "IMG_0001.JPG.xmp"],
)
def test_a_note_beside_a_picture_is_kept_with_it(note: str) -> None:
    assert things("IMG_0001.JPG", note) == {"IMG_0001.JPG": {note: Tie.SIDECAR}}


def test_a_phones_edit_and_a_drones_words_are_kept_with_what_they_speak_of() -> None:
    assert things("IMG_0001.HEIC", "IMG_O0001.AAE", "IMG_E0001.AAE") == {
        "IMG_0001.HEIC": {"IMG_O0001.AAE": Tie.SIDECAR, "IMG_E0001.AAE": Tie.SIDECAR}
    }
    assert things("DJI_0007.MP4", "DJI_0007.SRT") == {"DJI_0007.MP4": {"DJI_0007.SRT": Tie.SIDECAR}}


def test_a_note_without_its_picture_stands_alone() -> None:
    assert things("IMG_0001.xmp", "IMG_0002.JPG") == {"IMG_0001.xmp": {}, "IMG_0002.JPG": {}}


def test_a_sound_by_itself_is_no_note() -> None:
    assert things("wawancara.wav", "wawancara.txt") == {"wawancara.wav": {}, "wawancara.txt": {}}


@pytest.mark.parametrize("picture", ["IMG_0412.HEIC", "IMG_0412.JPG", "img_0412.jpeg"])
def test_a_live_photo_is_one_thing_with_two_items(picture: str) -> None:
    assert things("IMG_0412.MOV", picture) == {picture: {"IMG_0412.MOV": Tie.LIVE}}


def test_a_film_of_another_folder_is_no_part_of_a_picture() -> None:
    names = ("a/IMG_0412.HEIC", "b/IMG_0412.MOV")
    assert things(*names) == {name: {} for name in names}


def test_pictures_named_as_a_burst_stand_as_one() -> None:
    names = [f"IMG_20261114_101530_BURST{n}.jpg" for n in (1, 2, 3)]
    assert things(*names) == {names[0]: dict.fromkeys(names[1:], Tie.BURST)}
    names = [f"20261114_101530_{n:03}.jpg" for n in range(4)]
    assert things(*names) == {names[0]: dict.fromkeys(names[1:], Tie.BURST)}


def test_pictures_of_one_moment_with_numbers_in_a_row_are_a_burst() -> None:
    times = {f"IMG_000{n}": f"2026-11-14T10:15:3{n // 2}" for n in range(1, 6)}
    names = [f"{stem}.JPG" for stem in times]
    assert things(*names, **times) == {names[0]: dict.fromkeys(names[1:], Tie.BURST)}


def test_pictures_taken_one_after_the_other_by_hand_are_no_burst() -> None:
    times = {f"IMG_000{n}": f"2026-11-14T10:15:{2 * n:02}" for n in range(1, 6)}
    names = [f"{stem}.JPG" for stem in times]
    assert things(*names, **times) == {name: {} for name in names}


def test_a_copys_file_times_never_make_a_burst() -> None:
    names = [f"IMG_000{n}.JPG" for n in range(1, 6)]
    assert things(*names) == {name: {} for name in names}


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("PTT-20261114-WA0001.opus", True),
        ("AUD-20261114-WA0002.m4a", True),
        ("Rekaman 12.m4a", True),
        ("Voice 001.wav", True),
        ("REC_0001.mp3", True),
        ("suara.3ga", True),
        ("memo.amr", True),
        ("recorder.pdf", False),
        ("lagu.mp3", False),
        ("voice.jpg", False),
    ],
)
def test_voice_notes_are_known_by_their_names(name: str, spoken: bool) -> None:  # noqa: FBT001
    assert grouping.voice_note(name) is spoken


ENDINGS = st.sampled_from(
    [".jpg", ".HEIC", ".mov", ".xmp", ".jpg.xmp", ".AAE", ".wav", ".3gp", ".txt", "", ".THM"]
)
STEMS = st.sampled_from(
    ["IMG_0001", "IMG_0002", "IMG_0003", "IMG_E0001", "20261114_101530_001", "a", ".", "x.y"]
)


@given(st.lists(st.tuples(st.sampled_from(["d", "e"]), STEMS, ENDINGS), unique=True), st.data())
def test_every_file_is_in_exactly_one_thing_and_nothing_is_lost(
    parts: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    files = [
        Named(
            f"/{folder}/{stem}{ending}",
            captured=at(f"2026-11-14T10:15:3{data.draw(st.integers(0, 9))}"),
        )
        for folder, stem, ending in parts
    ]
    groups: tuple[Group, ...] = grouping.grouped(files)
    places = [place for group in groups for place in group.places]
    assert sorted(places) == list(range(len(files)))
    assert [group.main for group in groups] == sorted(group.main for group in groups)


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    paths = [PurePath("/k") / name.replace("/", "").replace("\0", "") for name in names]
    paths.sort(key=grouping.order)
    once = [path.name for path in paths]
    paths.reverse()
    paths.sort(key=grouping.order)
    assert [path.name for path in paths] == once
