# SPDX-License-Identifier: GPL-3.0-or-later
"""A few of the recordings that `python -m tests.faults recordings` kills by the hundred."""

import pytest

from tests.faults import recordings
from tests.faults.results import table


@pytest.mark.skipif(bool(recordings.missing()), reason=recordings.missing() or "there")
def test_a_recording_killed_at_any_moment_plays_verifies_and_lost_two_seconds_at_most() -> None:
    row = recordings.run(3, seed=5)
    assert row.runs == 3
    assert row.right, table([row]) + str(row.examples)


@pytest.mark.skipif(bool(recordings.missing()), reason=recordings.missing() or "there")
def test_a_recorder_that_keeps_segments_from_the_disk_is_caught() -> None:
    row = recordings.run(12, seed=5, weakened="segments-late")
    assert row.right, table([row])
