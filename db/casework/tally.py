# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts over cards for pictures: what was watched and found, where, when and with which outcome.

Supervision that found nothing is counted as well; a chart of findings alone would show an office
that looks harder as a place where more goes wrong.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.casework.paper import PaperCard, PaperKind

NOTHING_FOUND: Final = "TIDAK_ADA_DUGAAN"
SUSPECTED: Final = "DUGAAN_PELANGGARAN"
UNKNOWN: Final = ""
"""The key of cards that do not say."""
VILLAGE_PARTS: Final = 4
LONGEST_WEEKS: Final = 530


@dataclass(frozen=True, slots=True)
class Bar:
    """How many cards share a key: a code, a state, a week "2023-W49"."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one selection of cards.

    `supervised`: Form As; of them `nothing_found` without suspicion and `suspected` with it.
    `by_week` has every ISO week from the first to the last, empty ones too; all others have the
    greatest first.  A card of several categories counts in each, so those may sum to more.
    `undated`: cards that no week could take.
    """

    cards: int
    supervised: int
    nothing_found: int
    suspected: int
    undated: int
    by_kind: tuple[Bar, ...]
    by_state: tuple[Bar, ...]
    by_category: tuple[Bar, ...]
    by_stage: tuple[Bar, ...]
    by_village: tuple[Bar, ...]
    by_outcome: tuple[Bar, ...]
    by_week: tuple[Bar, ...]


def tally(cards: Iterable[PaperCard]) -> Tally:
    """Return the counts of cards of any kinds; select before counting, each card counts once."""
    every = tuple(cards)
    forms = [card for card in every if card.kind is PaperKind.SUPERVISION]
    dated = [day for card in every if (day := _day(card.happened)) is not None]
    return Tally(
        cards=len(every),
        supervised=len(forms),
        nothing_found=sum(card.outcome == NOTHING_FOUND for card in forms),
        suspected=sum(card.outcome == SUSPECTED for card in forms),
        undated=len(every) - len(dated),
        by_kind=_greatest(card.kind.value for card in every),
        by_state=_greatest(card.state for card in every),
        by_category=_greatest(code for card in every for code in dict.fromkeys(card.categories)),
        by_stage=_greatest(card.stage for card in forms),
        by_village=_greatest(village(card.region) for card in every),
        by_outcome=_greatest(card.outcome for card in forms),
        by_week=weeks(dated),
    )


def weeks(days: Iterable[date]) -> tuple[Bar, ...]:
    """Return a bar for every ISO week from the first day to the last.

    A year mistyped must not make ten thousand bars: beyond ten years only weeks with cards count.
    """
    counts = Counter(_monday(day) for day in days)
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    span = (last - first).days // 7 + 1
    if span > LONGEST_WEEKS:
        return tuple(Bar(week(monday), counts[monday]) for monday in sorted(counts))
    mondays = (first + timedelta(weeks=number) for number in range(span))
    return tuple(Bar(week(monday), counts[monday]) for monday in mondays)


def week(day: date) -> str:
    """Return the ISO week of a day, "2023-W49"; its year may not be the calendar's."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def village(region: str) -> str:
    """Return a region's code down to the village, empty where it is not known that far."""
    parts = region.split(".")
    return ".".join(parts[:VILLAGE_PARTS]) if len(parts) >= VILLAGE_PARTS else UNKNOWN


def _greatest(keys: Iterable[str]) -> tuple[Bar, ...]:
    counts = Counter(keys)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Bar(key, count) for key, count in ordered)


def _monday(day: date) -> date:
    """Return the Monday of a day's week; the first days of the calendar have none before them."""
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
