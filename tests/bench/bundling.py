# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a bundle of 500 exhibits beside copying and hashing them, and the page on a large one.

Both bundles come out of real vaults.  The browser is asked for its memory while it hashes.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.model.ids import EvidenceId
from db.store import evidence
from desktop.actions import exporting, gather, sealing
from resources.verifier.build import PAGE
from tests.bench import ground
from tests.bench.figures import Figure, Spread, ratios
from tests.bench.ground import MIB, PLAIN, Place
from tests.bench.rounds import Setting, clock, interleaved, say
from tests.fakes import chromium

COMMAND: Final = "python -m tests.bench bundle --rounds {rounds} --size {size_mib}"
EXHIBITS: Final = 500
LARGE: Final = 10
"""How many times `--size` the exhibit for the browser is: 5 GiB for the usual 512 MiB."""
PIECE: Final = 1024 * 1024
TICK: Final = 0.1


def run(setting: Setting) -> list[Figure]:
    """Return the figures of writing bundles and of the page that checks one."""
    return [*writing(setting), *checking(setting)]


def writing(setting: Setting) -> list[Figure]:
    """Export all exhibits at once, against copying their files with a hash of each."""
    count = min(EXHIBITS, setting.items)
    each = max(1, setting.size_mib * MIB // count)
    folder = setting.work / "exhibits"
    folder.mkdir()
    sources = [ground.random_file(folder / f"{number}.bin", each) for number in range(count)]
    with ground.fresh(setting.work / "bundle-vault") as made:
        items = seal(made, sources)

        def segel() -> dict[str, float]:
            target = setting.work / "paket"
            start = clock()
            export(made, items, target)
            took = clock() - start
            shutil.rmtree(target)
            return {"s": took}

        def copy() -> dict[str, float]:
            ground.forget(*sources)
            target = setting.work / "salinan"
            target.mkdir()
            start = clock()
            for source in sources:
                copy_and_hash(source, target / source.name)
            took = clock() - start
            shutil.rmtree(target)
            return {"s": took}

        measured = interleaved(setting, {"segel": segel, "copy": copy})
    shutil.rmtree(folder)
    name = f"{count} exhibits, {count * each / MIB:.0f} MiB"
    return [
        Figure(
            f"{name}: opened, written, read back and examined, of copy and hash",
            ratios(measured["segel s"], measured["copy s"]),
            "x",
        ),
        Figure(f"{name}: the bundle", Spread.of(measured["segel s"]), "s"),
        Figure(f"{name}: copied, hashed with SHA-256, flushed", Spread.of(measured["copy s"]), "s"),
    ]


def checking(setting: Setting) -> list[Figure]:
    """Let a real browser check a bundle with one large exhibit, and watch its memory."""
    mib = setting.size_mib * LARGE
    words = f"page in Chromium, a bundle of {mib} MiB"
    if chromium.programs() is None:
        return [Figure(words, skipped="Chromium and its driver are not installed")]
    source = ground.random_file(setting.work / "large.bin", mib * MIB)
    target = setting.work / "paket-besar"
    with ground.fresh(setting.work / "bundle-vault") as made:
        export(made, seal(made, [source]), target)
    source.unlink()
    shutil.rmtree(setting.work / "bundle-vault", ignore_errors=True)
    setting.settle()
    with chromium.chromium() as browser:
        browser.open(PAGE)
        with watched(browser.driver) as memory:
            start = clock()
            browser.choose("#folder", target)
            told = browser.wait("return window.segelResult", 3600)
            took = clock() - start
        if told["verdict"] != "sound":
            message = f"a sound bundle was not found sound: {told['flaws'][:3]}"
            raise RuntimeError(message)
        with (target / "data/bukti/0001/asli.bin").open("r+b") as file:
            file.seek(mib * MIB - 7)
            file.write(b"\x00lain\x00")
        browser.open(PAGE)
        browser.choose("#folder", target)
        harmed = browser.wait("return window.segelResult", 3600)
    shutil.rmtree(target)
    if harmed["exhibits"][0]["state"] != "harmed":
        message = "a changed exhibit was not found"
        raise RuntimeError(message)
    return [
        Figure(f"{words}: its largest process", Spread.of([memory.most]), "MB", at_most=400),
        Figure(f"{words}: that process before", Spread.of([memory.first]), "MB"),
        Figure(f"{words}: until the verdict", Spread.of([took]), "s"),
        Figure(f"{words}: pace", Spread.of([mib / took]), "MiB/s"),
    ]


def seal(made: Place, sources: list[Path]) -> list[EvidenceId]:
    """Seal files and return the items; RuntimeError when one is not safe."""
    say(f"sealing {len(sources)} files")
    seen = ground.reviewed(made.desk, *sources)
    gather.queue(made.desk, [one.ticket(PLAIN) for one in seen])
    if len(sealing.run_queue(made.desk).safe) != len(sources):
        message = "not every file could be sealed"
        raise RuntimeError(message)
    numbers = range(1, len(sources) + 1)
    return made.desk.on_vault(
        lambda vault: [evidence.by_number(vault, number).id for number in numbers]
    )


def export(made: Place, items: list[EvidenceId], target: Path) -> None:
    """Write a bundle; RuntimeError when it is not in order."""
    written = exporting.export_bundle(
        made.desk, items, target=target, identifier="UJI", title="Uji", organisation="Uji"
    )
    if written.failed or written.discrepancies:
        message = "a sound vault gave a bundle with flaws"
        raise RuntimeError(message)


def copy_and_hash(source: Path, target: Path) -> str:
    """Copy one file durably, hashing what passes: the least anybody could do."""
    sha256 = hashlib.sha256()
    with source.open("rb") as reader, target.open("xb") as writer:
        while piece := reader.read(PIECE):
            sha256.update(piece)
            writer.write(piece)
        writer.flush()
        os.fsync(writer.fileno())
    return sha256.hexdigest()


@dataclass(slots=True)
class Memory:
    """Resident memory of the largest process of a browser, in MB: at first and at most."""

    first: float = 0.0
    most: float = 0.0


@contextmanager
def watched(driver: int) -> Iterator[Memory]:
    """Look at the processes below the browser's driver again and again."""
    memory, over = Memory(largest(driver), 0.0), threading.Event()

    def look() -> None:
        while not over.wait(TICK):
            memory.most = max(memory.most, largest(driver))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def largest(above: int) -> float:
    """Return the resident MB of the largest process below `above`."""
    parents: dict[int, int] = {}
    sizes: dict[int, float] = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = dict(
                line.split(":\t", 1)
                for line in (process / "status").read_text().splitlines()
                if ":\t" in line
            )
            number = int(process.name)
            parents[number] = int(told["PPid"])
            sizes[number] = int(told.get("VmRSS", "0 kB").split()[0]) / 1000
    return max((sizes[one] for one in parents if below(parents, one, above)), default=0.0)


def below(parents: dict[int, int], one: int, above: int) -> bool:
    """Tell whether a process was started by another, however indirectly."""
    while (one := parents.get(one, 0)) > 0:
        if one == above:
            return True
    return False
