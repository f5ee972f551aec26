# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGKILL at random moments: a process at work is killed, and the vault is judged.

The kernel survives, so what was written is there; what was half done shows.
"""

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import ground, weak
from tests.faults.judge import Promises, judge
from tests.faults.results import Row

LIVES = 8
"""Kills that one vault lives through, so that damage would add up."""
SMALL = 30
TOP = 2 * ground.MIB
LARGE = (17 * ground.MIB, 40 * ground.MIB)


@dataclass(frozen=True, slots=True)
class Load:
    """What there is to seal before each kill."""

    small: int = SMALL
    large: tuple[int, ...] = LARGE
    top: int = TOP


def run(kills: int, seed: int, *, weakened: str = "", load: Load | None = None) -> Row:
    """Kill a working process `kills` times and count what was lost.

    A weakened one is killed until something is.
    """
    load = load or Load()
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    work = ground.workspace()
    row = Row("kills" if not weakened else f"kills, control {weakened}", weakened=weakened)
    span = _span(work, seed, load)
    earlier: frozenset[str] = frozenset()
    try:
        for number in range(kills):
            base = work / f"vault-{number // LIVES}"
            if number % LIVES == 0:
                shutil.rmtree(work / f"vault-{number // LIVES - 1}", ignore_errors=True)
                base.mkdir()
                earlier = frozenset()
                if dice.random() < 0.5:  # half of the vaults may be killed in the making too
                    ground.create(base / "brankas").lock()
            folder, source = base / "brankas", base / "kartu"
            ground.make_sources(
                source,
                seed + number,
                small=load.small,
                large=load.large[-1:] if number % 4 == 0 else load.large[:1],
                top=load.top,
            )
            after = dice.uniform(0, span * 1.05)
            promises, status = _kill(folder, source, seed + number, after, weakened)
            verdict = judge(folder, promises, ground.sources(source), earlier=earlier)
            earlier = verdict.sealed
            if os.WIFEXITED(status) and os.WEXITSTATUS(status):
                verdict.flaws.append("the process ended by itself, with an error")
            row.count(verdict, f"kill {number} (seed {seed}) after {after:.3f} s")
            shutil.rmtree(source)
            if weakened and row.bad:
                break
            if verdict.absent or not verdict.good:
                shutil.rmtree(folder, ignore_errors=True)
                earlier = frozenset()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return row


def _span(work: Path, seed: int, load: Load) -> float:
    """Return how long the work takes when nobody kills it."""
    source = work / "probe"
    ground.make_sources(source, seed, small=load.small, large=load.large, top=load.top)
    begun = time.monotonic()
    _kill(work / "probe-vault", source, seed, 600, "")
    shutil.rmtree(source)
    shutil.rmtree(work / "probe-vault")
    return time.monotonic() - begun


def _kill(
    folder: Path, source: Path, seed: int, after: float, weakened: str
) -> tuple[Promises, int]:
    """Let a process of its own work, kill it `after` seconds; return its promises and status."""

    def work(tell: ground.Tell) -> None:
        weak.ground_tell[:] = [tell]
        weak.weaken(weakened)
        ground.carry_on(folder, source, tell, seed)

    return in_process(work, after)


def in_process(work: Callable[[ground.Tell], None], after: float) -> tuple[Promises, int]:
    """Run `work` in a fork and kill it `after` seconds; return its promises and exit status."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            work(_teller(writing))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    timer = threading.Timer(after, os.kill, (child, signal.SIGKILL))
    timer.start()
    promises = Promises()
    with os.fdopen(reading, encoding="utf-8") as heard:
        for said in heard:
            if said.endswith("\n"):
                promises.hear(said)
    timer.cancel()
    timer.join()
    return promises, os.waitpid(child, 0)[1]


def _teller(handle: int) -> ground.Tell:
    def tell(kind: str, **parts: str) -> None:
        os.write(handle, (ground.line(kind, **parts) + "\n").encode())

    return tell
