# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealing beside the limits of the machine and beside the programs people use today.

"Sealed" is when the commit with the signed entry has returned: from then on a power cut loses
nothing.  "Safe to remove" is when the stored bytes were opened and hashed again.  The review has
looked at the file before, as it does in the window, so the seconds are those after the yes.
"""

import hashlib
import shutil
from functools import partial
from pathlib import Path

from desktop.actions import gather, sealing
from tests.bench import ground, peers
from tests.bench.figures import Figure, Spread, ratios
from tests.bench.ground import MIB, PLAIN
from tests.bench.peers import Peer
from tests.bench.rounds import Run, Setting, clock, interleaved

PHOTO = 3_000_000
COMMAND = "python -m tests.bench sealing --rounds {rounds} --size {size_mib}"


def run(setting: Setting) -> list[Figure]:
    """Return the figures of sealing one large file, and of a card full of photos."""
    source = ground.random_file(setting.work / "source.bin", setting.size_mib * MIB)
    contenders: dict[str, Run] = {
        "segel": partial(segel, source, setting.work),
        "hashlib": lambda: {"s": hash_file(source)},
    }
    for peer in peers.PEERS:
        if not peer.missing:
            contenders[peer.name] = _contender(peer, source, setting.work)
    measured = interleaved(setting, contenders)
    figures = [*_limits(measured), *_beside(measured), *_bytes(measured)]
    figures += _seconds(measured, setting.size_mib)
    return figures + photo_figures(setting)


def segel(source: Path, work: Path) -> dict[str, float]:
    """Seal one file into a new vault, as a person does who has reviewed it."""
    size = source.stat().st_size
    with ground.fresh(work / "vault") as made:
        seen = ground.reviewed(made.desk, source)
        made.marks.clear()
        written, start = _written(), clock()
        gather.queue(made.desk, [one.ticket(PLAIN) for one in seen])
        outcome = sealing.run_queue(made.desk)
        if len(outcome.safe) != 1:
            message = f"sealing failed: {outcome.failed}"
            raise RuntimeError(message)
        stored = sum(path.stat().st_size for path in ground.files_in(made.desk.media))
        return {
            "sealed": made.marks[0] - start,
            "safe": made.marks[-1] - start,
            "written": (_written() - written) / size,
            "stored": stored / size,
        }


def hash_file(source: Path) -> float:
    """Return the seconds that SHA-256 alone takes, in this very interpreter."""
    start = clock()
    running = hashlib.sha256()
    buffer = memoryview(bytearray(MIB))
    with source.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            running.update(buffer[:count])
    return clock() - start


def _contender(peer: Peer, source: Path, work: Path) -> Run:
    def contend() -> dict[str, float]:
        folder = work / "peer"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            return {"s": peer.run(source, folder)}
        finally:
            shutil.rmtree(folder)

    return contend


def _written() -> int:
    """Return the bytes this process has caused to be written to the disk, by Linux's count.

    Every page is counted when it is made dirty: shelves, journals, records and the log alike.
    """
    try:
        lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def _limits(measured: dict[str, list[float]]) -> list[Figure]:
    """Compare with the faster of two ways to hash and with a durable write, the slower of both."""
    pairs = zip(measured["hashlib s"], measured.get("openssl sha256 s", []), strict=False)
    hashing = [min(pair) for pair in pairs] or measured["hashlib s"]
    words = "speed, of the slower of SHA-256 and a durable 64 KiB-block write"
    if "dd bs=64k conv=fsync s" not in measured:
        return [Figure(words, skipped="dd not installed", at_least=0.6)]
    writing = measured["dd bs=64k conv=fsync s"]
    slower = [max(pair) for pair in zip(hashing, writing, strict=True)]
    return [
        Figure(words, ratios(slower, measured["segel sealed"]), "x", at_least=0.6),
        Figure("until safe to remove, of the same", ratios(slower, measured["segel safe"]), "x"),
    ]


def _beside(measured: dict[str, list[float]]) -> list[Figure]:
    wanted = {
        "age -e": 1.1,
        "gocryptfs": 2.0,
        "restic": 5.0,
        "borg": 5.0,
        "sha256sum, age -e": None,
    }
    figures = []
    for peer in peers.PEERS:
        if peer.name not in wanted:
            continue
        words, least = f"faster than {peer.name}", wanted[peer.name]
        if peer.missing:
            figures.append(Figure(words, skipped=peer.missing, at_least=least))
        else:
            spread = ratios(measured[f"{peer.name} s"], measured["segel sealed"])
            figures.append(Figure(words, spread, "x", at_least=least))
    return figures


def _bytes(measured: dict[str, list[float]]) -> list[Figure]:
    written, stored = Spread.of(measured["segel written"]), Spread.of(measured["segel stored"])
    return [
        Figure("bytes written for a byte of evidence", written, "x", at_most=1.05)
        if written.median
        else Figure("bytes written for a byte of evidence", skipped="no /proc/self/io here"),
        Figure("bytes on the shelf for a byte of evidence", stored, "x", at_most=1.02),
    ]


def _seconds(measured: dict[str, list[float]], mib: int) -> list[Figure]:
    """Show the seconds themselves: they are this machine's, and bind nobody."""
    names = {"segel sealed": "Segel, sealed", "segel safe": "Segel, safe to remove"}
    rows = [name for name in measured if not name.startswith("segel") or name in names]
    rows.sort(key=lambda name: Spread.of(measured[name]).median)
    return [
        Figure(f"{mib} MiB: {names.get(name, name[:-2])}", Spread.of(measured[name]), "s")
        for name in rows
    ]


def photo_figures(setting: Setting, count: int | None = None, size: int = PHOTO) -> list[Figure]:
    """Seal a card of 12-megapixel photos of 3 MB, each looked at by intake on the way."""
    count = count or max(4, setting.items // 200)
    paths = ground.photos(setting.work / f"photos-{count}", count, size)
    total = sum(path.stat().st_size for path in paths)
    looked, sealed = [], []
    for _ in range(max(1, setting.rounds // 2)):
        setting.settle()
        with ground.fresh(setting.work / "vault") as made:
            start = clock()
            seen = ground.reviewed(made.desk, *paths)
            looked.append(count / (clock() - start))
            start = clock()
            gather.queue(made.desk, [one.ticket(PLAIN) for one in seen])
            outcome = sealing.run_queue(made.desk)
            sealed.append(count / (clock() - start))
            if len(outcome.safe) != count:
                message = f"only {len(outcome.safe)} of {count} photos: {outcome.failed[:3]}"
                raise RuntimeError(message)
    both = [1 / (1 / one + 1 / other) for one, other in zip(looked, sealed, strict=True)]
    name = f"{count} photos of {total / count / 1e6:.1f} MB"
    return [
        Figure(f"{name}: looked at, sealed and read back", Spread.of(both), "photos/s"),
        Figure(f"{name}: looked at, one after the other", Spread.of(looked), "photos/s"),
        Figure(f"{name}: sealed and read back after that", Spread.of(sealed), "photos/s"),
    ]
