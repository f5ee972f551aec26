# SPDX-License-Identifier: GPL-3.0-or-later
"""A gallery of a hundred thousand items: the first page, searching, sorting, counting, scrolling.

Pages are asked for as the window asks for them: a page of cards, then the pictures beside them.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.model.evidence import EvidenceCard, Kind, Road
from db.model.finding import Level
from db.seal.keyring import Cost
from db.store import browse, evidence
from db.store.browse import Filter, Order
from db.store.vault import Vault
from tests.bench import crowds, ground, starting
from tests.bench.figures import Figure, Spread
from tests.bench.rounds import Setting, clock, say

COMMAND: Final = "python -m tests.bench gallery --rounds {rounds} --items {items}"
SEARCHES: Final = 20
P95: Final = 0.95
P99: Final = 0.99


def run(setting: Setting) -> list[Figure]:
    """Return the figures of browsing `setting.items` items."""
    folder = crowd(setting)
    figures = [*_opening(setting, folder), *scrolling(setting, folder)]
    setting.settle()
    with ground.place(folder) as made:
        figures += queries(made.vault, setting)
    return figures


def queries(vault: Vault, setting: Setting) -> list[Figure]:
    """Return the figures of asking: words, orders and filters."""
    return [
        *_searching(vault, setting),
        *_sorting(vault, setting),
        *_narrowing(vault, setting),
    ]


def crowd(setting: Setting) -> Path:
    """Return a vault with `setting.items` items; one made earlier is used again."""
    folder = setting.work / f"crowd-{setting.items}"
    done = setting.work / f"crowd-{setting.items}.done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        with ground.place(folder, cost=Cost()) as made:
            crowds.fill(made, setting.items, setting.seed)
        done.touch()
    return folder


def ms(work: Callable[[], object]) -> float:
    """Return how many milliseconds `work` takes."""
    start = clock()
    work()
    return (clock() - start) * 1000


def first_page(vault: Vault) -> tuple[EvidenceCard, ...]:
    """Read what the window shows first."""
    cards = browse.page(vault)
    evidence.thumbnails(vault, [card.number for card in cards])
    browse.count(vault)
    return cards


def scrolling(setting: Setting, folder: Path) -> list[Figure]:
    """Scroll in the real page of the real window, and time every turn of its main thread."""
    setting.settle()
    say("scrolling")
    told = starting.play("gallery", str(folder), str(setting.turns))
    ways = {
        "turning the wheel": "wheel_ms",
        f"pressing End until {told['loaded']:,} items are loaded": "end_ms",
        "dragging the bar": "jump_ms",
    }
    figures = [
        Figure(
            f"{setting.turns} frames, {way}: the slowest, of which [p50 .. p99]",
            _slowest(told[name]),
            "ms",
            at_most=50,
        )
        for way, name in ways.items()
    ]
    words = "unlocked until the window shows the first page"
    return [*figures, Figure(words, Spread.of([told["first_page_ms"]]), "ms")]


def _slowest(taken: list[float]) -> Spread:
    """Return the slowest frame as the middle, the median and the 99th percentile as the ends."""
    ordered = sorted(taken)
    p99 = ordered[min(len(ordered) - 1, int(P99 * len(ordered)))]
    return Spread(ordered[-1], ordered[len(ordered) // 2], p99, len(ordered))


def _opening(setting: Setting, folder: Path) -> list[Figure]:
    """Time the first page of a vault that was just unlocked, its records read from the disk."""
    times = []
    for _ in range(setting.rounds):
        ground.forget(folder / "records.db")
        setting.settle()
        with ground.place(folder) as made:
            times.append(ms(lambda: first_page(made.vault)))
    words = f"{setting.items:,} items: unlocked until {browse.PAGE} cards, pictures and the count"
    return [Figure(words, Spread.of(times), "ms", at_most=100)]


def _searching(vault: Vault, setting: Setting) -> list[Figure]:
    """Time each kind of search: its first page and how many it finds; p95 of many words."""
    times: dict[str, list[float]] = {}
    for kind, text in crowds.searches(SEARCHES * setting.rounds, setting.seed):
        wanted = Filter(text=text)
        taken = ms(lambda: (browse.page(vault, wanted), browse.count(vault, wanted)))  # noqa: B023
        times.setdefault(kind, []).append(taken)
    return [
        Figure(
            f"search for {kind}: first page and count, p95 [p50 .. slowest]",
            percentiles(taken),
            "ms",
            at_most=50,
        )
        for kind, taken in times.items()
    ]


def percentiles(taken: list[float]) -> Spread:
    """Return the 95th percentile as the middle, the median and the slowest as the ends."""
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, int(P95 * len(ordered)))]
    return Spread(p95, ordered[len(ordered) // 2], ordered[-1], len(ordered))


def _sorting(vault: Vault, setting: Setting) -> list[Figure]:
    """Walk through all items in each order; the middle of the way costs what the start does."""
    figures = []
    for order in Order:
        times: list[float] = []
        last: EvidenceCard | None = None
        while cards := _timed_page(vault, order, last, times):
            last = cards[-1]
        words = f"{setting.items:,} items by {order.value}: one page of {browse.PAGE}, p95"
        figures.append(Figure(words, percentiles(times), "ms", at_most=50))
    return figures


def _timed_page(
    vault: Vault, order: Order, after: EvidenceCard | None, times: list[float]
) -> tuple[EvidenceCard, ...]:
    start = clock()
    cards = browse.page(vault, order=order, after=after)
    times.append((clock() - start) * 1000)
    return cards


def _narrowing(vault: Vault, setting: Setting) -> list[Figure]:
    chosen = {
        "videos received from others": Filter(
            kinds=frozenset({Kind.VIDEO}), roads=frozenset({Road.RECEIVED})
        ),
        "what asks for a look": Filter(loudest=Level.LOOK),
        "one finding": Filter(code=crowds.CODES[0]),
        "one day": Filter(since_us=_day(30), until_us=_day(31)),
        "common words on one day": Filter(text="tps sent", since_us=_day(30), until_us=_day(31)),
    }
    figures = []
    for name, wanted in chosen.items():
        for order in (Order.SEALED, Order.CAPTURED):
            taken = [
                ms(lambda: (browse.page(vault, wanted, order), browse.count(vault, wanted)))  # noqa: B023
                for _ in range(setting.rounds)
            ]
            words = f"filter: {name}, by {order.value}: first page and count"
            figures.append(Figure(words, Spread.of(taken), "ms"))
    taken = [ms(lambda: browse.codes(vault)) for _ in range(setting.rounds)]
    return [*figures, Figure("how many items raise each finding", Spread.of(taken), "ms")]


def _day(number: int) -> int:
    start = int(crowds.FIRST_DAY.timestamp())
    return (start + number * 24 * 3600) * 1_000_000
