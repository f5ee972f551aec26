# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts, replayed: a life is recorded once, and the disk is rebuilt as cuts would leave it."""

import filecmp
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.faults import ground, shim, weak
from tests.faults.judge import Promises, judge
from tests.faults.results import Row
from tests.faults.trace import Change, Cut, Disk, read

CUTS = (Cut.NOTHING_KEPT, Cut.NAMES_KEPT, Cut.CHANCE, Cut.CHANCE, Cut.ALL_KEPT)
SMALL = 14
TOP = 700_000
LARGE = (17 * ground.MIB,)


def run(states: int, seed: int, *, weakened: str = "", until_wrong: bool = False) -> Row:
    """Judge `states` disks that cuts during one life leave.

    `until_wrong`: stop at the first one in which something is; enough for a control.
    """
    row = Row("power cuts" if not weakened else f"power cuts, control {weakened}", weakened)
    if row_skipped := shim.missing():
        row.skipped = row_skipped
        return row
    work = ground.workspace()
    try:
        root, trace = record(work, seed, weakened)
        changes = list(read(trace))
        _play_to_the_end(changes, root, work / "end")
        files = ground.sources(work / "kartu")
        for number, (disk, cut, where) in enumerate(_cuts(changes, root, states, seed)):
            state = work / "state"
            disk.write(state, cut, seed + number)
            promises = Promises()
            for line in disk.lines:
                promises.hear(line)
            verdict = judge(
                state / "brankas", promises, files, copy=state / "salinan", again=state / "pulih"
            )
            row.count(verdict, f"state {number} (seed {seed}) {where}, {cut.value}")
            shutil.rmtree(state)
            if until_wrong and row.bad:
                break
        row.note = f"{len(changes)} calls recorded"
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return row


def record(work: Path, seed: int, weakened: str = "") -> tuple[Path, Path]:
    """Live a vault's life under the recorder; return the folder it changed and the diary."""
    root, trace, source = work / "disk", work / "trace", work / "kartu"
    root.mkdir()
    ground.make_sources(source, seed, small=SMALL, large=LARGE, top=TOP)
    arguments = [str(root), str(source), weakened]
    shim.run("tests.faults.power", arguments, shim.environment(root, trace))
    return root, trace


def _play_to_the_end(changes: list[Change], root: Path, target: Path) -> None:
    """See that the diary left nothing out: played whole, it makes the very same folder."""
    disk = Disk(root)
    for change in changes:
        disk.take(change)
    disk.write(target, Cut.ALL_KEPT, 0)
    made = {path.relative_to(target) for path in target.rglob("*")}
    real = {path.relative_to(root) for path in root.rglob("*")}
    odd = made ^ real
    odd |= {
        name
        for name in made & real
        if (root / name).is_file() and not filecmp.cmp(root / name, target / name, shallow=False)
    }
    if odd:
        message = f"the recorder misses calls: {sorted(map(str, odd))}"
        raise RuntimeError(message)
    shutil.rmtree(target)


def _cuts(
    changes: list[Change], root: Path, states: int, seed: int
) -> Iterator[tuple[Disk, Cut, str]]:
    """Yield the disk at `states` moments, spread over the whole life, each with its kind of cut.

    After every line of the process there is a cut: that is when a promise is youngest.
    """
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    moments = [number for number, change in enumerate(changes, 1) if change.op != "Z"]
    always = [number for number, change in enumerate(changes, 1) if change.op == "K"]
    wanted = min(max(states // len(CUTS), 1), len(moments))
    step = len(moments) / wanted
    spread = [moments[int(index * step + dice.random() * step)] for index in range(wanted)]
    some = always if len(always) <= wanted // 2 else dice.sample(always, wanted // 2)
    chosen = sorted((some + dice.sample(spread, len(spread)))[:wanted])
    disk, at = Disk(root), 0
    for moment in chosen:
        for change in changes[at:moment]:
            disk.take(change)
        at = moment
        last = changes[moment - 1]
        for cut in CUTS:
            yield disk, cut, f"after call {moment} of {len(changes)} ({last.op})"


def main() -> None:
    """Be the process that is recorded."""
    root, source, weakened = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    diary = shim.Shim()

    def tell(kind: str, **parts: str) -> None:
        diary.mark(ground.line(kind, **parts))

    weak.ground_tell[:] = [tell]
    weak.weaken(weakened)
    ground.live(root / "brankas", source, root / "salinan", root / "pulih", tell)


if __name__ == "__main__":
    main()
