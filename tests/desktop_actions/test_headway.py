# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of the rest of a round comes from what was measured, and nothing before that."""

from desktop.actions.headway import ENOUGH_S, WINDOW_S, Headway


def test_nothing_is_said_before_enough_was_measured() -> None:
    headway = Headway(1000)
    headway.tell(10.0, 0)
    headway.tell(10.0 + ENOUGH_S / 2, 500)
    assert headway.rate == 0
    assert headway.left_ms is None


def test_a_steady_line_is_told_by_its_rate_and_its_end() -> None:
    headway = Headway(1000)
    for second in range(6):
        headway.tell(float(second), second * 100)
    assert headway.rate == 100
    assert headway.left_ms == 5000


def test_a_line_that_slowed_down_is_told_by_its_last_seconds() -> None:
    headway = Headway(1_000_000)
    headway.tell(0.0, 0)
    headway.tell(5.0, 500_000)
    for second in range(6, 6 + 2 * int(WINDOW_S)):
        headway.tell(float(second), 500_000 + (second - 5) * 10)
    assert headway.rate == 10


def test_of_an_unknown_whole_no_end_is_told() -> None:
    headway = Headway(0)
    headway.tell(0.0, 0)
    headway.tell(9.0, 900)
    assert headway.rate == 100
    assert headway.left_ms is None
