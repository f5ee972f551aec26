# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending over bad links: how much of what a link can carry arrives, and what it costs in bytes.

The limit is payload / (rate x (1 - loss) x payload share of a packet x share of the time that the
link is up): nothing could be faster over TCP.  The clock runs for the whole round, from the first
handshake to the last receipt.  Every run has a link of its own; those that are thin hold up who
sends and not the machine, so they run side by side, and the others after them, one by one.
"""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from tests.bench.figures import Figure, Spread, ratios
from tests.bench.link import peers
from tests.bench.link.emulated import Link, Measured, lab, missing
from tests.bench.link.traffic import Cargo, Seen, plain_put, segel
from tests.bench.rounds import Setting, load, say

COMMAND: Final = "python -m tests.bench link --rate {rate} --rounds {rounds}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A link, what is sent over it, and what we promise: share of the limit, bytes on the wire."""

    words: str
    link: Link
    cargo: Cargo
    share: float | None = None
    wire: float | None = None


CELLS: Final = {
    "16k": Cell("16 kbit/s", Link(16e3), Cargo(5, 40_000)),
    "64k": Cell("64 kbit/s", Link(64e3), Cargo(20, 100_000), 0.93, 1.15),
    "1m": Cell("1 Mbit/s", Link(1e6), Cargo(20, 1_000_000), 0.93, 1.15),
    "10m": Cell("10 Mbit/s", Link(10e6, loss=0.01, outage=3.0), Cargo(20, 5_000_000)),
}
GOOD: Final = Link(100e6, 2.5, 0.0, 0.0, 0.0, 0.0)
GOOD_CARGO: Final = Cargo(40, 5_000_000)
DAY: Final = Cargo(100, 1_000)
PATIENCE: Final = 2.0
"""How often the limit's time a peer may take before it counts as not arrived."""
RATES: Final = ("emulator", *CELLS, "good", "proof", "peers")
ALONE: Final = frozenset({"emulator", "10m", "good"})
"""What needs the machine for itself."""
BY_ITSELF_S: Final = 15.0
SLACK: Final = 1.25
"""How much longer than the link's limit a round of ours takes at most, with all around it."""


def run(setting: Setting) -> list[Figure]:
    """Return the figures of all links; those that were not asked for are of their last time."""
    absent = missing()
    if absent:
        return [Figure("sending over bad links", skipped=absent)]
    kept = setting.work / "links.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    names = RATES if setting.rate == "all" else (setting.rate,)
    say(f"about {lasts(names, setting.rounds) / 60:.0f} minutes, of which nothing can be saved")
    beside = [name for name in names if name not in ALONE]
    with ThreadPoolExecutor(max(1, len(beside))) as side_by_side:
        found = dict(
            zip(beside, side_by_side.map(partial(_with_load, setting), beside), strict=True)
        )
    found |= {name: _with_load(setting, name) for name in names if name in ALONE}
    for name, figures in found.items():
        known[name] = [one.to_json() for one in figures]
    kept.write_text(json.dumps(known), encoding="utf-8")
    return [Figure.from_json(one) for name in RATES for one in known.get(name, [])]


def lasts(names: Iterable[str], rounds: int) -> float:
    """Return the seconds that measuring these takes at most: links cannot be hurried."""

    def one(name: str) -> float:
        match name:
            case "emulator":
                return BY_ITSELF_S
            case "good":
                return 2 * rounds * SLACK * GOOD_CARGO.bytes / GOOD.payload_rate
            case "proof":
                return 2 * rounds * BY_ITSELF_S
            case "peers":
                return PATIENCE * CELLS["1m"].cargo.bytes / CELLS["1m"].link.payload_rate
            case _:
                return SLACK * CELLS[name].cargo.bytes / CELLS[name].link.payload_rate

    beside = [one(name) for name in names if name not in ALONE]
    return max(beside, default=0.0) + sum(one(name) for name in names if name in ALONE)


def _with_load(setting: Setting, name: str) -> list[Figure]:
    """Return what was measured, with how busy the machine was right after it."""
    figures = _measure(setting, name)
    words = f'load average when "{name}" was measured'
    return [*figures, Figure(words, Spread.of([load()]))]


def _measure(setting: Setting, name: str) -> list[Figure]:
    match name:
        case "emulator":
            return self_check(setting)
        case "good":
            return good_figures(setting)
        case "proof":
            return proof_figures(setting)
        case "peers":
            return peer_figures(setting, CELLS["1m"])
        case _:
            return cell_figures(setting, CELLS[name])


def self_check(setting: Setting) -> list[Figure]:
    """Return what the emulator measures of itself: a link that lies would make every figure one."""
    link = Link(1e6).calm()
    say("the emulator, by itself")
    with lab(link, setting.work) as made:
        seen = Measured.of(made)
    return [
        Figure(
            "emulator: rate of a link of 1 Mbit/s with 5 % loss, what arrives",
            Spread.of([seen.rate / 1000]),
            "kbit/s",
        ),
        Figure("emulator: its round trip of 600 ms and jitter", Spread.of([seen.rtt]), "s"),
        Figure("emulator: its loss of 0.05", Spread.of([seen.loss])),
    ]


