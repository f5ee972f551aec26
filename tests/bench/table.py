# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the benchmarks, and the table they leave behind."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.actions.clock import SystemClock
from tests.bench import (
    bundling,
    dockets,
    fleet,
    gallery,
    ledgers,
    links,
    machine,
    plots,
    poor,
    remembering,
    sealing,
    starting,
    verifying,
)
from tests.bench.figures import Figure, plain
from tests.bench.rounds import QUIET, Setting, say

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
WORK: Final = Path("build/bench")
PATIENCE: Final = 120.0
BUSY: Final = (
    "**The machine was busy with other work**: what runs in several threads waits longer for a core"
    " than what runs in one, so no verdict of this section stands."
)
INTRODUCTION: Final = """\
# What was measured

Written by `python -m tests.bench`, not by hand. Contenders take turns in a shuffled
order; ratios are taken round by round and the table shows their median [least .. most].
Figures in seconds are this machine's and bind nobody."""
MACHINE: Final = "The machine"
PLOTS: Final = "plots"


@dataclass(frozen=True, slots=True)
class Bench:
    """One benchmark: what it asks, how it is run, and the words of its command.

    `patience`: seconds that all its parts together wait for a quieter machine, unless told
    otherwise; where each part leaves a busy machine to the next, more than elsewhere.
    """

    title: str
    run: Callable[[Setting], list[Figure]]
    command: str
    patience: float = PATIENCE


