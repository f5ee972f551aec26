# SPDX-License-Identifier: GPL-3.0-or-later
"""Every benchmark runs at a small size; whether promises hold is for `make bench`, not for here."""

from pathlib import Path

import pytest

from tests.bench import (
    bundling,
    dockets,
    fleet,
    gallery,
    ground,
    ledgers,
    poor,
    sealing,
    starting,
    verifying,
)
from tests.bench.figures import Figure, Spread, plain, ratios
from tests.bench.rounds import Setting
from tests.bench.table import as_page, as_text, main
from tests.fakes import chromium
from tests.fakes.real_stores import must_have_stores


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path, rounds=1, size_mib=2, items=60, turns=3)


def measured(figures: list[Figure]) -> dict[str, float]:
    return {one.words: one.spread.median for one in figures if one.spread is not None}


def test_sealing_is_measured_beside_the_limits_and_costs_few_bytes(setting: Setting) -> None:
    source = setting.work / "source.bin"
    source.write_bytes(bytes(range(256)) * 8192)
    seen = sealing.segel(source, setting.work)
    assert 0 < seen["sealed"] < seen["safe"]
    assert 1 < seen["stored"] < 1.1
    assert sealing.hash_file(source) > 0


def test_photos_go_through_intake_and_are_read_back(setting: Setting) -> None:
    rates = measured(sealing.photo_figures(setting, 2, 100_000))
    assert len(rates) == 3
    assert min(rates.values()) > 0


def test_examination_is_measured_cold_beside_hashing(setting: Setting) -> None:
    figures = measured(verifying.run(setting))
    assert min(figures.values()) > 0
    assert any("of the speed of SHA-256" in words for words in figures)


def test_a_bundle_is_written_beside_a_copy_and_checked_in_a_browser(setting: Setting) -> None:
    figures = bundling.writing(setting)
    if chromium.programs() is not None:
        figures += bundling.checking(setting)
    assert min(measured(figures).values()) > 0


def test_a_ledger_is_written_and_verified(setting: Setting) -> None:
    assert all(value > 0 for value in measured(ledgers.run(setting)).values())


def test_a_crowd_is_searched_sorted_and_filtered(setting: Setting) -> None:
    folder = gallery.crowd(setting)
    with ground.place(folder) as made:
        assert len(gallery.first_page(made.vault)) == setting.items
        figures = gallery.queries(made.vault, setting)
    assert min(measured(figures).values()) > 0


def test_papers_are_listed_searched_and_signed(setting: Setting) -> None:
    figures = dockets.run(setting)
    assert len(figures) > 14
    assert min(measured(figures).values()) > 0


def test_the_window_of_the_program_is_timed_from_within(setting: Setting) -> None:
    told = starting.play("gallery", str(gallery.crowd(setting)), str(setting.turns))
    assert told["loaded"] == setting.items
    assert len(told["wheel_ms"]) == len(told["jump_ms"]) == setting.turns


def test_a_fleet_sends_its_day_on_files_and_stores_and_a_node_dies(setting: Setting) -> None:
    must_have_stores()
    setting.items = 8
    figures = fleet.on_files(setting) + fleet.in_a_crowd(setting)
    figures += fleet.with_a_node_killed(setting)
    assert not [one for one in figures if one.broken]
    told = measured(figures + fleet.processes(setting))
    assert told["on PostgreSQL and SeaweedFS, 4 processes: 8 devices, 80 requests"] > 0
    assert told["devices/s of one process, four do"] > 0
    assert told["one storage node of three killed in the middle: chunks lost"] == 0
    assert told["on files, 1 process: 8 devices, 80 requests"] > 0


def test_a_poor_laptop_that_cannot_be_had_is_said(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poor, "GROUPS", setting.work)
    (figure,) = poor.run(setting)
    assert figure.skipped
    assert not figure.broken


def test_a_broken_promise_is_said_and_a_kept_one_too() -> None:
    low, high = Spread.of([0.5]), ratios([4.0, 6.0], [2.0, 2.0])
    assert Figure("speed", low, "x", at_least=0.6).broken
    assert not Figure("speed", high, "x", at_least=0.6).broken
    assert Figure("time", high, "ms", at_most=2).broken
    assert not Figure("nothing", skipped="not here", at_most=2).broken
    assert not Figure("told only", low).broken
    assert as_text("Speed", [Figure("speed", low, "x", at_least=0.6)]).endswith("broken")


def test_the_table_names_command_load_and_machine(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    page.write_text("# Old\n\n## Ledger\n\nold\n\n## A film\n\nby hand\n", encoding="utf-8")
    words = ["ledger", "--rounds", "1", "--items", "20", "--patience", "0"]
    assert main([*words, "--work", str(tmp_path / "work"), "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "python -m tests.bench ledger --rounds 1 --items 20" in text
    assert "| 20 entries: verified as a whole | ≤ 1 s |" in text
    assert text.index("## A film\n\nby hand\n") < text.index("## The machine")
    assert text.count("## Ledger") == 1
    assert "(plots/ledger.svg)" in text
    assert (tmp_path / "plots" / "ledger.svg").read_bytes().startswith(b"<svg")
    assert as_page({}).startswith("# What was measured")


@pytest.mark.parametrize(
    ("number", "text"), [(1234.5, "1,234"), (50, "50"), (0.1234, "0.123"), (1.234, "1.23")]
)
def test_numbers_are_short(number: float, text: str) -> None:
    assert plain(number) == text
