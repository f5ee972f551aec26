# SPDX-License-Identifier: GPL-3.0-or-later
"""The starter gives a new version one start, and goes back to the one before when it fails."""

from pathlib import Path

import pytest

from db.store.disk import Hold
from desktop import starter
from desktop.update.layout import HOLD, Layout, Returned, Why
from tests.fakes.killed_midway import killed_before
from tests.fakes.small_programs import ENDS, HANGS, build, in_a_process, laid, ran

SOON_S = 2.0


def start(layout: Layout, *words: str, patience_s: float = SOON_S) -> int:
    return in_a_process(lambda: starter.start(layout.root, words, patience_s=patience_s))


def waiting(root: Path, first: str = "") -> Layout:
    """Return a Segel 0.1.0 with 0.2.0 taken and waiting for its first start."""
    layout = laid(root)
    given = {"first": first} if first else {}
    build(layout.folder("0.2.0"), "0.2.0", **given)
    layout.offer("0.2.0", "0.1.0")
    return layout


def test_the_current_version_is_started_with_its_words_and_its_exit_code(tmp_path: Path) -> None:
    layout = laid(tmp_path / "Segel Saya")
    assert start(layout, str(tmp_path)) == 7
    assert ran(layout) == [f"0.1.0 {tmp_path}"]


def test_a_new_version_that_says_it_started_is_started_from_then_on(tmp_path: Path) -> None:
    layout = waiting(tmp_path)
    assert start(layout) == 7
    assert ran(layout) == ["0.2.0 "]
    assert (layout.current, layout.next, layout.trying, layout.returned) == ("0.2.0", "", "", None)
    start(layout)
    start(layout, "list", "x")
    assert ran(layout) == ["0.2.0 ", "0.2.0 list x"]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (ENDS, Returned("0.2.0", Why.ENDED, 3)),
        ("kill -9 $$\n", Returned("0.2.0", Why.ENDED, -9)),
        (HANGS, Returned("0.2.0", Why.SILENT)),
    ],
)
def test_a_version_that_does_not_start_is_put_aside_and_the_one_before_starts_at_once(
    tmp_path: Path, first: str, told: Returned
) -> None:
    layout = waiting(tmp_path, first)
    assert start(layout, str(tmp_path), patience_s=0.4) == 7
    assert ran(layout) == [f"0.1.0 {tmp_path}"]
    assert layout.returned == told
    assert (layout.current, layout.next, layout.trying) == ("0.1.0", "", "")
    start(layout)
    assert ran(layout) == ["0.1.0 "]  # it is not tried again by itself


def test_a_version_the_system_cannot_run_is_put_aside(tmp_path: Path) -> None:
    layout = waiting(tmp_path)
    layout.program("0.2.0").write_bytes(b"\x7fELF not for here")
    start(layout)
    assert ran(layout) == ["0.1.0 "]
    assert layout.returned == Returned("0.2.0", Why.UNABLE)


def test_a_command_in_a_terminal_never_goes_to_an_unproven_version(tmp_path: Path) -> None:
    layout = waiting(tmp_path)
    start(layout, "list", "brankas")
    assert ran(layout) == ["0.1.0 list brankas"]
    assert layout.next == "0.2.0"


def test_a_trial_that_was_cut_by_a_power_cut_goes_back_and_says_so(tmp_path: Path) -> None:
    layout = waiting(tmp_path)
    layout.begin_trial()
    start(layout)
    assert ran(layout) == ["0.1.0 "]
    assert layout.returned == Returned("0.2.0", Why.CUT)


def test_a_version_that_said_it_started_counts_even_when_its_starter_was_killed(
    tmp_path: Path,
) -> None:
    layout = waiting(tmp_path)
    layout.begin_trial()
    assert layout.say_started("0.2.0")
    assert not layout.say_started("0.1.0")
    start(layout, "list")
    start(layout)
    assert ran(layout) == ["0.2.0 list", "0.2.0 "]
    assert layout.returned is None


def test_while_one_trial_runs_a_second_start_gets_the_old_version(tmp_path: Path) -> None:
    layout = waiting(tmp_path)
    hold = Hold(layout.root / HOLD)
    start(layout)
    hold.release()
    assert ran(layout) == ["0.1.0 "]
    assert layout.next == "0.2.0"


def test_without_a_word_about_what_is_current_the_newest_is_started(tmp_path: Path) -> None:
    layout = laid(tmp_path)
    build(layout.folder("0.10.0"), "0.10.0")
    build(layout.folder("0.9.0"), "0.9.0")
    build(layout.folder("0.11.0.partial"), "0.11.0")
    (tmp_path / "current").unlink()
    start(layout)
    assert ran(layout) == ["0.10.0 "]
    (tmp_path / "current").write_bytes(b"\xff\x00../../evil")
    start(layout)
    assert ran(layout) == ["0.10.0 "]


@pytest.mark.parametrize("first", ["", ENDS])
def test_a_fresh_installation_goes_back_to_its_own_version_too(tmp_path: Path, first: str) -> None:
    layout = laid(tmp_path)
    (tmp_path / "current").unlink()
    build(layout.folder("0.2.0"), "0.2.0", **({"first": first} if first else {}))
    layout.offer("0.2.0", "0.1.0")
    start(layout, "list")
    start(layout)
    start(layout)
    then = "0.1.0" if first else "0.2.0"
    assert ran(layout) == ["0.1.0 list", f"{then} ", f"{then} "]


def test_a_folder_without_any_version_ends_with_a_code_of_its_own(tmp_path: Path) -> None:
    assert start(Layout(tmp_path)) == starter.NOTHING


@pytest.mark.parametrize("first", ["", ENDS])
def test_killed_at_any_step_of_a_first_start_some_whole_version_starts_next(
    tmp_path: Path, first: str
) -> None:
    step, came = 0, True
    while came:
        step += 1
        layout = waiting(tmp_path / str(step), first)
        came = killed_before(
            step, lambda layout=layout: starter.start(layout.root, (), patience_s=SOON_S)
        )
        ran(layout)
        assert start(layout) == 7
        lines = ran(layout)
        assert lines in (["0.1.0 "], [] if first else ["0.2.0 "]), f"killed before step {step}"
        assert (layout.trying, layout.next) == ("", "")
        start(layout)
        assert ran(layout) == lines
    assert step > 5


def test_the_environment_of_the_starter_s_own_parts_goes_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "x")
    monkeypatch.setenv("LD_LIBRARY_PATH", "bundled")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "own")
    told = starter.surroundings()
    assert "_PYI_ARCHIVE_FILE" not in told
    assert (told["LD_LIBRARY_PATH"], "LD_LIBRARY_PATH_ORIG" in told) == ("own", False)
