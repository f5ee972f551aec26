# SPDX-License-Identifier: GPL-3.0-or-later
"""A soak that cannot fail proves nothing: what leaks is told from what wavers."""

import random
from dataclasses import replace

from tests.soak.gauges import Reading
from tests.soak.pages import Soak, page
from tests.soak.slopes import KIB, judge

FLAT = Reading(0.0, 0, 300_000 * KIB, 40_000 * KIB, 310_000 * KIB, 50_000 * KIB, 17, 14, 39, 67,
               30_000, 10**6, 10**7)  # fmt: skip


def wavering(files: float = 0.0, heap: int = 0) -> list[Reading]:
    chance = random.Random(1)  # noqa: S311 - not for secrets
    return [
        replace(
            FLAT,
            rounds=at,
            rss=FLAT.rss + chance.randrange(4000 * KIB),
            heap=FLAT.heap + heap * at,
            files=FLAT.files + int(files * at),
        )
        for at in range(1, 101)
    ]


def told(readings: list[Reading], *complaints: str) -> Soak:
    return Soak(60.0, "soak", "here", {}, readings, judge(readings, 20), complaints)


def test_memory_that_wavers_is_steady() -> None:
    assert told(wavering()).right


def test_a_file_left_open_every_tenth_round_is_a_leak() -> None:
    found = told(wavering(files=0.1))
    assert not found.right
    assert [one.name for one in found.growths if one.leaks] == ["files"]
    assert "**LEAKS**" in page(found)


def test_memory_that_is_not_given_back_is_a_leak() -> None:
    assert [one.name for one in told(wavering(heap=200 * KIB)).growths if one.leaks] == ["heap"]


def test_one_complaint_or_too_few_rounds_are_enough_to_fail() -> None:
    assert not told(wavering(), "Session already deleted").right
    assert not told(wavering()[:22]).right
