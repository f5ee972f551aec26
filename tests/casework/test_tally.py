# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts add up, weeks have no holes, and supervision that found nothing is counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.casework.paper import PaperCard, PaperKind
from db.casework.tally import Bar, tally, village, week, weeks
from db.model.ids import AccountId, PaperId
from resources.phrases import table

VILLAGES = ("51.05.01.2008", "64.71.05.1008", "64.71.05", "")
OUTCOMES = ("TIDAK_ADA_DUGAAN", "SARAN_PERBAIKAN", "DUGAAN_PELANGGARAN", "POTENSI_SENGKETA")


def card(
    kind: PaperKind = PaperKind.SUPERVISION,
    *,
    happened: str = "2023-12-03",
    region: str = VILLAGES[0],
    outcome: str = "DUGAAN_PELANGGARAN",
    categories: tuple[str, ...] = (),
    stage: str = "KAMPANYE",
) -> PaperCard:
    return PaperCard(
        PaperId("01P"), kind, 1, "NPD-7K3F", "SELESAI", None, "t", happened, region, "PEMILU",
        outcome, categories, AccountId("01A"), "Sekarini", 0, 0, 0, stage,
    )  # fmt: skip


CARDS = st.builds(
    card,
    st.sampled_from([PaperKind.SUPERVISION, PaperKind.CASE]),
    happened=st.dates(date(2023, 1, 1), date(2025, 12, 31)).map(date.isoformat) | st.just(""),
    region=st.sampled_from(VILLAGES),
    outcome=st.sampled_from(OUTCOMES),
    categories=st.lists(st.sampled_from(["ASN-D4", "PM-283"]), max_size=2).map(tuple),
)


def test_supervision_without_suspicion_is_counted() -> None:
    found = tally([card(outcome="TIDAK_ADA_DUGAAN"), card(), card(PaperKind.CASE)])
    assert (found.cards, found.supervised, found.nothing_found, found.suspected) == (3, 2, 1, 1)
    for language in ("id", "en"):
        assert "tally.nothing-found" in table(language)


def test_nothing_makes_no_bars() -> None:
    found = tally([])
    assert found.cards == 0
    assert found.by_week == found.by_category == ()


@given(st.lists(CARDS, max_size=30))
def test_every_card_stands_in_each_series_once(cards: list[PaperCard]) -> None:
    found = tally(cards)
    forms = [one for one in cards if one.kind is PaperKind.SUPERVISION]
    assert sum(bar.count for bar in found.by_village) == len(cards)
    assert sum(bar.count for bar in found.by_kind) == len(cards)
    assert sum(bar.count for bar in found.by_state) == len(cards)
    assert sum(bar.count for bar in found.by_outcome) == len(forms)
    assert sum(bar.count for bar in found.by_stage) == len(forms)
    assert sum(bar.count for bar in found.by_week) + found.undated == len(cards)
    assert sum(bar.count for bar in found.by_category) == sum(
        len(set(one.categories)) for one in cards
    )
    assert [bar.count for bar in found.by_category] == sorted(
        (bar.count for bar in found.by_category), reverse=True
    )


@given(st.lists(st.dates(date(2023, 1, 1), date(2031, 12, 31)), min_size=1, max_size=20))
def test_weeks_follow_one_another_without_holes(days: list[date]) -> None:
    bars = weeks(days)
    monday = min(days) - timedelta(days=min(days).weekday())
    for bar in bars:
        assert bar.key == week(monday)
        monday += timedelta(weeks=1)
    assert bars[-1].key == week(max(days))


def test_a_mistyped_year_does_not_make_thousands_of_bars() -> None:
    bars = weeks([date(203, 12, 3), date(2023, 12, 3), date.min, date.max])
    assert len(bars) == 4


def test_the_last_days_of_a_year_may_be_of_the_next_years_first_week() -> None:
    assert week(date(2024, 12, 30)) == "2025-W01"
    assert week(date(2023, 1, 1)) == "2022-W52"


def test_a_subdistrict_is_no_village() -> None:
    assert village("64.71.05") == ""
    assert village("94.04.03.2003-007") == "94.04.03.2003-007"
    found = tally([card(region="64.71.05"), card()])
    assert Bar("", 1) in found.by_village
