# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the benchmark page say what its tables say."""

import pytest

from tests.bench.plots import LIMIT, _groups, _promise, _told, picture


@pytest.mark.parametrize(
    ("wanted", "measured", "used"),
    [
        ("≤ 50 ms", "25 ms", 0.5),
        ("≤ 14,400 s", "7,200 s", 0.5),
        ("≥ 2x", "4.00x [2.30 .. 5.36]", 0.5),
        ("≥ 0.93", "0.465", 2.0),
    ],
)
def test_a_bar_is_as_long_as_the_share_of_its_promise(
    wanted: str, measured: str, used: float
) -> None:
    bar = _promise(["words", wanted, measured, "kept" if used <= 1 else "**broken**"])
    assert bar is not None
    assert bar.share == pytest.approx(used * LIMIT)
    assert bar.low <= bar.share <= bar.high
    assert (bar.state == "broken") == (bar.share > LIMIT)


def test_a_figure_that_was_skipped_has_no_bar() -> None:
    assert _promise(["words", "≤ 1 s", "skipped: not installed", ""]) is None


def test_what_is_measured_in_one_unit_stands_beside_ours() -> None:
    rows = [
        ["512 MiB: Segel, sealed", "0.5 s [0.4 .. 0.6]"],
        ["512 MiB: age -e", "1.00 s"],
        ["512 MiB: memory", "9 MB"],
        ["alone", "3 s"],
    ]
    ((title, bars),) = _groups([told for row in rows if (told := _told(row))])
    assert title == "512 MiB, s"
    assert [(bar.words, bar.share, bar.state) for bar in bars] == [
        ("Segel, sealed", 0.5, "kept"),
        ("age -e", 1.0, "other"),
    ]


def test_a_section_becomes_a_picture_in_which_a_broken_promise_is_red() -> None:
    kept = "| promise | wanted | measured | |\n|---|---|---|---|\n| one | ≤ 50 ms | 25 ms | kept |"
    broken = f"{kept}\n| two | ≤ 50 ms | 67 ms [9 .. 70] | **broken** |"
    assert picture(kept).startswith(b"<svg")
    assert b"#a83232" not in picture(kept)
    assert b"#a83232" in picture(broken)
