# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon a sought frame is there, and how much memory a long film takes, played from its rows.

`python -m tests.bench.playing [GIB]` makes a 1080p film, fills it up to so many GiB with padding,
seals it, seeks about in it through the real device and the real player, and makes stills of it.
`python -m tests.bench.playing FILM` does so with a film that is there, of 30 frames a second; one
of 4 GiB in which every byte is picture comes from looping a short one: `ffmpeg -stream_loop 35 -i
short.mp4 -c copy film.mp4`.
"""

# ruff: noqa: PLC0415 - Qt reads its platform from the environment when it is first imported

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.model.evidence import EvidenceCard
    from db.store.vault import Vault
    from desktop.actions.desk import Desk

SECONDS: Final = 60
RATE: Final = 30
SIZE: Final = (1920, 1080)
SEEKS: Final = 40
STILLS: Final = 6
GIB: Final = 1024**3
PAD: Final = 4 * 1024 * 1024
SEED: Final = 4


def main(argv: list[str]) -> int:
    """Measure and print."""
    given = Path(argv[0]) if argv and Path(argv[0]).is_file() else None
    size = float(argv[0]) if argv and given is None else 0.0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="segel-putar-") as room:
        film = given or Path(room) / "film.mp4"
        if given is None:
            make(film)
        if size:
            pad(film, round(size * GIB))
        for line in measure(Path(room), film):
            sys.stdout.write(line + "\n")
    return 0


def make(path: Path) -> None:
    """Write a film of moving colours with a key frame every two seconds, index in front."""
    import av

    options = {"movflags": "faststart"}
    with av.open(str(path), "w", options=options) as out:
        stream = out.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.options = {"preset": "ultrafast", "crf": "28", "g": str(2 * RATE)}
        plane = bytes(range(256)) * (SIZE[0] * SIZE[1] // 256 + 256)
        for number in range(SECONDS * RATE):
            frame = av.VideoFrame(*SIZE, "yuv420p")
            for at, part in enumerate(frame.planes):
                start = number * (3 + at) % 256
                part.update(plane[start : start + part.buffer_size])
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def pad(path: Path, size: int) -> None:
    """Let a film be `size` bytes long with a box that players pass over (ISO 14496-12, `free`)."""
    with path.open("ab") as file:
        rest = size - file.tell()
        if rest > PAD:
            file.write((1).to_bytes(4) + b"free" + rest.to_bytes(8))
            rest -= 16
            noise = random.Random(SEED).randbytes(PAD)  # noqa: S311 - the same film each time
            while rest > 0:
                file.write(noise[:rest])
                rest -= PAD


def measure(room: Path, film: Path) -> list[str]:
    """Seal the film, load it, seek about, play, close; return what was found."""
    from PySide6.QtWidgets import QApplication

    import db.store.vault
    from db.store import evidence
    from desktop.playing.player import Player
    from tests.fakes.small_vault import found
    from tests.fakes.stopped_clock import StoppedClock

    app = QApplication.instance() or QApplication(["bench"])
    db.store.vault.ROOM_FOR_BALLAST = 1 << 62
    vault, _ = found(room / "brankas", StoppedClock(tick_us=1000))
    card, sealing_s, stills = sealed(vault, film)
    length = card.duration_ms or SECONDS * 1000
    plan = evidence.plan(vault, card.id)
    before = peak_mb()
    player, shown, loaded = Player(), list[int](), list[bool]()
    player.framed.connect(lambda frame: shown.append(frame.startTime()))
    player.ready.connect(lambda: loaded.append(True))

    def until(condition: Callable[[], bool]) -> float:
        begun = time.perf_counter()
        while not condition():
            app.processEvents()
            time.sleep(0.0005)
        return (time.perf_counter() - begun) * 1000

    player.load(vault.folder.media, plan)
    first = until(lambda: bool(loaded and shown))
    player.set_rate(Fraction(RATE))
    dice, took, right = random.Random(SEED), [], 0  # noqa: S311 - the same seeks each time
    for _ in range(SEEKS):
        number = dice.randrange(length * RATE // 1000 - RATE)
        shown.clear()
        player.seek(round(number * 1_000_000 / RATE))
        took.append(until(lambda: bool(shown)))
        right += round(shown[-1] * RATE / 1_000_000) == number
    player.seek(0)
    shown.clear()
    player.toggle()
    begun = time.perf_counter()
    until(lambda: time.perf_counter() - begun > 3)
    frames = len(shown)
    closing = time.perf_counter()
    player.close()
    closed = (time.perf_counter() - closing) * 1000
    after = peak_mb()
    vault.lock()
    took.sort()
    worst, middle = took[-1], statistics.median(took)
    return [
        f"film: {plan.size / GIB:.2f} GiB, {SIZE[0]}x{SIZE[1]}, {RATE} frames a second",
        f"sealed and read back in {sealing_s:.0f} s",
        (
            f"stills made, sealed and read back: median {statistics.median(stills):.0f} ms,"
            f" worst {max(stills):.0f} ms"
        ),
        f"first frame after {first:.0f} ms",
        (
            f"seek to the frame: median {middle:.0f} ms, 95 % {took[int(SEEKS * 0.95)]:.0f} ms,"
            f" worst {worst:.0f} ms, right frame {right} of {SEEKS}"
        ),
        f"played {frames} frames in 3 s; closed in {closed:.0f} ms",
        (f"peak memory {before:.0f} MB before playing, {after:.0f} MB after"),
    ]


def sealed(vault: "Vault", film: Path) -> "tuple[EvidenceCard, float, list[float]]":
    """Seal a film and make stills of it; return it, and the seconds and milliseconds that took."""
    from db.model.evidence import Manner, Provenance
    from db.store import evidence
    from desktop.actions import gather, sealing
    from tests.fakes.small_vault import at_desk

    with at_desk(vault) as desk:
        reviewed = gather.review(desk, gather.gather([film]).candidates)
        gather.queue(desk, [one.ticket(Provenance(Manner.DEVICE)) for one in reviewed])
        begun = time.perf_counter()
        (item,) = sealing.run_queue(desk).sealed
        took = time.perf_counter() - begun
        card = evidence.by_id(vault, item)
        return card, took, stills_of(desk, card)


def stills_of(desk: "Desk", card: "EvidenceCard") -> list[float]:
    """Make stills all through a film; return how long each took, sealed, in milliseconds."""
    from db.model.derived import Still
    from desktop.actions import deriving

    took = []
    for part in range(STILLS):
        at_ms = (card.duration_ms or 0) * (2 * part + 1) // (2 * STILLS)
        begun = time.perf_counter()
        deriving.derive(desk, card.id, (Still(at_ms * 1000),), f"{part}.png")
        took.append((time.perf_counter() - begun) * 1000)
    return took


def peak_mb() -> float:
    """Return the most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
