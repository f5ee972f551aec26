# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGKILL while recording: what is left opens, plays elsewhere, verifies, and lost two seconds.

Each time a process of its own records fed frames and sound and is killed; then the vault is
unlocked, what was cut is recovered, and ffmpeg decodes it to its end.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from db.intake.isolate import Examiner
from db.model.capture import Ending, Opening
from db.model.ids import EvidenceId
from db.store import evidence, tapes
from db.store.shelves import Reader
from db.store.vault import Vault
from desktop.actions import capturing
from desktop.actions.desk import desk_for
from desktop.actions.examining import examine_vault
from tests.faults import ground
from tests.faults.judge import Verdict
from tests.faults.results import Row
from tests.faults.shim import PROJECT

LIVES = 8
PROMISE_S = 2.0
LONGEST_S = 4.0
CONTROLS = {"segments-late": 30.0}
"""Seconds for which a control keeps what was encoded from the disk."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A recording that was killed: its name, and how long it had run."""

    recording: str
    seconds: float


def missing() -> str:
    """Return why nothing can be recorded and played here, or an empty text."""
    if os.name != "posix":
        return "SIGKILL and handles are POSIX's"
    if shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None:
        return "there is no independent player (ffmpeg)"
    return ""


def run(kills: int, seed: int, *, weakened: str = "") -> Row:
    """Kill a recording process `kills` times; a weakened one until something is lost."""
    row = Row("kills while recording" + (f", control {weakened}" if weakened else ""), weakened)
    if why := missing():
        row.skipped = why
        return row
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    work = ground.workspace()
    losses: list[float] = []
    try:
        for number in range(kills):
            folder = work / f"vault-{number // LIVES}"
            if number % LIVES == 0:
                shutil.rmtree(work / f"vault-{number // LIVES - 1}", ignore_errors=True)
            after = dice.uniform(0.0, LONGEST_S)
            verdict = Verdict()
            cut = kill(folder, after, CONTROLS.get(weakened, 0.0))
            lost = judge(folder, cut, verdict, work / "film")
            if lost is not None:
                losses.append(lost)
            row.count(verdict, f"kill {number} (seed {seed}) after {after:.3f} s")
            if weakened and row.bad:
                break
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if losses:
        middle = sorted(losses)[len(losses) // 2]
        row.note = f"seconds lost: {middle:.2f} at the median, {max(losses):.2f} at most"
    return row


def kill(folder: Path, after: float, segment: float = 0.0) -> Cut:
    """Let a process record and kill it `after` seconds; `segment`: of so many seconds, or ours."""
    reading, writing = os.pipe()
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PROJECT)}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.faults.filming", str(folder), str(writing)),
            *([str(segment)] if segment else []),
        ],
        cwd=PROJECT,
        env=variables,
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8") as lines:
            line = lines.readline()
            if not line:
                message = "the recording process ended by itself"
                raise RuntimeError(message)
            said = json.loads(line)
            threading.Event().wait(max(said["at"] + after - time.monotonic(), 0))
            seconds = time.monotonic() - said["at"]
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return Cut(said["recording"], seconds)


def judge(folder: Path, cut: Cut, verdict: Verdict, film: Path) -> float | None:
    """Unlock, recover, play and examine; return how many seconds were lost."""
    vault = ground.unlock(folder)
    lost: float | None = None
    try:
        with Examiner() as examiner:
            desk = desk_for(vault, lambda work: work(vault), examiner, ground.CLOCK, ground.TOOL)
            recovered = capturing.recover(desk, _name)
            lost = _hold(vault, cut, recovered, verdict, film)
            found = examine_vault(desk)
        verdict.items = found.items
        verdict.flaws += [f"{one.flaw} {one.place}: {one.detail}" for one in found.discrepancies]
        if tapes.files_of(vault.db, "running", "stopped", "cut", "sealed"):
            verdict.flaws.append("a tape is still waiting")
        if [path.name for path in vault.folder.media.glob("rekam-*")]:
            verdict.flaws.append("a tape still lies there")
    finally:
        vault.lock()
    return lost


def _name(_opening: Opening) -> str:
    return "rekaman.mp4"


def _hold(
    vault: Vault,
    cut: Cut,
    recovered: tuple[capturing.Recovered, ...],
    verdict: Verdict,
    film: Path,
) -> float | None:
    """Hold what was recovered against what was recorded."""
    mine = [one for one in recovered if one.recording == cut.recording]
    item = mine[0].item if mine else None
    if item is None:
        if not mine or cut.seconds > PROMISE_S:
            verdict.lost.append(f"a recording of {cut.seconds:.2f} s")
        return None
    capture = evidence.sheet(vault, item).capture
    if capture is None or capture.ending is not Ending.CUT:
        verdict.flaws.append("the item does not say that it was cut")
    film.write_bytes(_bytes(vault, item))
    seconds = played(film, verdict)
    if cut.seconds - seconds > PROMISE_S:
        verdict.lost.append(f"{cut.seconds - seconds:.2f} s of {cut.seconds:.2f}")
    return cut.seconds - seconds


def _bytes(vault: Vault, item: EvidenceId) -> bytes:
    with Reader(vault.folder.media, evidence.plan(vault, item)) as reader:
        return b"".join(reader.blocks())


def played(film: Path, verdict: Verdict) -> float:
    """Decode a film to its end with ffmpeg and return its length in seconds."""
    probed = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", film],
        capture_output=True,
        text=True,
        check=False,
    )
    decoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-xerror", "-i", film, "-vsync", "cfr", "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=False,
    )
    if decoded.returncode or decoded.stderr.strip():
        verdict.half.append(f"does not play: {decoded.stderr.strip()[:200]}")
    try:
        return float(probed.stdout.strip().split(",")[0])
    except ValueError:
        verdict.half.append(f"has no length: {probed.stdout.strip()[:60]}")
        return 0.0
