# SPDX-License-Identifier: GPL-3.0-or-later
"""A cap holds over any stretch of time and whatever the pieces, and never stops a line for good."""

from hypothesis import given
from hypothesis import strategies as st

from sync.throttle import LEAST, Bucket, Meter

RATES = st.integers(LEAST, 10_000_000)
PIECES = st.lists(st.integers(1, 8 * 1024), min_size=1, max_size=200)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def send(bucket: Bucket, clock: Hand, pieces: list[int]) -> float:
    """Send pieces one after another as a line does; return the seconds it took."""
    start = clock.at
    for piece in pieces:
        while wait := bucket(piece):
            clock.at += wait
    return clock.at - start


@given(RATES, PIECES)
def test_over_any_stretch_no_more_passes_than_the_rate_and_a_second_of_rest(
    rate: int, pieces: list[int]
) -> None:
    clock = Hand()
    seconds = send(Bucket(rate, clock), clock, pieces)
    assert sum(pieces) <= rate * (seconds + 1) + max(pieces)


@given(RATES, PIECES)
def test_a_cap_costs_no_more_time_than_it_must(rate: int, pieces: list[int]) -> None:
    clock = Hand()
    seconds = send(Bucket(rate, clock), clock, pieces)
    assert seconds <= max(0.0, sum(pieces) / rate - 1) + 0.01 * len(pieces)


def test_a_cap_that_would_look_like_a_dead_line_is_raised() -> None:
    clock = Hand()
    bucket = Bucket(1, clock)
    send(bucket, clock, [LEAST])
    assert send(bucket, clock, [1, 1]) <= 1.0


def test_a_rest_saves_up_a_second_and_no_more() -> None:
    clock = Hand()
    bucket = Bucket(LEAST, clock)
    clock.at += 3600
    assert send(bucket, clock, [1024] * 8) == 0
    assert send(bucket, clock, [1024] * 9) > 0.9


@given(PIECES)
def test_a_meter_counts_what_was_let_go_and_nothing_that_waits(pieces: list[int]) -> None:
    clock = Hand()
    meter = Meter(Bucket(LEAST, clock))
    let_go = sum(piece for piece in pieces if not meter(piece))
    assert meter.passed() == let_go
