# SPDX-License-Identifier: GPL-3.0-or-later
"""What fuzzing found stays found, every target still reads what it begins from, and a crash shows.

Long searches are `make fuzz`; here each kept input is tried once.
"""

import zlib
from pathlib import Path

import pytest

from desktop.actions.dispatch import CONTENT_LIMIT, content, read_content
from sync.errors import MalformedMessageError
from tests.fuzz import engine
from tests.fuzz.engine import Harness, keep_crashes
from tests.fuzz.every import TARGETS
from tests.fuzz.target import CORPUS, CRASHERS, Border, HangError, Target, attempt, kept

SPARED = frozenset({"media-heif", "media-matroska", "media-isobmff", "media-avi", "glimpse"})
"""Seeds that are slow to decode; other tests look at the same files."""


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nothing_that_is_kept_crashes_its_parser(target: Target) -> None:
    seeds = [] if target.name in SPARED else list(target.seeds())
    for data in (*seeds, *(path.read_bytes() for path in kept(target.name))):
        error = attempt(target, data)
        if error is not None:
            raise error


def test_every_target_has_a_name_of_its_own_and_every_kept_input_a_target() -> None:
    names = [target.name for target in TARGETS]
    assert len(set(names)) == len(names)
    homes = {path.name for home in (CORPUS, CRASHERS) for path in home.glob("*")}
    assert homes <= set(names)


def test_a_parcel_that_swells_without_end_is_refused_before_it_fills_the_memory() -> None:
    bomb = zlib.compress(bytes(CONTENT_LIMIT + 1), 9)
    with pytest.raises(MalformedMessageError):
        read_content(bomb)
    with pytest.raises(MalformedMessageError):
        read_content(b"not compressed at all")
    with pytest.raises(MalformedMessageError):
        read_content(zlib.compress(b"\xff\xff\xff\xff{}"))
    assert read_content(content(b"{}", b"key")) == (b"{}", b"key")


def test_a_search_finds_a_planted_crash_and_keeps_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(data: bytes) -> int:
        return data.index(b"\xff") if data.startswith(b"{") and len(data) > 4 else 0

    planted = Target("planted", Border.FILE, parse, lambda: [b"{abc"])
    monkeypatch.setattr(engine, "CRASHERS", tmp_path / "crashers")
    monkeypatch.setattr(engine, "_limit_memory", lambda: None)
    engine.plain(planted, tmp_path, 1)
    keep_crashes("planted", tmp_path)
    (found,) = (tmp_path / "crashers" / "planted").iterdir()
    assert isinstance(attempt(planted, found.read_bytes()), ValueError)


def test_a_parser_that_never_ends_is_stopped_and_told_of(tmp_path: Path) -> None:
    def forever(_data: bytes) -> None:
        while True:
            pass

    slow = Target("slow", Border.FILE, forever, list, seconds=0.1)
    harness = Harness(slow, tmp_path, engine.PLAIN)
    harness.feed(b"x")
    (place,) = harness.tally.crashes
    assert place.startswith(HangError.__name__)