def cell_figures(setting: Setting, cell: Cell) -> list[Figure]:
    """Return what the real program does on one link, another seed each round."""
    say(f"{cell.words}: {setting.rounds} rounds side by side")
    setting.loads.append(load())
    seeds = [setting.seed + number for number in range(setting.rounds)]

    def one_round(seed: int) -> Seen:
        link = replace(cell.link, seed=seed)
        return segel(link, cell.cargo, setting.work, f"segel-{cell.link.rate:.0f}-{seed}")

    with ThreadPoolExecutor(len(seeds)) as side_by_side:
        seen = list(side_by_side.map(one_round, seeds))
    about = (
        f"{cell.words}, {cell.link.delay_ms * 2:.0f} ms, {cell.link.loss:.0%} lost,"
        f" {cell.link.outage:.0f} s away each minute"
    )

    def of(words: str, values: Iterable[float], unit: str = "") -> Figure:
        return Figure(f"{cell.words}: {words}", Spread.of(list(values)), unit)

    sent = f"{cell.cargo.items} items of {cell.cargo.size / 1000:,.0f} kB"
    return [
        Figure(
            f"{about}: {sent}, share of the link's limit",
            Spread.of([one.share for one in seen]),
            at_least=cell.share,
        ),
        Figure(
            f"{cell.words}: bytes on the wire for a byte of payload,"
            f" where {cell.link.wire_floor:.3f} is the least",
            Spread.of([one.wire for one in seen]),
            "x",
            at_most=cell.wire,
        ),
        of("seconds, receipts included", (one.seconds for one in seen), "s"),
        of("most connections, chosen by the program", (one.roads for one in seen)),
        of(
            "times that all connections were given up though the link was there",
            (max(0, one.breaks - one.outages) for one in seen),
        ),
        of("seconds until the day was proven", (one.proof for one in seen), "s"),
    ]


def good_figures(setting: Setting) -> list[Figure]:
    """Return what a good link gives us beside one plain HTTPS PUT of the same bytes."""
    ours, plain = [], []
    for number in range(setting.rounds):
        say(f"100 Mbit/s: round {number + 1} of {setting.rounds}")
        setting.settle()
        plain.append(plain_put(GOOD, GOOD_CARGO, setting.work, "plain").seconds)
        ours.append(segel(GOOD, GOOD_CARGO, setting.work, "segel").seconds)
    return [
        Figure(
            "100 Mbit/s, 5 ms, nothing lost: 200 MB, speed of one plain HTTPS PUT",
            ratios(plain, ours),
            "x",
            at_least=0.9,
        ),
        Figure("100 Mbit/s: seconds, receipts included", Spread.of(ours), "s"),
        Figure("100 Mbit/s: one plain HTTPS PUT", Spread.of(plain), "s"),
    ]


def proof_figures(setting: Setting) -> list[Figure]:
    """Return how soon a day's hundred items are proven where little gets through."""
    figures = []
    for name in ("64k", "1m"):
        cell = CELLS[name]
        seen = []
        for number in range(setting.rounds):
            say(f"proof first, {cell.words}: round {number + 1} of {setting.rounds}")
            setting.loads.append(load())
            link = replace(cell.link, seed=setting.seed + number)
            seen.append(segel(link, DAY, setting.work, "proof", "proof").proof)
        words = f"{cell.words}: seconds from the first handshake until 100 items are proven"
        figures.append(Figure(words, Spread.of(seen), "s"))
    return figures


def peer_figures(setting: Setting, cell: Cell) -> list[Figure]:
    """Return what other programs do on the same link, each on one of its own, side by side.

    The link is what holds them up, not the machine, so they need not take turns.
    """
    cap = PATIENCE * cell.cargo.bytes / cell.link.payload_rate
    here = [peer for peer in peers.PEERS if not peer.missing]
    say(f"{', '.join(peer.name for peer in here)}: at most {cap:.0f} s")
    setting.loads.append(load())
    with ThreadPoolExecutor(max(1, len(here))) as side_by_side:
        seen = dict(
            zip(
                (peer.name for peer in here),
                side_by_side.map(
                    partial(
                        peers.measure,
                        link=replace(cell.link, seed=setting.seed),
                        cargo=cell.cargo,
                        work=setting.work,
                        cap=cap,
                    ),
                    here,
                ),
                strict=True,
            )
        )
    figures = []
    for peer in peers.PEERS:
        words = f"{cell.words}, the same items: {peer.name}, share of the limit"
        if peer.missing:
            figures.append(Figure(words, skipped=peer.missing))
            continue
        one = seen[peer.name]
        if one.share:
            figures.append(Figure(words, Spread.of([one.share])))
        else:
            late = f"{one.arrived} of {cell.cargo.items} arrived within {cap:.0f} s"
            figures.append(Figure(words, skipped=late))
        wire = f"{cell.words}, the same items: {peer.name}, bytes on the wire for a byte"
        figures.append(Figure(wire, Spread.of([one.wire]), "x"))
    return figures