BENCHES: Final = {
    "sealing": Bench("Sealing", sealing.run, sealing.COMMAND),
    "memory": Bench("Memory", remembering.run, remembering.COMMAND),
    "start": Bench("Start", starting.run, starting.COMMAND),
    "gallery": Bench("Gallery", gallery.run, gallery.COMMAND),
    "poor": Bench("On a poor laptop", poor.run, poor.COMMAND),
    "dockets": Bench("Dockets", dockets.run, dockets.COMMAND),
    "verify": Bench("Verify", verifying.run, verifying.COMMAND),
    "ledger": Bench("Ledger", ledgers.run, ledgers.COMMAND),
    "link": Bench("Sending over bad links", links.run, links.COMMAND),
    "bundle": Bench("Bundle", bundling.run, bundling.COMMAND),
    "fleet": Bench("Fleet", fleet.run, fleet.COMMAND, fleet.PATIENCE),
    "processes": Bench("Fleet, by processes", fleet.processes, fleet.PROCESSES, fleet.PATIENCE),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run what was asked for and return 0 when every promise is kept, 1 when one is broken."""
    args = _arguments(argv)
    args.work.mkdir(parents=True, exist_ok=True)
    sections: dict[str, Any] = {}
    chosen = list(BENCHES) if args.bench == "all" else [args.bench]
    for name in chosen:
        say(f"{name}:")
        setting = Setting(
            args.work,
            args.rounds,
            args.size,
            args.items,
            args.turns,
            patience=BENCHES[name].patience if args.patience is None else args.patience,
            seed=args.seed,
            rate=args.rate,
        )
        figures = BENCHES[name].run(setting)
        sections[name] = _section(name, setting, figures)
        tell(as_text(BENCHES[name].title, figures))
        if args.out:
            page = args.out.read_text(encoding="utf-8") if args.out.exists() else ""
            write(args.out, as_page(sections, page))
    broken = [
        figure
        for name in chosen
        for figure in map(Figure.from_json, sections[name]["figures"])
        if figure.broken
    ]
    for figure in broken:
        tell(f"broken: {figure.words}: {figure.measured}, promised {figure.wanted}")
    return 1 if broken else 0


def tell(text: str) -> None:
    """Print a result."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("bench", nargs="?", default="all", choices=[*BENCHES, "all"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=int, default=512, metavar="MIB", help="of one large file")
    parser.add_argument("--items", type=int, default=100_000, help="in gallery and ledger")
    parser.add_argument("--turns", type=int, default=500, help="of the wheel, in the gallery")
    parser.add_argument("--rate", default="all", choices=[*links.RATES, "all"], help="of a link")
    parser.add_argument("--seed", type=int, default=1, help="of every shuffled order")
    parser.add_argument("--work", type=Path, default=WORK, help="a folder on the disk to measure")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the table goes")
    parser.add_argument("--patience", type=float, help="seconds to wait for a quiet machine")
    return parser.parse_args(argv)


def _section(name: str, setting: Setting, figures: list[Figure]) -> dict[str, Any]:
    size = {
        "rounds": setting.rounds,
        "size_mib": setting.size_mib,
        "items": setting.items,
        "rate": setting.rate,
    }
    return {
        "command": BENCHES[name].command.format(**size),
        "day": SystemClock()().utc.date().isoformat(),
        "figures": [figure.to_json() for figure in figures],
        "load": [min(setting.loads), max(setting.loads)] if setting.loads else os.getloadavg()[:2],
        "machine": machine.facts(),
    }


def write(out: Path, page: str) -> None:
    """Write the page, and beside it a picture of each section that the page names one of."""
    out.write_text(page, encoding="utf-8")
    parts = dict(_parts(page))
    for name, bench in BENCHES.items():
        if _shown(name) in (part := parts.get(bench.title, "")):
            drawn = out.parent / PLOTS / f"{name}.svg"
            drawn.parent.mkdir(exist_ok=True)
            drawn.write_bytes(plots.picture(part))


def as_text(title: str, figures: Sequence[Figure]) -> str:
    """Return the figures of one benchmark as lines for a terminal."""
    lines = [
        f"  {figure.words:<78} {figure.measured:<32} {figure.wanted:<10} "
        f"{figure.verdict.strip('*')}".rstrip()
        for figure in figures
    ]
    return "\n".join([title, *lines])


def as_page(sections: dict[str, Any], page: str = "") -> str:
    """Return RESULTS.md: `page` with these sections in it, what it has beside them as it is.

    In a section the promises stand first, then what else was measured.
    """
    titles = [bench.title for bench in BENCHES.values()]
    parts = dict(_parts(page))
    for name, section in sections.items():
        parts[BENCHES[name].title] = f"{_as_part(section)}\n\n{_shown(name)}"
    for section in sections.values():
        facts = [f"- {name}: {value}" for name, value in section["machine"].items()]
        parts[MACHINE] = "\n".join(facts)
    others = [title for title in parts if title not in titles and title != MACHINE]
    order = [title for title in [*titles, *others, MACHINE] if title in parts]
    return "\n\n".join([INTRODUCTION, *(f"## {title}\n\n{parts[title]}" for title in order)]) + "\n"


def _shown(name: str) -> str:
    return f"![The same as bars, with limits and peers]({PLOTS}/{name}.svg)"


def _parts(page: str) -> list[tuple[str, str]]:
    split = (part.partition("\n") for part in f"\n{page}".split("\n## ")[1:])
    return [(title, text.strip()) for title, _, text in split]


def _as_part(section: dict[str, Any]) -> str:
    figures = [Figure.from_json(dict(value)) for value in section["figures"]]
    low, high = section["load"]
    lines = [f"`{section['command']}`, {section['day']},"]
    lines += [f"load average at the start of rounds {plain(low)} to {plain(high)}.", ""]
    if high > QUIET + (os.cpu_count() or 1):
        lines += [BUSY, ""]
    promised = [figure for figure in figures if figure.wanted]
    told = [figure for figure in figures if not figure.wanted]
    if promised:
        lines += ["| promise | wanted | measured | |", "|---|---|---|---|"]
        lines += [
            f"| {one.words} | {one.wanted} | {one.measured} | {one.verdict} |" for one in promised
        ]
    if promised and told:
        lines.append("")
    if told:
        lines += ["| beside it | measured |", "|---|---|"]
        lines += [f"| {one.words} | {one.measured} |" for one in told]
    return "\n".join(lines)
