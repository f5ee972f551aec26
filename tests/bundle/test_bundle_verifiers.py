# SPDX-License-Identifier: GPL-3.0-or-later
"""The four verifiers say the same of every vector: segel, python, the page, and stock commands."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resources.verifier.build import PAGE, page
from tests.fakes import chromium
from tests.fakes.bundle_verdicts import (
    EXPERT,
    KEY,
    by_browser,
    by_commands,
    by_program,
    by_segel,
)
from tests.fakes.chromium import Browser
from tests.fakes.expert_commands import commands, missing
from tests.fakes.rebagging import do_harm

VECTORS = Path(__file__).parent.parent / "vectors" / "bundles"
CASES: list[dict[str, Any]] = json.loads((VECTORS / "cases.json").read_text(encoding="utf-8"))
BEYOND = {"newer", "key-file-spelled-otherwise"}
"""What no stock command can object to: a later version, and a second spelling of the same key."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium.programs() is None:
        pytest.skip("Chromium and its driver are not installed (chromium, chromium-driver)")
    with chromium.chromium() as session:
        yield session


@pytest.fixture
def folder(case: dict[str, Any], tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(VECTORS / case["base"], tmp_path / case["name"]))
    do_harm(copy, case["edits"])
    return copy


def flaws(told: dict[str, Any]) -> list[tuple[str, ...]]:
    return sorted(
        tuple(flaw[key] for key in ("step", "flaw", "place", "detail")) for flaw in told["flaws"]
    )


each_case = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


@each_case
def test_python_and_segel_say_what_is_written_down(case: dict[str, Any], folder: Path) -> None:
    code, told = by_program(folder)
    assert code == case["exit"]
    assert sorted(f"{flaw['flaw']} {flaw['place']}" for flaw in told["flaws"]) == case["flaws"]
    own_code, own = by_segel(folder)
    assert min(own_code, 2) == code
    assert flaws(own) == flaws(told)


@each_case
def test_the_page_says_the_same_in_a_real_browser(
    case: dict[str, Any], folder: Path, browser: Browser
) -> None:
    _, told = by_program(folder)
    shown = by_browser(browser, folder)
    assert flaws(shown) == flaws(told)
    assert shown["states"] == case["states"]
    assert shown["verdict"] == {0: "sound", 1: "flawed", 2: "unexamined"}[case["exit"]]
    assert browser.complaints() == []


@each_case
def test_the_commands_for_experts_object_to_what_they_can_see(
    case: dict[str, Any], folder: Path
) -> None:
    if missing():
        pytest.skip(f"not installed: {', '.join(missing())}")
    failed = by_commands(folder, KEY)
    assert failed == case["commands"]
    blind = case["name"].startswith("insider-") or case["name"] in BEYOND
    assert blind or bool(failed) == (case["exit"] != 0)


def test_every_kind_of_damage_that_the_format_names_has_a_vector() -> None:
    names = {case["name"] for case in CASES}
    assert len(names) == len(CASES)
    assert {
        "original-one-bit", "original-missing", "payload-file-added", "originals-swapped",
        "insider-entry-changed", "insider-entry-removed", "insider-entry-moved",
        "insider-receipt-time", "insider-sheet-hash", "insider-head-cut", "tag-manifest-one-bit",
        "signed-by-a-stranger", "signed-by-a-role-that-may-not", "signed-with-a-replaced-key",
        "playable-copy-one-bit", "insider-playable-called-evidence", "insider-playable-of-another",
        "insider-playable-of-a-covered-original",
    } <= names  # fmt: skip


def test_the_page_is_what_its_sources_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run `python -m resources.verifier.build` and commit what it writes"
    )


def test_the_experts_page_of_a_bundle_has_the_commands_that_are_run_here() -> None:
    text = (VECTORS / "penuh" / "UNTUK-AHLI.txt").read_text(encoding="utf-8")
    assert commands(text) == commands(EXPERT.read_text(encoding="utf-8"))
