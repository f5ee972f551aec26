# SPDX-License-Identifier: GPL-3.0-or-later
"""Exhibits are named by their place, and a plan says again what was planned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework import exhibits
from db.casework.consistency import flaws
from db.casework.exhibits import Chosen, Plan
from db.model import canonical
from db.model.hearing import Form, Variant
from db.model.ids import EvidenceId, PaperId, ulid
from desktop.actions.rules import reference

ITEMS = [EvidenceId(ulid(at, bytes(10))) for at in range(12)]
CASE = PaperId(ulid(99, bytes(10)))


def chosen(*codes: str) -> tuple[Chosen, ...]:
    return tuple(
        Chosen(item, code=code.strip("+"), below=code.startswith("+"))
        for item, code in zip(ITEMS, codes, strict=False)
    )


def test_codes_count_in_order_and_parts_take_letters_of_the_exhibit_above() -> None:
    told = exhibits.codes(chosen("", "", "+", "+", "", "PK.-9", ""), "PK.", "{prefix}-{number}")
    assert told == ("PK.-1", "PK.-2", "PK.-2a", "PK.-2b", "PK.-3", "PK.-9", "PK.-4")


def test_a_part_with_nothing_above_it_is_an_exhibit_of_its_own() -> None:
    assert exhibits.codes(chosen("+", "+"), "P", "{prefix}-{number}") == ("P-1", "P-1a")


def test_more_parts_than_letters_go_on_with_two() -> None:
    told = exhibits.codes((Chosen(ITEMS[0]), *[Chosen(ITEMS[1], below=True)] * 28), "P", "{number}")
    assert told[26:] == ("1z", "1aa", "1ab")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{prefix}-{number}", "PK-7"),
        ("{prefix}.{number:02}", "PK.07"),
        ("Bukti {number}", "Bukti 7"),
    ],
)
def test_a_pattern_says_prefix_and_number(pattern: str, said: str) -> None:
    assert exhibits.code(pattern, "PK", 7) == said


@pytest.mark.parametrize("pattern", ["{seq}", "{prefix", "{number.real}", "{number!r}", "{0}"])
def test_any_other_pattern_is_refused_and_codes_fall_back(pattern: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        exhibits.code(pattern, "P", 1)
    assert not exhibits.tells_apart(pattern)
    assert exhibits.codes(chosen("", ""), "P", pattern) == ("P-1", "P-2")


def test_a_pattern_without_a_number_tells_nothing_apart() -> None:
    assert not exhibits.tells_apart("{prefix}")
    assert exhibits.tells_apart("{prefix}-{number}")


@given(
    places=st.sets(st.integers(0, 7), max_size=8),
    to=st.integers(0, 8),
)
def test_moving_keeps_every_exhibit_and_puts_the_moved_ones_together(
    places: set[int], to: int
) -> None:
    before = tuple(Chosen(item) for item in ITEMS[:8])
    after = exhibits.moved(before, tuple(places), to)
    assert sorted(one.evidence for one in after) == sorted(one.evidence for one in before)
    names = [one.evidence for one in after]
    taken = [before[place].evidence for place in sorted(places)]
    if taken:
        at = names.index(taken[0])
        assert names[at : at + len(taken)] == taken
    rest = [one.evidence for place, one in enumerate(before) if place not in places]
    assert [name for name in names if name not in taken] == rest


def whole() -> Plan:
    return Plan(
        case=CASE,
        forum="MK-PK",
        number="901/PHPU.BUP-XXIII/2025",
        copies=12,
        variants=(Variant.FULL, Variant.PUBLIC),
        exhibits=(
            Chosen(ITEMS[0], "Foto", "Membuktikan …", public=Form.COVERED, covered=ITEMS[1]),
            Chosen(ITEMS[2], below=True, public=Form.NONE, despite=True),
        ),
        papers=(CASE,),
    )


def test_a_plan_reads_back_as_it_was_written() -> None:
    plan = whole()
    told = plan.to_json()
    assert isinstance(told, dict)
    canonical.to_bytes(told)
    assert Plan.from_json(told) == plan


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("copies"),
        lambda told: told.update(copies=0),
        lambda told: told.update(copies="12"),
        lambda told: told.update(title="x" * 2001),
        lambda told: told.update(case="bukan id"),
        lambda told: told.update(variants=["rahasia"]),
        lambda told: told["exhibits"][0].update(evidence=3),
    ],
)
def test_anything_else_is_no_plan(spoil: Callable[[dict[str, Any]], object]) -> None:
    told: Any = whole().to_json()
    spoil(told)
    with pytest.raises((KeyError, TypeError, ValueError)):
        Plan.from_json(told)


def test_an_item_is_taken_once_and_keeps_what_was_written_about_it() -> None:
    plan = exhibits.with_items(whole(), [Chosen(ITEMS[0], "lain"), Chosen(ITEMS[5])])
    assert [one.evidence for one in plan.exhibits] == [ITEMS[0], ITEMS[2], ITEMS[5]]
    assert plan.exhibits[0].label == "Foto"


def test_a_forum_gives_prefix_copies_and_columns_and_leaves_the_exhibits() -> None:
    forum = next(row for row in reference().forums if row.code == "BAWASLU-TSM")
    plan = exhibits.before(whole(), forum, forum.label.id)
    assert (plan.prefix, plan.copies, plan.forum) == ("P", 7, "BAWASLU-TSM")
    assert plan.exhibits == whole().exhibits


def test_every_forum_of_the_design_has_a_row_that_is_in_force() -> None:
    rows = {row.code: row for row in reference().forums_on(date(2025, 1, 13), "PILKADA")}
    assert {"BAWASLU-ADM", "BAWASLU-TSM", "DKPP", "MK-PK", "GAKKUMDU", "ASN"} <= rows.keys()
    assert (rows["MK-PK"].prefixes[0], rows["MK-PK"].copies) == ("PK", 12)
    assert rows["BAWASLU-TSM"].copies == 7


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"numbering": "{prefix}"}, "tell exhibits apart"),
        ({"prefixes": ()}, "prefix"),
        ({"copies": 0}, "copies"),
        ({"columns": ("harga",)}, "column"),
        ({"types": frozenset({"X"})}, "case type"),
        ({"papers": ("SURAT_CINTA",)}, "kind of paper"),
    ],
)
def test_a_forum_that_cannot_be_is_named(changes: dict[str, Any], said: str) -> None:
    rows = reference()
    spoilt = replace(rows.forums[0], **changes)
    assert any(said in flaw for flaw in flaws(replace(rows, forums=(spoilt, *rows.forums[1:]))))
