# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening every item again, beside hashing the same plain bytes on all cores, both from the disk.

The items are those of a campaign day: a long video, some short ones, and photos.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from db.model.progress import Progress
from desktop.actions import gather, sealing
from desktop.actions.examining import examine_vault
from tests.bench import ground
from tests.bench.figures import Figure, Spread, ratios
from tests.bench.ground import MIB, PLAIN, Place
from tests.bench.rounds import Setting, clock, interleaved, say

COMMAND: Final = "python -m tests.bench verify --rounds {rounds} --size {size_mib}"
SHARES: Final = ((1, 0.25), (4, 0.25), (20, 0.2), (200, 0.3))
"""How many items share which part of all bytes."""


def run(setting: Setting) -> list[Figure]:
    """Return the figures of examining sealed items whose bytes are on the disk alone."""
    sources = make_sources(setting.work / "mixed", 4 * setting.size_mib * MIB)
    total = sum(path.stat().st_size for path in sources)
    with ExitStack() as stack:
        made = stack.enter_context(ground.fresh(setting.work / "vault"))
        seal_all(made, sources)
        shelves = ground.files_in(made.desk.media)

        def whole() -> dict[str, float]:
            ground.forget(*shelves)
            watch = _Watch(shelves)
            start = clock()
            done = examine_vault(made.desk, report=watch)
            if not done.clean or done.bytes != total:
                message = f"a sound vault was not found sound: {done.discrepancies[:3]}"
                raise RuntimeError(message)
            return {"items": watch.items, "s": clock() - start - watch.pause}

        def limit() -> dict[str, float]:
            ground.forget(*sources)
            start = clock()
            hash_on_all_cores(sources)
            return {"s": clock() - start}

        measured = interleaved(setting, {"segel": whole, "limit": limit})
    shutil.rmtree(setting.work / "mixed")
    name = f"{total / MIB:.0f} MiB in {len(sources)} items, cold"
    return [
        Figure(
            f"{name}: of the speed of SHA-256 on all cores",
            ratios(measured["limit s"], measured["segel items"]),
            "x",
            at_least=0.75,
        ),
        Figure(f"{name}: items opened and hashed", Spread.of(measured["segel items"]), "s"),
        Figure(f"{name}: SHA-256 on all cores", Spread.of(measured["limit s"]), "s"),
        Figure(
            f"{name}: the whole examination, files of the shelves included",
            Spread.of(measured["segel s"]),
            "s",
        ),
    ]


class _Watch:
    """Listens to an examination, and clears the memory of shelves before their items are opened.

    `items`: the seconds the items took.  `pause`: the seconds spent here.
    """

    def __init__(self, shelves: Sequence[Path]) -> None:
        self._shelves = shelves
        self._begun = 0.0
        self.items = 0.0
        self.pause = 0.0

    def __call__(self, progress: Progress) -> None:
        """Take one report."""
        now = clock()
        if progress.what == "examining-items":
            self.items = now - self._begun
        elif progress.what == "examining-shelves" and progress.done == progress.total:
            ground.forget(*self._shelves)
            self._begun = clock()
            self.pause = self._begun - now


def make_sources(folder: Path, size: int) -> list[Path]:
    """Make files of `size` bytes together, large and small."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for count, share in SHARES:
        each = int(size * share / count)
        made += [ground.random_file(folder / f"{each}-{number}", each) for number in range(count)]
    return made


def seal_all(made: Place, sources: Sequence[Path]) -> None:
    """Seal every file; raise RuntimeError when one is not safe."""
    say(f"sealing {len(sources)} files to examine")
    seen = ground.reviewed(made.desk, *sources)
    gather.queue(made.desk, [one.ticket(PLAIN) for one in seen])
    if len(sealing.run_queue(made.desk).safe) != len(sources):
        message = "not every file could be sealed"
        raise RuntimeError(message)


def hash_on_all_cores(paths: Sequence[Path]) -> None:
    """Hash whole files, the largest first, as many at a time as there are cores."""

    def one(path: Path) -> bytes:
        running = hashlib.sha256()
        buffer = memoryview(bytearray(MIB))
        with path.open("rb", buffering=0) as file:
            while count := file.readinto(buffer):
                running.update(buffer[:count])
        return running.digest()

    by_size = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, by_size))
