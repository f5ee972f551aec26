# SPDX-License-Identifier: GPL-3.0-or-later
"""A moving cover: where it is between its key frames, and what is no cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInputError
from db.model.derived import Clip, Draw, Op, Step, Still, Track, fitting, step_from_json

KEYS = ((1_000_000, (10, 20, 50, 60)), (2_000_000, (110, 20, 170, 60)), (3_000_000, (0, 0, 9, 9)))
TRACK = Track(Op.BLUR, KEYS)
CLIP = Clip(0, 4_000_000, exact=True)


def test_a_cover_stands_at_its_keys_and_moves_in_a_line_between() -> None:
    assert TRACK.area_at(1_000_000) == (10, 20, 50, 60)
    assert TRACK.area_at(1_500_000) == (60, 20, 110, 60)
    assert TRACK.area_at(2_000_000) == (110, 20, 170, 60)
    assert TRACK.area_at(3_000_000) == (0, 0, 9, 9)


def test_there_is_none_before_the_first_key_and_after_the_last() -> None:
    assert TRACK.area_at(999_999) is None
    assert TRACK.area_at(3_000_001) is None
    assert TRACK.area_at(999_500, 600) == KEYS[0][1], "a frame that is due at the key"
    assert TRACK.area_at(3_000_500, 600) == KEYS[2][1]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 500), st.integers(0, 500), st.integers(1, 300), st.integers(1, 300)
        ),
        min_size=2,
        max_size=6,
    ),
    st.integers(0, 5_000_000),
)
def test_between_two_keys_a_cover_reaches_at_least_as_far_as_the_line(
    boxes: list[tuple[int, int, int, int]], at_us: int
) -> None:
    keys = tuple(
        (at * 1_000_000, (x, y, x + wide, y + high)) for at, (x, y, wide, high) in enumerate(boxes)
    )
    area = Track(Op.MASK, keys).area_at(at_us)
    if at_us > keys[-1][0]:
        assert area is None
        return
    assert area is not None
    at = min(at_us // 1_000_000, len(keys) - 2)
    part = at_us / 1_000_000 - at
    here, there = keys[at][1], keys[at + 1][1]
    exact = [a + (b - a) * part for a, b in zip(here, there, strict=True)]
    assert area[0] <= exact[0] + 1e-6
    assert area[1] <= exact[1] + 1e-6
    assert area[2] >= exact[2] - 1e-6
    assert area[3] >= exact[3] - 1e-6
    assert all(abs(a - b) <= 1 for a, b in zip(area, exact, strict=True))


@pytest.mark.parametrize(
    ("cover", "keys"),
    [
        (Op.BOX, KEYS),
        (Op.BLUR, KEYS[:1]),
        (Op.BLUR, (KEYS[1], KEYS[0])),
        (Op.BLUR, (KEYS[0], KEYS[0])),
        (Op.BLUR, (KEYS[0], (2_000_000, (5, 5, 5, 9)))),
        (Op.BLUR, (KEYS[0], (2_000_000, (-1, 5, 8, 9)))),
        (Op.BLUR, (KEYS[0], (1 << 60, (1, 5, 8, 9)))),
    ],
)
def test_what_is_no_cover_is_refused(
    cover: Op, keys: tuple[tuple[int, tuple[int, int, int, int]], ...]
) -> None:
    with pytest.raises(InvalidInputError):
        Track(cover, keys)


def test_a_track_is_read_as_it_was_written_and_in_its_version_only() -> None:
    told = TRACK.to_json()
    assert step_from_json(told) == TRACK
    for changed in ({"version": 2}, {"keys": [[0, 1, 2, 3]]}, {"keys": [[0.5, 1, 2, 3, 4]] * 2}):
        with pytest.raises(ValueError, match="track"):
            step_from_json({**told, **changed})


def test_a_silent_clip_says_so_and_others_are_written_as_ever() -> None:
    silent = Clip(0, 9, exact=True, silent=True)
    assert step_from_json(silent.to_json()) == silent
    assert "silent" not in CLIP.to_json()


@pytest.mark.parametrize(
    ("steps", "fits"),
    [
        ((CLIP, TRACK), True),
        ((CLIP, TRACK, Draw(Op.MASK, (0, 0, 5, 5)), TRACK), True),
        ((TRACK,), False),
        ((Still(0), TRACK), False),
        ((Clip(0, 9), TRACK), False),
        ((CLIP, Draw(Op.BOX, (0, 0, 5, 5)), TRACK), False),
    ],
)
def test_covers_move_over_a_stretch_that_is_encoded_again(
    steps: tuple[Step, ...], *, fits: bool
) -> None:
    if fits:
        fitting(steps)
    else:
        with pytest.raises(InvalidInputError):
            fitting(steps)
