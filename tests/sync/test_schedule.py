# SPDX-License-Identifier: GPL-3.0-or-later
"""When rounds are held by themselves: never in a storm, never against a wish, never forgotten."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.reasons import Reason
from sync.schedule import (
    DAY_MIN,
    MINUTE_S,
    SETTLE_S,
    TRANSIENT,
    Habits,
    Mode,
    Reach,
    Seen,
    decide,
    in_evening,
)

NOW = 100_000.0
QUIET = Seen(now_s=NOW, minute=600, waiting=True, begun_s=NOW - 5000, ended_s=NOW - 60)
HABITS = st.builds(
    Habits,
    mode=st.sampled_from(Mode),
    every_min=st.integers(5, 600),
    from_min=st.integers(0, DAY_MIN - 1),
    until_min=st.integers(0, DAY_MIN - 1),
    on_network=st.booleans(),
)
AGO = st.none() | st.floats(0, 90_000).map(lambda ago: NOW - ago)
SEEN = st.builds(
    Seen,
    now_s=st.just(NOW),
    minute=st.integers(0, DAY_MIN - 1),
    waiting=st.booleans(),
    begun_s=st.floats(0, 90_000).map(lambda ago: NOW - ago),
    ended_s=AGO,
    reason=st.none() | st.sampled_from(Reason),
    failures=st.integers(0, 60),
    reach=st.sampled_from(Reach),
    came_s=AGO,
    paused_s=st.none() | st.floats(-5000, 5000).map(lambda ahead: NOW + ahead),
)


@given(SEEN, HABITS, st.integers(0, 1 << 30))
def test_nothing_is_held_while_nothing_waits_or_the_network_is_gone(
    seen: Seen, habits: Habits, seed: int
) -> None:
    assert decide(replace(seen, waiting=False), habits, seed).in_s is None
    assert decide(replace(seen, reach=Reach.NO), habits, seed).in_s is None


@given(SEEN, HABITS, st.integers(0, 1 << 30))
def test_a_pause_is_never_cut_short(seen: Seen, habits: Habits, seed: int) -> None:
    due = decide(seen, habits, seed).in_s
    if due is not None and seen.paused_s is not None:
        assert seen.now_s + due >= seen.paused_s - 0.001


@given(SEEN, HABITS, st.integers(0, 1 << 30), st.integers(1, 60))
def test_failures_in_a_row_are_half_a_minute_apart_at_least_unless_a_network_came(
    seen: Seen, habits: Habits, seed: int, failures: int
) -> None:
    told = replace(seen, failures=failures, reason=Reason.OFFLINE, ended_s=NOW, came_s=None)
    due = decide(told, habits, seed).in_s
    assert due is None or due >= MINUTE_S / 2


@given(SEEN, HABITS, st.sampled_from(sorted(set(Reason) - TRANSIENT)))
def test_what_a_person_must_mend_is_not_tried_again_by_itself(
    seen: Seen, habits: Habits, reason: Reason
) -> None:
    assert decide(replace(seen, reason=reason, failures=1), habits).in_s is None


@given(SEEN, HABITS, st.integers(0, 1 << 30))
def test_following_the_rule_from_minute_to_minute_always_ends_in_a_round(
    seen: Seen, habits: Habits, seed: int
) -> None:
    """Whatever is due comes: nothing is put off for ever by asking again."""
    due = decide(seen, habits, seed).in_s
    for _ in range(4):
        if due is None or due == 0:
            break
        wait = due
        seen = replace(
            seen,
            now_s=seen.now_s + wait,
            minute=int(seen.minute + wait // MINUTE_S) % DAY_MIN,
        )
        due = decide(seen, habits, seed).in_s
    assert due is None or due <= MINUTE_S


def test_a_periodic_round_is_due_so_many_minutes_after_the_last() -> None:
    assert decide(QUIET, Habits(every_min=15)).in_s == 14 * MINUTE_S
    assert decide(replace(QUIET, ended_s=NOW - 3600), Habits(every_min=15)).in_s == 0


def test_rounds_by_hand_wait_for_a_hand() -> None:
    by_hand = Habits(mode=Mode.HAND, on_network=False)
    assert decide(replace(QUIET, came_s=NOW), by_hand).in_s is None


def test_a_network_that_came_brings_one_round_and_not_another() -> None:
    by_hand = Habits(mode=Mode.HAND)
    came = replace(QUIET, came_s=NOW - 1)
    assert decide(came, by_hand).in_s == SETTLE_S - 1
    assert decide(replace(came, ended_s=NOW), by_hand).in_s is None


def test_after_a_failure_a_network_that_came_is_tried_at_once() -> None:
    failed = replace(QUIET, failures=9, reason=Reason.OFFLINE, ended_s=NOW - 10, came_s=NOW - 6)
    assert decide(failed, Habits()).in_s == 0


def test_in_the_evening_rounds_are_regular_and_before_it_they_wait() -> None:
    evening = Habits(mode=Mode.EVENING, every_min=30, from_min=19 * 60, until_min=23 * 60)
    late = replace(QUIET, minute=20 * 60, ended_s=NOW - 3600)
    assert decide(late, evening).in_s == 0
    noon = replace(late, minute=12 * 60)
    assert decide(noon, evening).in_s == 7 * 60 * MINUTE_S
    night = replace(late, minute=23 * 60 + 30)
    assert decide(night, evening).in_s == (19 * 60 + 30) * MINUTE_S


@pytest.mark.parametrize(
    ("minute", "inside"), [(1430, True), (30, True), (60, False), (1200, False)]
)
def test_an_evening_may_go_past_midnight(minute: int, inside: bool) -> None:  # noqa: FBT001 - a case
    late = Habits(mode=Mode.EVENING, from_min=22 * 60, until_min=60)
    assert in_evening(minute, late) is inside


@given(st.integers(0, DAY_MIN - 1))
def test_a_wall_clock_that_jumps_moves_no_periodic_round(minute: int) -> None:
    assert decide(replace(QUIET, minute=minute), Habits()) == decide(QUIET, Habits())
