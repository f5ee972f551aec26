# SPDX-License-Identifier: GPL-3.0-or-later
"""Fair rounds: contenders take turns in a shuffled order, on a machine that is as quiet as it gets.

Only ratios of the same round are compared, so a slow hour slows everybody.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")
QUIET: Final = 1.5
"""The load average above which a round waits."""
PAUSE: Final = 0.3
Run = Callable[[], dict[str, float]]


@dataclass(slots=True)
class Setting:
    """How a benchmark is run.

    `size_mib`, `items` and `turns` (of the wheel) are the size of what is measured; a promise is
    about the usual sizes.
    `rate`: which link is measured, or "all".
    `patience`: seconds that all rounds together may wait for a quieter machine.
    """

    work: Path
    rounds: int = 5
    size_mib: int = 512
    items: int = 100_000
    turns: int = 500
    patience: float = 0.0
    seed: int = 1
    rate: str = "all"
    loads: list[float] = field(default_factory=list)

    def settle(self) -> None:
        """Wait for a quiet machine as long as patience lasts, write out what is dirty, rest."""
        while self.patience > 0 and os.getloadavg()[0] > QUIET:
            time.sleep(5)
            self.patience -= 5
        self.loads.append(load())
        os.sync()
        time.sleep(PAUSE)


def interleaved(setting: Setting, contenders: Mapping[str, Run]) -> dict[str, list[float]]:
    """Let every contender run once a round; return what each measured, round by round.

    A contender returns named figures: those of "segel" called "sealed" are under "segel sealed".
    """
    measured: dict[str, list[float]] = {}
    for name in in_turn(setting, contenders):
        setting.settle()
        for figure, value in contenders[name]().items():
            measured.setdefault(f"{name} {figure}", []).append(value)
    return measured


def in_turn(setting: Setting, names: Iterable[T]) -> Iterator[T]:
    """Yield each of `names` once a round, every round in another order."""
    chance = random.Random(setting.seed)  # noqa: S311 - an order, not a secret
    order = list(names)
    for number in range(setting.rounds):
        chance.shuffle(order)
        for name in order:
            say(f"round {number + 1} of {setting.rounds}: {name}")
            yield name


def load() -> float:
    """Return how many programs wanted to run in the last minute."""
    return os.getloadavg()[0]


def clock() -> float:
    """Return seconds on a clock that only runs forward."""
    return time.perf_counter()


def say(text: str) -> None:
    """Tell whoever waits what is going on."""
    sys.stderr.write(f"  {text}\n")
    sys.stderr.flush()
